//! Rules on the files of `events/`.

use serde_json::Value;

use super::description::description;
use super::keywords::{EVENT, keywords};
use super::tree::Tree;
use super::types::Parsed;
use super::violation::{At, Lint};
use super::{Files, examples, references};
use crate::model::{Event, Kind, Shape, Type};
use crate::words;

/// Reads the files of `events/`.
pub(super) fn read(tree: &Tree, files: &Files, parsed: &Parsed, lint: &mut Lint) -> Vec<Event> {
    let mut events = Vec::new();
    for (path, (stem, value)) in files.iter().filter(|(path, _)| path.starts_with("events/")) {
        let at = At::file(path);
        let description = description(&at, value, lint);
        let examples = examples::read(tree, stem, lint);
        let invalid = examples::read_invalid(tree, stem, lint);
        if let Some((payload, narrowed)) = read_event(&at, value, files, parsed, lint) {
            events.push(Event {
                name: stem.clone(),
                ident: words::variant(stem).unwrap_or_default(),
                envelope: words::envelope(stem),
                description,
                payload,
                narrowed,
                examples,
                invalid,
            });
        }
    }
    if !files.keys().any(|path| path.starts_with("events/")) {
        let at = At::file("events");
        lint.violation(
            &at,
            "no-event",
            "there is no event",
            "write schema/events/<EventName>.json",
        );
    }
    examples::check_orphans(tree, files, lint);
    events
}

/// Reads an event: the name of its payload, and the properties that it narrows.
fn read_event(
    at: &At<'_>,
    value: &Value,
    files: &Files,
    parsed: &Parsed,
    lint: &mut Lint,
) -> Option<(String, Vec<(String, String)>)> {
    let object = keywords(at, value, EVENT, lint)?;
    let payload = object.get("$ref").and_then(Value::as_str);
    let stem =
        payload.and_then(|r| r.strip_prefix("../payloads/")).and_then(|r| r.strip_suffix(".json"));
    if let Some(stem) = stem
        && parsed.unread.contains(&format!("payloads/{stem}.json"))
    {
        return None;
    }
    let is_file = |stem: &&str| files.contains_key(&format!("payloads/{stem}.json"));
    let found = stem.filter(is_file).and_then(|stem| parsed.get(stem));
    let Some(Type { name, shape: Shape::Object(properties), .. }) = found else {
        let similar = payload.filter(|_| found.is_none());
        let similar = similar.and_then(|text| references::similar(text, &["payloads/"], files));
        let remedy = match similar {
            Some(path) => format!("write `\"$ref\": \"../{path}\"`"),
            None => {
                "write `\"$ref\": \"../payloads/<Payload>.json\"`, and an object into that file"
                    .to_owned()
            }
        };
        let problem = match payload {
            Some(text) if found.is_some() => format!("`{text}` is no object, which a payload is"),
            Some(text) => format!("`{text}` is no file in schema/payloads/, where payloads are"),
            None => "an event names its payload, an object in schema/payloads/".to_owned(),
        };
        lint.violation(&at.key("$ref"), "ref", problem, remedy);
        return None;
    };
    let mut narrowed = Vec::new();
    let Some(narrowing) = object.get("properties") else {
        return Some((name.clone(), narrowed));
    };
    let at = at.key("properties");
    for (key, constant) in narrowing.as_object().into_iter().flatten() {
        let property = properties.iter().find(|property| &property.name == key);
        let kind = property.map(|property| &property.kind);
        let values = match kind {
            Some(Kind::Ref(name)) => match parsed.get(name).map(|t| &t.shape) {
                Some(Shape::Enumeration(variants)) => variants.as_slice(),
                _ => &[],
            },
            _ => &[],
        };
        let only = constant.as_object().filter(|object| object.len() == 1);
        let value = only.and_then(|object| object.get("const")).and_then(Value::as_str);
        match value.filter(|value| values.iter().any(|variant| variant.value == **value)) {
            Some(value) => narrowed.push((key.clone(), value.to_owned())),
            None => lint.violation(
                &at.key(key),
                "event",
                "an event narrows only an enumeration of its payload, to one of its values",
                "write `\"<property>\": {\"const\": \"<value>\"}`, or leave it out",
            ),
        }
    }
    Some((name.clone(), narrowed))
}
