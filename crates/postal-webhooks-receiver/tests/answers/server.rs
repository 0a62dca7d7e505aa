//! A receiver on a free port, with an empty store of each engine in turn.

use std::time::Duration;

use postal_webhooks::Verifier;
use postal_webhooks::testing::Signer;
use postal_webhooks::testing::postal::{Attempt, Client, Target, Wire};
use postal_webhooks_receiver::{Receiver, ReceiverBuilder, Source, Sqlite, Store};
use rusqlite::Connection;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub(crate) struct Server {
    pub(crate) receiver: Receiver,
    pub(crate) signer: Signer,
    pub(crate) runtime: Runtime,
    /// Where its events are stored.
    pub(crate) store: Store,
    origin: String,
    engine: Engine,
}

/// What has to be there as long as a store is used, and what asks it by SQL.
enum Engine {
    Sqlite(TempDir),
    #[cfg(feature = "postgres")]
    Postgres(std::sync::Arc<postal_webhooks_engines::Postgres>, String),
}

impl Engine {
    fn all() -> Vec<(Self, Store)> {
        let folder = TempDir::new().unwrap();
        let file = Sqlite::at(folder.path().join("events.db")).ballast(0);
        vec![
            (Self::Sqlite(folder), file.into()),
            #[cfg(feature = "postgres")]
            {
                use std::sync::atomic::{AtomicU32, Ordering};
                static NEXT: AtomicU32 = AtomicU32::new(0);
                let server = postal_webhooks_engines::Postgres::shared().unwrap();
                let database = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
                let url = server.database(&database).unwrap();
                let store = postal_webhooks_receiver::Postgres::at(&url).unwrap();
                (Self::Postgres(server, database), store.into())
            },
        ]
    }
}

impl Server {
    /// For each engine, a receiver with one source, `main`, that asks for no password.
    pub(crate) fn each(test: impl Fn(&Self)) {
        let main = |builder: ReceiverBuilder, signer: &Signer| {
            builder.source(Source::new("main", Verifier::new(signer.key_set())))
        };
        Self::each_with(main, test);
    }

    /// For each engine, a receiver that is built so.
    pub(crate) fn each_with(
        build: impl Fn(ReceiverBuilder, &Signer) -> ReceiverBuilder,
        test: impl Fn(&Self),
    ) {
        for (engine, store) in Engine::all() {
            let server = Self::new(engine, store, &build);
            test(&server);
            server.stop();
        }
    }

    fn new(
        engine: Engine,
        store: Store,
        build: impl Fn(ReceiverBuilder, &Signer) -> ReceiverBuilder,
    ) -> Self {
        let runtime = Runtime::new().unwrap();
        let signer = Signer::generate();
        let builder = build(Receiver::builder(store.clone()), &signer);
        let receiver = runtime.block_on(builder.start()).unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let serving = receiver.clone();
        runtime.spawn(async move { serving.serve(listener).await.unwrap() });
        Self { receiver, signer, runtime, store, origin, engine }
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

    /// A number that a query of the store gives.
    pub(crate) fn count(&self, sql: &str) -> i64 {
        match &self.engine {
            Engine::Sqlite(folder) => {
                let connection = Connection::open(folder.path().join("events.db")).unwrap();
                connection.query_row(sql, [], |row| row.get(0)).unwrap()
            }
            #[cfg(feature = "postgres")]
            Engine::Postgres(server, database) => {
                let sql = format!("SET search_path = postal_webhooks; {sql}");
                server.sql(database, &sql).unwrap().parse().unwrap()
            }
        }
    }

    fn stop(&self) {
        self.runtime.block_on(self.receiver.shutdown(Duration::from_secs(5)));
    }
}
