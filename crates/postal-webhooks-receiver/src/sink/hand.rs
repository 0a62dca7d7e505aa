//! [`Hand`]: what a sink has in hand, and the clock that it goes by.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::{Id, JoinSet};
use tokio::time::Instant;

use super::Outcome;
use super::lease::Leading;
use super::state::{Key, Machine};
use crate::event::StoredEvent;
use crate::store::{Done, StoreError};

/// Bodies that are read ahead of their delivery.
pub(super) const BYTES: usize = 16 << 20;

/// How often the number of parked rows is counted anew.
pub(super) const COUNT: Duration = Duration::from_secs(60);

/// Something that is asked of the store.
pub(super) type Asking = Pin<Box<dyn Future<Output = Result<Done, StoreError>> + Send>>;

/// The time of day at the start, and what has passed since: a clock that is set does not stop or
/// hurry a sink.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    wall: i64,
    start: Instant,
}

impl Clock {
    pub(super) fn start() -> Self {
        Self { wall: crate::clock::now(), start: Instant::now() }
    }

    pub(super) fn now(self) -> i64 {
        self.wall + crate::clock::micros(self.start.elapsed())
    }

    pub(super) fn instant(self, at: i64) -> Instant {
        let passed = u64::try_from(at - self.wall).unwrap_or_default();
        self.start + Duration::from_micros(passed)
    }
}

/// An event in memory, which counts its bytes as long as it is there.
pub(super) struct Loaded {
    pub(super) event: StoredEvent,
    bytes: Arc<AtomicUsize>,
}

impl Drop for Loaded {
    fn drop(&mut self) {
        self.bytes.fetch_sub(self.event.body.len(), Ordering::Relaxed);
    }
}

/// What a sink has in hand.
pub(super) struct Hand {
    pub(super) machine: Machine<Arc<Loaded>>,
    bytes: Arc<AtomicUsize>,
    pub(super) deliveries: JoinSet<Outcome>,
    pub(super) keys: HashMap<Id, Key>,
    pub(super) leading: Leading,
    pub(super) committing: Option<Asking>,
    /// After an error of the store, nothing is asked of it before.
    pub(super) store_at: Instant,
    pub(super) look_at: i64,
    pub(super) count_at: Instant,
    /// Whether rows may have changed, and whether there may be a new replay.
    pub(super) changed: bool,
    pub(super) replays: bool,
}

impl Hand {
    pub(super) fn new(machine: Machine<Arc<Loaded>>, leading: Leading, now: i64) -> Self {
        Self {
            machine,
            bytes: Arc::default(),
            deliveries: JoinSet::new(),
            keys: HashMap::new(),
            leading,
            committing: None,
            store_at: Instant::now(),
            look_at: now,
            count_at: Instant::now() + COUNT,
            changed: false,
            replays: true,
        }
    }

    pub(super) fn load(&self, event: StoredEvent) -> Arc<Loaded> {
        self.bytes.fetch_add(event.body.len(), Ordering::Relaxed);
        Arc::new(Loaded { event, bytes: Arc::clone(&self.bytes) })
    }

    /// Bytes that there is room for; an event at least if nothing is here.
    pub(super) fn room(&self, is_empty: bool) -> Option<usize> {
        let room = BYTES.saturating_sub(self.bytes.load(Ordering::Relaxed));
        (room > 0 || is_empty).then_some(room.max(1))
    }
}

/// Waits for what was asked of the store, if something was.
pub(super) async fn answered(asking: &mut Option<Asking>) -> Result<Done, StoreError> {
    match asking {
        Some(asking) => asking.await,
        None => std::future::pending().await,
    }
}
