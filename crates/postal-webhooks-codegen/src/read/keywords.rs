//! Rules on keywords: which may stand where.

use serde_json::{Map, Value};

use super::since::SINCE;
use super::text::characters_of_value;
use super::violation::{At, Lint};

pub(super) const OBJECT: &[&str] = &["description", "type", "required", "properties"];
pub(super) const ENUMERATION: &[&str] = &["description", "type", "enum"];
pub(super) const TIMESTAMP: &[&str] = &["description", "type", "examples"];
pub(super) const PROPERTY: &[&str] =
    &["description", "type", "items", "$ref", "anyOf", "examples", "minimum", "format", SINCE];
pub(super) const REFERENCE: &[&str] = &["description", "$ref", "examples", SINCE];
pub(super) const NULLABLE_REFERENCE: &[&str] = &["description", "anyOf", "examples", SINCE];
pub(super) const ITEMS: &[&str] =
    &["description", "type", "items", "$ref", "anyOf", "minimum", "format"];
pub(super) const EVENT: &[&str] = &["description", "$ref", "properties"];

/// How a reference that may be null is written.
pub(super) const NULLABLE: &str = "write `\"anyOf\": [{\"$ref\": \"../common/<Type>.json\"}, {\"type\": \"null\"}]`, in this order";

/// The object at `at`, after a look at its keywords.
pub(super) fn keywords<'v>(
    at: &At<'_>,
    value: &'v Value,
    allowed: &[&str],
    lint: &mut Lint,
) -> Option<&'v Map<String, Value>> {
    let Some(object) = value.as_object() else {
        lint.violation(at, "type", "a schema is a JSON object", "write an object");
        return None;
    };
    let mut fine = true;
    for key in object.keys().filter(|key| !allowed.contains(&key.as_str())) {
        fine = false;
        let at = at.key(key);
        if matches!(key.as_str(), "definitions" | "$defs") {
            lint.violation(
                &at,
                "definitions",
                format!("`{key}` stands in a file"),
                "give each object and enumeration a file of its own, and a `$ref` to it",
            );
            continue;
        }
        let subset = [OBJECT, ENUMERATION, PROPERTY, EVENT, &["const"]].concat();
        let problem = if subset.contains(&key.as_str()) {
            format!("`{key}` has no place here")
        } else {
            format!("`{key}` is no keyword of the portable subset")
        };
        let mut remedy = format!("leave it out; here these may stand: {}", allowed.join(", "));
        if matches!(key.as_str(), "oneOf" | "nullable" | "type") && allowed != EVENT {
            remedy = format!("{remedy}; for a reference that may be null, {NULLABLE}");
        }
        lint.violation(&at, "keyword", problem, remedy);
    }
    fine.then_some(object)
}

/// The list of examples; where it is none that is a violation, and it is empty.
pub(super) fn examples(at: &At<'_>, object: &Map<String, Value>, lint: &mut Lint) -> Vec<Value> {
    match object.get("examples") {
        None => Vec::new(),
        Some(Value::Array(values)) => {
            characters_of_value(&at.key("examples"), &object["examples"], lint);
            values.clone()
        }
        Some(_) => {
            lint.violation(
                &at.key("examples"),
                "type",
                "`examples` is a list",
                "write a list of values",
            );
            Vec::new()
        }
    }
}

/// A list of strings.
pub(super) fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}
