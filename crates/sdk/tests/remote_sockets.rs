//! `RemoteKeys` with its own transport, against servers on loopback that behave in every way.

mod common;

use std::{
    error::Error,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use common::{BODY, POSTAL, openssl};
use postal_webhooks::{
    KeySetError, RemoteKeys, SignatureHeaders,
    remote::{DEADLINE, FetchError, RemoteKeysError},
};

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
fn answering(answer: impl Into<Vec<u8>>) -> String {
    let answer = answer.into();
    let (url, _) = serve(move |mut stream| {
        head(&stream);
        let _ = stream.write_all(&answer);
    });
    url
}

fn with_length(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

/// Over `http` there is always a pin.
fn keys(url: &str) -> RemoteKeys {
    let builder = RemoteKeys::builder(url).pin([POSTAL.kid()]);
    builder.build().unwrap()
}

async fn verifies(keys: &RemoteKeys) -> bool {
    let headers = POSTAL.headers(BODY);
    let headers = SignatureHeaders::from_pairs(headers.iter().map(|(name, value)| (name, value)));
    keys.verify(&headers, BODY).await.is_ok()
}

/// Why a fetch fails, with all sources.
async fn failure(keys: &RemoteKeys) -> (Arc<FetchError>, String) {
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
        with_length(
            "200 OK",
            "Content-Type: application/json\r\n",
            jwks.as_bytes(),
        ),
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
    assert!(
        requests
            .recv()
            .unwrap()
            .starts_with("GET /keys?of=postal HTTP/1.1\n")
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (target, connections) = serve(|mut stream| {
        head(&stream);
        let _ = stream.write_all(&with_length("200 OK", "", POSTAL.jwks().as_bytes()));
    });
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
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
    assert!(matches!(
        *failure(&keys(&url)).await.0,
        FetchError::Status { status: 404 }
    ));

    let url = answering(with_length(
        "200 OK",
        "Content-Type: text/html\r\n",
        b"<!DOCTYPE html>",
    ));
    assert!(matches!(
        *failure(&keys(&url)).await.0,
        FetchError::Keys(KeySetError::Html)
    ));

    let gzip = {
        let mut child = Command::new("gzip")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(POSTAL.jwks().as_bytes())
            .unwrap();
        child.wait_with_output().unwrap().stdout
    };
    let url = answering(with_length("200 OK", "Content-Encoding: gzip\r\n", &gzip));
    assert!(matches!(
        *failure(&keys(&url)).await.0,
        FetchError::Keys(KeySetError::Gzip)
    ));

    let jwks = common::OTHER_POSTAL.jwks();
    let url = answering(with_length("200 OK", "", jwks.as_bytes()));
    let error = failure(&keys(&url)).await.0;
    assert!(matches!(
        *error,
        FetchError::Keys(KeySetError::NotPinned { .. })
    ));

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
        assert!(
            matches!(*error, FetchError::TimedOut { after: DEADLINE }),
            "{error:?}"
        );
        assert!((DEADLINE..DEADLINE * 2).contains(&elapsed), "{elapsed:?}");
    }
}

#[tokio::test]
async fn no_connection_and_no_host_are_told_apart() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let (error, text) = failure(&keys(&format!("http://127.0.0.1:{port}"))).await;
    assert!(matches!(*error, FetchError::Connect(_)), "{text}");

    // RFC 6761 (6.4): names under `invalid` do not exist.
    let (error, text) = failure(&keys("http://postal.invalid")).await;
    assert!(matches!(*error, FetchError::Dns(_)), "{text}");
}

#[test]
fn http_needs_a_pinned_key() {
    let error = RemoteKeys::builder("http://127.0.0.1:5000")
        .build()
        .unwrap_err();
    assert!(matches!(error, RemoteKeysError::HttpWithoutPin));
}

/// A web server with a certificate by an authority of its own, made by `openssl`.
struct TlsServer {
    directory: tempfile::TempDir,
    child: Child,
    url: String,
}

impl TlsServer {
    fn start(host: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
        let name = format!("subjectAltName=DNS:{host}");
        let config = path("config");
        std::fs::write(&config, "[req]\ndistinguished_name = dn\n[dn]\n").unwrap();
        let (authority, authority_key) = (path("authority.pem"), path("authority-key.pem"));
        let (key, certificate) = (path("key.pem"), path("certificate.pem"));
        let make = |key: &str, certificate: &str, extension: &str, signer: &[&str]| {
            let arguments = [
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=Test",
                "-config",
                &config,
                "-keyout",
                key,
                "-out",
                certificate,
                "-addext",
                extension,
            ];
            openssl(&[&arguments, signer].concat(), b"");
        };
        make(
            &authority_key,
            &authority,
            "basicConstraints=critical,CA:TRUE",
            &[],
        );
        make(
            &key,
            &certificate,
            &name,
            &["-CA", &authority, "-CAkey", &authority_key],
        );
        let documents = directory.path().join(".well-known");
        std::fs::create_dir(&documents).unwrap();
        std::fs::write(documents.join("jwks.json"), POSTAL.jwks()).unwrap();
        let mut child = Command::new("openssl")
            .args([
                "s_server",
                "-accept",
                "0",
                "-WWW",
                "-key",
                &key,
                "-cert",
                &certificate,
            ])
            .current_dir(directory.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It says `ACCEPT [::]:34567` once it listens.
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let accept =
            output.find_map(|line| Some(line.unwrap().strip_prefix("ACCEPT ")?.to_owned()));
        let accept = accept.unwrap();
        let port = accept.rsplit_once(':').unwrap().1;
        thread::spawn(move || output.for_each(drop));
        let url = format!("https://localhost:{port}");
        Self {
            directory,
            child,
            url,
        }
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let server = TlsServer::start("localhost");
    // Pinned or not: a pin is no reason to talk to a stranger.
    for builder in [
        RemoteKeys::builder(&*server.url),
        RemoteKeys::builder(&*server.url).pin([POSTAL.kid()]),
    ] {
        let (error, text) = failure(&builder.build().unwrap()).await;
        assert!(matches!(*error, FetchError::Tls(_)), "{text}");
    }
    let url = answering(&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..]).replace("http:", "https:");
    let (error, text) = failure(&RemoteKeys::builder(url).build().unwrap()).await;
    assert!(matches!(*error, FetchError::Tls(_)), "{text}");
}

/// Runs one of the tests below in a process of its own: what the system trusts is read from its environment.
#[track_caller]
fn run_with_trust(test: &str, server: &TlsServer) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .env(
            "SSL_CERT_FILE",
            server.directory.path().join("authority.pem"),
        )
        .env("TEST_URL", &server.url)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
}

#[test]
fn a_certificate_authority_of_ones_own_can_be_trusted() {
    run_with_trust("with_trust", &TlsServer::start("localhost"));
    run_with_trust(
        "with_trust_in_another_host",
        &TlsServer::start("postal.example.com"),
    );
}

#[tokio::test]
async fn with_trust() {
    let Ok(url) = std::env::var("TEST_URL") else {
        return;
    };
    let keys = RemoteKeys::builder(url).build().unwrap();
    keys.refresh().await.unwrap();
    assert!(keys.status().keys.is_some());
}

#[tokio::test]
async fn with_trust_in_another_host() {
    let Ok(url) = std::env::var("TEST_URL") else {
        return;
    };
    let (error, text) = failure(&RemoteKeys::builder(url).build().unwrap()).await;
    assert!(matches!(*error, FetchError::Tls(_)), "{text}");
}

/// The sockets of a fetch do not outlive it.
#[tokio::test]
async fn the_connection_is_closed_after_the_answer() {
    let (sender, closed) = mpsc::channel();
    let (url, _) = serve(move |mut stream| {
        head(&stream);
        let _ = stream.write_all(&with_length("404 Not Found", "", b""));
        let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
        sender
            .send(stream.read(&mut [0]).is_ok_and(|read| read == 0))
            .unwrap();
    });
    failure(&keys(&url)).await;
    assert!(closed.recv().unwrap());
}
