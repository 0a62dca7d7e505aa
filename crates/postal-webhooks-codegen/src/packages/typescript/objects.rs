//! Keys of all objects at run time, for what a JSON Schema cannot say: keys that stand twice.

use std::fmt::Write as _;

use super::literal;
use crate::model::{Event, Kind, Model, Shape};

const OBJECTS: &str = "\
/** The kind of the value under each key of each object: a word in lower case, or an object. \
`[]` stands for a list. */
export const objects: Record<string, Record<string, string>> = {
";

const PAYLOADS: &str = "\
};

/** The object under `payload` of each event. */
export const payloads = {
";

/// The file of the objects and of the payloads.
pub(super) fn generate(model: &Model) -> String {
    let mut text = OBJECTS.to_owned();
    for t in &model.types {
        let Shape::Object(properties) = &t.shape else { continue };
        let kinds = properties.iter();
        let kinds = kinds.map(|p| format!("{}: {}", p.name, literal(&kind(model, &p.kind))));
        let kinds: Vec<String> = kinds.collect();
        let _ = writeln!(text, "  {}: {{ {} }},", t.name, kinds.join(", "));
    }
    text += PAYLOADS;
    for Event { name, payload, .. } in &model.events {
        let _ = writeln!(text, "  {name}: {},", literal(payload));
    }
    text + "} as const;\n"
}

fn kind(model: &Model, kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Uuid => "uuid".to_owned(),
        Kind::Ref(name) => match model.get(name).map(|t| &t.shape) {
            Some(Shape::Object(_)) => name.clone(),
            Some(Shape::Timestamp { .. }) => "timestamp".to_owned(),
            Some(Shape::Enumeration(_)) | None => "string".to_owned(),
        },
        Kind::Array { items, .. } => self::kind(model, items) + "[]",
    }
}
