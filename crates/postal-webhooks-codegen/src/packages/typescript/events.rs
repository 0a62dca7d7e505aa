//! Types of the whole body: the envelope, and the payload of each event.

use std::fmt::Write as _;

use super::comment;
use crate::model::{Envelope, Event, Model};

/// The file of the envelope and of the events.
pub(super) fn generate(model: &Model) -> String {
    // By their module, so that a type may have any name.
    let mut text = "import type * as types from \"./types.js\";\n\n".to_owned();
    text += &envelope(&model.envelope);
    text += &comment(
        "The payload of each known event, by the name of the event.\n\n\
         Declare this interface again in a module `postal-webhooks` to add the events of a fork.",
        "",
    );
    text += "export interface Events {\n";
    for Event { name, description, payload, .. } in &model.events {
        let comment = comment(description, "  ");
        let _ = writeln!(text, "{comment}  {name}: types.{payload};");
    }
    text + "}\n"
}

fn envelope(envelope: &Envelope) -> String {
    let Envelope { description, event, timestamp, payload, uuid } = envelope;
    let mut text = comment(description, "");
    text += "export interface Envelope<Event extends string, Payload> {\n";
    for (key, value, description) in [
        ("event", "Event", event),
        ("timestamp", "types.Timestamp", timestamp),
        ("payload", "Payload", payload),
        ("uuid", "string", uuid),
    ] {
        let _ = writeln!(text, "{}  {key}: {value};", comment(description, "  "));
    }
    text + "}\n\n"
}
