//! Types of the whole body: the envelope, and the payload of each event.

use std::fmt::Write as _;

use super::comment;
use crate::model::{Envelope, Event, Model};

/// The file of the envelope and of the events.
pub(super) fn generate(model: &Model) -> String {
    // By their module, so that a type may have any name.
    format!(
        "import type * as types from \"./types.js\";\n\n{}",
        write(
            model,
            "types.",
            "\n\nDeclare this interface again in a module `postal-webhooks` to add the events of a fork.",
        )
    )
}

/// Envelope and events; the types stand behind a prefix.
pub(super) fn write(model: &Model, prefix: &str, hint: &str) -> String {
    let mut text = envelope(&model.envelope, prefix);
    let about = "The payload of each known event, by the name of the event.";
    text += &comment(&format!("{about}{hint}"), "");
    text += "export interface Events {\n";
    for Event { name, description, payload, .. } in &model.events {
        let comment = comment(description, "  ");
        let _ = writeln!(text, "{comment}  {name}: {prefix}{payload};");
    }
    text + "}\n"
}

fn envelope(envelope: &Envelope, prefix: &str) -> String {
    let Envelope { description, event, timestamp, payload, uuid } = envelope;
    let time = format!("{prefix}Timestamp");
    let mut text = comment(description, "");
    text += "export interface Envelope<Event extends string, Payload> {\n";
    for (key, value, description) in [
        ("event", "Event", event),
        ("timestamp", time.as_str(), timestamp),
        ("payload", "Payload", payload),
        ("uuid", "string", uuid),
    ] {
        let _ = writeln!(text, "{}  {key}: {value};", comment(description, "  "));
    }
    text + "}\n\n"
}
