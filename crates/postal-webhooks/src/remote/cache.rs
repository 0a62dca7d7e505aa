//! The last good keys in a file, for a restart while the installation is down.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::RemoteKeysError;
use crate::keys::{MAX_DOCUMENT, without_bom};
use crate::{KeySet, KeySetError, Kid};

/// Why the cache file was not read or not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// The file is there and cannot be read.
    #[error("the cache file cannot be read")]
    Read(#[source] io::Error),
    /// The file cannot be written.
    #[error("the cache file cannot be written")]
    Write(#[source] io::Error),
    /// The file is not one that was written here.
    #[error("not a cache file of keys")]
    NotCache,
    /// The file holds the keys of another URL.
    #[error("the cache file is of another URL")]
    OtherUrl,
    /// The file gives no keys, or none that is pinned.
    #[error("the cache file gives no keys")]
    Keys(#[source] KeySetError),
}

/// Where the keys of one URL are kept.
pub(super) struct CacheFile {
    path: PathBuf,
    url: String,
    /// The number of the fetch whose keys were written last.
    written: Mutex<u64>,
}

impl CacheFile {
    /// Refuses what is there and no regular file: a pipe would be waited for without end.
    pub(super) fn new(path: PathBuf, url: String) -> Result<Self, RemoteKeysError> {
        if fs::metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(RemoteKeysError::CacheFile);
        }
        Ok(Self { path, url, written: Mutex::default() })
    }

    /// The keys in the file; none if there is no file.
    pub(super) fn load(&self, pins: Option<&[Kid]>) -> Result<Option<KeySet>, CacheError> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(CacheError::Read(error)),
        };
        let mut text = Vec::new();
        // Written anew, and with the URL around it, a document stays under twice its greatest
        // length.
        let limit = 2 * MAX_DOCUMENT as u64;
        file.take(limit).read_to_end(&mut text).map_err(CacheError::Read)?;
        let cache = serde_json::from_slice(without_bom(&text));
        let cache: Value = cache.map_err(|_| CacheError::NotCache)?;
        let (Some(url), Some(jwks)) = (cache.get("url"), cache.get("jwks")) else {
            return Err(CacheError::NotCache);
        };
        if *url != self.url {
            return Err(CacheError::OtherUrl);
        }
        read(jwks.to_string().as_bytes(), pins).map_err(CacheError::Keys).map(Some)
    }

    /// Replaces the file as a whole, or leaves it as it was: also if a later fetch than this one
    /// has written it.
    pub(super) fn store(&self, fetch: u64, document: &[u8]) -> Result<(), CacheError> {
        let jwks = serde_json::from_slice(without_bom(document));
        let jwks: Value = jwks.map_err(|_| CacheError::NotCache)?;
        let text = json!({ "url": self.url, "jwks": jwks }).to_string();
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if fetch > *written {
            self.replace(text.as_bytes()).map_err(CacheError::Write)?;
            *written = fetch;
        }
        Ok(())
    }

    fn replace(&self, text: &[u8]) -> io::Result<()> {
        let directory = match self.path.parent() {
            Some(directory) if directory != Path::new("") => directory,
            _ => Path::new("."),
        };
        // The file is made with mode 0600 on Unix, under another name in the same directory, and
        // removed if it does not come to the renaming.
        let mut file = NamedTempFile::new_in(directory)?;
        file.write_all(text)?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }
}

/// The keys of a document that may be trusted.
pub(super) fn read(document: &[u8], pins: Option<&[Kid]>) -> Result<KeySet, KeySetError> {
    let keys = KeySet::from_jwks(document)?;
    match pins {
        Some(pins) => keys.pin(pins.iter().copied()),
        None => Ok(keys),
    }
}
