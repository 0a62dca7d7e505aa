//! One connection: hyper's HTTP/1.1 with timers.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::{Stage, reached};
use crate::ingest::{AnswerBody, Ingest};

/// How long the headers of a request may take.
const HEADERS: Duration = Duration::from_secs(3);
/// The most bytes of headers. Postal's are about a thousand.
const HEADER_BYTES: usize = 16 * 1024;

/// HTTP/1.1 with its limits, as the admin port has it too: one request for each connection.
pub(crate) fn http1() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(HEADER_BYTES)
        .keep_alive(false);
    builder
}

/// Answers one request of a connection. Postal makes a new one for each event.
pub(super) async fn serve(
    stream: TcpStream,
    ingest: Arc<Ingest>,
    mut stage: watch::Receiver<Stage>,
) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let answer = Arc::clone(&ingest).answer(None, request);
        async { Ok::<_, Infallible>(answer.await.response::<AnswerBody>()) }
    });
    let connection = http1().serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // What went wrong with one connection is its client's affair.
        _ = connection.as_mut() => return,
        () = reached(&mut stage, Stage::Draining) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}
