//! Diagnosis of a body that was not read: made after the fact, so that reading itself pays nothing.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::number::FITS;
use crate::parse_error::{Fault, JsonType};
use crate::{Event, EventKind, ParseError};

impl ParseError {
    pub(crate) fn not_utf8(error: &std::str::Utf8Error) -> Self {
        Self::NotUtf8 { valid_up_to: error.valid_up_to() }
    }

    /// Why `text` is not JSON, when reading it gave `error`.
    pub(crate) fn not_json(text: &str, error: &serde_json::Error) -> Self {
        let before = &text.as_bytes()[..position(text, error).min(text.len())];
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        Self::NotJson {
            line: before.split(|b| *b == b'\n').count(),
            column: before.len() - line_start,
        }
    }

    /// Why `body`, which is JSON, is no webhook, when reading it gave `error`.
    #[cold]
    pub(crate) fn of_webhook(body: &str, error: &serde_json::Error) -> Self {
        let found = JsonType::of(body);
        if found != JsonType::Object {
            return Self::NotAnObject { found };
        }
        let entries = entries(body);
        let first = |key: &str| {
            let found = entries.iter().find(|(name, _)| name == key);
            found.map(|(_, value)| value.get())
        };
        let Some(name) = first("event") else {
            return Self::of_no_event(body, first("rcpt_to").is_some(), error);
        };
        let name = serde_json::from_str::<String>(name);
        let event = name.as_deref().ok().and_then(EventKind::from_name);
        for key in ["event", "timestamp", "payload", "uuid"] {
            if entries.iter().filter(|(name, _)| name == key).count() > 1 {
                return Self::field(event, key, Fault::Duplicate);
            }
        }
        // The payload alone first: a payload that came before its event was read apart, so the
        // position in `error` is none of the body.
        match (event, first("payload")) {
            (Some(event), Some(payload)) => {
                if let Err(error) = Event::from_payload_str(event, payload) {
                    return Self::at(body, payload, &error, Some(event));
                }
            }
            (None, Some(payload)) if name.is_ok() && JsonType::of(payload) != JsonType::Object => {
                let fault = Fault::Expected {
                    expected: "an object".to_owned(),
                    found: JsonType::of(payload),
                };
                return Self::field(event, "payload", fault);
            }
            _ => {}
        }
        Self::at(body, body, error, event)
    }

    /// Why `payload`, which is JSON, is no payload of `event`, when reading it gave `error`.
    #[cold]
    pub(crate) fn of_payload(event: EventKind, payload: &str, error: &serde_json::Error) -> Self {
        Self::at(payload, payload, error, Some(event))
    }

    fn of_no_event(body: &str, is_mail: bool, error: &serde_json::Error) -> Self {
        if is_mail {
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
        let Place { mut path, value, twice } = Place::of(body, start + position(part, error));
        let message = error.to_string();
        let quoted = |prefix: &str| {
            let name = message.strip_prefix(prefix)?;
            name.split('`').next().map(str::to_owned)
        };
        let fault = if twice {
            Fault::Duplicate
        } else if let Some(name) = quoted("missing field `") {
            path.push(name);
            Fault::Missing
        } else if let Some(name) = quoted("duplicate field `") {
            path.push(name);
            Fault::Duplicate
        } else {
            let due = message.strip_prefix("expected ");
            let due = due.and_then(|due| due.split_once(", found "));
            Fault::Expected {
                // The only other fault that `serde_json` finds in JSON: `number out of range`.
                expected: due.map_or(FITS, |(due, _)| due).to_owned(),
                found: JsonType::of(value),
            }
        };
        Self::field(event, path.join("."), fault)
    }

    fn field(event: Option<EventKind>, path: impl Into<String>, fault: Fault) -> Self {
        Self::Field { event, path: path.into(), fault }
    }
}

/// The keys and values of an object, as they stand there: a key may stand twice.
fn entries(object: &str) -> Vec<(String, &RawValue)> {
    struct Entries<'a>(Vec<(String, &'a RawValue)>);

    impl<'de> Deserialize<'de> for Entries<'de> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(EntriesVisitor)
        }
    }

    struct EntriesVisitor;

    impl<'de> Visitor<'de> for EntriesVisitor {
        type Value = Entries<'de>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(Entries(entries))
        }
    }

    serde_json::from_str(object).map_or_else(|_| Vec::new(), |Entries(entries)| entries)
}

/// How many bytes of `text` were read before `error`.
fn position(text: &str, error: &serde_json::Error) -> usize {
    let lines_before = error.line().saturating_sub(1);
    let line_start: usize = text.split_inclusive('\n').take(lines_before).map(str::len).sum();
    line_start + error.column()
}

/// A place in a body: that of the innermost value which holds a byte.
struct Place<'a> {
    path: Vec<String>,
    value: &'a str,
    /// The last key of the path stands twice in its object.
    twice: bool,
}

impl<'a> Place<'a> {
    /// The place of the byte before `offset`, or of the first key on the way that stands twice.
    fn of(body: &'a str, offset: usize) -> Self {
        let holds = |part: &RawValue| {
            let start = part.get().as_ptr() as usize - body.as_ptr() as usize;
            start < offset && offset <= start + part.get().len()
        };
        let mut place = Self { path: Vec::new(), value: body, twice: false };
        while !place.twice {
            let children: Vec<(String, &RawValue)> = match JsonType::of(place.value) {
                JsonType::Object => entries(place.value),
                JsonType::Array => {
                    let items: Vec<&RawValue> =
                        serde_json::from_str(place.value).unwrap_or_default();
                    let numbered = items.into_iter().enumerate();
                    numbered.map(|(index, item)| (index.to_string(), item)).collect()
                }
                _ => break,
            };
            let Some((key, child)) = children.iter().find(|(_, child)| holds(child)) else {
                break;
            };
            place.twice = children.iter().filter(|(name, _)| name == key).count() > 1;
            place.path.push(key.clone());
            place.value = child.get();
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use serde::de::Error as _;

    /// The words of serde and `serde_json` that [`ParseError::at`](super::ParseError) relies on.
    #[test]
    fn the_messages_of_serde_are_these() {
        let missing = serde_json::Error::missing_field("id").to_string();
        assert_eq!(missing, "missing field `id`");
        let duplicate = serde_json::Error::duplicate_field("id").to_string();
        assert_eq!(duplicate, "duplicate field `id`");
        let range = serde_json::from_str::<f64>("1e400").unwrap_err().to_string();
        assert_eq!(range, "number out of range at line 1 column 5");
        let found = crate::de::unexpected::<serde_json::Error>("a string", super::JsonType::Null);
        assert_eq!(found.to_string(), "expected a string, found null");
    }
}
