//! Types of Python: a `TypedDict` for each object and each event, a union of literals for each
//! enumeration.

use std::fmt::Write as _;

use super::names::{class, is_no_field, known, literal};
use super::prose::{comment, docstring};
use crate::model::{Event, Kind, Model, Property, Shape, Type, Variant};

const HEAD: &str = r#""""Types of the webhooks, as `parse` gives them."""

import sys

if sys.version_info >= (3, 12):
    import typing as t
else:
    # `NotRequired` is new in 3.11, and pydantic reads no other `TypedDict` before 3.12.
    import typing_extensions as t
"#;

pub(super) fn generate(model: &Model, order: &[&Type]) -> String {
    let mut text = HEAD.to_owned();
    let mut names = Vec::new();
    for t in order {
        text.push('\n');
        match &t.shape {
            Shape::Object(properties) => object(&mut text, model, t, properties),
            Shape::Enumeration(variants) => {
                names.push(known(model, &t.name));
                enumeration(&mut text, model, t, variants);
            }
            Shape::Timestamp { .. } => alias(&mut text, &class(&t.name), "float", &t.description),
        }
        names.push(class(&t.name));
    }
    for event in &model.events {
        text.push('\n');
        webhook(&mut text, model, event);
        names.push(class(&event.envelope));
    }
    unions(&mut text, model);
    names.extend(["EventName", "KnownEventName", "KnownWebhook"].map(str::to_owned));
    names.extend(["UnknownWebhook", "Webhook"].map(str::to_owned));
    names.sort();
    text.push_str("\n__all__ = [\n");
    for name in names {
        let _ = writeln!(text, "    {},", literal(&name));
    }
    text + "]\n"
}

fn object(text: &mut String, model: &Model, t: &Type, properties: &[Property]) {
    let name = class(&t.name);
    let is_special = |property: &&Property| is_no_field(model, &property.name);
    let (special, plain): (Vec<_>, Vec<_>) = properties.iter().partition(is_special);
    let mut base = "t.TypedDict".to_owned();
    if !special.is_empty() {
        base = format!("_{name}Keys");
        let _ = writeln!(text, "\n{base} = t.TypedDict(\n    {},\n    {{", literal(&base));
        for property in special {
            text.push_str(&comment("        ", &property.description));
            let _ =
                writeln!(text, "        {}: {},", literal(&property.name), annotation(property));
        }
        text.push_str("    },\n)\n\n");
    }
    let _ = writeln!(text, "\nclass {name}({base}):");
    text.push_str(&docstring("    ", &t.description));
    for property in plain {
        let _ = writeln!(text, "\n    {}: {}", property.name, annotation(property));
        text.push_str(&docstring("    ", &property.description));
    }
    text.push('\n');
}

fn annotation(property: &Property) -> String {
    let mut annotation = kind(&property.kind);
    if property.nullable {
        annotation.push_str(" | None");
    }
    if property.required { annotation } else { format!("t.NotRequired[{annotation}]") }
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "bool".to_owned(),
        Kind::Integer => "int".to_owned(),
        Kind::Number => "float".to_owned(),
        Kind::String | Kind::Uuid => "str".to_owned(),
        Kind::Ref(name) => class(name),
        Kind::Array { items, nullable_items } => {
            let null = if *nullable_items { " | None" } else { "" };
            format!("list[{}{null}]", self::kind(items))
        }
    }
}

fn enumeration(text: &mut String, model: &Model, t: &Type, variants: &[Variant]) {
    let known = known(model, &t.name);
    let values = variants.iter().map(|variant| variant.value.as_str());
    let description = format!("The values of `{}` that are known.", t.name);
    alias(text, &known, &literals(values), &description);
    text.push('\n');
    alias(text, &class(&t.name), &format!("{known} | str"), &t.description);
}

/// A list of literals, which is never empty.
fn literals<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut text = "t.Literal[\n".to_owned();
    for value in values {
        let _ = writeln!(text, "    {},", literal(value));
    }
    text + "]"
}

fn alias(text: &mut String, name: &str, value: &str, description: &str) {
    let _ = writeln!(text, "{name}: t.TypeAlias = {value}");
    text.push_str(&docstring("", description));
}

fn webhook(text: &mut String, model: &Model, event: &Event) {
    let name = format!("t.Literal[{}]", literal(&event.name));
    let payload = class(&event.payload);
    let class = class(&event.envelope);
    whole(text, model, &class, &event.description, &name, &payload);
}

/// The class of a whole body.
fn whole(
    text: &mut String,
    model: &Model,
    class: &str,
    description: &str,
    name: &str,
    payload: &str,
) {
    let _ = writeln!(text, "\nclass {class}(t.TypedDict):");
    text.push_str(&docstring("    ", description));
    let described = &model.envelope;
    for (key, annotation, description) in [
        ("event", name, &described.event),
        ("timestamp", "Timestamp", &described.timestamp),
        ("payload", payload, &described.payload),
        ("uuid", "str", &described.uuid),
    ] {
        let _ = writeln!(text, "\n    {key}: {annotation}");
        text.push_str(&docstring("    ", description));
    }
    text.push('\n');
}

fn unions(text: &mut String, model: &Model) {
    text.push('\n');
    whole(
        text,
        model,
        "UnknownWebhook",
        "An event that this version does not know.\n\nA fork of Postal has some of its own, and a later version may.",
        "str",
        "dict[str, t.Any]",
    );
    let names = model.events.iter().map(|event| event.name.as_str());
    text.push('\n');
    alias(text, "KnownEventName", &literals(names), "The names of the events that are known.");
    text.push('\n');
    alias(text, "EventName", "KnownEventName | str", "The name of an event.");
    let classes: Vec<String> = model.events.iter().map(|event| class(&event.envelope)).collect();
    let union = match classes.as_slice() {
        [one] => one.clone(),
        many => format!("(\n    {}\n)", many.join("\n    | ")),
    };
    text.push('\n');
    alias(text, "KnownWebhook", &union, "An event that is known: narrow it by `event`.");
    text.push('\n');
    let description = &model.envelope.description;
    alias(text, "Webhook", "KnownWebhook | UnknownWebhook", description);
}
