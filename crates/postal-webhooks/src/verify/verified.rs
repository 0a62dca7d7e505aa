//! [`Verified`], the proof that a body is Postal's.

use std::fmt;

use postal_webhooks_types::{ParseError, Webhook};

use crate::Kid;

/// The body of a request whose signature is right, in whatever holds its bytes: `Verified<&[u8]>`,
/// `Verified<Vec<u8>>`, or the `Verified<Bytes>` of the web frameworks.
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
pub struct Verified<B> {
    body: B,
    kid: Kid,
}

impl<B: AsRef<[u8]>> Verified<B> {
    pub(crate) fn new(body: B, kid: Kid) -> Self {
        Self { body, kid }
    }

    /// The raw bytes, exactly those that were signed.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.body.as_ref()
    }

    /// The raw bytes as they are held, without the proof.
    #[must_use]
    pub fn into_body(self) -> B {
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
    ///
    /// The body is not what Postal sends. Its signature is right all the same: better keep it than
    /// lose it.
    pub fn parse(&self) -> Result<Webhook, ParseError> {
        Webhook::from_slice(self.body())
    }
}

/// Tells the key and the length of the body, not what it says: bodies hold private data.
impl<B: AsRef<[u8]>> fmt::Debug for Verified<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("kid", &self.kid)
            .field("body", &format_args!("[{} bytes]", self.body().len()))
            .finish()
    }
}
