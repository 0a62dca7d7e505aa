//! The life of a receiver: from the start to the last answer.

use std::time::Duration;

use anyhow::{Context as _, Result};
use postal_webhooks_receiver::Receiver;
use postal_webhooks_receiver::config::Config;
use sd_notify::NotifyState;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;

use super::admin;
use super::systemd::{self, Sockets};
use crate::Verdict;
use crate::output::Output;

/// How long requests and deliveries that are under way may take at the end.
const GRACE: Duration = Duration::from_secs(5);

/// Runs until the end is asked for, or comes.
///
/// # Errors
///
/// It did not start.
pub(super) async fn run(config: &Config, output: &mut Output) -> Result<Verdict> {
    let mut signals = Signals::watch()?;
    let mut sockets = Sockets::take();
    let listener = sockets.listen(0, &config.listen).await?;
    let url = url(config, &listener)?;
    let admin = admin::open(config, &mut sockets).await?;
    let receiver = config.receiver()?.start().await?;
    let admin = admin.map(|admin| admin.serve(&receiver)).transpose()?;

    let serving = receiver.clone();
    let mut served = tokio::spawn(async move { serving.serve(listener).await });
    tracing::info!(code = "ready", sources = config.sources.len(), sinks = config.sinks.len());
    let mut ready = json!({"url": url});
    let mut text = format!("ready: receiving at {url}");
    if let Some(admin) = admin {
        text = format!("ready: admin port at {admin}, receiving at {url}");
        ready["admin"] = admin.into();
    }
    output.result(&json!({"ready": ready}), &text)?;
    output.finish()?;
    systemd::tell(NotifyState::Ready);

    tokio::select! {
        () = signals.next() => {}
        () = systemd::watchdog(receiver.clone()) => {}
        failed = &mut served => return Ok(fatal(failed, output)),
    }
    systemd::tell(NotifyState::Stopping);
    tracing::info!(code = "stopping");
    tokio::select! {
        ended = leave(config, &receiver, &mut served) => match ended {
            Ok(()) => {}
            Err(failed) => return Ok(fatal(failed, output)),
        },
        () = signals.next() => {
            tracing::warn!(code = "stopped-at-once");
            return Ok(Verdict::No);
        }
    }
    tracing::info!(code = "stopped");
    Ok(Verdict::Yes)
}

type Served = Result<Result<(), postal_webhooks_receiver::Error>, tokio::task::JoinError>;

/// Accepts for a while, so that a balancer sees that it is not ready, and drains.
async fn leave(
    config: &Config,
    receiver: &Receiver,
    served: &mut JoinHandle<Result<(), postal_webhooks_receiver::Error>>,
) -> Result<(), Served> {
    receiver.announce_shutdown();
    tokio::select! {
        () = tokio::time::sleep(config.shutdown_delay) => {}
        failed = served => return Err(failed),
    }
    receiver.shutdown(GRACE).await;
    Ok(())
}

/// Tells why it failed while it ran.
fn fatal(served: Served, output: &mut Output) -> Verdict {
    let error = match served {
        Ok(Ok(())) => return Verdict::Yes,
        Ok(Err(error)) => anyhow::Error::from(error),
        Err(error) => error.into(),
    };
    tracing::error!(code = "failed", error = %error);
    output.error(&error);
    Verdict::No
}

/// Where webhooks are received: with the path if that is no secret.
fn url(config: &Config, listener: &TcpListener) -> Result<String> {
    let origin = format!("http://{}", listener.local_addr().context("the socket has no address")?);
    let is_plain = |name: &str, path: &str| path == "/postal" || path == format!("/postal/{name}");
    Ok(match config.sources.as_slice() {
        [only] if is_plain(&only.name, only.path.reveal()) => {
            format!("{origin}{}", only.path.reveal())
        }
        _ => origin,
    })
}

/// Ctrl-C and SIGTERM.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn watch() -> Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
