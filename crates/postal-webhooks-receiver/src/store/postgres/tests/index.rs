//! The index, where any part of a text is found, and where its begin alone is.

use super::{accept, close, store};
use crate::store::index::{Entry, Find, Index as _, Matching, searchable};
use crate::store::postgres::{Postgres, PostgresIndex, open};
use crate::store::tests::{Engine, postgres};
use crate::summary::MessageKey;

const LOCK: &str = "SELECT pg_advisory_xact_lock(1347905646)";

/// An empty store, whose database can have the extension, in a schema that nobody looks in.
async fn prepared(matching: Matching) -> (Engine, Postgres) {
    let engine = postgres();
    if matching == Matching::Anywhere {
        install(&engine);
    }
    close(engine.store.open().await.unwrap()).await;
    let store = Postgres::at(&engine.url()).unwrap();
    (engine, store)
}

fn install(engine: &Engine) {
    sql(engine, "CREATE SCHEMA \"Ext s\"; CREATE EXTENSION pg_trgm SCHEMA \"Ext s\"");
}

fn sql(engine: &Engine, sql: &str) -> String {
    engine.server().sql(engine.url().rsplit('/').next().unwrap(), sql).unwrap()
}

fn entry(seq: i64, event: &str, texts: [&str; 5]) -> Entry {
    Entry {
        seq,
        source: if seq % 2 == 0 { "even".into() } else { "odd".into() },
        event: event.to_owned(),
        received_at: seq * 10,
        message: Some(MessageKey { id: seq / 3, token: "t\0".into() }),
        texts: texts.map(searchable),
    }
}

fn plain(seq: i64) -> Entry {
    entry(seq, "Sent", ["", "", "", "", ""])
}

fn find(text: &str) -> Find {
    Find {
        until: i64::MAX,
        source: None,
        event: None,
        received: i64::MIN..i64::MAX,
        text: searchable(text),
        limit: 10,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_found_by_all_that_is_given() {
    for matching in [Matching::Anywhere, Matching::Beginning] {
        let (_engine, store) = prepared(matching).await;
        let index = PostgresIndex::new(store);
        assert_eq!(index.last().await.unwrap(), None);
        let long = "x".repeat(3000);
        let widest = "\u{10348}".repeat(300);
        let entries = vec![
            entry(1, "Sent", ["ann@example.com", "Your order", "<1@mail>", "tag", ""]),
            entry(2, "Held", ["bob@example.com", "say \"hi\" AND 'bye'", "", "", ""]),
            entry(3, "Sent", ["carl@example.net", &long, &widest, "sales", ""]),
            entry(4, "Sent\0", ["ÄNN@example.com", "a\0b <script>", "", "", ""]),
            entry(5, "Dns", ["100%_off", r"c:\new\\", r"\", "", "example.org"]),
            Entry { message: None, ..entry(6, "Dns", ["100 off", "cxnew", "", "", ""]) },
        ];
        index.add(entries.clone()).await.unwrap();
        index.add(entries).await.unwrap();
        index.add(Vec::new()).await.unwrap();
        assert_eq!(index.last().await.unwrap(), Some((6, 60)));
        assert_eq!(index.matching().await.unwrap(), matching);
        let seqs = async |find: Find| index.find(find).await.unwrap();
        let text = async |text: &str| seqs(find(text)).await;
        let anywhere = |found: &[i64]| match matching {
            Matching::Anywhere => found.to_vec(),
            Matching::Beginning => Vec::new(),
        };
        assert_eq!(text("").await, [6, 5, 4, 3, 2, 1]);
        for (part, found) in [
            ("NN@EXAMPLE.com", &[4, 1][..]),
            ("der", &[1]),
            ("\" and 'b", &[2]),
            ("script>", &[4]),
            ("0%_o", &[5]),
            (r"\new\", &[5]),
            ("mail>", &[1]),
        ] {
            assert_eq!(text(part).await, anywhere(found), "{part}");
        }
        for (begin, found) in [
            ("ann@", &[1][..]),
            ("Änn@", &[4]),
            ("say \"HI\" and '", &[2]),
            ("a\0b", &[4]),
            ("<1@", &[1]),
            ("tag", &[1]),
            ("sales", &[3]),
            ("example.o", &[5]),
            ("100%_", &[5]),
            ("100", &[6, 5]),
            (r"c:\new\\", &[5]),
            ("NOT nothing OR", &[]),
            // Characters that have a meaning elsewhere.
            ("100%o", &[]),
            ("c__new", &[]),
            ("%%%", &[]),
            ("___", &[]),
            // From one text to the next is no match.
            ("comyour", &[]),
            ("com your", &[]),
        ] {
            assert_eq!(text(begin).await, found, "{begin}");
        }
        assert_eq!(text(&"x".repeat(300)).await, [3]);
        assert_eq!(text(&widest).await, [3]);

        let named = |event: &str, text| Find { event: Some(event.into()), ..find(text) };
        let from = |source: &str, find| Find { source: Some(source.into()), ..find };
        assert_eq!(seqs(named("Sent", "")).await, [3, 1]);
        assert_eq!(seqs(named("Sent\0", "")).await, [4]);
        assert_eq!(seqs(named("Sent\0", "ann@")).await, [0_i64; 0]);
        assert_eq!(seqs(from("odd", named("Sent", "carl"))).await, [3]);
        assert_eq!(seqs(from("even", named("Sent", ""))).await, [0_i64; 0]);
        assert_eq!(seqs(from("Sent", find(""))).await, [0_i64; 0]);
        assert_eq!(seqs(from("od\0d'", find(""))).await, [0_i64; 0]);
        let between = |start, end, find| Find { received: start..end, ..find };
        assert_eq!(seqs(between(20, 40, find(""))).await, [3, 2]);
        assert_eq!(seqs(between(20, i64::MAX, named("Sent", ""))).await, [3]);
        assert_eq!(seqs(between(i64::MIN, 40, find("carl"))).await, [3]);
        assert_eq!(seqs(between(40, 20, find(""))).await, [0_i64; 0]);
        assert_eq!(seqs(Find { until: 5, limit: 2, ..find("") }).await, [5, 4]);
        assert_eq!(seqs(Find { limit: usize::MAX, ..find("") }).await, [6, 5, 4, 3, 2, 1]);
        assert_eq!(seqs(Find { limit: 0, ..find("") }).await, [0_i64; 0]);
        assert_eq!(seqs(Find { until: 5, limit: 1, ..find("100") }).await, [5]);

        let message = |token: &str| MessageKey { id: 1, token: token.into() };
        let of = async |source: &str, token, limit| {
            index.of_message(source.to_owned(), message(token), limit).await.unwrap()
        };
        assert_eq!(of("odd", "t\0", 9).await, [5, 3]);
        assert_eq!(of("odd", "t\0", 1).await, [5]);
        assert_eq!(of("even", "t\0", 9).await, [4]);
        assert_eq!(of("odd", "t", 9).await, [0_i64; 0]);

        assert_eq!(index.forget(3, 1).await.unwrap(), 1);
        assert_eq!(index.forget(3, 9).await.unwrap(), 1);
        assert_eq!(index.forget(3, 9).await.unwrap(), 0);
        assert_eq!(seqs(find("")).await, [6, 5, 4, 3]);
        index.clear().await.unwrap();
        assert_eq!(index.last().await.unwrap(), None);
        assert_eq!(seqs(find("")).await, [0_i64; 0]);
        assert_eq!(index.matching().await.unwrap(), matching);
    }
}

/// More than the newest that are looked at first.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_rare_is_found_among_many() {
    for matching in [Matching::Anywhere, Matching::Beginning] {
        let (engine, store) = prepared(matching).await;
        let index = PostgresIndex::new(store);
        index.add(vec![plain(1)]).await.unwrap();
        let many = "INSERT INTO postal_webhooks.entry SELECT n, \
                    CASE WHEN n % 10000 = 0 THEN 'rare' ELSE 'main' END, 'Sent', n * 10, n, 't', \
                    'user' || n || '@example.com', '', '', CASE WHEN n <= 20000 THEN 'old' ELSE '' \
                    END, '' FROM generate_series(2, 30000) n";
        sql(&engine, many);
        let seqs = async |find: Find| index.find(find).await.unwrap();
        let expected: Vec<_> = (29_991..=30_000).rev().collect();
        assert_eq!(seqs(find("user")).await, expected);
        assert_eq!(seqs(find("old")).await, (19_991..=20_000).rev().collect::<Vec<_>>());
        assert_eq!(seqs(find("user123@")).await, [123]);
        // Some are among the newest, and some are not.
        let found = seqs(Find { limit: 112, ..find("user29") }).await;
        let mut all: Vec<i64> = (2..=30_000).filter(|n| n.to_string().starts_with("29")).collect();
        all.reverse();
        assert_eq!(found, all[..112]);
        assert_eq!(seqs(Find { limit: 9_999, ..find("user29") }).await, all);
        let from = |source: &str, find| Find { source: Some(source.into()), ..find };
        assert_eq!(seqs(from("rare", find("user"))).await, [30_000, 20_000, 10_000]);
        assert_eq!(seqs(from("rare", find("old"))).await, [20_000, 10_000]);
        let early = Find { received: 50..80, ..find("") };
        assert_eq!(seqs(early).await, [7, 6, 5]);
        let until = Find { until: 20_001, limit: 2, ..find("user") };
        assert_eq!(seqs(until).await, [20_001, 20_000]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_extension_can_be_installed_and_removed_at_any_time() {
    let (engine, store) = prepared(Matching::Beginning).await;
    let index = PostgresIndex::new(store.clone());
    index.add(vec![entry(1, "Sent", ["ann@example.com", "", "", "", ""])]).await.unwrap();
    assert_eq!(index.find(find("example")).await.unwrap(), [0_i64; 0]);
    install(&engine);
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
    sql(&engine, "DROP EXTENSION pg_trgm CASCADE");
    assert_eq!(index.matching().await.unwrap(), Matching::Beginning);
    index.add(vec![plain(2)]).await.unwrap();
    assert_eq!(index.find(find("ann")).await.unwrap(), [1]);
}

/// Who may not use the schema of the extension adds all the same.
#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_cannot_be_made_is_done_without() {
    let engine = postgres();
    install(&engine);
    let user = engine.url().rsplit('/').next().unwrap().to_owned();
    sql(&engine, &format!("CREATE ROLE {user} LOGIN; GRANT CREATE ON DATABASE {user} TO {user}"));
    let url = engine.url().replace("postgres@", &format!("{user}@"));
    close(store(&url).open().await.unwrap()).await;
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
    let (engine, store) = prepared(Matching::Beginning).await;
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
    assert_eq!(sql(&engine, missing), "0");

    // Who learnt how far it goes before it was emptied adds nothing.
    let index = PostgresIndex::new(store.clone());
    index.clear().await.unwrap();
    index.add(entries[200..].to_vec()).await.unwrap();
    assert_eq!(index.last().await.unwrap(), None);
    index.add(entries[..200].to_vec()).await.unwrap();
    index.add(entries[201..].to_vec()).await.unwrap();
    assert_eq!(index.last().await.unwrap().unwrap().0, entries[199].seq);
    index.add(entries[200..].to_vec()).await.unwrap();
    assert_eq!(sql(&engine, missing), "0");

    // While another adds, nobody waits.
    let other = open::connect(&store, std::time::Duration::from_secs(60)).await.unwrap();
    other.batch_execute(&format!("BEGIN; {LOCK}")).await.unwrap();
    let last = entries.last().unwrap().seq;
    index.add(vec![plain(last + 1)]).await.unwrap();
    assert_eq!(index.last().await.unwrap().unwrap().0, last);
    drop(other);
    close(opened).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_becomes_of_it_events_are_stored() {
    let (engine, store) = prepared(Matching::Beginning).await;
    let opened = engine.store.open().await.unwrap();
    let index = PostgresIndex::new(store);
    sql(&engine, "DROP TABLE postal_webhooks.entry");
    accept(&opened, "a").await.unwrap();
    assert!(index.add(vec![plain(1)]).await.is_err());
    assert!(index.find(find("")).await.is_err());
    accept(&opened, "b").await.unwrap();
    close(opened).await;
}
