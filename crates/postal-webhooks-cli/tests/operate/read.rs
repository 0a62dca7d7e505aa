//! What is read: the same whether the receiver runs or not.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::installation::{HOSTILE, Installation, YEAR, event, now};
use crate::program::{Running, SIGNER, command};

/// An installation with 30 events and 3 bodies in quarantine.
fn filled() -> Installation {
    let installation = Installation::start();
    for number in 1..=30 {
        let name = if number % 3 == 0 { "MessageSent" } else { "Other" };
        assert_eq!(installation.send(&event(name, now(), &format!("uuid-{number}"))), "stored");
    }
    for body in ["not JSON", "{}", &event("Old", now() - YEAR, "old")] {
        assert_eq!(installation.send(body), "quarantined");
    }
    installation
}

#[test]
fn events_and_quarantine_read_alike_while_the_receiver_runs_and_when_not() {
    let mut installation = filled();
    let body = event("MessageSent", 0, "uuid-30");
    let mut seen = Vec::new();
    for phase in ["running", "stopped"] {
        if phase == "stopped" {
            installation.stop();
        }
        let seqs = |arguments: &[&str]| -> Vec<i64> {
            let objects = installation.objects(arguments);
            objects.iter().map(|it| it["seq"].as_i64().unwrap()).collect()
        };
        assert_eq!(seqs(&["events", "list", "--limit", "3"]), [30, 29, 28], "{phase}");
        assert_eq!(seqs(&["events", "list"]).len(), 20);
        let sent = ["events", "list", "--event", "MessageSent", "--seq", "4..12"];
        assert_eq!(seqs(&sent), [12, 9, 6]);
        assert_eq!(seqs(&["events", "list", "--uuid", "uuid-7", "--uuid", "none"]), [7]);
        assert_eq!(seqs(&["events", "list", "--source", "none"]), [0; 0]);
        assert_eq!(seqs(&["events", "list", "--since", "1h", "--limit", "99"]).len(), 30);
        assert_eq!(seqs(&["events", "list", "--since", "2999-01-01T00:00:00Z"]), [0; 0]);
        assert_eq!(seqs(&["events", "tail", "-n", "2"]), [29, 30]);

        let shown = installation.objects(&["events", "show", "uuid-30"]);
        let raw = installation.call(&["events", "show", "30", "--raw"]);
        assert_eq!(raw.out, shown[0]["body"], "{phase}");
        assert_eq!(raw.out.len(), body.len() + 9, "a time of ten digits");
        let signature = SIGNER.signature_256(raw.out.as_bytes());
        assert_eq!(shown[0]["headers"]["X-Postal-Signature-256"], signature);
        let text = installation.call(&["events", "show", "30"]).out;
        assert!(text.contains(&signature) && text.ends_with(&format!("{}\n", raw.out)), "{text}");

        let exported = installation.objects(&["events", "export"]);
        assert_eq!(exported.len(), 30);
        assert_eq!(exported[29], shown[0]);
        let file = format!("{phase}.ndjson");
        let told = installation.objects(&["events", "export", "--seq", "5..", "-o", &file]);
        assert_eq!(told, [json!({"file": file, "events": 26})]);
        let text = std::fs::read_to_string(installation.folder.path(&file)).unwrap();
        let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!((text.lines().count(), &first), (26, &exported[4]));

        let quarantine = installation.objects(&["quarantine", "list"]);
        let reasons: Vec<_> = quarantine.iter().map(|row| row["reason"].as_str()).collect();
        assert_eq!(reasons, [Some("not-json"), Some("no-uuid"), Some("late")]);
        let digest = quarantine[0]["digest"].as_str().unwrap();
        let raw = installation.call(&["quarantine", "show", &digest[..8], "--raw"]);
        assert_eq!(raw.out, "not JSON", "{raw:?}");
        assert_eq!(installation.objects(&["sinks"]), [json!(null); 0]);
        assert_eq!(installation.objects(&["dlq", "list"]), [json!(null); 0]);
        seen.push((exported, quarantine));
    }
    assert_eq!(seen[0], seen[1]);
}

#[test]
fn what_is_not_there_is_said() {
    let installation = filled();
    for (arguments, text) in [
        (&["events", "list", "--store", "none.db"][..], "there is no store none.db"),
        (&["events", "list", "--store", "jwks.json"], "cannot use the store jwks.json"),
        (&["events", "show", "999"], "there is no such event"),
        (&["events", "list", "--since", "yesterday"], "2026-01-31T12:00:00Z"),
        (&["quarantine", "show", "zz"], "hexadecimal digits"),
        (&["quarantine", "show", "0123456789"], "nothing in quarantine"),
        (&["dlq", "show", "999"], "there is no such event"),
    ] {
        let ran = installation.call(arguments);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains(text), "{ran:?}");
        let ran = installation.call(&[arguments, &["--json"]].concat());
        assert!(ran.objects()[0]["error"].is_string(), "{ran:?}");
    }
    assert!(!installation.folder.path("none.db").exists());
}

#[test]
fn a_tail_follows_what_comes() {
    let installation = filled();
    let mut tail = Running::of(
        command(&["events", "tail", "--follow", "-n", "1", "--event", "MessageSent", "--json"])
            .current_dir(installation.folder.0.path()),
    );
    let seq = |line: &str| serde_json::from_str::<Value>(line).unwrap()["seq"].clone();
    assert_eq!(seq(&tail.ready), 30);
    for number in 31..40 {
        installation.send(&event("Other", now(), &format!("other-{number}")));
        installation.send(&event("MessageSent", now(), &format!("uuid-{number}")));
        assert_eq!(seq(&tail.line()), 30 + (number - 30) * 2);
    }
    tail.interrupt();
    assert_eq!(tail.end().code, Some(0));
}

#[test]
fn a_reader_who_has_enough_is_no_error() {
    let installation = Installation::start();
    for number in 0..300 {
        let filling = "x".repeat(2000);
        installation.send(
            &event("Long", now(), &format!("{number}")).replace("{}", &format!("{filling:?}")),
        );
    }
    let mut child = command(&["events", "export"])
        .current_dir(installation.folder.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(line.contains("\"seq\":1"));
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}

#[test]
fn what_a_terminal_obeys_is_never_printed() {
    let installation = Installation::start();
    let uuid = format!("u{HOSTILE}");
    assert_eq!(installation.send(&event(HOSTILE, now(), &uuid)), "stored");
    assert_eq!(
        installation.send(&event(HOSTILE, now() - YEAR, &format!("v{HOSTILE}"))),
        "quarantined"
    );
    assert_eq!(installation.send(HOSTILE), "quarantined");
    let digest = installation.objects(&["quarantine", "list"])[1]["digest"].clone();
    for arguments in [
        &["events", "list"][..],
        &["events", "tail"],
        &["events", "show", "1"],
        &["events", "show", &uuid],
        &["quarantine", "list"],
        &["quarantine", "show", digest.as_str().unwrap()],
        &["events", "show", HOSTILE],
        &["events", "list", "--store", HOSTILE],
        &["quarantine", "release", HOSTILE],
    ] {
        let ran = installation.call(arguments);
        let printed = format!("{}{}", ran.out, ran.err);
        let hidden = printed.chars().find(|c| "\u{1b}\u{9b}\u{7}\r\u{202e}\u{2066}".contains(*c));
        assert_eq!(hidden, None, "{arguments:?} {printed:?}");
        let is_list = matches!(arguments[1], "list" | "tail") && ran.code == Some(0);
        assert!(!is_list || !printed.contains("\nforged"), "{arguments:?} {printed:?}");
        let has_texts = ran.code == Some(0) && arguments != ["quarantine", "list"];
        assert!(!has_texts || printed.contains("\\u{"), "{arguments:?} {printed:?}");
    }
}
