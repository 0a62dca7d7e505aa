//! The proof that a body is Postal's.

use std::fmt;

use postal_webhooks_types::{ParseError, Webhook};

use crate::Kid;

/// The body of a request whose signature is right.
///
/// Only [`Verifier::verify`](crate::Verifier::verify) makes one, so a function that takes a
/// `Verified` cannot be handed bytes that nobody checked:
///
/// ```compile_fail,E0451
/// # let kid = "27307e9683afc1b7fd1a820668ae19f922483e747b744735071a626dcae5658f".parse().unwrap();
/// let forged = postal_webhooks::Verified { body: b"{}", kid };
/// ```
///
/// ```compile_fail,E0624
/// # let kid = "27307e9683afc1b7fd1a820668ae19f922483e747b744735071a626dcae5658f".parse().unwrap();
/// let forged = postal_webhooks::Verified::new(b"{}", kid);
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Verified<'body> {
    body: &'body [u8],
    kid: Kid,
}

impl<'body> Verified<'body> {
    pub(super) fn new(body: &'body [u8], kid: Kid) -> Self {
        Self { body, kid }
    }

    /// The raw bytes, exactly those that were signed.
    #[must_use]
    pub fn body(&self) -> &'body [u8] {
        self.body
    }

    /// The id of the key that signed them.
    #[must_use]
    pub fn kid(&self) -> Kid {
        self.kid
    }

    /// Reads the body as a webhook.
    ///
    /// # Errors
    /// The body is not what Postal sends. Its signature is right all the same: better keep it than
    /// lose it.
    pub fn parse(&self) -> Result<Webhook, ParseError> {
        Webhook::from_slice(self.body)
    }
}

/// Tells the key and the length of the body, not what it says: bodies hold private data.
impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("kid", &self.kid)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish()
    }
}
