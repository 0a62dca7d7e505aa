//! Rules on what a file of `common/` or `payloads/` holds: an object, or an enumeration.

use serde_json::Value;

use super::description::description;
use super::keywords::{ENUMERATION, OBJECT, PROPERTY, TIMESTAMP, examples, keywords, strings};
use super::property::read_kind;
use super::since::{since, whole};
use super::violation::{At, Lint};
use super::{Files, names};
use crate::model::{Property, Shape, Variant};
use crate::words::{self, code};

pub(super) fn read_shape(
    at: &At<'_>,
    stem: &str,
    value: &Value,
    files: &Files,
    lint: &mut Lint,
) -> Option<Shape> {
    if stem == "Timestamp" {
        let object = keywords(at, value, TIMESTAMP, lint)?;
        if object.get("type").and_then(Value::as_str) != Some("number") {
            lint.violation(at, "type", "`Timestamp` is a number", "write `\"type\": \"number\"`");
            return None;
        }
        let examples = examples(at, object, lint);
        return Some(Shape::Timestamp { examples });
    }
    match value.get("type").and_then(Value::as_str) {
        Some("object") => read_object(at, value, files, lint),
        Some("string") if value.get("enum").is_some() => read_enumeration(at, value, lint),
        _ => {
            keywords(at, value, &[OBJECT, ENUMERATION].concat(), lint);
            lint.violation(
                at,
                "type",
                "a file holds an object, or an enumeration of strings",
                "write `\"type\": \"object\"` with `properties`, or `\"type\": \"string\"` with `enum`; \
                 describe everything else where it is used",
            );
            None
        }
    }
}

fn read_object(at: &At<'_>, value: &Value, files: &Files, lint: &mut Lint) -> Option<Shape> {
    let object = keywords(at, value, OBJECT, lint)?;
    let at_properties = at.key("properties");
    let listed = object.get("properties").and_then(Value::as_object).filter(|p| !p.is_empty());
    let Some(listed) = listed else {
        lint.violation(
            &at_properties,
            "type",
            "an object has `properties`, an object with at least one key",
            "describe what is sent; leave the file out if nothing is known of it",
        );
        return None;
    };
    let Some(required) = object.get("required").map_or_else(|| Some(Vec::new()), strings) else {
        lint.violation(
            &at.key("required"),
            "type",
            "`required` is a list of keys",
            "write the keys that Postal always sends",
        );
        return None;
    };
    for key in required.iter().filter(|key| !listed.contains_key(**key)) {
        lint.violation(
            &at.key("required"),
            "type",
            format!("`{key}` is required, and not under `properties`"),
            "describe it there, or leave it out here",
        );
    }
    let in_order: Vec<&str> =
        listed.keys().map(String::as_str).filter(|key| required.contains(key)).collect();
    let known: Vec<&str> =
        required.iter().copied().filter(|key| listed.contains_key(*key)).collect();
    if in_order != known {
        lint.violation(
            &at.key("required"),
            "order",
            "`required` has not the order of `properties`, or has a key twice",
            format!("put both in wire order, as Postal writes the keys: {}", in_order.join(", ")),
        );
    }
    let mut properties = Vec::new();
    for (name, value) in listed {
        let at = at_properties.key(name);
        if !names::check_property_name(&at, name, lint) {
            continue;
        }
        let meaning = description(&at, value, lint);
        let since = since(&at, value, &meaning, lint);
        if let Some((kind, nullable)) = read_kind(&at, value, PROPERTY, files, lint) {
            properties.push(Property {
                name: name.clone(),
                description: whole(&meaning, since.as_deref()),
                meaning,
                since,
                required: required.contains(&name.as_str()),
                nullable,
                kind,
                examples: examples(&at, value.as_object()?, lint),
            });
        }
    }
    let properties_read = properties.len() == listed.len();
    for property in properties.iter().filter(|property| property.nullable && !property.required) {
        lint.violation(
            &at_properties.key(&property.name),
            "nullable",
            "it may be null, and may be absent",
            "list it under `required` if Postal always sends it; make it not nullable if not",
        );
    }
    properties_read.then_some(Shape::Object(properties))
}

fn read_enumeration(at: &At<'_>, value: &Value, lint: &mut Lint) -> Option<Shape> {
    let object = keywords(at, value, ENUMERATION, lint)?;
    let values = object.get("enum").and_then(strings).filter(|values| !values.is_empty());
    let Some(values) = values else {
        lint.violation(
            &at.key("enum"),
            "type",
            "`enum` is a list of strings, at least one",
            "write the values as they stand on the wire",
        );
        return None;
    };
    let text = object.get("description").and_then(Value::as_str).unwrap_or_default();
    let mut variants = Vec::new();
    for value in values {
        let prefix = format!("- {}: ", code(value));
        let meaning = text.lines().find_map(|l| l.strip_prefix(prefix.as_str()));
        variants.push(Variant {
            value: value.to_owned(),
            ident: words::variant(value)?,
            description: meaning
                .map_or_else(|| format!("{} on the wire.", code(value)), str::to_owned),
        });
    }
    Some(Shape::Enumeration(variants))
}
