//! [`RemoteVerifierBuilder`], the choices for a [`RemoteVerifier`].

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::cache::{FileCache, KeyCache, UrlCache};
use super::state::Shared;
use super::{
    Clock, HttpTransport, RemoteVerifier, RemoteVerifierError, SystemClock, Transport, url,
};
use crate::Kid;
use crate::verify::Policy;

/// The choices for a [`RemoteVerifier`].
#[must_use]
pub struct RemoteVerifierBuilder {
    url: String,
    pins: Option<Vec<Kid>>,
    policy: Policy,
    refresh_after: Duration,
    cache_file: Option<PathBuf>,
    cache: Option<Box<dyn KeyCache>>,
    transport: Option<Box<dyn Transport>>,
    clock: Box<dyn Clock>,
}

impl RemoteVerifierBuilder {
    pub(super) fn new(url: String) -> Self {
        Self {
            url,
            pins: None,
            policy: Policy::default(),
            refresh_after: Duration::from_secs(60 * 60),
            cache_file: None,
            cache: None,
            transport: None,
            clock: Box::new(SystemClock),
        }
    }

    /// Takes only keys with these ids. Once a key is pinned, the URL may be `http`: the id proves
    /// the key.
    ///
    /// A list without any id is an error of [`build`](Self::build): it would trust nothing, or
    /// everything. A request that names another key is refused without a fetch.
    ///
    /// A pinned key cannot be replaced without the receiver's consent, so a new key of the
    /// installation has to be pinned too, best before it signs.
    pub fn pin(mut self, kids: impl IntoIterator<Item = Kid>) -> Self {
        self.pins.get_or_insert_default().extend(kids);
        self
    }

    /// **Insecure.** See [`Verifier::allow_insecure_sha1`](crate::Verifier::allow_insecure_sha1).
    pub fn allow_insecure_sha1(mut self) -> Self {
        self.policy.sha1 = true;
        self
    }

    /// **Insecure.** See
    /// [`Verifier::allow_insecure_short_keys`](crate::Verifier::allow_insecure_short_keys).
    pub fn allow_insecure_short_keys(mut self) -> Self {
        self.policy.short_keys = true;
        self
    }

    /// Keeps the last good keys in this file, so that a restart while the installation is down
    /// finds them.
    ///
    /// It has to be a regular file, or a link to one, if it is there at all. It is replaced as a
    /// whole, with mode 0600 on Unix. Its directory has to be there, and no one else should be
    /// able to write in it: who can change the file can change the keys, but not those that are
    /// pinned. It is only a help: a file that is missing, broken or of another URL is
    /// ignored, and [`RemoteVerifier::status`] tells why.
    pub fn cache_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.cache_file = Some(path.into());
        self.cache = None;
        self
    }

    /// Keeps the last good keys in a cache of one's own, in place of a
    /// [`cache_file`](Self::cache_file).
    pub fn cache(mut self, cache: impl KeyCache) -> Self {
        self.cache = Some(Box::new(cache));
        self.cache_file = None;
        self
    }

    /// Fetches the keys anew, on the side, when they are older than this; an hour by
    /// default.
    ///
    /// Postal's new key is found without that, by its id. This is for a key that was withdrawn:
    /// until the next fetch, what it signs is taken.
    pub fn refresh_after(mut self, age: Duration) -> Self {
        self.refresh_after = age;
        self
    }

    /// Fetches with this instead of [`HttpTransport`].
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Tells the time by this instead of [`SystemClock`].
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Reads the cache, if there is one. Nothing is fetched yet: [`RemoteVerifier::refresh`] does
    /// that.
    ///
    /// # Errors
    ///
    /// The URL is not one that keys may come from, no id is pinned where some should be, the cache
    /// file is no regular file, or TLS cannot be set up.
    pub fn build(self) -> Result<RemoteVerifier, RemoteVerifierError> {
        if self.pins.as_ref().is_some_and(Vec::is_empty) {
            return Err(RemoteVerifierError::NoPins);
        }
        let url = url::document(&self.url, self.pins.is_some())?;
        let transport = match self.transport {
            Some(transport) => transport,
            None if url.starts_with("http:") => Box::new(HttpTransport::plain()),
            None => Box::new(HttpTransport::new()?),
        };
        if self.cache_file.as_deref().is_some_and(FileCache::is_other) {
            return Err(RemoteVerifierError::CacheFile);
        }
        let file = self.cache_file.map(|path| Box::new(FileCache::new(path)) as Box<dyn KeyCache>);
        let cache = self.cache.or(file).map(|cache| UrlCache::new(cache, url.clone()));
        let shared = Shared::new(
            url,
            self.pins,
            self.policy,
            self.refresh_after,
            transport,
            self.clock,
            cache,
        );
        Ok(RemoteVerifier { shared: Arc::new(shared) })
    }
}

impl fmt::Debug for RemoteVerifierBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteVerifierBuilder")
            .field("pins", &self.pins)
            .field("policy", &self.policy)
            .field("refresh_after", &self.refresh_after)
            .field("cache_file", &self.cache_file)
            .finish_non_exhaustive()
    }
}
