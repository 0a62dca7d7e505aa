//! Tests of the extractors of axum, and of the layer in an axum router.

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRef, Request};
use axum::routing::post;
use axum::{Extension, Router};
use http_body_util::BodyExt as _;
use postal_webhooks::web::{Intake, PostalWebhook, Rejection, VerifyLayer};
use postal_webhooks::{Verified, Verifier, Webhook};
use tower::ServiceExt as _;

use crate::common::{BODY, OTHER_POSTAL, POSTAL};

/// A state with more than the intake in it.
#[derive(Clone)]
struct App {
    intake: Intake,
}

impl FromRef<App> for Intake {
    fn from_ref(app: &App) -> Self {
        app.intake.clone()
    }
}

async fn typed(PostalWebhook(webhook): PostalWebhook) -> String {
    webhook.event.name().into()
}

async fn raw(body: Verified<Bytes>) -> String {
    format!("{} bytes by {}", body.body().len(), body.kid())
}

async fn result(webhook: Result<PostalWebhook, Rejection>) -> String {
    match webhook {
        Ok(PostalWebhook(webhook)) => webhook.event.name().into(),
        Err(rejection) => format!("seen: {rejection}"),
    }
}

async fn layered(Extension(webhook): Extension<Webhook>) -> String {
    webhook.event.name().into()
}

fn router() -> Router {
    let intake = Intake::new(Verifier::new(POSTAL.key_set()));
    let layer = VerifyLayer::new(intake.clone());
    Router::new()
        .route("/typed", post(typed))
        .route("/raw", post(raw))
        .route("/result", post(result))
        .route("/layered", post(layered).route_layer(layer))
        .with_state(App { intake })
}

async fn answer(router: Router, request: Request) -> String {
    let response = router.oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    format!("{status} {}", str::from_utf8(&body).unwrap())
}

#[tokio::test]
async fn each_way_gives_the_webhook() {
    for (path, expected) in [
        ("/typed", "200 SendLimitApproaching"),
        ("/result", "200 SendLimitApproaching"),
        ("/layered", "200 SendLimitApproaching"),
        ("/raw", &*format!("200 {} bytes by {}", BODY.len(), POSTAL.kid())),
    ] {
        let request = POSTAL.sign(BODY).into_http(path);
        assert_eq!(answer(router(), request).await, expected);
    }
    let request = POSTAL.sign("no JSON").into_http("/raw");
    let expected = format!("200 7 bytes by {}", POSTAL.kid());
    assert_eq!(answer(router(), request).await, expected);
}

#[tokio::test]
async fn a_handler_can_see_why_a_request_is_refused() {
    let kid = OTHER_POSTAL.kid();
    for (path, status) in [("/typed", 401), ("/raw", 401), ("/layered", 401), ("/result", 200)] {
        let request = OTHER_POSTAL.sign(BODY).into_http(path);
        let seen = if status == 200 { "seen: " } else { "" };
        let expected = format!("{status} {seen}no key {kid}");
        assert_eq!(answer(router(), request).await, expected);
    }
    let get = Request::get("/layered").body(Body::empty()).unwrap();
    assert_eq!(answer(router(), get).await, "405 ");
}

#[tokio::test]
async fn the_frameworks_own_limit_holds() {
    let long = || {
        let mut body = BODY.to_vec();
        body.resize(3_000_000, b' ');
        POSTAL.sign(body)
    };
    let too_large = "413 the body is too large";
    for path in ["/typed", "/raw", "/result"] {
        let router = router().layer(DefaultBodyLimit::max(BODY.len() - 1));
        let request = POSTAL.sign(BODY).into_http(path);
        let expected =
            too_large.replace("413", if path == "/result" { "200 seen:" } else { "413" });
        assert_eq!(answer(router, request).await, expected);
    }
    // Without its limit, ours holds, and without a change of it, its own.
    let open = router().layer(DefaultBodyLimit::disable());
    assert_eq!(answer(open, long().into_http("/typed")).await, too_large);
    let intake = Intake::new(Verifier::new(POSTAL.key_set())).body_limit(usize::MAX);
    let router = Router::new().route("/typed", post(typed)).with_state(intake);
    let request = long().into_http("/typed");
    assert_eq!(answer(router.clone(), request).await, too_large);
    let open = router.layer(DefaultBodyLimit::disable());
    let request = long().into_http("/typed");
    assert_eq!(answer(open, request).await, "200 SendLimitApproaching");
}
