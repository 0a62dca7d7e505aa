//! What changes: through the admin port while the receiver runs, in the store itself when not.

use serde_json::json;

use crate::installation::{Installation, YEAR, answering, event, now};
use crate::program::Ran;

#[test]
fn what_came_late_is_released_and_the_rest_says_why_not() {
    let mut installation = Installation::start();
    installation.send(&event("New", now(), "first"));
    for phase in ["running", "stopped"] {
        for body in [event("Old", now() - YEAR, phase), format!("no JSON {phase}")] {
            assert_eq!(installation.send(&body), "quarantined");
        }
        if phase == "stopped" {
            installation.stop();
        }
        let rows = installation.objects(&["quarantine", "list"]);
        let digest = |reason: &str| {
            let row = rows.iter().rfind(|row| row["reason"] == reason).unwrap();
            row["digest"].as_str().unwrap()[..10].to_owned()
        };
        let (late, broken) = (digest("late"), digest("not-json"));
        let look = installation.change(&["quarantine", "release", &late, "--dry-run", "--json"]);
        assert_eq!(look.objects()[0]["release"], json!({"count": 1, "dry_run": true}), "{look:?}");
        let ran = installation.change(&["quarantine", "release", &broken, &late, "--json"]);
        assert_eq!(ran.code, Some(2), "one is not released: {ran:?}");
        let said = ran.objects();
        assert!(said[0]["error"].as_str().unwrap().contains("not a JSON object"), "{ran:?}");
        let seq = if phase == "running" { 2 } else { 3 };
        assert_eq!(said[1]["release"], json!({"count": 1, "dry_run": false, "seq": seq}));
        let shown = installation.objects(&["events", "show", phase]);
        assert_eq!(shown[0]["seq"], seq);
        let again = installation.change(&["quarantine", "release", &late]);
        assert_eq!(again.code, Some(2));
        assert!(again.out.contains("nothing in quarantine has this digest"), "{again:?}");
    }
}

#[test]
fn what_destroys_asks() {
    let mut installation = Installation::start();
    installation.send(&event("New", now(), "first"));
    for _ in ["running", "stopped"] {
        let look = installation.change(&["prune", "--dry-run", "--json"]);
        assert_eq!(look.objects()[0]["prune"]["count"], 0, "{look:?}");
        for (arguments, text) in [
            (&["prune", "--keep-events", "30m"][..], "an hour at least"),
            (&["prune", "--keep-events", "soon"], "a duration is as"),
            (&["dlq", "drop", "none", "--all", "--yes"], "there is no sink"),
            (&["dlq", "retry", "none", "5"], "there is no sink"),
            (&["replay", "--to", "none", "--seq", "1.."], "there is no sink"),
            (&["sinks", "pause", "none"], "there is no sink"),
        ] {
            let ran = installation.change(arguments);
            assert_eq!(ran.code, Some(2), "{ran:?}");
            assert!(ran.err.contains(text), "{ran:?}");
        }
        if installation.admin.is_empty() {
            break;
        }
        installation.stop();
        installation.admin.clear();
    }
    for arguments in
        [&["replay", "--to", "x"][..], &["dlq", "drop", "x"], &["replay", "--seq", "1"]]
    {
        assert_eq!(
            installation.call(arguments).code,
            Some(2),
            "nothing is selected: {arguments:?}"
        );
    }
}

#[test]
fn a_store_in_use_is_changed_through_the_admin_port_alone() {
    let installation = Installation::start();
    let refused = |arguments: &[&str], text: &str| {
        let ran: Ran = installation.call(arguments);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains(text), "{ran:?}");
    };
    // The port is not the usual one, where perhaps another receiver answers.
    refused(&["prune"], "a receiver has postal-webhooks.db");
    refused(&["prune", "--admin", "127.0.0.1"], "write --admin as http://");
    refused(&["prune", "--admin", "ftp://127.0.0.1/"], "write --admin as http://");
    refused(&["prune", "--admin", "http://me:secret@127.0.0.1/"], "others can see");
    refused(&["prune", "--admin", "http://127.0.0.1:9"], "does not answer");
    let strange =
        answering("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n");
    refused(&["prune", "--admin", &strange], "answered 302");
    let strange = answering("nonsense\r\n\r\n");
    refused(&["prune", "--admin", &strange], "does not answer");
    let admin = &installation.admin;
    refused(
        &["prune", "--admin", admin, "--admin-password", "secret"],
        "write env:NAME or file:PATH",
    );
    refused(&["prune", "--admin", admin, "--admin-password", "env:NONE"], "no variable NONE");
}

#[test]
fn a_password_is_asked_for_and_given() {
    let mut installation = Installation::start();
    installation.stop();
    std::fs::write(installation.folder.path("password"), "correct horse\n").unwrap();
    let config = "admin.password = \"file:password\"\n[source.main]\nkeys = \"jwks.json\"\n";
    std::fs::write(installation.folder.path("c.toml"), config).unwrap();
    installation.run(&["-c", "c.toml"]);
    let ran = installation.change(&["prune"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("give it by --admin-password"), "{ran:?}");
    let ran = installation.change(&["prune", "--admin-password", "file:jwks.json"]);
    assert!(ran.err.contains("asks for a password"), "{ran:?}");
    let ran = installation.change(&["prune", "--admin-password", "file:password"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    // Health needs none.
    assert_eq!(installation.change(&["health"]).code, Some(0));
}
