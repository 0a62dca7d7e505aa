//! The example programs under requests of strangers: what they answer, and how much memory that
//! takes.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use postal_webhooks::testing::SignedRequest;
use postal_webhooks::{SIGNATURE_256, SIGNATURE_KID};

use crate::client::{Answer, connect, net_http_head};
use crate::common::{BODY, POSTAL};
use crate::program::{PATIENCE, Program, postal};

/// As many at once of each kind.
const CONNECTIONS: usize = 40;
/// The memory that a kind may take, in KiB. Held at once, bodies of the limit would be 40 MiB.
const MEMORY: u64 = 16 * 1024;

/// What a stranger sends, and what comes of it.
struct Attack {
    name: &'static str,
    send: fn(url: &str) -> TcpStream,
    /// The answer; nothing where the connection is closed without one.
    expected: fn(program: &str) -> &'static str,
    /// It has to come between these, in milliseconds.
    within: (u64, u64),
}

const TOO_LARGE: &str = "413 the body is too large";
const UNSIGNED: &str = "401 the request has no signature header";
const WRONG_LENGTH: &str =
    "401 X-Postal-Signature-256 has another length than a signature of the key";
/// The answer does not wait for anything; a busy computer does.
const AT_ONCE: (u64, u64) = (0, 2500);
/// Three seconds, and what a busy computer takes.
const AT_THE_DEADLINE: (u64, u64) = (2500, 10_000);

const ATTACKS: [Attack; 9] = [
    Attack {
        name: "signed, Content-Length 100000000000",
        send: |url| with_head(url, signed(), Some(100_000_000_000), b"{"),
        expected: |_| TOO_LARGE,
        within: AT_ONCE,
    },
    Attack {
        name: "no signature, Content-Length 100000000000",
        send: |url| with_head(url, &unsigned(), Some(100_000_000_000), b"{"),
        expected: |_| UNSIGNED,
        within: AT_ONCE,
    },
    Attack {
        name: "no signature, 1 MiB but for a byte",
        send: |url| with_head(url, &unsigned(), Some(1 << 20), &vec![b' '; (1 << 20) - 1]),
        expected: |_| UNSIGNED,
        within: AT_ONCE,
    },
    Attack {
        name: "no signature, endless chunks",
        send: |url| endless(with_head(url, &unsigned(), None, b"")),
        expected: |_| UNSIGNED,
        within: (0, 10_000),
    },
    Attack {
        name: "signature of 3 bytes, unknown kid, 1 MiB",
        send: |url| {
            let signed = with_signature(String::from("AAAA"));
            with_head(url, &signed, Some(1 << 20), &vec![b' '; (1 << 20) - 1])
        },
        expected: |_| WRONG_LENGTH,
        within: AT_ONCE,
    },
    Attack {
        name: "signature header of 200 KB",
        send: |url| with_head(url, &with_signature("A".repeat(200_000)), Some(9), b""),
        expected: |_| "431 ",
        within: AT_ONCE,
    },
    Attack {
        name: "signed, the body stalls",
        send: |url| with_head(url, signed(), None, b"5\r\n{\"eve\r\n"),
        expected: |_| "408 the body is too slow",
        within: AT_THE_DEADLINE,
    },
    Attack {
        name: "the headers stall",
        send: |url| sent(url, b"POST /postal HTTP/1.1\r\nHost: x\r\nX-Postal-"),
        expected: |program| match program {
            "actix" => "408 ",
            _ => "",
        },
        within: AT_THE_DEADLINE,
    },
    Attack {
        name: "nothing is sent",
        send: |url| sent(url, b""),
        expected: |program| match program {
            "actix" => "408 ",
            _ => "",
        },
        within: AT_THE_DEADLINE,
    },
];

/// Signing is slow in a debug build.
fn signed() -> &'static SignedRequest {
    static SIGNED: LazyLock<SignedRequest> = LazyLock::new(|| POSTAL.sign(BODY));
    &SIGNED
}

fn unsigned() -> SignedRequest {
    let mut request = signed().clone();
    request.headers.retain(|(name, _)| !name.starts_with("X-Postal"));
    request
}

fn with_signature(signature: String) -> SignedRequest {
    let mut request = unsigned();
    request.headers.push((SIGNATURE_256, signature));
    let kid = "0".repeat(64);
    request.headers.push((SIGNATURE_KID, kid));
    request
}

/// A head with this length, or with chunks, and the beginning of a body.
fn with_head(url: &str, request: &SignedRequest, length: Option<u64>, body: &[u8]) -> TcpStream {
    let head = net_http_head(url, request);
    let (start, end) = head.split_once("Content-Length: ").unwrap();
    let (_, end) = end.split_once("\r\n").unwrap();
    let length = match length {
        Some(length) => format!("Content-Length: {length}"),
        None => String::from("Transfer-Encoding: chunked"),
    };
    let head = format!("{start}{length}\r\n{end}");
    sent(url, &[head.as_bytes(), body].concat())
}

/// What is sent to somebody who need not read it all.
fn sent(url: &str, bytes: &[u8]) -> TcpStream {
    let mut stream = connect(url);
    let _ = stream.write_all(bytes);
    stream
}

/// Sends until the server reads no more of it, which it does soon.
fn endless(mut stream: TcpStream) -> TcpStream {
    let chunk = [&b"1000\r\n"[..], &[b' '; 0x1000], b"\r\n"].concat();
    let timeout = Some(Duration::from_secs(1));
    stream.set_write_timeout(timeout).unwrap();
    let start = Instant::now();
    while stream.write_all(&chunk).is_ok() {
        assert!(start.elapsed() < PATIENCE, "it is read without end");
    }
    stream
}

/// The status and the line that says why, and when they came; no text if there is no answer. The
/// connection ends then.
fn answer(mut stream: TcpStream, start: Instant) -> (String, Duration) {
    let mut first = [0];
    match stream.read(&mut first) {
        Ok(1) => {}
        Ok(_) => return (String::new(), start.elapsed()),
        Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {
            return (String::new(), start.elapsed());
        }
        Err(error) => panic!("no answer, and no end: {error}"),
    }
    let answer = Answer::read(first.chain(&stream));
    let elapsed = start.elapsed();
    // It waits for nothing that it has asked for.
    if let Err(error) = stream.read_to_end(&mut Vec::new()) {
        let end = [io::ErrorKind::ConnectionReset, io::ErrorKind::BrokenPipe];
        assert!(end.contains(&error.kind()), "still open: {error}");
    }
    (format!("{} {}", answer.status, answer.body), elapsed)
}

/// Every attack, many times at once; a row of the table for each.
fn attack(name: &'static str) -> Vec<String> {
    // Only one key is there, and no other is asked for: the last fetch is that of the start.
    let (url, kid) = (postal(POSTAL.jwks()), POSTAL.kid().to_string());
    let variables = [("POSTAL_JWKS_URL", &*url), ("POSTAL_PINNED_KID", &*kid)];
    let program = Program::start(name, &variables);
    let url = &*program.url;
    let mut rows = Vec::new();
    for Attack { name: attack, send, expected, within } in ATTACKS {
        let before = program.peak_memory();
        let (answers, slowest): (Vec<_>, Vec<_>) = thread::scope(|threads| {
            let one = || {
                let start = Instant::now();
                let stream = send(url);
                answer(stream, start)
            };
            let all: Vec<_> = (0..CONNECTIONS).map(|_| threads.spawn(one)).collect();
            all.into_iter().map(|one| one.join().unwrap()).unzip()
        });
        // The kernel counts it roughly, so that it may seem to shrink.
        let after = program.peak_memory();
        let growth = after.saturating_sub(before);
        let slowest = slowest.into_iter().max().unwrap();
        rows.push(format!(
            "{name:<6}| {attack:<42}| {:<75}| {:>5.1} s | {:>6} KiB | {:>5} KiB",
            if answers[0].is_empty() { "closed" } else { &answers[0] },
            slowest.as_secs_f64(),
            after,
            growth,
        ));
        for answer in answers {
            assert_eq!(answer, expected(name), "{name}: {attack}");
        }
        let (from, to) = within;
        let in_time = Duration::from_millis(from)..Duration::from_millis(to);
        assert!(in_time.contains(&slowest), "{name}: {attack}: {slowest:?}");
        assert!(growth < MEMORY, "{name}: {attack}: {before} to {after}");
    }
    // And it still does its work.
    let stream = with_head(url, signed(), Some(BODY.len() as u64), BODY);
    assert_eq!(answer(stream, Instant::now()).0, "200 received");
    rows
}

#[test]
fn strangers_cost_little() {
    signed();
    println!("program | request, {CONNECTIONS} at once | answer | slowest | peak memory | growth");
    let programs = ["axum", "actix", "tower"].map(|name| thread::spawn(move || attack(name)));
    for program in programs {
        for row in program.join().unwrap() {
            println!("{row}");
        }
    }
}
