//! [`Intake`] for web frameworks: an extractor or a layer verifies a request before anything else
//! sees its body.
//!
//! | framework | feature | what it gives |
//! |---|---|---|
//! | axum 0.8 | `axum` | the extractors [`PostalWebhook`] and [`Verified<Bytes>`](crate::Verified) |
//! | actix-web 4 | `actix-web` | the same extractors |
//! | all that speak tower, and hyper | `tower` | [`VerifyLayer`], which puts a [`Webhook`](crate::Webhook) and a [`Verified<Bytes>`](crate::Verified) into the request's extensions |
//!
//! All of them verify with an [`Intake`]: it is made from a
//! [`Verifier`](crate::Verifier) or, with the feature `jwks-fetch`, from a
//! [`RemoteVerifier`](crate::RemoteVerifier), which bring their opt-ins along, and has the limits
//! of the body: its length and its time.
//!
//! The signature headers are checked before the body is read. A request that has none, or one that
//! no key can have made, is refused at once, and its body is never held.
#![cfg_attr(
    feature = "axum",
    doc = r#"
# axum

The [`Intake`] is the state of the router, or a part of it that `FromRef` gives.

```
use axum::{Router, routing::post};
use postal_webhooks::{KeySet, Verifier, web::{Intake, PostalWebhook}};

async fn receive(PostalWebhook(webhook): PostalWebhook) -> &'static str {
    println!("{:?} {}", webhook.event.name(), webhook.uuid);
    "received"
}

# fn router(record: &str) -> Result<Router, Box<dyn std::error::Error>> {
let intake = Intake::new(Verifier::new(KeySet::from_dkim_record(record)?));
let router = Router::new().route("/postal", post(receive)).with_state(intake);
# Ok(router)
# }
```

To write a log about refused requests, take a `Result<PostalWebhook, Rejection>`. axum's own `DefaultBodyLimit`, 2 MB
by default, holds too: the smaller limit wins.

`axum::serve` waits for the headers of a request without end. The example `axum` serves with hyper's `header_read_timeout`
instead."#
)]
#![cfg_attr(
    feature = "actix-web",
    doc = r#"
# actix-web

The [`Intake`] is given with `app_data`, as it is or in a `web::Data`.

```
use actix_web::{App, web};
use postal_webhooks::{KeySet, Verifier, web::{Intake, PostalWebhook}};

async fn receive(webhook: PostalWebhook) -> &'static str {
    let PostalWebhook(webhook) = webhook;
    println!("{:?} {}", webhook.event.name(), webhook.uuid);
    "received"
}

# fn app(record: &str) -> Result<(), Box<dyn std::error::Error>> {
let intake = Intake::new(Verifier::new(KeySet::from_dkim_record(record)?));
let app = App::new()
    .app_data(intake.clone())
    .route("/postal", web::post().to(receive));
# Ok(())
# }
```

In actix-web every extractor has a limit of its own: `PayloadConfig` is that of `Bytes` and `String`, and the
[`Intake`]'s is that of these two. `HttpServer::client_request_timeout` is the time that the headers may take."#
)]
#![cfg_attr(
    feature = "tower",
    doc = r#"
# tower

The layer is generic over the bodies of `http` 1.x. The service below it gets the whole body, as a `Full<Bytes>`.

```
use std::convert::Infallible;

use http::{Request, Response};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use postal_webhooks::{KeySet, Verifier, Webhook, web::VerifyLayer};
use tower::{Layer, Service, service_fn};

async fn receive(request: Request<Full<Bytes>>) -> Result<Response<Full<Bytes>>, Infallible> {
    if let Some(webhook) = request.extensions().get::<Webhook>() {
        println!("{:?} {}", webhook.event.name(), webhook.uuid);
    }
    Ok(Response::new(Full::from("received")))
}

# fn service(record: &str) -> Result<impl Service<Request<Incoming>>, Box<dyn std::error::Error>> {
let verifier = Verifier::new(KeySet::from_dkim_record(record)?);
let service = VerifyLayer::new(verifier).layer(service_fn(receive));
# Ok(service)
# }
```

The limit of tower-http's `RequestBodyLimitLayer` holds too: the smaller limit wins. The time that the headers may take is
hyper's `header_read_timeout`, which needs a timer: see the example `tower`."#
)]
//!
//! # What the sender gets
//!
//! A request that is refused is answered with one short line of ASCII, `text/plain` with a
//! `Content-Length`, which says why and holds nothing of the body: Postal shows it to the operator.
//! An answer of yours should be as short: one over
//! [`LONGEST_ANSWER`](crate::request::LONGEST_ANSWER) leaves the event locked in Postal.
//! [`Rejection`] has the table of statuses.
//!
//! Your handler answers the others. Answer 200 once the event is safe, and soon: Postal waits for
//! its [`DEADLINE`], on the threads that send mail, and repeats the request after any other status
//! or none, after each of the [`RETRY_WAITS`]. So the same event can come twice:
//! [`Webhook::uuid`](crate::Webhook::uuid) tells.
//!
//! [`DEADLINE`]: crate::request::DEADLINE
//! [`RETRY_WAITS`]: crate::request::RETRY_WAITS
//!
//! # What it costs
//!
//! Verifying takes from 7 to 70 µs of one core, by the length of the key, and is done where the
//! request is handled: a thread of its own would cost more. Only a key that is not there yet is
//! waited for, without blocking.

#[cfg(feature = "actix-web")]
mod actix_web;
#[cfg(feature = "axum")]
mod axum;
mod body;
mod intake;
mod rejection;
#[cfg(any(feature = "axum", feature = "tower"))]
mod request;
#[cfg(feature = "tower")]
mod tower;

pub use intake::{DEFAULT_BODY_DEADLINE, DEFAULT_BODY_LIMIT, Intake, IntakeVerifier};
pub use rejection::Rejection;
#[cfg(feature = "tower")]
#[cfg_attr(docsrs, doc(cfg(feature = "tower")))]
pub use tower::{Verify, VerifyFuture, VerifyLayer};

/// An extractor of axum and actix-web: a webhook whose signature is right.
///
/// It refuses bodies that are verified but no webhook. A handler that stores what it gets is better
/// off with a [`Verified<Bytes>`](crate::Verified), which it can keep before it reads it.
#[cfg(any(feature = "axum", feature = "actix-web"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "axum", feature = "actix-web"))))]
#[derive(Clone, Debug, PartialEq)]
pub struct PostalWebhook(pub crate::Webhook);
