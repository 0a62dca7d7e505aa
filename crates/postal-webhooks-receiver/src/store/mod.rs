//! Contract of the store: what every engine keeps, and in which order it shows it.
//!
//! A [`Writer`] applies jobs in batches; any number of [`Reader`]s see what is committed. The promise
//! that sinks stand on: *what is visible with sequence n has everything below n*.

pub(crate) mod index;
pub(crate) mod inspect;
mod open;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
mod queue;
pub(crate) mod sqlite;
#[cfg(test)]
pub(crate) mod tests;
mod writer;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

pub use self::open::Store;
pub(crate) use self::open::{Opened, Readers, View, WriterThread};
pub(crate) use self::queue::Queue;
use crate::event::{Accepted, Class, Reason, StoredEvent};

/// Future of a read.
pub(crate) type Reading<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// The one that writes. An error is that of the whole batch: parts of it may be written.
pub(crate) trait Writer: Send + 'static {
    /// Applies jobs, events in their order, and says what became of each once all are durable.
    fn apply(&mut self, jobs: &[Job])
    -> impl Future<Output = Result<Vec<Done>, StoreError>> + Send;

    /// Opens the store anew after an error whose outcome nobody knows, [`Fault::Unknown`].
    fn reopen(&mut self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Tidies up at the end. Nothing depends on it.
    fn close(self) -> impl Future<Output = ()> + Send;
}

/// One that reads what is committed.
pub(crate) trait Reader: Send + Sync + 'static {
    /// Events with a sequence above `after` and up to `until`, in their order.
    fn events(&self, after: i64, until: i64, room: Room) -> Reading<'_, Vec<StoredEvent>>;

    /// The newest sequence, or 0.
    fn last(&self) -> Reading<'_, i64>;

    /// The newest signed timestamp of each source, in microseconds since 1970.
    fn newest_signed(&self) -> Reading<'_, Vec<(String, i64)>>;

    /// Bytes that the store can take without growing, and the length of its write-ahead log.
    fn space(&self) -> Reading<'_, Space>;

    /// How a sink stands: its cursor, and what is parked.
    fn sink(&self, name: Arc<str>) -> Reading<'_, SinkRow>;

    /// Parked events of a sink that are due, the longest due first, with their bodies.
    fn due(&self, sink: Arc<str>, now: i64, room: Room) -> Reading<'_, Vec<Parked>>;

    /// Replays of a sink that are not done.
    fn replays(&self, sink: Arc<str>) -> Reading<'_, Vec<Replay>>;
}

/// Room that the store has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Space {
    /// On the disk and inside the store: deleting makes the second alone. A server does not say.
    pub(crate) free: Option<u64>,
    pub(crate) wal: u64,
}

/// How much to read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    pub(crate) events: usize,
    /// The event that goes beyond it is the last.
    pub(crate) bytes: usize,
}

/// Something to write.
#[derive(Clone, Debug)]
pub(crate) enum Job {
    /// A verified event, or a body that cannot be one.
    Accept(Incoming),
    /// Asks to lead a sink: to be the only one that delivers for it. With an epoch, to lead it on.
    Lead { sink: Arc<str>, epoch: Option<i64> },
    /// How far a sink has come by the lease with this epoch.
    Progress { epoch: i64, progress: Progress },
    /// What an operator asks for.
    Change(Change),
    /// Deletes what may go, a few rows at once.
    Prune(Prune),
    /// Writes the time, to see that it can.
    Probe(i64),
}

/// What became of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    Accepted(Accepted),
    /// Whether the sink is led from here now.
    Led(Option<Lease>),
    /// Nothing was written, since another leads the sink.
    Fenced,
    /// Nothing was written, since the store does not take such data. The rest of the batch is.
    Refused,
    /// How many rows it changed.
    Changed(u64),
    /// How many rows it deleted, and after which event to go on, if there may be more.
    Pruned {
        deleted: u64,
        next: Option<i64>,
    },
}

/// The right to deliver for a sink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lease {
    /// Grows each time that a sink is led anew, so that who led it before can write nothing more.
    pub(crate) epoch: i64,
    /// How long it holds from when it was asked for; for ever where only one can have the store.
    pub(crate) lasts: Option<Duration>,
}

/// A verified body, as it goes into the store.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    pub(crate) source: Arc<str>,
    pub(crate) kid: String,
    pub(crate) received_at: i64,
    pub(crate) signature: Bytes,
    pub(crate) signature_sha1: Bytes,
    /// SHA-256 of the body.
    pub(crate) digest: [u8; 32],
    pub(crate) body: Bytes,
    pub(crate) content: Content,
}

/// What a verified body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Event { uuid: String, event: String, class: Class, signed_at: Option<i64> },
    Quarantine(Reason),
}

/// How far a sink has come since it last said so. Applied as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) sink: Arc<str>,
    /// All events up to this sequence are delivered, refused or parked.
    pub(crate) cursor: i64,
    /// Events that failed: put aside, or put back with their new time.
    pub(crate) park: Vec<Park>,
    /// Parked events that are delivered.
    pub(crate) unpark: Vec<i64>,
    /// Next sequence of a replay, by its id; `None` once it is done.
    pub(crate) replays: Vec<(i64, Option<i64>)>,
    /// When the newest event was offered that the sink took, in microseconds since 1970; 0 if it
    /// took none since.
    pub(crate) succeeded_at: i64,
}

/// An event that a sink has put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Park {
    pub(crate) seq: i64,
    pub(crate) attempts: u32,
    /// When it is due again, in microseconds since 1970.
    pub(crate) next_at: i64,
    /// How long it has waited while the sink was up, in microseconds: it is dead after so long.
    pub(crate) waited: i64,
    /// When it was given up, if it was.
    pub(crate) dead_at: Option<i64>,
    pub(crate) error: String,
}

/// A parked event that is due, with what it is.
#[derive(Clone, Debug)]
pub(crate) struct Parked {
    pub(crate) park: Park,
    pub(crate) event: StoredEvent,
}

/// How a sink stands in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SinkRow {
    pub(crate) cursor: i64,
    pub(crate) paused: bool,
    /// Events that are parked and not dead.
    pub(crate) parked: i64,
    pub(crate) dead: i64,
}

/// Events that a sink is to get once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replay {
    pub(crate) id: i64,
    /// The next sequence to offer.
    pub(crate) next: i64,
    pub(crate) until: i64,
    pub(crate) filter: Filter,
}

/// Which events are meant. Empty lists mean all.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Filter {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) sources: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) events: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) uuids: Vec<String>,
}

impl Filter {
    pub(crate) fn matches(&self, event: &StoredEvent) -> bool {
        let is_in = |list: &[String], it: &str| list.is_empty() || list.iter().any(|x| x == it);
        is_in(&self.sources, &event.source)
            && is_in(&self.events, &event.event)
            && is_in(&self.uuids, &event.uuid)
    }
}

/// What an operator asks for.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// Begins the list of a sink: a new one starts at this sequence.
    Sink {
        name: Arc<str>,
        start: Start,
    },
    /// Undoes what the last run could not. Events that died after the sink last took one are due
    /// again, for it may have been down; so are those that wait for a time that is far ahead, which
    /// a clock has set that was wrong. What is parked above the cursor comes anyway, so it is not
    /// parked.
    Resume {
        sink: Arc<str>,
        now: i64,
        latest: i64,
    },
    /// Lets another lead the sink.
    Yield {
        sink: Arc<str>,
        epoch: i64,
    },
    Pause {
        sink: Arc<str>,
        paused: bool,
    },
    /// Makes dead events due now; all of them without a sequence.
    Retry {
        sink: Arc<str>,
        seq: Option<i64>,
        now: i64,
    },
    /// Forgets dead events; all of them without a sequence.
    Drop {
        sink: Arc<str>,
        seq: Option<i64>,
    },
    Replay {
        sink: Arc<str>,
        from: i64,
        until: i64,
        filter: Filter,
    },
    /// Makes an event of a body in quarantine.
    Release(Incoming),
}

/// Where a new sink begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Oldest,
    Newest,
}

/// What may go, as [`retention`](crate::retention) decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Prune {
    /// Events after this sequence, …
    pub(crate) after: i64,
    /// … and up to this one, …
    pub(crate) through: i64,
    /// … received before this time, in microseconds since 1970.
    pub(crate) events_before: i64,
    /// Keys for dropping duplicates that are older than this.
    pub(crate) seen_before: i64,
    pub(crate) quarantine_before: i64,
    /// The most rows of each kind that are looked at.
    pub(crate) limit: u32,
}

/// Why the store did not do what it was asked.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{kind}")]
pub(crate) struct StoreError {
    pub(crate) kind: Fault,
    #[source]
    pub(crate) source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// What kind of error it is, and so what can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub(crate) enum Fault {
    /// Nothing was written: there is no room.
    #[error("the disk is full")]
    Full,
    /// Nothing was written: another program holds the store.
    #[error("the store is locked by another program")]
    Busy,
    /// Whether it was written is not known, and the writer connects anew by itself.
    #[error("the store cannot be reached")]
    Away,
    /// Whether it was written is not known.
    #[error("the store failed")]
    Unknown,
    /// Nothing was written, and no repetition helps.
    #[error("the store cannot be used")]
    Unusable,
    /// The receiver is shut down.
    #[error("the receiver is shut down")]
    Closed,
}

impl Fault {
    /// The kind in one word, for metrics.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Busy => "busy",
            Self::Away => "away",
            Self::Unknown => "unknown",
            Self::Unusable => "unusable",
            Self::Closed => "closed",
        }
    }
}

impl StoreError {
    pub(crate) fn new(kind: Fault, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self { kind, source: Some(Arc::new(source)) }
    }
}

impl From<Fault> for StoreError {
    fn from(kind: Fault) -> Self {
        Self { kind, source: None }
    }
}
