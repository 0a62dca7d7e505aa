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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Webhook;

    fn error(body: &str) -> ParseError {
        Webhook::from_slice(body.as_bytes()).expect_err(body)
    }

    /// It is that of the first byte that no JSON has there; at the end of the text, of its last byte.
    #[test]
    fn the_place_where_json_ends() {
        for (body, place) in [
            ("", (1, 0)),
            ("  ", (1, 2)),
            ("{", (1, 1)),
            ("{\n", (2, 0)),
            ("{\n ", (2, 1)),
            ("x", (1, 1)),
            ("\u{feff}{}", (1, 1)),
            ("{} x", (1, 4)),
            ("{}{}", (1, 3)),
            // Behind a fault of a key.
            ("{\"event\":5,\"a\":nul}", (1, 19)),
            ("{\"event\":\"X\",\"payload\":[1,]}", (1, 27)),
            // Objects.
            ("{,}", (1, 2)),
            ("{1:1}", (1, 2)),
            ("{a:1}", (1, 2)),
            ("{\"a\"}", (1, 5)),
            ("{\"a\" 1}", (1, 6)),
            ("{\"a\":}", (1, 6)),
            ("{\"a\":1,}", (1, 8)),
            ("{\"a\":1 \"b\":1}", (1, 8)),
            ("{\"a\":1]", (1, 7)),
            ("{\"a\":1;", (1, 7)),
            ("{\n\"a\":1,\n\"b\" 1}", (3, 5)),
            ("{\"é\":é}", (1, 7)),
            // Arrays.
            ("{\"a\":[,1]}", (1, 7)),
            ("{\"a\":[1,]}", (1, 9)),
            ("{\"a\":[1 2]}", (1, 9)),
            ("{\"a\":[1}", (1, 8)),
            ("{\"a\":[", (1, 6)),
            // Literals.
            ("{\"a\":nul}", (1, 9)),
            ("{\"a\":nulll}", (1, 10)),
            ("{\"a\":tru", (1, 8)),
            ("{\"a\":False}", (1, 6)),
            ("{\"a\":fa1se}", (1, 8)),
            // Numbers.
            ("{\"a\":01}", (1, 7)),
            ("{\"a\":-}", (1, 7)),
            ("{\"a\":--1}", (1, 7)),
            ("{\"a\":-a}", (1, 7)),
            ("{\"a\":+1}", (1, 6)),
            ("{\"a\":.5}", (1, 6)),
            ("{\"a\":1.}", (1, 8)),
            ("{\"a\":1.e3}", (1, 8)),
            ("{\"a\":1e}", (1, 8)),
            ("{\"a\":1e+}", (1, 9)),
            ("{\"a\":1e+-1}", (1, 9)),
            ("{\"a\":1.5.5}", (1, 9)),
            ("{\"a\":0x10}", (1, 7)),
            ("{\"a\":NaN}", (1, 6)),
            ("{\"a\":1", (1, 6)),
            // Strings.
            ("{\"a", (1, 3)),
            ("{\"a\":\"", (1, 6)),
            ("{\"a\":\"\\", (1, 7)),
            ("{\"a\":\"\\x\"}", (1, 8)),
            ("{\"a\":\"\\u", (1, 8)),
            ("{\"a\":\"\\u00g0\"}", (1, 11)),
            ("{\"a\":\"\\u12\"}", (1, 11)),
            ("{\"a\":\"\\u12é\"}", (1, 11)),
            ("{\"a\":\"\\ud83d\\ude0\"}", (1, 18)),
            ("{\"a\":\"\\ud83d\\x\"}", (1, 14)),
            ("{\"a\":\"b\tc\"}", (1, 8)),
            // A line that ends in a string is the end of that line.
            ("{\"a\":\"b\nc\"}", (2, 0)),
            ("{\"a\nb\":1}", (2, 0)),
            ("{\"a\":'b'}", (1, 6)),
        ] {
            let (line, column) = place;
            assert_eq!(error(body), ParseError::NotJson { line, column }, "{body}");
            // What is only looked through ends at the same place.
            let unknown = crate::json_text(body.as_bytes());
            assert_eq!(unknown, Err(ParseError::NotJson { line, column }), "{body}");
        }
    }
}
