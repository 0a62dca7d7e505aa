//! The server of the stand-alone receiver: HTTP/1.1 with a limit on everything.

pub(crate) mod accept;
pub(crate) mod connection;

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::ingest::Ingest;

/// The most connections that are served at a time.
const CONNECTIONS: usize = 1000;
/// Connections that may wait to be accepted. Rust's own listeners have 128, which a Postal that
/// comes back after an outage fills; a connection that finds no place is tried again a second later.
const BACKLOG: i32 = 4096;
/// Descriptors that are left to everything else: the store, the sinks, the admin port.
const OTHER_DESCRIPTORS: u64 = 32;

/// How the end of the server is told: not yet, in order, now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Running,
    /// The end is near: all is as before, but the receiver says that it is not ready.
    Leaving,
    /// No new connections; requests that are under way are answered.
    Draining,
    /// All connections are closed.
    Stopped,
}

/// How many connections the limit on descriptors allows, and how many more can be told at a time
/// that there are too many.
fn limits() -> (usize, usize) {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    let left = limit.map_or(u64::MAX, |limit| limit.saturating_sub(OTHER_DESCRIPTORS));
    let left = usize::try_from(left).unwrap_or(usize::MAX).min(CONNECTIONS * 5 / 4);
    ((left * 4 / 5).max(1), (left / 5).max(1))
}

/// Waits until the server is so far, or nobody can tell any more.
async fn reached(stage: &mut watch::Receiver<Stage>, least: Stage) {
    let _ = stage.wait_for(|stage| *stage >= least).await;
}

/// Serves until the stage says otherwise, and then for as long as requests are under way.
pub(crate) async fn serve(
    listener: TcpListener,
    ingest: Arc<Ingest>,
    mut stage: watch::Receiver<Stage>,
) {
    // A socket that listens already takes the new number.
    if let Err(error) = rustix::net::listen(&listener, BACKLOG) {
        tracing::warn!(code = "short-backlog", %error);
    }
    let (slots, refusals) = limits();
    let (slots, refusals) = (Semaphore::new(slots), Semaphore::new(refusals));
    let (slots, refusals) = (Arc::new(slots), Arc::new(refusals));
    let mut connections = JoinSet::new();
    let mut ending = stage.clone();
    let end = reached(&mut ending, Stage::Draining);
    tokio::pin!(end);
    loop {
        let stream = tokio::select! {
            stream = accept::accept(&listener) => stream,
            () = &mut end => break,
        };
        if let Ok(slot) = Arc::clone(&slots).try_acquire_owned() {
            let (ingest, stage) = (Arc::clone(&ingest), stage.clone());
            connections.spawn(async move {
                connection::serve(stream, ingest, stage).await;
                drop(slot);
            });
        } else {
            metrics::counter!(crate::metrics::CONNECTIONS_REFUSED).increment(1);
            if let Ok(slot) = Arc::clone(&refusals).try_acquire_owned() {
                connections.spawn(async move {
                    accept::refuse(stream).await;
                    drop(slot);
                });
            }
        }
        while connections.try_join_next().is_some() {}
        metrics::gauge!(crate::metrics::CONNECTIONS)
            .set(u32::try_from(connections.len()).unwrap_or(u32::MAX));
    }
    drop(listener);
    let stopped = reached(&mut stage, Stage::Stopped);
    tokio::select! {
        () = async { while connections.join_next().await.is_some() {} } => {}
        // A moment for answers that are being written.
        () = stopped => tokio::time::sleep(Duration::from_millis(10)).await,
    }
    connections.shutdown().await;
}
