//! Rules on the properties of objects and the items of arrays: types, null, references.

use serde_json::{Map, Value};

use super::keywords::{ITEMS, keywords};
use super::violation::{At, Lint};
use super::{Files, references};
use crate::model::Kind;

/// The kind of a value, and whether null is allowed beside it.
pub(super) fn read_kind(
    at: &At<'_>,
    value: &Value,
    allowed: &[&str],
    files: &Files,
    lint: &mut Lint,
) -> Option<(Kind, bool)> {
    let inline = value.get("enum").map(|_| ("inline-enum", "an enumeration")).or_else(|| {
        let object =
            value.get("properties").is_some() || value.get("type") == Some(&Value::from("object"));
        object.then_some(("inline-object", "an object"))
    });
    if let Some((rule, what)) = inline {
        lint.violation(
            at,
            rule,
            format!("{what} stands inside another schema"),
            "give it a file of its own in schema/common/, named like its type, and a `$ref` to it",
        );
        return None;
    }
    if references::is_reference(value) {
        let (name, nullable) = references::read(at, value, files, lint)?;
        return Some((Kind::Ref(name), nullable));
    }
    let object = keywords(at, value, allowed, lint)?;
    let (name, nullable) = read_type(at, object.get("type"), lint)?;
    if let Some(key) = stray(object, name) {
        lint.violation(
            &at.key(key),
            "keyword",
            format!("`{key}` says nothing about {name}"),
            "leave it out",
        );
        return None;
    }
    let kind = match name {
        "boolean" => Kind::Boolean,
        "number" => Kind::Number,
        "integer" => {
            if object.get("minimum").and_then(Value::as_u64) != Some(0) {
                lint.violation(
                    at,
                    "integer",
                    "an integer has `minimum` 0, and no other",
                    "write `\"minimum\": 0`",
                );
            }
            Kind::Integer
        }
        "string" => match object.get("format") {
            None => Kind::String,
            Some(format) if format == "uuid" => Kind::Uuid,
            Some(_) => {
                lint.violation(
                    &at.key("format"),
                    "keyword",
                    "the only `format` is `uuid`",
                    "leave it out: what Postal sends is not always a clean address or URI",
                );
                return None;
            }
        },
        _ => {
            let Some(items) = object.get("items") else {
                lint.violation(at, "type", "an array has no `items`", "say what its items are");
                return None;
            };
            let (items, nullable_items) = read_kind(&at.key("items"), items, ITEMS, files, lint)?;
            Kind::Array { items: Box::new(items), nullable_items }
        }
    };
    Some((kind, nullable))
}

/// A keyword that belongs to another type.
fn stray(object: &Map<String, Value>, name: &str) -> Option<&'static str> {
    let belongs = [("minimum", "integer"), ("format", "string"), ("items", "array")];
    let mut stray =
        belongs.iter().filter(|(key, owner)| object.contains_key(*key) && *owner != name);
    stray.next().map(|(key, _)| *key)
}

/// The type, and whether null is allowed beside it.
fn read_type<'v>(
    at: &At<'_>,
    value: Option<&'v Value>,
    lint: &mut Lint,
) -> Option<(&'v str, bool)> {
    let read = match value {
        Some(Value::String(name)) => Some((name.as_str(), false)),
        Some(Value::Array(both)) => match both.as_slice() {
            [Value::String(name), Value::String(null)] if null == "null" => {
                Some((name.as_str(), true))
            }
            _ => None,
        },
        _ => None,
    };
    let known = ["array", "boolean", "integer", "number", "string"];
    let read = read.filter(|(name, _)| known.contains(name));
    if read.is_none() {
        lint.violation(
            at,
            "type",
            "it has no `type` that the generator reads",
            "write one of array, boolean, integer, number, string; or `[\"<type>\", \"null\"]`; or a `$ref`; or `anyOf` with a `$ref` and null",
        );
    }
    read
}
