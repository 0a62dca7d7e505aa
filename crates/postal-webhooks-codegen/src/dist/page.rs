//! `events.md`: the page for people. The prose stands in `page.md.in`, the rest comes from the
//! model.

use std::fmt::Write as _;

use super::http::HEADERS;
use super::tables;
use crate::model::{Event, Example, Model, Shape, Type};
use crate::words::{code, is_visible};

const TEMPLATE: &str = include_str!("page.md.in");

/// The payloads in the order in which a newcomer meets them; all others follow, by name.
const ORDER: &[&str] = &[
    "MessageStatus",
    "MessageBounce",
    "MessageLinkClick",
    "MessageLoad",
    "SendLimit",
    "DomainDnsError",
];

pub(super) fn generate(model: &Model) -> String {
    let events = in_order(model);
    let shared = shared(model);
    let parts = [
        ("version", model.version.clone()),
        ("headers", headers()),
        ("contents", contents(&events)),
        ("events", sections(model, &events)),
        ("objects", objects(model, &shared)),
        ("enumerations", enumerations(&shared)),
        ("schemas", super::published(model, "index.json")),
    ];
    filled(TEMPLATE, &parts)
}

/// The template with its `{{parts}}`; one that has no name in `parts` stays, and a test finds it.
fn filled(template: &str, parts: &[(&str, String)]) -> String {
    let mut pieces = template.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let part = piece.split_once("}}").and_then(|(name, after)| {
            let (_, part) = parts.iter().find(|(known, _)| *known == name)?;
            Some((part, after))
        });
        match part {
            Some((part, after)) => page.extend([part.trim_end(), after]),
            None => page.extend(["{{", piece]),
        }
    }
    page
}

fn in_order(model: &Model) -> Vec<&Event> {
    let mut events: Vec<&Event> = model.events.iter().collect();
    let place = |event: &&Event| {
        let known = ORDER.iter().position(|payload| *payload == event.payload);
        known.unwrap_or(ORDER.len())
    };
    // The four events of a message's status in the order of the values of `status`.
    let narrowed = |event: &&Event| {
        let (key, value) = event.narrowed.first()?;
        let Shape::Object(properties) = &model.get(&event.payload)?.shape else {
            return None;
        };
        let property = properties.iter().find(|property| &property.name == key)?;
        let Shape::Enumeration(variants) = &model.get(property.kind.reference()?)?.shape else {
            return None;
        };
        variants.iter().position(|variant| &variant.value == value)
    };
    events.sort_by_key(|event| (place(event), event.payload.as_str(), narrowed(event)));
    events
}

/// The types that stand inside payloads, by name.
fn shared(model: &Model) -> Vec<&Type> {
    let is_payload = |t: &&Type| model.events.iter().any(|event| event.payload == t.name);
    model.types.iter().filter(|t| !is_payload(t)).collect()
}

fn headers() -> String {
    let mut text = "| header | meaning |\n|---|---|\n".to_owned();
    for header in HEADERS {
        let _ = writeln!(text, "| {} | {} |", code(header.name), tables::cell(header.description));
    }
    text
}

fn contents(events: &[&Event]) -> String {
    let mut text = "| event | when |\n|---|---|\n".to_owned();
    for event in events {
        let when = tables::cell(super::first_line(&event.description));
        let _ = writeln!(text, "| {} | {when} |", link(&event.name, &event.name));
    }
    text
}

fn sections(model: &Model, events: &[&Event]) -> String {
    let mut text = String::new();
    for event in events {
        let _ = write!(text, "### {}\n\n{}\n\n", event.name, event.description);
        if let Some(payload) = model.get(&event.payload) {
            // What the first event of a payload says need not be said again.
            match events.iter().find(|other| other.payload == event.payload) {
                Some(first) if first.name != event.name => {
                    let first = link(&first.name, &first.name);
                    let _ = write!(text, "The `payload` has the fields of that of {first}:\n\n");
                }
                _ => {
                    let _ = write!(text, "{}\n\n", payload.description);
                }
            }
            let fields = tables::fields(model, payload, &event.narrowed);
            let _ = writeln!(text, "{fields}");
        }
        if let Some(example) = typical(event) {
            let _ = write!(text, "A whole request:\n\n{}\n", request(example));
        }
    }
    text
}

/// `typical`, or else the first example.
fn typical(event: &Event) -> Option<&Example> {
    let typical = event.examples.iter().find(|example| example.case == "typical");
    typical.or(event.examples.first())
}

/// A request as it arrives, but that its body is laid out.
fn request(example: &Example) -> String {
    // Writing a `Value` into a string cannot fail: its keys are strings.
    let body = serde_json::to_string_pretty(&example.body).unwrap_or_default();
    // What an editor does not show stands in strings alone, where an escape says the same.
    let mut shown = String::new();
    for letter in body.chars() {
        if letter == '\n' || is_visible(letter) {
            shown.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        }
    }
    format!(
        "```http\n\
         POST /postal/c2VjcmV0 HTTP/1.1\n\
         Host: hooks.example.com\n\
         Content-Type: application/json\n\
         Content-Length: {}\n\
         User-Agent: Postal/3.3.6\n\
         X-Postal-Signature: aXQd…9w==\n\
         X-Postal-Signature-256: Tm8g…Zg==\n\
         X-Postal-Signature-Kid: 3a7d…9988\n\
         Connection: close\n\
         \n\
         {shown}\n\
         ```\n",
        example.text.len()
    )
}

fn objects(model: &Model, shared: &[&Type]) -> String {
    let mut text = String::new();
    for t in shared {
        if matches!(t.shape, Shape::Object(_)) {
            let fields = tables::fields(model, t, &[]);
            let _ = write!(text, "### {} object\n\n{}\n\n{fields}\n", t.name, t.description);
        }
    }
    text
}

fn enumerations(shared: &[&Type]) -> String {
    let mut text = String::new();
    for t in shared {
        if let Shape::Enumeration(_) = t.shape {
            let _ = write!(text, "### {} values\n\n{}\n\n", t.name, t.description);
        }
    }
    text
}

/// A link to a section of the page whose heading is `heading`.
fn link(text: &str, heading: &str) -> String {
    format!("[{}](#{})", code(text), heading.to_lowercase().replace(' ', "-"))
}
