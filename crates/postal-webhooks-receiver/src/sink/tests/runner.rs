//! The runner with handlers: restarts, outages, poison, panics.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use super::{Store, until};
use crate::sink::{Outcome, Sink};
use crate::store::{Change, Filter};

type Taken = Arc<Mutex<Vec<i64>>>;

fn grace() -> Instant {
    Instant::now() + Duration::from_secs(5)
}

#[test]
fn a_crash_loses_nothing() {
    const EVENTS: i64 = 1_000;
    let folder = tempfile::tempdir().unwrap();
    let counts: Arc<Mutex<BTreeMap<i64, usize>>> = Arc::default();
    let runtime = || tokio::runtime::Runtime::new().unwrap();
    let sink = || {
        let counts = Arc::clone(&counts);
        Sink::handler("a", move |event| {
            let counts = Arc::clone(&counts);
            async move {
                tokio::time::sleep(Duration::from_millis(fastrand::u64(1..20))).await;
                *counts.lock().unwrap().entry(event.seq).or_default() += 1;
                Outcome::Delivered
            }
        })
    };
    for round in 0..6 {
        let runtime = runtime();
        let store = runtime.block_on(Store::open(folder.path()));
        let row = runtime.block_on(store.row("a"));
        let taken = counts.lock().unwrap().clone();
        let is_ahead = (1..=row.cursor).any(|seq| !taken.contains_key(&seq));
        assert!(!is_ahead, "the cursor is ahead of what was taken");
        runtime.block_on(async {
            if round == 0 {
                store.add_many(EVENTS.try_into().unwrap()).await;
            }
            let mut running = store.start(sink()).await;
            if round < 5 {
                until("some are taken", || counts.lock().unwrap().len() > taken.len() + 100).await;
                std::mem::forget(running);
            } else {
                until("all are done", || running.status().cursor == EVENTS).await;
                running.stop(grace()).await;
            }
        });
        // Everything ends at once, wherever it is.
        runtime.shutdown_background();
    }
    let counts = counts.lock().unwrap();
    assert!((1..=EVENTS).all(|seq| counts.contains_key(&seq)));
    let twice = counts.values().filter(|count| **count > 1).count();
    assert!(twice > 0, "no delivery was under way in any crash");
}

/// A handler that is down while it is told so, and what it took.
fn moody(is_down: &Arc<AtomicBool>, taken: &Taken) -> Sink {
    let (is_down, taken) = (Arc::clone(is_down), Arc::clone(taken));
    Sink::handler("a", move |event| {
        let outcome = if is_down.load(Ordering::SeqCst) {
            Outcome::Down("down".into())
        } else {
            taken.lock().unwrap().push(event.seq);
            Outcome::Delivered
        };
        std::future::ready(outcome)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_under_load_leaves_no_dead_letters_and_keeps_the_order() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    let (is_down, taken) = (Arc::new(AtomicBool::new(true)), Taken::default());
    // It is down from the start.
    let mut running = store.start(moody(&is_down, &taken).strict()).await;
    store.add_many(500).await;
    until("it is down", || running.status().state == "down").await;
    store.add_many(500).await;
    assert_eq!(taken.lock().unwrap().len(), 0);
    is_down.store(false, Ordering::SeqCst);
    until("some are taken", || taken.lock().unwrap().len() > 300).await;
    is_down.store(true, Ordering::SeqCst);
    until("it is down again", || running.status().state == "down").await;
    is_down.store(false, Ordering::SeqCst);
    until("all are taken", || running.status().cursor == 1_000).await;
    running.stop(grace()).await;
    assert!(taken.lock().unwrap().iter().copied().eq(1..=1_000));
    let row = store.row("a").await;
    assert_eq!((row.cursor, row.parked, row.dead), (1_000, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn poison_panics_and_slow_requests_do_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    let (taken, slow) = (Taken::default(), Arc::new(AtomicUsize::new(0)));
    let sink = {
        let (taken, slow) = (Arc::clone(&taken), Arc::clone(&slow));
        Sink::handler("a", move |event| {
            let (taken, slow) = (Arc::clone(&taken), Arc::clone(&slow));
            async move {
                match event.seq {
                    1 => Outcome::Failed("poison".into()),
                    2 => panic!("as a test wants it"),
                    3 => {
                        slow.fetch_add(1, Ordering::SeqCst);
                        std::future::pending().await
                    }
                    4 => Outcome::Refused("never".into()),
                    seq => {
                        taken.lock().unwrap().push(seq);
                        Outcome::Delivered
                    }
                }
            }
        })
    };
    store.add_many(1_000).await;
    let mut running = store.start(sink.timeout(Duration::from_secs(3_600))).await;
    until("the others are taken", || taken.lock().unwrap().len() == 996).await;
    assert_eq!(slow.load(Ordering::SeqCst), 1);
    let status = running.status();
    assert_eq!((status.state, status.cursor, status.refused), ("up", 2, 1));
    running.stop(Instant::now()).await;
    let row = store.row("a").await;
    assert_eq!((row.cursor, row.parked, row.dead), (2, 2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_too_long_has_failed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    let sink = Sink::handler("a", |event| async move {
        if event.seq == 1 { std::future::pending().await } else { Outcome::Delivered }
    });
    store.add_many(2).await;
    let mut running = store.start(sink.timeout(Duration::from_millis(50))).await;
    until("it has failed", || running.status().failed > 1).await;
    running.stop(grace()).await;
    assert_eq!(store.row("a").await.cursor, 2);
    assert_eq!(running.status().error, "no answer in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_a_pause_a_retry_and_a_replay_do_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    let (taken, refuses) = (Taken::default(), Arc::new(AtomicBool::new(true)));
    let sink = {
        let (taken, refuses) = (Arc::clone(&taken), Arc::clone(&refuses));
        Sink::handler("a", move |event| {
            let is_refused = event.seq == 2 && refuses.load(Ordering::SeqCst);
            if !is_refused {
                taken.lock().unwrap().push(event.seq);
            }
            let never = || Outcome::Refused("not now".into());
            std::future::ready(if is_refused { never() } else { Outcome::Delivered })
        })
    };
    store.add_many(3).await;
    let mut other = store.start(Sink::handler("b", |_| async { panic!() }).events(["Other"])).await;
    let mut running = store.start(sink.concurrency(1)).await;
    until("all are done", || running.status().cursor == 3 && other.status().cursor == 3).await;
    assert_eq!(*taken.lock().unwrap(), [1, 3]);

    store.ask(Change::Pause { sink: "a".into(), paused: true }).await;
    running.changed();
    until("it is paused", || running.status().state == "paused").await;
    refuses.store(false, Ordering::SeqCst);
    until("it is written", || running.status().in_flight == 0).await;
    // The dead mark is in the store once the cursor is.
    while store.row("a").await.cursor < 3 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let now = crate::clock::now();
    store.ask(Change::Retry { sink: "a".into(), seq: None, now }).await;
    let filter = Filter::default();
    store.ask(Change::Replay { sink: "a".into(), from: 1, until: 2, filter }).await;
    store.ask(Change::Pause { sink: "a".into(), paused: false }).await;
    running.changed();
    until("all are taken", || taken.lock().unwrap().len() == 5).await;
    let mut again = taken.lock().unwrap()[2..].to_vec();
    again.sort_unstable();
    assert_eq!(again, [1, 2, 2]);
    running.stop(grace()).await;
    other.stop(grace()).await;
    let row = store.row("a").await;
    assert_eq!((row.parked, row.dead), (0, 0));
    assert_eq!(store.reader.replays("a".into()).await.unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_asks_again_what_was_refused_since_the_last_delivery() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    let refuse = |event: crate::StoredEvent| async move {
        // It takes the second alone.
        if event.seq == 2 { Outcome::Delivered } else { Outcome::Refused("no".into()) }
    };
    let sink = |name| Sink::handler(name, refuse).concurrency(1);
    store.add_many(4).await;
    let mut running = store.start(sink("a")).await;
    until("all are done", || running.status().cursor == 4).await;
    running.stop(grace()).await;
    assert_eq!(store.row("a").await.dead, 3);

    let taken = Taken::default();
    let mut running = store.start(moody(&Arc::new(AtomicBool::new(false)), &taken)).await;
    until("they are taken", || running.status().delivered == 2).await;
    running.stop(grace()).await;
    let mut again = taken.lock().unwrap().clone();
    again.sort_unstable();
    // What was refused before it took one stays dead.
    assert_eq!(again, [3, 4]);
    let row = store.row("a").await;
    assert_eq!((row.cursor, row.parked, row.dead), (4, 0, 1));
}
