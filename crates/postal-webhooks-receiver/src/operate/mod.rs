//! What operators do with a store: look at it and change it, through a receiver that runs, or
//! directly.

mod act;
mod action;
pub(crate) mod backup;
mod open;
mod rows;
pub mod time;

use std::sync::Arc;

pub use self::action::{Action, ActionError, Report, Selection};
pub use self::backup::Backup;
pub use self::open::OpenStore;
pub(crate) use self::rows::Names;
pub use self::rows::{DeadLetter, EventHead, QuarantineHead, Removable, SinkInfo, Whole};
use crate::error::Error;
use crate::event::StoredEvent;
use crate::receiver::Receiver;
use crate::retention::Retention;
use crate::sink::SinkStatus;
use crate::store::inspect::{Inspect, Listing};
use crate::store::{Filter, Queue, Reader, StoreError};

/// The operator's view of a store.
#[derive(Clone)]
pub(crate) struct Operator {
    pub(crate) reader: Arc<dyn Reader>,
    pub(crate) inspect: Arc<dyn Inspect>,
    /// Absent where the store is open for reading alone.
    pub(crate) queue: Option<Arc<Queue>>,
    pub(crate) retention: Retention,
    /// Sinks that are configured; `None` where that is not known, and each in the store counts.
    pub(crate) configured: Option<Names>,
    pub(crate) clock_suspect: bool,
    /// How each sink that runs is.
    pub(crate) running: Vec<(Arc<str>, SinkStatus)>,
}

impl Operator {
    /// How all sinks of the store stand.
    pub(crate) async fn sinks(&self) -> Result<Vec<SinkInfo>, StoreError> {
        let last = self.reader.last().await?;
        let mut sinks = Vec::new();
        for (name, row) in self.inspect.sinks().await? {
            let configured = self.configured.as_ref();
            let configured = configured.map(|names| names.iter().any(|it| **it == *name));
            let oldest_undelivered = if row.cursor < last {
                self.inspect.received_after(row.cursor).await?
            } else {
                None
            };
            let running = self.running.iter().find(|(it, _)| **it == *name).map(|(_, it)| it);
            sinks.push(SinkInfo {
                state: running.map(|it| it.state.to_owned()).filter(|state| !state.is_empty()),
                error: running.map(|it| it.error.clone()).filter(|error| !error.is_empty()),
                cursor: row.cursor,
                lag: last.saturating_sub(row.cursor).max(0),
                oldest_undelivered,
                parked: row.parked,
                dead: row.dead,
                paused: row.paused,
                configured,
                replays: self.reader.replays(name.as_str().into()).await?.len(),
                name,
            });
        }
        Ok(sinks)
    }

    /// What all configured sinks have come past; without sinks, all that is stored.
    pub(crate) async fn lowest_cursor(&self) -> Result<i64, StoreError> {
        let last = self.reader.last().await?;
        let sinks = self.sinks().await?;
        let counts = sinks.iter().filter(|sink| sink.configured != Some(false));
        Ok(counts.map(|sink| sink.cursor).min().unwrap_or(last))
    }

    /// The events that are selected.
    pub(crate) async fn listing(&self, select: &Selection) -> Result<Listing, StoreError> {
        let Selection { from, until, since, sources, events, uuids } = select;
        let mut after = from.unwrap_or(1).saturating_sub(1).max(0);
        if let Some(since) = since {
            let first = self.inspect.first_since(*since).await?.unwrap_or(i64::MAX);
            after = after.max(first.saturating_sub(1));
        }
        let filter =
            Filter { sources: sources.clone(), events: events.clone(), uuids: uuids.clone() };
        Ok(Listing { after, until: until.unwrap_or(i64::MAX), ..Listing::of(filter) })
    }

    /// One event with its body.
    pub(crate) async fn event(&self, seq: i64) -> Result<Option<StoredEvent>, StoreError> {
        let list = Listing {
            after: seq.saturating_sub(1),
            until: seq,
            limit: 1,
            ..Listing::of(Filter::default())
        };
        Ok(self.inspect.full(list).await?.pop())
    }
}

impl Receiver {
    /// How all sinks of the store stand, also those that are no longer configured.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub async fn sinks(&self) -> Result<Vec<SinkInfo>, Error> {
        let sinks = self.inner.operator().sinks().await;
        sinks.map_err(|error| self.inner.store.read_error(error))
    }

    /// Does what an operator asks for: pauses a sink, tries dead letters again, replays events.
    ///
    /// ```no_run
    /// # use postal_webhooks_receiver::{Receiver, operate::{Action, ActionError}};
    /// # async fn retry(receiver: &Receiver) -> Result<(), ActionError> {
    /// let all = Action::Retry { sink: "billing".to_owned(), seq: None };
    /// let count = receiver.act(&all).await?.count;
    /// println!("{count} dead letters are tried again");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// It cannot be done; the error says why.
    pub async fn act(&self, action: &Action) -> Result<Report, ActionError> {
        let report = self.inner.operator().act(action, false).await;
        self.inner.sinks_changed();
        report
    }

    /// Tells what [`act`](Self::act) would touch, and changes nothing.
    ///
    /// # Errors
    ///
    /// It could not be done; the error says why.
    pub async fn look(&self, action: &Action) -> Result<Report, ActionError> {
        self.inner.operator().act(action, true).await
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
