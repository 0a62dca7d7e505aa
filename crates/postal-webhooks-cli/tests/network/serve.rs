//! `serve`: from the first line to the last.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use postal_webhooks::testing::postal::{Client, Outcome, Target, Wire};
use postal_webhooks::testing::{Signer, example};

use crate::program::{Folder, Running, SIGNER, command, ran, run};
use crate::receiver::{Receiver, status};

/// Sends an event as Postal does, and gives the status and the line of the answer.
fn send(url: &str, signer: &Signer, body: &[u8]) -> (Outcome, String) {
    let target: Target = url.parse().unwrap();
    let attempt = Client::new().post(&target, &Wire::new(&target, &signer.sign(body)));
    (attempt.outcome, String::from_utf8(attempt.answer).unwrap())
}

fn stored() -> (Outcome, String) {
    (Outcome::Status(200), "stored".to_owned())
}

/// Runs `serve` on a free port in a folder.
fn serve(folder: &Folder, arguments: &[&str]) -> Running {
    let address = ["--json", "serve", "--address", "127.0.0.1:0", "--admin", "off"];
    Running::of(command(&[&address[..], arguments].concat()).current_dir(folder.0.path()))
}

fn typical() -> &'static [u8] {
    example("MessageSent", "typical").body
}

/// The answer to a GET.
fn get(origin: &str, path: &str) -> String {
    let host = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn without_a_file_it_takes_keys_in_each_form() {
    let folder = Folder::new();
    std::fs::write(folder.path("key.pub"), SIGNER.public_pem()).unwrap();
    std::fs::write(folder.path("dkim.txt"), SIGNER.dkim_record()).unwrap();
    let postal = Running::start(&[
        "--json",
        "mock-postal",
        "http://127.0.0.1:9/",
        "--delay",
        "600",
        "--key",
        &folder.text("key.pem"),
    ]);
    for keys in ["jwks.json", "key.pub", "dkim.txt", "env:KEYS", &postal.ready("jwks")] {
        let store = format!("{}.db", keys.replace(['/', ':'], "-"));
        let address = ["--json", "serve", "--address", "127.0.0.1:0", "--admin", "off"];
        let arguments = [&address[..], &["--keys", keys, "--store", &store]].concat();
        let running = Running::of(
            command(&arguments).current_dir(folder.0.path()).env("KEYS", SIGNER.jwks()),
        );
        let url = running.ready("url");
        assert_eq!(send(&url, &SIGNER, typical()), stored(), "{keys}");
        assert_eq!(send(&url, &SIGNER, typical()).1, "duplicate", "{keys}");
        // Fetched keys are not fetched again so soon, so nobody knows yet.
        let unknown = if keys.starts_with("http") { "no-usable-key" } else { "unknown-kid" };
        assert_eq!(send(&url, &Signer::generate(), typical()).1, unknown, "{keys}");
        running.terminate();
        let ran = running.end();
        // Nothing but the line that it is ready.
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{keys}");
        assert!(folder.path(&store).exists());
    }
}

#[test]
fn what_was_stored_is_there_after_a_restart() {
    let folder = Folder::new();
    for expected in ["stored", "duplicate"] {
        let running = serve(&folder, &["--keys", "jwks.json"]);
        assert_eq!(send(&running.ready("url"), &SIGNER, typical()).1, expected);
        running.interrupt();
        assert_eq!(running.end().code, Some(0));
    }
}

#[test]
fn after_sigterm_it_accepts_for_the_delay_and_a_second_one_ends_it_at_once() {
    let folder = Folder::new();
    let toml = "[shutdown]\ndelay = \"1h\"\n[source.main]\nkeys = \"jwks.json\"\n";
    std::fs::write(folder.path("c.toml"), toml).unwrap();
    let arguments = ["--json", "serve", "-c", "c.toml", "--address", "127.0.0.1:0"];
    let arguments = [&arguments[..], &["--admin", "127.0.0.1:0"]].concat();
    let running = Running::of(command(&arguments).current_dir(folder.0.path()));
    let (url, admin) = (running.ready("url"), running.ready("admin"));
    assert!(url.ends_with("/postal/main"), "{url}");
    assert!(get(&admin, "/readyz").starts_with("HTTP/1.1 200 "));
    running.terminate();
    // It says that it is not ready, …
    let begun = Instant::now();
    while get(&admin, "/readyz").starts_with("HTTP/1.1 200 ") {
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
    // … and accepts.
    assert_eq!(send(&url, &SIGNER, typical()), stored());
    running.terminate();
    assert_eq!(running.end().code, Some(1));
}

#[test]
fn after_the_delay_it_ends_by_itself() {
    let folder = Folder::new();
    let toml = "[shutdown]\ndelay = \"100ms\"\n[source.main]\nkeys = \"jwks.json\"\n";
    std::fs::write(folder.path("c.toml"), toml).unwrap();
    let running = serve(&folder, &["-c", "c.toml"]);
    running.terminate();
    assert_eq!(running.end().code, Some(0));
}

#[test]
fn what_is_taken_is_told_before_anything_starts() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (keys, store) = (folder.text("jwks.json"), folder.text("events.db"));
    let arguments = ["serve", "--keys", &keys, "--store", &store, "--address", &address];
    let ran = run(&arguments);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(
        ran.err.contains(&format!("error: cannot listen at {address}; name another")),
        "{ran:?}"
    );
    assert!(!folder.path("events.db").exists());

    let arguments = ["serve", "--keys", &keys, "--store", &store, "--address", "127.0.0.1:0"];
    let ran = run(&[&arguments[..], &["--admin", &address]].concat());
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("error: there is no admin port: cannot listen at "), "{ran:?}");
    assert!(!folder.path("events.db").exists());

    let _first = serve(&folder, &["--keys", "jwks.json", "--store", "events.db"]);
    let ran = run(&[&arguments[..], &["--admin", "off"]].concat());
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("is in use by another receiver"), "{ran:?}");
}

#[test]
fn a_disk_that_fails_ends_it_with_1() {
    let folder = Folder::new();
    let mut command = Command::new("strace");
    command
        .args(["-f", "-o", "trace", "-e", "inject=fsync,fdatasync:error=EIO:when=40+"])
        .arg(env!("CARGO_BIN_EXE_postal-webhooks"))
        .args(["--json", "serve", "--keys", "jwks.json", "--store", "events.db"])
        .args(["--address", "127.0.0.1:0", "--admin", "off"])
        .current_dir(folder.0.path());
    let running = Running::of(&mut command);
    let url = running.ready("url");
    let (mut stored, mut refused) = (0, 0);
    // In the end nobody listens.
    for number in 0..200 {
        let uuid = format!(r#""uuid":"{number}"}}"#);
        let body = format!(r#"{{"event":"New","timestamp":1.5,"payload":{{}},{uuid}"#);
        match send(&url, &SIGNER, body.as_bytes()).0 {
            Outcome::Status(200) => stored += 1,
            Outcome::Status(_) => refused += 1,
            _ => break,
        }
    }
    assert!(stored > 0 && refused > 0, "{stored} stored, {refused} refused");
    let ran = running.end();
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.objects()[0]["error"], "the store failed");
    let trace = std::fs::read_to_string(folder.path("trace")).unwrap();
    assert!(trace.contains("(INJECTED)"), "nothing was injected");
}

#[test]
fn what_is_forwarded_is_what_was_signed_and_waits_for_who_takes_it() {
    let folder = Folder::new();
    // Out of order for the first three.
    let app = Receiver::start(Some(SIGNER.key_set()), |number, request| {
        status(if number < 3 || !request.is_verified { 503 } else { 200 })
    });
    let url = app.url.replace("http://", "http://me:CANARY@");
    let arguments = ["--json", "serve", "--keys", "jwks.json", "--forward", "env:APP"];
    let arguments = [&arguments[..], &["--address", "127.0.0.1:0", "--admin", "off"]].concat();
    let running = Running::of(command(&arguments).current_dir(folder.0.path()).env("APP", &url));
    let receiver = running.ready("url");
    assert_eq!(send(&receiver, &SIGNER, typical()), stored());
    let begun = Instant::now();
    while app.requests().len() < 4 {
        assert!(begun.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(10));
    }
    running.terminate();
    assert_eq!(running.end().code, Some(0));
    let requests = app.requests();
    let last = requests.last().unwrap();
    assert!(last.is_verified && last.body == typical());
    let headers = last.headers();
    let value = |name: &str| {
        let mut found = headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let uuid = example("MessageSent", "typical").webhook().uuid.to_string();
    assert_eq!(value("Idempotency-Key"), uuid);
    assert!(value("Authorization").starts_with("Basic "));
    // Delivered once, it is not sent again.
    let running = Running::of(command(&arguments).current_dir(folder.0.path()).env("APP", &url));
    assert_eq!(send(&running.ready("url"), &SIGNER, typical()).1, "duplicate");
    running.terminate();
    assert_eq!(running.end().code, Some(0));
    assert_eq!(app.requests().len(), 4);
}

#[test]
fn logs_are_on_standard_error_and_hold_no_secret() {
    let folder = Folder::new();
    let toml = r#"
[log]
format = "json"
[source.main]
keys = "jwks.json"
path = "/CANARY"
user = "CANARY"
password = "env:PASSWORD"
"#;
    std::fs::write(folder.path("c.toml"), toml).unwrap();
    let arguments =
        ["--json", "serve", "-c", "c.toml", "--address", "127.0.0.1:0", "--admin", "off"];
    let mut command = command(&arguments);
    command.current_dir(folder.0.path()).env("PASSWORD", "CANARY-2").stderr(Stdio::piped());
    let mut running = Running::of(&mut command);
    let mut stderr = running.stderr().unwrap();
    let origin = running.ready("url");
    assert!(!origin.contains("CANARY"), "{origin}");
    let url = format!("{}/CANARY", origin.replace("http://", "http://CANARY:CANARY-2@"));
    for body in [
        r#"{"event":"CANARY","timestamp":1.5,"payload":{},"uuid":"CANARY"}"#,
        r#"{"event":"MessageSent","timestamp":1.5,"payload":"CANARY","uuid":"b"}"#,
        "CANARY",
    ] {
        assert_eq!(send(&url, &SIGNER, body.as_bytes()).0, Outcome::Status(200));
    }
    assert_eq!(send(&origin, &SIGNER, b"CANARY").0, Outcome::Status(404));
    running.terminate();
    let ran = running.end();
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    let mut logs = String::new();
    stderr.read_to_string(&mut logs).unwrap();
    let codes: Vec<_> = logs
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["code"].clone())
        .collect();
    for code in ["ready", "event-invalid", "quarantined", "stopping", "stopped"] {
        assert!(codes.iter().any(|other| other == code), "{code}: {codes:?}");
    }
    assert!(!logs.contains("CANARY"), "{logs}");
}

#[test]
fn the_flags_of_a_run_without_a_file_do_not_go_with_one() {
    let ran = run(&["serve", "-c", "x.toml", "--keys", "jwks.json"]);
    assert_eq!(ran.code, Some(2));
    let folder = Folder::new();
    let mut command = command(&["serve", "--keys", "jwks.json", "--forward", "http://a:b@c/"]);
    let ran = self::ran(command.current_dir(folder.0.path()));
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--forward: sink.forward.url: a URL with a password"), "{ran:?}");
}
