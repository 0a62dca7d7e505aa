//! The extractors of actix-web.

use actix_web::{
    App,
    body::to_bytes,
    dev::ServiceResponse,
    test::{TestRequest, call_service, init_service},
    web::{self, Data, PayloadConfig, ServiceConfig},
};
use postal_webhooks::{
    Verifier,
    testing::SignedRequest,
    web::{Intake, PostalWebhook, Rejection, VerifiedBody},
};

use crate::common::{BODY, OTHER_POSTAL, POSTAL};

async fn typed(webhook: PostalWebhook) -> String {
    webhook.0.event.name().into()
}

async fn raw(body: VerifiedBody) -> String {
    format!("{} bytes by {}", body.bytes().len(), body.kid())
}

async fn result(webhook: Result<PostalWebhook, Rejection>) -> String {
    match webhook {
        Ok(PostalWebhook(webhook)) => webhook.event.name().into(),
        Err(rejection) => format!("seen: {rejection}"),
    }
}

fn intake() -> Intake {
    Intake::new(Verifier::new(POSTAL.key_set()))
}

fn plain(config: &mut ServiceConfig) {
    config.app_data(intake());
}

fn data(config: &mut ServiceConfig) {
    config.app_data(Data::new(intake()));
}

async fn answer(
    configure: impl FnOnce(&mut ServiceConfig),
    path: &str,
    signed: SignedRequest,
) -> String {
    let app = App::new()
        .configure(configure)
        .route("/typed", web::post().to(typed))
        .route("/raw", web::post().to(raw))
        .route("/result", web::post().to(result));
    let service = init_service(app).await;
    let mut request = TestRequest::post().uri(path);
    for header in signed.headers {
        request = request.append_header(header);
    }
    let request = request.set_payload(signed.body).to_request();
    let response: ServiceResponse = call_service(&service, request).await;
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body()).await.unwrap();
    format!("{status} {}", str::from_utf8(&body).unwrap())
}

#[actix_web::test]
async fn each_way_gives_the_webhook() {
    let webhook = "200 SendLimitApproaching";
    let bytes = |length| format!("200 {length} bytes by {}", POSTAL.kid());
    assert_eq!(answer(plain, "/typed", POSTAL.sign(BODY)).await, webhook);
    assert_eq!(answer(data, "/typed", POSTAL.sign(BODY)).await, webhook);
    assert_eq!(answer(plain, "/result", POSTAL.sign(BODY)).await, webhook);
    assert_eq!(
        answer(plain, "/raw", POSTAL.sign(BODY)).await,
        bytes(BODY.len())
    );
    assert_eq!(
        answer(plain, "/raw", POSTAL.sign("no JSON")).await,
        bytes(7)
    );
}

#[actix_web::test]
async fn a_handler_can_see_why_a_request_is_refused() {
    let kid = OTHER_POSTAL.kid();
    for (path, expected) in [
        ("/typed", format!("401 no key {kid}")),
        ("/raw", format!("401 no key {kid}")),
        ("/result", format!("200 seen: no key {kid}")),
    ] {
        assert_eq!(answer(plain, path, OTHER_POSTAL.sign(BODY)).await, expected);
    }
}

#[actix_web::test]
async fn a_forgotten_intake_is_the_receivers_fault() {
    let expected = "500 the receiver is not set up: no `Intake` in `app_data`";
    for path in ["/typed", "/raw"] {
        assert_eq!(answer(|_| {}, path, POSTAL.sign(BODY)).await, expected);
    }
}

/// `PayloadConfig` is the limit of actix-web's `Bytes` and `String`.
#[actix_web::test]
async fn the_limit_is_that_of_the_intake() {
    let limited = |limit| {
        move |config: &mut ServiceConfig| {
            config.app_data(intake().body_limit(limit));
            config.app_data(PayloadConfig::new(1));
        }
    };
    let length = BODY.len();
    let expected = [
        (length, "200 SendLimitApproaching"),
        (length - 1, "413 the body is too large"),
    ];
    for (limit, expected) in expected {
        let answer = answer(limited(limit), "/typed", POSTAL.sign(BODY)).await;
        assert_eq!(answer, expected);
    }
}
