//! Generator of `Shapes`: what the tolerant schema asks of each object, as a table to check by.

use std::fmt::Write as _;

use super::names::{constant, literal};
use super::{INTERNAL, MARK};
use crate::model::{Kind, Model, Property, Shape, Type};

/// The file with the table.
pub(super) fn generate(model: &Model) -> String {
    let mut text = format!(
        "{MARK}package {INTERNAL};\n\nimport java.util.Map;\n\n\
         /** What the tolerant schema asks of each object. */\nfinal class Shapes {{\n"
    );
    let mut done = Vec::new();
    for t in &model.types {
        shape(model, t, &mut done, &mut text);
    }
    text.push_str("    /** The payloads by event. */\n    static final Map<String, Shape> PAYLOADS = Map.ofEntries(");
    for (n, event) in model.events.iter().enumerate() {
        let comma = if n == 0 { "" } else { "," };
        let (name, payload) = (literal(&event.name), constant(&event.payload));
        // Writing into a string does not fail.
        let _ = write!(text, "{comma}\n            Map.entry({name}, {payload})");
    }
    text.push_str(");\n\n    private Shapes() {}\n}\n");
    text
}

/// Writes the shape of an object, after those that it names: Java initialises fields in order.
fn shape<'a>(model: &'a Model, t: &'a Type, done: &mut Vec<&'a str>, text: &mut String) {
    let Shape::Object(properties) = &t.shape else {
        return;
    };
    if done.contains(&t.name.as_str()) {
        return;
    }
    done.push(&t.name);
    for name in t.refs() {
        if let Some(inner) = model.get(name) {
            shape(model, inner, done, text);
        }
    }
    let _ = write!(text, "    static final Shape {} = new Shape(", constant(&t.name));
    for (n, property) in properties.iter().enumerate() {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n            {}", of_property(model, property));
    }
    text.push_str(");\n");
}

fn of_property(model: &Model, property: &Property) -> String {
    let call = if property.required { "required" } else { "optional" };
    let name = literal(&property.name);
    format!("Shape.{call}({name}, {})", type_of(model, &property.kind, property.nullable))
}

fn type_of(model: &Model, kind: &Kind, nullable: bool) -> String {
    let plain = match kind {
        Kind::Boolean => "Type.BOOLEAN".to_owned(),
        Kind::Integer => "Type.INTEGER".to_owned(),
        Kind::Number => "Type.NUMBER".to_owned(),
        Kind::String => "Type.STRING".to_owned(),
        Kind::Uuid => "Type.UUID".to_owned(),
        Kind::Ref(name) => match model.get(name).map(|t| &t.shape) {
            Some(Shape::Timestamp { .. }) => "Type.TIMESTAMP".to_owned(),
            Some(Shape::Enumeration(_)) => "Type.STRING".to_owned(),
            _ => constant(name),
        },
        Kind::Array { items, nullable_items } => {
            format!("Type.list({})", type_of(model, items, *nullable_items))
        }
    };
    if nullable { format!("Type.nullable({plain})") } else { plain }
}
