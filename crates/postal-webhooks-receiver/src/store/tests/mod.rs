//! The contract of the store, held against each engine.

mod events;
pub(crate) mod index;
mod inspect;
mod sinks;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::{Change, Content, Done, Incoming, Job, Opened, Park, Progress, Room, Start, Store};
use crate::event::{Accepted, Class};

const ALL: Room = Room { events: 1000, bytes: usize::MAX };

/// A store of one engine, with what has to stay as long as it is open.
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    pub(crate) store: Store,
    _folder: Option<tempfile::TempDir>,
    #[cfg(feature = "postgres")]
    server: Option<(std::sync::Arc<postal_webhooks_engines::Postgres>, String)>,
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

    /// What the database answers to a statement, of PostgreSQL.
    pub(crate) fn sql(&self, sql: &str) -> String {
        self.server().sql(self.url().rsplit('/').next().unwrap(), sql).unwrap()
    }

    /// Installs the extension by which any part of a text is found, in a schema that nobody looks
    /// in.
    pub(crate) fn install_trigrams(&self) {
        self.sql("CREATE SCHEMA \"Ext s\"; CREATE EXTENSION pg_trgm SCHEMA \"Ext s\"");
    }
}

/// An empty store of each engine.
pub(crate) fn engines() -> Vec<Engine> {
    vec![
        sqlite(),
        #[cfg(feature = "postgres")]
        postgres(),
    ]
}

pub(crate) fn sqlite() -> Engine {
    let folder = tempfile::tempdir().unwrap();
    let file = crate::Sqlite::at(folder.path().join("events.db")).ballast(0);
    Engine {
        name: "SQLite",
        store: file.into(),
        _folder: Some(folder),
        #[cfg(feature = "postgres")]
        server: None,
    }
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
    pub(crate) async fn add(&self, uuids: &[&str]) -> Vec<i64> {
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

    pub(crate) async fn close(self) {
        self.queue.close();
        tokio::task::spawn_blocking(|| self.writer.join()).await.unwrap().unwrap();
    }
}

fn park(seq: i64, next_at: i64, dead_at: Option<i64>) -> Park {
    // PostgreSQL has no U+0000 in a text: it is escaped there.
    let error = "status 500: \\ \0".to_owned();
    Park { seq, attempts: 3, next_at, waited: 7, dead_at, error }
}

fn to(sink: &str, cursor: i64) -> Progress {
    Progress { sink: sink.into(), cursor, ..Progress::default() }
}
