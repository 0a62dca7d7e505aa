//! The server of the stand-alone receiver: HTTP/1.1 with a limit on everything.

mod accept;
mod connection;

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::ingest::Ingest;

/// Connections that are served at a time.
const CONNECTIONS: usize = 1000;
/// Connections that are told at a time that there are too many.
const REFUSALS: usize = 250;

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
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    let refusals = Arc::new(Semaphore::new(REFUSALS));
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
