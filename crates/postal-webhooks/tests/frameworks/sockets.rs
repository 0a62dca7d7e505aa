//! Tests of each integration over a socket, with an intake of its own: no limit, and a deadline.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use actix_web::{App, HttpServer, web};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::server::conn::http1;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use postal_webhooks::Verifier;
use postal_webhooks::web::{Intake, PostalWebhook, VerifyLayer};
use tokio::runtime::Runtime;
use tower::{Layer as _, service_fn};

use crate::client::{net_http_head, raw};
use crate::common::{BODY, POSTAL};

const DEADLINE: Duration = Duration::from_millis(400);

fn intake() -> Intake {
    let intake = Intake::new(Verifier::new(POSTAL.key_set()));
    intake.body_limit(usize::MAX).body_deadline(DEADLINE)
}

async fn receive(PostalWebhook(webhook): PostalWebhook) -> String {
    webhook.event.name().into()
}

/// A server of each kind, on a thread of its own; it ends with the test.
fn servers() -> [(&'static str, String); 3] {
    let mut servers = Vec::new();
    let mut start = |name, serve: fn(TcpListener)| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}/postal", listener.local_addr().unwrap());
        thread::spawn(move || serve(listener));
        servers.push((name, url));
    };
    start("axum", |listener| {
        let router = Router::new()
            .route("/postal", post(receive))
            .layer(DefaultBodyLimit::disable())
            .with_state(intake());
        serve(listener, &TowerToHyperService::new(router));
    });
    start("tower", |listener| {
        let inner = service_fn(async |_: Request<Full<Bytes>>| {
            Ok::<_, std::convert::Infallible>(Response::new(Full::new(Bytes::from("received"))))
        });
        let service = VerifyLayer::new(intake()).layer(inner);
        serve(listener, &TowerToHyperService::new(service));
    });
    start("actix", |listener| {
        let app = || App::new().app_data(intake()).route("/postal", web::post().to(receive));
        let server = HttpServer::new(app).workers(1).listen(listener).unwrap();
        actix_web::rt::System::new().block_on(server.run()).unwrap();
    });
    servers.try_into().unwrap()
}

/// hyper with this service.
fn serve<S, B>(listener: TcpListener, service: &S)
where
    S: hyper::service::Service<Request<hyper::body::Incoming>, Response = Response<B>>
        + Clone
        + Send
        + 'static,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    S::Future: Send,
    B: hyper::body::Body<Data: Send, Error: Into<Box<dyn std::error::Error + Send + Sync>>>
        + Send
        + 'static,
{
    Runtime::new().unwrap().block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new());
            tokio::spawn(http.serve_connection(TokioIo::new(stream), service.clone()));
        }
    });
}

/// The length that a sender claims reserves nothing: it would abort the process, with all its
/// tests.
#[test]
fn a_claimed_length_reserves_no_memory() {
    for (name, url) in servers() {
        for length in ["100000000000", "9223372036854775807"] {
            let head = net_http_head(&url, &POSTAL.sign(BODY));
            let claimed = format!("Content-Length: {length}");
            let head = head.replace(&format!("Content-Length: {}", BODY.len()), &claimed);
            assert!(head.contains(&claimed), "{head}");
            let answer = raw(&url, &[head.as_bytes(), BODY]);
            assert_eq!(answer.refusal(), "408 the body is too slow", "{name}");
        }
        let head = net_http_head(&url, &POSTAL.sign(BODY));
        assert_eq!(raw(&url, &[head.as_bytes(), BODY]).status, 200, "{name}");
    }
    #[cfg(target_os = "linux")]
    {
        // Not even of what is never touched.
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmPeak:"));
        let peak = peak.unwrap().trim().strip_suffix(" kB").unwrap();
        assert!(peak.parse::<u64>().unwrap() < 50_000_000, "{peak} KiB");
    }
}

#[test]
fn a_body_has_its_deadline() {
    for (name, url) in servers() {
        let signed = POSTAL.sign(BODY);
        let head = net_http_head(&url, &signed);
        let chunked = format!("Content-Length: {}", BODY.len());
        let chunked = head.replace(&chunked, "Transfer-Encoding: chunked");
        let nothing: &[&[u8]] = &[head.as_bytes()];
        let half = &[head.as_bytes(), &BODY[..100]];
        let a_chunk = &[chunked.as_bytes(), b"5\r\n{\"eve\r\n"];
        for parts in [nothing, half, a_chunk] {
            let start = Instant::now();
            let answer = raw(&url, parts);
            assert_eq!(answer.refusal(), "408 the body is too slow", "{name}");
            assert!(start.elapsed() >= DEADLINE, "{name}");
        }
    }
}
