//! What the headers of a request claim, read strictly and without allocating; then the check of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Policy;
use super::headers::{Field, SignatureHeaders};
use crate::crypto::Digest;
use crate::keys::{MAX_BITS, MIN_BITS, PublicKey};
use crate::request::{SIGNATURE, SIGNATURE_256, SIGNATURE_KID};
use crate::{HeaderFault, KeySet, Kid, VerifyError};

/// A signature of the shortest key, in bytes.
const MIN_SIGNATURE: usize = MIN_BITS / 8;
/// A signature of the longest key, in bytes.
const MAX_SIGNATURE: usize = MAX_BITS / 8;

/// The signature that a request comes with, and the key that it names. Well-formed, and not checked
/// yet.
pub(crate) struct Claim {
    digest: Digest,
    kid: Option<Kid>,
    buffer: [u8; MAX_SIGNATURE],
    length: usize,
}

impl Claim {
    pub(crate) fn read(
        headers: &SignatureHeaders<'_>,
        policy: Policy,
    ) -> Result<Self, VerifyError> {
        // A SHA-1 signature never stands in for a SHA-256 one that is there: that would be a
        // downgrade by choice of the sender.
        let (digest, header, signature) = match (headers.sha256, headers.sha1) {
            (Field::Absent, Field::Absent) => return Err(VerifyError::HeaderMissing),
            (Field::Absent, _) if !policy.sha1 => return Err(VerifyError::Sha1Only),
            (Field::Absent, sha1) => (Digest::Sha1, SIGNATURE, sha1),
            (sha256, _) => (Digest::Sha256, SIGNATURE_256, sha256),
        };
        let malformed = |fault| VerifyError::HeaderMalformed { header, fault };
        let signature = once(signature, header)?.unwrap_or_default();
        let mut buffer = [0; MAX_SIGNATURE];
        // The engine wants the padding, and refuses white space, the URL-safe alphabet and stray
        // bits in the last digit: every signature has one spelling.
        let length = STANDARD
            .decode_slice(signature, &mut buffer)
            .map_err(|error| malformed(fault(&error)))?;
        // No key has such a signature, whatever its id: nothing has to be fetched to know that.
        if length < MIN_SIGNATURE {
            return Err(malformed(HeaderFault::Length));
        }
        let kid = match once(headers.kid, SIGNATURE_KID)? {
            None => None,
            Some(value) => Some(Kid::from_ascii(value).map_err(|_| {
                VerifyError::HeaderMalformed { header: SIGNATURE_KID, fault: HeaderFault::NotKid }
            })?),
        };
        Ok(Self { digest, kid, buffer, length })
    }

    /// The key that the request names.
    #[cfg(feature = "jwks-fetch")]
    pub(crate) fn kid(&self) -> Option<Kid> {
        self.kid
    }

    /// Checks what can be checked before the body is there: whether one of the keys can have made
    /// the signature.
    pub(crate) fn check_headers(&self, keys: &KeySet, policy: Policy) -> Result<(), VerifyError> {
        self.check_keys(keys, |key| self.check_key(key, policy))
    }

    /// Checks the signature with the key that is named, else with each one; gives the key that
    /// signed.
    pub(crate) fn check(
        &self,
        keys: &KeySet,
        policy: Policy,
        body: &[u8],
    ) -> Result<Kid, VerifyError> {
        self.check_keys(keys, |key| {
            self.check_key(key, policy)?;
            if !key.verifies(self.digest, body, &self.buffer[..self.length]) {
                return Err(VerifyError::SignatureWrong);
            }
            Ok(key.kid())
        })
    }

    /// Tries the key that is named, else each one until one is right.
    fn check_keys<T>(
        &self,
        keys: &KeySet,
        check: impl Fn(&PublicKey) -> Result<T, VerifyError>,
    ) -> Result<T, VerifyError> {
        if let Some(kid) = self.kid {
            return check(keys.get(kid).ok_or(VerifyError::UnknownKid { kid })?);
        }
        // The length tells most keys apart, and then the error is that of the key which may have
        // signed.
        let mut result = Err(self.wrong_length());
        for key in keys.iter().filter(|key| key.signature_length() == self.length) {
            result = check(key);
            if result.is_ok() {
                break;
            }
        }
        result
    }

    fn check_key(&self, key: &PublicKey, policy: Policy) -> Result<(), VerifyError> {
        if key.bits() < 2048 && !policy.short_keys {
            return Err(VerifyError::KeyTooShort { bits: key.bits() });
        }
        if key.signature_length() != self.length {
            return Err(self.wrong_length());
        }
        Ok(())
    }

    fn wrong_length(&self) -> VerifyError {
        VerifyError::HeaderMalformed {
            header: match self.digest {
                Digest::Sha256 => SIGNATURE_256,
                Digest::Sha1 => SIGNATURE,
            },
            fault: HeaderFault::Length,
        }
    }
}

/// The value of a header that may be there once.
fn once<'a>(field: Field<'a>, header: &'static str) -> Result<Option<&'a [u8]>, VerifyError> {
    match field {
        Field::Absent => Ok(None),
        Field::Once(value) => Ok(Some(value)),
        Field::Repeated => {
            Err(VerifyError::HeaderMalformed { header, fault: HeaderFault::Repeated })
        }
    }
}

fn fault(error: &base64::DecodeSliceError) -> HeaderFault {
    match error {
        base64::DecodeSliceError::DecodeError(_) => HeaderFault::NotBase64,
        base64::DecodeSliceError::OutputSliceTooSmall => HeaderFault::Length,
    }
}
