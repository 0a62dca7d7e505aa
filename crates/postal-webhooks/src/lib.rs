#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod crypto;
pub mod delivery;
pub mod describe;
mod error;
#[rustfmt::skip]
mod generated {
    #[cfg(feature = "testing")]
    pub(crate) mod examples;
    pub mod request;
    pub(crate) mod types;
}
mod keys;
mod verify;

#[cfg(feature = "jwks-fetch")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwks-fetch")))]
pub mod remote;
#[cfg(feature = "testing")]
#[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
pub mod testing;
#[cfg(feature = "validate")]
#[cfg_attr(docsrs, doc(cfg(feature = "validate")))]
pub mod validate;
#[cfg(any(feature = "actix-web", feature = "axum", feature = "tower"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "actix-web", feature = "axum", feature = "tower"))))]
pub mod web;

pub use error::{HeaderFault, VerifyError};
pub use generated::request;
#[doc(inline)]
pub use generated::types::*;
pub use keys::{KeyError, KeySet, KeySetError, Kid, ParseKidError, PublicKey, RejectedKey};
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
#[doc(inline)]
pub use postal_webhooks_types::TimestampOutOfRange;
#[cfg(feature = "proptest")]
#[cfg_attr(docsrs, doc(cfg(feature = "proptest")))]
#[doc(inline)]
pub use postal_webhooks_types::arbitrary;
#[doc(inline)]
pub use postal_webhooks_types::{
    Event, EventKind, ParseError, Timestamp, UnknownEvent, UnknownEventName, Webhook, parse_error,
};
#[cfg(feature = "jwks-fetch")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwks-fetch")))]
pub use remote::RemoteVerifier;
pub use request::{SIGNATURE, SIGNATURE_256, SIGNATURE_KID};
pub use verify::{SignatureHeaders, Verified, Verifier};
