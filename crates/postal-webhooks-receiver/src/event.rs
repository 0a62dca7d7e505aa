//! [`StoredEvent`]: an event as the store has it.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use postal_webhooks::{ParseError, Webhook};

/// An event that is in the store.
///
/// Its body is the bytes that Postal signed, so it can be verified again at any time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredEvent {
    /// Its place in the order of storing. It never changes, and is never given twice.
    pub seq: i64,
    /// Name of the [`Source`](crate::Source) that it came by.
    pub source: Arc<str>,
    /// The `uuid` of its envelope: the same on each retry, so the key for dropping duplicates.
    pub uuid: String,
    /// Name of the event, `MessageSent`; empty if the body has none.
    pub event: String,
    /// What its body is to this version.
    pub class: Class,
    /// The `timestamp` of its envelope, in microseconds since 1970, if it has one.
    pub signed_at: Option<i64>,
    /// When it was received, in microseconds since 1970.
    pub received_at: i64,
    /// Id of the key that signed it, as 64 hexadecimal digits.
    pub kid: String,
    /// The signature with SHA-256, as bytes; empty if there was none.
    pub signature: Bytes,
    /// The signature with SHA-1, as bytes; empty if there was none.
    pub signature_sha1: Bytes,
    /// The body, to the byte as it was signed.
    pub body: Bytes,
}

impl StoredEvent {
    /// Reads the body as a webhook.
    ///
    /// # Errors
    ///
    /// The body is not what Postal sends: its [`class`](Self::class) is [`Class::Invalid`].
    pub fn parse(&self) -> Result<Webhook, ParseError> {
        Webhook::from_slice(&self.body)
    }

    /// When it was received.
    #[must_use]
    pub fn received(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
            + Duration::from_micros(u64::try_from(self.received_at).unwrap_or_default())
    }
}

/// What the body of an event is to this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// An event of Postal's, as the types have it.
    Known,
    /// An event of another name, which a later Postal or a fork sends.
    Unknown,
    /// A JSON object with a `uuid` that does not parse as its event.
    Invalid,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Known, Self::Unknown, Self::Invalid];

    /// The class in one word, for metrics and the store: it never changes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Unknown => "unknown",
            Self::Invalid => "invalid",
        }
    }

    /// The class of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == word)
    }
}

/// What became of a request whose signature is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Accepted {
    /// It is stored, and will be delivered.
    Stored {
        /// Its place in the order of storing.
        seq: i64,
    },
    /// The same bytes were stored before, by a request with the same `uuid`.
    Duplicate,
    /// Other bytes were stored before with the same `uuid`. These are in quarantine.
    Conflict,
    /// It is in quarantine, since no retry can make an event of it.
    Quarantined(Reason),
}

impl Accepted {
    /// The line to answer with.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stored { .. } => "stored",
            Self::Duplicate => "duplicate",
            Self::Conflict => "conflict",
            Self::Quarantined(_) => "quarantined",
        }
    }
}

/// Why a body is in quarantine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// It is not JSON, or not an object.
    NotJson,
    /// It has no `uuid` of 1 to 128 characters.
    NoUuid,
    /// It is older than the uuids that are kept, so nobody can tell whether it was stored before.
    Late,
    /// Other bytes were stored with the same `uuid`.
    Conflict,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::NotJson, Self::NoUuid, Self::Late, Self::Conflict];

    /// The reason in one word, for metrics and the store: it never changes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotJson => "not-json",
            Self::NoUuid => "no-uuid",
            Self::Late => "late",
            Self::Conflict => "conflict",
        }
    }

    /// The reason of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}
