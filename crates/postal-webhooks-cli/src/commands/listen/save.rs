//! [`Folder`] of raw requests.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};

use crate::network::key::write_whole;
use crate::network::server::Received;

/// A folder that each request is saved to, in a file of its own.
pub(crate) struct Folder {
    path: PathBuf,
    saved: AtomicU32,
}

impl Folder {
    /// Makes the folder, if it is not there.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        std::fs::create_dir_all(path)
            .with_context(|| format!("cannot make the folder {}", path.display()))?;
        Ok(Self { path: path.to_owned(), saved: AtomicU32::new(0) })
    }

    /// Saves a request as it came. A body that came in chunks is saved without them.
    pub(crate) fn save(&self, request: &Received, is_verified: bool) -> Result<PathBuf> {
        let number = self.saved.fetch_add(1, Ordering::Relaxed);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let mark = if is_verified { "" } else { "-unverified" };
        // By name in the order in which they came.
        let path = self.path.join(format!("{now:013}-{number:06}{mark}.http"));
        write_whole(&path, &raw(request))?;
        Ok(path)
    }
}

fn raw(request: &Received) -> Vec<u8> {
    let is_of_chunks = |line: &[u8]| line.to_ascii_lowercase().starts_with(b"transfer-encoding:");
    let mut raw = Vec::with_capacity(request.head.len() + request.body.len());
    for line in request.head.split_inclusive(|byte| *byte == b'\n') {
        if is_of_chunks(line) {
            raw.extend(format!("Content-Length: {}\r\n", request.body.len()).into_bytes());
        } else {
            raw.extend_from_slice(line);
        }
    }
    raw.extend_from_slice(&request.body);
    raw
}
