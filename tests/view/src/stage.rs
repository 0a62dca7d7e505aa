//! Receivers on free ports, with the sinks that a browser shall see.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result};
use postal_webhooks::Verifier;
use postal_webhooks::testing::Signer;
use postal_webhooks::testing::postal::{Client, Target, Wire};
use postal_webhooks_receiver::{
    AdminOptions, Outcome, Receiver, ReceiverBuilder, Retention, Sink, Source, Sqlite,
};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// What opens the receiver that asks.
pub(crate) const PASSWORD: &str = "all of it";
pub(crate) const VIEWER: &str = "some of it";

/// Sources that each receiver has.
pub(crate) const SOURCES: [&str; 2] = ["main", "shop"];

/// The last event that the sink `billing` gets before it is down.
const DOWN_AFTER: i64 = 90;

/// Events from this one on fail at the sink `archive`: few, so that it is not taken to be down.
const FAILED_AFTER: i64 = 50;

/// What a sink says, with what a browser must not take for markup.
const DOWN: &str = "connection refused <img src=x onerror=window.hit=1> by billing.internal:8443";
const FAILED: &str = "500 Internal Server Error: <script>window.hit=1</script> at line 12";
const REFUSED: &str = "422 Unprocessable Content: \"bounce.subject\" is <b>missing</b>\u{202e}";

/// A receiver that runs.
pub(crate) struct Stage {
    receiver: Receiver,
    pub(crate) signer: Signer,
    admin: SocketAddr,
    listen: SocketAddr,
    _folder: TempDir,
}

impl Stage {
    fn start(
        runtime: &Runtime,
        options: AdminOptions,
        sinks: impl IntoIterator<Item = Sink>,
    ) -> Result<Self> {
        let folder = TempDir::new()?;
        let signer = Signer::generate();
        let mut retention = Retention::default();
        retention.min_free = 0;
        let store = Sqlite::at(folder.path().join("events.db")).ballast(0);
        let builder = Receiver::builder(store).retention(retention);
        let source = |name: &str| Source::new(name, Verifier::new(signer.key_set()));
        let builder = SOURCES.into_iter().map(source).fold(builder, ReceiverBuilder::source);
        let builder = sinks.into_iter().fold(builder, ReceiverBuilder::sink);
        let receiver = runtime.block_on(builder.start())?;
        let listeners = || runtime.block_on(TcpListener::bind("127.0.0.1:0"));
        let (ingest, admin) = (listeners()?, listeners()?);
        let (listen, port) = (ingest.local_addr()?, admin.local_addr()?);
        let (serving, administered) = (receiver.clone(), receiver.clone());
        runtime.spawn(async move { serving.serve(ingest).await });
        runtime.spawn(async move { administered.admin(admin, options).await });
        Ok(Self { receiver, signer, admin: port, listen, _folder: folder })
    }

    /// Where the view is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.admin)
    }

    /// Where events are sent to.
    pub(crate) fn ingest(&self) -> String {
        format!("http://{}/postal/{}", self.listen, SOURCES[0])
    }

    /// Sends a body as Postal does. Gives back what the receiver answers.
    pub(crate) fn send(&self, source: &str, body: Vec<u8>) -> Result<String> {
        let target = format!("http://{}/postal/{source}", self.listen);
        let target: Target = target.parse().context("the source has no URL")?;
        let attempt = Client::new().post(&target, &Wire::new(&target, &self.signer.sign(body)));
        String::from_utf8(attempt.answer).context("the answer is no text")
    }

    pub(crate) fn stop(&self, runtime: &Runtime) {
        runtime.block_on(self.receiver.shutdown(Duration::from_secs(2)));
    }
}

/// A receiver with much in it: one sink is well, one down, and one fails and refuses some.
pub(crate) fn busy(runtime: &Runtime) -> Result<Stage> {
    let crm = Sink::handler("crm", |_| async { Outcome::Delivered }).sources([SOURCES[0]]);
    let billing = Sink::handler("billing", |event| async move {
        if event.seq > DOWN_AFTER { Outcome::Down(DOWN.to_owned()) } else { Outcome::Delivered }
    });
    // What it refused once it takes when an operator tries it again.
    let seen = Arc::new(Mutex::new(HashSet::new()));
    let archive = Sink::handler("archive", move |event| {
        let seen = Arc::clone(&seen);
        async move {
            match &*event.event {
                "DomainDNSError" if event.seq > FAILED_AFTER => Outcome::Failed(FAILED.to_owned()),
                "MessageBounced" => {
                    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                    let is_first = seen.insert(event.seq);
                    if is_first { Outcome::Refused(REFUSED.to_owned()) } else { Outcome::Delivered }
                }
                _ => Outcome::Delivered,
            }
        }
    });
    Stage::start(runtime, AdminOptions::default(), [crm, billing, archive])
}

/// A receiver that asks for a password.
pub(crate) fn guarded(runtime: &Runtime) -> Result<Stage> {
    let options = AdminOptions::default().password(PASSWORD).viewer_password(VIEWER);
    let sink = Sink::handler("crm", |event| async move {
        if event.event == "MessageSent" {
            Outcome::Refused("422 Unprocessable Content".to_owned())
        } else {
            Outcome::Delivered
        }
    });
    Stage::start(runtime, options, [sink])
}

/// A receiver to which nothing has come, without a sink.
pub(crate) fn empty(runtime: &Runtime) -> Result<Stage> {
    Stage::start(runtime, AdminOptions::default(), [])
}
