//! [`Verifier`]: checks the signature of a request. Headers and raw bytes in, the proof out.

mod claim;
mod headers;
mod verified;

pub(crate) use claim::Claim;
pub use headers::SignatureHeaders;
pub use verified::Verified;

use crate::{KeySet, VerifyError};

/// Checks the signature of webhook requests against the keys of a Postal installation.
///
/// It does no I/O, and can be shared between threads. The keys were made ready when the [`KeySet`]
/// was read: a request costs one RSA operation, and allocates nothing around it.
///
/// ```
/// use postal_webhooks::{KeySet, SignatureHeaders, Verifier};
///
/// # fn handle(record: &str, signature: &str, kid: &str, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
/// let verifier = Verifier::new(KeySet::from_dkim_record(record)?);
///
/// let headers = SignatureHeaders::new().signature_256(signature).kid(kid);
/// let verified = verifier.verify(&headers, body)?;
/// assert_eq!(verified.body(), body);
/// # Ok(())
/// # }
/// ```
///
/// What a right signature says, and what not: the key is one for a whole installation, shared by
/// all its tenants. The signature proves *this Postal installation sent these bytes*, not *my mail
/// server sent them*, and not *just now*: retries are the same bytes, until Postal [gives up]. Keep
/// the URL secret or give it basic authentication, use one URL for each mail server, and drop
/// duplicates by `uuid`.
///
/// [gives up]: crate::request::GIVES_UP_AFTER
#[derive(Clone, Debug)]
pub struct Verifier {
    keys: KeySet,
    policy: Policy,
}

/// What a verifier accepts beyond SHA-256 and keys from 2048 bits on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Policy {
    pub(crate) sha1: bool,
    pub(crate) short_keys: bool,
}

impl Verifier {
    /// Verifies with these keys: SHA-256 only, and keys from 2048 bits on only.
    #[must_use]
    pub fn new(keys: KeySet) -> Self {
        Self::with_policy(keys, Policy::default())
    }

    pub(crate) fn with_policy(keys: KeySet, policy: Policy) -> Self {
        Self { keys, policy }
    }

    /// **Insecure.** Also accepts SHA-1 signatures (`X-Postal-Signature`), from requests that have
    /// no SHA-256 one.
    ///
    /// For Postal before 3.2.0, which sends nothing else. Collisions of SHA-1 are within reach of
    /// an attacker ([Leurent and Peyrin, 2020](https://eprint.iacr.org/2020/014)), and mails that pass through Postal put text of
    /// strangers' choice into what it signs. Where a SHA-256 signature is there, wrong or not,
    /// SHA-1 is never looked at.
    #[must_use]
    pub fn allow_insecure_sha1(mut self) -> Self {
        self.policy.sha1 = true;
        self
    }

    /// **Insecure.** Also uses keys from 1024 to 2047 bits.
    ///
    /// Postal's installer made 1024-bit keys for years, so many installations have one. NIST
    /// disallows them since 2014 ([SP 800-131A](https://csrc.nist.gov/pubs/sp/800/131/a/r2/final)): whoever can spend enough can find the private
    /// key. Better give Postal a new key.
    #[must_use]
    pub fn allow_insecure_short_keys(mut self) -> Self {
        self.policy.short_keys = true;
        self
    }

    /// The keys that this verifier was made with.
    #[must_use]
    pub fn keys(&self) -> &KeySet {
        &self.keys
    }

    /// Checks all that the headers tell before the body is read: that a signature is there,
    /// well-formed, and of the length of a key that may be used. Whether it is right,
    /// [`Verifier::verify`] tells.
    ///
    /// A service that calls this first does not read the bodies of strangers.
    ///
    /// # Errors
    ///
    /// As those of [`Verifier::verify`], but for a wrong signature.
    pub fn check_headers(&self, headers: &SignatureHeaders<'_>) -> Result<(), VerifyError> {
        Claim::read(headers, self.policy)?.check_headers(&self.keys, self.policy)
    }

    /// Checks that the signature in `headers` is right for `body`, the request's bytes as they
    /// came.
    ///
    /// Take the bytes before anything else touches them: a body that was parsed and written again
    /// no longer verifies. With `X-Postal-Signature-KID`, that key alone is tried, else each
    /// one.
    ///
    /// # Errors
    ///
    /// The signature is missing, malformed or wrong, or there is no key to tell.
    /// [`VerifyError::status`] is the status to answer with.
    pub fn verify<B: AsRef<[u8]>>(
        &self,
        headers: &SignatureHeaders<'_>,
        body: B,
    ) -> Result<Verified<B>, VerifyError> {
        let claim = Claim::read(headers, self.policy)?;
        let kid = claim.check(&self.keys, self.policy, body.as_ref())?;
        Ok(Verified::new(body, kid))
    }
}
