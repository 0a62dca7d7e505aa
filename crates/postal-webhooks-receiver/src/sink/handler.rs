//! [`Handler`]: an async function of the embedding program as a sink.

use super::{Deliver, Delivering, Outcome};
use crate::event::StoredEvent;

/// Calls a function with each event.
pub(super) struct Handler<F>(pub(super) F);

impl<F, T> Deliver for Handler<F>
where
    F: Fn(StoredEvent) -> T + Send + Sync + 'static,
    T: Future<Output = Outcome> + Send + 'static,
{
    fn deliver<'a>(&'a self, event: &'a StoredEvent, _replay: Option<i64>) -> Delivering<'a> {
        Box::pin((self.0)(event.clone()))
    }
}
