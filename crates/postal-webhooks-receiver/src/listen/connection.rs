//! One connection: hyper's HTTP/1.1 with timers.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::{Stage, reached};
use crate::ingest::{Ingest, ReceiverService};

/// How long the headers of a request may take.
const HEADERS: Duration = Duration::from_secs(3);
/// The most bytes of headers. Postal's are about a thousand.
const HEADER_BYTES: usize = 16 * 1024;

/// Answers one request of a connection. Postal makes a new one for each event.
pub(super) async fn serve(
    stream: TcpStream,
    ingest: Arc<Ingest>,
    mut stage: watch::Receiver<Stage>,
) {
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(ReceiverService { ingest, source: None });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(HEADER_BYTES)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // What went wrong with one connection is its client's affair.
        _ = connection.as_mut() => return,
        () = reached(&mut stage, Stage::Draining) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}
