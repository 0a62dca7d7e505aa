//! Room on the disk: how much there is, and the ballast that is given up when there is none.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often a ballast that was given up is tried to be made again.
const RETRY: Duration = Duration::from_secs(5);

/// Bytes that the file system of a file or folder has for us.
pub(crate) fn free_bytes(path: &Path) -> io::Result<u64> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let stat = rustix::fs::statvfs(folder)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// A file that holds room in reserve.
#[derive(Debug)]
pub(super) struct Ballast {
    path: PathBuf,
    bytes: u64,
    is_there: bool,
    tried: Option<Instant>,
}

impl Ballast {
    pub(super) fn new(path: PathBuf, bytes: u64) -> Self {
        let is_there = path.metadata().is_ok_and(|file| file.len() >= bytes);
        let mut ballast = Self { path, bytes, is_there, tried: None };
        ballast.keep();
        ballast
    }

    /// Makes the room free that it holds.
    pub(super) fn give_up(&mut self) {
        if self.is_there && std::fs::remove_file(&self.path).is_ok() {
            tracing::error!(code = "ballast-given-up", bytes = self.bytes);
            self.is_there = false;
            self.tried = Some(Instant::now());
        }
    }

    /// Makes it again once there is twice as much room.
    pub(super) fn keep(&mut self) {
        if self.is_there || self.bytes == 0 || self.tried.is_some_and(|at| at.elapsed() < RETRY) {
            return;
        }
        self.tried = Some(Instant::now());
        if free_bytes(&self.path).is_ok_and(|free| free >= self.bytes.saturating_mul(2)) {
            self.is_there = self.make().is_ok();
            if !self.is_there {
                let _ = std::fs::remove_file(&self.path);
            }
        }
    }

    /// Makes a file whose blocks are there, and not only its length.
    fn make(&self) -> io::Result<()> {
        let file = File::create(&self.path)?;
        let flags = rustix::fs::FallocateFlags::empty();
        rustix::fs::fallocate(&file, flags, 0, self.bytes)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    #[test]
    fn the_ballast_has_blocks_and_goes_and_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b");
        let mut ballast = Ballast::new(path.clone(), 1 << 20);
        assert!(path.metadata().unwrap().blocks() * 512 >= 1 << 20);
        ballast.give_up();
        assert!(!path.exists());
        ballast.keep();
        assert!(!path.exists(), "it is not made again at once");
        ballast.tried = None;
        ballast.keep();
        assert!(path.exists());
        assert!(free_bytes(&path).unwrap() > 0);
    }
}
