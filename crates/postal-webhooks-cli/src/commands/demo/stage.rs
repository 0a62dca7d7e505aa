//! [`Stage`] of the demo: a mock Postal, a receiver with a temporary store, and a target.

use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result};
use postal_webhooks::testing::postal::{self, Attempt, Client, Wire};
use postal_webhooks::testing::{SignedRequest, Signer, rails_json};
use postal_webhooks_receiver::config::Settings;
use postal_webhooks_receiver::{AdminOptions, Receiver};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use super::target::Target;
use crate::commands::sample;
use crate::network::jwks;

/// All who take part.
pub(super) struct Stage {
    pub(super) signer: Signer,
    pub(super) jwks: String,
    pub(super) target: Target,
    runtime: Runtime,
    receiver: Option<Running>,
    folder: tempfile::TempDir,
    events: u64,
    seed: u64,
    until: Instant,
    /// Whether the receiver has an admin port.
    has_admin: bool,
}

type Serving = JoinHandle<Result<(), postal_webhooks_receiver::Error>>;

struct Running {
    receiver: Receiver,
    serving: Serving,
    url: String,
    admin: Option<Admin>,
}

/// The admin port of the receiver.
struct Admin {
    serving: Serving,
    url: String,
}

impl Admin {
    /// Opens it on a free port of loopback.
    async fn open(receiver: Receiver) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let serving =
            tokio::spawn(async move { receiver.admin(listener, AdminOptions::default()).await });
        Ok(Self { serving, url })
    }
}

impl Stage {
    /// Starts all of them on free ports; waits end at this time.
    pub(super) fn start(until: Instant, has_admin: bool) -> Result<Self> {
        let signer = Signer::generate();
        let mut stage = Self {
            jwks: jwks::publish(&signer, "127.0.0.1:0")?,
            target: Target::start(&signer)?,
            signer,
            runtime: Runtime::new()?,
            receiver: None,
            folder: tempfile::tempdir().context("there is no place for a temporary store")?,
            events: 0,
            seed: u64::from(std::process::id()),
            until,
            has_admin,
        };
        stage.start_receiver()?;
        Ok(stage)
    }

    /// Starts the receiver, which fetches its keys from the mock Postal.
    pub(super) fn start_receiver(&mut self) -> Result<()> {
        let store = self.folder.path().join("events.db");
        let mut settings = Settings::default();
        for (name, value) in [
            ("store.path", &*store.to_string_lossy()),
            ("store.ballast", "0B"),
            ("retention.min_free", "0B"),
            ("source.main.path", "/postal"),
            ("source.main.keys", &self.jwks),
            ("sink.target.type", "http"),
            ("sink.target.url", &self.target.url),
        ] {
            settings.add_flag("demo", name, value);
        }
        let config = settings.read()?;
        let has_admin = self.has_admin;
        self.receiver = Some(self.runtime.block_on(async {
            let receiver = config.receiver()?.start().await?;
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            let url = format!("http://{}/postal", listener.local_addr()?);
            let serving = receiver.clone();
            let serving = tokio::spawn(async move { serving.serve(listener).await });
            let admin = if has_admin { Some(Admin::open(receiver.clone()).await?) } else { None };
            anyhow::Ok(Running { receiver, serving, url, admin })
        })?);
        Ok(())
    }

    /// Where the receiver is.
    pub(super) fn url(&self) -> &str {
        self.receiver.as_ref().map_or("", |running| &running.url)
    }

    /// Where the view of the receiver that runs now is: each start has another port.
    pub(super) fn view(&self) -> &str {
        let admin = self.receiver.as_ref().and_then(|running| running.admin.as_ref());
        admin.map_or("", |admin| &admin.url)
    }

    /// Ends the receiver in order.
    pub(super) fn stop_receiver(&mut self) -> Result<()> {
        if let Some(Running { receiver, serving, admin, .. }) = self.receiver.take() {
            self.runtime.block_on(async {
                receiver.shutdown(Duration::from_secs(2)).await;
                serving.await??;
                if let Some(admin) = admin {
                    admin.serving.await??;
                }
                anyhow::Ok(())
            })?;
        }
        Ok(())
    }

    /// An example as an event of now, with a uuid of its own, signed.
    pub(super) fn event(&mut self, body: &[u8]) -> Result<(String, SignedRequest)> {
        let mut value: Value = serde_json::from_slice(body)?;
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let uuid = sample::uuid(self.seed, self.events);
        self.events += 1;
        value["timestamp"] = json!(now.as_secs_f64());
        value["uuid"] = json!(uuid);
        Ok((uuid, self.signer.sign(rails_json(&value))))
    }

    /// Sends a request as Postal does.
    pub(super) fn send(&self, request: &SignedRequest) -> Result<Attempt> {
        let target: postal::Target = self.url().parse()?;
        Ok(Client::new().post(&target, &Wire::new(&target, request)))
    }

    /// Waits until it is so, or the time is over; whether it is so.
    pub(super) fn wait(&self, is_so: impl Fn() -> bool) -> bool {
        while !is_so() {
            if Instant::now() >= self.until {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        true
    }
}
