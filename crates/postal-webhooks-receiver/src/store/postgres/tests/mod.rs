//! What only a store can break that several receivers share, and a server that fails.

mod index;
mod migration;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use postal_webhooks_engines::Postgres as Server;

use super::{Postgres, PostgresReader};
use crate::error::Error;
use crate::event::Accepted;
use crate::operate::OpenStore;
use crate::store::tests::{incoming, postgres};
use crate::store::{Change, Done, Fault, Job, Opened, Progress, Room, Start, Store, StoreError};

fn store(url: &str) -> Store {
    Postgres::at(url).unwrap().into()
}

async fn accept(opened: &Opened, uuid: &str) -> Result<Accepted, StoreError> {
    match opened.queue.ask(Job::Accept(incoming(uuid, format!("{{{uuid}}}")))).await? {
        Done::Accepted(accepted) => Ok(accepted),
        other => panic!("{other:?}"),
    }
}

/// Reads as a sink does, with a cursor, while four receivers store; says what it never saw of what
/// was stored.
async fn skipped(url: &str, events: usize) -> usize {
    const WRITERS: usize = 4;
    let mut receivers = Vec::new();
    for _ in 0..WRITERS {
        receivers.push(Arc::new(store(url).open().await.unwrap()));
    }
    let is_done = Arc::new(AtomicBool::new(false));
    let reading = {
        let (reader, is_done) = (Arc::clone(&receivers[0].readers.0), Arc::clone(&is_done));
        tokio::spawn(async move {
            let (mut cursor, mut seen) = (0, BTreeSet::new());
            loop {
                let was_done = is_done.load(Ordering::SeqCst);
                let last = reader.last().await.unwrap();
                let room = Room { events: 64, bytes: usize::MAX };
                let read = reader.events(cursor, last, room).await.unwrap();
                if read.is_empty() && was_done {
                    return seen;
                }
                // As the runner does: what is not there up to the last never comes.
                cursor = read.last().map_or(last, |event| event.seq);
                seen.extend(read.iter().map(|event| event.seq));
            }
        })
    };
    let writing: Vec<_> = (0..WRITERS * 4)
        .map(|task| {
            let receiver = Arc::clone(&receivers[task % WRITERS]);
            tokio::spawn(async move {
                let mut stored = Vec::new();
                for n in 0..events / WRITERS / 4 {
                    let uuid = format!("{task}-{n}-{}", fastrand::u64(..));
                    match accept(&receiver, &uuid).await.unwrap() {
                        Accepted::Stored { seq } => stored.push(seq),
                        other => panic!("{other:?}"),
                    }
                }
                stored
            })
        })
        .collect();
    let mut stored = BTreeSet::new();
    for task in writing {
        stored.extend(task.await.unwrap());
    }
    is_done.store(true, Ordering::SeqCst);
    let seen = reading.await.unwrap();
    for receiver in receivers {
        Arc::into_inner(receiver).unwrap().close().await;
    }
    stored.difference(&seen).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_misses_nothing_that_several_receivers_store_and_does_without_the_lock() {
    let engine = postgres();
    let (url, server) = (engine.url(), engine.server());
    assert_eq!(skipped(&url, 4_000).await, 0);

    let database = url.rsplit('/').next().unwrap();
    let function = "SELECT pg_get_functiondef('postal_webhooks.accept'::regproc)";
    let definition = server.sql(database, function).unwrap();
    let lock = "PERFORM pg_advisory_xact_lock(1347905643);";
    assert!(definition.contains(lock));
    server.sql(database, &definition.replace(lock, "")).unwrap();
    let begun = Instant::now();
    while skipped(&url, 4_000).await == 0 {
        assert!(begun.elapsed() < Duration::from_secs(120), "the lock does nothing");
    }

    server.sql(database, &definition).unwrap();
    assert_eq!(skipped(&url, 4_000).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn batches_in_opposite_order_do_not_wait_for_each_other() {
    let engine = postgres();
    let (one, other) = (engine.store.open().await.unwrap(), engine.store.open().await.unwrap());
    for round in 0..100 {
        let uuids: Vec<_> = (0..256).map(|n| format!("{round}-{n}")).collect();
        let send = |opened: &Opened, uuids: Vec<&String>| {
            uuids
                .into_iter()
                .map(|uuid| opened.queue.offer(Job::Accept(incoming(uuid, "{}"))).unwrap())
                .collect::<Vec<_>>()
        };
        let replies =
            [send(&one, uuids.iter().collect()), send(&other, uuids.iter().rev().collect())];
        let mut stored = 0;
        for reply in replies.into_iter().flatten() {
            match reply.await.unwrap().unwrap() {
                Done::Accepted(Accepted::Stored { .. }) => stored += 1,
                Done::Accepted(Accepted::Duplicate) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(stored, 256, "round {round}");
    }
    one.close().await;
    other.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_the_server_refuses_takes_no_other_with_it() {
    let engine = postgres();
    let opened = engine.store.open().await.unwrap();
    let check = "ALTER TABLE postal_webhooks.event ADD CHECK (uuid <> 'bad')";
    engine.server().sql(engine.url().rsplit('/').next().unwrap(), check).unwrap();
    let jobs = ["a", "bad", "b"];
    let jobs = jobs.map(|uuid| opened.queue.offer(Job::Accept(incoming(uuid, "{}"))).unwrap());
    let mut done = Vec::new();
    for job in jobs {
        done.push(job.await.unwrap().unwrap());
    }
    assert!(matches!(done[0], Done::Accepted(Accepted::Stored { .. })));
    assert_eq!(done[1], Done::Refused);
    assert!(matches!(done[2], Done::Accepted(Accepted::Stored { .. })));
    opened.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_breaks_the_promise_is_refused() {
    async fn refusal(url: &str) -> Error {
        store(url).open().await.map(|_| ()).unwrap_err()
    }
    for (setting, word) in [("fsync=off", "fsync"), ("full_page_writes=off", "full_page_writes")] {
        let server = Server::start_with(&[setting]).unwrap();
        let error = refusal(&server.url("postgres")).await;
        assert!(matches!(&error, Error::UnsafeServer { what, .. } if what.starts_with(word)));
    }
    let engine = postgres();
    let server = engine.server();
    let database = |suffix: &str| format!("{}_{suffix}", engine.url().rsplit('/').next().unwrap());
    let (ascii, readonly) = (database("ascii"), database("readonly"));
    let sql = format!("CREATE DATABASE {ascii} TEMPLATE template0 ENCODING 'SQL_ASCII'");
    server.sql("postgres", &sql).unwrap();
    let error = refusal(&server.url(&ascii)).await;
    assert!(matches!(&error, Error::UnsafeServer { what, .. } if what.contains("UTF-8")));

    let url = server.database(&readonly).unwrap();
    let sql = format!("ALTER DATABASE {readonly} SET default_transaction_read_only = on");
    server.sql("postgres", &sql).unwrap();
    let error = refusal(&url).await;
    assert!(matches!(&error, Error::UnsafeServer { what, .. } if what.contains("read-only")));

    let unlogged = database("unlogged");
    let url = server.database(&unlogged).unwrap();
    store(&url).open().await.unwrap().close().await;
    server.sql(&unlogged, "ALTER TABLE postal_webhooks.seen SET UNLOGGED").unwrap();
    let error = refusal(&url).await;
    assert!(matches!(&error, Error::UnsafeServer { what, .. } if what.contains("UNLOGGED")));

    let newer = database("newer");
    let url = server.database(&newer).unwrap();
    store(&url).open().await.unwrap().close().await;
    let sql = "UPDATE postal_webhooks.meta SET value = '99' WHERE key = 'version'";
    server.sql(&newer, sql).unwrap();
    assert!(matches!(refusal(&url).await, Error::NewerStore { version: 99, .. }));

    let foreign = database("foreign");
    let url = server.database(&foreign).unwrap();
    server.sql(&foreign, "CREATE SCHEMA postal_webhooks CREATE TABLE mine (n int)").unwrap();
    assert!(matches!(refusal(&url).await, Error::ForeignStore { .. }));
    let error = refusal(&server.url("absent")).await;
    assert!(error.to_string().contains("there is no such database"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_changes_a_store_makes_none() {
    let engine = postgres();
    let error = OpenStore::open(engine.store.clone()).await.map(|_| ()).unwrap_err();
    let text = format!("{error}: {}", std::error::Error::source(&error).unwrap());
    assert!(text.contains("cannot read the store postgres://127.0.0.1"), "{text}");
    let schema = "SELECT to_regnamespace('postal_webhooks') IS NULL";
    let database = engine.url().rsplit('/').next().unwrap().to_owned();
    assert_eq!(engine.server().sql(&database, schema).unwrap(), "t");
    engine.store.open().await.unwrap().close().await;
    OpenStore::open(engine.store.clone()).await.unwrap().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commits_wait_for_the_disk_whatever_the_server_is_set_to() {
    let server = Server::start_with(&["synchronous_commit=off"]).unwrap();
    let store = Postgres::at(&server.url("postgres")).unwrap();
    let session = super::open::connect(&store, Duration::from_secs(9)).await.unwrap();
    let row = session.query_one("SHOW synchronous_commit", &[]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "on");
}

#[tokio::test(flavor = "multi_thread")]
async fn receivers_that_start_together_make_the_tables_once() {
    let engine = postgres();
    let starts = (0..8).map(|_| {
        let store = engine.store.clone();
        tokio::spawn(async move { store.open().await.unwrap() })
    });
    for start in starts.collect::<Vec<_>>() {
        start.await.unwrap().close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_leads_a_sink_and_who_led_it_before_writes_nothing() {
    let engine = postgres();
    let (one, other) = (engine.store.open().await.unwrap(), engine.store.open().await.unwrap());
    let lead = async |opened: &Opened, epoch| match opened
        .queue
        .ask(Job::Lead { sink: "a".into(), epoch })
        .await
        .unwrap()
    {
        Done::Led(lease) => lease.map(|lease| lease.epoch),
        other => panic!("{other:?}"),
    };
    let advance = async |opened: &Opened, epoch, cursor| {
        let progress = Progress { sink: "a".into(), cursor, ..Progress::default() };
        opened.queue.ask(Job::Progress { epoch, progress }).await.unwrap()
    };
    let cursor = async || one.readers.0.sink("a".into()).await.unwrap().cursor;
    let new = Change::Sink { name: "a".into(), start: Start::Oldest };
    one.queue.ask(Job::Change(new)).await.unwrap();

    assert_eq!(lead(&one, None).await, Some(1));
    assert_eq!(lead(&other, None).await, None);
    assert_eq!(lead(&one, Some(1)).await, Some(1));
    assert_eq!(advance(&one, 1, 5).await, Done::Changed(1));
    // What a lost connection had still to do comes late, and takes nothing back.
    assert_eq!(advance(&one, 1, 4).await, Done::Changed(1));
    assert_eq!(cursor().await, 5);

    // It has not renewed the lease in time.
    let over = "UPDATE postal_webhooks.sink SET lease_until = now() - interval '1 second'";
    engine.server().sql(engine.url().rsplit('/').next().unwrap(), over).unwrap();
    assert_eq!(lead(&other, None).await, Some(2));
    assert_eq!(lead(&one, Some(1)).await, None);
    assert_eq!(advance(&one, 1, 9).await, Done::Fenced);
    assert_eq!(cursor().await, 5);

    let yields = Change::Yield { sink: "a".into(), epoch: 2 };
    other.queue.ask(Job::Change(yields)).await.unwrap();
    assert_eq!(lead(&one, None).await, Some(3));
    one.close().await;
    other.close().await;
}

/// Stops or continues all backends of a server's database.
fn signal(server: &Server, signal: &str) {
    for pid in server.backends("postal-webhooks").unwrap() {
        let sent = std::process::Command::new("kill").args([signal, &pid.to_string()]).status();
        assert!(sent.unwrap().success());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backend_that_hangs_costs_the_time_of_a_request_alone() {
    let server = Server::start().unwrap();
    let opened = store(&server.url("postgres")).open().await.unwrap();
    accept(&opened, "before").await.unwrap();
    opened.readers.0.last().await.unwrap();
    signal(&server, "-STOP");
    let begun = Instant::now();
    let (stored, read) = tokio::join!(accept(&opened, "meanwhile"), opened.readers.0.last());
    assert_eq!((stored.unwrap_err().kind, read.unwrap_err().kind), (Fault::Away, Fault::Away));
    // That of the writer is 3 s, that of a reader 5.
    assert!(begun.elapsed() < Duration::from_secs(15));
    // By new connections, while the old backends still hang.
    accept(&opened, "after").await.unwrap();
    assert!(opened.readers.0.last().await.unwrap() > 0);
    signal(&server, "-CONT");
    // Whether it was done meanwhile or not, it is stored once.
    accept(&opened, "meanwhile").await.unwrap();
    let count = "SELECT count(*) FROM postal_webhooks.event WHERE uuid = 'meanwhile'";
    assert_eq!(server.sql("postgres", count).unwrap(), "1");
    opened.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_crashed_is_found_again() {
    let server = Server::start().unwrap();
    let opened = store(&server.url("postgres")).open().await.unwrap();
    accept(&opened, "before").await.unwrap();
    server.crash().unwrap();
    assert_eq!(accept(&opened, "meanwhile").await.unwrap_err().kind, Fault::Away);
    server.run().unwrap();
    let begun = Instant::now();
    while accept(&opened, "after").await.is_err() {
        assert!(begun.elapsed() < Duration::from_secs(30));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let uuids = "SELECT string_agg(uuid, ' ' ORDER BY seq) FROM postal_webhooks.event";
    assert_eq!(server.sql("postgres", uuids).unwrap(), "before after");
    opened.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_of_an_operator_may_take_longer_than_a_sink_can_wait() {
    let engine = postgres();
    engine.store.open().await.unwrap().close().await;
    let Store::Postgres(store) = &engine.store else { panic!() };
    let slow = "SELECT 7::bigint FROM pg_sleep(4)";
    let operator = PostgresReader::for_operators(store.clone());
    let sink = PostgresReader::for_sinks(store.clone());
    let (operator, sink) = tokio::join!(operator.number(slow, &[]), sink.number(slow, &[]));
    assert_eq!(operator.unwrap(), Some(7));
    assert_eq!(sink.unwrap_err().kind, Fault::Busy);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_store_is_told() {
    let engine = postgres();
    let (one, other) = (engine.store.open().await.unwrap(), engine.store.open().await.unwrap());
    let mut last = one.last.subscribe();
    let Accepted::Stored { seq } = accept(&other, "a").await.unwrap() else { panic!() };
    tokio::time::timeout(Duration::from_secs(30), last.wait_for(|last| *last == seq))
        .await
        .unwrap()
        .unwrap();
    one.close().await;
    other.close().await;
}
