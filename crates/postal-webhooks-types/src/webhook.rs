//! [`Webhook`]: one request, an event in its envelope, read and written.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::envelope::Envelope;
use crate::text::json_text;
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
/// Its `Deserialize` reads the same bodies, but for those with lone surrogates. Its errors show no
/// value of the body either, but they are those of the deserializer: without the event and the path
/// that a [`ParseError`] has.
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
        read(body, Self::from_text, ParseError::of_webhook)
    }

    fn from_text(text: &str) -> serde_json::Result<Self> {
        let mut envelope = Envelope::default();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        envelope.read::<_, &RawValue>(&mut deserializer)?;
        deserializer.end()?;
        envelope.into_webhook()
    }
}

/// Reads bytes as text, and finds out why where that fails.
#[inline]
fn read<T>(
    bytes: &[u8],
    from_text: impl Fn(&str) -> serde_json::Result<T>,
    diagnose: impl FnOnce(&str, &serde_json::Error) -> ParseError,
) -> Result<T, ParseError> {
    // Checked once for the whole body: from here on, each string is known to be UTF-8.
    let text = std::str::from_utf8(bytes).map_err(|e| ParseError::not_utf8(&e))?;
    from_text(text).or_else(|error| match json_text(bytes)? {
        Cow::Borrowed(text) => Err(diagnose(text, &error)),
        // It was not read for its lone surrogates.
        Cow::Owned(text) => from_text(&text).map_err(|error| diagnose(&text, &error)),
    })
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
        let mut envelope = Envelope::default();
        envelope.read::<_, Box<RawValue>>(deserializer)?;
        envelope.into_webhook()
    }
}

impl Event {
    /// Parses a bare payload, as Postal's documentation shows them, without its envelope.
    ///
    /// # Errors
    ///
    /// A [`ParseError`] that names the JSON path inside the payload and holds no value of it.
    pub fn from_payload(kind: EventKind, payload: &[u8]) -> Result<Self, ParseError> {
        let from_text = |text: &str| Self::from_payload_str(kind, text);
        read(payload, from_text, |text, error| ParseError::of_payload(kind, text, error))
    }

    pub(crate) fn from_payload_str(kind: EventKind, text: &str) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let mut event = None;
        Self::deserialize_payload(kind, &mut deserializer, &mut event)?;
        deserializer.end()?;
        event.ok_or_else(|| serde_json::Error::missing_field("payload"))
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

/// Reads `{"event": …, "payload": …}`; the other keys of a whole envelope are passed over.
impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut envelope = Envelope::default();
        envelope.read::<_, Box<RawValue>>(deserializer)?;
        envelope.into_event()
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
