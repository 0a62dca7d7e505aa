//! `listen`, with `send` on the other side.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use postal_webhooks::testing::{Signer, examples};

use crate::program::{Folder, Running, SIGNER, files, run};
use crate::receiver::{Receiver, status};

const ANY_PORT: [&str; 4] = ["listen", "--address", "127.0.0.1:0", "--json"];

#[test]
fn what_arrives_is_forwarded_saved_verified_and_replayed_to_the_byte() {
    let folder = Folder::new();
    let (key, jwks, saved) =
        (folder.text("key.pem"), folder.text("jwks.json"), folder.text("saved"));
    let behind = Receiver::verifying(SIGNER.key_set());
    let count = examples().len();
    let text = count.to_string();
    let arguments = ["--keys", &jwks, "--save", &saved, "--count", &text, "--forward", &behind.url];
    let running = Running::start(&[&ANY_PORT[..], &arguments].concat());
    let url = running.ready("url");
    let ran = run(&["send", &url, "--key", &key, "--event", "all", "--seed", "7"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let ran = running.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let objects = ran.objects();
    assert_eq!(objects.len(), count);
    assert!(
        objects.iter().all(|object| object["verified"] == true && object["forwarded"] == "200")
    );

    let there = behind.requests();
    assert_eq!(there.len(), count);
    assert!(there.iter().all(|request| request.is_verified));
    let paths = files(&folder.path("saved"));
    assert_eq!(paths.len(), count);
    for (request, path) in there.iter().zip(&paths) {
        let raw = std::fs::read(path).unwrap();
        assert!(raw.ends_with(&request.body), "{}", path.display());
    }
    let ran = run(&["verify", "--keys", &jwks, "--request", &saved]);
    assert_eq!(ran.code, Some(0), "{ran:?}");

    let again = Receiver::verifying(SIGNER.key_set());
    let ran = run(&["send", &again.url, "--replay", &saved]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let again = again.requests();
    assert_eq!(again.len(), count);
    for (first, second) in there.iter().zip(&again) {
        assert_eq!(first.body, second.body);
        let of_connection =
            |line: &&str| !line.starts_with("Host: ") && !line.starts_with("Connection: ");
        let lines =
            |head: &str| head.lines().filter(of_connection).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lines(&first.head), lines(&second.head));
    }
}

#[test]
fn what_does_not_verify_is_neither_forwarded_nor_printed() {
    let folder = Folder::new();
    let jwks = folder.text("jwks.json");
    std::fs::write(folder.path("other.pem"), Signer::generate().private_pem()).unwrap();
    std::fs::write(folder.path("body.json"), r#"{"event":"Marker-of-the-body"}"#).unwrap();
    let behind = Receiver::start(None, |_, _| status(200));
    for (allow, code) in [(&[][..], 1), (&["--allow-unverified"], 0)] {
        let arguments = ["--keys", &jwks, "--forward", &behind.url, "--count", "1"];
        let running = Running::start(&[&ANY_PORT[..], &arguments, allow].concat());
        let (url, other, body) =
            (running.ready("url"), folder.text("other.pem"), folder.text("body.json"));
        let sent = run(&["send", &url, "--key", &other, "--body", &body]);
        assert_eq!(sent.code, Some(code), "{sent:?}");
        let ran = running.end();
        let objects = ran.objects();
        assert_eq!(
            (&objects[0]["verified"], &objects[0]["code"]),
            (&false.into(), &"wrong-key".into())
        );
        let is_printed = ran.out.contains("Marker-of-the-body");
        assert_eq!(is_printed, !allow.is_empty(), "{ran:?}");
        assert_eq!(is_printed, ran.out.contains("UNVERIFIED"), "{ran:?}");
    }
    assert!(behind.requests().is_empty());
}

#[test]
fn the_answer_is_that_of_the_receiver_behind() {
    let folder = Folder::new();
    let (key, jwks) = (folder.text("key.pem"), folder.text("jwks.json"));
    let behind = Receiver::start(None, |number, _| match number {
        0 => status(418),
        1 => status(302),
        _ => Vec::new(),
    });
    let arguments = ["--keys", &jwks, "--count", "3", "--forward", &behind.url];
    let running = Running::start(&[&ANY_PORT[..], &arguments].concat());
    let url = running.ready("url");
    let ran = run(&["send", &url, "--key", &key, "--count", "3", "--json"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let statuses: Vec<_> =
        ran.objects()[..3].iter().map(|object| object["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [418, 302, 502]);
    assert_eq!(running.end().code, Some(0));
}

#[test]
fn what_is_no_request_of_postal_is_refused_with_the_reason() {
    let folder = Folder::new();
    let jwks = folder.text("jwks.json");
    let requests: [(&[u8], &str); 7] = [
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "405"),
        (b"nonsense\r\n\r\n", "400"),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", "413"),
        (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "400"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", "400"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "401"),
    ];
    let count = (requests.len() + 1).to_string();
    let running = Running::start(&[&ANY_PORT[..], &["--keys", &jwks, "--count", &count]].concat());
    let url = running.ready("url");
    let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let long = [&b"POST / HTTP/1.1\r\nX: "[..], &vec![b'x'; 40_000]].concat();
    for (request, expected) in requests.into_iter().chain([(&long[..], "431")]) {
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.write_all(request).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let start = format!("HTTP/1.1 {expected} ");
        assert!(answer.starts_with(&start), "{}: {answer}", String::from_utf8_lossy(request));
    }
    let ran = running.end();
    assert!(ran.objects().iter().all(|object| object["verified"] == false), "{ran:?}");
}

#[test]
fn ctrl_c_ends_it() {
    let folder = Folder::new();
    let running = Running::start(&[&ANY_PORT[..], &["--keys", &folder.text("jwks.json")]].concat());
    running.interrupt();
    assert_eq!(running.end().code, Some(0));
}
