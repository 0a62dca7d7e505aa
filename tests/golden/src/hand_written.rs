// The hand-written modules of the types crate, and what it exports: included by each crate root here.

#[cfg(feature = "proptest")]
#[path = "../../../crates/postal-webhooks-types/src/arbitrary.rs"]
pub mod arbitrary;
#[path = "../../../crates/postal-webhooks-types/src/de.rs"]
mod de;
#[path = "../../../crates/postal-webhooks-types/src/diagnose.rs"]
mod diagnose;
#[path = "../../../crates/postal-webhooks-types/src/envelope.rs"]
mod envelope;
#[path = "../../../crates/postal-webhooks-types/src/kind.rs"]
mod kind;
#[path = "../../../crates/postal-webhooks-types/src/number.rs"]
mod number;
#[path = "../../../crates/postal-webhooks-types/src/parse_error.rs"]
pub mod parse_error;
#[path = "../../../crates/postal-webhooks-types/src/reader/mod.rs"]
mod reader;
#[cfg(feature = "schemars")]
#[path = "../../../crates/postal-webhooks-types/src/schema.rs"]
mod schema;
#[path = "../../../crates/postal-webhooks-types/src/text.rs"]
mod text;
#[path = "../../../crates/postal-webhooks-types/src/timestamp.rs"]
mod timestamp;
#[path = "../../../crates/postal-webhooks-types/src/webhook.rs"]
mod webhook;

pub use generated::*;
pub use kind::UnknownEventName;
pub use parse_error::ParseError;
#[doc(hidden)]
pub use text::json_text;
pub use timestamp::Timestamp;
pub use webhook::{UnknownEvent, Webhook};
