//! What operators ask of a store: lists, counts and single rows.

use super::{Filter, Incoming, Park, Prune, Reading, SinkRow};
use crate::event::{Reason, StoredEvent};
use crate::operate::{DeadLetter, EventHead, QuarantineHead, Removable};

/// One that answers operators. None of this is asked while an event is received or delivered.
pub(crate) trait Inspect: Send + Sync + 'static {
    /// Events without their bodies.
    fn heads(&self, list: Listing) -> Reading<'_, Vec<EventHead>>;

    /// Events with their bodies: fewer than asked for where the bodies are long.
    fn full(&self, list: Listing) -> Reading<'_, Vec<StoredEvent>>;

    /// How many events a listing has; its limit does not count.
    fn count(&self, list: Listing) -> Reading<'_, u64>;

    /// The first event with a sequence above `after` that is received at this time or later.
    fn first_since(&self, since: i64) -> Reading<'_, Option<i64>>;

    /// When the first event above this sequence was received, in microseconds since 1970.
    fn received_after(&self, seq: i64) -> Reading<'_, Option<i64>>;

    /// All sinks that the store knows, also those that are no longer configured.
    fn sinks(&self) -> Reading<'_, Vec<(String, SinkRow)>>;

    /// Bodies in quarantine, the oldest first, after this many.
    fn quarantine(&self, skip: u64, limit: usize) -> Reading<'_, Vec<QuarantineHead>>;

    /// Bodies in quarantine whose digest begins so, in hexadecimal digits; at most two.
    fn quarantined(&self, digest: String) -> Reading<'_, Vec<Quarantined>>;

    /// Dead letters of a sink, or of all, after this many.
    fn dead(&self, sink: Option<String>, skip: u64, limit: usize) -> Reading<'_, Vec<DeadLetter>>;

    /// Events with these sequences, as far as they are there, the newest first.
    fn events_by_seq(&self, seqs: Vec<i64>) -> Reading<'_, Vec<StoredEvent>>;

    /// How far each sink has come that the store knows.
    fn cursors(&self) -> Reading<'_, Vec<(String, i64)>>;

    /// What sinks have put aside of these events, by the name of the sink.
    fn parks(&self, seqs: Vec<i64>) -> Reading<'_, Vec<(String, Park)>>;

    /// What a sink has put aside up to this sequence, the newest first.
    fn parks_of_sink(&self, parks: Parks) -> Reading<'_, Vec<Park>>;

    /// Bodies in quarantine, the newest first: those that came before the one with this number. Each
    /// with its number.
    fn quarantine_before(
        &self,
        number: i64,
        limit: usize,
    ) -> Reading<'_, Vec<(i64, QuarantineHead)>>;

    /// What deleting would take.
    fn removable(&self, prune: Prune) -> Reading<'_, Removable>;
}

/// Which events are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listing {
    /// Those with a sequence above this one, …
    pub(crate) after: i64,
    /// … and up to this one, …
    pub(crate) until: i64,
    pub(crate) filter: Filter,
    /// The newest first.
    pub(crate) newest_first: bool,
    pub(crate) limit: usize,
}

impl Listing {
    /// All of them, the oldest first.
    pub(crate) fn of(filter: Filter) -> Self {
        Self { after: 0, until: i64::MAX, filter, newest_first: false, limit: usize::MAX }
    }
}

/// Which events that a sink has put aside.
#[derive(Clone, Debug)]
pub(crate) struct Parks {
    pub(crate) sink: String,
    /// Whether it has given them up.
    pub(crate) dead: bool,
    pub(crate) until: i64,
    pub(crate) limit: usize,
}

/// A body in quarantine.
#[derive(Clone, Debug)]
pub(crate) struct Quarantined {
    pub(crate) reason: Reason,
    pub(crate) times: i64,
    /// Its content is the reason.
    pub(crate) incoming: Incoming,
}
