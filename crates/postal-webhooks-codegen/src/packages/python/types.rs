//! Types of Python: a `TypedDict` for each object and each event, a union of literals for each
//! enumeration.

use std::fmt::Write as _;

use super::names::{class, is_no_field, known, literal};
use super::prose::{comment, docstring};
use crate::model::{Envelope, Event, Kind, Model, Property, Shape, Type, Variant};

const HEAD: &str = r#""""Types of the webhooks, as `parse` gives them."""

import sys

if sys.version_info >= (3, 12):
    import typing as t
else:
    # `NotRequired` is new in 3.11, and pydantic reads no other `TypedDict` before 3.12.
    import typing_extensions as t
"#;

/// A class or an alias.
struct Item {
    name: String,
    is_class: bool,
    text: String,
}

pub(super) fn generate(model: &Model, order: &[&Type]) -> String {
    let mut items = Vec::new();
    for t in order {
        match &t.shape {
            Shape::Object(properties) => items.push(object(model, t, properties)),
            Shape::Enumeration(variants) => items.extend(enumeration(model, t, variants)),
            Shape::Timestamp { .. } => items.push(alias(&class(&t.name), "float", &t.description)),
        }
    }
    items.extend(model.events.iter().map(|event| webhook(&model.envelope, event)));
    items.extend(unions(model));

    let mut text = HEAD.to_owned();
    let mut is_behind_class = false;
    for Item { is_class, text: item, .. } in &items {
        text.push_str(if *is_class || is_behind_class { "\n\n" } else { "\n" });
        text.push_str(item);
        is_behind_class = *is_class;
    }
    let mut names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    names.sort_unstable();
    text.push_str("\n__all__ = [\n");
    for name in names {
        let _ = writeln!(text, "    {},", literal(name));
    }
    text + "]\n"
}

fn object(model: &Model, t: &Type, properties: &[Property]) -> Item {
    let name = class(&t.name);
    let mut text = String::new();
    let is_special = |property: &&Property| is_no_field(model, &property.name);
    let (special, plain): (Vec<_>, Vec<_>) = properties.iter().partition(is_special);
    let mut base = "t.TypedDict".to_owned();
    // No field of a class can have these names: they are inherited from a call.
    if !special.is_empty() {
        base = format!("_{name}Keys");
        let _ = writeln!(text, "{base} = t.TypedDict(\n    {},\n    {{", literal(&base));
        for property in special {
            text.push_str(&comment("        ", &property.description));
            let (key, annotation) = (literal(&property.name), annotation(property));
            let _ = writeln!(text, "        {key}: {annotation},");
        }
        text.push_str("    },\n)\n\n\n");
    }
    let _ = writeln!(text, "class {name}({base}):");
    text.push_str(&docstring("    ", &t.description));
    for property in plain {
        field(&mut text, &property.name, &annotation(property), &property.description);
    }
    Item { name, is_class: true, text }
}

fn field(text: &mut String, key: &str, annotation: &str, description: &str) {
    let _ = writeln!(text, "\n    {key}: {annotation}");
    text.push_str(&docstring("    ", description));
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

fn enumeration(model: &Model, t: &Type, variants: &[Variant]) -> [Item; 2] {
    let known = known(model, &t.name);
    let values = literals(variants.iter().map(|variant| variant.value.as_str()));
    let open = format!("{known} | str");
    [
        alias(&known, &values, &format!("The values of `{}` that are known.", t.name)),
        alias(&class(&t.name), &open, &t.description),
    ]
}

fn webhook(envelope: &Envelope, event: &Event) -> Item {
    let name = format!("t.Literal[{}]", literal(&event.name));
    whole(envelope, &class(&event.envelope), &event.description, &name, &class(&event.payload))
}

/// The class of a whole body.
fn whole(envelope: &Envelope, class: &str, description: &str, event: &str, payload: &str) -> Item {
    let mut text = format!("class {class}(t.TypedDict):\n");
    text.push_str(&docstring("    ", description));
    field(&mut text, "event", event, &envelope.event);
    field(&mut text, "timestamp", "Timestamp", &envelope.timestamp);
    field(&mut text, "payload", payload, &envelope.payload);
    field(&mut text, "uuid", "str", &envelope.uuid);
    Item { name: class.to_owned(), is_class: true, text }
}

fn unions(model: &Model) -> [Item; 5] {
    let unknown = "An event that this version does not know.\n\n\
        A fork of Postal has some of its own, and a later version may.";
    let names = literals(model.events.iter().map(|event| event.name.as_str()));
    let classes: Vec<String> = model.events.iter().map(|event| class(&event.envelope)).collect();
    let known = match classes.as_slice() {
        [one] => one.clone(),
        many => format!("(\n    {}\n)", many.join("\n    | ")),
    };
    [
        whole(&model.envelope, "UnknownWebhook", unknown, "str", "dict[str, t.Any]"),
        alias("KnownEventName", &names, "The names of the events that are known."),
        alias("EventName", "KnownEventName | str", "The name of an event."),
        alias("KnownWebhook", &known, "An event that is known: narrow it by `event`."),
        alias("Webhook", "KnownWebhook | UnknownWebhook", &model.envelope.description),
    ]
}

fn literals<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut text = "t.Literal[\n".to_owned();
    for value in values {
        let _ = writeln!(text, "    {},", literal(value));
    }
    text + "]"
}

fn alias(name: &str, value: &str, description: &str) -> Item {
    let text = format!("{name}: t.TypeAlias = {value}\n{}", docstring("", description));
    Item { name: name.to_owned(), is_class: false, text }
}
