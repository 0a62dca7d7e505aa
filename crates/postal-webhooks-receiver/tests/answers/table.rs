//! The table of answers.

use std::fmt::Write as _;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use postal_webhooks::testing::postal::{Attempt, Client, Outcome, Pace, Wire};
use postal_webhooks::testing::{Signer, example, examples};
use postal_webhooks::{KeySet, RemoteVerifier, Verifier};
use postal_webhooks_receiver::operate::{OpenStore, Selection};
use postal_webhooks_receiver::{ReceiverBuilder, Source};

use crate::server::Server;

const UUID: &str = "820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd";

fn answer(attempt: &Attempt) -> (Outcome, &str) {
    (attempt.outcome, std::str::from_utf8(&attempt.answer).unwrap())
}

#[test]
fn every_example_is_stored_once_and_its_repetition_is_a_duplicate() {
    Server::each(|server| {
        for (at, example) in (1..).zip(examples()) {
            let body = unique(example.body, at);
            assert_eq!(answer(&server.send(body.clone())), (Outcome::Status(200), "stored"));
            assert_eq!(answer(&server.send(body.clone())), (Outcome::Status(200), "duplicate"));
        }
        let all = i64::try_from(examples().len()).unwrap();
        assert_eq!(server.count("SELECT count(*) FROM event WHERE class = 'known'"), all);
        assert_eq!(server.count("SELECT count(*) FROM seen"), all);
        assert_eq!(server.count("SELECT count(*) FROM quarantine"), 0);
        // What verifies again is the bytes that were signed.
        let store = OpenStore::open_to_read(server.store.clone()).unwrap();
        let events = server.runtime.block_on(store.events(&Selection::default(), 1000)).unwrap();
        assert_eq!(events.len(), examples().len());
        for event in events {
            let expected = server.signer.signature_256(&event.body);
            assert_eq!(BASE64_STANDARD.encode(&event.signature), expected);
            assert_eq!(event.kid, server.signer.kid().to_string());
        }
    });
}

/// The body with a uuid and a time of its own: the examples are from several years.
fn unique(body: &[u8], number: u32) -> Vec<u8> {
    let mut value: serde_json::Value = serde_json::from_slice(body).unwrap();
    value["uuid"] = format!("00000000-0000-4000-8000-{number:012x}").into();
    value["timestamp"] = (1_700_000_000.0 + f64::from(number)).into();
    postal_webhooks::testing::rails_json(&value)
}

#[test]
fn what_verifies_is_stored_or_in_quarantine() {
    Server::each(|server| {
        let event = |name: &str, payload: &str, uuid: &str| {
            format!(r#"{{"event":"{name}","timestamp":1.5,"payload":{payload},"uuid":"{uuid}"}}"#)
        };
        for (body, word, class) in [
            (event("CredentialLocked", "{}", UUID), "stored", "unknown"),
            (event("CredentialLocked", r#"{"a":1}"#, UUID), "conflict", "conflict"),
            (event("CredentialLocked", r#"{"a":1}"#, UUID), "conflict", "conflict"),
            (event("MessageSent", "7", "a"), "stored", "invalid"),
            (event("MessageSent", "7", "a"), "duplicate", "invalid"),
            (r#"{"uuid":"b"}"#.into(), "stored", "invalid"),
            (r#"{"rcpt_to":"x"}"#.into(), "quarantined", "no-uuid"),
            ("not JSON".into(), "quarantined", "not-json"),
            ("not JSON".into(), "quarantined", "not-json"),
            (String::new(), "quarantined", "not-json"),
        ] {
            assert_eq!(answer(&server.send(body.clone())), (Outcome::Status(200), word), "{body}");
            let table = match word {
                "stored" | "duplicate" => "event WHERE class",
                _ => "quarantine WHERE reason",
            };
            assert!(
                server.count(&format!("SELECT count(*) FROM {table} = '{class}'")) > 0,
                "{body}"
            );
        }
        assert_eq!(server.count("SELECT count(*) FROM event"), 3);
        assert_eq!(server.count("SELECT count(*) FROM quarantine"), 4);
        assert_eq!(server.count("SELECT max(times) FROM quarantine"), 2);
    });
}

#[test]
fn what_is_older_than_the_uuids_that_are_kept_is_late() {
    Server::each(|server| {
        let event = |timestamp: i64, uuid: &str| {
            format!(r#"{{"event":"New","timestamp":{timestamp},"payload":{{}},"uuid":"{uuid}"}}"#)
        };
        let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
        let now = i64::try_from(now).unwrap();
        let year = 365 * 24 * 60 * 60;
        // As long as nothing newer was seen, an old event may be new.
        assert_eq!(server.send(event(now - year, "a")).answer, b"stored");
        // A timestamp that is to come does not make the others late.
        assert_eq!(server.send(event(now + year, "b")).answer, b"stored");
        assert_eq!(server.send(event(now - 3600, "c")).answer, b"stored");
        assert_eq!(server.send(event(now - year, "d")).answer, b"quarantined");
        assert_eq!(server.send(event(now - year, "a")).answer, b"quarantined");
        assert_eq!(server.count("SELECT count(*) FROM quarantine WHERE reason = 'late'"), 2);
    });
}

#[test]
fn what_is_refused_leaves_nothing() {
    let short = Signer::generate_bits(1024).unwrap();
    let build = |builder: ReceiverBuilder, signer: &Signer| {
        let verifier = || Verifier::new(signer.key_set());
        let gone = RemoteVerifier::builder("https://127.0.0.1:9/").build().unwrap();
        builder
            .source(Source::new("main", verifier()))
            .source(Source::new("locked", verifier()).path("/x/y").basic_auth("me", "p%20w"))
            .source(Source::new("short", Verifier::new(KeySet::from_jwks(short.jwks()).unwrap())))
            .source(Source::new("gone", gone))
    };
    Server::each_with(build, |server| {
        let body = example("MessageSent", "typical").body;
        let signed = server.signer.sign(body);
        let other = Signer::generate().sign(body);
        let main = server.target("/postal/main");
        let wire = Wire::new(&main, &signed);
        let without = |name: &str| Wire { head: edited(&wire.head, name, None), ..wire.clone() };
        let with = |name: &str, value: &str| Wire {
            head: edited(&wire.head, name, Some(value)),
            ..wire.clone()
        };
        let twice = |name: &str| {
            let line = String::from_utf8_lossy(&wire.head)
                .lines()
                .find(|line| line.starts_with(name))
                .unwrap()
                .to_owned();
            wire.clone().with_line(&line)
        };
        let mut flipped = body.to_vec();
        flipped[20] ^= 1;
        let long = vec![b' '; (1 << 20) + 1];
        let mut seen = String::new();
        for (name, target, wire) in [
            ("no signature", &main, without("X-Postal-Signature")),
            ("SHA-1 alone", &main, without("X-Postal-Signature-256")),
            ("malformed", &main, with("X-Postal-Signature-256", "!")),
            ("twice", &main, twice("X-Postal-Signature-256")),
            ("another key's", &main, Wire::new(&main, &other)),
            ("another body", &main, Wire { body: flipped, ..wire.clone() }),
            ("encoded", &main, with("Content-Encoding", "gzip")),
            ("too long", &main, Wire::new(&main, &server.signer.sign(long))),
            ("wrong path", &main, wire.clone().to("/postal/other")),
            ("no password", &main, wire.clone().to("/x/y")),
            ("short key", &main, Wire::new(&main, &short.sign(body)).to("/postal/short")),
            ("no keys yet", &main, wire.clone().to("/postal/gone")),
            ("a GET", &main, wire.clone().method("GET")),
            ("too slow", &main, Wire { pace: Pace::Over(Duration::from_secs(4)), ..wire.clone() }),
            ("cut", &main, Wire { pace: Pace::Cut, ..wire.clone() }),
        ] {
            let attempt = Client::new().post(target, &wire);
            let _ = writeln!(
                seen,
                "{name}: {:?} {}",
                attempt.outcome,
                String::from_utf8_lossy(&attempt.answer)
            );
        }
        expect_test::expect![[r"
        no signature: Status(401) header-missing
        SHA-1 alone: Status(401) sha1-only
        malformed: Status(401) header-malformed
        twice: Status(401) header-malformed
        another key's: Status(401) unknown-kid
        another body: Status(401) signature-wrong
        encoded: Status(415) encoded
        too long: Status(413) too-large
        wrong path: Status(404) not-found
        no password: Status(401) password-wrong
        short key: Status(503) key-too-short
        no keys yet: Status(503) no-usable-key
        a GET: Status(405) not-post
        too slow: Status(408) too-slow
        cut: Status(400) not-whole
    "]]
        .assert_eq(&seen);
        for table in ["event", "seen", "quarantine"] {
            assert_eq!(server.count(&format!("SELECT count(*) FROM {table}")), 0);
        }
        let locked = format!("http://me:p%20w@{}", server.target("/x/y").host_header());
        let locked = format!("{locked}/x/y").parse().unwrap();
        let attempt = Client::new().post(&locked, &Wire::new(&locked, &signed));
        assert_eq!(answer(&attempt), (Outcome::Status(200), "stored"));
    });
}

/// A request head without the headers of a name, or with one that has this value.
fn edited(head: &[u8], name: &str, value: Option<&str>) -> Vec<u8> {
    let head = std::str::from_utf8(head).unwrap();
    let prefix = format!("{name}:");
    let is_kept = |line: &&str| match value {
        None => !line.starts_with(name),
        Some(_) => !line.starts_with(&prefix),
    };
    let mut lines: Vec<_> = head.trim_end().lines().filter(is_kept).map(str::to_owned).collect();
    lines.extend(value.map(|value| format!("{name}: {value}")));
    format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}

trait Edit {
    fn to(self, path: &str) -> Wire;
    fn method(self, method: &str) -> Wire;
    fn with_line(self, line: &str) -> Wire;
}

impl Edit for Wire {
    fn to(mut self, path: &str) -> Wire {
        let head = String::from_utf8(self.head).unwrap();
        self.head = head.replacen("/postal/main", path, 1).into_bytes();
        self
    }

    fn method(mut self, method: &str) -> Wire {
        self.head = [method.as_bytes(), self.head.strip_prefix(b"POST").unwrap()].concat();
        self
    }

    fn with_line(mut self, line: &str) -> Wire {
        let head = String::from_utf8(self.head).unwrap();
        self.head = format!("{}\r\n{line}\r\n\r\n", head.trim_end()).into_bytes();
        self
    }
}
