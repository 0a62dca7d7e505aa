//! [`ReceiverService`]: a tower service, for an application that has a server of its own.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response};
use http_body::Body;
use tower_service::Service;

use crate::ingest::AnswerBody;
use crate::receiver::Inner;

/// Future of an answer.
pub type ServiceFuture =
    Pin<Box<dyn Future<Output = Result<Response<AnswerBody>, Infallible>> + Send>>;

/// A tower service that receives the webhooks of one source, whatever the path of a request is.
///
/// Put it on the route of your application, for instance with axum's `route_service`. It answers
/// every request itself.
///
/// The receiver runs as long as there is a handle or a service of it.
#[derive(Clone, Debug)]
pub struct ReceiverService {
    pub(crate) receiver: Arc<Inner>,
    pub(crate) source: usize,
}

impl<B> Service<Request<B>> for ReceiverService
where
    B: Body<Data: Send, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
{
    type Response = Response<AnswerBody>;
    type Error = Infallible;
    type Future = ServiceFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let receiver = Arc::clone(&self.receiver);
        let source = Some(self.source);
        Box::pin(async move {
            let answer = Arc::clone(&receiver.ingest).answer(source, request).await;
            Ok(answer.response())
        })
    }
}
