//! `serve`: the receiver that loses nothing.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use postal_webhooks::{RemoteVerifier, Verifier};
use postal_webhooks_receiver::{Receiver, Source, Sqlite};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::output::Output;
use crate::{Verdict, source};

/// Receive webhooks: verify each, store it, answer, forward it.
///
/// What is answered with 200 is stored durably. Ctrl-C and SIGTERM end it in order; a second one at
/// once.
#[derive(Args)]
pub(crate) struct Serve {
    #[arg(long, value_name = "SOURCE", help = source::HELP)]
    keys: String,
    /// The store: a file, which is made if it is not there.
    #[arg(long, value_name = "FILE", default_value = "postal-webhooks.db")]
    store: PathBuf,
    /// Where to listen. Port 0 is one that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8000")]
    address: String,
}

impl Serve {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        tracing_subscriber::fmt().with_writer(std::io::stderr).init();
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(self.serve(output))
    }

    async fn serve(&self, output: &mut Output) -> Result<Verdict> {
        let source = if self.keys.starts_with("http") {
            let keys = RemoteVerifier::builder(self.keys.as_str()).build()?;
            Source::new("main", keys)
        } else {
            Source::new("main", Verifier::new(source::read(&self.keys)?.keys))
        };
        let receiver = Receiver::builder(Sqlite::at(&self.store))
            .source(source.path("/postal"))
            .start()
            .await?;
        let listener = TcpListener::bind(&self.address)
            .await
            .with_context(|| format!("cannot listen at {}", self.address))?;
        // Before it is ready: who reads that may end it at once.
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let url = format!("http://{}/postal", listener.local_addr()?);
        output.result(&json!({"ready": {"url": url}}), &format!("ready: receiving at {url}"))?;
        output.finish()?;
        let serving = receiver.clone();
        let served = tokio::spawn(async move { serving.serve(listener).await });
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            served = served => served??,
        }
        tokio::select! {
            () = receiver.shutdown(Duration::from_secs(5)) => {}
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        Ok(Verdict::Yes)
    }
}
