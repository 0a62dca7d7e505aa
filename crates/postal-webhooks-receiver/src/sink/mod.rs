//! Sinks: where stored events go, at least once each.

mod backoff;
mod state;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::event::StoredEvent;
use crate::store::{Filter, Start};

/// What became of the delivery of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The sink has it.
    Delivered,
    /// The sink will never take this event: it is dead at once.
    Refused(String),
    /// Whether the sink has it is not known, or it may take it later: it is put aside and tried
    /// again, and the next events go on.
    Failed(String),
    /// The sink cannot be reached, whatever the event: nothing is put aside, and it is tried again
    /// until it answers.
    Down(String),
}

/// Future of a delivery.
pub(crate) type Delivering<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// What takes events. One delivery that panics has failed.
pub(crate) trait Deliver: Send + Sync + 'static {
    /// Delivers one event. The replay, if it is one, has an id that is part of the idempotency key.
    fn deliver<'a>(&'a self, event: &'a StoredEvent, replay: Option<i64>) -> Delivering<'a>;
}

/// Where stored events go.
///
/// A sink is offered events in the order of storing, at most
/// [`concurrency`](Self::concurrency) at a time. What failed comes later. Each comes at least once:
/// the `uuid` tells whether it came before.
#[derive(Clone)]
pub struct Sink {
    pub(crate) name: Arc<str>,
    pub(crate) deliver: Arc<dyn Deliver>,
    pub(crate) concurrency: usize,
    pub(crate) strict: bool,
    pub(crate) timeout: Duration,
    pub(crate) give_up_after: Duration,
    pub(crate) filter: Filter,
    pub(crate) start: Start,
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sink").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Sink {
    pub(crate) fn new(name: impl Into<Arc<str>>, deliver: impl Deliver) -> Self {
        Self {
            name: name.into(),
            deliver: Arc::new(deliver),
            concurrency: 16,
            strict: false,
            timeout: Duration::from_secs(10),
            give_up_after: Duration::from_secs(3 * 24 * 60 * 60),
            filter: Filter::default(),
            start: Start::Oldest,
        }
    }
}
