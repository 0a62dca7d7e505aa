//! `health`, `check` and `backup`.

use std::os::unix::fs::PermissionsExt as _;

use crate::installation::{Installation, answering, event, now};

#[test]
fn a_backup_is_whole_and_verified_and_a_damaged_one_is_found() {
    let mut installation = Installation::start();
    for number in 0..50 {
        installation.send(&event("MessageSent", now(), &format!("uuid-{number}")));
    }
    for (phase, file) in [("running", "a.db"), ("stopped", "b.db")] {
        if phase == "stopped" {
            installation.stop();
        }
        let ran = installation.call(&["backup", file, "--verify", "--json"]);
        assert_eq!(ran.code, Some(0), "{phase} {ran:?}");
        let backup = &ran.objects()[0]["backup"];
        assert_eq!((&backup["events"], &backup["last_seq"]), (&50.into(), &50.into()));
        assert_eq!(backup["verified"], true);
        let mode = installation.folder.path(file).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let noted = std::fs::read_to_string(installation.folder.path("postal-webhooks.db.backup"));
        let noted: i64 = noted.unwrap().trim().parse().unwrap();
        assert!((now() - noted).abs() < 60);
        // The copy is a store.
        let count = installation.objects(&["events", "list", "--store", file, "--limit", "99"]);
        assert_eq!(count.len(), 50);
        let again = installation.call(&["backup", file, "--verify"]);
        assert_eq!(again.code, Some(0), "an older one is replaced: {again:?}");
        assert_eq!(installation.call(&["backup", file, "--verify-only"]).code, Some(0));
    }
    for (file, text) in [
        ("jwks.json", "is no backup, and is not replaced"),
        ("postal-webhooks.db", "it is the store itself"),
        ("./postal-webhooks.db", "it is the store itself"),
    ] {
        let before = std::fs::read(installation.folder.path(file)).unwrap();
        let ran = installation.call(&["backup", file]);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.err.contains(text), "{ran:?}");
        assert!(std::fs::read(installation.folder.path(file)).unwrap() == before);
    }
    let missing = installation.call(&["backup", "no/where.db"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("cannot write the backup no/where.db"), "{missing:?}");
    // One that lacks events, and one that is damaged.
    installation.run(&[]);
    installation.send(&event("MessageSent", now(), "new"));
    installation.stop();
    assert_eq!(
        installation.call(&["backup", "a.db", "--verify-only"]).code,
        Some(0),
        "it is older"
    );
    let (store, copy) =
        (installation.folder.path("postal-webhooks.db"), installation.folder.path("a.db"));
    let mut bytes = std::fs::read(&copy).unwrap();
    for byte in &mut bytes[8192..16384] {
        *byte = 0;
    }
    std::fs::write(&copy, bytes).unwrap();
    let damaged = installation.call(&["backup", "a.db", "--verify-only"]);
    assert_eq!(damaged.code, Some(2), "{damaged:?}");
    let names = std::fs::read_dir(installation.folder.0.path()).unwrap();
    let left =
        names.filter(|name| name.as_ref().unwrap().file_name().to_string_lossy().ends_with(".new"));
    assert_eq!(left.count(), 0);
    assert!(store.exists());
}

#[test]
fn the_metric_of_backups_is_the_time_of_the_last() {
    let installation = Installation::start();
    let metric = || {
        let body = get(&installation.admin, "/metrics");
        let line = body.lines().find(|line| line.starts_with("postal_webhooks_backup_timestamp"));
        line.unwrap().rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    assert!(metric().abs() < 0.5);
    assert_eq!(installation.call(&["backup", "a.db"]).code, Some(0));
    #[allow(clippy::cast_precision_loss, reason = "seconds")]
    let age = now() as f64 - metric();
    assert!(age.abs() < 60.0, "{age}");
}

/// The body of an answer.
pub(crate) fn get(admin: &str, path: &str) -> String {
    use std::io::{Read as _, Write as _};
    let address = admin.strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[test]
fn health_is_0_or_1() {
    let mut installation = Installation::start();
    let ran = installation.change(&["health"]);
    assert_eq!((ran.code, &*ran.out), (Some(0), "ready\n"), "{ran:?}");
    let admin = installation.admin.clone();
    installation.stop();
    let ran = installation.call(&["health", "--admin", &admin]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("does not answer"), "{ran:?}");
    let full = answering("HTTP/1.1 503 No\r\nContent-Length: 16\r\n\r\nspace: too less\n");
    let ran = installation.call(&["health", "--admin", &full, "--json"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.objects()[0]["ready"], false);
}

#[test]
fn check_speaks_as_nagios_asks() {
    let mut installation = Installation::start();
    let check = |installation: &Installation, more: &[&str]| {
        let ran = installation.call(&[&["check", "--admin", &installation.admin], more].concat());
        assert_eq!(ran.out.lines().count(), 1, "{ran:?}");
        assert!(ran.out.matches('|').count() <= 1, "{ran:?}");
        (ran.code.unwrap(), ran.out)
    };
    assert_eq!(check(&installation, &[]), (0, "OK: ready | last_seq=0c\n".to_owned()));
    assert_eq!(check(&installation, &["--received-within", "1h"]).0, 2);
    installation.send(&event("MessageSent", now(), "a"));
    let (code, line) = check(&installation, &["--received-within", "1h"]);
    assert_eq!(code, 0, "{line}");
    assert!(line.starts_with("OK: ready | last_seq=1c received_age="), "{line}");
    assert!(line.ends_with("s;;3600\n"), "{line}");
    for (arguments, expected) in
        [(&["--store", "none.db"][..], 3), (&["--warning", "soon"], 3), (&["--wrong"], 3)]
    {
        let ran =
            installation.call(&[&["check", "--admin", &installation.admin], arguments].concat());
        assert_eq!(ran.code, Some(expected), "{ran:?}");
    }
    installation.stop();
    let (code, line) = check(&installation, &[]);
    assert_eq!(code, 2, "{line}");
    assert!(line.starts_with("CRITICAL: "), "{line}");
}
