//! [`Envelope`]: the four keys of every body, in whatever order they come.

use serde_json::value::RawValue;
use uuid::Uuid;

use crate::de::Read;
use crate::parse_error::JsonType;
use crate::reader::{Failure, Reader, Result};
use crate::{Event, EventKind, Timestamp, UnknownEvent};

/// What is due where a body is none.
pub(crate) const EXPECTED: &str = "an object with the keys event, timestamp, payload and uuid";

/// What was read of an envelope.
#[derive(Default)]
pub(crate) struct Envelope {
    /// Where its object begins.
    start: usize,
    name: Option<Name>,
    pub(crate) event: Option<Event>,
    pub(crate) timestamp: Option<Timestamp>,
    pub(crate) uuid: Option<Uuid>,
}

enum Name {
    Known(EventKind),
    Unknown(String),
}

impl Read<'_> for Name {
    const EXPECTED: &'static str = "the name of an event as a string";

    fn is_foreign_text(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    fn from_text(name: &str) -> Option<Self> {
        let known = EventKind::from_name(name).map(Self::Known);
        Some(known.unwrap_or_else(|| Self::Unknown(name.to_owned())))
    }
}

impl Envelope {
    /// Reads an envelope in place: an event is large, and each return would copy it.
    pub(crate) fn read(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        self.start = reader.at();
        let mut before = b'{';
        if reader.is_next(before, b"\"event\":") {
            before = b',';
            reader.value(&mut self.name, "event")?;
            if reader.is_next(before, b"\"timestamp\":") {
                reader.value(&mut self.timestamp, "timestamp")?;
                if reader.is_next(before, b"\"payload\":") {
                    self.payload(reader)?;
                    if reader.is_next(before, b"\"uuid\":") {
                        reader.value(&mut self.uuid, "uuid")?;
                        if reader.ends() {
                            return Ok(());
                        }
                    }
                }
            }
        }
        self.read_in_any_order(before, reader)
    }

    /// Reads on, whatever key comes next.
    #[cold]
    fn read_in_any_order(&mut self, mut before: u8, reader: &mut Reader<'_>) -> Result<()> {
        let mut early_payload = None;
        while let Some(key) = reader.next_key(&mut before, EXPECTED)? {
            match &*key {
                "event" => reader.value_once(&mut self.name, "event")?,
                "timestamp" => reader.value_once(&mut self.timestamp, "timestamp")?,
                "payload" if self.event.is_some() || early_payload.is_some() => {
                    return Err(reader.duplicate("payload"));
                }
                "payload" if self.name.is_none() => {
                    early_payload = Some(reader.at());
                    reader.skip()?;
                }
                "payload" => self.payload(reader)?,
                "uuid" => reader.value_once(&mut self.uuid, "uuid")?,
                _ => reader.ignore()?,
            }
        }
        if let Some(payload) = early_payload {
            let end = reader.at();
            reader.go_to(payload);
            self.payload(reader)?;
            reader.go_to(end);
        }
        Ok(())
    }

    /// Reads the payload that belongs to the name, if there is one.
    fn payload(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let read = match &self.name {
            Some(Name::Known(kind)) => Event::pull_payload(*kind, reader, &mut self.event),
            Some(Name::Unknown(name)) => {
                unknown_event(name, reader).map(|event| self.event = Some(event))
            }
            None => Ok(()),
        };
        read.map_err(|failure| failure.under("payload"))
    }

    /// The failure that the first of the four keys is missing which is not there.
    #[cold]
    #[allow(clippy::unnecessary_box_returns, reason = "a failure is always boxed")]
    pub(crate) fn missing(&self) -> Box<Failure> {
        let missing = if self.name.is_none() {
            "event"
        } else if self.timestamp.is_none() {
            "timestamp"
        } else if self.event.is_none() {
            "payload"
        } else {
            "uuid"
        };
        Failure::missing(self.start, missing)
    }
}

#[cold]
fn unknown_event(name: &str, reader: &mut Reader<'_>) -> Result<Event> {
    if reader.peek_type() != Some(JsonType::Object) {
        return Err(reader.refuse("an object"));
    }
    let start = reader.at();
    reader.skip()?;
    let payload = RawValue::from_string(reader.since(start).to_owned());
    // Both read the same grammar.
    let payload = payload.map_err(|_| reader.not_json())?;
    Ok(Event::Unknown(UnknownEvent { name: name.to_owned(), payload }))
}
