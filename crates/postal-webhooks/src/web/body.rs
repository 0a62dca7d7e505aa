//! Body of a request, gathered up to a limit.

use std::future::poll_fn;
use std::task::{Context, Poll};

use bytes::{Buf, BufMut as _, Bytes};

use super::rejection::{BoxError, Rejection};

/// The most memory that is reserved before anything has come: the length is a stranger's word.
const FIRST_RESERVE: usize = 16 * 1024;

/// Gathers the chunks that `poll` gives.
///
/// `expected` is the least that the sender says it sends. If that alone is too much, nothing is
/// read.
pub(super) async fn gather<D: Buf, E: Into<BoxError>>(
    expected: u64,
    limit: usize,
    mut poll: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<D, E>>>,
) -> Result<Bytes, Rejection> {
    let expected = match usize::try_from(expected) {
        Ok(expected) if expected <= limit => expected,
        _ => return Err(Rejection::BodyTooLarge),
    };
    let mut bytes = Vec::with_capacity(expected.min(FIRST_RESERVE));
    while let Some(chunk) = poll_fn(&mut poll).await {
        let chunk = chunk.map_err(|error| unread(error.into()))?;
        if chunk.remaining() > limit - bytes.len() {
            return Err(Rejection::BodyTooLarge);
        }
        bytes.put(chunk);
    }
    Ok(bytes.into())
}

/// Lets the rest of a refused body come and forgets it, beside the answer, as much as could have
/// been a body.
///
/// Frameworks close the connection of a body that nobody reads, and a sender who is still sending
/// then finds it broken and not the answer in it: Ruby's client, which is Postal's, is one of
/// those.
pub(super) async fn discard<D: Buf, E>(
    limit: usize,
    mut poll: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<D, E>>>,
) {
    let mut left = limit;
    while let Some(Ok(chunk)) = poll_fn(&mut poll).await {
        match left.checked_sub(chunk.remaining()) {
            Some(less) => left = less,
            None => return,
        }
    }
}

/// The framework's own limit also shows as an error of the body.
fn unread(error: BoxError) -> Rejection {
    #[cfg(any(feature = "axum", feature = "tower"))]
    {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&*error);
        while let Some(error) = cause {
            if error.is::<http_body_util::LengthLimitError>() {
                return Rejection::BodyTooLarge;
            }
            cause = error.source();
        }
    }
    Rejection::BodyUnread(error)
}
