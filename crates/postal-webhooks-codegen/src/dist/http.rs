//! Headers of the request in the documents for programs.

use serde_json::{Value, json};

use crate::model::Header;

/// The schema of the value of a header.
pub(super) fn schema(header: &Header) -> Value {
    json!({"type": "string", "pattern": header.pattern})
}
