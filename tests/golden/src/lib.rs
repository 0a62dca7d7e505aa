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
#[path = "../../../crates/types/src/diagnose.rs"]
mod diagnose;
#[path = "../../../crates/types/src/envelope.rs"]
mod envelope;
#[path = "../../../crates/types/src/error.rs"]
mod error;
#[cfg(test)]
#[rustfmt::skip]
#[path = "generated/examples.rs"]
mod examples;
#[rustfmt::skip]
#[allow(clippy::doc_markdown, reason = "as in the types crate")]
mod generated;
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

#[cfg(feature = "schemars")]
use schema::{IntegerSchema, Nullable, UuidSchema};

pub use error::{Fault, JsonType, ParseError};
pub use generated::*;
pub use kind::UnknownEventName;
pub use timestamp::Timestamp;
pub use webhook::{UnknownEvent, Webhook};

#[cfg(test)]
mod tests {
    use super::{Webhook, examples::EXAMPLES};

    #[test]
    fn examples_are_the_files_of_schema() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/examples");
        for (event, case, body) in EXAMPLES {
            let file = std::fs::read(format!("{folder}/{event}/{case}.json"));
            assert_eq!(file.expect("its file"), body.as_bytes(), "{event}/{case}");
            let webhook = Webhook::from_slice(body.as_bytes()).expect("a webhook");
            assert_eq!(webhook.event.kind(), Some(*event));
        }
        let events = std::fs::read_dir(folder).expect("a folder").flatten();
        let files = events.flat_map(|event| std::fs::read_dir(event.path()).expect("a folder"));
        assert_eq!(files.count(), EXAMPLES.len());
    }
}
