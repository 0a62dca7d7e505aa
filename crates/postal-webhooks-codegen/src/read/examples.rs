//! Rules on `examples/` and `invalid/`.

use serde_json::Value;

use super::super::dist;
use super::super::model::{Example, Invalid, Kind, Model, Property, Shape, Strength};
use super::text::characters;
use super::tree::Tree;
use super::types::Files;
use super::{At, Lint, json, numbers, written};

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
                    "tolerant" => Strength::Tolerant,
                    "strict" => Strength::Strict,
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

/// Holds the examples against the strict schema and against the order of the properties.
pub(super) fn check_bodies(model: &mut Model, lint: &mut Lint) {
    let strict = dist::strict_by_event(model);
    for (event, schema) in model.events.iter().zip(strict) {
        let mut compiler = boon::Compiler::new();
        let mut schemas = boon::Schemas::new();
        let file = format!("events/{}.json", event.name);
        let location = "urn:event";
        let added = compiler.add_resource(location, schema).map_err(|e| e.to_string());
        let index = match added
            .and_then(|()| compiler.compile(location, &mut schemas).map_err(|e| e.to_string()))
        {
            Ok(index) => index,
            Err(problem) => {
                let remedy = "this is a defect of the generator: please report it";
                lint.violation(&At::file(&file), "example", problem, remedy);
                continue;
            }
        };
        let mut in_order = event.examples.is_empty();
        for example in &event.examples {
            let path = format!("examples/{}/{}.json", event.name, example.case);
            in_order |= keeps_order(model, &event.payload, &example.body["payload"]);
            numbers::check(model, &event.payload, &path, &example.body, lint);
            if let Err(error) = schemas.validate(&example.body, index) {
                for (pointer, problem) in leaves(&error) {
                    let at = At { file: &path, pointer };
                    lint.violation(
                        &at,
                        "example-invalid",
                        problem,
                        "mend the example; or the schema, if Postal really sends this",
                    );
                }
            }
        }
        if !in_order {
            lint.violation(
                &At::file(&file),
                "order",
                format!("no example of {} has its keys in the order of the properties", event.name),
                "put the properties in wire order, and write one example as Postal writes it",
            );
        }
    }
}

/// Where and why, for each innermost error.
fn leaves(error: &boon::ValidationError<'_, '_>) -> Vec<(String, String)> {
    if error.causes.is_empty() {
        return vec![(error.instance_location.to_string(), said(&error.kind))];
    }
    // A reference that may be null: what is wrong is what the reference says, not that it is not
    // null.
    let any_of = matches!(error.kind, boon::ErrorKind::AnyOf);
    let causes = error.causes.iter();
    causes.filter(|cause| !(any_of && said(&cause.kind) == NOT_NULL)).flat_map(leaves).collect()
}

const NOT_NULL: &str = "it is not of type null";

/// The error in words that do not quote the body.
fn said(kind: &boon::ErrorKind<'_, '_>) -> String {
    use boon::ErrorKind::{
        AdditionalProperties, Const, Enum, Maximum, Minimum, Pattern, Required, Type,
    };
    match kind {
        Type { want, .. } => {
            let names: Vec<String> = want.iter().map(|t| t.to_string()).collect();
            format!("it is not of type {}", names.join(" or "))
        }
        Required { want } => format!("it has no {}", want.join(", ")),
        AdditionalProperties { got } => format!("the schema has no {}", got.join(", ")),
        Enum { .. } => "it is no value of the enumeration".to_owned(),
        Const { want } => format!("it is not {want}"),
        Minimum { want, .. } => format!("it is less than {want}"),
        Maximum { want, .. } => format!("it is more than {want}"),
        Pattern { .. } => "it is no UUID".to_owned(),
        other => other.to_string(),
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
