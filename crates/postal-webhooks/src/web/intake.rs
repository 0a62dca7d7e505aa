//! [`Intake`]: a verifier with the limits of the body, as the integrations use it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::runtime::Handle;

use super::Rejection;
#[cfg(feature = "jwks-fetch")]
use crate::RemoteVerifier;
use crate::{SignatureHeaders, Verified, Verifier, VerifyError};

/// The longest body that is read by default: 1 MiB. Those of Postal have up to
/// about [`LONGEST_BODY`](crate::request::LONGEST_BODY) bytes.
pub const DEFAULT_BODY_LIMIT: usize = 1024 * 1024;

/// How long a body may take by default: 3 seconds, from the headers to the last byte.
///
/// Postal waits for an answer as long as [`DEADLINE`](crate::request::DEADLINE) says, of which a
/// fetch of the keys by `RemoteVerifier` may take 1.6 seconds.
pub const DEFAULT_BODY_DEADLINE: Duration = Duration::from_secs(3);

// The bodies of Postal pass, and its deadline leaves time for a fetch of the keys.
const _: () = assert!(DEFAULT_BODY_LIMIT > crate::request::LONGEST_BODY);
#[cfg(feature = "jwks-fetch")]
const _: () = {
    let receiving = DEFAULT_BODY_DEADLINE.as_millis() + crate::remote::DEADLINE.as_millis();
    assert!(receiving < crate::request::DEADLINE.as_millis());
};

/// Verifier of a web service, with the limits of the body.
///
/// Cloning gives a second handle to the same verifier.
///
/// ```
/// use std::time::Duration;
///
/// use postal_webhooks::{KeySet, Verifier, web::Intake};
///
/// # let record = include_str!("../../tests/vectors/dkim-record.txt");
/// let verifier = Verifier::new(KeySet::from_dkim_record(record)?).allow_insecure_sha1();
/// let intake = Intake::new(verifier).body_limit(512 * 1024).body_deadline(Duration::from_secs(2));
/// # Ok::<(), postal_webhooks::KeySetError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Intake {
    verifier: IntakeVerifier,
    limit: usize,
    deadline: Duration,
}

/// What an [`Intake`] verifies with: a [`Verifier`], or a `RemoteVerifier`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum IntakeVerifier {
    /// Keys that stay as they are.
    Fixed(Arc<Verifier>),
    /// Keys that are fetched from the installation.
    #[cfg(feature = "jwks-fetch")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jwks-fetch")))]
    Remote(RemoteVerifier),
}

impl Intake {
    /// Verifies with a [`Verifier`], an `Arc` of one, or a `RemoteVerifier`.
    #[must_use]
    pub fn new(verifier: impl Into<IntakeVerifier>) -> Self {
        Self {
            verifier: verifier.into(),
            limit: DEFAULT_BODY_LIMIT,
            deadline: DEFAULT_BODY_DEADLINE,
        }
    }

    /// Refuses bodies of more bytes than this with 413, whatever their `Content-Length` says or if
    /// they have none, and never holds more of them. [`DEFAULT_BODY_LIMIT`] by
    /// default.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Refuses bodies that are not complete within this time with 408. [`DEFAULT_BODY_DEADLINE`]
    /// by default.
    ///
    /// It begins once the headers are checked; the time that the headers may take is the server's
    /// affair. It is kept by tokio's timer, so a tokio runtime has to have one
    /// (`Builder::enable_time`), else requests panic. On another runtime than tokio's, which
    /// axum and actix-web always have, there is no deadline.
    #[must_use]
    pub fn body_deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// What it verifies with: a `RemoteVerifier` tells how it stands with the keys.
    #[must_use]
    pub fn verifier(&self) -> &IntakeVerifier {
        &self.verifier
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// How much of a refused body is read and forgotten, so that its sender comes to read the
    /// answer: twice what a body may have, and twice Postal's longest where that is less.
    pub(super) fn discard_limit(&self) -> usize {
        self.limit.max(DEFAULT_BODY_LIMIT).saturating_mul(2)
    }

    pub(super) fn deadline(&self) -> Duration {
        self.deadline
    }

    /// Reads the body of a request whose headers are checked, for as long as it may take, and
    /// verifies it.
    pub(super) async fn receive(
        &self,
        headers: &SignatureHeaders<'_>,
        read_body: impl Future<Output = Result<Bytes, Rejection>>,
    ) -> Result<Verified<Bytes>, Rejection> {
        let body = match Handle::try_current() {
            Ok(_) => tokio::time::timeout(self.deadline, read_body)
                .await
                .map_err(|_| Rejection::BodyTooSlow)?,
            Err(_) => read_body.await,
        };
        Ok(self.verify(headers, body?).await?)
    }

    /// Checks all that the headers tell before the body is read: what the integrations do, for
    /// other frameworks.
    ///
    /// # Errors
    ///
    /// As those of [`Verifier::check_headers`], and of `RemoteVerifier::check_headers` if the keys
    /// are remote.
    pub async fn check_headers(&self, headers: &SignatureHeaders<'_>) -> Result<(), VerifyError> {
        match &self.verifier {
            IntakeVerifier::Fixed(verifier) => verifier.check_headers(headers),
            #[cfg(feature = "jwks-fetch")]
            IntakeVerifier::Remote(verifier) => verifier.check_headers(headers).await,
        }
    }

    /// Checks that the signature in `headers` is right for `body`: what the integrations do, for
    /// other frameworks.
    ///
    /// # Errors
    ///
    /// As those of [`Verifier::verify`], and of `RemoteVerifier::verify` if the keys are remote.
    pub async fn verify(
        &self,
        headers: &SignatureHeaders<'_>,
        body: Bytes,
    ) -> Result<Verified<Bytes>, VerifyError> {
        match &self.verifier {
            IntakeVerifier::Fixed(verifier) => verifier.verify(headers, body),
            #[cfg(feature = "jwks-fetch")]
            IntakeVerifier::Remote(verifier) => verifier.verify(headers, body).await,
        }
    }
}

impl From<Verifier> for IntakeVerifier {
    fn from(verifier: Verifier) -> Self {
        Self::Fixed(Arc::new(verifier))
    }
}

impl From<Arc<Verifier>> for IntakeVerifier {
    fn from(verifier: Arc<Verifier>) -> Self {
        Self::Fixed(verifier)
    }
}

#[cfg(feature = "jwks-fetch")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwks-fetch")))]
impl From<RemoteVerifier> for IntakeVerifier {
    fn from(verifier: RemoteVerifier) -> Self {
        Self::Remote(verifier)
    }
}

impl<V: Into<IntakeVerifier>> From<V> for Intake {
    fn from(verifier: V) -> Self {
        Self::new(verifier)
    }
}
