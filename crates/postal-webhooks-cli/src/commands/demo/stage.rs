//! [`Stage`] of the demo: a mock Postal, a receiver with a temporary store, and a target.

use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result};
use postal_webhooks::testing::postal::{self, Attempt, Client, Wire};
use postal_webhooks::testing::{SignedRequest, Signer, rails_json};
use postal_webhooks_receiver::Receiver;
use postal_webhooks_receiver::config::Settings;
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
}

struct Running {
    receiver: Receiver,
    serving: JoinHandle<Result<(), postal_webhooks_receiver::Error>>,
    url: String,
}

impl Stage {
    /// Starts all of them on free ports; waits end at this time.
    pub(super) fn start(until: Instant) -> Result<Self> {
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
        self.receiver = Some(self.runtime.block_on(async {
            let receiver = config.receiver()?.start().await?;
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            let url = format!("http://{}/postal", listener.local_addr()?);
            let serving = receiver.clone();
            let serving = tokio::spawn(async move { serving.serve(listener).await });
            anyhow::Ok(Running { receiver, serving, url })
        })?);
        Ok(())
    }

    /// Where the receiver is.
    pub(super) fn url(&self) -> &str {
        self.receiver.as_ref().map_or("", |running| &running.url)
    }

    /// Ends the receiver in order.
    pub(super) fn stop_receiver(&mut self) -> Result<()> {
        if let Some(Running { receiver, serving, .. }) = self.receiver.take() {
            self.runtime.block_on(async {
                receiver.shutdown(Duration::from_secs(2)).await;
                anyhow::Ok(serving.await??)
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
