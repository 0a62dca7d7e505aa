//! Rules on `examples/` and `invalid/`.

use serde_json::Value;

use super::text::characters;
use super::tree::Tree;
use super::violation::{At, Lint};
use super::{Files, body, json, numbers, written};
use crate::model::{Example, Invalid, Kind, Model, Property, RefusedBy, Shape};

/// Reads the examples of one event.
pub(super) fn read(tree: &Tree, event: &str, lint: &mut Lint) -> Vec<Example> {
    let folder = format!("examples/{event}");
    let mut examples = Vec::new();
    let mut any = false;
    for (below, bytes) in tree.folder(&folder) {
        let path = format!("{folder}/{below}");
        let at = At::file(&path);
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let Some(case) =
            below.strip_suffix(".json").filter(|case| !case.is_empty() && case.chars().all(kebab))
        else {
            lint.violation(
                &at,
                "file-name",
                "this is no example",
                "keep only <case>.json files here, whose names are in kebab-case: `subject-empty.json`",
            );
            continue;
        };
        any = true;
        if let Some(body) = json(&at, bytes, lint) {
            written::check(&at, &String::from_utf8_lossy(bytes), lint);
            examples.push(Example {
                case: case.to_owned(),
                body,
                // It was read as JSON, so it is UTF-8.
                text: String::from_utf8_lossy(bytes).into_owned(),
            });
        }
    }
    if !any {
        let path = format!("events/{event}.json");
        lint.violation(
            &At::file(&path),
            "example",
            format!("{event} has no example"),
            format!("write a whole request body into schema/{folder}/typical.json"),
        );
    }
    examples
}

/// Folders of examples or invalid bodies without an event.
pub(super) fn check_orphans(tree: &Tree, files: &Files, lint: &mut Lint) {
    for folder in ["examples", "invalid"] {
        for (below, _) in tree.folder(folder) {
            let event = below.split_once('/').map_or("", |(event, _)| event);
            if !files.contains_key(&format!("events/{event}.json")) {
                let path = format!("{folder}/{below}");
                lint.violation(
                    &At::file(&path),
                    "example",
                    "it belongs to no event",
                    format!("move it to schema/{folder}/<EventName>/, or write schema/events/{event}.json"),
                );
            }
        }
    }
}

/// Reads the invalid bodies of one event; that they are refused is for real validators to say.
pub(super) fn read_invalid(tree: &Tree, event: &str, lint: &mut Lint) -> Vec<Invalid> {
    let folder = format!("invalid/{event}");
    let mut invalid = Vec::new();
    for (below, bytes) in tree.folder(&folder) {
        let path = format!("{folder}/{below}");
        let at = At::file(&path);
        let Some(value) = json(&at, bytes, lint) else {
            continue;
        };
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        if let Some(description) = text("description") {
            characters(&at.key("description"), description, false, lint);
        }
        let read = || {
            Some(Invalid {
                case: below.strip_suffix(".json").unwrap_or(below).to_owned(),
                description: text("description")?.to_owned(),
                refused_by: match text("refused_by")? {
                    "tolerant" => RefusedBy::Tolerant,
                    "strict" => RefusedBy::Strict,
                    _ => return None,
                },
                pointer: text("pointer")
                    .filter(|pointer| pointer.is_empty() || pointer.starts_with('/'))?
                    .to_owned(),
                keyword: text("keyword")?.to_owned(),
                body: value.get("body")?.clone(),
            })
        };
        match read() {
            Some(read) => invalid.push(read),
            None => lint.violation(
                &at,
                "invalid",
                "it has not all of description, refused_by, pointer, keyword and body",
                "write refused_by as `tolerant` or `strict`, and pointer as a JSON pointer (RFC 6901) into body",
            ),
        }
    }
    invalid
}

/// Compares the examples with the model, and with the order of the properties.
pub(super) fn check_bodies(model: &Model, lint: &mut Lint) {
    for event in &model.events {
        let mut in_order = event.examples.is_empty();
        for example in &event.examples {
            let path = format!("examples/{}/{}.json", event.name, example.case);
            in_order |= keeps_order(model, &event.payload, &example.body["payload"]);
            numbers::check(model, &event.payload, &path, &example.body, lint);
            body::check(model, event, &At::file(&path), &example.body, lint);
        }
        if !in_order {
            lint.violation(
                &At::file(&format!("events/{}.json", event.name)),
                "order",
                format!("no example of {} has its keys in the order of the properties", event.name),
                "put the properties in wire order, and write one example as Postal writes it",
            );
        }
    }
}

/// Whether the keys of a payload, and of the objects in it, have the order of the properties.
fn keeps_order(model: &Model, name: &str, value: &Value) -> bool {
    let (Some(Shape::Object(properties)), Some(object)) =
        (model.get(name).map(|t| &t.shape), value.as_object())
    else {
        return true;
    };
    let position = |key: &String| properties.iter().position(|property| &property.name == key);
    let known = object.keys().filter_map(position);
    let nested = |Property { name, kind, .. }: &Property| match (kind, object.get(name)) {
        (Kind::Ref(reference), Some(value)) => keeps_order(model, reference, value),
        _ => true,
    };
    known.is_sorted() && properties.iter().all(nested)
}
