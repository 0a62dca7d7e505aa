//! What [`Action`]s do, and what they would touch.

use super::{Action, ActionError, Operator, Report, Selection};
use crate::clock;
use crate::event::{Accepted, Reason, StoredEvent};
use crate::ingest::classify;
use crate::retention::{self, Situation};
use crate::store::inspect::{Listing, Quarantined};
use crate::store::{Change, Content, Done, Filter, Incoming, Job, Queue, StoreError};
use crate::sweep;

const NOT_JSON: &str = "not-json: the body is not a JSON object, so no version can read it; \
                        `quarantine show` prints it";
const NO_UUID: &str = "no-uuid: the body has no uuid to tell a repetition by; `quarantine show` \
                       prints it";
const CONFLICT: &str = "conflict: other bytes with the same uuid are stored, and the first stay; \
                        `quarantine show` and `events list --uuid` show both";

impl Operator {
    /// Does it; or only tells what it would touch.
    pub(crate) async fn act(&self, action: &Action, dry_run: bool) -> Result<Report, ActionError> {
        let report = |count| Report { count, dry_run, ..Report::default() };
        match action {
            Action::Pause { sink } | Action::Resume { sink } => {
                let paused = matches!(action, Action::Pause { .. });
                let changes = u64::from(self.sink(sink).await?.paused != paused);
                if !dry_run {
                    change(self.queue()?, Change::Pause { sink: sink.as_str().into(), paused })
                        .await?;
                }
                Ok(report(changes))
            }
            Action::Replay { sink, select } => {
                let (listing, count) = self.selected(sink, select).await?;
                if !dry_run && count > 0 {
                    let Listing { after, until, filter, .. } = listing;
                    let sink = sink.as_str().into();
                    let from = after.saturating_add(1);
                    change(self.queue()?, Change::Replay { sink, from, until, filter }).await?;
                }
                Ok(report(count))
            }
            Action::Retry { sink, seq } | Action::Drop { sink, seq } => {
                let count = self.dead(sink, *seq).await?;
                if dry_run {
                    return Ok(report(count));
                }
                let (sink, seq) = (sink.as_str().into(), *seq);
                let done = if matches!(action, Action::Retry { .. }) {
                    change(self.queue()?, Change::Retry { sink, seq, now: clock::now() }).await?
                } else {
                    change(self.queue()?, Change::Drop { sink, seq }).await?
                };
                match done {
                    Done::Changed(count) => Ok(report(count)),
                    _ => Ok(report(0)),
                }
            }
            Action::Release { digest } => self.release(digest, dry_run).await,
            Action::Prune { keep_events } => self.prune(*keep_events, dry_run).await,
        }
    }

    /// Where changes go.
    fn queue(&self) -> Result<&Queue, ActionError> {
        self.queue.as_deref().ok_or(ActionError::ReadOnly)
    }

    async fn sink(&self, name: &str) -> Result<super::SinkInfo, ActionError> {
        let sinks = self.sinks().await?;
        let sink = sinks.into_iter().find(|sink| sink.name == name);
        let sink = sink.ok_or(ActionError::NoSink)?;
        if sink.configured == Some(false) { Err(ActionError::NotConfigured) } else { Ok(sink) }
    }

    /// Which events a replay has. What the sink has not come to is not among them: it comes anyway.
    async fn selected(
        &self,
        sink: &str,
        select: &Selection,
    ) -> Result<(Listing, u64), ActionError> {
        if *select == Selection::default() {
            return Err(ActionError::NothingSelected);
        }
        let cursor = self.sink(sink).await?.cursor;
        let listing = self.listing(select).await?;
        let listing = Listing { until: listing.until.min(cursor), ..listing };
        let count = self.inspect.count(listing.clone()).await?;
        Ok((listing, count))
    }

    /// How many dead letters are meant; those of a sink that is no longer configured too.
    async fn dead(&self, sink: &str, seq: Option<i64>) -> Result<u64, ActionError> {
        let sinks = self.inspect.sinks().await?;
        let (name, row) =
            sinks.into_iter().find(|(name, _)| name == sink).ok_or(ActionError::NoSink)?;
        let Some(seq) = seq else { return Ok(u64::try_from(row.dead).unwrap_or_default()) };
        let dead = self.inspect.dead(Some(name), 0, usize::MAX).await?;
        if dead.iter().any(|dead| dead.seq == seq) { Ok(1) } else { Err(ActionError::NotDead) }
    }

    /// The one body in quarantine whose digest begins so.
    pub(crate) async fn quarantined(&self, digest: &str) -> Result<Quarantined, ActionError> {
        let digest = digest.to_ascii_lowercase();
        let is_digest =
            (8..=64).contains(&digest.len()) && digest.bytes().all(|it| it.is_ascii_hexdigit());
        if !is_digest {
            return Err(ActionError::UnclearDigest);
        }
        let mut found = self.inspect.quarantined(digest).await?;
        match (found.pop(), found.pop()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(ActionError::NotInQuarantine),
            (Some(_), Some(_)) => Err(ActionError::UnclearDigest),
        }
    }

    /// The event that is stored with this uuid.
    pub(crate) async fn stored(
        &self,
        source: &str,
        uuid: &str,
    ) -> Result<Option<StoredEvent>, StoreError> {
        let stored = Listing::of(Filter {
            sources: vec![source.to_owned()],
            uuids: vec![uuid.to_owned()],
            ..Filter::default()
        });
        Ok(self.inspect.full(stored).await?.pop())
    }

    async fn release(&self, digest: &str, dry_run: bool) -> Result<Report, ActionError> {
        let Quarantined { incoming, .. } = self.quarantined(digest).await?;
        // Classified again: this version may read what an earlier one could not.
        let content = classify(&incoming.body);
        match &content {
            Content::Quarantine(Reason::NoUuid) => return Err(ActionError::NotReleasable(NO_UUID)),
            Content::Quarantine(_) => return Err(ActionError::NotReleasable(NOT_JSON)),
            Content::Event { uuid, .. } => {
                let stored = self.stored(&incoming.source, uuid).await?;
                if stored.is_some_and(|event| event.body != incoming.body) {
                    return Err(ActionError::NotReleasable(CONFLICT));
                }
            }
        }
        let report = Report { count: 1, dry_run, ..Report::default() };
        if dry_run {
            return Ok(report);
        }
        // Kept from now on for as long as others.
        let incoming = Incoming { content, received_at: clock::now(), ..incoming };
        match change(self.queue()?, Change::Release(incoming)).await? {
            Done::Accepted(Accepted::Stored { seq }) => Ok(Report { seq: Some(seq), ..report }),
            Done::Accepted(Accepted::Duplicate) => Ok(report),
            Done::Accepted(_) => Err(ActionError::NotReleasable(CONFLICT)),
            _ => Err(ActionError::NotInQuarantine),
        }
    }

    async fn prune(&self, keep_events: Option<u64>, dry_run: bool) -> Result<Report, ActionError> {
        if self.clock_suspect {
            return Err(ActionError::ClockSuspect);
        }
        let mut retention = self.retention;
        if let Some(seconds) = keep_events {
            if seconds < 3600 {
                return Err(ActionError::TooShort);
            }
            retention.keep_events = std::time::Duration::from_secs(seconds);
        }
        let newest = self.reader.newest_signed().await?;
        let prune = retention::prune(
            &retention,
            Situation {
                now: clock::now(),
                newest_signed: newest.into_iter().map(|(_, newest)| newest).max(),
                cursor: self.lowest_cursor().await?,
                free: self.reader.space().await?.free,
            },
        );
        let removable = self.inspect.removable(prune).await?;
        let mut count = removable.events + removable.uuids + removable.quarantined;
        if !dry_run {
            count = sweep::delete(self.queue()?, prune).await?;
        }
        Ok(Report { count, dry_run, seq: None, removable: Some(removable) })
    }
}

async fn change(queue: &Queue, change: Change) -> Result<Done, StoreError> {
    queue.ask(Job::Change(change)).await
}
