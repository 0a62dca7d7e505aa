//! Every answer by which an event is lost, and the few by which none is.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::diagnosis::{Diagnosis, Expected, doctor};
use crate::server::{self, Request, answer, hang, http, listen};

fn ok(code: &'static str, history: &'static str) -> Expected {
    Expected { verdict: "ok", code, history, remedy: "" }
}

fn warn(code: &'static str, history: &'static str, remedy: &'static str) -> Expected {
    Expected { verdict: "warn", code, history, remedy }
}

fn fail(code: &'static str, history: &'static str, remedy: &'static str) -> Expected {
    Expected { verdict: "fail", code, history, remedy }
}

/// Each answer to an unsigned event, and what is found.
#[test]
fn answers_of_every_kind() {
    let html = "Content-Type: text/html\r\n";
    let csrf = "<h1>Forbidden</h1><p>CSRF verification failed.</p>";
    let page = "<!doctype html><title>Sign in</title>";
    let captcha = "<!doctype html><title>Just a moment...</title>";
    let long = "x".repeat(70_000);
    let raw = |text: &str| text.as_bytes().to_vec();
    let table = [
        (answer(401, "", "no signature"), 0, ok("unsigned-refused", "401")),
        (answer(403, "", "no signature"), 0, ok("unsigned-refused", "403")),
        (answer(401, "", "short"), 0, ok("answer-shape", "")),
        (answer(401, "", "short"), 0, ok("time", "")),
        (
            answer(200, "", "ok"),
            0,
            warn("unsigned-accepted", "200", "Answer 401 to what does not verify"),
        ),
        (answer(400, "", "bad"), 0, warn("refused-otherwise", "400", "--replay CAPTURE")),
        (answer(403, html, "<html>no</html>"), 0, warn("html-page", "403", "Look at the page")),
        (answer(200, html, page), 1, fail("html-page", "200", "Look at the page")),
        (
            answer(301, "Location: https://127.0.0.1/postal\r\n", ""),
            1,
            fail("redirect", "301", "Write `https` into the URL"),
        ),
        (
            answer(308, "Location: /postal/\r\n", ""),
            1,
            fail("redirect", "308", "Write the `/` at the end"),
        ),
        (
            answer(302, "Location: /login\r\n", ""),
            1,
            fail("redirect", "302", "exempt the path from the login"),
        ),
        (
            answer(401, "WWW-Authenticate: Basic realm=a\r\n", page),
            1,
            fail("password-refused", "401", "https://user:password@host/path"),
        ),
        (answer(404, html, page), 1, fail("not-found", "404", "Correct the path in Postal")),
        (answer(405, "", ""), 1, fail("no-post", "405", "Let the route take POST")),
        (answer(407, "", ""), 1, fail("proxy-password", "407", "needs no proxy")),
        (answer(413, html, page), 1, fail("too-large", "413", "client_max_body_size")),
        (answer(415, "", ""), 1, fail("content-type-refused", "415", "application/json")),
        (answer(429, "", ""), 1, fail("rate-limited", "429", "Exempt the path")),
        (answer(502, html, page), 1, fail("bad-gateway", "502", "Start the handler")),
        (answer(500, "", ""), 1, fail("server-error", "500", "Look into its log")),
        (answer(403, html, csrf), 1, fail("csrf", "403", "@csrf_exempt")),
        (answer(419, html, page), 1, fail("csrf", "419", "validateCsrfTokens")),
        (
            answer(403, "cf-mitigated: challenge\r\n", ""),
            1,
            fail("proxy-challenge", "403", "Cloudflare (WAF, Skip)"),
        ),
        (answer(503, html, captcha), 1, fail("proxy-challenge", "503", "protection against bots")),
        // What Postal does not rescue.
        (
            answer(200, "Content-Encoding: gzip\r\n", "ok"),
            1,
            fail("locks-event", "nothing, for ever", "Content-Length"),
        ),
        (answer(200, "", &long), 1, fail("locks-event", "nothing, for ever", "short ASCII text")),
        (
            answer(200, "", "empfangen ✓"),
            1,
            fail("locks-event", "nothing, for ever", "short ASCII text"),
        ),
        (
            raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            1,
            fail("locks-event", "nothing, for ever", "short ASCII text"),
        ),
        (
            raw("HTTP/1.1 200 OK\r\nno colon\r\n\r\n"),
            1,
            fail("locks-event", "nothing, for ever", "short ASCII text"),
        ),
        (
            raw("ICY 200 OK\r\n\r\n"),
            1,
            fail("locks-event", "nothing, for ever", "short ASCII text"),
        ),
        (raw(""), 1, fail("no-answer", "-2", "Look into the log")),
    ];
    for (bytes, exit, expected) in table {
        let url = http(move |_, _| bytes.clone());
        let diagnosis = doctor(&[&url]);
        diagnosis.shows(exit, &ok("url", ""));
        diagnosis.shows(exit, &ok("address", ""));
        diagnosis.shows(exit, &expected);
        // A handler on this machine is fine for tests, and nothing that Postal 3.3.7 sends to.
        diagnosis.shows(
            exit,
            &warn("address-refused-by-postal", "-4, \"Destination", "allowed_request_destinations"),
        );
    }
}

/// What was sent is an event as Postal sends it, but for the signatures.
#[test]
fn five_unsigned_events_are_sent() {
    let (sender, receiver) = std::sync::mpsc::channel::<Request>();
    let url = http(move |_, request| {
        sender.send(request.clone()).unwrap();
        answer(401, "", "")
    });
    assert_eq!(doctor(&[&url.replace("//", "//user:secret%21@")]).code, Some(0));
    let requests: Vec<_> = receiver.try_iter().collect();
    // In both forms of the output.
    assert_eq!(requests.len(), 2 * 5);
    for request in requests {
        let names: Vec<_> = request.headers().into_iter().map(|(name, _)| name).collect();
        let of_postal = [
            "Accept-Encoding",
            "Accept",
            "User-Agent",
            "Authorization",
            "Content-Type",
            "Connection",
            "Host",
            "Content-Length",
        ];
        assert_eq!(names, of_postal);
        assert!(!request.has_signature());
        assert!(postal_webhooks::Webhook::from_slice(&request.body).is_ok());
    }
}

#[test]
fn answers_that_never_end() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok";
    for (start, code) in [(&head[..], "endless-answer"), (b"", "too-slow")] {
        let port = listen(move |mut stream| {
            if server::read(&mut stream).is_some() {
                stream.write_all(start).unwrap();
                hang();
            }
        });
        let diagnosis = doctor(&[&format!("http://127.0.0.1:{port}/")]);
        diagnosis.shows(1, &fail(code, "-1", ""));
        assert_eq!(diagnosis.row("time")["verdict"], "skipped");
        assert_eq!(diagnosis.row("large")["verdict"], "skipped");
    }
}

#[test]
fn a_handler_that_is_slow_now_and_then() {
    let url = http(|number, _| {
        if number % 5 == 4 {
            std::thread::sleep(Duration::from_millis(2700));
        }
        answer(401, "", "")
    });
    // One after the other, so that each run has its slow request.
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_postal-webhooks"))
        .args(["doctor", "--json", &url])
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(ran.status.code(), Some(0), "{out}");
    assert!(out.contains(r#""code":"slow","verdict":"warn""#), "{out}");
    assert!(out.contains("do the work after"), "{out}");
}

#[test]
fn machines_behind_one_url_that_differ() {
    // Whichever of the two runs a request is of, each of them gets both answers.
    let url = http(|number, _| answer(if number < 4 { 401 } else { 500 }, "", ""));
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_postal-webhooks"))
        .args(["doctor", "--json", &url])
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{out}");
    assert!(out.contains(r#""code":"answers-vary","verdict":"fail""#), "{out}");
    assert!(out.contains("401; 401; 401; 401; 500"), "{out}");
}

#[test]
fn a_handler_that_hangs_now_and_then() {
    let port = listen({
        let count = std::sync::atomic::AtomicUsize::new(0);
        move |mut stream| {
            if server::read(&mut stream).is_none() {
                return;
            }
            if count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 3 {
                hang();
            }
            let _ = stream.write_all(&answer(401, "", ""));
        }
    });
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_postal-webhooks"))
        .args(["doctor", "--json", &format!("http://127.0.0.1:{port}/")])
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{out}");
    assert!(out.contains(r#""code":"time-exceeded","verdict":"fail""#), "{out}");
}

#[test]
fn long_events() {
    let limited = |limit: usize| {
        http(move |_, request| answer(if request.body.len() > limit { 413 } else { 401 }, "", ""))
    };
    let url = limited(100_000);
    doctor(&[&url, "--large"]).shows(1, &fail("large-refused", "413", "client_max_body_size 1m"));
    let diagnosis = doctor(&[&url]);
    assert_eq!((diagnosis.code, &diagnosis.row("large")["verdict"]), (Some(0), &"skipped".into()));
    // To the byte, about.
    doctor(&[&limited(401_000), "--large"]).shows(0, &ok("large", ""));
    doctor(&[&limited(399_000), "--large"]).shows(1, &fail("large-refused", "413", ""));
    let url = http(
        |_, request| {
            if request.body.len() > 100_000 { Vec::new() } else { answer(401, "", "") }
        },
    );
    doctor(&[&url, "--large"]).shows(1, &fail("large-no-answer", "-2", "Raise the limits"));
}

/// The greeting of HTTP/2 is answered by an empty SETTINGS frame, anything else by nothing.
#[test]
fn a_server_that_speaks_http2_alone() {
    let port = listen(|mut stream| {
        let mut start = [0; 24];
        if std::io::Read::read_exact(&mut stream, &mut start).is_ok()
            && start == *b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
        {
            stream.write_all(b"\0\0\0\x04\0\0\0\0\0").unwrap();
        }
    });
    doctor(&[&format!("http://127.0.0.1:{port}/")])
        .shows(1, &fail("http2-only", "-2", "Enable HTTP/1.1"));
}

#[test]
fn a_port_that_nobody_listens_on() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let diagnosis = doctor(&[&url]);
    diagnosis.shows(1, &fail("address-refuses", "-2", "Start the handler"));
    assert_eq!(diagnosis.row("unsigned")["verdict"], "skipped");
}

/// A listener whose queue is full drops what comes, as a firewall does.
#[test]
fn a_port_that_a_firewall_drops() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _guard = runtime.enter();
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    let mut full = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(500)) {
        full.push(stream);
        assert!(full.len() < 1000, "the queue has no end");
    }
    let diagnosis: Diagnosis = doctor(&[&format!("http://{address}/")]);
    diagnosis.shows(1, &fail("address-times-out", "-1", "firewall"));
}
