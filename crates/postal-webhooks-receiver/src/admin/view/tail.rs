//! Live tail: rows of what arrives, by server-sent events.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use http_body::{Body, Frame};
use http_body_util::BodyExt as _;
use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

use super::filters::Filters;
use super::list::rows;
use super::page::Look;
use crate::admin::{Answer, text};
use crate::store::Filter;
use crate::store::inspect::Listing;

/// The most rows that are sent at once; of more, their number is sent.
const ROWS: usize = 20;
/// The least time between two of them.
const GATHER: Duration = Duration::from_millis(500);
/// How often something is sent, so that a client who is gone is noticed.
const ALIVE: Duration = Duration::from_secs(15);
/// After how long the browser has to connect anew.
const LASTS: Duration = Duration::from_secs(600);

/// Bytes that come as they are made.
struct Stream(mpsc::Receiver<Bytes>);

impl Body for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// Follows from the event on that the browser has seen last, if this is not its first stream.
pub(super) fn answer(look: &Look, query: &str, seen: Option<i64>) -> Answer {
    let Ok(place) = look.admin.view.tails.clone().try_acquire_owned() else {
        return text(StatusCode::SERVICE_UNAVAILABLE, "too many pages follow what arrives\n");
    };
    let (sender, receiver) = mpsc::channel(1);
    let (look, mut filters) = (look.clone(), Filters::read(query));
    filters.after = seen.or(filters.after);
    tokio::spawn(async move {
        follow(&look, &filters, &sender).await;
        drop(place);
    });
    let mut answer = Response::new(Stream(receiver).boxed_unsync());
    for (name, value) in
        [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")]
    {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Sends until the client is gone, or its time is over.
async fn follow(look: &Look, filters: &Filters, sender: &mpsc::Sender<Bytes>) {
    let inner = look.inner();
    let end = Instant::now() + LASTS;
    let mut last = inner.last.subscribe();
    let mut seen = filters.after.unwrap_or(*last.borrow());
    let filter = filters.names();
    let mut message = Bytes::from_static(b": open\n\n");
    while Instant::now() < end && !inner.is_ending() && sender.send(message).await.is_ok() {
        let newest = *last.borrow_and_update();
        message = Bytes::from_static(b": alive\n\n");
        if newest <= seen {
            let _ = timeout(ALIVE, last.changed()).await;
            tokio::time::sleep(GATHER).await;
            continue;
        }
        // Of what comes too fast, the newest alone is read.
        let after = seen.max(newest.saturating_sub(1000));
        let all = Listing::of(filter.clone());
        let new = Listing { after, until: newest, newest_first: true, limit: ROWS, ..all };
        let inspect = &inner.view().await.inspect;
        let Ok(events) = inspect.full(new.clone()).await else { return };
        let passed = if filter == Filter::default() {
            u64::try_from(newest - seen).unwrap_or_default()
        } else {
            // Others came between them.
            let Ok(passed) = inspect.count(new).await else { return };
            passed
        };
        seen = newest;
        if !events.is_empty() {
            let data =
                json!({"rows": rows(look, &events), "shown": events.len(), "passed": passed});
            message = format!("id: {newest}\ndata: {data}\n\n").into();
        }
        tokio::time::sleep(GATHER).await;
    }
}
