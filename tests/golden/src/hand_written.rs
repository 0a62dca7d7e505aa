// The hand-written modules of the types crate, and what it exports: included by each crate root here.

#[cfg(feature = "proptest")]
#[path = "../../../crates/types/src/arbitrary.rs"]
pub mod arbitrary;
#[path = "../../../crates/types/src/de.rs"]
mod de;
#[path = "../../../crates/types/src/diagnose.rs"]
mod diagnose;
#[path = "../../../crates/types/src/envelope.rs"]
mod envelope;
#[path = "../../../crates/types/src/error.rs"]
mod error;
#[path = "../../../crates/types/src/kind.rs"]
mod kind;
#[path = "../../../crates/types/src/number.rs"]
mod number;
#[cfg(feature = "schemars")]
#[path = "../../../crates/types/src/schema.rs"]
mod schema;
#[path = "../../../crates/types/src/text.rs"]
mod text;
#[path = "../../../crates/types/src/timestamp.rs"]
mod timestamp;
#[path = "../../../crates/types/src/webhook.rs"]
mod webhook;

pub use error::{Fault, JsonType, ParseError};
pub use generated::*;
pub use kind::UnknownEventName;
#[doc(hidden)]
pub use text::json_text;
pub use timestamp::Timestamp;
pub use webhook::{UnknownEvent, Webhook};
