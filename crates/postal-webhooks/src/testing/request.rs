//! [`SignedRequest`], a whole request as Postal makes it.

use super::{Signer, to_rails_json};
use crate::{SignatureHeaders, Webhook};

/// A webhook request as Postal 3 sends it: a `POST` with these headers and this body.
///
/// [`Signer::sign`] and [`Signer::sign_webhook`] make it. Change it to see that your handler
/// refuses it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedRequest {
    /// `Content-Type`, `User-Agent` and the signature headers, named as on the wire.
    pub headers: Vec<(&'static str, String)>,
    /// The bytes that are signed.
    pub body: Vec<u8>,
}

impl Signer {
    /// Signs a body: the request that Postal 3.2.0 and later make of it.
    pub fn sign(&self, body: impl Into<Vec<u8>>) -> SignedRequest {
        let body = body.into();
        let fixed = [("Content-Type", "application/json"), ("User-Agent", "Postal/3.3.6")];
        let fixed = fixed.map(|(name, value)| (name, value.to_owned()));
        SignedRequest { headers: fixed.into_iter().chain(self.headers(&body)).collect(), body }
    }

    /// Writes a webhook as Postal does, and signs it.
    #[must_use]
    pub fn sign_webhook(&self, webhook: &Webhook) -> SignedRequest {
        self.sign(to_rails_json(webhook))
    }
}

impl SignedRequest {
    /// The signature headers, as a [`Verifier`](crate::Verifier) takes them.
    #[must_use]
    pub fn signature_headers(&self) -> SignatureHeaders<'_> {
        SignatureHeaders::from_pairs(self.headers.iter().map(|(name, value)| (name, value)))
    }

    /// The request in the types of the crate `http`, with whatever body can be made of bytes; to
    /// call a service of axum or tower without a socket.
    ///
    /// ```
    /// use postal_webhooks::testing::{Signer, example};
    ///
    /// let webhook = example("MessageSent", "typical").webhook();
    /// let request: http::Request<Vec<u8>> =
    ///     Signer::generate().sign_webhook(&webhook).into_http("/postal/c2VjcmV0");
    /// assert_eq!(request.method(), http::Method::POST);
    /// ```
    ///
    /// # Panics
    ///
    /// The URI is none, or a header that you put in is none.
    #[cfg(feature = "http")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    #[track_caller]
    #[must_use]
    pub fn into_http<B: From<Vec<u8>>>(self, uri: &str) -> http::Request<B> {
        let post = http::Request::post(uri);
        let request = self
            .headers
            .into_iter()
            .fold(post, |request, (name, value)| request.header(name, value));
        request.body(self.body.into()).unwrap_or_else(|error| panic!("no request: {error}"))
    }
}
