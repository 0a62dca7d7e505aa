//! Generator of `Readers`: makes the records of a body that is known to have their shape.

use std::fmt::Write as _;

use super::INTERNAL;
use super::names::{Names, constant, literal};
use crate::model::{Kind, Model, Property, Shape};

/// What the file has besides the types.
const HIDDEN: &[&str] = &[
    "IllegalArgumentException",
    "Json",
    "JsonObject",
    "Object",
    "Readers",
    "Shape",
    "Shapes",
    "String",
    "Type",
    "Values",
];

/// The file with the readers.
pub(super) fn generate(model: &Model) -> String {
    let mut names = Names::new(model, INTERNAL, HIDDEN);
    let webhook = names.own("Webhook");
    let mut text = format!(
        "/** Makes the records of a body that is known to have their shape. */\nfinal class Readers {{\n    \
         static {webhook} webhook(JsonObject in) {{\n        \
         var event = Values.string(in.get(\"event\"));\n        \
         var timestamp = Values.timestamp(in.get(\"timestamp\"));\n        \
         var uuid = Values.uuid(in.get(\"uuid\"));\n        \
         var payload = in.get(\"payload\");\n        \
         var unknown = Shape.ENVELOPE.unknown(in);\n        \
         return switch (event) {{\n"
    );
    for event in &model.events {
        let (name, record) = (literal(&event.name), &event.name);
        let payload = &event.payload;
        // Writing into a string does not fail.
        let _ = write!(
            text,
            "            case {name} -> new {webhook}.{record}(\n                    \
             timestamp, Values.object(payload, Readers::read{payload}), uuid, unknown);\n"
        );
    }
    let _ = write!(
        text,
        "            default -> new {webhook}.Unknown(event, timestamp, Values.map(payload), uuid, unknown);\n        \
         }};\n    }}\n"
    );
    for t in &model.types {
        let Shape::Object(properties) = &t.shape else { continue };
        let (ty, name) = (names.own(&t.name), &t.name);
        let _ = write!(
            text,
            "\n    static {ty} read{name}(JsonObject in) {{\n        return new {ty}(\n"
        );
        for property in properties {
            let value = of_property(model, &mut names, property);
            let _ = writeln!(text, "                {value},");
        }
        let shape = constant(name);
        let _ = write!(text, "                Shapes.{shape}.unknown(in));\n    }}\n");
    }
    text.push_str("\n    private Readers() {}\n}\n");
    names.file(&text)
}

fn of_property(model: &Model, names: &mut Names<'_>, property: &Property) -> String {
    value(model, names, &property.kind, &format!("in.get({})", literal(&property.name)), 1)
}

/// The value of a kind, `depth` lists deep.
fn value(model: &Model, names: &mut Names<'_>, kind: &Kind, from: &str, depth: usize) -> String {
    match kind {
        Kind::Array { items, .. } => {
            let item = format!("item{depth}");
            let inner = value(model, names, items, &item, depth + 1);
            format!("Values.list({from}, {item} -> {inner})")
        }
        Kind::Ref(name) => match model.get(name).map(|t| &t.shape) {
            Some(Shape::Timestamp { .. }) => format!("Values.timestamp({from})"),
            Some(Shape::Enumeration(_)) => format!("Values.text({from}, {}::of)", names.own(name)),
            _ => format!("Values.object({from}, Readers::read{name})"),
        },
        Kind::Boolean => format!("Values.flag({from})"),
        Kind::Integer => format!("Values.integer({from})"),
        Kind::Number => format!("Values.number({from})"),
        Kind::String => format!("Values.string({from})"),
        Kind::Uuid => format!("Values.uuid({from})"),
    }
}
