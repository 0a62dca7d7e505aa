//! What the view asks a store.

use super::close;
use crate::event::{Accepted, Reason};
use crate::store::inspect::Parks;
use crate::store::postgres::PostgresReader;
use crate::store::tests::{incoming, postgres};
use crate::store::{Change, Content, Done, Incoming, Job, Park, Progress, Start, Store};

/// An error as it is read: U+0000 is escaped in the store.
const ERROR: &str = "status 500: \\ \0";

fn park(seq: i64, dead_at: Option<i64>) -> Park {
    Park { seq, attempts: 3, next_at: 5, waited: 7, dead_at, error: ERROR.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_parks_is_found_by_event_and_by_sink() {
    let engine = postgres();
    let opened = engine.store.open().await.unwrap();
    let mut seqs = Vec::new();
    for uuid in ["a\0\\", "b", "c", "d"] {
        match opened.queue.ask(Job::Accept(incoming(uuid, uuid.to_owned()))).await.unwrap() {
            Done::Accepted(Accepted::Stored { seq }) => seqs.push(seq),
            other => panic!("{other:?}"),
        }
    }
    for sink in ["app", "other"] {
        let new = Change::Sink { name: sink.into(), start: Start::Oldest };
        opened.queue.ask(Job::Change(new)).await.unwrap();
        opened.queue.ask(Job::Lead { sink: sink.into(), epoch: None }).await.unwrap();
    }
    let parked = vec![park(seqs[0], Some(9)), park(seqs[1], None), park(seqs[2], Some(8))];
    for (sink, park, cursor) in
        [("app", parked, seqs[2]), ("other", vec![park(seqs[1], None)], seqs[1])]
    {
        let progress = Progress { sink: sink.into(), cursor, park, ..Progress::default() };
        let done = opened.queue.ask(Job::Progress { epoch: 1, progress }).await.unwrap();
        assert_eq!(done, Done::Changed(1));
    }

    let Store::Postgres(store) = &engine.store else { panic!() };
    let view: &dyn crate::store::inspect::Inspect = &PostgresReader::for_view(store.clone());
    let events = view.events_by_seq(vec![seqs[0], seqs[3], 99, seqs[1]]).await.unwrap();
    let read: Vec<_> = events.iter().map(|event| (event.seq, &*event.uuid)).collect();
    assert_eq!(read, [(seqs[3], "d"), (seqs[1], "b"), (seqs[0], "a\0\\")]);
    assert!(view.events_by_seq(Vec::new()).await.unwrap().is_empty());
    let mut cursors = view.cursors().await.unwrap();
    cursors.sort();
    assert_eq!(cursors, [("app".to_owned(), seqs[2]), ("other".to_owned(), seqs[1])]);

    let mut parks = view.parks(vec![seqs[0], seqs[1], seqs[3]]).await.unwrap();
    parks.sort_by_key(|(sink, park)| (sink.clone(), park.seq));
    let expected = [
        ("app".to_owned(), park(seqs[0], Some(9))),
        ("app".to_owned(), park(seqs[1], None)),
        ("other".to_owned(), park(seqs[1], None)),
    ];
    assert_eq!(parks, expected);

    let of_sink = async |sink: &str, dead, until, limit| {
        let parks = Parks { sink: sink.to_owned(), dead, until, limit };
        let parks = view.parks_of_sink(parks).await.unwrap();
        parks.iter().map(|park| park.seq).collect::<Vec<_>>()
    };
    assert_eq!(of_sink("app", true, i64::MAX, 9).await, [seqs[2], seqs[0]]);
    assert_eq!(of_sink("app", true, i64::MAX, 1).await, [seqs[2]]);
    assert_eq!(of_sink("app", true, seqs[2] - 1, 9).await, [seqs[0]]);
    assert_eq!(of_sink("app", false, i64::MAX, 9).await, [seqs[1]]);
    assert_eq!(of_sink("none\0", false, i64::MAX, 9).await, [0_i64; 0]);
    close(opened).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quarantine_is_read_from_its_end() {
    let engine = postgres();
    let opened = engine.store.open().await.unwrap();
    for body in ["1", "22", "333"] {
        let content = Content::Quarantine(Reason::NoUuid);
        let job = Job::Accept(Incoming { content, ..incoming("", body) });
        opened.queue.ask(job).await.unwrap();
    }
    let inspect = &opened.readers.1;
    let newest = inspect.quarantine_before(i64::MAX, 2).await.unwrap();
    let bytes: Vec<_> = newest.iter().map(|(_, head)| head.bytes).collect();
    assert_eq!(bytes, [3, 2]);
    let older = inspect.quarantine_before(newest[1].0, 2).await.unwrap();
    let same = inspect.quarantine(0, 1).await.unwrap();
    assert_eq!((older.len(), older[0].1.bytes), (1, 1));
    assert_eq!((&older[0].1.digest, &*older[0].1.reason), (&same[0].digest, "no-uuid"));
    close(opened).await;
}
