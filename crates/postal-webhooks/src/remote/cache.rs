//! [`KeyCache`]: the last good keys, for a restart while the installation is down.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use tempfile::NamedTempFile;

use crate::keys::{MAX_DOCUMENT, without_bom};
use crate::{KeySet, KeySetError, Kid};

/// Error of a [`KeyCache`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// The cache cannot be read.
    #[error("the cache cannot be read")]
    Read(#[source] io::Error),
    /// The cache cannot be written.
    #[error("the cache cannot be written")]
    Write(#[source] io::Error),
    /// The document is not one that a verifier stored.
    #[error("the cache holds something else than keys")]
    NotCache,
    /// The cache holds the keys of another URL.
    #[error("the cache is of another URL")]
    OtherUrl,
    /// The cache gives no keys, or none that is pinned.
    #[error("the cache gives no keys")]
    Keys(#[source] KeySetError),
}

/// Store of the last good keys of a [`RemoteVerifier`](super::RemoteVerifier), for a restart while
/// the installation is down. [`FileCache`] is one.
///
/// What is stored is one document, of at most 128 KiB. It is no secret, but whoever can change it
/// can change the keys, but not those that are pinned. A document that is broken, or of another
/// URL, is ignored, and [`RemoteVerifier::status`](super::RemoteVerifier::status) has the error.
pub trait KeyCache: Send + Sync + 'static {
    /// The document that was stored last; `None` if there is none. It is called once, by
    /// [`build`](super::RemoteVerifierBuilder::build), and may block.
    ///
    /// # Errors
    ///
    /// If there may be a document, and it cannot be read. The verifier then begins without keys.
    fn load(&self) -> io::Result<Option<Vec<u8>>>;

    /// Replaces the document as a whole, or leaves it as it was. It is called after a good fetch,
    /// on a thread that may block, never twice at once; no request waits for it.
    ///
    /// # Errors
    ///
    /// If it cannot be stored. The verifier keeps its keys in memory.
    fn store(&self, document: &[u8]) -> io::Result<()>;
}

/// [`KeyCache`] in one file, which is replaced as a whole, with mode 0600 on Unix.
#[derive(Clone, Debug)]
pub struct FileCache {
    path: PathBuf,
}

impl FileCache {
    /// A cache in the file of this path, in a directory that is there.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Whether there is something else than a regular file: a pipe would be waited for without
    /// end.
    pub(super) fn is_other(path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|metadata| !metadata.is_file())
    }
}

impl KeyCache for FileCache {
    fn load(&self) -> io::Result<Option<Vec<u8>>> {
        if Self::is_other(&self.path) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut text = Vec::new();
        file.take(LIMIT).read_to_end(&mut text)?;
        Ok(Some(text))
    }

    fn store(&self, document: &[u8]) -> io::Result<()> {
        let directory = match self.path.parent() {
            Some(directory) if directory != Path::new("") => directory,
            _ => Path::new("."),
        };
        // The file is made with mode 0600 on Unix, under another name in the same directory, and
        // removed if it does not come to the renaming.
        let mut file = NamedTempFile::new_in(directory)?;
        file.write_all(document)?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }
}

/// Written anew, and with the URL around it, a document stays under twice its greatest length.
const LIMIT: u64 = 2 * MAX_DOCUMENT as u64;

/// The cache of one URL: what it gives is checked.
pub(super) struct UrlCache {
    cache: Box<dyn KeyCache>,
    url: String,
    /// The number of the fetch whose keys were written last.
    written: Mutex<u64>,
}

impl UrlCache {
    pub(super) fn new(cache: Box<dyn KeyCache>, url: String) -> Self {
        Self { cache, url, written: Mutex::default() }
    }

    /// The keys in the cache; none if it is empty.
    pub(super) fn load(&self, pins: Option<&[Kid]>) -> Result<Option<KeySet>, CacheError> {
        let Some(text) = self.cache.load().map_err(CacheError::Read)? else {
            return Ok(None);
        };
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

    /// Stores what a fetch gave, unless a later one has stored its own.
    pub(super) fn store(&self, fetch: u64, document: &[u8]) -> Result<(), CacheError> {
        let jwks = serde_json::from_slice(without_bom(document));
        let jwks: Value = jwks.map_err(|_| CacheError::NotCache)?;
        let text = json!({ "url": self.url, "jwks": jwks }).to_string();
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if fetch > *written {
            self.cache.store(text.as_bytes()).map_err(CacheError::Write)?;
            *written = fetch;
        }
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
