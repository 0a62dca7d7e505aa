//! `mock-postal`.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Mutex;

use postal_webhooks::{KeySet, SignatureHeaders, Verifier, Webhook};

use crate::program::{Folder, Running, run};
use crate::receiver::{Receiver, Request, status};

/// Minutes of Postal are milliseconds.
const FAST: [&str; 2] = ["--time-scale", "60000"];

#[test]
fn a_receiver_that_fails_first_has_all_events_in_the_end() {
    let seen = Mutex::new(HashMap::new());
    let receiver = Receiver::start(None, move |_, request: &Request| {
        let uuid = Webhook::from_slice(&request.body).unwrap().uuid;
        let mut seen = seen.lock().unwrap();
        let attempts = seen.entry(uuid).or_insert(0);
        *attempts += 1;
        status(if *attempts < 3 { 503 } else { 200 })
    });
    let running = Running::start(
        &[&["mock-postal", &receiver.url, "--count", "20", "--json"], &FAST[..]].concat(),
    );
    let (url, kid) = (running.ready("jwks"), running.ready("kid"));
    let keys = KeySet::from_jwks(get(&url)).unwrap();
    assert_eq!(keys.kids().next().unwrap().to_string(), kid);
    let ran = running.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");

    let requests = receiver.requests();
    assert_eq!(requests.len(), 60);
    let verifier = Verifier::new(keys);
    for request in &requests {
        let headers = request.headers();
        assert!(verifier.verify(&SignatureHeaders::from(&headers), &request.body).is_ok());
    }
    // Each attempt has the same bytes, and each event a uuid of its own.
    let mut bodies: Vec<_> = requests.into_iter().map(|request| request.body).collect();
    bodies.sort();
    bodies.dedup();
    assert_eq!(bodies.len(), 20);
    let objects = ran.objects();
    let report = &objects.last().unwrap()["report"];
    assert_eq!(report["acknowledged"], 20);
    assert_eq!(report["retried"].as_array().unwrap().len(), 20);
    // A receiver that answers 503 has not taken the event.
    assert_eq!((&report["lost"], &report["duplicated"]), (&[""; 0].into(), &[""; 0].into()));
}

#[test]
fn an_event_that_is_never_accepted_is_lost_after_six_attempts() {
    let receiver = Receiver::start(None, |_, _| status(410));
    let url = receiver.url.as_str();
    let arguments = ["mock-postal", url, "--event", "MessageSent", "--json"];
    let ran = run(&[&arguments[..], &FAST].concat());
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(receiver.requests().len(), 6);
    let objects = ran.objects();
    let waits: Vec<_> =
        objects[1..7].iter().map(|object| object["retry_after_seconds"].as_u64()).collect();
    assert_eq!(waits, [Some(120), Some(180), Some(360), Some(600), Some(900), None]);
    assert_eq!(objects[7]["report"]["lost"].as_array().unwrap().len(), 1);
}

#[test]
fn an_answer_that_postal_fails_over_locks_the_event() {
    let receiver = Receiver::start(None, |_, _| {
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_vec()
    });
    let url = receiver.url.as_str();
    let ran = run(&[&["mock-postal", url, "--event", "MessageSent"], &FAST[..]].concat());
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(receiver.requests().len(), 1);
    assert!(ran.out.contains("nothing, for ever: the size of a chunk is no number"), "{ran:?}");
    assert!(ran.out.contains("1 locked: never tried again"), "{ran:?}");
}

#[test]
fn an_event_whose_answer_is_lost_may_be_taken_twice() {
    // Closed without an answer, after the whole request.
    let receiver =
        Receiver::start(None, |number, _| if number == 0 { Vec::new() } else { status(200) });
    let url = receiver.url.as_str();
    let arguments = ["mock-postal", url, "--event", "MessageSent", "--json"];
    let ran = run(&[&arguments[..], &FAST].concat());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let objects = ran.objects();
    assert_eq!(objects[1]["history"], -2);
    assert_eq!(objects[3]["report"]["duplicated"].as_array().unwrap().len(), 1);
}

#[test]
fn ctrl_c_ends_it_with_the_report() {
    let folder = Folder::new();
    let receiver = Receiver::start(None, |_, _| status(500));
    let key = folder.text("key.pem");
    let mut running = Running::start(&["mock-postal", &receiver.url, "--key", &key, "--json"]);
    // The next attempt is in two minutes.
    for _ in 0..9 {
        assert!(running.line().contains("\"next\":\"retry\""));
    }
    running.interrupt();
    let ran = running.end();
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let objects = ran.objects();
    assert_eq!(objects.len(), 1);
    assert_eq!(objects[0]["report"]["pending"], 9);
}

/// The body of the answer to a GET.
fn get(url: &str) -> Vec<u8> {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_at(rest.find('/').unwrap());
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200 "));
    answer.split_off(end + 4)
}
