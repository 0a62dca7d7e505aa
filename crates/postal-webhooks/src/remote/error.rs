//! [`FetchError`] and [`RemoteVerifierError`]: why there are no keys from an installation.

use std::sync::Arc;
use std::time::Duration;

use crate::{KeySetError, VerifyError};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why the keys were not fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The host name was not resolved.
    #[error("the host name is not resolved")]
    Dns(#[source] BoxError),
    /// No connection was made.
    #[error("no connection")]
    Connect(#[source] BoxError),
    /// The TLS handshake failed: for instance since nobody whom this computer trusts vouches for
    /// the certificate.
    #[error("TLS failed")]
    Tls(#[source] BoxError),
    /// The answer broke off, or is no HTTP.
    #[error("no whole HTTP answer")]
    Http(#[source] BoxError),
    /// The answer was not complete in time.
    #[error("no answer within {after:?}")]
    TimedOut {
        /// How long it was waited for.
        after: Duration,
    },
    /// The answer is a redirect, which is not followed: the configured host alone is asked for its
    /// keys.
    #[error("a redirect, status {status}, which is not followed")]
    Redirect {
        /// 300 to 399.
        status: u16,
    },
    /// The answer has another status than 200. Postal before 3.2.0 answers 404.
    #[error("status {status}")]
    Status {
        /// The status.
        status: u16,
    },
    /// The body is too long to be keys.
    #[error("an answer of more than {limit} bytes")]
    TooLarge {
        /// The most bytes that are read.
        limit: usize,
    },
    /// The body gives no keys, or none that is pinned.
    #[error("the answer gives no keys")]
    Keys(#[source] KeySetError),
    /// The last fetch is too short ago. Its own error, if it failed, is the source.
    #[error("the last fetch is too short ago; {remaining:?} remain")]
    CoolDown {
        /// How long until the next fetch may start.
        remaining: Duration,
        /// Why the last fetch failed, if it did.
        #[source]
        last: Option<Arc<FetchError>>,
    },
    /// There is no tokio runtime to fetch on.
    #[error("not called within a tokio runtime")]
    NoRuntime,
    /// The fetch was given up: its tokio runtime ended or is blocked, or the transport panicked. A
    /// fetch runs on the runtime of the caller who began it; [`DEADLINE`](super::DEADLINE)
    /// after its start, the next caller begins another.
    #[error("the fetch was given up: its runtime ended or is blocked, or the transport panicked")]
    Aborted,
}

impl From<Arc<FetchError>> for VerifyError {
    fn from(error: Arc<FetchError>) -> Self {
        Self::NoUsableKey(error)
    }
}

/// Why no [`RemoteVerifier`](super::RemoteVerifier) is made from the configuration.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemoteVerifierError {
    /// The URL cannot be read.
    #[error("not a URL with a host")]
    NotUrl,
    /// The URL has a port that is none: an empty or larger one would silently become the scheme's
    /// own.
    #[error("the port {port:?} in the URL is not a number from 1 to 65535")]
    Port {
        /// What stands in its place.
        port: String,
    },
    /// The URL has another scheme than `https` or `http`.
    #[error("neither `https` nor `http`")]
    Scheme,
    /// The URL holds a user name or a password, which the document does not need.
    #[error("a user name or password in the URL")]
    UserInfo,
    /// The URL is `http` and no key is pinned: whoever is in between could give keys of their own.
    #[error("`http` without a pinned key")]
    HttpWithoutPin,
    /// The list of pinned ids is empty. To trust whatever key the URL gives, do not call
    /// [`pin`](super::RemoteVerifierBuilder::pin).
    #[error("the list of pinned keys is empty")]
    NoPins,
    /// The cache file is a directory, a pipe, a socket or a device.
    #[error("the cache file is not a regular file")]
    CacheFile,
    /// TLS cannot be set up: for instance since the computer has no root certificates.
    #[error("TLS cannot be set up")]
    Tls(#[source] BoxError),
}
