//! A receiver on a free port, with a store in a folder of its own.

use std::path::PathBuf;
use std::time::Duration;

use postal_webhooks::Verifier;
use postal_webhooks::testing::Signer;
use postal_webhooks::testing::postal::{Attempt, Client, Target, Wire};
use postal_webhooks_receiver::{Receiver, ReceiverBuilder, Source, Sqlite};
use rusqlite::Connection;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub(crate) struct Server {
    pub(crate) receiver: Receiver,
    pub(crate) signer: Signer,
    pub(crate) runtime: Runtime,
    origin: String,
    folder: TempDir,
}

impl Server {
    /// A receiver with one source, `main`, that asks for no password.
    pub(crate) fn start() -> Self {
        Self::with(|builder, signer| {
            builder.source(Source::new("main", Verifier::new(signer.key_set())))
        })
    }

    pub(crate) fn with(build: impl FnOnce(ReceiverBuilder, &Signer) -> ReceiverBuilder) -> Self {
        let runtime = Runtime::new().unwrap();
        let folder = TempDir::new().unwrap();
        let signer = Signer::generate();
        let store = Sqlite::at(folder.path().join("events.db")).ballast(0);
        let builder = build(Receiver::builder(store), &signer);
        let receiver = runtime.block_on(builder.start()).unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let serving = receiver.clone();
        runtime.spawn(async move { serving.serve(listener).await.unwrap() });
        Self { receiver, signer, runtime, origin, folder }
    }

    pub(crate) fn target(&self, path: &str) -> Target {
        format!("{}{path}", self.origin).parse().unwrap()
    }

    /// Sends a signed body as Postal does.
    pub(crate) fn send(&self, body: impl Into<Vec<u8>>) -> Attempt {
        let target = self.target("/postal/main");
        let wire = Wire::new(&target, &self.signer.sign(body));
        Client::new().post(&target, &wire)
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("events.db")
    }

    /// A number that a query of the store gives.
    pub(crate) fn count(&self, sql: &str) -> i64 {
        let connection = Connection::open(self.store()).unwrap();
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    pub(crate) fn stop(&self) {
        self.runtime.block_on(self.receiver.shutdown(Duration::from_secs(5)));
    }
}
