//! A sink of two receivers that share a store.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use super::{Store, until};
use crate::sink::{Outcome, STANDBY, Sink};
use crate::store::tests::postgres;
use crate::store::{Change, Filter};

/// Who took which event, and how often.
type Taken = Arc<Mutex<BTreeMap<(&'static str, i64), usize>>>;

fn sink(by: &'static str, taken: &Taken) -> Sink {
    let taken = Arc::clone(taken);
    Sink::handler("a", move |event| {
        *taken.lock().unwrap().entry((by, event.seq)).or_default() += 1;
        std::future::ready(Outcome::Delivered)
    })
}

fn grace() -> Instant {
    Instant::now() + Duration::from_secs(5)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_receiver_delivers_and_the_other_takes_over() {
    let engine = postgres();
    let one = Store::open_at(&engine.store).await;
    let other = Store::open_at(&engine.store).await;
    let taken = Taken::default();
    let mut first = one.start(sink("one", &taken)).await;
    until("it is led", || first.status().state == "up").await;
    let mut second = other.start(sink("other", &taken)).await;
    until("it stands by", || second.status().state == STANDBY).await;

    // What the other stores is delivered by the one who leads.
    other.add_many(200).await;
    one.add_many(200).await;
    let newest = *one.last.borrow();
    until("all are delivered", || first.status().cursor == newest).await;
    assert!(taken.lock().unwrap().keys().all(|(by, _)| *by == "one"));
    assert_eq!(taken.lock().unwrap().len(), 400);

    // It gives the lead away when it ends in order.
    first.stop(grace()).await;
    until("the other leads", || second.status().state == "up").await;
    other.add_many(100).await;
    let newest = *other.last.borrow();
    until("all are delivered", || second.status().cursor == newest).await;
    let counts = taken.lock().unwrap().clone();
    assert_eq!(counts.keys().filter(|(by, _)| *by == "other").count(), 100);
    assert!(counts.values().all(|count| *count == 1), "in order, nothing comes twice");

    // Back, it stands by; an operator's wish through it reaches the one who leads.
    let mut first = one.start(sink("one", &taken)).await;
    until("it stands by", || first.status().state == STANDBY).await;
    let filter = Filter::default();
    one.ask(Change::Replay { sink: "a".into(), from: 1, until: newest, filter }).await;
    until("all came again", || taken.lock().unwrap().len() == 100 + 400 + 400).await;
    second.stop(grace()).await;
    first.stop(grace()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_cut_off_is_fenced_and_leads_again_later() {
    let engine = postgres();
    let store = Store::open_at(&engine.store).await;
    let taken = Taken::default();
    let mut running = store.start(sink("one", &taken)).await;
    until("it is led", || running.status().state == "up").await;
    let database = engine.url().rsplit('/').next().unwrap().to_owned();
    let sql = |sql: &str| engine.server().sql(&database, sql).unwrap();
    // As a second receiver would, once the lease is over.
    sql("UPDATE postal_webhooks.sink SET holder = 1, epoch = epoch + 1, \
         lease_until = now() + interval '1 hour'");
    store.add_many(50).await;
    until("it stands by", || running.status().state == STANDBY).await;
    assert_eq!(sql("SELECT cursor FROM postal_webhooks.sink"), "0");
    sql("UPDATE postal_webhooks.sink SET lease_until = now()");
    let newest = *store.last.borrow();
    until("it leads again", || running.status().cursor == newest).await;
    running.stop(grace()).await;
}
