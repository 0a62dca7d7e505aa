//! Sinks in PostgreSQL, with a real server.

mod outages;
mod outbox;
mod problems;
mod rows;

use std::sync::Arc;

use bytes::Bytes;
use postal_webhooks_engines::Postgres;
use tokio::task::JoinSet;

use crate::event::{Class, StoredEvent};
use crate::sink::{Outcome, Sink};

const TABLE: &str = include_str!("../../../../docs/sink_table.sql");
const OUTBOX: &str = include_str!("../../../../docs/sink_outbox.sql");

/// A database with the tables of both forms, and its URL.
fn database(server: &Postgres, name: &str) -> String {
    let url = server.database(name).unwrap();
    server.sql(name, TABLE).unwrap();
    server.sql(name, OUTBOX).unwrap();
    url
}

fn table(url: &str) -> Sink {
    Sink::postgres("history", url, "postal_event").unwrap()
}

fn event(seq: i64, uuid: &str) -> StoredEvent {
    StoredEvent {
        seq,
        source: "main".into(),
        uuid: uuid.to_owned(),
        event: "MessageSent".to_owned(),
        class: Class::Known,
        signed_at: Some(1_790_000_000_123_457),
        received_at: 1_790_000_001_000_001,
        kid: "0".repeat(64),
        signature: Bytes::new(),
        signature_sha1: Bytes::new(),
        body: Bytes::from(format!("{{\"n\":{seq}}}")),
    }
}

fn events(numbers: std::ops::Range<i64>) -> Vec<StoredEvent> {
    numbers.map(|n| event(n, &format!("uuid-{n:04}"))).collect()
}

async fn deliver(sink: &Sink, event: &StoredEvent, replay: Option<i64>) -> Outcome {
    sink.deliver.deliver(event, replay).await
}

/// Delivers all at the same time: the outcomes in the order of the events.
async fn deliver_all(sink: &Sink, events: Vec<StoredEvent>) -> Vec<Outcome> {
    let mut tasks = JoinSet::new();
    for (at, event) in events.into_iter().enumerate() {
        let deliver = Arc::clone(&sink.deliver);
        tasks.spawn(async move { (at, deliver.deliver(&event, None).await) });
    }
    let mut outcomes = tasks.join_all().await;
    outcomes.sort_by_key(|(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

#[track_caller]
fn assert_down(outcome: &Outcome, part: &str) {
    match outcome {
        Outcome::Down(text) if text.contains(part) => {}
        other => panic!("{other:?} is not Down with {part:?}"),
    }
}
