//! Contract of what operators and the view ask a store.

use super::{engines, incoming, park, to};
use crate::event::{Accepted, Reason};
use crate::operate::hex;
use crate::store::inspect::{Listing, Parks};
use crate::store::{Change, Content, Done, Filter, Incoming, Progress};

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
        let seqs = store.add(&["a\0\\", "b", "c", "d"]).await;
        for (sink, parks) in [
            ("app", vec![(seqs[0], Some(70)), (seqs[1], None), (seqs[2], Some(80))]),
            ("other", vec![(seqs[1], None)]),
        ] {
            let epoch = store.sink(sink).await;
            let park = parks.into_iter().map(|(seq, dead_at)| park(seq, 60, dead_at)).collect();
            store.progress(epoch, Progress { park, ..to(sink, seqs[3]) }).await;
        }
        let inspect = engine.store.view(&store.readers.1).await.inspect;
        let these = inspect.events_by_seq(vec![seqs[0], seqs[2], 999, seqs[3]]).await.unwrap();
        let these: Vec<_> = these.iter().map(|event| (event.seq, &*event.uuid)).collect();
        assert_eq!(these, [(seqs[3], "d"), (seqs[2], "c"), (seqs[0], "a\0\\")], "{name}");
        assert!(inspect.events_by_seq(Vec::new()).await.unwrap().is_empty(), "{name}");
        let mut cursors = inspect.cursors().await.unwrap();
        cursors.sort();
        assert_eq!(cursors, [("app".into(), seqs[3]), ("other".into(), seqs[3])], "{name}");

        let mut parks = inspect.parks(vec![seqs[0], seqs[1], seqs[3]]).await.unwrap();
        parks.sort_by_key(|(sink, park)| (sink.clone(), park.seq));
        let expected = [
            ("app".into(), park(seqs[0], 60, Some(70))),
            ("app".into(), park(seqs[1], 60, None)),
            ("other".into(), park(seqs[1], 60, None)),
        ];
        assert_eq!(parks, expected, "{name}");
        let of = async |sink: &str, dead, until, limit| -> Vec<i64> {
            let parks = Parks { sink: sink.into(), dead, until, limit };
            let parks = inspect.parks_of_sink(parks).await.unwrap();
            parks.iter().map(|park| park.seq).collect()
        };
        assert_eq!(of("app", true, i64::MAX, 9).await, [seqs[2], seqs[0]], "{name}");
        assert_eq!(of("app", true, i64::MAX, 1).await, [seqs[2]], "{name}");
        assert_eq!(of("app", true, seqs[2] - 1, 9).await, [seqs[0]], "{name}");
        assert_eq!(of("app", true, seqs[0], 9).await, [seqs[0]], "{name}");
        assert_eq!(of("app", false, i64::MAX, 9).await, [seqs[1]], "{name}");
        assert_eq!(of("other", true, i64::MAX, 9).await, [0_i64; 0], "{name}");
        assert_eq!(of("none\0", false, i64::MAX, 9).await, [0_i64; 0], "{name}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quarantine_is_read_from_its_end() {
    for engine in engines() {
        let store = engine.store.open().await.unwrap();
        let name = engine.name;
        for body in ["1", "22", "333"] {
            let content = Content::Quarantine(Reason::NoUuid);
            store.accept(Incoming { content, ..incoming("", body) }).await;
        }
        let inspect = engine.store.view(&store.readers.1).await.inspect;
        let newest = inspect.quarantine_before(i64::MAX, 2).await.unwrap();
        let heads: Vec<_> = newest.iter().map(|(_, it)| (it.digest.clone(), it.bytes)).collect();
        let digest = |body: &str| hex(&incoming("", body.to_owned()).digest);
        assert_eq!(heads, [(digest("333"), 3), (digest("22"), 2)], "{name}");
        let rest = inspect.quarantine_before(newest[1].0, 2).await.unwrap();
        let oldest = &inspect.quarantine(0, 1).await.unwrap()[0];
        for head in [&rest[0].1, oldest] {
            let read = (&*head.digest, &*head.reason, head.bytes);
            assert_eq!(read, (&*digest("1"), "no-uuid", 1), "{name}");
        }
        assert_eq!(rest.len(), 1, "{name}");
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
        let digest = hex(&event.digest);
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
