//! [`Pending`]: what the store does not have yet of a sink's progress.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::sink::backoff::SECOND;
use crate::store::{Park, Progress};

/// Progress waits at most so long for more of it …
const WAIT: i64 = SECOND / 10;
/// … or until so many events are done.
const EVENTS: usize = 256;

/// What is to be committed, and what is being committed.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    next: Batch,
    committing: Option<Batch>,
}

#[derive(Clone, Debug, Default)]
struct Batch {
    /// Rows of parked events, or none for those that are delivered.
    parks: BTreeMap<i64, Option<Park>>,
    replays: BTreeMap<i64, Option<i64>>,
    succeeded_at: i64,
    /// By how much it changes the number of events that are parked and not dead.
    parked: i64,
    events: usize,
    since: Option<i64>,
}

impl Pending {
    /// Whether the store is behind on this event, so that its row there says nothing.
    pub(super) fn has(&self, seq: i64) -> bool {
        self.batches().any(|batch| batch.parks.contains_key(&seq))
    }

    /// Whether this event is about to be parked, and not dead.
    pub(super) fn is_parked(&self, seq: i64) -> bool {
        let newest = self.batches().find_map(|batch| batch.parks.get(&seq));
        newest.is_some_and(|park| park.as_ref().is_some_and(|park| park.dead_at.is_none()))
    }

    /// What is to be committed, the newest first.
    fn batches(&self) -> impl Iterator<Item = &Batch> {
        [&self.next].into_iter().chain(&self.committing)
    }

    /// How many rows of parked events the store is behind.
    pub(super) fn parks(&self) -> usize {
        self.next.parks.len() + self.committing.as_ref().map_or(0, |batch| batch.parks.len())
    }

    /// By how much the number of parked events differs from that in the store.
    pub(super) fn parked(&self) -> i64 {
        self.next.parked + self.committing.as_ref().map_or(0, |batch| batch.parked)
    }

    pub(super) fn has_replay(&self, id: i64) -> bool {
        let committing = self.committing.iter().any(|batch| batch.replays.contains_key(&id));
        committing || self.next.replays.contains_key(&id)
    }

    pub(super) fn is_committing(&self) -> bool {
        self.committing.is_some()
    }

    /// Notes that one more event is done: delivered, refused, put aside or not wanted.
    pub(super) fn count(&mut self, now: i64) {
        self.next.events += 1;
        self.next.since.get_or_insert(now);
    }

    pub(super) fn set_park(&mut self, park: Park, parked: i64) {
        self.next.parks.insert(park.seq, Some(park));
        self.next.parked += parked;
    }

    pub(super) fn unpark(&mut self, seq: i64) {
        self.next.parks.insert(seq, None);
        self.next.parked -= 1;
    }

    pub(super) fn set_replay(&mut self, id: i64, next: Option<i64>, now: i64) {
        self.next.replays.insert(id, next);
        self.next.since.get_or_insert(now);
    }

    pub(super) fn succeeded(&mut self, offered_at: i64) {
        self.next.succeeded_at = offered_at.max(self.next.succeeded_at);
    }

    /// When the next commit is due, if there is anything to commit.
    pub(super) fn due(&self) -> Option<i64> {
        if self.committing.is_some() {
            return None;
        }
        let since = self.next.since?;
        Some(if self.next.events >= EVENTS { since } else { since + WAIT })
    }

    /// Takes what is to be committed, all of it.
    pub(super) fn take(&mut self, sink: Arc<str>, cursor: i64) -> Option<Progress> {
        if self.next.since.is_none() || self.committing.is_some() {
            return None;
        }
        let batch = std::mem::take(&mut self.next);
        let progress = Progress {
            sink,
            cursor,
            park: batch.parks.values().flatten().cloned().collect(),
            unpark: batch.parks.iter().filter(|it| it.1.is_none()).map(|it| *it.0).collect(),
            replays: batch.replays.iter().map(|(id, next)| (*id, *next)).collect(),
            succeeded_at: batch.succeeded_at,
        };
        self.committing = Some(batch);
        Some(progress)
    }

    /// Forgets what is committed, and returns by how much the number of parked events changed.
    pub(super) fn committed(&mut self) -> i64 {
        self.committing.take().map_or(0, |batch| batch.parked)
    }

    /// Takes back what could not be committed; what came after it stands.
    pub(super) fn not_committed(&mut self, now: i64) {
        let Some(batch) = self.committing.take() else { return };
        for (seq, park) in batch.parks {
            self.next.parks.entry(seq).or_insert(park);
        }
        for (id, next) in batch.replays {
            self.next.replays.entry(id).or_insert(next);
        }
        self.next.succeeded_at = self.next.succeeded_at.max(batch.succeeded_at);
        self.next.parked += batch.parked;
        self.next.since.get_or_insert(now);
    }
}
