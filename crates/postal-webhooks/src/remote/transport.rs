//! [`Transport`], the trait that fetches the document.

use std::fmt;
use std::pin::Pin;

use super::FetchError;

/// What [`Transport::get`] gives.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response, FetchError>> + Send + 'a>>;

/// Fetches a document by HTTP. The default is [`HttpTransport`](super::HttpTransport); one of your
/// own can go through a proxy, or answer a test.
pub trait Transport: Send + Sync + 'static {
    /// Asks `url` once with `GET`: without following redirects, and reading no more than `limit`
    /// bytes of the body.
    ///
    /// It is dropped after [`DEADLINE`](super::DEADLINE). The errors that it is expected to tell
    /// apart are [`FetchError::Dns`], [`FetchError::Connect`], [`FetchError::Tls`],
    /// [`FetchError::Http`] and [`FetchError::TooLarge`]; the others are judged from the
    /// response.
    fn get<'a>(&'a self, url: &'a str, limit: usize) -> TransportFuture<'a>;
}

/// The answer to a request, of whatever status.
#[derive(Clone)]
pub struct Response {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// An answer with this status and this body, without any content coding.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, body: body.into() }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body, as far as it was read.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish()
    }
}
