//! Contract of sinks: their progress, and what operators change of it.

use std::sync::Arc;

use super::{ALL, engines, park, to};
use crate::store::{Change, Done, Filter, Progress};

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
