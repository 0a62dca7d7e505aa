//! What becomes of the index where several receivers fill it, and where an administrator installs the
//! extension or takes it away.

use super::{accept, store};
use crate::store::index::{Entry, Index as _, Matching};
use crate::store::postgres::{Postgres, PostgresIndex, open};
use crate::store::tests::index::{entry, find, plain};
use crate::store::tests::{Engine, postgres};

const LOCK: &str = "SELECT pg_advisory_xact_lock(1347905646)";

/// An empty store, whose database has no extension.
async fn prepared() -> (Engine, Postgres) {
    let engine = postgres();
    engine.store.open().await.unwrap().close().await;
    let store = Postgres::at(&engine.url()).unwrap();
    (engine, store)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_extension_can_be_installed_and_removed_at_any_time() {
    let (engine, store) = prepared().await;
    let index = PostgresIndex::new(store.clone());
    index.add(vec![entry(1, "Sent", ["ann@example.com", "", "", "", ""])]).await.unwrap();
    assert_eq!(index.find(find("example")).await.unwrap(), [0_i64; 0]);
    engine.install_trigrams();
    // It is not there before it is made, and one receiver makes it.
    assert_eq!(index.matching().await.unwrap(), Matching::Beginning);
    let fills = (0..4).map(|_| {
        let index = PostgresIndex::new(store.clone());
        tokio::spawn(async move { index.add(Vec::new()).await.unwrap() })
    });
    for fill in fills.collect::<Vec<_>>() {
        fill.await.unwrap();
    }
    assert_eq!(index.matching().await.unwrap(), Matching::Anywhere);
    assert_eq!(index.find(find("example")).await.unwrap(), [1]);
    engine.sql("DROP EXTENSION pg_trgm CASCADE");
    assert_eq!(index.matching().await.unwrap(), Matching::Beginning);
    index.add(vec![plain(2)]).await.unwrap();
    assert_eq!(index.find(find("ann")).await.unwrap(), [1]);
}

/// Who may not use the schema of the extension adds all the same.
#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_cannot_be_made_is_done_without() {
    let engine = postgres();
    engine.install_trigrams();
    let user = engine.url().rsplit('/').next().unwrap().to_owned();
    engine.sql(&format!("CREATE ROLE {user} LOGIN; GRANT CREATE ON DATABASE {user} TO {user}"));
    let url = engine.url().replace("postgres@", &format!("{user}@"));
    store(&url).open().await.unwrap().close().await;
    let index = PostgresIndex::new(Postgres::at(&url).unwrap());
    for seq in [1, 2] {
        // What failed to make it can hold the lock for a moment more.
        while index.last().await.unwrap().is_none_or(|(last, _)| last < seq) {
            index.add(vec![plain(seq)]).await.unwrap();
        }
    }
    assert_eq!(index.find(find("")).await.unwrap(), [2, 1]);
    assert_eq!(index.matching().await.unwrap(), Matching::Beginning);
}

#[tokio::test(flavor = "multi_thread")]
async fn receivers_fill_it_together_and_leave_no_gap() {
    let (engine, store) = prepared().await;
    let opened = engine.store.open().await.unwrap();
    for n in 0..300 {
        accept(&opened, &n.to_string()).await.unwrap();
    }
    let stored = || async {
        let room = crate::store::Room { events: 1000, bytes: usize::MAX };
        opened.readers.0.events(0, i64::MAX, room).await.unwrap()
    };
    let entries: Vec<Entry> = stored().await.iter().map(Entry::from).collect();
    let fills = (0..4).map(|_| {
        let (index, entries) = (PostgresIndex::new(store.clone()), entries.clone());
        tokio::spawn(async move {
            loop {
                let last = index.last().await.unwrap().map_or(0, |(seq, _)| seq);
                let next = entries.iter().filter(|entry| entry.seq > last).take(7);
                let next: Vec<_> = next.cloned().collect();
                if next.is_empty() {
                    return;
                }
                index.add(next).await.unwrap();
            }
        })
    });
    for fill in fills.collect::<Vec<_>>() {
        fill.await.unwrap();
    }
    let missing = "SELECT count(*) FROM postal_webhooks.event FULL JOIN postal_webhooks.entry \
                   USING (seq) WHERE event.seq IS NULL OR entry.seq IS NULL";
    assert_eq!(engine.sql(missing), "0");

    // Who learnt how far it goes before it was emptied adds nothing.
    let index = PostgresIndex::new(store.clone());
    index.clear().await.unwrap();
    index.add(entries[200..].to_vec()).await.unwrap();
    assert_eq!(index.last().await.unwrap(), None);
    index.add(entries[..200].to_vec()).await.unwrap();
    index.add(entries[201..].to_vec()).await.unwrap();
    assert_eq!(index.last().await.unwrap().unwrap().0, entries[199].seq);
    index.add(entries[200..].to_vec()).await.unwrap();
    assert_eq!(engine.sql(missing), "0");

    // While another adds, nobody waits.
    let other = open::connect(&store, std::time::Duration::from_secs(60)).await.unwrap();
    other.batch_execute(&format!("BEGIN; {LOCK}")).await.unwrap();
    let last = entries.last().unwrap().seq;
    index.add(vec![plain(last + 1)]).await.unwrap();
    assert_eq!(index.last().await.unwrap().unwrap().0, last);
    drop(other);
    opened.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_becomes_of_it_events_are_stored() {
    let (engine, store) = prepared().await;
    let opened = engine.store.open().await.unwrap();
    let index = PostgresIndex::new(store);
    engine.sql("DROP TABLE postal_webhooks.entry");
    accept(&opened, "a").await.unwrap();
    assert!(index.add(vec![plain(1)]).await.is_err());
    assert!(index.find(find("")).await.is_err());
    accept(&opened, "b").await.unwrap();
    opened.close().await;
}
