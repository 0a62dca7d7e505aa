//! [`Running`]: a sink that runs, as the rest of the receiver sees it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::event::StoredEvent;
use crate::store::Filter;

/// How a sink is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SinkStatus {
    /// `up`, `down`, `full`, `paused` or `standby`; empty until it has read how it stands.
    pub(crate) state: &'static str,
    /// Since when, in microseconds since 1970.
    pub(crate) since: i64,
    /// What keeps it down, or what went wrong last.
    pub(crate) error: String,
    /// All events up to this sequence are delivered, refused, parked or not wanted.
    pub(crate) cursor: i64,
    /// Events that are stored and that it has not come to.
    pub(crate) lag: i64,
    /// Events that failed and are tried again.
    pub(crate) parked: i64,
    /// Deliveries under way.
    pub(crate) in_flight: usize,
    /// Outcomes since the start.
    pub(crate) delivered: u64,
    pub(crate) failed: u64,
    pub(crate) refused: u64,
    pub(crate) down: u64,
}

/// Another receiver leads the sink.
pub(crate) const STANDBY: &str = "standby";

/// What a sink and the rest of the receiver tell each other.
#[derive(Debug, Default)]
pub(super) struct Shared {
    status: Mutex<SinkStatus>,
    pub(super) changed: Notify,
}

impl Shared {
    pub(super) fn status(&self) -> MutexGuard<'_, SinkStatus> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A sink that runs. Dropping it stops the sink at once.
#[derive(Debug)]
pub(crate) struct Running {
    pub(super) name: Arc<str>,
    pub(super) filter: Filter,
    pub(super) shared: Arc<Shared>,
    /// Until when it may finish what it has in hand.
    pub(super) stop: watch::Sender<Option<Instant>>,
    pub(super) task: JoinHandle<()>,
}

impl Running {
    pub(crate) fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// Whether the sink wants such events.
    pub(crate) fn takes(&self, event: &StoredEvent) -> bool {
        self.filter.matches(event)
    }

    pub(crate) fn status(&self) -> SinkStatus {
        self.shared.status().clone()
    }

    /// Tells it that an operator changed its rows: paused, retried, dropped or replayed.
    pub(crate) fn changed(&self) {
        self.shared.changed.notify_one();
    }

    /// Ends it in order: it offers nothing more, waits for what is under way, and commits. What is not
    /// done by then is offered again after the next start.
    pub(crate) fn begin_to_stop(&self, until: Instant) {
        self.stop.send_replace(Some(until));
    }

    /// The same, and waits until it has ended. The store has to be there until then.
    pub(crate) async fn stop(&mut self, until: Instant) {
        self.begin_to_stop(until);
        // A store that does not answer would hold it up for longer.
        let ended = tokio::time::timeout_at(until + Duration::from_secs(2), &mut self.task);
        if ended.await.is_err() {
            self.task.abort();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}
