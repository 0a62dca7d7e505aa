//! Tests of the extractors of actix-web.

use std::io::Write as _;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Barrier;
use std::task::{Context, Waker};
use std::thread;
use std::time::{Duration, Instant};

use actix_web::body::to_bytes;
use actix_web::dev::ServiceResponse;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::web::{self, Bytes, Data, PayloadConfig, ServiceConfig};
use actix_web::{App, HttpServer};
use postal_webhooks::testing::SignedRequest;
use postal_webhooks::web::{Intake, PostalWebhook, Rejection};
use postal_webhooks::{RemoteVerifier, Verified, Verifier};

use crate::client::{Answer, connect, net_http_head};
use crate::common::{BODY, OTHER_POSTAL, POSTAL};
use crate::program::postal;

async fn typed(webhook: PostalWebhook) -> String {
    webhook.0.event.name().into()
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
    assert_eq!(answer(plain, "/raw", POSTAL.sign(BODY)).await, bytes(BODY.len()));
    assert_eq!(answer(plain, "/raw", POSTAL.sign("no JSON")).await, bytes(7));
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
    let expected =
        [(length, "200 SendLimitApproaching"), (length - 1, "413 the body is too large")];
    for (limit, expected) in expected {
        let answer = answer(limited(limit), "/typed", POSTAL.sign(BODY)).await;
        assert_eq!(answer, expected);
    }
}

/// A handler that does not give its thread back holds no more than the requests of its own worker.
#[test]
fn a_blocked_worker_stops_no_other() {
    static BLOCKED: Barrier = Barrier::new(2);
    static RELEASED: Barrier = Barrier::new(2);

    /// Begins the fetch, which runs on this worker, and then blocks it.
    async fn block(keys: Data<RemoteVerifier>) -> &'static str {
        let mut fetch = pin!(keys.refresh());
        let mut context = Context::from_waker(Waker::noop());
        assert!(fetch.as_mut().poll(&mut context).is_pending());
        BLOCKED.wait();
        RELEASED.wait();
        "released"
    }

    let installation = postal(POSTAL.jwks());
    let keys = RemoteVerifier::builder(installation).pin([POSTAL.kid()]);
    let keys = keys.build().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/postal", listener.local_addr().unwrap());
    thread::spawn(move || {
        let app = move || {
            App::new()
                .app_data(Data::new(keys.clone()))
                .app_data(Intake::new(keys.clone()))
                .route("/block", web::get().to(block))
                .route("/postal", web::post().to(typed))
        };
        let server = HttpServer::new(app).workers(2).listen(listener).unwrap();
        actix_web::rt::System::new().block_on(server.run()).unwrap();
    });

    let mut blocked = connect(&url);
    blocked.write_all(b"GET /block HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    BLOCKED.wait();
    // The workers take turns: the other one has this connection, for both requests.
    let mut other = connect(&url);
    let signed = POSTAL.sign(BODY);
    let head = net_http_head(&url, &signed).replace("Connection: close\r\n", "");
    let mut ask = || {
        let start = Instant::now();
        other.write_all(&[head.as_bytes(), BODY].concat()).unwrap();
        let answer = Answer::read(&other);
        assert!(start.elapsed() < Duration::from_secs(5));
        format!("{} {}", answer.status, answer.body)
    };
    assert_eq!(ask(), "503 no usable key");
    assert_eq!(ask(), "200 SendLimitApproaching");
    RELEASED.wait();
    assert_eq!(Answer::read(blocked).body, "released");
}
