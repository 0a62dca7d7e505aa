//! The envelope of every event, read in one pass.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;
use uuid::Uuid;

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
///     other => println!("{}", other.name()),
/// }
/// # Ok::<(), postal_webhooks_types::ParseError>(())
/// ```
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
    /// Parses the body of a request.
    ///
    /// This is plain parsing: it says nothing about who sent the body. Verify its signature first.
    ///
    /// # Errors
    ///
    /// A [`ParseError`] that names the event and the JSON path, and holds no value of the body.
    /// An event, a key or a value of an enumeration that this version does not know is no error.
    pub fn from_slice(body: &[u8]) -> Result<Self, ParseError> {
        // Checked once for the whole body: from here on, each string is known to be UTF-8.
        let text = std::str::from_utf8(body).map_err(|e| ParseError::not_utf8(&e))?;
        let mut envelope = Envelope::default();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        envelope
            .read::<_, &RawValue>(&mut deserializer)
            .and_then(|()| deserializer.end())
            .and_then(|()| envelope.into_webhook())
            .map_err(|e| ParseError::of_webhook(text, &e))
    }
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
        let text = std::str::from_utf8(payload).map_err(|e| ParseError::not_utf8(&e))?;
        Self::from_payload_str(kind, text).map_err(|e| ParseError::of_payload(kind, text, &e))
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

/// What one pass over an envelope has found.
#[derive(Default)]
struct Envelope {
    name: Option<EventName>,
    event: Option<Event>,
    timestamp: Option<Timestamp>,
    uuid: Option<Uuid>,
}

enum EventName {
    Known(EventKind),
    Unknown(String),
}

impl Envelope {
    /// Reads an envelope in place: an event is large, and each return would copy it.
    ///
    /// A payload that comes before its event is kept as an `R` until the end: `&RawValue` where
    /// the whole body is at hand, which costs nothing; `Box<RawValue>` where it may come from a
    /// reader.
    fn read<'de, D, R>(&mut self, deserializer: D) -> Result<(), D::Error>
    where
        D: Deserializer<'de>,
        R: Deserialize<'de> + Borrow<RawValue>,
    {
        const KEYS: &[&str] = &["event", "timestamp", "payload", "uuid"];
        let visitor = EnvelopeVisitor {
            envelope: self,
            early_payload: PhantomData::<R>,
        };
        deserializer.deserialize_struct("Webhook", KEYS, visitor)
    }

    #[inline]
    fn into_webhook<E: Error>(self) -> Result<Webhook, E> {
        let missing = if self.name.is_none() {
            "event"
        } else if self.timestamp.is_none() {
            "timestamp"
        } else if self.event.is_none() {
            "payload"
        } else {
            "uuid"
        };
        match self {
            Self {
                event: Some(event),
                timestamp: Some(timestamp),
                uuid: Some(uuid),
                ..
            } => Ok(Webhook {
                event,
                timestamp,
                uuid,
            }),
            _ => Err(E::missing_field(missing)),
        }
    }

    fn into_event<E: Error>(self) -> Result<Event, E> {
        let missing = if self.name.is_none() {
            "event"
        } else {
            "payload"
        };
        self.event.ok_or_else(|| E::missing_field(missing))
    }
}

struct EnvelopeVisitor<'a, R> {
    envelope: &'a mut Envelope,
    early_payload: PhantomData<R>,
}

impl<'de, R: Deserialize<'de> + Borrow<RawValue>> Visitor<'de> for EnvelopeVisitor<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the keys event, timestamp, payload and uuid")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let envelope = self.envelope;
        let mut early_payload: Option<R> = None;
        while let Some(key) = map.next_key()? {
            match key {
                Key::Event if envelope.name.is_some() => {
                    return Err(A::Error::duplicate_field("event"));
                }
                Key::Event => envelope.name = Some(map.next_value()?),
                Key::Timestamp if envelope.timestamp.is_some() => {
                    return Err(A::Error::duplicate_field("timestamp"));
                }
                Key::Timestamp => envelope.timestamp = Some(map.next_value()?),
                Key::Payload if envelope.event.is_some() || early_payload.is_some() => {
                    return Err(A::Error::duplicate_field("payload"));
                }
                Key::Payload => match &envelope.name {
                    Some(name) => {
                        let event = &mut envelope.event;
                        map.next_value_seed(PayloadOf { name, event })?;
                    }
                    None => early_payload = Some(map.next_value()?),
                },
                Key::Uuid if envelope.uuid.is_some() => {
                    return Err(A::Error::duplicate_field("uuid"));
                }
                Key::Uuid => envelope.uuid = Some(map.next_value()?),
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if let (Some(name), Some(raw)) = (&envelope.name, early_payload) {
            let mut deserializer = serde_json::Deserializer::from_str(raw.borrow().get());
            let event = &mut envelope.event;
            let payload = PayloadOf { name, event };
            payload
                .deserialize(&mut deserializer)
                .map_err(A::Error::custom)?;
        }
        Ok(())
    }
}

enum Key {
    Event,
    Timestamp,
    Payload,
    Uuid,
    Other,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, key: &str) -> Result<Key, E> {
                Ok(match key {
                    "event" => Key::Event,
                    "timestamp" => Key::Timestamp,
                    "payload" => Key::Payload,
                    "uuid" => Key::Uuid,
                    _ => Key::Other,
                })
            }
        }

        deserializer.deserialize_identifier(KeyVisitor)
    }
}

impl<'de> Deserialize<'de> for EventName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl Visitor<'_> for NameVisitor {
            type Value = EventName;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of an event as a string")
            }

            fn visit_str<E>(self, name: &str) -> Result<EventName, E> {
                Ok(EventKind::from_name(name)
                    .map_or_else(|| EventName::Unknown(name.to_owned()), EventName::Known))
            }
        }

        deserializer.deserialize_str(NameVisitor)
    }
}

/// Reads the payload that belongs to a name, in place.
struct PayloadOf<'a> {
    name: &'a EventName,
    event: &'a mut Option<Event>,
}

impl<'de> DeserializeSeed<'de> for PayloadOf<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.name {
            EventName::Known(kind) => Event::deserialize_payload(*kind, deserializer, self.event),
            EventName::Unknown(name) => {
                let payload = Box::deserialize(deserializer)?;
                let name = name.clone();
                *self.event = Some(Event::Unknown(UnknownEvent { name, payload }));
                Ok(())
            }
        }
    }
}
