//! Types of Go in one file that needs the standard library alone.

use std::fmt::Write as _;

use super::names::{Names, exported};
use super::{docs, objects};
use crate::model::{Envelope, Event, Model, Shape};
use crate::packages;

pub(crate) fn generate(model: &Model) -> String {
    let mut names = Names::new(model);
    let about = packages::about_plain(model);
    let about = docs::lines(&about.replacen("Types", "Package postal has the types", 1), "");
    let mut text = format!("{about}package postal\n\nimport \"encoding/json\"\n");
    envelope(&mut text, model, &names);
    for t in &model.types {
        let name = names.of(&t.name).to_owned();
        match &t.shape {
            Shape::Object(properties) => {
                objects::structure(&mut text, t, properties, &names);
            }
            Shape::Timestamp { .. } => {
                let doc = docs::item(&name, &t.description);
                let _ = writeln!(text, "\n{doc}type {name} = float64");
            }
            Shape::Enumeration(variants) => {
                let doc = docs::item(&name, &t.description);
                let _ = writeln!(text, "\n{doc}type {name} string\n");
                let _ = writeln!(text, "// The values of {name} that are known.\nconst (");
                for variant in variants {
                    let constant = names.free(format!("{name}{}", exported(&variant.value)), "");
                    let doc = docs::lines(&variant.description, "\t");
                    let _ = writeln!(text, "{doc}\t{constant} {name} = {:?}", variant.value);
                }
                text.push_str(")\n");
            }
        }
    }
    text
}

fn envelope(text: &mut String, model: &Model, names: &Names) {
    let Envelope { description, event, timestamp, payload, uuid } = &model.envelope;
    let _ = writeln!(text, "\n{}type Webhook struct {{", docs::item("Webhook", description));
    for (field, go, key, description) in [
        ("Event", "string", "event", event),
        ("Timestamp", "float64", "timestamp", timestamp),
        ("Payload", "json.RawMessage", "payload", payload),
        ("UUID", "string", "uuid", uuid),
    ] {
        let doc = docs::lines(description, "\t");
        let _ = writeln!(text, "{doc}\t{field} {go} `json:\"{key}\"`");
    }
    text.push_str(
        "}

// Decode reads the payload into the type of its event, and gives a pointer to it. Of an event that
// is not known, it gives the payload as it is.
func (w Webhook) Decode() (any, error) {
\tswitch w.Event {
",
    );
    for Event { name, payload, .. } in &model.events {
        let go = names.of(payload);
        let _ = writeln!(text, "\tcase {name:?}:\n\t\treturn decode[{go}](w.Payload)");
    }
    text.push_str(
        "\t}
\treturn w.Payload, nil
}

func decode[T any](payload []byte) (any, error) {
\tvalue := new(T)
\tif err := json.Unmarshal(payload, value); err != nil {
\t\treturn nil, err
\t}
\treturn value, nil
}
",
    );
}
