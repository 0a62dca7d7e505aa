//! Request of `http` 1.x, as axum and tower have it: headers first, then the body.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderMap;
use http_body::Body;
use tokio::runtime::Handle;

use super::body::{discard, gather};
use super::rejection::BoxError;
use super::{Intake, Rejection};
use crate::{SignatureHeaders, Verified};

impl Intake {
    /// Reads the body of a request and verifies it, as the extractors and the layer do: for services
    /// that answer in their own words.
    ///
    /// The body of a request that is refused is read and forgotten on the side, so that the sender
    /// comes to read the answer.
    ///
    /// # Errors
    ///
    /// The request is refused; [`Rejection::status`] is the status to answer with.
    #[cfg_attr(docsrs, doc(cfg(any(feature = "axum", feature = "tower"))))]
    pub async fn verify_request<B>(
        &self,
        headers: &HeaderMap,
        body: B,
    ) -> Result<Verified<Bytes>, Rejection>
    where
        B: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
    {
        receive(self, headers, body).await
    }
}

/// Takes the request in. The body of one that is refused by its headers is never held.
pub(super) async fn receive<B>(
    intake: &Intake,
    headers: &HeaderMap,
    body: B,
) -> Result<Verified<Bytes>, Rejection>
where
    B: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let headers = SignatureHeaders::from_header_map(headers);
    let mut body = Box::pin(body);
    let result = match intake.check_headers(&headers).await {
        Ok(()) => {
            let read = read(body.as_mut(), intake.limit());
            intake.receive(&headers, read).await
        }
        Err(error) => Err(error.into()),
    };
    // A body that was too slow had its time.
    if let Err(rejection) = &result
        && !matches!(rejection, Rejection::BodyTooSlow)
    {
        forget(intake, body);
    }
    result
}

async fn read<B>(mut body: Pin<&mut B>, limit: usize) -> Result<Bytes, Rejection>
where
    B: Body<Error: Into<BoxError>>,
{
    let expected = body.size_hint().lower();
    gather(expected, limit, |context| next(body.as_mut(), context)).await
}

/// The next data of a body. Trailers are not part of what is signed.
fn next<B: Body>(
    mut body: Pin<&mut B>,
    context: &mut Context<'_>,
) -> Poll<Option<Result<B::Data, B::Error>>> {
    loop {
        match ready!(body.as_mut().poll_frame(context)) {
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    return Poll::Ready(Some(Ok(data)));
                }
            }
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        }
    }
}

/// Reads and forgets the rest of a refused body on the side, if that is worth while.
fn forget<B>(intake: &Intake, mut body: Pin<Box<B>>)
where
    B: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let limit = intake.discard_limit();
    if body.is_end_stream() || body.size_hint().lower() > limit as u64 {
        return;
    }
    let read = async move {
        discard(limit, |context| next(body.as_mut(), context)).await;
    };
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(tokio::time::timeout(intake.deadline(), read));
    }
}
