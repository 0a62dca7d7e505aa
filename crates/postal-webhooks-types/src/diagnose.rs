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
        let Keys { has_event, event, is_mail } = Keys::of(body).unwrap_or_default();
        if !has_event && is_mail {
            return Self::InboundMail;
        }
        if !has_event {
            let reads = |event: &EventKind| Event::from_payload(*event, body.as_bytes()).is_ok();
            let events: Vec<_> = EventKind::ALL.iter().copied().filter(reads).collect();
            if !events.is_empty() {
                return Self::BarePayload { events };
            }
        }
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
struct Keys {
    has_event: bool,
    /// The event, if its name is known.
    event: Option<EventKind>,
    /// Whether there is a key that mails for an HTTP endpoint have.
    is_mail: bool,
}

impl Keys {
    fn of(body: &str) -> reader::Result<Self> {
        let mut keys = Self::default();
        let mut reader = Reader::new(body);
        let mut before = b'{';
        while let Some(key) = reader.next_key(&mut before, "an object")? {
            keys.is_mail |= key == "rcpt_to";
            let is_event = key == "event" && !keys.has_event;
            keys.has_event |= is_event;
            if is_event && reader.peek_type() == Some(JsonType::String) {
                keys.event = EventKind::from_name(&reader.text("a string")?);
            } else {
                reader.skip()?;
            }
        }
        Ok(keys)
    }
}
