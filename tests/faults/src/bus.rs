//! The stream of a NATS server, read by a client of its own.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use async_nats::jetstream::{self, Context, stream};
use postal_webhooks_engines::Nats;
use tokio::runtime::Runtime;

use crate::process::Place;

/// Name of the stream.
const STREAM: &str = "postal";

/// A NATS server, and what is asked of it.
pub(crate) struct Bus {
    pub(crate) server: Nats,
    runtime: Runtime,
}

impl Bus {
    pub(crate) fn start(settings: &[&str]) -> Result<Self> {
        Ok(Self { server: Nats::start_with(settings)?, runtime: Runtime::new()? })
    }

    /// A server with a stream.
    pub(crate) fn with_stream() -> Result<Self> {
        let bus = Self::start(&[])?;
        bus.create(config())?;
        Ok(bus)
    }

    /// Runs something with a connection.
    pub(crate) fn run<T, F: Future<Output = Result<T>>>(
        &self,
        ask: impl FnOnce(Context) -> F,
    ) -> Result<T> {
        self.runtime.block_on(async {
            let client = async_nats::connect(self.server.url()).await?;
            ask(jetstream::new(client)).await
        })
    }

    pub(crate) fn create(&self, config: stream::Config) -> Result<()> {
        self.run(async |context| {
            context.create_stream(config).await?;
            Ok(())
        })
    }

    pub(crate) fn update(&self, config: stream::Config) -> Result<()> {
        self.run(async |context| {
            context.update_stream(config).await?;
            Ok(())
        })
    }

    /// How the stream is.
    pub(crate) fn state(&self) -> Result<stream::State> {
        self.run(async |context| Ok(context.get_stream(STREAM).await?.cached_info().state.clone()))
    }

    /// The bodies in the stream, by their uuids. None is there twice.
    pub(crate) fn bodies(&self) -> Result<BTreeMap<String, Vec<u8>>> {
        self.run(async |context| {
            let stream = context.get_stream(STREAM).await?;
            let state = stream.cached_info().state.clone();
            let mut bodies = BTreeMap::new();
            for sequence in state.first_sequence.max(1)..=state.last_sequence {
                let message = stream.get_raw_message(sequence).await?;
                let body: serde_json::Value = serde_json::from_slice(&message.payload)?;
                let uuid = body["uuid"].as_str().context("a message without a uuid")?.to_owned();
                if bodies.insert(uuid, message.payload.to_vec()).is_some() {
                    bail!("an event is in the stream twice");
                }
            }
            Ok(bodies)
        })
    }

    /// Writes the configuration of a receiver with a sink for this server.
    pub(crate) fn configure(&self, place: &Place) -> Result<String> {
        Self::configure_at(place, &self.server.url())
    }

    /// The same, with another URL of it.
    pub(crate) fn configure_at(place: &Place, url: &str) -> Result<String> {
        place.configure(&format!("[sink.bus]\ntype = \"nats\"\nurl = {url:?}\n"))
    }
}

/// A stream as the documentation says to make one.
pub(crate) fn config() -> stream::Config {
    stream::Config {
        name: STREAM.to_owned(),
        subjects: vec!["postal.>".to_owned()],
        duplicate_window: Duration::from_secs(2 * 60 * 60),
        ..stream::Config::default()
    }
}
