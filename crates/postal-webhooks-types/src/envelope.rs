//! Reader of an envelope: one pass, in whatever order its keys come.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::de::{self, Named, Read, Unknown, read_once, refuse_array, unexpected};
use crate::parse_error::JsonType;
use crate::{Event, EventKind, Timestamp, UnknownEvent, Webhook};

const EXPECTED: &str = "an object with the keys event, timestamp, payload and uuid";

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
        let visitor = EnvelopeVisitor { envelope: self, early_payload: PhantomData::<R> };
        deserializer.deserialize_any(visitor)
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
            Self { event: Some(event), timestamp: Some(timestamp), uuid: Some(uuid), .. } => {
                Ok(Webhook { event, timestamp, uuid })
            }
            _ => Err(E::missing_field(missing)),
        }
    }

    pub(crate) fn into_event<E: Error>(self) -> Result<Event, E> {
        let missing = if self.name.is_none() { "event" } else { "payload" };
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
        f.write_str(EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let envelope = self.envelope;
        let mut early_payload: Option<R> = None;
        while let Some(key) = map.next_key_seed(Named::new())? {
            match key {
                Key::Event => read_once(&mut envelope.name, "event", &mut map)?,
                Key::Timestamp => read_once(&mut envelope.timestamp, "timestamp", &mut map)?,
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
                Key::Uuid => read_once(&mut envelope.uuid, "uuid", &mut map)?,
                Key::Unknown(key) => {
                    if key.ignore(&mut map)?.is_some() {
                        return Err(unexpected(EXPECTED, JsonType::Number));
                    }
                }
            }
        }
        if let (Some(name), Some(raw)) = (&envelope.name, early_payload) {
            let mut deserializer = serde_json::Deserializer::from_str(raw.borrow().get());
            let event = &mut envelope.event;
            let payload = PayloadOf { name, event };
            payload.deserialize(&mut deserializer).map_err(A::Error::custom)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        refuse_array(array, EXPECTED)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Err(unexpected(EXPECTED, JsonType::Null))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Err(unexpected(EXPECTED, JsonType::Boolean))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(unexpected(EXPECTED, JsonType::String))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Err(unexpected(EXPECTED, JsonType::Number))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Err(unexpected(EXPECTED, JsonType::Number))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(unexpected(EXPECTED, JsonType::Number))
    }
}

enum Key {
    Event,
    Timestamp,
    Payload,
    Uuid,
    Unknown(Unknown),
}

impl de::Key for Key {
    fn named(name: &str) -> Self {
        match name {
            "event" => Self::Event,
            "timestamp" => Self::Timestamp,
            "payload" => Self::Payload,
            "uuid" => Self::Uuid,
            other => Self::Unknown(de::Key::named(other)),
        }
    }
}

impl Read<'_> for EventName {
    const EXPECTED: &'static str = "the name of an event as a string";

    fn from_text(name: &str) -> Option<Self> {
        let known = EventKind::from_name(name).map(Self::Known);
        Some(known.unwrap_or_else(|| Self::Unknown(name.to_owned())))
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
                let payload: Box<RawValue> = Deserialize::deserialize(deserializer)?;
                let found = JsonType::of(payload.get());
                if found != JsonType::Object {
                    return Err(unexpected("an object", found));
                }
                let name = name.clone();
                *self.event = Some(Event::Unknown(UnknownEvent { name, payload }));
                Ok(())
            }
        }
    }
}
