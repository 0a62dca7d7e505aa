//! The types crate once more, with what the generator makes of `schema/` beside this crate.
//!
//! `cargo test -p xtask` holds `src/generated` against the generator; this crate compiles it with
//! every warning denied, and the tests below use it.

#![deny(warnings)]

#[cfg(feature = "proptest")]
#[path = "../../../crates/types/src/arbitrary.rs"]
pub mod arbitrary;
#[path = "../../../crates/types/src/de.rs"]
mod de;
#[path = "../../../crates/types/src/error.rs"]
mod error;
#[rustfmt::skip]
#[allow(clippy::doc_markdown, reason = "as in the types crate")]
mod generated;
#[path = "../../../crates/types/src/kind.rs"]
mod kind;
#[path = "../../../crates/types/src/timestamp.rs"]
mod timestamp;
#[path = "../../../crates/types/src/webhook.rs"]
mod webhook;

use de::{OpenVisitor, present};
#[cfg(feature = "schemars")]
use de::{Nullable, UuidSchema};

pub use error::{Fault, JsonType, ParseError};
pub use generated::*;
pub use kind::UnknownEventName;
pub use timestamp::Timestamp;
pub use webhook::{UnknownEvent, Webhook};
