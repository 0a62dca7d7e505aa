//! Verification with aws-lc-rs.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::{
    ParsedPublicKey, RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
    RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, RsaParameters,
};

use super::{Digest, Unusable};

// How short a key may be is the verifier's question, so the widest range is taken here.
static RSA_SHA256: RsaParameters = RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY;
static RSA_SHA1: RsaParameters = RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY;

/// An RSA public key in the library's own form, with its Montgomery numbers.
#[derive(Clone)]
pub(crate) struct PreparedKey {
    // A parsed key is bound to one algorithm.
    sha256: ParsedPublicKey,
    sha1: ParsedPublicKey,
}

impl PreparedKey {
    /// `n` and `e` are big-endian without leading zeros.
    pub(crate) fn new(n: &[u8], e: &[u8]) -> Result<Self, Unusable> {
        let key = PublicKeyComponents { n, e };
        let parse = |algorithm| key.to_parsed_public_key(algorithm).map_err(|_| Unusable);
        Ok(Self { sha256: parse(&RSA_SHA256)?, sha1: parse(&RSA_SHA1)? })
    }

    pub(crate) fn verifies(&self, digest: Digest, message: &[u8], signature: &[u8]) -> bool {
        let key = match digest {
            Digest::Sha256 => &self.sha256,
            Digest::Sha1 => &self.sha1,
        };
        key.verify_sig(message, signature).is_ok()
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, bytes).as_ref());
    out
}
