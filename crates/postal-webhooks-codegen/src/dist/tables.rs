//! The tables of `events.md`: the fields of an object, with markup that a table can hold.

use std::fmt::Write as _;

use crate::model::{Envelope, Kind, Model, Property, Shape, Type};
use crate::words::code;

const TIMESTAMP: &str = "[timestamp](#timestamps)";
const HEAD: &str = "| field | type | null | meaning | Postal version |\n|---|---|---|---|---|\n";
/// What stands under "Postal version" where no version differs.
const ALL: &str = "all";

/// The keys of the envelope.
pub(super) fn envelope(envelope: &Envelope) -> String {
    let Envelope { description: _, event, timestamp, payload, uuid } = envelope;
    let mut text = HEAD.to_owned();
    for (name, kind, description) in [
        ("event", "string", event),
        ("timestamp", TIMESTAMP, timestamp),
        ("payload", "object", payload),
        ("uuid", "UUID", uuid),
    ] {
        let _ = writeln!(text, "| `{name}` | {kind} | no | {} | {ALL} |", cell(description));
    }
    text
}

/// The fields of an object; those in `narrowed` have one value only.
pub(super) fn fields(model: &Model, object: &Type, narrowed: &[(String, String)]) -> String {
    let Shape::Object(properties) = &object.shape else {
        return String::new();
    };
    let mut text = HEAD.to_owned();
    for property in properties {
        let mut kind = kind(model, &property.kind);
        if let Some((_, value)) = narrowed.iter().find(|(name, _)| *name == property.name) {
            let _ = write!(kind, ", here always {}", code(value));
        }
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            code(&property.name),
            escaped(&kind),
            null(property),
            cell(&property.meaning),
            property.since.as_deref().map_or_else(|| ALL.to_owned(), cell),
        );
    }
    text
}

fn null(property: &Property) -> &'static str {
    match (property.required, property.nullable) {
        (true, true) => "yes",
        (true, false) => "no",
        (false, true) => "yes, or left out",
        (false, false) => "no, but left out",
    }
}

fn kind(model: &Model, kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Uuid => "UUID".to_owned(),
        Kind::Ref(name) => match model.get(name).map(|t| &t.shape) {
            Some(Shape::Object(_)) => format!("[{name}](#{}-object)", name.to_lowercase()),
            Some(Shape::Enumeration(_)) => format!("[{name}](#{}-values)", name.to_lowercase()),
            Some(Shape::Timestamp { .. }) | None => TIMESTAMP.to_owned(),
        },
        Kind::Array { items, nullable_items } => {
            let items = self::kind(model, items);
            let null = if *nullable_items { " or null" } else { "" };
            format!("array of {items}{null}")
        }
    }
}

/// Markdown as one cell of a table: on one line, and without a bar that ends the cell.
pub(super) fn cell(markdown: &str) -> String {
    let lines = markdown.lines().map(str::trim).filter(|line| !line.is_empty());
    escaped(&lines.collect::<Vec<_>>().join(" "))
}

fn escaped(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_any_text() {
        assert_eq!(cell("One.\n\n`a|b`:\ntwo | three"), "One. `a\\|b`: two \\| three");
    }
}
