//! The contract of the store, held against each engine.

use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::inspect::{Listing, Parks};
use super::{
    Change, Content, Done, Filter, Incoming, Job, Opened, Park, Progress, Prune, Room, Start, Store,
};
use crate::event::{Accepted, Class, Reason};

const ALL: Room = Room { events: 1000, bytes: usize::MAX };

/// A store of one engine, with what has to stay as long as it is open.
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    pub(crate) store: Store,
    _folder: Option<tempfile::TempDir>,
    #[cfg(feature = "postgres")]
    server: Option<(Arc<postal_webhooks_engines::Postgres>, String)>,
}

#[cfg(feature = "postgres")]
impl Engine {
    /// The server, of PostgreSQL.
    pub(crate) fn server(&self) -> &postal_webhooks_engines::Postgres {
        &self.server.as_ref().unwrap().0
    }

    /// The URL of the database, of PostgreSQL.
    pub(crate) fn url(&self) -> String {
        self.server.as_ref().unwrap().1.clone()
    }
}

/// An empty store of each engine.
pub(crate) fn engines() -> Vec<Engine> {
    let folder = tempfile::tempdir().unwrap();
    let file = crate::Sqlite::at(folder.path().join("events.db")).ballast(0);
    vec![
        Engine {
            name: "SQLite",
            store: file.into(),
            _folder: Some(folder),
            #[cfg(feature = "postgres")]
            server: None,
        },
        #[cfg(feature = "postgres")]
        postgres(),
    ]
}

/// An empty database of a real server.
#[cfg(feature = "postgres")]
pub(crate) fn postgres() -> Engine {
    let server = postal_webhooks_engines::Postgres::shared().unwrap();
    let url = server.database(&format!("t{}", fastrand::u64(..))).unwrap();
    let store = crate::Postgres::at(&url).unwrap().into();
    Engine { name: "PostgreSQL", store, _folder: None, server: Some((server, url)) }
}

pub(crate) fn incoming(uuid: &str, body: impl Into<Bytes>) -> Incoming {
    let body = body.into();
    Incoming {
        source: "main".into(),
        kid: "0".repeat(64),
        received_at: 1_000,
        signature: Bytes::from_static(b"with SHA-256"),
        signature_sha1: Bytes::from_static(b"\xff\0"),
        digest: Sha256::digest(&body).into(),
        body,
        content: Content::Event {
            uuid: uuid.to_owned(),
            event: "MessageSent".to_owned(),
            class: Class::Known,
            signed_at: Some(900),
        },
    }
}

impl Opened {
    async fn ask(&self, job: Job) -> Done {
        self.queue.ask(job).await.unwrap()
    }

    async fn accept(&self, incoming: Incoming) -> Accepted {
        match self.ask(Job::Accept(incoming)).await {
            Done::Accepted(accepted) => accepted,
            other => panic!("{other:?}"),
        }
    }

    async fn change(&self, change: Change) -> Done {
        self.ask(Job::Change(change)).await
    }

    /// Stores events with these uuids.
    async fn add(&self, uuids: &[&str]) -> Vec<i64> {
        let mut seqs = Vec::new();
        for uuid in uuids {
            match self.accept(incoming(uuid, format!("{{\"uuid\":{uuid:?}}}"))).await {
                Accepted::Stored { seq } => seqs.push(seq),
                other => panic!("{other:?}"),
            }
        }
        seqs
    }

    /// A sink of this name, with the epoch by which it is led.
    async fn sink(&self, name: &str) -> i64 {
        self.change(Change::Sink { name: name.into(), start: Start::Oldest }).await;
        match self.ask(Job::Lead { sink: name.into(), epoch: None }).await {
            Done::Led(Some(lease)) => lease.epoch,
            other => panic!("{other:?}"),
        }
    }

    async fn progress(&self, epoch: i64, progress: Progress) -> Done {
        self.ask(Job::Progress { epoch, progress }).await
    }

    async fn close(self) {
        self.queue.close();
        tokio::task::spawn_blocking(|| self.writer.join()).await.unwrap().unwrap();
    }
}

fn park(seq: i64, next_at: i64, dead_at: Option<i64>) -> Park {
    Park { seq, attempts: 3, next_at, waited: 7, dead_at, error: "status 500".to_owned() }
}

fn to(sink: &str, cursor: i64) -> Progress {
    Progress { sink: sink.into(), cursor, ..Progress::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bytes_are_stored_once_and_others_go_to_quarantine() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let Accepted::Stored { seq } = store.accept(incoming("a", "1")).await else { panic!() };
        assert_eq!(store.accept(incoming("a", "1")).await, Accepted::Duplicate, "{name}");
        for _ in 0..2 {
            assert_eq!(store.accept(incoming("a", "2")).await, Accepted::Conflict, "{name}");
        }
        let other = Incoming { source: "other".into(), ..incoming("a", "2") };
        assert!(matches!(store.accept(other).await, Accepted::Stored { .. }), "{name}");
        let late = Content::Quarantine(Reason::Late);
        let late = Incoming { content: late, ..incoming("b", "3") };
        assert_eq!(store.accept(late).await, Accepted::Quarantined(Reason::Late), "{name}");

        let (reader, inspect) = &store.readers;
        let events = reader.events(0, i64::MAX, ALL).await.unwrap();
        let bodies: Vec<_> = events.iter().map(|event| &*event.body).collect();
        assert_eq!(bodies, [b"1", b"2"], "{name}");
        let first = &events[0];
        assert_eq!((first.seq, &*first.source, &*first.uuid), (seq, "main", "a"), "{name}");
        assert_eq!((first.signed_at, first.received_at), (Some(900), 1_000), "{name}");
        assert_eq!(&*first.signature_sha1, b"\xff\0", "{name}");
        let quarantine = inspect.quarantine(0, 9).await.unwrap();
        let reasons: Vec<_> = quarantine.iter().map(|it| (&*it.reason, it.times)).collect();
        assert_eq!(reasons, [("conflict", 2), ("late", 1)], "{name}");
        let newest = reader.newest_signed().await.unwrap();
        assert_eq!(newest, [("main".to_owned(), 900), ("other".to_owned(), 900)], "{name}");
        store.close().await;
    }
}

/// All at once, so that they come in one batch.
#[tokio::test(flavor = "multi_thread")]
async fn one_batch_may_hold_an_event_twice_and_any_text() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let texts = ["a", "a", "b\0", r"b\0", "b\u{1}", "\u{fffd}ü\\", "a"];
        let jobs = texts.map(|text| {
            let mut incoming = incoming(text, "{}");
            if let Content::Event { event, .. } = &mut incoming.content {
                text.clone_into(event);
            }
            store.queue.offer(Job::Accept(incoming)).unwrap()
        });
        let mut words = Vec::new();
        for job in jobs {
            let Done::Accepted(accepted) = job.await.unwrap().unwrap() else { panic!("{name}") };
            words.push(accepted.word());
        }
        let stored = ["stored", "duplicate", "stored", "stored", "stored", "stored", "duplicate"];
        assert_eq!(words, stored, "{name}");
        let events = store.readers.0.events(0, i64::MAX, ALL).await.unwrap();
        let read: Vec<_> = events.iter().map(|it| (&*it.uuid, &*it.event)).collect();
        let distinct = [0, 2, 3, 4, 5].map(|at| (texts[at], texts[at]));
        assert_eq!(read, distinct, "{name}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_end_where_there_is_no_more_room() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let mut seqs = Vec::new();
        for n in 0..5 {
            let body = vec![b' '; 1000];
            match store.accept(incoming(&n.to_string(), body)).await {
                Accepted::Stored { seq } => seqs.push(seq),
                other => panic!("{other:?}"),
            }
        }
        for (events, bytes, expected) in [(9, 1, 1), (9, 1000, 1), (9, 1001, 2), (3, 9999, 3)] {
            let read = store.readers.0.events(seqs[0], i64::MAX, Room { events, bytes });
            let read: Vec<_> = read.await.unwrap().iter().map(|event| event.seq).collect();
            assert_eq!(read, seqs[1..=expected], "{name}, {events} events, {bytes} bytes");
        }
        let read = store.readers.0.events(seqs[1], seqs[2], ALL).await.unwrap();
        assert_eq!(read.len(), 1, "{name}");
        assert_eq!(store.readers.0.last().await.unwrap(), seqs[4], "{name}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_of_a_sink_is_kept_as_a_whole() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let seqs = store.add(&["a", "b", "c", "d"]).await;
        let epoch = store.sink("app").await;
        let progress = Progress {
            park: vec![park(seqs[0], 50, None), park(seqs[1], 60, Some(70))],
            succeeded_at: 40,
            ..to("app", seqs[2])
        };
        store.progress(epoch, progress).await;
        let (reader, inspect) = &store.readers;
        let row = reader.sink("app".into()).await.unwrap();
        assert_eq!((row.cursor, row.parked, row.dead), (seqs[2], 1, 1), "{name}");
        assert_eq!(reader.due("app".into(), 49, ALL).await.unwrap().len(), 0, "{name}");
        let due = reader.due("app".into(), 50, ALL).await.unwrap();
        assert_eq!(due[0].park, park(seqs[0], 50, None), "{name}");
        assert_eq!(due[0].event.uuid, "a", "{name}");
        let dead = inspect.dead(None, 0, 9).await.unwrap();
        assert_eq!((dead[0].seq, &*dead[0].uuid, dead[0].dead_at), (seqs[1], "b", 70), "{name}");

        // What died after the last success is due again, and what is above the cursor comes anyway.
        store
            .progress(epoch, Progress { park: vec![park(seqs[3], 10, None)], ..to("app", seqs[2]) })
            .await;
        let resumed = store.change(Change::Resume { sink: "app".into(), now: 1, latest: 45 });
        assert_eq!(resumed.await, Done::Changed(3), "{name}");
        let due = reader.due("app".into(), 45, ALL).await.unwrap();
        let due: Vec<_> = due.iter().map(|parked| parked.park.seq).collect();
        assert_eq!((due.len(), reader.sink("app".into()).await.unwrap().dead), (2, 0), "{name}");

        let unpark = Progress { unpark: vec![seqs[0], seqs[1]], ..to("app", seqs[3]) };
        store.progress(epoch, unpark).await;
        let row = reader.sink("app".into()).await.unwrap();
        assert_eq!((row.cursor, row.parked, row.dead), (seqs[3], 0, 0), "{name}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_change_what_they_ask_for() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let seqs = store.add(&["a", "b", "c"]).await;
        let epoch = store.sink("app").await;
        let dead = seqs.iter().map(|seq| park(*seq, 5, Some(6))).collect();
        store.progress(epoch, Progress { park: dead, ..to("app", seqs[2]) }).await;
        let sink = || Arc::<str>::from("app");
        for (change, expected) in [
            (Change::Retry { sink: sink(), seq: Some(seqs[0]), now: 9 }, 1),
            (Change::Retry { sink: sink(), seq: Some(seqs[0]), now: 9 }, 0),
            (Change::Drop { sink: sink(), seq: Some(seqs[1]) }, 1),
            (Change::Drop { sink: sink(), seq: None }, 1),
            (Change::Pause { sink: sink(), paused: true }, 1),
            (Change::Pause { sink: "none".into(), paused: true }, 0),
        ] {
            let what = format!("{name}: {change:?}");
            assert_eq!(store.change(change).await, Done::Changed(expected), "{what}");
        }
        let (reader, inspect) = &store.readers;
        let row = reader.sink(sink()).await.unwrap();
        assert_eq!((row.paused, row.parked, row.dead), (true, 1, 0), "{name}");
        let due = reader.due(sink(), 9, ALL).await.unwrap();
        assert_eq!((due[0].park.attempts, due[0].park.waited), (0, 0), "{name}");

        let filter = Filter { uuids: vec!["b".to_owned()], ..Filter::default() };
        let replay = Change::Replay { sink: sink(), from: 1, until: 3, filter: filter.clone() };
        store.change(replay).await;
        let replays = reader.replays(sink()).await.unwrap();
        assert_eq!((replays[0].next, replays[0].until), (1, 3), "{name}");
        assert_eq!(replays[0].filter, filter, "{name}");
        let id = replays[0].id;
        let moved = Progress { replays: vec![(id, Some(2))], ..to("app", seqs[2]) };
        store.progress(epoch, moved).await;
        assert_eq!(reader.replays(sink()).await.unwrap()[0].next, 2, "{name}");
        store.progress(epoch, Progress { replays: vec![(id, None)], ..to("app", 0) }).await;
        assert!(reader.replays(sink()).await.unwrap().is_empty(), "{name}");
        assert_eq!(inspect.sinks().await.unwrap()[0].0, "app", "{name}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn listings_find_what_is_asked_for() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let seqs = store.add(&["a", "b", "c"]).await;
        let other = Incoming { source: "other".into(), received_at: 2_000, ..incoming("a", "{}") };
        store.accept(other).await;
        let inspect = &store.readers.1;
        let uuids = |uuids: &[&str]| Filter {
            uuids: uuids.iter().map(|&uuid| uuid.to_owned()).collect(),
            ..Filter::default()
        };
        let sources = Filter { sources: vec!["main".to_owned()], ..Filter::default() };
        let events = Filter { events: vec!["MessageHeld".to_owned()], ..Filter::default() };
        for (filter, expected) in [
            (Filter::default(), 4),
            (sources, 3),
            (events, 0),
            (uuids(&["a"]), 2),
            (uuids(&["a", "c", "d"]), 3),
            (uuids(&["d"]), 0),
        ] {
            let what = format!("{name}: {filter:?}");
            let list = Listing::of(filter);
            assert_eq!(inspect.count(list.clone()).await.unwrap(), expected, "{what}");
            assert_eq!(inspect.heads(list.clone()).await.unwrap().len() as u64, expected, "{what}");
            assert_eq!(inspect.full(list).await.unwrap().len() as u64, expected, "{what}");
        }
        let newest = Listing { newest_first: true, limit: 2, ..Listing::of(Filter::default()) };
        let heads = inspect.heads(newest.clone()).await.unwrap();
        assert_eq!((&*heads[0].source, heads[1].seq), ("other", seqs[2]), "{name}");
        let full = inspect.full(newest).await.unwrap();
        assert_eq!((&*full[0].source, full[1].seq), ("other", seqs[2]), "{name}");
        assert_eq!(inspect.first_since(1_000).await.unwrap(), Some(seqs[0]), "{name}");
        assert_eq!(inspect.first_since(2_001).await.unwrap(), None, "{name}");
        assert_eq!(inspect.received_after(seqs[2]).await.unwrap(), Some(2_000), "{name}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_view_reads_by_sequences_and_the_newest_first() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let seqs = store.add(&["a", "b", "c", "d"]).await;
        for (sink, dead_at) in [("app", Some(70)), ("other", None)] {
            let epoch = store.sink(sink).await;
            let park = seqs[..3].iter().map(|seq| park(*seq, 60, dead_at)).collect();
            store.progress(epoch, Progress { park, ..to(sink, seqs[3]) }).await;
        }
        let inspect = &store.readers.1;
        let these = inspect.events_by_seq(vec![seqs[0], seqs[2], 999]).await.unwrap();
        let uuids: Vec<_> = these.iter().map(|event| &*event.uuid).collect();
        assert_eq!(uuids, ["c", "a"], "{name}");
        assert!(inspect.events_by_seq(Vec::new()).await.unwrap().is_empty(), "{name}");
        let mut cursors = inspect.cursors().await.unwrap();
        cursors.sort();
        assert_eq!(cursors, [("app".into(), seqs[3]), ("other".into(), seqs[3])], "{name}");
        let mut parks = inspect.parks(vec![seqs[1], seqs[3]]).await.unwrap();
        parks.sort_by(|a, b| a.0.cmp(&b.0));
        let expected = [
            ("app".into(), park(seqs[1], 60, Some(70))),
            ("other".into(), park(seqs[1], 60, None)),
        ];
        assert_eq!(parks, expected, "{name}");
        let of = |sink: &str, dead, until| Parks { sink: sink.into(), dead, until, limit: 2 };
        let of = async |sink: &str, dead, until| -> Vec<i64> {
            let parks = inspect.parks_of_sink(of(sink, dead, until)).await.unwrap();
            parks.iter().map(|park| park.seq).collect()
        };
        assert_eq!(of("app", true, i64::MAX).await, [seqs[2], seqs[1]], "{name}");
        assert_eq!(of("app", true, seqs[1]).await, [seqs[1], seqs[0]], "{name}");
        assert_eq!(of("app", false, i64::MAX).await, [0_i64; 0], "{name}");
        assert_eq!(of("other", false, seqs[0]).await, [seqs[0]], "{name}");

        for body in ["1", "2", "3"] {
            let content = Content::Quarantine(Reason::NoUuid);
            store.accept(Incoming { content, ..incoming("", body) }).await;
        }
        let newest = inspect.quarantine_before(i64::MAX, 2).await.unwrap();
        let digest = |body: &str| crate::operate::hex(&incoming("", body.to_owned()).digest);
        let digests: Vec<_> = newest.iter().map(|(_, head)| head.digest.clone()).collect();
        assert_eq!(digests, [digest("3"), digest("2")], "{name}");
        let rest = inspect.quarantine_before(newest[1].0, 2).await.unwrap();
        assert_eq!((rest.len(), &rest[0].1.digest), (1, &digest("1")), "{name}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_leaves_the_quarantine_once() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let event = incoming("a", "{}");
        let late = Content::Quarantine(Reason::Late);
        store.accept(Incoming { content: late, ..event.clone() }).await;
        let inspect = &store.readers.1;
        let digest = crate::operate::hex(&event.digest);
        let found = inspect.quarantined(digest[..10].to_owned()).await.unwrap();
        assert_eq!((found.len(), &found[0].incoming.digest), (1, &event.digest), "{name}");
        let released = store.change(Change::Release(event.clone())).await;
        assert!(matches!(released, Done::Accepted(Accepted::Stored { .. })), "{name}");
        let again = store.change(Change::Release(event)).await;
        assert_eq!(again, Done::Changed(0), "{name}");
        assert!(inspect.quarantined(digest).await.unwrap().is_empty(), "{name}");
        // Where other bytes are stored with its uuid, it stays.
        let conflict = incoming("a", "[]");
        store.accept(conflict.clone()).await;
        let kept = store.change(Change::Release(conflict)).await;
        assert_eq!(kept, Done::Accepted(Accepted::Conflict), "{name}");
        assert_eq!(inspect.quarantine(0, 9).await.unwrap().len(), 1, "{name}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_old_and_delivered_and_not_parked_goes() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let mut seqs = store.add(&["a", "b", "c"]).await;
        let young = Incoming { received_at: 5_000, ..incoming("d", "{}") };
        let Accepted::Stored { seq } = store.accept(young).await else { panic!("{name}") };
        seqs.push(seq);
        let epoch = store.sink("app").await;
        let parked = Progress { park: vec![park(seqs[1], 5, None)], ..to("app", seqs[3]) };
        store.progress(epoch, parked).await;
        let prune = Prune {
            after: 0,
            through: seqs[3],
            events_before: 2_000,
            seen_before: 2_000,
            quarantine_before: 2_000,
            limit: 100,
        };
        let removable = store.readers.1.removable(prune).await.unwrap();
        assert_eq!((removable.events, removable.uuids), (2, 0), "{name}");
        let few = Prune { limit: 1, ..prune };
        let Done::Pruned { deleted: 2, next } = store.ask(Job::Prune(few)).await else {
            panic!("{name}")
        };
        assert_eq!(next, Some(seqs[0]), "{name}");
        let mut rest = Prune { after: seqs[0], ..prune };
        let mut deleted = 0;
        loop {
            let Done::Pruned { deleted: more, next } = store.ask(Job::Prune(rest)).await else {
                panic!("{name}")
            };
            deleted += more;
            match next {
                Some(next) => rest.after = next,
                None if more > 0 => {}
                None => break,
            }
        }
        // Two events and their uuids.
        assert_eq!(deleted, 2, "{name}");
        let left = store.readers.0.events(0, i64::MAX, ALL).await.unwrap();
        let left: Vec<_> = left.iter().map(|event| event.seq).collect();
        assert_eq!(left, [seqs[1], seqs[3]], "{name}");
        // A number is never given twice.
        let Accepted::Stored { seq } = store.accept(incoming("e", "{}")).await else { panic!() };
        assert!(seq > seqs[3], "{name}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_is_there_again_after_a_restart() {
    for engine in engines() {
        let name = engine.name;
        let store = engine.store.open().await.unwrap();
        let seqs = store.add(&["a", "b"]).await;
        let epoch = store.sink("app").await;
        store.progress(epoch, to("app", seqs[0])).await;
        store.close().await;
        let store = engine.store.open().await.unwrap();
        assert_eq!(*store.last.borrow(), seqs[1], "{name}");
        assert_eq!(store.readers.0.sink("app".into()).await.unwrap().cursor, seqs[0], "{name}");
        assert_eq!(store.accept(incoming("a", "{\"uuid\":\"a\"}")).await, Accepted::Duplicate);
        store.change(Change::Sink { name: "new".into(), start: Start::Newest }).await;
        let row = store.readers.0.sink("new".into()).await.unwrap();
        assert_eq!(row.cursor, seqs[1], "{name}");
        store.close().await;
    }
}

/// More bytes at once than a statement may have.
#[tokio::test(flavor = "multi_thread")]
async fn large_events_of_one_batch_are_stored_in_their_order() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        let jobs = (0..12).map(|n| {
            let body = vec![b'0' + n; 900 << 10];
            store.queue.offer(Job::Accept(incoming(&format!("{n:02}"), body))).unwrap()
        });
        for job in jobs.collect::<Vec<_>>() {
            let done = job.await.unwrap().unwrap();
            assert!(matches!(done, Done::Accepted(Accepted::Stored { .. })), "{name}: {done:?}");
        }
        let heads = store.readers.1.heads(Listing::of(Filter::default())).await.unwrap();
        let uuids: Vec<_> = heads.iter().map(|head| head.uuid.clone()).collect();
        assert_eq!(uuids, (0..12).map(|n| format!("{n:02}")).collect::<Vec<_>>(), "{name}");
        store.close().await;
    }
}
