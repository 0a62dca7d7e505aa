//! DER of a public key, in either of its two structures.

use pkcs1::der::asn1::IntRef;
use pkcs1::der::{Decode as _, Reader as _, SliceReader};
use pkcs1::{ObjectIdentifier, RsaPublicKeyRef};
use spki::SubjectPublicKeyInfoRef;

use super::{KeyError, PublicKey};

/// `rsaEncryption` (RFC 8017, A.1).
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// Reads a `SubjectPublicKeyInfo` or a PKCS#1 `RSAPublicKey`.
pub(super) fn read(der: &[u8]) -> Result<PublicKey, KeyError> {
    if let Ok(info) = SubjectPublicKeyInfoRef::from_der(der) {
        if info.algorithm.oid != RSA_ENCRYPTION {
            return Err(KeyError::NotRsa);
        }
        let key = info.subject_public_key.as_bytes();
        return read_pkcs1(key.ok_or(KeyError::NotDer)?);
    }
    if is_private(der) {
        return Err(KeyError::Private);
    }
    read_pkcs1(der)
}

fn read_pkcs1(der: &[u8]) -> Result<PublicKey, KeyError> {
    let key = RsaPublicKeyRef::from_der(der).map_err(|_| KeyError::NotDer)?;
    PublicKey::from_numbers(key.modulus.as_bytes(), key.public_exponent.as_bytes())
}

/// Private keys begin with their version, 0 or 1: in PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) and SEC 1
/// (RFC 5915).
fn is_private(der: &[u8]) -> bool {
    let version = SliceReader::new(der).and_then(|mut reader| {
        reader.sequence(|inner| {
            let version = IntRef::decode(inner)?;
            let version = matches!(version.as_bytes(), [0 | 1]);
            // The rest is left unread: only the beginning is asked about.
            while !inner.is_finished() {
                inner.read_byte()?;
            }
            Ok::<_, pkcs1::der::Error>(version)
        })
    });
    version.unwrap_or(false)
}
