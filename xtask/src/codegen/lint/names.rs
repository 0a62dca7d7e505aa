//! Rules on names: what they look like, and that no two become one in Rust.

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::Value;

use super::types::Files;
use super::{At, Lint};

/// Names that the types crate, or the code that is generated into it, has for other things.
const RESERVED_TYPES: &[&str] = &[
    "Box",
    "Err",
    "Event",
    "EventKind",
    "Fault",
    "JsonType",
    "None",
    "Ok",
    "Option",
    "ParseError",
    "Result",
    "Self",
    "Some",
    "String",
    "UnknownEvent",
    "Uuid",
    "Vec",
    "Webhook",
];

pub(super) fn check_file_name(at: &At<'_>, folder: &str, stem: &str, lint: &mut Lint) {
    let pascal = stem.to_upper_camel_case();
    if !is_identifier(stem) || !stem.starts_with(|c: char| c.is_ascii_uppercase()) {
        lint.violation(
            at,
            "file-name",
            format!("`{stem}` is no name of a type or event"),
            "name the file in PascalCase, with ASCII letters and digits",
        );
    } else if folder != "events" && pascal != stem {
        lint.violation(
            at,
            "file-name",
            format!("`{stem}` is not in PascalCase as Rust writes it"),
            format!("rename the file to {pascal}.json, and the `$ref`s to it"),
        );
    }
}

/// Letters, digits and `_` of ASCII, beginning with no digit.
pub(super) fn is_identifier(name: &str) -> bool {
    let ascii = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    ascii && name.starts_with(|c: char| c.is_ascii_alphabetic())
}

pub(super) fn check_clashes(files: &Files, lint: &mut Lint) {
    let mut types: BTreeMap<String, &str> = BTreeMap::new();
    let mut events: BTreeMap<String, &str> = BTreeMap::new();
    for (path, (stem, value)) in files {
        let at = At::file(path);
        let ident = stem.to_upper_camel_case();
        if path.starts_with("events/") {
            if ident == "Unknown" {
                reserved(&at, stem, lint);
            }
            clash(&at, stem, ident, &mut events, lint);
        } else {
            if RESERVED_TYPES.contains(&ident.as_str()) {
                reserved(&at, stem, lint);
            }
            clash(&at, path, ident, &mut types, lint);
            let properties = value.get("properties").and_then(Value::as_object);
            let mut fields = BTreeMap::new();
            for name in properties.into_iter().flat_map(serde_json::Map::keys) {
                clash(
                    &at.key("properties").key(name),
                    name,
                    name.to_snake_case(),
                    &mut fields,
                    lint,
                );
            }
            let values = value.get("enum").and_then(Value::as_array);
            let mut variants = BTreeMap::new();
            for (index, name) in values
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .enumerate()
            {
                let at = at.key("enum").key(&index.to_string());
                match variant(name) {
                    Some(ident) if ident == "Other" => reserved(&at, name, lint),
                    Some(ident) => clash(&at, name, ident, &mut variants, lint),
                    None => lint.violation(
                        &at,
                        "name",
                        format!("`{name}` has no letter or digit to make a Rust name of"),
                        "describe the property as a plain string, and its values in its description",
                    ),
                }
            }
        }
    }
    // The codegen schema names each event's envelope `<Event>Webhook`.
    for (ident, event) in &events {
        if let Some(path) = types.get(&format!("{ident}Webhook")) {
            let problem =
                format!("the codegen schema names the envelope of {event} like this type");
            lint.violation(&At::file(path), "name-clash", problem, "rename the file");
        }
    }
}

/// The Rust name of an enumeration's value; `None` where nothing of it can stand in a name.
pub(super) fn variant(value: &str) -> Option<String> {
    let pascal = value.to_upper_camel_case();
    let ascii = pascal.bytes().all(|b| b.is_ascii_alphanumeric());
    match pascal.bytes().next() {
        Some(first) if ascii && first.is_ascii_alphabetic() => Some(if pascal == "Self" {
            "Self_".to_owned()
        } else {
            pascal
        }),
        Some(_) if ascii => Some(format!("X{pascal}")),
        _ => None,
    }
}

fn clash<'a>(
    at: &At<'_>,
    name: &'a str,
    ident: String,
    seen: &mut BTreeMap<String, &'a str>,
    lint: &mut Lint,
) {
    if let Some(other) = seen.get(&ident) {
        let problem = format!("`{name}` and `{other}` are both `{ident}` in Rust");
        lint.violation(at, "name-clash", problem, "rename one of the two");
    } else {
        seen.insert(ident, name);
    }
}

fn reserved(at: &At<'_>, name: &str, lint: &mut Lint) {
    lint.violation(
        at,
        "name-clash",
        format!("`{name}` is a name that the generated code has for something else"),
        "choose another name",
    );
}
