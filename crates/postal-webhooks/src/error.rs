//! [`VerifyError`]: why a request is not verified, and what to answer it.

#[cfg(feature = "jwks-fetch")]
use std::sync::Arc;

use crate::Kid;

/// Why a request is not verified.
///
/// | variant | status | can a retry help? |
/// |---|---|---|
/// | [`HeaderMissing`](Self::HeaderMissing), [`HeaderMalformed`](Self::HeaderMalformed), [`Sha1Only`](Self::Sha1Only) | 401 | no |
/// | [`SignatureWrong`](Self::SignatureWrong), [`UnknownKid`](Self::UnknownKid) | 401 | no |
/// | [`KeyTooShort`](Self::KeyTooShort), `NoUsableKey` | 503 | yes: it is the receiver that must change |
///
/// Postal repeats a request after every status that is not [`DELIVERED`], until it [gives up]; the
/// status is for the operator who reads it in Postal's web interface, and for what stands between.
///
/// [`DELIVERED`]: crate::request::DELIVERED
/// [gives up]: crate::request::GIVES_UP_AFTER
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The request has no signature: it is not from Postal, or from one that has no signing key.
    #[error("the request has no signature header")]
    HeaderMissing,
    /// A signature header does not say what such a header can say.
    #[error("{header} {fault}")]
    HeaderMalformed {
        /// Its name, as Postal writes it.
        header: &'static str,
        /// What is wrong with it.
        fault: HeaderFault,
    },
    /// The request has a SHA-1 signature alone, as Postal before 3.2.0 sends it, and the verifier
    /// wants SHA-256.
    #[error("the request has a SHA-1 signature only")]
    Sha1Only,
    /// The signature is not the key's for these bytes.
    #[error("the signature is wrong")]
    SignatureWrong,
    /// The request names a key that is not among the verifier's, nor, with `RemoteVerifier`, among
    /// those just fetched or those that are pinned.
    #[error("no key {kid}")]
    UnknownKid {
        /// The id of the key.
        kid: Kid,
    },
    /// The key is under 2048 bits, and the verifier does not allow such keys.
    #[error("the key has {bits} bits; under 2048 it has to be allowed")]
    KeyTooShort {
        /// The bits of its modulus.
        bits: usize,
    },
    /// The keys could not be fetched: there are none yet, or the request names a new one.
    #[cfg(feature = "jwks-fetch")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jwks-fetch")))]
    #[error("no usable key")]
    NoUsableKey(#[source] Arc<crate::remote::FetchError>),
}

/// What is wrong with a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderFault {
    /// The header is there more than once.
    #[error("is there more than once")]
    Repeated,
    /// The value is not one line of padded standard base64 (RFC 4648, 4).
    #[error("is not padded standard base64")]
    NotBase64,
    /// The signature is shorter or longer than one of the key, or of any key.
    #[error("has another length than a signature of the key")]
    Length,
    /// The value is not 64 lower-case hexadecimal digits.
    #[error("is not 64 lower-case hexadecimal digits")]
    NotKid,
}

impl HeaderFault {
    /// The fault in one word, for metrics and logs: it never changes.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Repeated => "repeated",
            Self::NotBase64 => "not-base64",
            Self::Length => "length",
            Self::NotKid => "not-kid",
        }
    }
}

impl VerifyError {
    /// Whether the same request can be right later, because it is the receiver that must change.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::HeaderMissing
            | Self::HeaderMalformed { .. }
            | Self::Sha1Only
            | Self::SignatureWrong
            | Self::UnknownKid { .. } => false,
            Self::KeyTooShort { .. } => true,
            #[cfg(feature = "jwks-fetch")]
            Self::NoUsableKey(_) => true,
        }
    }

    /// The reason in one word, for metrics and logs: it never changes.
    ///
    /// `header-missing`, `header-malformed`, `sha1-only`, `signature-wrong`, `unknown-kid`,
    /// `key-too-short` or `no-usable-key`.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::HeaderMissing => "header-missing",
            Self::HeaderMalformed { .. } => "header-malformed",
            Self::Sha1Only => "sha1-only",
            Self::SignatureWrong => "signature-wrong",
            Self::UnknownKid { .. } => "unknown-kid",
            Self::KeyTooShort { .. } => "key-too-short",
            #[cfg(feature = "jwks-fetch")]
            Self::NoUsableKey(_) => "no-usable-key",
        }
    }

    /// The HTTP status to answer with: 503 where a retry can help, else 401.
    #[must_use]
    pub fn status(&self) -> u16 {
        if self.is_retryable() { 503 } else { 401 }
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderFault, VerifyError};

    #[test]
    fn each_error_has_its_reason() {
        let kid = "27307e9683afc1b7fd1a820668ae19f922483e747b744735071a626dcae5658f";
        let errors = [
            VerifyError::HeaderMissing,
            VerifyError::HeaderMalformed { header: "a", fault: HeaderFault::Repeated },
            VerifyError::Sha1Only,
            VerifyError::SignatureWrong,
            VerifyError::UnknownKid { kid: kid.parse().unwrap() },
            VerifyError::KeyTooShort { bits: 1024 },
            #[cfg(feature = "jwks-fetch")]
            VerifyError::NoUsableKey(std::sync::Arc::new(crate::remote::FetchError::NoRuntime)),
        ];
        let reasons = [
            "header-missing",
            "header-malformed",
            "sha1-only",
            "signature-wrong",
            "unknown-kid",
            "key-too-short",
            #[cfg(feature = "jwks-fetch")]
            "no-usable-key",
        ];
        assert_eq!(errors.map(|error| error.reason()), reasons);
    }
}
