//! [`RemoteVerifier`]: a verifier that fetches the keys from the Postal installation, and follows
//! when they change.

mod builder;
mod cache;
mod clock;
mod error;
mod http;
mod state;
mod transport;
mod url;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use builder::RemoteVerifierBuilder;
pub use cache::{CacheError, FileCache, KeyCache};
pub use clock::{Clock, SystemClock};
pub use error::{FetchError, RemoteVerifierError};
pub use http::HttpTransport;
use state::Shared;
pub use transport::{Response, Transport, TransportFuture};

use crate::verify::Claim;
use crate::{KeySet, SignatureHeaders, Verified, VerifyError};

/// The least time between the starts of two fetches: 30 seconds, whatever asks for them.
pub const COOL_DOWN: Duration = Duration::from_secs(30);

/// The longest that a fetch may take, from the host name's look-up to the last byte: 1.5 seconds.
///
/// That leaves most of what Postal gives a webhook request,
/// [`request::DEADLINE`](crate::request::DEADLINE).
pub const DEADLINE: Duration = Duration::from_millis(1500);

/// A verifier whose keys come from the installation itself, from `/.well-known/jwks.json` (Postal
/// 3.2.0 and later).
///
/// ```no_run
/// use postal_webhooks::{SignatureHeaders, remote::RemoteVerifier};
///
/// # async fn handle(signature: &str, kid: &str, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
/// let keys = RemoteVerifier::builder("https://postal.example.com")
///     .cache_file("/var/lib/receiver/postal-keys.json")
///     .build()?;
///
/// let headers = SignatureHeaders::new().signature_256(signature).kid(kid);
/// let verified = keys.verify(&headers, body).await?;
/// # Ok(())
/// # }
/// ```
///
/// - **A known key is never waited for.** Only a well-formed request that names a key which is not
///   there yet, or comes before there are any keys, waits for a fetch.
/// - **What no key can have signed starts no fetch**: a signature that is malformed or of an
///   impossible length, and with pinned keys every other id.
/// - **One fetch at a time**, which all who need it wait for, and [`COOL_DOWN`] between the starts
///   of two: strangers who send ids of their own cannot make the receiver ask Postal more often. In
///   between, such requests are answered 503.
/// - **The last good keys stay** while the installation cannot be reached or answers with something
///   else. A good answer replaces them all: Postal has one key, and a new one ends the old one.
/// - Keys that are old ([`refresh_after`](RemoteVerifierBuilder::refresh_after)), or come from the
///   cache, are used, and fetched anew on the side.
/// - Redirects are not followed; answers over 64 KiB, and those that take longer than [`DEADLINE`],
///   are refused.
///
/// Cloning gives a second handle to the same keys. Fetches run as tasks of their own on the tokio
/// runtime of the first caller who needs one, so a caller who hangs up does not stop them for the
/// others. If that runtime is blocked or ends instead, the others wait no longer than their own
/// deadline, and [`DEADLINE`] after its start the fetch counts as given up: the next caller begins
/// another, without the [`COOL_DOWN`]. The runtime needs tokio's timer (`Builder::enable_time`),
/// and for [`HttpTransport`] its I/O.
#[derive(Clone)]
pub struct RemoteVerifier {
    shared: Arc<Shared>,
}

/// How it stands with the keys: for health checks and metrics.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RemoteStatus {
    /// The keys in use.
    pub keys: Option<Arc<KeySet>>,
    /// How long ago they were fetched; `None` also for those from the cache.
    pub age: Option<Duration>,
    /// How long ago the fetch that is under way began, if there is one.
    pub fetching: Option<Duration>,
    /// Why the last fetch that ended failed, if it did. [`FetchError::Aborted`] also if it has not
    /// ended [`DEADLINE`] after its start, since its runtime is blocked or gone: the next
    /// request that needs one begins another.
    pub fetch_error: Option<Arc<FetchError>>,
    /// Why the cache was last not read or not written, if so.
    pub cache_error: Option<Arc<CacheError>>,
}

impl RemoteVerifier {
    /// Verifies with the keys of this installation; see [`RemoteVerifierBuilder`] for the choices.
    ///
    /// The URL is that of Postal's web interface, `https://postal.example.com`, or the whole one of the document.
    pub fn builder(url: impl Into<String>) -> RemoteVerifierBuilder {
        RemoteVerifierBuilder::new(url.into())
    }

    /// Checks that the signature in `headers` is right for `body`, as
    /// [`Verifier::verify`](crate::Verifier::verify) does.
    ///
    /// Waits only if the request names a key that is not there yet, and then, with its own timer,
    /// no longer than [`DEADLINE`] and a tenth of a second.
    ///
    /// # Errors
    ///
    /// As those of a [`Verifier`](crate::Verifier); [`VerifyError::UnknownKid`] only after a fetch
    /// that did not bring the key, or if it is not one of those that are pinned, and
    /// [`VerifyError::NoUsableKey`] where there was none: it failed, or the last one is too
    /// short ago.
    pub async fn verify<B: AsRef<[u8]>>(
        &self,
        headers: &SignatureHeaders<'_>,
        body: B,
    ) -> Result<Verified<B>, VerifyError> {
        // What is malformed is known without keys, and is not worth a fetch.
        let policy = self.shared.policy;
        let claim = Claim::read(headers, policy)?;
        let kid = self.with_keys(&claim, |keys| claim.check(keys, policy, body.as_ref())).await?;
        Ok(Verified::new(body, kid))
    }

    /// Checks all that the headers tell before the body is read, as
    /// [`Verifier::check_headers`](crate::Verifier::check_headers) does. Waits as
    /// [`RemoteVerifier::verify`] does, which then finds the key there.
    ///
    /// # Errors
    ///
    /// As those of [`RemoteVerifier::verify`], but for a wrong signature.
    pub async fn check_headers(&self, headers: &SignatureHeaders<'_>) -> Result<(), VerifyError> {
        let policy = self.shared.policy;
        let claim = Claim::read(headers, policy)?;
        self.with_keys(&claim, |keys| claim.check_headers(keys, policy)).await
    }

    /// Checks with the keys in use, then, if the named one is not among them, with those of a
    /// fetch.
    async fn with_keys<T>(
        &self,
        claim: &Claim,
        check: impl Fn(&KeySet) -> Result<T, VerifyError>,
    ) -> Result<T, VerifyError> {
        let (keys, generation) = self.shared.current();
        if let Some(keys) = keys {
            match check(&keys) {
                Err(VerifyError::UnknownKid { .. }) => {}
                result => return result,
            }
        }
        if let Some(kid) = claim.kid()
            && !self.shared.may_come(kid)
        {
            return Err(VerifyError::UnknownKid { kid });
        }
        self.shared.fetch(generation).await?;
        match self.shared.current() {
            (Some(keys), _) => check(&keys),
            (None, _) => Err(Arc::new(FetchError::Aborted).into()),
        }
    }

    /// Fetches the keys now and waits for them, for instance when a service starts.
    ///
    /// # Errors
    ///
    /// The fetch failed, or the last one is less than [`COOL_DOWN`] ago.
    pub async fn refresh(&self) -> Result<(), Arc<FetchError>> {
        self.shared.fetch(self.shared.generation()).await
    }

    /// How it stands with the keys.
    #[must_use]
    pub fn status(&self) -> RemoteStatus {
        self.shared.status()
    }
}

/// Tells where the keys are from without path and query, which may be secrets.
impl fmt::Debug for RemoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteVerifier")
            .field("url", &url::origin(&self.shared.url))
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
