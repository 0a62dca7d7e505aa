//! [`Webhook`]: one request, an event in its envelope, read and written.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::envelope::Envelope;
use crate::reader::Reader;
use crate::text::BodyText;
use crate::{Event, EventKind, ParseError, Timestamp};

/// One webhook request of Postal: an event in its envelope.
///
/// ```
/// use postal_webhooks_types::{Event, Webhook};
///
/// let body = br#"{"event":"SendLimitExceeded","timestamp":1477945177.12994,"payload":{"server":
///     {"uuid":"54529725-8807-4069-ab29-a3746c1bbd98","name":"Shop","permalink":"shop",
///     "organization":null},"volume":1001,"limit":1000},
///     "uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}"#;
///
/// let webhook = Webhook::from_slice(body)?;
/// match webhook.event {
///     Event::SendLimitExceeded(limit) => assert_eq!(limit.volume, 1001),
///     other => println!("{:?}", other.name()),
/// }
/// # Ok::<(), postal_webhooks_types::ParseError>(())
/// ```
///
/// Its `Deserialize` reads the same bodies, and its errors have the words of a [`ParseError`]. From
/// another format than the text of `serde_json`, it reads what `serde_json::Value` can hold of it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Webhook {
    /// What happened.
    pub event: Event,
    /// When Postal queued the event; the same on every retry.
    pub timestamp: Timestamp,
    /// Identifies the event for one registered URL; the same on every retry.
    ///
    /// It is the key for dropping duplicates. Two webhooks of one mail server give two.
    pub uuid: Uuid,
}

impl Webhook {
    /// A webhook of these parts, for tests and for programs that send.
    #[must_use]
    pub const fn new(event: Event, timestamp: Timestamp, uuid: Uuid) -> Self {
        Self { event, timestamp, uuid }
    }

    /// Parses the body of a request.
    ///
    /// This is plain parsing: it says nothing about who sent the body. Verify its signature first.
    ///
    /// # Errors
    ///
    /// A [`ParseError`] that names the event and the JSON path, and holds no value of the body.
    /// An event, a key or a value of an enumeration that this version does not know is no error.
    pub fn from_slice(body: &[u8]) -> Result<Self, ParseError> {
        let text = utf8(body)?;
        let mut reader = Reader::new(text);
        let mut envelope = Envelope::default();
        let failure = match envelope.read(&mut reader).and_then(|()| reader.end()) {
            Err(failure) => failure,
            Ok(()) => match envelope {
                Envelope {
                    event: Some(event),
                    timestamp: Some(timestamp),
                    uuid: Some(uuid),
                    ..
                } => return Ok(Self { event, timestamp, uuid }),
                envelope => envelope.missing(),
            },
        };
        Err(ParseError::of_webhook(text, *failure))
    }

    /// Whether the strict published schema accepts the body; the tolerant one accepts what is read.
    #[doc(hidden)]
    #[must_use]
    pub fn is_strict(body: &[u8]) -> bool {
        let Ok(text) = utf8(body) else { return false };
        let mut reader = Reader::new(text);
        let mut envelope = Envelope::default();
        let read = envelope.read(&mut reader).and_then(|()| reader.end());
        read.is_ok()
            && !reader.is_foreign()
            && envelope.event.is_some_and(|event| event.is_narrow())
            && envelope.timestamp.is_some()
            && envelope.uuid.is_some()
    }
}

/// Checks once for the whole body that each string in it is UTF-8.
fn utf8(body: &[u8]) -> Result<&str, ParseError> {
    std::str::from_utf8(body).map_err(|e| ParseError::not_utf8(&e))
}

impl Serialize for Webhook {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut envelope = serializer.serialize_struct("Webhook", 4)?;
        envelope.serialize_field("event", self.event.name())?;
        envelope.serialize_field("timestamp", &self.timestamp)?;
        envelope.serialize_field("payload", &Payload(&self.event))?;
        envelope.serialize_field("uuid", &self.uuid)?;
        envelope.end()
    }
}

impl<'de> Deserialize<'de> for Webhook {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let BodyText(text) = BodyText::of(deserializer)?;
        Self::from_slice(text.as_bytes()).map_err(D::Error::custom)
    }
}

impl Event {
    /// Parses a bare payload, as Postal's documentation shows them, without its envelope.
    ///
    /// # Errors
    ///
    /// A [`ParseError`] that names the JSON path inside the payload and holds no value of it.
    pub fn from_payload(kind: EventKind, payload: &[u8]) -> Result<Self, ParseError> {
        let text = utf8(payload)?;
        let mut reader = Reader::new(text);
        let mut event = None;
        let read = Self::pull_payload(kind, &mut reader, &mut event).and_then(|()| reader.end());
        let event = read.and_then(|()| event.ok_or_else(|| reader.not_json()));
        event.map_err(|failure| ParseError::of_payload(kind, text, *failure))
    }

    /// The event's name on the wire: `MessageSent`, or that of an unknown event.
    pub fn name(&self) -> &str {
        match self {
            Self::Unknown(unknown) => &unknown.name,
            known => known.kind().map_or("", EventKind::as_str),
        }
    }
}

/// An event with its name: `{"event": …, "payload": …}`, the envelope without time and uuid.
impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut envelope = serializer.serialize_struct("Event", 2)?;
        envelope.serialize_field("event", self.name())?;
        envelope.serialize_field("payload", &Payload(self))?;
        envelope.end()
    }
}

/// Reads `{"event": …, "payload": …}`; the other keys of a whole envelope may be absent.
impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let BodyText(text) = BodyText::of(deserializer)?;
        let mut reader = Reader::new(&text);
        let mut envelope = Envelope::default();
        let read = envelope.read(&mut reader).and_then(|()| reader.end());
        let event = read.and_then(|()| envelope.event.take().ok_or_else(|| envelope.missing()));
        event.map_err(|failure| D::Error::custom(ParseError::of_webhook(&text, *failure)))
    }
}

/// An event that this version does not know: a fork of Postal has some of its own, and a later
/// version of Postal may.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// The event's name on the wire.
    pub name: String,
    /// The payload as it was sent.
    pub payload: Box<RawValue>,
}

impl PartialEq for UnknownEvent {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.payload.get() == other.payload.get()
    }
}

/// The payload of an event alone, for writing.
struct Payload<'a>(&'a Event);

impl Serialize for Payload<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_payload(serializer)
    }
}
