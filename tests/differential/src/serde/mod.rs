//! What the reader reads against what serde reads of the same types.

mod envelope;
mod not_json;
mod same;

use postal_webhooks_types::parse_error::Fault;
use postal_webhooks_types::{Event, EventKind, ParseError, Webhook};

use self::envelope::{Read, envelope, event};
use self::not_json::{Json, json};
pub(crate) use self::same::is_infinite;
use self::same::{resolve, same_error, same_event, same_fault, same_text};

/// What reading ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A known event.
    Read,
    /// An event of another name.
    ReadUnknown,
    /// A key is missing.
    Missing,
    /// A key stands twice.
    Duplicate,
    /// A number is too large.
    TooLarge,
    /// A value is not of its type.
    Expected,
    /// A body that is no object.
    NotAnObject,
    /// A payload without its envelope.
    BarePayload,
    /// A mail for an HTTP endpoint.
    InboundMail,
    /// No JSON.
    NotJson,
    /// No UTF-8.
    NotUtf8,
}

impl Outcome {
    fn of(error: &ParseError) -> Self {
        match error {
            ParseError::NotUtf8 { .. } => Self::NotUtf8,
            ParseError::NotJson { .. } => Self::NotJson,
            ParseError::NotAnObject { .. } => Self::NotAnObject,
            ParseError::BarePayload { .. } => Self::BarePayload,
            ParseError::InboundMail => Self::InboundMail,
            ParseError::Field { fault, .. } if is_too_large(fault) => Self::TooLarge,
            ParseError::Field { fault, .. } => match fault {
                Fault::Missing => Self::Missing,
                Fault::Duplicate => Self::Duplicate,
                _ => Self::Expected,
            },
            _ => unreachable!("a new reason"),
        }
    }
}

fn is_too_large(fault: &Fault) -> bool {
    matches!(fault, Fault::Expected { expected, .. } if expected == "a number that fits 64 bits")
}

/// Compares how a body is read.
///
/// # Errors
///
/// The difference, in words.
pub fn compare_webhook(body: &[u8]) -> Result<Outcome, String> {
    let read = Webhook::from_slice(body);
    let by_serde_json = serde_json::from_slice::<Webhook>(body);
    match (&read, by_serde_json) {
        (Ok(read), Ok(by_serde_json)) => same_text(read, &by_serde_json)?,
        (Err(_), Err(_)) => {}
        (read, by_serde_json) => {
            return Err(format!("{read:?}, but Deserialize {by_serde_json:?}"));
        }
    }
    let text = match json(body, read.as_ref().err())? {
        Json::Text(text) => text,
        Json::None(outcome) => return Ok(outcome),
    };
    let expected = envelope(&text);
    match (&read, expected) {
        (Ok(read), Ok((event, timestamp, uuid))) => {
            if read.timestamp != timestamp || read.uuid != uuid {
                return Err(format!("{read:?}, but serde {timestamp:?} {uuid}"));
            }
            same_event(&read.event, &event, body, &text)
        }
        (Err(error), Err(refusal)) => {
            same_error(error, &refusal, &text)?;
            Ok(Outcome::of(error))
        }
        (Ok(read), Err(refusal)) => {
            Err(format!("{read:?}, but serde {:?} {}", refusal.key, refusal.words))
        }
        (Err(error), Ok(_)) => Err(format!("{error:?}, but serde reads it")),
    }
}

/// Compares how a bare payload is read.
///
/// # Errors
///
/// The difference, in words.
pub fn compare_payload(kind: EventKind, payload: &[u8]) -> Result<Outcome, String> {
    let read = Event::from_payload(kind, payload);
    let text = match json(payload, read.as_ref().err())? {
        Json::Text(text) => text,
        Json::None(outcome) => return Ok(outcome),
    };
    match (&read, event(kind, &text)) {
        (Ok(read), Ok(event)) => same_event(read, &Read::Known(Box::new(event)), payload, &text),
        (Err(ParseError::Field { event: Some(named), path, offset, fault, .. }), Err(words))
            if *named == kind =>
        {
            same_fault(fault, path, &words, &text[*offset..])?;
            if resolve(&text, path, fault) != Some(*offset) {
                return Err(format!("{path} does not begin at {offset}"));
            }
            Ok(read.as_ref().err().map_or(Outcome::Read, Outcome::of))
        }
        (read, by_serde) => Err(format!("{read:?}, but serde {by_serde:?}")),
    }
}
