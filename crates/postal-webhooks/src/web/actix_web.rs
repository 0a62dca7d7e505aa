//! Extractors for actix-web 4.

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodyStream, MessageBody as _};
use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError, rt};
use bytes::Bytes;
use tokio::time::timeout;

use super::rejection::BoxError;
use super::{Intake, PostalWebhook, Rejection, body};
use crate::{SignatureHeaders, Verified};

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, Rejection>>>>;

#[cfg_attr(docsrs, doc(cfg(feature = "actix-web")))]
impl FromRequest for Verified<Bytes> {
    type Error = Rejection;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        Box::pin(extract(request.clone(), payload.take()))
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "actix-web")))]
impl FromRequest for PostalWebhook {
    type Error = Rejection;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = extract(request.clone(), payload.take());
        Box::pin(async { Ok(Self(body.await?.parse()?)) })
    }
}

async fn extract(request: HttpRequest, payload: Payload) -> Result<Verified<Bytes>, Rejection> {
    let intake = intake(&request).ok_or(Rejection::NoIntake)?;
    let mut payload = Box::pin(BodyStream::new(payload));
    let mut next = move |context: &mut Context<'_>| payload.as_mut().poll_next(context);
    let result = receive(intake, &request, &mut next).await;
    if result.is_err() {
        // actix-web closes a connection a second after the answer while somebody holds its body.
        // One that nobody holds stays open as long as chunks of the body can come.
        let limit = intake.discard_limit();
        rt::spawn(timeout(intake.deadline(), async move {
            body::discard(limit, next).await;
        }));
    }
    result
}

async fn receive<E: Into<BoxError>>(
    intake: &Intake,
    request: &HttpRequest,
    next: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, E>>>,
) -> Result<Verified<Bytes>, Rejection> {
    let headers = request.headers().iter();
    let pairs = headers.map(|(name, value)| (name, value.as_bytes()));
    let headers = SignatureHeaders::from_pairs(pairs);
    intake.check_headers(&headers).await?;
    let body = body::gather(content_length(request), intake.limit(), next);
    intake.receive(&headers, body).await
}

/// As actix-web's own extractors find their configuration: as it is, or in a `Data`.
fn intake(request: &HttpRequest) -> Option<&Intake> {
    let data = || request.app_data::<Data<Intake>>().map(|data| &***data);
    request.app_data::<Intake>().or_else(data)
}

/// What the sender says; actix-web has refused a header that is no number.
fn content_length(request: &HttpRequest) -> u64 {
    let header = request.headers().get(header::CONTENT_LENGTH);
    let text = header.and_then(|value| value.to_str().ok());
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

#[cfg_attr(docsrs, doc(cfg(feature = "actix-web")))]
impl ResponseError for Rejection {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).content_type("text/plain").body(self.line())
    }
}
