//! `send`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use postal_webhooks::testing::{Signer, examples};

use crate::program::{Folder, SIGNER, command, ran, run};
use crate::receiver::{Receiver, status};

#[test]
fn the_default_bodies_arrive_as_postal_would_send_them() {
    let folder = Folder::new();
    let receiver = Receiver::verifying(SIGNER.key_set());
    let ran = run(&["send", &receiver.url, "--key", &folder.text("key.pem"), "--json"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let requests = receiver.requests();
    assert_eq!(requests.len(), 9);
    assert!(requests.iter().all(|request| request.is_verified));
    let names: Vec<_> = requests[0].headers().into_iter().map(|(name, _)| name).collect();
    let expected = [
        "Accept-Encoding",
        "Accept",
        "User-Agent",
        "Content-Type",
        "X-Postal-Signature-Kid",
        "X-Postal-Signature",
        "X-Postal-Signature-256",
        "Connection",
        "Host",
        "Content-Length",
    ];
    assert_eq!(names, expected);
    let objects = ran.objects();
    assert_eq!(objects.len(), 10);
    assert!(objects[..9].iter().all(|object| object["history"] == 200));
    let summary = &objects[9]["summary"];
    assert_eq!((&summary["accepted"], &summary["unexpected"]), (&9.into(), &0.into()));
    for percentile in ["p50", "p90", "p99", "p99.9"] {
        assert!(summary["milliseconds"][percentile].as_f64().unwrap() > 0.0, "{summary}");
    }
}

#[test]
fn what_is_not_accepted_is_a_no_with_what_postal_would_show() {
    let receiver = Receiver::start(None, |number, _| match number {
        0 => status(503),
        1 => b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain".to_vec(),
        _ => status(204),
    });
    let ran = run(&["send", &receiver.url, "--event", "MessageSent", "--count", "3"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.out.contains("1 x 503"), "{ran:?}");
    assert!(ran.out.contains("1 x nothing, for ever: the answer is not compressed"), "{ran:?}");
    assert!(ran.err.contains("--jwks FILE"), "{ran:?}");
}

#[test]
fn what_does_not_answer_has_the_status_of_postal() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let https = format!("https://{}/", speaking_plainly());
    for (url, outcome, history) in
        [(format!("http://{address}/"), "refused", -2), (https, "Invalid SSL certificate", -3)]
    {
        let ran = run(&["send", &url, "--event", "MessageSent", "--json"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        let object = &ran.objects()[0];
        assert_eq!(object["history"], history, "{ran:?}");
        assert!(object["outcome"].as_str().unwrap().contains(outcome), "{ran:?}");
    }
}

/// The address of a server that answers before it is asked, and not in TLS.
fn speaking_plainly() -> std::net::SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            stream.unwrap().write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        }
    });
    address
}

#[test]
fn wrong_use_is_told_without_the_password() {
    let folder = Folder::new();
    for arguments in [
        &["send", "ftp://user:secret@127.0.0.1/"][..],
        &["send", "http://user:secret@127.0.0.1:99999/"],
        &["send", "http://127.0.0.1/", "--event", "MessageSend"],
        &["send", "http://127.0.0.1/", "--rate", "0"],
        &["send", "http://127.0.0.1/", "--key", "no-such-file"],
        &["send", "http://127.0.0.1/", "--key", &folder.text("jwks.json")],
        &["send", "http://127.0.0.1/", "--replay", "no-such-file"],
        &["send", "http://127.0.0.1/", "--replay", &folder.text("key.pem")],
        &["send", "http://127.0.0.1/", "--fault", "wrong-signatures"],
        &["mock-postal", "http://127.0.0.1/", "--time-scale", "0"],
        &["mock-postal", "http://127.0.0.1/", "--listen", "300.0.0.1:0"],
        &["listen", "--keys", "no-such-file"],
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {ran:?}");
        assert!(ran.err.starts_with("error: ") && ran.out.is_empty(), "{arguments:?}: {ran:?}");
        assert!(!ran.err.contains("secret"), "{arguments:?}: {ran:?}");
    }
}

const FAULTS: [&str; 7] = [
    "duplicate",
    "reorder",
    "wrong-signature",
    "sha1-only",
    "unknown-kid",
    "cut-body",
    "slow-body",
];

#[test]
fn a_receiver_that_verifies_passes_all_faults_and_one_that_does_not_fails() {
    let folder = Folder::new();
    let key = folder.text("key.pem");
    let run_at = |url: &str| {
        let mut arguments = vec!["send", url, "--key", &key, "--event", "MessageSent", "--json"];
        arguments.extend(FAULTS.iter().flat_map(|fault| ["--fault", *fault]));
        run(&arguments)
    };
    let right = Receiver::verifying(SIGNER.key_set());
    let ran = run_at(&right.url);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(ran.objects().len(), 8);
    // The right request, its duplicate and the slow one.
    let verified = right.requests().iter().filter(|request| request.is_verified).count();
    assert_eq!(verified, 3);

    let careless = Receiver::start(None, |_, _| status(200));
    let ran = run_at(&careless.url);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let wrong: Vec<_> =
        ran.objects().into_iter().filter(|line| line["expected"] == false).collect();
    let faults: Vec<_> = wrong.iter().map(|line| line["fault"].as_str().unwrap()).collect();
    assert_eq!(faults, ["cut-body", "unknown-kid", "sha1-only", "wrong-signature"]);
}

#[test]
fn files_go_out_to_the_byte_and_rounds_have_new_uuids() {
    let folder = Folder::new();
    let body = examples().find(|example| example.name() == "MessageSent/typical").unwrap().body;
    std::fs::write(folder.path("body.json"), body).unwrap();
    let receiver = Receiver::verifying(SIGNER.key_set());
    let (key, file) = (folder.text("key.pem"), folder.text("body.json"));
    let ran = run(&["send", &receiver.url, "--key", &key, "--body", &file, "--count", "3"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let mut bodies: Vec<_> = receiver.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies[0], body);
    bodies.sort();
    bodies.dedup();
    assert_eq!(bodies.len(), 3);
}

#[test]
fn many_at_once_arrive_all() {
    let folder = Folder::new();
    let receiver = Receiver::verifying(SIGNER.key_set());
    let (key, url) = (folder.text("key.pem"), &receiver.url);
    let ran =
        run(&["send", url, "--key", &key, "--count", "60", "--concurrency", "4", "--rate", "1000"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(receiver.requests().len(), 60);
    // Over fifty, only what is not as expected has a line.
    assert!(ran.out.lines().count() < 10, "{ran:?}");
}

#[test]
fn a_dry_run_sends_nothing_and_shows_no_password() {
    let receiver = Receiver::start(None, |_, _| status(200));
    let url = receiver.url.replace("http://", "http://user:secret@");
    for arguments in
        [&["--dry-run"][..], &["--dry-run", "--json"], &["--curl"], &["--curl", "--json"]]
    {
        let ran = run(&[&["send", &url, "--event", "all"], arguments].concat());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert!(!ran.out.contains("secret") && !ran.out.contains("dXNlcjpzZWNyZXQ"), "{ran:?}");
        if arguments.contains(&"--json") {
            assert_eq!(ran.objects().len(), examples().len());
        }
    }
    assert!(receiver.requests().is_empty());
}

#[test]
fn the_curl_commands_send_what_verifies() {
    let folder = Folder::new();
    let receiver = Receiver::verifying(SIGNER.key_set());
    // A body with what a terminal obeys, and with quotes.
    let body = "{\"a\":\"it's \\\\ \u{202e}\u{9b}31m é\"}\n";
    std::fs::write(folder.path("body.json"), body).unwrap();
    let (key, file) = (folder.text("key.pem"), folder.text("body.json"));
    let ran =
        run(&["send", &receiver.url, "--key", &key, "--event", "all", "--body", &file, "--curl"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    run_in_bash(&ran.out);
    let requests = receiver.requests();
    assert_eq!(requests.len(), examples().len() + 1);
    assert!(requests.iter().all(|request| request.is_verified));
    assert_eq!(requests[0].body, body.as_bytes());
}

/// Runs commands, each of which must succeed.
fn run_in_bash(commands: &str) {
    let mut bash = Command::new("bash")
        .args(["-e", "-o", "pipefail"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("this test runs commands of curl in bash; install both: apt-get install bash curl");
    bash.stdin.take().unwrap().write_all(commands.as_bytes()).unwrap();
    assert!(bash.wait().unwrap().success(), "a command failed; its error is above");
}

#[test]
fn what_sign_prints_is_what_postal_sends() {
    let folder = Folder::new();
    let receiver = Receiver::verifying(SIGNER.key_set());
    let url = receiver.url.replacen("://", "://user:it's@", 1);
    let body = "-n {\"a\":\"it's \\ \u{202e}\u{9b}31m é\"}\n\n";
    // A file named as standard input is; its name does not matter once it is read.
    std::fs::write(folder.path("body"), body).unwrap();
    let key = folder.text("key.pem");
    let sign = |form| {
        let arguments = ["sign", "--key", &key, "--url", &url, "--form", form, "-"];
        let input = std::fs::File::open(folder.path("body")).unwrap();
        let ran = ran(command(&arguments).stdin(input));
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
        ran.out
    };
    let command = sign("curl");
    assert!(!command.contains("user:"), "{command}");
    run_in_bash(&format!("POSTAL_USER_INFO=\"user:it's\"\n{command}"));
    let authority = receiver.url.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let mut stream = std::net::TcpStream::connect(authority).unwrap();
    stream.write_all(sign("request").as_bytes()).unwrap();
    std::io::copy(&mut stream, &mut std::io::sink()).unwrap();
    let requests = receiver.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert!(request.is_verified);
        assert_eq!(request.body, body.as_bytes());
        let headers = request.headers();
        let authorization = headers.iter().find(|(name, _)| name == "Authorization");
        assert_eq!(authorization.unwrap().1, "Basic dXNlcjppdCdz");
    }
}

#[test]
fn a_fresh_key_can_be_published() {
    let folder = Folder::new();
    let jwks = folder.text("fresh.json");
    let receiver = Receiver::start(None, |_, _| status(200));
    let ran = run(&["send", &receiver.url, "--jwks", &jwks]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    let keys = postal_webhooks::KeySet::from_jwks(std::fs::read(jwks).unwrap()).unwrap();
    assert_ne!(keys.kids().next(), Some(SIGNER.kid()));
    let request = receiver.requests().swap_remove(0);
    let headers = request.headers();
    let headers = postal_webhooks::SignatureHeaders::from(&headers);
    assert!(postal_webhooks::Verifier::new(keys).verify(&headers, &request.body).is_ok());
    let other = postal_webhooks::Verifier::new(Signer::generate().key_set());
    assert!(other.verify(&headers, &request.body).is_err());
}
