//! Generator of `Webhook`: the sealed interface, and a record for each event.

use std::fmt::Write as _;

use super::docs::comment;
use super::names::{Names, REST, literal};
use super::types::{annotations, constructor, rest, rest_tag};
use super::{ROOT, TYPES};
use crate::model::{Event, Model};

const JACKSON: &str = "com.fasterxml.jackson.annotation";
const UNKNOWN: &str = "Unknown";
const UNKNOWN_TEXT: &str = "An event that this version does not know: a fork of Postal has some of its own, and a later version of Postal may.";

/// The file with the interface.
pub(super) fn generate(model: &Model) -> String {
    let mut hidden: Vec<&str> = model.events.iter().map(|event| event.name.as_str()).collect();
    hidden.push(UNKNOWN);
    let mut names = Names::new(model, TYPES, &hidden);
    let info = names.java(&format!("{JACKSON}.JsonTypeInfo"));
    let subtypes = names.java(&format!("{JACKSON}.JsonSubTypes"));
    let string = names.java("java.lang.String");
    let timestamp = names.java(&format!("{ROOT}.Timestamp"));
    let uuid = names.java("java.util.UUID");
    let rest = names.rest();
    let mut text = comment("", &model.envelope.description, &[]);
    let _ = write!(
        text,
        "@{info}(\n        use = {info}.Id.NAME,\n        include = {info}.As.EXISTING_PROPERTY,\n        \
         property = \"event\",\n        visible = true,\n        defaultImpl = Webhook.{UNKNOWN}.class)\n\
         @{subtypes}({{\n"
    );
    for event in &model.events {
        let name = &event.name;
        let _ = writeln!(
            text,
            "    @{subtypes}.Type(value = Webhook.{name}.class, name = {}),",
            literal(name)
        );
    }
    text.push_str("})\npublic sealed interface Webhook {\n");
    let envelope = &model.envelope;
    for (method, ty, description, returned) in [
        ("event", &string, envelope.event.as_str(), "the name"),
        ("timestamp", &timestamp, &envelope.timestamp, "the time"),
        ("uuid", &uuid, &envelope.uuid, "the id"),
        (REST, &rest, "Keys of the envelope that this version does not know.", "the keys"),
    ] {
        let returned = [("@return".to_owned(), returned.to_owned())];
        let doc = comment("    ", description, &returned);
        let _ = write!(text, "{doc}    {ty} {method}();\n\n");
    }
    for event in &model.events {
        text.push_str(&of_event(model, &mut names, event));
        text.push('\n');
    }
    text.push_str(&unknown(model, &mut names));
    text.push_str("}\n");
    names.file(&text)
}

fn of_event(model: &Model, names: &mut Names<'_>, event: &Event) -> String {
    let payload = names.own(&event.payload);
    let string = names.java("java.lang.String");
    let key = names.java(&format!("{JACKSON}.JsonProperty"));
    let overrides = names.java("java.lang.Override");
    let (record, literal) = (&event.name, literal(&event.name));
    let tags = tags(model, false);
    let head = comment("    ", &event.description, &tags)
        + &annotations(names, "    ", &KEYS.map(|key| format!("\"{key}\"")), true);
    let components = components(names, &payload);
    let constructor = constructor(names, "        ", record);
    format!(
        "{head}    record {record}(\n            {components}) implements Webhook {{\n{constructor}\n        \
         /** The name of the event. */\n        \
         @{overrides}\n        @{key}(\"event\")\n        \
         public {string} event() {{\n            return {literal};\n        }}\n    }}\n"
    )
}

const KEYS: [&str; 4] = ["event", "timestamp", "payload", "uuid"];

fn unknown(model: &Model, names: &mut Names<'_>) -> String {
    let string = names.java("java.lang.String");
    let key = names.java(&format!("{JACKSON}.JsonProperty"));
    let head = comment("    ", UNKNOWN_TEXT, &tags(model, true))
        + &annotations(names, "    ", &KEYS.map(|key| format!("\"{key}\"")), false);
    let payload = names.rest();
    let components = components(names, &payload);
    let constructor = constructor(names, "        ", UNKNOWN);
    format!(
        "{head}    record {UNKNOWN}(\n            @{key}(\"event\") {string} event,\n            \
         {components}) implements Webhook {{\n{constructor}    }}\n"
    )
}

fn components(names: &mut Names<'_>, payload: &str) -> String {
    let key = names.java(&format!("{JACKSON}.JsonProperty"));
    let timestamp = names.java(&format!("{ROOT}.Timestamp"));
    let uuid = names.java("java.util.UUID");
    let rest = rest(names);
    format!(
        "@{key}(\"timestamp\") {timestamp} timestamp,\n            \
         @{key}(\"payload\") {payload} payload,\n            \
         @{key}(\"uuid\") {uuid} uuid,\n            {rest}"
    )
}

fn tags(model: &Model, has_event: bool) -> Vec<(String, String)> {
    let envelope = &model.envelope;
    let event = has_event.then_some(("event", &envelope.event));
    let keys = [
        ("timestamp", &envelope.timestamp),
        ("payload", &envelope.payload),
        ("uuid", &envelope.uuid),
    ];
    let tags = event.into_iter().chain(keys);
    let tags = tags.map(|(key, text)| (format!("@param {key}"), text.clone()));
    tags.chain([rest_tag()]).collect()
}
