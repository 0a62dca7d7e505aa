//! Diagnosis of a body that was not read: made after the fact, so that reading itself pays nothing.

use crate::parse_error::{Fault, JsonType};
use crate::reader::{self, Failure, Reader};
use crate::{Event, EventKind, ParseError};

impl ParseError {
    pub(crate) fn not_utf8(error: &std::str::Utf8Error) -> Self {
        Self::NotUtf8 { valid_up_to: error.valid_up_to() }
    }

    /// The text is not JSON from this byte on.
    pub(crate) fn not_json(text: &str, at: usize) -> Self {
        let before = &text.as_bytes()[..text.len().min(at + 1)];
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        Self::NotJson {
            line: before.split(|b| *b == b'\n').count(),
            column: before.len() - line_start,
        }
    }

    /// Why `body` is no webhook, when reading it failed.
    #[cold]
    pub(crate) fn of_webhook(body: &str, failure: Failure) -> Self {
        let error = match Self::at(body, failure, None) {
            Self::Field { path, fault: Fault::Expected { found, .. }, .. } if path.is_empty() => {
                return Self::NotAnObject { found };
            }
            error => error,
        };
        let Self::Field { event: _, path, offset, fault } = error else { return error };
        let Entries { name, is_mail } = Entries::of(body).unwrap_or_default();
        let event = match name {
            Some(name) => name.as_deref().and_then(EventKind::from_name),
            None if is_mail => return Self::InboundMail,
            None => {
                let reads =
                    |event: &EventKind| Event::from_payload(*event, body.as_bytes()).is_ok();
                let events: Vec<_> = EventKind::ALL.iter().copied().filter(reads).collect();
                if !events.is_empty() {
                    return Self::BarePayload { events };
                }
                None
            }
        };
        Self::Field { event, path, offset, fault }
    }

    /// Why `payload` is no payload of `event`, when reading it failed.
    #[cold]
    pub(crate) fn of_payload(event: EventKind, payload: &str, failure: Failure) -> Self {
        Self::at(payload, failure, Some(event))
    }

    fn at(text: &str, failure: Failure, event: Option<EventKind>) -> Self {
        match failure {
            Failure::NotJson { at } => Self::not_json(text, at),
            Failure::Fault { at, mut path, fault } => {
                // What comes behind was not read yet.
                if let Err(error) = crate::json_text(text.as_bytes()) {
                    return error;
                }
                path.reverse();
                Self::Field { event, path: path.join("."), offset: at, fault }
            }
        }
    }
}

/// What the keys of a body say of it.
#[derive(Default)]
struct Entries {
    /// The value of `event`, if the key is there, and if it is a string.
    name: Option<Option<String>>,
    /// Whether it has the key of a mail for an HTTP endpoint.
    is_mail: bool,
}

impl Entries {
    fn of(body: &str) -> reader::Result<Self> {
        let mut entries = Self::default();
        let mut reader = Reader::new(body);
        let mut before = b'{';
        while let Some(key) = reader.next_key(&mut before, "an object")? {
            entries.is_mail |= key == "rcpt_to";
            if key == "event" && entries.name.is_none() {
                let is_text = reader.peek_type() == Some(JsonType::String);
                entries.name =
                    Some(if is_text { Some(reader.text("")?.into_owned()) } else { None });
                if is_text {
                    continue;
                }
            }
            reader.skip()?;
        }
        Ok(entries)
    }
}
