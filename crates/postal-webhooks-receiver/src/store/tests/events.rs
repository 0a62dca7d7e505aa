//! Contract of events: which are stored, in which order, and what is read of them.

use super::{ALL, engines, incoming, park, to};
use crate::event::{Accepted, Reason};
use crate::store::inspect::Listing;
use crate::store::{Change, Content, Done, Filter, Incoming, Job, Progress, Prune, Room, Start};

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
