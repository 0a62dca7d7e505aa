//! Rules on `envelope.json`: the keys around every payload, in the form that the types read.

use serde_json::{Value, json};

use super::Tree;
use super::description::description;
use super::json::json;
use super::violation::{At, Lint};
use crate::model::Envelope;

const FILE: &str = "envelope.json";

/// Reads the envelope; what is missing or malformed is a violation, and empty.
pub(super) fn read(tree: &Tree, lint: &mut Lint) -> Envelope {
    let at = At::file(FILE);
    let Some(bytes) = tree.0.get(FILE) else {
        let remedy = format!("describe the whole body and each key in the form {}", form());
        lint.violation(&at, "envelope", "it is missing", remedy);
        return Envelope::default();
    };
    let Some(mut value) = json(&at, bytes, lint) else {
        return Envelope::default();
    };
    let mut describe = |at: &At<'_>, value: &mut Value| {
        let text = description(at, value, lint);
        if let Some(object) = value.as_object_mut() {
            object.shift_remove("description");
        }
        text
    };
    let mut describe_key = |key: &str| match value.pointer_mut(&format!("/properties/{key}")) {
        Some(value) => describe(&at.key("properties").key(key), value),
        // Where it is missing, the comparison below finds that.
        None => String::new(),
    };
    let event = describe_key("event");
    let timestamp = describe_key("timestamp");
    let payload = describe_key("payload");
    let uuid = describe_key("uuid");
    let description = describe(&at, &mut value);
    // As texts, in which the order of the keys counts.
    let (there, form) = (value.to_string(), form().to_string());
    if there != form {
        lint.violation(
            &at,
            "envelope",
            "it is not the envelope that the types of all languages read",
            format!("write, with a description of the whole and of each key: {form}"),
        );
    }
    Envelope { description, event, timestamp, payload, uuid }
}

/// The envelope without its descriptions: the same in every version of Postal.
fn form() -> Value {
    json!({
        "type": "object",
        "required": ["event", "timestamp", "payload", "uuid"],
        "properties": {
            "event": {"type": "string"},
            "timestamp": {"$ref": "common/Timestamp.json"},
            "payload": {"type": "object"},
            "uuid": {"type": "string", "format": "uuid"}
        }
    })
}
