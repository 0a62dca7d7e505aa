//! Indexer: adds what is stored to the index that the view searches, off the way of requests.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use crate::receiver::Inner;
use crate::store::index::{Entry, Index};
use crate::store::inspect::{Inspect, Listing};
use crate::store::{Fault, Filter, Reader, Room, StoreError};

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
                check(&*inner.reader, &*index).await?;
                is_checked = true;
            }
            if begun >= forget_at {
                forget(&*inner.inspect, &*index).await?;
                forget_at = begun + FORGET;
            }
            add(&inner, &*index).await
        };
        let wait = match round.await {
            Ok(Added::Some) => begun.elapsed(),
            Ok(Added::All) => GATHER,
            Ok(Added::NoRoom) => WAIT,
            Err(failed) => {
                let kind = failed.error().kind;
                tracing::warn!(code = "not-indexed", of = failed.word(), kind = %kind);
                if matches!(kind, Fault::Unusable | Fault::Unknown) {
                    is_checked = false;
                }
                failed.clear_if_damaged(&*index).await;
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

/// What failed in a round.
#[derive(Debug)]
enum Failed {
    Store(StoreError),
    Index(StoreError),
}

impl Failed {
    const fn error(&self) -> &StoreError {
        match self {
            Self::Store(error) | Self::Index(error) => error,
        }
    }

    /// What it was in one word, for the log.
    const fn word(&self) -> &'static str {
        match self {
            Self::Store(_) => "store",
            Self::Index(_) => "index",
        }
    }

    /// Clears a damaged index, so that it is made anew. Of a damaged store it has what can no longer
    /// be read: then it stays.
    async fn clear_if_damaged(&self, index: &dyn Index) {
        if matches!(self, Self::Index(error) if error.kind == Fault::Unusable) {
            let _ = index.clear().await;
        }
    }
}

async fn add(inner: &Inner, index: &dyn Index) -> Result<Added, Failed> {
    let newest = *inner.last.borrow();
    let after = index.last().await.map_err(Failed::Index)?.map_or(0, |(seq, _)| seq);
    if after >= newest {
        return Ok(Added::All);
    }
    let free = inner.reader.space().await.map_err(Failed::Store)?.free;
    if free.is_some_and(|free| free < inner.retention.min_free) {
        return Ok(Added::NoRoom);
    }
    let events = inner.reader.events(after, newest, ROOM).await.map_err(Failed::Store)?;
    let Some(reached) = events.last().map(|event| event.seq) else { return Ok(Added::All) };
    let entries = tokio::task::spawn_blocking(move || events.iter().map(Entry::from).collect());
    let entries = entries.await.map_err(|error| StoreError::new(Fault::Unknown, error));
    index.add(entries.map_err(Failed::Store)?).await.map_err(Failed::Index)?;
    Ok(if reached < newest { Added::Some } else { Added::All })
}

/// Clears an index that is of another store, such as the one before a backup was put back.
async fn check(reader: &dyn Reader, index: &dyn Index) -> Result<(), Failed> {
    let last = index.last().await.map_err(Failed::Index)?;
    let Some((seq, received_at)) = last else { return Ok(()) };
    let room = Room { events: 1, bytes: 1 };
    let here = reader.events(seq - 1, seq, room).await.map_err(Failed::Store)?;
    let is_ours = match here.first() {
        Some(event) => event.received_at == received_at,
        // It was deleted since.
        None => seq <= reader.last().await.map_err(Failed::Store)?,
    };
    if is_ours { Ok(()) } else { index.clear().await.map_err(Failed::Index) }
}

async fn forget(inspect: &dyn Inspect, index: &dyn Index) -> Result<(), Failed> {
    let first = Listing { limit: 1, ..Listing::of(Filter::default()) };
    let oldest = inspect.heads(first).await.map_err(Failed::Store)?;
    let oldest = oldest.first().map_or(i64::MAX, |event| event.seq);
    while index.forget(oldest, FORGET_ROWS).await.map_err(Failed::Index)? == FORGET_ROWS {
        tokio::time::sleep(GATHER).await;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::sqlite;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_damaged_index_is_cleared_and_that_of_a_damaged_store_stays() {
        let engine = sqlite();
        let store = engine.store.open().await.unwrap();
        store.add(&["a", "b"]).await;
        let index = engine.store.view(&store.readers.1).await.index.unwrap();
        let events = store.readers.0.events(0, i64::MAX, ROOM).await.unwrap();
        index.add(events.iter().map(Entry::from).collect()).await.unwrap();
        check(&*store.readers.0, &*index).await.unwrap();
        let last = index.last().await.unwrap();
        assert_eq!(last.unwrap().0, 2);
        store.close().await;

        // The events are looked for in pages of another table.
        let path = engine.store.file().unwrap();
        let wrong = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = \
                     (SELECT rootpage FROM sqlite_schema WHERE name = 'seen') WHERE name = 'event'";
        rusqlite::Connection::open(path).unwrap().execute_batch(wrong).unwrap();
        let (reader, inspect) = engine.store.open_to_read().unwrap();
        for failed in [check(&*reader, &*index).await, forget(&*inspect, &*index).await] {
            let failed = failed.unwrap_err();
            assert!(matches!(&failed, Failed::Store(it) if it.kind == Fault::Unusable));
            failed.clear_if_damaged(&*index).await;
            assert_eq!(index.last().await.unwrap(), last);
        }

        let mut search = path.as_os_str().to_owned();
        search.push(".search");
        index.clear().await.unwrap();
        std::fs::write(search, "no database, but a text of some length").unwrap();
        let failed = check(&*reader, &*index).await.unwrap_err();
        assert!(matches!(&failed, Failed::Index(it) if it.kind == Fault::Unusable), "{failed:?}");
        failed.clear_if_damaged(&*index).await;
        assert_eq!(index.last().await.unwrap(), None);
    }
}
