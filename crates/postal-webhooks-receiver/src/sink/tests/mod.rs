//! Sinks with the real store, real sockets and real time.

mod http;
mod lines;
#[cfg(feature = "nats")]
mod nats;
#[cfg(feature = "postgres")]
mod postgres;
mod runner;
mod server;
#[cfg(feature = "postgres")]
mod shared;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::watch;

use super::{Running, Sink, start};
use crate::event::{Accepted, Class, StoredEvent};
use crate::store::sqlite::Sqlite;
use crate::store::{
    Change, Content, Done, Incoming, Job, Opened, Queue, Reader, SinkRow, WriterThread,
};

/// An event with both signatures.
fn event(uuid: &str) -> StoredEvent {
    StoredEvent {
        seq: 7,
        source: "main".into(),
        uuid: uuid.to_owned(),
        event: "MessageSent".to_owned(),
        class: Class::Known,
        signed_at: None,
        received_at: 0,
        kid: "ab".repeat(32),
        signature: b"sha256"[..].into(),
        signature_sha1: b"sha1"[..].into(),
        body: br#"{"a": "\u003c"}"#[..].into(),
    }
}

/// A store that is open.
struct Store {
    queue: Arc<Queue>,
    reader: Arc<dyn Reader>,
    last: watch::Sender<i64>,
    writer: Option<WriterThread>,
}

impl Store {
    async fn open(folder: &std::path::Path) -> Self {
        Self::open_at(&Sqlite::at(folder.join("events.db")).ballast(0).into()).await
    }

    async fn open_at(store: &crate::Store) -> Self {
        let Opened { readers, queue, last, writer, .. } = store.open().await.unwrap();
        Self { queue, reader: readers.0, last, writer: Some(writer) }
    }

    async fn ask(&self, change: Change) {
        self.queue.ask(Job::Change(change)).await.unwrap();
    }

    async fn start(&self, sink: Sink) -> Running {
        self.ask(Change::Sink { name: Arc::clone(&sink.name), start: sink.start }).await;
        start(sink, Arc::clone(&self.reader), Arc::clone(&self.queue), self.last.subscribe())
    }

    /// Stores an event with this body.
    async fn add(&self, uuid: &str, body: impl Into<Bytes>) -> i64 {
        let body = body.into();
        let incoming = Incoming {
            source: "main".into(),
            kid: "0".repeat(64),
            received_at: crate::clock::now(),
            signature: Bytes::from_static(b"signature with SHA-256"),
            signature_sha1: Bytes::from_static(b"signature with SHA-1"),
            digest: [0; 32],
            body,
            content: Content::Event {
                uuid: uuid.to_owned(),
                event: "MessageSent".to_owned(),
                class: Class::Known,
                signed_at: None,
            },
        };
        match self.queue.ask(Job::Accept(incoming)).await.unwrap() {
            Done::Accepted(Accepted::Stored { seq }) => seq,
            other => panic!("{other:?}"),
        }
    }

    /// Stores so many small events, many at once.
    async fn add_many(&self, count: usize) {
        let adds = (0..count).map(|n| async move {
            self.add(&format!("{n}-{}", fastrand::u64(..)), format!("{{\"n\":{n}}}")).await
        });
        let mut adds: Vec<_> = adds.map(Box::pin).collect();
        std::future::poll_fn(|context| {
            adds.retain_mut(|add| add.as_mut().poll(context).is_pending());
            if adds.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
    }

    async fn row(&self, sink: &str) -> SinkRow {
        self.reader.sink(sink.into()).await.unwrap()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.queue.abandon();
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// Waits until it is so. The time only ends a test that would not end.
async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..3_000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never: {what}");
}
