//! The HTTP sink against a server on a real socket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::time::Instant;

use super::server::{Reply, serve};
use super::{Store, event, until};
use crate::sink::{Outcome, Sink};

async fn post(url: &str, replay: Option<i64>) -> Outcome {
    Sink::http("a", url).unwrap().deliver.deliver(&event("u-1"), replay).await
}

#[tokio::test]
async fn each_status_has_its_outcome() {
    for status in [200, 201, 202, 204, 299] {
        let (authority, _) = serve(move |_| Reply::Status(status)).await;
        let outcome = post(&format!("http://{authority}/"), None).await;
        assert_eq!(outcome, Outcome::Delivered, "{status}");
    }
    let statuses = [
        ([400, 413, 415, 422].as_slice(), Outcome::Refused as fn(String) -> Outcome),
        (&[301, 302, 307, 308, 401, 403, 404, 410, 429, 503], Outcome::Down),
        (&[402, 405, 408, 409, 418, 500, 501, 502, 504, 599], Outcome::Failed),
    ];
    for (statuses, expected) in statuses {
        for &status in statuses {
            let (authority, requests) = serve(move |_| Reply::Status(status)).await;
            let outcome = post(&format!("http://{authority}/"), None).await;
            assert_eq!(outcome, expected(format!("status {status}")));
            // Redirects are not followed.
            assert_eq!(requests.lock().unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn a_request_is_as_postal_sends_it() {
    let (authority, requests) = serve(|_| Reply::Status(200)).await;
    let url = format!("http://us%40er:pa:ss@{authority}/in?x=%2F");
    assert_eq!(post(&url, None).await, Outcome::Delivered);
    assert_eq!(post(&url, Some(7)).await, Outcome::Delivered);
    let requests = requests.lock().unwrap();
    let request = &requests[0];
    assert!(request.head.starts_with("POST /in?x=%2F HTTP/1.1\r\n"), "{}", request.head);
    assert_eq!(request.body, event("").body);
    let basic = format!("Basic {}", BASE64_STANDARD.encode("us%40er:pa:ss"));
    let kid = "ab".repeat(32);
    for (name, value) in [
        ("host", &*authority),
        ("content-type", "application/json"),
        ("content-length", "15"),
        ("authorization", &basic),
        ("x-postal-signature-256", &BASE64_STANDARD.encode("sha256")),
        ("x-postal-signature", &BASE64_STANDARD.encode("sha1")),
        ("x-postal-signature-kid", &kid),
        ("idempotency-key", "u-1"),
        ("user-agent", concat!("postal-webhooks-receiver/", env!("CARGO_PKG_VERSION"))),
    ] {
        assert_eq!(request.header(name), Some(value), "{name}");
    }
    assert_eq!(requests[1].header("idempotency-key"), Some("u-1/replay-7"));
}

#[tokio::test]
async fn what_cannot_be_reached_is_down() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = listener.local_addr().unwrap();
    drop(listener);
    let (plain, _) = serve(|_| Reply::Status(200)).await;
    let down = || Outcome::Down("cannot connect".to_owned());
    assert_eq!(post(&format!("http://{closed}/"), None).await, down());
    assert_eq!(post("http://nowhere.invalid/", None).await, down());
    // A server that does not speak TLS.
    assert_eq!(post(&format!("https://{plain}/"), None).await, down());
}

#[tokio::test]
async fn a_connection_that_breaks_is_tried_once_more_and_then_has_failed() {
    let (authority, requests) = serve(|_| Reply::Close).await;
    let outcome = post(&format!("http://{authority}/"), None).await;
    assert!(matches!(outcome, Outcome::Failed(_)), "{outcome:?}");
    let connections: Vec<_> = requests.lock().unwrap().iter().map(|it| it.connection).collect();
    assert_eq!(connections, [0, 1]);
}

#[test]
fn a_url_that_nothing_can_be_posted_to_is_an_error_without_its_user_info() {
    let urls =
        ["", "/path", "ftp://u:secret@a/", "http://", "http://u:secret@/", "https://u:secret@a:0/"];
    let more = ["http://u:secret@a:99999/", "http://u:secret@a:/", "mailto:u:secret@a"];
    for url in urls.into_iter().chain(more) {
        let error = Sink::http("a", url).unwrap_err().to_string();
        assert!(error.starts_with("the URL of the sink \"a\" "), "{url}: {error}");
        assert!(!error.contains("secret"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_are_kept_and_a_server_that_closes_them_fails_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    let (used, closed) =
        (Mutex::<BTreeMap<usize, usize>>::default(), Arc::new(AtomicUsize::new(0)));
    let (authority, requests) = {
        let closed = Arc::clone(&closed);
        serve(move |request| {
            let mut used = used.lock().unwrap();
            let times = used.entry(request.connection).or_default();
            *times += 1;
            // The client sees the same if the server closed it just before the request came.
            if *times < 10 {
                return Reply::Status(200);
            }
            closed.fetch_add(1, Ordering::SeqCst);
            Reply::Close
        })
        .await
    };
    store.add_many(2_000).await;
    let sink = Sink::http("a", &format!("http://{authority}/")).unwrap();
    let mut running = store.start(sink).await;
    until("all are taken", || running.status().cursor == 2_000).await;
    running.stop(Instant::now() + Duration::from_secs(5)).await;
    let status = running.status();
    assert_eq!((status.delivered, status.failed, status.down), (2_000, 0, 0));
    let closed = closed.load(Ordering::SeqCst);
    assert!(closed > 100, "no connection was closed: {closed}");
    let requests = requests.lock().unwrap();
    assert_eq!(requests.len(), 2_000 + closed);
    let connections: BTreeSet<_> = requests.iter().map(|it| it.connection).collect();
    assert!(connections.len() < 1_000, "connections are not kept: {}", connections.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_of_401_leaves_no_dead_letters() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    let is_locked = Arc::new(AtomicBool::new(true));
    let (authority, requests) = {
        let is_locked = Arc::clone(&is_locked);
        let status = move || if is_locked.load(Ordering::SeqCst) { 401 } else { 200 };
        serve(move |_| Reply::Status(status())).await
    };
    store.add_many(500).await;
    let sink = Sink::http("a", &format!("http://{authority}/")).unwrap();
    let mut running = store.start(sink).await;
    until("it is down", || running.status().state == "down").await;
    until("it is probed", || running.status().down > 17).await;
    assert_eq!(running.status().error, "status 401");
    is_locked.store(false, Ordering::SeqCst);
    until("all are taken", || running.status().cursor == 500).await;
    running.stop(Instant::now() + Duration::from_secs(5)).await;
    let row = store.row("a").await;
    assert_eq!((row.cursor, row.parked, row.dead), (500, 0, 0));
    let requests = requests.lock().unwrap();
    let keys: BTreeSet<_> = requests.iter().map(|it| it.header("idempotency-key")).collect();
    assert_eq!(keys.len(), 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_too_large_does_not_stop_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    let (authority, _) =
        serve(|request| Reply::Status(if request.body.len() > 1 << 19 { 413 } else { 200 })).await;
    store.add("large", format!("{{\"a\":\"{}\"}}", "x".repeat(1 << 20))).await;
    store.add_many(3).await;
    let sink = Sink::http("a", &format!("http://{authority}/")).unwrap().strict();
    let mut running = store.start(sink).await;
    until("all are done", || running.status().cursor == 4).await;
    running.stop(Instant::now() + Duration::from_secs(5)).await;
    let row = store.row("a").await;
    assert_eq!((row.cursor, row.parked, row.dead), (4, 0, 1));
    assert_eq!(running.status().delivered, 3);
}
