#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod accessors;
#[cfg(feature = "proptest")]
#[cfg_attr(docsrs, doc(cfg(feature = "proptest")))]
pub mod arbitrary;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod conversions;
mod de;
mod diagnose;
mod envelope;
#[rustfmt::skip]
mod generated;
mod kind;
mod number;
pub mod parse_error;
mod reader;
#[cfg(feature = "schemars")]
mod schema;
mod text;
mod timestamp;
mod webhook;

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use conversions::TimestampOutOfRange;
pub use generated::*;
pub use kind::UnknownEventName;
pub use parse_error::ParseError;
#[doc(hidden)]
pub use text::json_text;
pub use timestamp::Timestamp;
pub use webhook::{UnknownEvent, Webhook};
