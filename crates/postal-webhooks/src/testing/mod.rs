//! The test kit: what Postal sends, signed as Postal signs it, to test a handler without a Postal.
//!
//! A [`Signer`] stands in for the key of an installation, and [`example`] for the events. Given a
//! handler:
//!
//! ```
//! use postal_webhooks::{SignatureHeaders, Verifier, testing::{Signer, example}};
//!
//! fn handle(verifier: &Verifier, headers: &SignatureHeaders<'_>, body: &[u8]) -> u16 {
//!     match verifier.verify(headers, body) {
//!         Ok(verified) => verified.parse().map_or(400, |_webhook| 200),
//!         Err(error) => error.status(),
//!     }
//! }
//!
//! // The test:
//! let signer = Signer::generate();
//! let verifier = Verifier::new(signer.key_set());
//! let mut request = signer.sign_webhook(&example("MessageSent", "typical").webhook());
//! assert_eq!(handle(&verifier, &request.signature_headers(), &request.body), 200);
//!
//! request.body[0] ^= 1;
//! assert_eq!(handle(&verifier, &request.signature_headers(), &request.body), 401);
//! ```
//!
//! For a handler of a web framework, [`SignedRequest`] makes an `http::Request` (feature `http`).
//!
//! What to send it:
//! - [`examples`]: the bodies that this project keeps of each event, to the byte. They show what is
//!   easily overlooked: nulls, empty texts, replies of several lines, escapes, the keys in the
//!   order of older versions.
//! - [`any_webhook`] and [`any_known_webhook`]: random events, for [`proptest`].
//! - Your own event: [`to_rails_json`] writes it with the bytes that Postal would write.
//!
//! [`postal`] sends it over the network as Postal does, and tries again.

mod arbitrary;
mod examples;
pub mod postal;
mod rails;
mod request;
mod signer;

pub use arbitrary::{any_known_webhook, any_webhook};
pub use examples::{Example, example, examples};
pub use proptest;
pub use rails::{rails_json, to_rails_json};
pub use request::SignedRequest;
pub use signer::{Signer, SignerError};
