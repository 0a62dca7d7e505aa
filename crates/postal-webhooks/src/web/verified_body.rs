//! The proof that a body is Postal's, which owns the body.

use std::fmt;

use bytes::Bytes;
use postal_webhooks_types::{ParseError, Webhook};

use crate::Kid;

/// The body of a request whose signature is right: a [`Verified`](crate::Verified) that owns its
/// bytes.
///
/// It is an extractor of axum and actix-web, and [`VerifyLayer`](super::VerifyLayer) puts one into
/// the request's extensions. Take it where every event is to be kept: what does not parse as a
/// webhook is Postal's all the same.
///
/// Only a verified request gives one:
///
/// ```compile_fail,E0451
/// # let kid = "27307e9683afc1b7fd1a820668ae19f922483e747b744735071a626dcae5658f".parse().unwrap();
/// let forged = postal_webhooks::web::VerifiedBody { bytes: "{}".into(), kid };
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct VerifiedBody {
    bytes: Bytes,
    kid: Kid,
}

impl VerifiedBody {
    pub(super) fn new(bytes: Bytes, kid: Kid) -> Self {
        Self { bytes, kid }
    }

    /// The raw bytes, exactly those that were signed.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The raw bytes, without the proof.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// The id of the key that signed them.
    pub fn kid(&self) -> Kid {
        self.kid
    }

    /// Reads the body as a webhook.
    ///
    /// # Errors
    /// The body is not what Postal sends. Its signature is right all the same: better keep it than
    /// lose it.
    pub fn parse(&self) -> Result<Webhook, ParseError> {
        Webhook::from_slice(&self.bytes)
    }
}

/// Tells the key and the length of the body, not what it says: bodies hold private data.
impl fmt::Debug for VerifiedBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedBody")
            .field("kid", &self.kid)
            .field("bytes", &format_args!("[{} bytes]", self.bytes.len()))
            .finish()
    }
}
