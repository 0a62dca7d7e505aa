//! Bodies that the benchmarks read: the `typical` example of each event, as Postal writes it and as
//! others pass it on.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use postal_webhooks::EventKind;
use postal_webhooks::testing::example;
use serde_json::value::RawValue;

/// A body, and how it is written.
pub(crate) struct Body {
    pub(crate) event: EventKind,
    pub(crate) form: Form,
    pub(crate) bytes: Vec<u8>,
}

/// How a body is written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Form {
    AsPostal,
    PayloadFirst,
    /// A blank after each comma and colon, as Python's `json.dumps` writes.
    Blanks,
    /// Each key on a line of its own.
    Indented,
    /// A link of 3,000 characters.
    LongUrl,
    /// Line breaks, quotes and letters beyond ASCII, all escaped.
    Escapes,
}

impl Form {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::AsPostal => "as Postal writes",
            Self::PayloadFirst => "payload first",
            Self::Blanks => "blanks",
            Self::Indented => "indented",
            Self::LongUrl => "3 KB URL",
            Self::Escapes => "escapes",
        }
    }
}

/// Each event as Postal writes it, with its payload first and with blanks; then one of each other
/// form.
pub(crate) fn bodies() -> Vec<Body> {
    let mut bodies = Vec::new();
    for write in [Form::AsPostal, Form::PayloadFirst, Form::Blanks] {
        bodies.extend(EventKind::ALL.iter().map(|event| body(*event, write)));
    }
    bodies.push(body(EventKind::MessageSent, Form::Indented));
    bodies.push(body(EventKind::MessageLinkClicked, Form::LongUrl));
    bodies.push(body(EventKind::MessageSent, Form::Escapes));
    bodies
}

fn body(event: EventKind, form: Form) -> Body {
    let text = std::str::from_utf8(example(event, "typical").body).expect("an example is UTF-8");
    let text = match form {
        Form::AsPostal => text.to_owned(),
        Form::PayloadFirst => payload_first(text),
        Form::Blanks => spaced(text, " ", ""),
        Form::Indented => spaced(text, "\n    ", "\n"),
        Form::LongUrl => {
            let url = format!("https://example.com/{}", "a1b2-c3d4/".repeat(298));
            with(text, "url", &url)
        }
        Form::Escapes => {
            with(text, "output", &r#"250 \"2.0.0\" Ok\n\u00e9\ud83d\ude00\t"#.repeat(12))
        }
    };
    Body { event, form, bytes: text.into_bytes() }
}

/// The same text, but for the place of `payload`.
fn payload_first(text: &str) -> String {
    let raw: BTreeMap<&str, &RawValue> = serde_json::from_str(text).expect("an example");
    let keys = ["payload", "event", "timestamp", "uuid"];
    let entries = keys.map(|key| format!("\"{key}\":{}", raw[key].get()));
    format!("{{{}}}", entries.join(","))
}

/// The same text with a blank after each colon, and others after each comma and around what stands
/// in braces.
fn spaced(text: &str, comma: &str, brace: &str) -> String {
    let (mut spaced, mut in_string, mut before) = (String::new(), false, ' ');
    for character in text.chars() {
        in_string ^= character == '"' && before != '\\';
        before = character;
        let _ = match character {
            ',' if !in_string => write!(spaced, ",{comma}"),
            ':' if !in_string => write!(spaced, ": "),
            '{' if !in_string => write!(spaced, "{{{brace}"),
            '}' if !in_string => write!(spaced, "{brace}}}"),
            _ => write!(spaced, "{character}"),
        };
    }
    spaced
}

/// The same text with another value for a key of a string, written as it stands.
fn with(text: &str, key: &str, value: &str) -> String {
    let key = format!("\"{key}\":\"");
    let start = text.find(&key).expect("the example has the key") + key.len();
    let end = start + text[start..].find('"').expect("a string ends");
    format!("{}{value}{}", &text[..start], &text[end..])
}
