//! `/metrics`: what Prometheus's own checker says, and that strangers make no series. A program of
//! its own, since a recorder is one for all of a program.

#[path = "../admin/server.rs"]
#[allow(dead_code, reason = "the tests of the API use the rest")]
mod server;

use std::io::Write as _;
use std::process::{Command, Stdio};

use postal_webhooks::testing::postal::{self, Client, Wire};
use postal_webhooks::testing::{Signer, example};
use postal_webhooks_receiver::metrics::METRICS;
use postal_webhooks_receiver::{AdminOptions, Outcome, Recorder, Sink};

use crate::server::{Server, event, now};

/// Names that come from outside, and would each make a series.
const HOSTILE: usize = 10_000;

#[test]
fn promtool_accepts_the_metrics_and_strangers_make_no_series() {
    let recorder = Recorder::install().unwrap();
    assert!(Recorder::install().is_err(), "a program has one alone");
    let server = Server::with(AdminOptions::default().recorder(recorder), |builder| {
        builder.sink(Sink::handler("all", |_| async { Outcome::Delivered }))
    });
    // One of each answer that strangers can have, and of each that verifies.
    let target = server.target("/postal/main");
    let foreign = Signer::generate();
    let signed = foreign.sign(event("MessageSent", now(), "foreign"));
    let wire = String::from_utf8(Wire::new(&target, &signed).head).unwrap();
    let hostile = |number: usize| {
        if number.is_multiple_of(20) {
            let body = event(&format!("Event{number}"), now(), &format!("uuid-{number}"));
            assert_eq!(server.send(body).answer, b"stored");
            return;
        }
        let path = if number.is_multiple_of(2) { "" } else { &*format!("/{number}") };
        let kid = format!("{number:064x}");
        let head = wire
            .replacen("/postal/main", &format!("/postal/main{path}"), 1)
            .replace(&foreign.kid().to_string(), &kid)
            .replacen("Host:", &format!("X-N{number}: 1\r\nHost:"), 1);
        let mut wire = Wire::new(&target, &signed);
        wire.head = head.into_bytes();
        let status = Client::new().post(&target, &wire).outcome;
        let expected = if path.is_empty() { 401 } else { 404 };
        assert_eq!(status, postal::Outcome::Status(expected));
    };
    (0..40).for_each(hostile);
    server.send(example("MessageSent", "typical").body);
    let delivered = || {
        let text = server.get("/metrics").body;
        text.contains("postal_webhooks_deliveries_total{sink=\"all\",outcome=\"delivered\"} ")
    };
    while !delivered() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let scraped = server.get("/metrics");
    let before = series(&scraped.body);
    // On several connections at a time, since each event is one.
    std::thread::scope(|scope| {
        let each = (HOSTILE - 40) / 8;
        for thread in 0..8 {
            let hostile = &hostile;
            scope.spawn(move || (40 + thread * each..40 + (thread + 1) * each).for_each(hostile));
        }
    });
    let after = server.get("/metrics");
    assert_eq!(after.status, 200);
    assert!(after.head.contains("content-type: text/plain; version=0.0.4"), "{after:?}");
    let series_after = series(&after.body);
    assert_eq!(series_after, before, "10,000 hostile names make no series");
    println!("{} series after {HOSTILE} hostile names", series_after.len());

    for metric in METRICS {
        // What has not happened is not counted.
        let is_absent =
            metric.name.ends_with("_errors_total") || metric.name.ends_with("_refused_total");
        let kind = format!("# TYPE {} {}\n", metric.name, metric.kind);
        assert_eq!(after.body.contains(&kind), !is_absent, "{kind}");
    }
    for word in ["stored", "not-found", "unknown-kid"] {
        assert!(after.body.contains(&format!("word=\"{word}\"")), "{}", after.body);
    }
    check(&after.body);
    server.stop();
}

/// The names and labels of all series.
fn series(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut series: Vec<_> = lines.filter_map(|line| Some(line.rsplit_once(' ')?.0)).collect();
    series.sort_unstable();
    series
}

/// Asks Debian's promtool.
fn check(text: &str) {
    let mut promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("promtool is not installed: `apt-get install prometheus` brings it");
    promtool.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = promtool.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success() && said.trim().is_empty(), "{said}\n{text}");
}

#[test]
fn without_a_recorder_metrics_say_so() {
    let server = Server::start();
    let answer = server.get("/metrics");
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("recorder of its own"), "{answer:?}");
    server.stop();
}
