//! The two crypto libraries behind one small face: SHA-256, and RSASSA-PKCS1-v1_5 with a key that
//! was read once.

#[cfg(feature = "aws-lc-rs")]
mod aws_lc;
#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
mod ring;

#[cfg(feature = "aws-lc-rs")]
pub(crate) use aws_lc::{PreparedKey, sha256};
#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
pub(crate) use ring::{PreparedKey, sha256};

#[cfg(not(any(feature = "aws-lc-rs", feature = "ring")))]
compile_error!(
    "postal-webhooks needs a crypto library: turn on the feature `aws-lc-rs` (the default) or `ring`"
);

/// The digest under a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digest {
    Sha256,
    Sha1,
}

/// The library cannot use the key, although its numbers look right.
#[derive(Debug)]
pub(crate) struct Unusable;
