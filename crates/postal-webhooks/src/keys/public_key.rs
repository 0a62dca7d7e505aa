//! [`PublicKey`]: an RSA key, checked and made ready for the crypto library once.

use std::fmt;

use pkcs1::der::Encode as _;
use pkcs1::{RsaPublicKeyRef, UintRef};

use super::{KeyError, Kid};
use crate::crypto::{Digest, PreparedKey};

/// The shortest modulus.
pub(crate) const MIN_BITS: usize = 1024;
/// The longest modulus.
pub(crate) const MAX_BITS: usize = 8192;

/// One RSA public key of a [`KeySet`](super::KeySet).
#[derive(Clone)]
pub struct PublicKey {
    kid: Kid,
    bits: usize,
    /// Both without leading zeros.
    modulus: Box<[u8]>,
    exponent: Box<[u8]>,
    prepared: PreparedKey,
}

impl PublicKey {
    /// Checks the numbers of a key, big-endian, and makes it ready.
    pub(super) fn from_numbers(modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        // RFC 7518 (6.3.1.1) forbids leading zeros and notes that some libraries write them all the
        // same. They do not change the key, nor its id, which is computed from the numbers.
        let (modulus, exponent) = (without_zeros(modulus), without_zeros(exponent));
        let bits = bit_length(modulus);
        if bits < MIN_BITS {
            return Err(KeyError::TooShort { bits });
        }
        if bits > MAX_BITS {
            return Err(KeyError::TooLong { bits });
        }
        if !is_odd(modulus) {
            return Err(KeyError::EvenModulus);
        }
        // Both libraries take exponents up to 33 bits: a longer one makes verifying slow and no
        // safer. With 1 every well-padded digest would be its own signature.
        if !is_odd(exponent) || exponent == [1] || bit_length(exponent) > 33 {
            return Err(KeyError::Exponent);
        }
        let uint = |bytes| UintRef::new(bytes).map_err(|_| KeyError::Refused);
        let pkcs1 = RsaPublicKeyRef { modulus: uint(modulus)?, public_exponent: uint(exponent)? };
        let der = pkcs1.to_der().map_err(|_| KeyError::Refused)?;
        Ok(Self {
            kid: Kid::of_pkcs1_der(&der),
            bits,
            modulus: modulus.into(),
            exponent: exponent.into(),
            prepared: PreparedKey::new(modulus, exponent).map_err(|_| KeyError::Refused)?,
        })
    }

    /// The id of the key, computed from the key.
    #[must_use]
    pub fn kid(&self) -> Kid {
        self.kid
    }

    /// The length of the modulus, from 1024 to 8192 bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// The modulus `n`, big-endian, without leading zeros.
    #[must_use]
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// The public exponent `e`, big-endian, without leading zeros.
    #[must_use]
    pub fn exponent(&self) -> &[u8] {
        &self.exponent
    }

    /// The length of a signature of this key, in bytes.
    pub(crate) fn signature_length(&self) -> usize {
        self.bits.div_ceil(8)
    }

    pub(crate) fn verifies(&self, digest: Digest, message: &[u8], signature: &[u8]) -> bool {
        self.prepared.verifies(digest, message, signature)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicKey")
            .field("kid", &self.kid)
            .field("bits", &self.bits)
            .finish_non_exhaustive()
    }
}

fn without_zeros(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

/// The length of a number that is written without leading zeros.
fn bit_length(bytes: &[u8]) -> usize {
    bytes.first().map_or(0, |first| 8 * bytes.len() - first.leading_zeros() as usize)
}

fn is_odd(bytes: &[u8]) -> bool {
    bytes.last().is_some_and(|last| last & 1 == 1)
}
