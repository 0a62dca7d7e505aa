//! Types of the payloads, and of the objects and enumerations in them.

use std::fmt::Write as _;

use super::{comment, union};
use crate::model::{Kind, Model, Property, Shape, Type, Variant};

/// The file of all types, by name.
pub(super) fn generate(model: &Model) -> String {
    model.types.iter().map(|t| one(model, t)).collect()
}

fn one(model: &Model, t: &Type) -> String {
    let comment = comment(&t.description, "");
    let name = &t.name;
    match &t.shape {
        Shape::Object(properties) => format!("{comment}{}", interface(name, properties)),
        Shape::Enumeration(variants) => enumeration(model, name, &comment, variants),
        Shape::Timestamp { .. } => format!("{comment}export type {name} = number;\n\n"),
    }
}

fn interface(name: &str, properties: &[Property]) -> String {
    let mut text = format!("export interface {name} {{\n");
    for Property { name, description, required, nullable, kind, .. } in properties {
        let optional = if *required { "" } else { "?" };
        let null = if *nullable { " | null" } else { "" };
        let comment = comment(description, "  ");
        let _ = writeln!(text, "{comment}  {name}{optional}: {}{null};", value(kind));
    }
    text + "}\n\n"
}

/// The known values, and any other text: a new value costs no event.
fn enumeration(model: &Model, name: &str, comment: &str, variants: &[Variant]) -> String {
    let mut known = format!("Known{name}");
    while model.get(&known).is_some() {
        known.push('_');
    }
    let values = union(variants.iter().map(|variant| variant.value.as_str()));
    format!(
        "{comment}export type {name} = {known} | (string & {{}});\n\n\
         /** The values of {{@link {name}}} that this version knows. */\n\
         export type {known} ={values};\n\n"
    )
}

fn value(kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer | Kind::Number => "number".to_owned(),
        Kind::String | Kind::Uuid => "string".to_owned(),
        Kind::Ref(name) => name.clone(),
        Kind::Array { items, nullable_items: true } => format!("({} | null)[]", value(items)),
        Kind::Array { items, nullable_items: false } => format!("{}[]", value(items)),
    }
}
