//! Rules on the numbers of an example: JSON Schema takes `12.0` for an integer and `12` for any
//! number, but Postal writes integers without and timestamps with a decimal point.

use serde_json::Value;

use super::violation::{At, Lint};
use crate::model::{Kind, Model, Property, Shape};

/// Checks the numbers of a body, in its envelope and its payload.
pub(super) fn check(model: &Model, payload: &str, file: &str, body: &Value, lint: &mut Lint) {
    let at = At::file(file);
    of_type(model, "Timestamp", &at.key("timestamp"), &body["timestamp"], lint);
    of_type(model, payload, &at.key("payload"), &body["payload"], lint);
}

fn of_type(model: &Model, name: &str, at: &At<'_>, value: &Value, lint: &mut Lint) {
    match model.get(name).map(|t| &t.shape) {
        Some(Shape::Object(properties)) => {
            for Property { name, kind, .. } in properties {
                if let Some(value) = value.get(name) {
                    of_kind(model, kind, &at.key(name), value, lint);
                }
            }
        }
        Some(Shape::Timestamp { .. }) if value.is_number() && !value.is_f64() => lint.violation(
            at,
            "example-number",
            "a timestamp has no decimal point",
            "write it as Postal does: `1718200000.0`",
        ),
        Some(Shape::Timestamp { .. } | Shape::Enumeration(_)) | None => {}
    }
}

fn of_kind(model: &Model, kind: &Kind, at: &At<'_>, value: &Value, lint: &mut Lint) {
    match kind {
        Kind::Ref(name) => of_type(model, name, at, value, lint),
        Kind::Array { items, .. } => {
            for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                of_kind(model, items, &at.key(&index.to_string()), item, lint);
            }
        }
        Kind::Integer if value.is_number() && value.as_i64().is_none() => lint.violation(
            at,
            "example-number",
            "it is no integer from 0 to 9223372036854775807, without a decimal point",
            "write it as Postal does: `12`, not `12.0`",
        ),
        Kind::Boolean | Kind::Integer | Kind::Number | Kind::String | Kind::Uuid => {}
    }
}
