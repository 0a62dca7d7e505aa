//! Indexer: adds what is stored to the index that the view searches, off the way of requests.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use crate::event::StoredEvent;
use crate::receiver::Inner;
use crate::store::index::{Entry, Index};
use crate::store::inspect::Listing;
use crate::store::{Fault, Filter, Room, StoreError};

/// Events that are added at once.
const ROOM: Room = Room { events: 256, bytes: 4 << 20 };
/// How long events are gathered for.
const GATHER: Duration = Duration::from_millis(250);
/// How long to wait after an error, or while there is no room.
const WAIT: Duration = Duration::from_secs(5);
/// How often what is gone from the store is forgotten, and how much of it at once.
const FORGET: Duration = Duration::from_secs(60);
const FORGET_ROWS: usize = 1000;

/// Runs as long as the receiver does.
pub(crate) async fn run(receiver: Weak<Inner>, index: Arc<dyn Index>) {
    let Some(mut last) = receiver.upgrade().map(|inner| inner.last.subscribe()) else { return };
    let mut is_checked = false;
    let mut forget_at = Instant::now();
    loop {
        let Some(inner) = receiver.upgrade().filter(|inner| !inner.is_ending()) else { return };
        last.mark_unchanged();
        let begun = Instant::now();
        let round = async {
            if !is_checked {
                check(&inner, &*index).await?;
                is_checked = true;
            }
            if begun >= forget_at {
                forget(&inner, &*index).await?;
                forget_at = begun + FORGET;
            }
            add(&inner, &*index).await
        };
        let wait = match round.await {
            Ok(Added::Some) => begun.elapsed(),
            Ok(Added::All) => GATHER,
            Ok(Added::NoRoom) => WAIT,
            Err(error) => {
                tracing::warn!(code = "not-indexed", kind = %error.kind);
                if matches!(error.kind, Fault::Unusable | Fault::Unknown) {
                    is_checked = false;
                }
                if error.kind == Fault::Unusable {
                    let _ = index.clear().await;
                }
                WAIT
            }
        };
        drop(inner);
        tokio::time::sleep(wait).await;
        if wait == GATHER {
            // The end of the receiver is looked for from time to time too.
            let _ = tokio::time::timeout(WAIT, last.changed()).await;
        }
    }
}

/// What came of a round.
enum Added {
    /// There is more: half of the time is left to others.
    Some,
    All,
    NoRoom,
}

async fn add(inner: &Inner, index: &dyn Index) -> Result<Added, StoreError> {
    let newest = *inner.last.borrow();
    let after = index.last().await?.map_or(0, |(seq, _)| seq);
    if after >= newest {
        return Ok(Added::All);
    }
    let free = inner.reader.space().await?.free;
    if free.is_some_and(|free| free < inner.retention.min_free) {
        return Ok(Added::NoRoom);
    }
    let events = inner.reader.events(after, newest, ROOM).await?;
    let Some(reached) = events.last().map(|event| event.seq) else { return Ok(Added::All) };
    let entries = tokio::task::spawn_blocking(move || events.iter().map(Entry::from).collect());
    let entries = entries.await.map_err(|error| StoreError::new(Fault::Unknown, error))?;
    index.add(entries).await?;
    Ok(if reached < newest { Added::Some } else { Added::All })
}

/// Clears an index that is of another store, such as the one before a backup was put back.
async fn check(inner: &Inner, index: &dyn Index) -> Result<(), StoreError> {
    let Some((seq, received_at)) = index.last().await? else { return Ok(()) };
    let room = Room { events: 1, bytes: 1 };
    let here: Vec<StoredEvent> = inner.reader.events(seq - 1, seq, room).await?;
    let is_ours = match here.first() {
        Some(event) => event.received_at == received_at,
        // It was deleted since.
        None => seq <= inner.reader.last().await?,
    };
    if is_ours { Ok(()) } else { index.clear().await }
}

async fn forget(inner: &Inner, index: &dyn Index) -> Result<(), StoreError> {
    let first = Listing { limit: 1, ..Listing::of(Filter::default()) };
    let oldest = inner.inspect.heads(first).await?.first().map_or(i64::MAX, |event| event.seq);
    while index.forget(oldest, FORGET_ROWS).await? == FORGET_ROWS {
        tokio::time::sleep(GATHER).await;
    }
    Ok(())
}
