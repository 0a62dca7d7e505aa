//! Verification with ring.

use ring::digest::{SHA256, digest};
use ring::signature::{
    RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
    RsaPublicKeyComponents,
};

use super::{Digest, Unusable};

/// An RSA public key as its two numbers.
///
/// ring 0.17 has no prepared form of a key: it makes the Montgomery numbers at each verification.
/// Handing it the numbers at least spares it the DER.
#[derive(Clone)]
pub(crate) struct PreparedKey(RsaPublicKeyComponents<Box<[u8]>>);

impl PreparedKey {
    /// `n` and `e` are big-endian without leading zeros.
    // The other library can refuse a key here, so this one answers with a `Result` too.
    #[allow(clippy::unnecessary_wraps)]
    pub(crate) fn new(n: &[u8], e: &[u8]) -> Result<Self, Unusable> {
        Ok(Self(RsaPublicKeyComponents { n: n.into(), e: e.into() }))
    }

    pub(crate) fn verifies(&self, digest: Digest, message: &[u8], signature: &[u8]) -> bool {
        // How short a key may be is the verifier's question, so the widest range is taken here.
        let algorithm = match digest {
            Digest::Sha256 => &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
            Digest::Sha1 => &RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        };
        self.0.verify(algorithm, message, signature).is_ok()
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, bytes).as_ref());
    out
}
