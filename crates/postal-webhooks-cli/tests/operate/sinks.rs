//! Dead letters, replays and pauses of a sink that a real server answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::installation::{Installation, event, now};
use crate::receiver::{Receiver, Request, status};

/// Where events go: it refuses those whose uuid begins with `bad`, as long as it is told to.
struct Behind {
    server: Receiver,
    refuses: Arc<AtomicBool>,
}

impl Behind {
    fn start() -> Self {
        let refuses = Arc::new(AtomicBool::new(true));
        let asked = Arc::clone(&refuses);
        let server = Receiver::start(None, move |_, request| {
            let is_bad = String::from_utf8_lossy(&request.body).contains("\"bad");
            status(if is_bad && asked.load(Ordering::SeqCst) { 400 } else { 200 })
        });
        Self { server, refuses }
    }

    /// The idempotency keys that came, in their order.
    fn keys(&self) -> Vec<String> {
        let key = |request: Request| {
            let headers = request.headers();
            let key = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("idempotency-key"));
            key.unwrap().1.clone()
        };
        self.server.requests().into_iter().map(key).collect()
    }
}

/// Waits until it is so.
#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn sink(installation: &Installation) -> Value {
    installation.objects(&["sinks"]).pop().unwrap()
}

/// A sink with three delivered events and two dead letters.
fn filled() -> (Installation, Behind) {
    let behind = Behind::start();
    let installation = Installation::with(&["--forward", &behind.server.url]);
    for uuid in ["good-1", "bad-1", "good-2", "bad-2", "good-3"] {
        let name = if uuid == "good-2" { "MessageSent" } else { "Other" };
        assert_eq!(installation.send(&event(name, now(), uuid)), "stored");
    }
    until("two are dead", || {
        let sink = sink(&installation);
        sink["dead"] == 2 && sink["lag"] == 0
    });
    (installation, behind)
}

#[test]
fn dead_letters_are_listed_retried_and_dropped() {
    let (mut installation, behind) = filled();
    let listed = installation.objects(&["dlq", "list", "--sink", "forward"]);
    let uuids: Vec<_> = listed.iter().map(|row| row["uuid"].as_str().unwrap()).collect();
    assert_eq!(uuids, ["bad-1", "bad-2"]);
    assert!(listed[0]["error"].as_str().unwrap().contains("400"), "{listed:?}");
    assert_eq!(installation.objects(&["dlq", "list"]), listed);
    let shown = installation.call(&["dlq", "show", "2", "--raw"]);
    assert!(shown.out.contains("bad-1"), "{shown:?}");
    let line = installation.call(&["sinks"]).out;
    assert!(line.starts_with("forward  in the store  at 5, 0 behind, 0 parked, 2 dead"), "{line}");
    let line = installation.change(&["sinks"]).out;
    assert!(line.starts_with("forward  up  at 5, 0 behind, 0 parked, 2 dead"), "{line}");
    let checked = installation.call(&["check", "--admin", &installation.admin]);
    assert_eq!(checked.code, Some(1), "{checked:?}");
    assert!(checked.out.starts_with("WARNING: forward has 2 dead letters"), "{checked:?}");

    behind.refuses.store(false, Ordering::SeqCst);
    let retried = installation.change(&["dlq", "retry", "forward", "2", "--json"]);
    assert_eq!(
        retried.objects(),
        [json!({"retry": {"count": 1, "dry_run": false}})],
        "{retried:?}"
    );
    until("one is delivered", || {
        sink(&installation)["dead"] == 1 && sink(&installation)["parked"] == 0
    });
    assert_eq!(behind.keys().iter().filter(|key| *key == "bad-1").count(), 2);
    let again = installation.change(&["dlq", "retry", "forward", "2"]);
    assert!(again.err.contains("no such dead letter"), "{again:?}");

    // Without a receiver too.
    installation.stop();
    let look = installation.change(&["dlq", "drop", "forward", "--all", "--dry-run"]);
    assert_eq!((look.code, &*look.out), (Some(0), "1 dead letters would be forgotten\n"));
    let asked = installation.change(&["dlq", "drop", "forward", "--all"]);
    assert_eq!(asked.code, Some(2));
    assert!(asked.err.contains("1 dead letters are forgotten: nobody can be asked"), "{asked:?}");
    let dropped = installation.change(&["dlq", "drop", "forward", "--all", "--yes"]);
    assert_eq!((dropped.code, &*dropped.out), (Some(0), "1 dead letters are forgotten\n"));
    let none = installation.change(&["dlq", "drop", "forward", "--all", "--yes"]);
    assert_eq!(none.code, Some(1), "{none:?}");
    assert_eq!(installation.objects(&["events", "list"]).len(), 5, "the events stay");
}

#[test]
fn a_replay_comes_with_keys_of_its_own() {
    let (mut installation, behind) = filled();
    let replay = |installation: &Installation, arguments: &[&str]| {
        let ran =
            installation.change(&[&["replay", "--to", "forward", "--json"], arguments].concat());
        (ran.code.unwrap(), ran.objects()[0]["replay"]["count"].clone())
    };
    let named = ["--event", "MessageSent"];
    assert_eq!(replay(&installation, &[&named[..], &["--dry-run"]].concat()), (0, json!(1)));
    assert_eq!(behind.keys().len(), 5, "it only looked");
    assert_eq!(replay(&installation, &named), (0, json!(1)));
    until("it came once more", || behind.keys().len() == 6);
    assert_eq!(behind.keys()[5], "good-2/replay-1");
    assert_eq!(replay(&installation, &["--uuid", "none"]), (1, json!(0)));
    // What is ordered while no receiver runs is done by the next.
    installation.stop();
    assert_eq!(replay(&installation, &["--seq", "1..3", "--uuid", "good-1"]), (0, json!(1)));
    assert_eq!(sink(&installation)["replays"], 1);
    installation.run(&["--forward", &behind.server.url]);
    until("it came once more", || behind.keys().len() == 7);
    assert_eq!(behind.keys()[6], "good-1/replay-2");
    until("it is done", || sink(&installation)["replays"] == 0);
    let since = replay(&installation, &["--since", "1h"]);
    assert_eq!(since, (0, json!(5)));
    until("all came once more", || behind.keys().iter().any(|key| key == "good-3/replay-3"));
}

#[test]
fn a_sink_that_is_paused_waits() {
    let (mut installation, behind) = filled();
    let state = |installation: &Installation| {
        let metrics = crate::monitor::get(&installation.admin, "/metrics");
        let line = metrics.lines().find(|line| line.starts_with("postal_webhooks_sink_up{"));
        line.map(|line| line.rsplit(' ').next().unwrap().to_owned())
    };
    assert_eq!(state(&installation).as_deref(), Some("1"));
    let paused = installation.change(&["sinks", "pause", "forward"]);
    assert_eq!((paused.code, &*paused.out), (Some(0), "it is paused\n"), "{paused:?}");
    until("it is paused", || state(&installation).as_deref() == Some("0"));
    installation.send(&event("MessageSent", now(), "while-paused"));
    assert_eq!(sink(&installation)["lag"], 1);
    let checked = installation.call(&["check", "--admin", &installation.admin]);
    assert!(checked.out.contains("forward is paused"), "{checked:?}");
    // It stays so over a restart, and can be resumed without a receiver.
    installation.stop();
    assert_eq!(behind.keys().len(), 5);
    let again = installation.change(&["sinks", "pause", "forward"]);
    assert_eq!(again.out, "it was paused before\n");
    assert_eq!(installation.change(&["sinks", "resume", "forward"]).out, "it is resumed\n");
    installation.run(&["--forward", &behind.server.url]);
    until("it goes on", || behind.keys().len() == 6);
}

#[test]
fn a_sink_that_is_gone_holds_nothing_back() {
    let (mut installation, behind) = filled();
    installation.stop();
    installation.run(&[]);
    installation.send(&event("MessageSent", now(), "new"));
    let gone = sink(&installation);
    assert_eq!((&gone["lag"], &gone["name"]), (&json!(1), &json!("forward")));
    let refused = installation.change(&["replay", "--to", "forward", "--seq", "1.."]);
    assert!(refused.err.contains("no longer configured"), "{refused:?}");
    let asked = crate::monitor::get(&installation.admin, "/api/v1/sinks");
    let asked: Value = serde_json::from_str(&asked).unwrap();
    assert_eq!(asked["sinks"][0]["configured"], false);
    let line = installation.change(&["sinks"]).out;
    assert!(line.starts_with("forward  no longer configured  at 5, 1 behind"), "{line}");
    let checked = installation.call(&["check", "--admin", &installation.admin]);
    assert_eq!(checked.code, Some(0), "nothing waits for it: {checked:?}");
    assert_eq!(behind.keys().len(), 5);
}
