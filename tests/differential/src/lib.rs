#![doc = include_str!("../README.md")]

mod change;
mod json;
mod parts;
mod schema;
mod serde;
mod tally;
mod values;

pub use change::{CHANGES, Change, change};
pub use json::without_lone_surrogates;
pub use schema::{Verdict, compare_with_schemas};
pub use serde::{Outcome, compare_payload, compare_webhook};
pub use tally::{Run, Tally};
pub use values::{number, string};
