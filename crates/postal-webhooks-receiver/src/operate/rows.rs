//! What operators see of a store. As JSON, times are RFC 3339.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use postal_webhooks::{SIGNATURE, SIGNATURE_256, SIGNATURE_KID};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::time;
use crate::event::{Class, StoredEvent};
use crate::store::inspect::Quarantined;

/// An event without its body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EventHead {
    /// Its place in the order of storing.
    pub seq: i64,
    /// Name of its source.
    pub source: String,
    /// The `uuid` of its envelope.
    pub uuid: String,
    /// Name of the event; empty if it has none.
    pub event: String,
    /// What its body is to this version.
    #[serde(serialize_with = "word")]
    pub class: Class,
    /// The `timestamp` of its envelope, in microseconds since 1970.
    #[serde(serialize_with = "time::write_option")]
    pub signed_at: Option<i64>,
    /// When it was received, in microseconds since 1970.
    #[serde(serialize_with = "time::write")]
    pub received_at: i64,
    /// Id of the key that signed it.
    pub kid: String,
    /// Length of its body.
    pub bytes: u64,
}

impl From<&StoredEvent> for EventHead {
    fn from(event: &StoredEvent) -> Self {
        Self {
            seq: event.seq,
            source: event.source.to_string(),
            uuid: event.uuid.clone(),
            event: event.event.clone(),
            class: event.class,
            signed_at: event.signed_at,
            received_at: event.received_at,
            kid: event.kid.clone(),
            bytes: event.body.len() as u64,
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn word<S: Serializer>(class: &Class, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(class.as_str())
}

/// A body in quarantine, without the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuarantineHead {
    /// Name of its source.
    pub source: String,
    /// SHA-256 of the body, as 64 hexadecimal digits: its name in the quarantine.
    pub digest: String,
    /// Why it is there.
    pub reason: String,
    /// When it first came, in microseconds since 1970.
    #[serde(serialize_with = "time::write")]
    pub received_at: i64,
    /// How often it came.
    pub times: i64,
    /// Id of the key that signed it.
    pub kid: String,
    /// Length of the body.
    pub bytes: u64,
}

/// An event that a sink gave up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DeadLetter {
    /// Name of the sink.
    pub sink: String,
    /// Place of the event in the order of storing.
    pub seq: i64,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was given up, in microseconds since 1970.
    #[serde(serialize_with = "time::write")]
    pub dead_at: i64,
    /// What the last attempt came to.
    pub error: String,
    /// Name of the source of the event.
    pub source: String,
    /// The `uuid` of the event.
    pub uuid: String,
    /// Name of the event.
    pub event: String,
}

/// How a sink stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SinkInfo {
    /// Its name.
    pub name: String,
    /// All events up to this one are delivered, parked or dead.
    pub cursor: i64,
    /// Events that are stored and that it has not come to.
    pub lag: i64,
    /// When the oldest event was received that it has not come to, in microseconds since 1970.
    #[serde(serialize_with = "time::write_option", deserialize_with = "time::read_option")]
    pub oldest_undelivered: Option<i64>,
    /// Events that failed and are tried again.
    pub parked: i64,
    /// Events that were given up.
    pub dead: i64,
    /// Whether an operator has paused it.
    pub paused: bool,
    /// `up`, `down`, `full`, `paused`, or `standby` where another receiver delivers; not known where
    /// it does not run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// What keeps it down, or what went wrong last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Whether it is configured; not known where no receiver runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configured: Option<bool>,
    /// Replays that are not done.
    pub replays: usize,
}

/// What pruning takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Removable {
    /// Events.
    pub events: u64,
    /// Uuids of events that are no longer there.
    pub uuids: u64,
    /// Bodies in quarantine.
    pub quarantined: u64,
}

/// An event or a body in quarantine, whole: as JSON its body is text, or base64 if it is none, and
/// the signature headers are as Postal sent them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Whole {
    head: Value,
    kid: String,
    signature: bytes::Bytes,
    signature_sha1: bytes::Bytes,
    body: bytes::Bytes,
}

impl Whole {
    /// The body, to the byte as it was signed.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What is known besides headers and body, as names and texts.
    pub fn head(&self) -> impl Iterator<Item = (&str, String)> {
        let object = self.head.as_object().into_iter().flatten();
        object.map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.as_str(), text)
        })
    }

    /// The signature headers, as Postal sends them.
    pub fn headers(&self) -> impl Iterator<Item = (&str, String)> {
        let signatures = [(SIGNATURE, &self.signature_sha1), (SIGNATURE_256, &self.signature)]
            .into_iter()
            .filter(|(_, bytes)| !bytes.is_empty())
            .map(|(name, bytes)| (name, BASE64_STANDARD.encode(bytes)));
        signatures.chain([(SIGNATURE_KID, self.kid.clone())])
    }
}

impl Serialize for Whole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = match &self.head {
            Value::Object(head) => head.clone(),
            _ => Map::new(),
        };
        let headers = self.headers().map(|(name, value)| (name.to_owned(), value.into()));
        object.insert("headers".to_owned(), Value::Object(headers.collect()));
        let (name, body) = match std::str::from_utf8(&self.body) {
            Ok(text) => ("body", text.to_owned()),
            Err(_) => ("body_base64", BASE64_STANDARD.encode(&self.body)),
        };
        object.insert(name.to_owned(), body.into());
        object.serialize(serializer)
    }
}

impl From<StoredEvent> for Whole {
    fn from(event: StoredEvent) -> Self {
        Self {
            head: json!(EventHead::from(&event)),
            kid: event.kid,
            signature: event.signature,
            signature_sha1: event.signature_sha1,
            body: event.body,
        }
    }
}

impl From<Quarantined> for Whole {
    fn from(Quarantined { reason, times, incoming }: Quarantined) -> Self {
        let head = QuarantineHead {
            source: incoming.source.to_string(),
            digest: super::hex(&incoming.digest),
            reason: reason.as_str().to_owned(),
            received_at: incoming.received_at,
            times,
            kid: incoming.kid.clone(),
            bytes: incoming.body.len() as u64,
        };
        Self {
            head: json!(head),
            kid: incoming.kid,
            signature: incoming.signature,
            signature_sha1: incoming.signature_sha1,
            body: incoming.body,
        }
    }
}

/// Names, as the receiver has them.
pub(crate) type Names = Vec<Arc<str>>;
