//! What a signature shows to who has the public key.

use num_bigint::BigUint;
use postal_webhooks::{KeySet, PublicKey};

use super::{Certainty, Reason};
use crate::capture::Capture;

/// What was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Signed {
    Sha256([u8; 32]),
    Sha1([u8; 20]),
    /// The padding is right, and the digest is another one.
    Other,
}

/// `DigestInfo` up to the digest (RFC 8017, 9.2, note 1).
const SHA256: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];
const SHA1: [u8; 15] =
    [0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14];

/// What one of the keys signed here; `None` if it is a signature of none of them.
pub(super) fn open(signature: &[u8], keys: &KeySet) -> Option<Signed> {
    keys.iter().find_map(|key| of_key(signature, key))
}

fn of_key(signature: &[u8], key: &PublicKey) -> Option<Signed> {
    let length = key.bits().div_ceil(8);
    if signature.len() != length {
        return None;
    }
    let (n, e) = (BigUint::from_bytes_be(key.modulus()), BigUint::from_bytes_be(key.exponent()));
    let block = BigUint::from_bytes_be(signature).modpow(&e, &n).to_bytes_be();
    // 00 01 FF … FF 00 DigestInfo (RFC 8017, 9.2); the first byte is zero, and so is not there.
    let block = if block.len() + 1 == length { block.strip_prefix(&[1])? } else { return None };
    let info = &block[block.iter().position(|byte| *byte != 0xff)?..];
    if block.len() - info.len() < 8 {
        return None;
    }
    let info = info.strip_prefix(&[0])?;
    let digest = |prefix: &[u8]| info.strip_prefix(prefix);
    Some(match (digest(&SHA256), digest(&SHA1)) {
        (Some(digest), _) => digest.try_into().map_or(Signed::Other, Signed::Sha256),
        (_, Some(digest)) => digest.try_into().map_or(Signed::Other, Signed::Sha1),
        _ => Signed::Other,
    })
}

/// The reason why a signature is of none of the keys.
pub(super) fn wrong_key(capture: &Capture, keys: &KeySet) -> Reason {
    let have = keys.kids().map(|kid| kid.to_string()).collect::<Vec<_>>().join(", ");
    let what = match capture.header("X-Postal-Signature-KID") {
        Some(kid) if keys.kids().any(|known| known.to_string() == kid) => format!(
            "the signature is not one of the key {kid}, although the request names it: \
             the header was changed, or belongs to another request"
        ),
        Some(kid) => format!("the request is signed with the key {kid}, and you gave {have}"),
        None => format!("the request is signed with another key than {have}"),
    };
    Reason::new("wrong-key", Certainty::Certain, what)
}
