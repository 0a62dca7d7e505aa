//! Shapes of the payloads, by which the package reads them.

use std::fmt::Write as _;

use super::names::literal;
use crate::model::{Kind, Model, Property, Shape, Type};

const HEAD: &str = r#""""The keys of every payload and the type of each."""

from collections.abc import Mapping
from typing import Final

from .. import _shape as s
"#;

pub(super) fn generate(model: &Model, order: &[&Type]) -> String {
    let mut text = HEAD.to_owned();
    for t in order {
        if let Shape::Object(properties) = &t.shape {
            object(&mut text, model, &t.name, properties);
        }
    }
    text.push_str("\n#: The payload of each event.\nEVENTS: Final[Mapping[str, s.Object]] = {\n");
    for event in &model.events {
        let _ = writeln!(text, "    {}: _{},", literal(&event.name), event.payload);
    }
    text + "}\n"
}

fn object(text: &mut String, model: &Model, name: &str, properties: &[Property]) {
    let _ = writeln!(text, "\n_{name} = s.Object(");
    for (argument, required) in [("required", true), ("optional", false)] {
        let (mut open, mut close) = (format!("    {argument}={{\n"), "");
        for property in properties.iter().filter(|property| property.required == required) {
            let kind = nullable(&kind(model, &property.kind), property.nullable);
            let _ = writeln!(text, "{open}        {}: {kind},", literal(&property.name));
            (open, close) = (String::new(), "    },\n");
        }
        text.push_str(close);
    }
    text.push_str(")\n");
}

fn nullable(kind: &str, is_nullable: bool) -> String {
    if is_nullable { format!("s.Nullable({kind})") } else { kind.to_owned() }
}

fn kind(model: &Model, kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "s.BOOLEAN".to_owned(),
        Kind::Integer => "s.INTEGER".to_owned(),
        Kind::Number => "s.NUMBER".to_owned(),
        Kind::String => "s.STRING".to_owned(),
        Kind::Uuid => "s.UUID".to_owned(),
        Kind::Ref(name) => match model.get(name).map(|t| &t.shape) {
            Some(Shape::Object(_)) => format!("_{name}"),
            Some(Shape::Timestamp { .. }) => "s.TIMESTAMP".to_owned(),
            // An enumeration is open: any string will do.
            Some(Shape::Enumeration(_)) | None => "s.STRING".to_owned(),
        },
        Kind::Array { items, nullable_items } => {
            format!("s.Array({})", nullable(&self::kind(model, items), *nullable_items))
        }
    }
}
