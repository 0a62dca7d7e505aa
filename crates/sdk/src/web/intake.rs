//! What the integrations verify with.

use std::sync::Arc;

use bytes::Bytes;

use super::VerifiedBody;
#[cfg(feature = "jwks-fetch")]
use crate::RemoteKeys;
use crate::{SignatureHeaders, Verifier, VerifyError};

/// The longest body that is read unless told otherwise: 1 MiB. Postal's longest are about 400 KB.
pub const DEFAULT_BODY_LIMIT: usize = 1024 * 1024;

/// What a web service takes webhooks in with: the keys, and the limit of the body.
///
/// Cloning gives a second handle to the same keys.
///
/// ```
/// use postal_webhooks::{KeySet, Verifier, web::Intake};
///
/// # let record = include_str!("../../tests/vectors/dkim-record.txt");
/// let verifier = Verifier::new(KeySet::from_dkim_record(record)?).allow_insecure_sha1();
/// let intake = Intake::new(verifier).body_limit(512 * 1024);
/// # Ok::<(), postal_webhooks::KeySetError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Intake {
    keys: Keys,
    limit: usize,
}

#[derive(Clone, Debug)]
enum Keys {
    Fixed(Arc<Verifier>),
    #[cfg(feature = "jwks-fetch")]
    Remote(RemoteKeys),
}

impl Intake {
    /// Verifies with these keys: a [`Verifier`], an `Arc` of one, or a `RemoteKeys`.
    ///
    /// What they accept beyond SHA-256 and keys from 2048 bits on was said when they were made.
    pub fn new(keys: impl Into<Self>) -> Self {
        keys.into()
    }

    fn with_keys(keys: Keys) -> Self {
        Self {
            keys,
            limit: DEFAULT_BODY_LIMIT,
        }
    }

    /// Refuses bodies of more bytes than this with 413, whatever their `Content-Length` says or if they have none, and
    /// never holds more of them. [`DEFAULT_BODY_LIMIT`] unless told otherwise.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Checks that the signature in `headers` is right for `body`: what the integrations do, for other frameworks.
    ///
    /// # Errors
    /// As those of [`Verifier::verify`], and of `RemoteKeys::verify` if the keys are remote.
    pub async fn verify(
        &self,
        headers: &SignatureHeaders<'_>,
        body: Bytes,
    ) -> Result<VerifiedBody, VerifyError> {
        let verified = match &self.keys {
            Keys::Fixed(verifier) => verifier.verify(headers, &body),
            #[cfg(feature = "jwks-fetch")]
            Keys::Remote(keys) => keys.verify(headers, &body).await,
        };
        let kid = verified?.kid();
        Ok(VerifiedBody::new(body, kid))
    }
}

impl From<Verifier> for Intake {
    fn from(verifier: Verifier) -> Self {
        Arc::new(verifier).into()
    }
}

impl From<Arc<Verifier>> for Intake {
    fn from(verifier: Arc<Verifier>) -> Self {
        Self::with_keys(Keys::Fixed(verifier))
    }
}

#[cfg(feature = "jwks-fetch")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwks-fetch")))]
impl From<RemoteKeys> for Intake {
    fn from(keys: RemoteKeys) -> Self {
        Self::with_keys(Keys::Remote(keys))
    }
}
