//! [`Action`]: a change that an operator asks for.

use serde::{Deserialize, Serialize};

use super::{Removable, time};
use crate::store::StoreError;

/// A change that an operator asks for. As JSON it is an object with one key, the word of the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Action {
    /// Offers nothing more to a sink.
    Pause {
        /// Name of the sink.
        sink: String,
    },
    /// Goes on with a sink.
    Resume {
        /// Name of the sink.
        sink: String,
    },
    /// Offers events to a sink once more that it has come past.
    Replay {
        /// Name of the sink.
        sink: String,
        /// Which events.
        select: Selection,
    },
    /// Tries dead letters of a sink again.
    Retry {
        /// Name of the sink.
        sink: String,
        /// One event; all without it.
        #[serde(default)]
        seq: Option<i64>,
    },
    /// Forgets dead letters of a sink. The events stay in the store for as long as others.
    Drop {
        /// Name of the sink.
        sink: String,
        /// One event; all without it.
        #[serde(default)]
        seq: Option<i64>,
    },
    /// Makes an event of a body in quarantine. It counts as received now, so it is kept for as long as
    /// others. Of two bodies with the same `uuid`, the first stays.
    Release {
        /// The first 8 digits or more of its digest.
        digest: String,
    },
    /// Deletes now what is old enough.
    Prune {
        /// Seconds that events are kept, instead of what is configured; at least an hour.
        #[serde(default)]
        keep_events: Option<u64>,
    },
}

/// Which events are meant: those that fulfil all that is given, and something has to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Selection {
    /// The first sequence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// The last sequence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
    /// The first time of receiving, in microseconds since 1970; RFC 3339 in JSON.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "time::write_option",
        deserialize_with = "time::read_option"
    )]
    pub since: Option<i64>,
    /// Names of sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Names of events.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// Uuids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uuids: Vec<String>,
}

/// What an action did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// How many events, dead letters, bodies or sinks it touches.
    pub count: u64,
    /// Whether it only looked.
    pub dry_run: bool,
    /// Sequence of the event that was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// What pruning takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removable: Option<Removable>,
}

/// Why an action was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ActionError {
    /// There is no such sink.
    #[error("there is no sink of this name; `sinks` lists them")]
    NoSink,
    /// The sink is in the store alone.
    #[error("the sink is no longer configured, so nothing would take the events")]
    NotConfigured,
    /// The sink has no such dead letter.
    #[error("the sink has no such dead letter; `dlq list` lists them")]
    NotDead,
    /// Nothing in quarantine has this digest.
    #[error("nothing in quarantine has this digest; `quarantine list` lists them")]
    NotInQuarantine,
    /// Two bodies in quarantine have digests that begin so, or the digest is no digest.
    #[error("give 8 to 64 hexadecimal digits of a digest, so many that they fit one alone")]
    UnclearDigest,
    /// No event can be made of the body.
    #[error("cannot be released: {0}")]
    NotReleasable(&'static str),
    /// Nothing is selected.
    #[error("say which events: from, until, since, events, sources or uuids")]
    NothingSelected,
    /// Nothing may be deleted for now.
    #[error("the clock was set while the receiver ran, so nothing is deleted until it is right")]
    ClockSuspect,
    /// An event would be kept for less than an hour.
    #[error("events are kept for an hour at least")]
    TooShort,
    /// The store is open for reading alone.
    #[error("the store is open for reading alone")]
    ReadOnly,
    /// The store failed.
    #[error("the store did not do it: {0}")]
    Store(Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for ActionError {
    fn from(error: StoreError) -> Self {
        Self::Store(Box::new(error))
    }
}
