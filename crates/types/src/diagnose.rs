//! Finds out why a body could not be read: after the fact, so that reading itself pays nothing.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::{Event, EventKind, Fault, JsonType, ParseError};

impl ParseError {
    pub(crate) fn not_utf8(error: &std::str::Utf8Error) -> Self {
        Self::NotUtf8 {
            valid_up_to: error.valid_up_to(),
        }
    }

    /// Why `body` is no webhook, when reading it gave `error`.
    #[cold]
    pub(crate) fn of_webhook(body: &str, error: &serde_json::Error) -> Self {
        if let Err(syntax) = serde_json::from_str::<&RawValue>(body) {
            return Self::not_json(body, position(body, &syntax));
        }
        let found = JsonType::of(body);
        if found != JsonType::Object {
            return Self::NotAnObject { found };
        }
        let keys = entries(body).unwrap_or_default();
        let Some(name) = keys.get("event") else {
            return Self::of_no_event(body, &keys, error);
        };
        let event = serde_json::from_str::<String>(name.get())
            .ok()
            .and_then(|name| EventKind::from_name(&name));
        // The payload alone first: a payload that came before its event was read apart, so the
        // position in `error` is none of the body.
        if let (Some(event), Some(payload)) = (event, keys.get("payload"))
            && let Err(error) = Event::from_payload_str(event, payload.get())
        {
            return Self::at(body, payload.get(), &error, Some(event));
        }
        Self::at(body, body, error, event)
    }

    /// Why `payload` is no payload of `event`, when reading it gave `error`.
    #[cold]
    pub(crate) fn of_payload(event: EventKind, payload: &str, error: &serde_json::Error) -> Self {
        if let Err(syntax) = serde_json::from_str::<&RawValue>(payload) {
            return Self::not_json(payload, position(payload, &syntax));
        }
        Self::at(payload, payload, error, Some(event))
    }

    fn of_no_event(body: &str, keys: &Entries<'_>, error: &serde_json::Error) -> Self {
        if keys.contains_key("rcpt_to") {
            return Self::InboundMail;
        }
        let reads = |event: &EventKind| Event::from_payload_str(*event, body).is_ok();
        let events: Vec<_> = EventKind::ALL.iter().copied().filter(reads).collect();
        if events.is_empty() {
            return Self::at(body, body, error, None);
        }
        Self::BarePayload { events }
    }

    /// An error that reading `part`, a slice of `body`, gave.
    fn at(body: &str, part: &str, error: &serde_json::Error, event: Option<EventKind>) -> Self {
        let start = part.as_ptr() as usize - body.as_ptr() as usize;
        let mut offset = start + position(part, error);
        let message = error.to_string();
        // An array or object where a scalar is due is refused at its bracket, before it is read.
        if matches!(body.as_bytes().get(offset), Some(b'[' | b'{')) {
            offset += 1;
        }
        let out_of_range = message.starts_with("number out of range");
        if !error.is_data() && !out_of_range {
            return Self::not_json(body, offset);
        }
        let (mut path, value) = locate(body, offset);
        let quoted = |prefix: &str| {
            let name = message.strip_prefix(prefix)?;
            name.split('`').next().map(str::to_owned)
        };
        let fault = if let Some(name) = quoted("missing field `") {
            path.push(name);
            Fault::Missing
        } else if let Some(name) = quoted("duplicate field `") {
            path.push(name);
            Fault::Duplicate
        } else {
            let expected = if out_of_range {
                "a number that fits 64 bits"
            } else {
                // What comes before may quote the body; what comes after is our own words.
                let own = message
                    .rsplit_once(", expected ")
                    .map_or("", |(_, own)| own);
                own.split(" at line ").next().unwrap_or(own)
            };
            Fault::Expected {
                expected: in_words(expected).to_owned(),
                found: JsonType::of(value),
            }
        };
        Self::Field {
            event,
            path: path.join("."),
            fault,
        }
    }

    fn not_json(body: &str, offset: usize) -> Self {
        let before = &body.as_bytes()[..offset.min(body.len())];
        let line_start = before
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1);
        Self::NotJson {
            line: before.split(|b| *b == b'\n').count(),
            column: before.len() - line_start,
        }
    }
}

type Entries<'a> = BTreeMap<String, &'a RawValue>;

/// The keys and values of an object.
fn entries(object: &str) -> Option<Entries<'_>> {
    serde_json::from_str(object).ok()
}

/// How many bytes of `text` were read before `error`.
fn position(text: &str, error: &serde_json::Error) -> usize {
    let lines_before = error.line().saturating_sub(1);
    let line_start: usize = text
        .split_inclusive('\n')
        .take(lines_before)
        .map(str::len)
        .sum();
    line_start + error.column()
}

/// The path and the text of the innermost value of `body` that holds the byte before `offset`.
fn locate(body: &str, offset: usize) -> (Vec<String>, &str) {
    let mut path = Vec::new();
    let mut value = body;
    let holds = |part: &str| {
        let start = part.as_ptr() as usize - body.as_ptr() as usize;
        start < offset && offset <= start + part.len()
    };
    loop {
        let children: Vec<(String, &RawValue)> = match JsonType::of(value) {
            JsonType::Object => entries(value).unwrap_or_default().into_iter().collect(),
            JsonType::Array => {
                let items: Vec<&RawValue> = serde_json::from_str(value).unwrap_or_default();
                let numbered = items.into_iter().enumerate();
                numbered
                    .map(|(index, item)| (index.to_string(), item))
                    .collect()
            }
            _ => return (path, value),
        };
        let Some((key, child)) = children.into_iter().find(|(_, child)| holds(child.get())) else {
            return (path, value);
        };
        path.push(key);
        value = child.get();
    }
}

/// Serde's names of Rust types, in the words of JSON.
fn in_words(expected: &str) -> &str {
    match expected {
        "u64" => "a non-negative integer",
        "f64" => "a number",
        // The only values whose own parser speaks: it would quote the body.
        "" => "a UUID",
        object if object.starts_with("struct ") => "an object",
        other => other,
    }
}
