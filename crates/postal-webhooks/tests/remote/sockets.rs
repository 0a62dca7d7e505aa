//! `RemoteVerifier` with its own transport, against servers on loopback that behave in every way.

use std::error::Error;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use postal_webhooks::remote::{DEADLINE, FetchError, RemoteVerifierError};
use postal_webhooks::{KeySetError, RemoteVerifier, SignatureHeaders};

use crate::common::{BODY, OTHER_POSTAL, POSTAL};

/// A server that hands each connection to a function; its URL, and how many connections there were.
fn serve(answer: impl Fn(TcpStream) + Send + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    thread::spawn(move || {
        for stream in listener.incoming() {
            count.fetch_add(1, Ordering::SeqCst);
            answer(stream.unwrap());
        }
    });
    (url, connections)
}

/// Reads the head of a request.
fn head(stream: &TcpStream) -> String {
    let mut lines = BufReader::new(stream).lines();
    let mut head = String::new();
    while let Some(Ok(line)) = lines.next() {
        if line.is_empty() {
            break;
        }
        head.push_str(&line);
        head.push('\n');
    }
    head
}

/// A server that answers with these bytes and hangs up.
pub(crate) fn answering(answer: impl Into<Vec<u8>>) -> String {
    let answer = answer.into();
    let (url, _) = serve(move |mut stream| {
        head(&stream);
        let _ = stream.write_all(&answer);
    });
    url
}

/// The URL of a port on which nobody listens.
pub(crate) fn closed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

fn with_length(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

/// Over `http` there is always a pin.
fn keys(url: &str) -> RemoteVerifier {
    let builder = RemoteVerifier::builder(url).pin([POSTAL.kid()]);
    builder.build().unwrap()
}

async fn verifies(keys: &RemoteVerifier) -> bool {
    let headers = POSTAL.headers(BODY);
    let headers = SignatureHeaders::from(&headers);
    keys.verify(&headers, BODY).await.is_ok()
}

/// Why a fetch fails, with all sources.
pub(crate) async fn failure(keys: &RemoteVerifier) -> (Arc<FetchError>, String) {
    let error = keys.refresh().await.unwrap_err();
    assert!(!verifies(keys).await);
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    (error, text)
}

#[tokio::test]
async fn the_document_is_fetched_and_verifies() {
    let jwks = POSTAL.jwks();
    let half = jwks.len() / 2;
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{half:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
        &jwks[..half],
        jwks.len() - half,
        &jwks[half..],
    );
    let until_close = format!("HTTP/1.0 200 OK\r\n\r\n{jwks}");
    for answer in [
        with_length("200 OK", "Content-Type: application/json\r\n", jwks.as_bytes()),
        chunked.into(),
        until_close.into(),
    ] {
        assert!(verifies(&keys(&answering(answer))).await);
    }
}

#[tokio::test]
async fn the_request_is_plain() {
    let (sender, requests) = mpsc::channel();
    let (url, _) = serve(move |mut stream| {
        sender.send(head(&stream)).unwrap();
        let _ = stream.write_all(&with_length("200 OK", "", POSTAL.jwks().as_bytes()));
    });
    assert!(verifies(&keys(&url)).await);
    let host = url.strip_prefix("http://").unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        requests.recv().unwrap(),
        format!(
            "GET /.well-known/jwks.json HTTP/1.1\nhost: {host}\naccept: application/json\n\
             accept-encoding: identity\nuser-agent: postal-webhooks/{version}\nconnection: close\n"
        )
    );
    assert!(verifies(&keys(&format!("{url}/keys?of=postal"))).await);
    assert!(requests.recv().unwrap().starts_with("GET /keys?of=postal HTTP/1.1\n"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (target, connections) = serve(|mut stream| {
        head(&stream);
        let _ = stream.write_all(&with_length("200 OK", "", POSTAL.jwks().as_bytes()));
    });
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let url = answering(with_length(status, &format!("Location: {target}\r\n"), b""));
        let (error, _) = failure(&keys(&url)).await;
        assert!(
            matches!(*error, FetchError::Redirect { status: redirect } if status.starts_with(&redirect.to_string()))
        );
    }
    assert_eq!(connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn other_answers_are_told_apart() {
    let url = answering(with_length("404 Not Found", "", POSTAL.jwks().as_bytes()));
    assert!(matches!(*failure(&keys(&url)).await.0, FetchError::Status { status: 404 }));

    let url = answering(with_length("200 OK", "Content-Type: text/html\r\n", b"<!DOCTYPE html>"));
    assert!(matches!(*failure(&keys(&url)).await.0, FetchError::Keys(KeySetError::Html)));

    let gzip = {
        let mut child =
            Command::new("gzip").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(POSTAL.jwks().as_bytes()).unwrap();
        child.wait_with_output().unwrap().stdout
    };
    let url = answering(with_length("200 OK", "Content-Encoding: gzip\r\n", &gzip));
    assert!(matches!(*failure(&keys(&url)).await.0, FetchError::Keys(KeySetError::Gzip)));

    let jwks = OTHER_POSTAL.jwks();
    let url = answering(with_length("200 OK", "", jwks.as_bytes()));
    let error = failure(&keys(&url)).await.0;
    assert!(matches!(*error, FetchError::Keys(KeySetError::NotPinned { .. })));

    for broken in [
        &b""[..],
        b"HTTP/1.1 200",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"keys\":",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"key",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
    ] {
        let (error, text) = failure(&keys(&answering(broken))).await;
        assert!(matches!(*error, FetchError::Http(_)), "{text}");
    }
}

#[tokio::test]
async fn a_huge_answer_is_cut_off() {
    // One byte too long, and said so.
    let mut document = POSTAL.jwks().into_bytes();
    document.resize(64 * 1024, b' ');
    assert!(verifies(&keys(&answering(with_length("200 OK", "", &document)))).await);
    document.push(b' ');
    let url = answering(with_length("200 OK", "", &document));
    let error = failure(&keys(&url)).await.0;
    assert!(matches!(*error, FetchError::TooLarge { limit: 65536 }));

    // Endless, and no length said.
    let (sender, sent) = mpsc::channel();
    let (url, _) = serve(move |mut stream| {
        head(&stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        let mut total = 0_u64;
        while stream.write_all(&[b' '; 4096]).is_ok() {
            total += 4096;
        }
        sender.send(total).unwrap();
    });
    let error = failure(&keys(&url)).await.0;
    assert!(matches!(*error, FetchError::TooLarge { limit: 65536 }));
    // Sockets hold some, but the server was hung up on.
    let sent = sent.recv_timeout(Duration::from_secs(10)).unwrap();
    assert!(sent < 64 << 20, "{sent}");
}

#[tokio::test]
async fn a_slow_answer_ends_at_the_deadline() {
    let jwks = with_length("200 OK", "", POSTAL.jwks().as_bytes());
    // Never answers; sends its head, or its body, a byte at a time.
    for fast in [0, 5, jwks.len() - 20] {
        let jwks = jwks.clone();
        let (url, _) = serve(move |mut stream| {
            head(&stream);
            let _ = stream.write_all(&jwks[..fast]);
            for byte in &jwks[fast..] {
                thread::sleep(Duration::from_millis(200));
                if stream.write_all(&[*byte]).is_err() {
                    return;
                }
            }
        });
        let start = Instant::now();
        let error = failure(&keys(&url)).await.0;
        let elapsed = start.elapsed();
        assert!(matches!(*error, FetchError::TimedOut { after: DEADLINE }), "{error:?}");
        assert!((DEADLINE..DEADLINE * 2).contains(&elapsed), "{elapsed:?}");
    }
}

#[tokio::test]
async fn no_connection_and_no_host_are_told_apart() {
    let (error, text) = failure(&keys(&closed())).await;
    assert!(matches!(*error, FetchError::Connect(_)), "{text}");

    // RFC 6761 (6.4): names under `invalid` do not exist.
    let (error, text) = failure(&keys("http://postal.invalid")).await;
    assert!(matches!(*error, FetchError::Dns(_)), "{text}");
}

#[test]
fn http_needs_a_pinned_key() {
    let error = RemoteVerifier::builder("http://127.0.0.1:5000").build().unwrap_err();
    assert!(matches!(error, RemoteVerifierError::HttpWithoutPin));
}

/// The sockets of a fetch do not outlive it.
#[tokio::test]
async fn the_connection_is_closed_after_the_answer() {
    let (sender, closed) = mpsc::channel();
    let (url, _) = serve(move |mut stream| {
        head(&stream);
        let _ = stream.write_all(&with_length("404 Not Found", "", b""));
        let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
        sender.send(stream.read(&mut [0]).is_ok_and(|read| read == 0)).unwrap();
    });
    failure(&keys(&url)).await;
    assert!(closed.recv().unwrap());
}
