//! [`Action`]: a change that an operator asks for.

use serde::{Deserialize, Serialize};

use super::{Operator, Removable, time};
use crate::clock;
use crate::event::{Accepted, Reason};
use crate::ingest::classify;
use crate::retention::{self, Situation};
use crate::store::inspect::{Listing, Quarantined};
use crate::store::{Change, Content, Done, Filter, Incoming, Job, Queue, StoreError};
use crate::sweep;

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
    /// Makes an event of a body in quarantine. It counts as received now.
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
                    Done::Accepted(_) | Done::Pruned { .. } => Ok(report(0)),
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

    async fn release(&self, digest: &str, dry_run: bool) -> Result<Report, ActionError> {
        let Quarantined { incoming, .. } = self.quarantined(digest).await?;
        // Classified again: this version may read what an earlier one could not.
        let content = classify(&incoming.body);
        match &content {
            Content::Quarantine(Reason::NoUuid) => return Err(ActionError::NotReleasable(NO_UUID)),
            Content::Quarantine(_) => return Err(ActionError::NotReleasable(NOT_JSON)),
            Content::Event { uuid, .. } => {
                let stored = Listing::of(Filter {
                    sources: vec![incoming.source.to_string()],
                    uuids: vec![uuid.clone()],
                    ..Filter::default()
                });
                let stored = self.inspect.full(stored).await?;
                if stored.iter().any(|event| event.body != incoming.body) {
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
            Done::Changed(_) | Done::Pruned { .. } => Err(ActionError::NotInQuarantine),
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
