//! Reads an envelope in one pass, in whatever order its keys come.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::{Event, EventKind, Timestamp, UnknownEvent, Webhook};

/// What one pass over an envelope has found.
#[derive(Default)]
pub(crate) struct Envelope {
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
    pub(crate) fn read<'de, D, R>(&mut self, deserializer: D) -> Result<(), D::Error>
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
    pub(crate) fn into_webhook<E: Error>(self) -> Result<Webhook, E> {
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

    pub(crate) fn into_event<E: Error>(self) -> Result<Event, E> {
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
