//! The envelope, read a second time: from the description of the format and by `serde_json` alone.

use postal_webhooks_types::parse_error::JsonType;
use postal_webhooks_types::{
    DomainDnsError, Event, EventKind, MessageBounce, MessageLinkClick, MessageLoad, MessageStatus,
    SendLimit, Timestamp,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::json::Entries;

/// Why serde refuses a body or a payload: its words, or those of the reader where it reads no such
/// thing itself.
pub(super) struct Refusal<'a> {
    /// The key of the envelope, if it is the fault of its value.
    pub(super) key: Option<&'static str>,
    pub(super) words: String,
    /// The value or payload that it refuses.
    pub(super) value: &'a str,
}

/// An event by serde, or the raw payload of one that is unknown.
pub(super) enum Read<'a> {
    Known(Box<Event>),
    Unknown(String, &'a str),
}

type Parts<'a> = (Read<'a>, Timestamp, Uuid);

/// Reads an envelope; the first fault in the order of the text counts, but that of a payload which
/// comes before the name of the event counts last.
pub(super) fn envelope(text: &str) -> Result<Parts<'_>, Refusal<'_>> {
    let Some(entries) = Entries::of(text) else {
        return Err(Refusal { key: None, words: "no object".to_owned(), value: text });
    };
    let (mut name, mut timestamp, mut payload, mut uuid) = (None, None, None, None);
    let mut early = None;
    for (key, raw) in &entries.0 {
        let raw = raw.get();
        let refusal = |key, words: String| Refusal { key: Some(key), words, value: raw };
        let once = |key, is_there: bool| {
            if is_there { Err(refusal(key, format!("duplicate field `{key}`"))) } else { Ok(()) }
        };
        match key.as_str() {
            "event" => {
                once("event", name.is_some())?;
                let read = serde_json::from_str::<String>(raw);
                name = Some(read.map_err(|_| refusal("event", expected(NAME, raw)))?);
            }
            "timestamp" => {
                once("timestamp", timestamp.is_some())?;
                timestamp = Some(of_serde(raw).map_err(|words| refusal("timestamp", words))?);
            }
            "uuid" => {
                once("uuid", uuid.is_some())?;
                let read = serde_json::from_str::<String>(raw).ok().filter(|text| text.len() == 36);
                let read = read.and_then(|text| Uuid::try_parse(&text).ok());
                uuid = Some(read.ok_or_else(|| refusal("uuid", expected("a UUID", raw)))?);
            }
            "payload" => {
                once("payload", payload.is_some() || early.is_some())?;
                match &name {
                    None => early = Some(raw),
                    Some(name) => payload = Some(any_event(name, raw)?),
                }
            }
            _ => {}
        }
    }
    if let (Some(raw), Some(name)) = (early, &name) {
        payload = Some(any_event(name, raw)?);
    }
    let missing = |key| Refusal { key: None, words: format!("missing field `{key}`"), value: text };
    if name.is_none() {
        return Err(missing("event"));
    }
    let timestamp = timestamp.ok_or_else(|| missing("timestamp"))?;
    let payload = payload.ok_or_else(|| missing("payload"))?;
    Ok((payload, timestamp, uuid.ok_or_else(|| missing("uuid"))?))
}

const NAME: &str = "the name of an event as a string";

fn expected(what: &str, found: &str) -> String {
    let found = type_of(found).map_or_else(String::new, |found| found.to_string());
    format!("expected {what}, found {found}")
}

/// The type of a value by its first byte.
pub(super) fn type_of(text: &str) -> Option<JsonType> {
    Some(match text.as_bytes().first()? {
        b'n' => JsonType::Null,
        b't' | b'f' => JsonType::Boolean,
        b'-' | b'0'..=b'9' => JsonType::Number,
        b'"' => JsonType::String,
        b'[' => JsonType::Array,
        b'{' => JsonType::Object,
        _ => return None,
    })
}

fn any_event<'a>(name: &str, raw: &'a str) -> Result<Read<'a>, Refusal<'a>> {
    let refusal = |words| Refusal { key: Some("payload"), words, value: raw };
    if let Some(kind) = EventKind::ALL.iter().find(|kind| kind.as_str() == name) {
        return event(*kind, raw).map(|event| Read::Known(Box::new(event))).map_err(refusal);
    }
    if raw.starts_with('{') {
        return Ok(Read::Unknown(name.to_owned(), raw));
    }
    Err(refusal(expected("an object", raw)))
}

/// Reads a payload as the struct of its event, or gives the words of serde.
pub(super) fn event(kind: EventKind, text: &str) -> Result<Event, String> {
    match kind {
        EventKind::DomainDnsError => of_serde::<DomainDnsError>(text).map(Event::DomainDnsError),
        EventKind::MessageBounced => of_serde::<MessageBounce>(text).map(Event::MessageBounced),
        EventKind::MessageDelayed => of_serde::<MessageStatus>(text).map(Event::MessageDelayed),
        EventKind::MessageDeliveryFailed => {
            of_serde::<MessageStatus>(text).map(Event::MessageDeliveryFailed)
        }
        EventKind::MessageHeld => of_serde::<MessageStatus>(text).map(Event::MessageHeld),
        EventKind::MessageLinkClicked => {
            of_serde::<MessageLinkClick>(text).map(Event::MessageLinkClicked)
        }
        EventKind::MessageLoaded => of_serde::<MessageLoad>(text).map(Event::MessageLoaded),
        EventKind::MessageSent => of_serde::<MessageStatus>(text).map(Event::MessageSent),
        EventKind::SendLimitApproaching => {
            of_serde::<SendLimit>(text).map(Event::SendLimitApproaching)
        }
        EventKind::SendLimitExceeded => of_serde::<SendLimit>(text).map(Event::SendLimitExceeded),
        _ => unreachable!("a new event"),
    }
}

fn of_serde<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| {
        let words = error.to_string();
        words.split(" at line ").next().unwrap_or_default().to_owned()
    })
}
