//! [`VerifyLayer`] for tower, and so for hyper and all that builds on it.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::{Either, Full};
use tower_layer::Layer;
use tower_service::Service;

use super::rejection::BoxError;
use super::request::receive;
use super::{Intake, Rejection};

/// A tower layer that lets only verified webhooks through to the service below it.
///
/// The service gets the whole body as a [`Full`], and finds two things in the request's extensions:
/// a [`Webhook`](crate::Webhook) and a [`Verified<Bytes>`](crate::Verified), the raw bytes with
/// the id of the key. Requests that are refused never reach it; [`Rejection`] tells which answer
/// they get. A request that is refused by its headers is answered at once; the rest of its body is
/// read and forgotten on the side.
///
/// The deadline of the body and that reading need a tokio runtime with its timer
/// (`Builder::enable_time`). On the runtime of another library there is neither: put a timeout of
/// its own around the layer.
///
/// It takes every request for a webhook. Put it below what looks at paths and methods: in axum, on
/// the route with `MethodRouter::route_layer`.
#[derive(Clone, Debug)]
pub struct VerifyLayer {
    intake: Intake,
    parse: bool,
}

impl VerifyLayer {
    /// Verifies with an [`Intake`], or with a verifier that makes one.
    #[must_use]
    pub fn new(intake: impl Into<Intake>) -> Self {
        Self { intake: intake.into(), parse: true }
    }

    /// Lets every verified body through, also one that is no webhook, and puts the
    /// [`Verified<Bytes>`](crate::Verified) alone into the request's extensions: for services
    /// that keep every event before they read it.
    #[must_use]
    pub fn without_parsing(mut self) -> Self {
        self.parse = false;
        self
    }
}

impl<S> Layer<S> for VerifyLayer {
    type Service = Verify<S>;

    fn layer(&self, inner: S) -> Verify<S> {
        let layer = self.clone();
        Verify { layer, inner }
    }
}

/// The service that [`VerifyLayer`] makes.
#[derive(Clone, Debug)]
pub struct Verify<S> {
    layer: VerifyLayer,
    inner: S,
}

/// What [`Verify`] answers with, some time: a rejection, or what the service below it answers.
pub type VerifyFuture<B, E> =
    Pin<Box<dyn Future<Output = Result<Response<Either<Full<Bytes>, B>>, E>> + Send>>;

impl<S, RequestBody, ResponseBody> Service<Request<RequestBody>> for Verify<S>
where
    S: Service<Request<Full<Bytes>>, Response = Response<ResponseBody>, Future: Send>
        + Clone
        + Send
        + 'static,
    RequestBody: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    type Response = Response<Either<Full<Bytes>, ResponseBody>>;
    type Error = S::Error;
    type Future = VerifyFuture<ResponseBody, S::Error>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<RequestBody>) -> Self::Future {
        // The service that said it is ready is the one to call; its clone may not be.
        let clone = self.inner.clone();
        let mut inner = mem::replace(&mut self.inner, clone);
        let layer = self.layer.clone();
        Box::pin(async move {
            match layer.admit(request).await {
                Ok(request) => Ok(inner.call(request).await?.map(Either::Right)),
                Err(rejection) => Ok(Response::from(&rejection).map(Either::Left)),
            }
        })
    }
}

impl VerifyLayer {
    async fn admit<B>(&self, request: Request<B>) -> Result<Request<Full<Bytes>>, Rejection>
    where
        B: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
    {
        let (mut head, body) = request.into_parts();
        let body = receive(&self.intake, &head.headers, body).await?;
        let bytes = body.clone().into_body();
        if self.parse {
            head.extensions.insert(body.parse()?);
        }
        head.extensions.insert(body);
        Ok(Request::from_parts(head, Full::new(bytes)))
    }
}
