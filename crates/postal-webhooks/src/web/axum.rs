//! Extractors for axum 0.8.

use axum_core::RequestExt as _;
use axum_core::body::Body;
use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;

use super::request::receive;
use super::{Intake, PostalWebhook, Rejection};
use crate::Verified;

#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
impl<S> FromRequest<S> for Verified<Bytes>
where
    Intake: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let intake = Intake::from_ref(state);
        let (head, body) = request.with_limited_body().into_parts();
        receive(&intake, &head.headers, body).await
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
impl<S> FromRequest<S> for PostalWebhook
where
    Intake: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let body = Verified::<Bytes>::from_request(request, state).await?;
        Ok(Self(body.parse()?))
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        http::Response::<Body>::from(&self)
    }
}
