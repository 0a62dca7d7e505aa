//! The example programs, each started and sent real requests: by `curl`, and in the exact shape of
//! Postal's client.

use postal_webhooks::SIGNATURE_256;
use postal_webhooks::testing::{SignedRequest, examples};

use crate::client::{curl, net_http_head, raw};
use crate::common::{BODY, OTHER_POSTAL, POSTAL};
use crate::program::{Program, closed, fails, postal};

const LINE: &str = "SendLimitApproaching 11111111-2222-4333-8444-555555555555";
const NOT_JSON: &[u8] = b"{\"event\":\"secret\xc3\xa9";
const UNKNOWN: &[u8] = br#"{"event":"MailSung","timestamp":1.5,"payload":{"song":7},"uuid":"11111111-2222-4333-8444-555555555555"}"#;

/// A webhook of that many bytes: JSON may end in white space.
fn long(bytes: usize) -> SignedRequest {
    let mut body = BODY.to_vec();
    body.resize(bytes, b' ');
    POSTAL.sign(body)
}

fn changed(mut request: SignedRequest) -> SignedRequest {
    let last = request.body.last_mut().unwrap();
    *last ^= 1;
    request
}

fn without_signature(mut request: SignedRequest) -> SignedRequest {
    request.headers.retain(|(name, _)| *name != SIGNATURE_256);
    request
}

fn twice(mut request: SignedRequest) -> SignedRequest {
    request.headers.push((SIGNATURE_256, String::from("AAAA")));
    request
}

fn bare(mut request: SignedRequest) -> SignedRequest {
    request.headers.retain(|(name, _)| !name.starts_with("X-Postal"));
    request
}

#[track_caller]
fn accepts(program: &Program, request: &SignedRequest) {
    let answer = curl(&program.url, request, &[]);
    assert_eq!((answer.status, &*answer.body), (200, "received"));
}

#[track_caller]
fn refuses(program: &Program, request: &SignedRequest, options: &[&str], expected: &str) {
    let answer = curl(&program.url, request, options);
    println!("{:>8} bytes {options:?}: {}", request.body.len(), answer.refusal());
    assert_eq!(answer.refusal(), expected);
}

/// What every program does, wherever its key is from.
#[track_caller]
fn check(program: &Program) {
    let chunked = ["--header", "Transfer-Encoding: chunked"];
    let signed = POSTAL.sign(BODY);

    accepts(program, &signed);
    assert_eq!(program.line(), LINE);
    let answer = curl(&program.url, &signed, &chunked);
    assert_eq!((answer.status, &*answer.body), (200, "received"));
    assert_eq!(program.line(), LINE);
    accepts(program, &POSTAL.sign(UNKNOWN));
    assert_eq!(program.line(), LINE.replace("SendLimitApproaching", "MailSung"));

    // A name is what the sender wants, and stays in its line.
    let spoof = String::from_utf8(UNKNOWN.to_vec()).unwrap();
    let spoof = spoof.replace("MailSung", r"a\nb\u001b[2Jc\u202ed\u0000");
    accepts(program, &POSTAL.sign(spoof));
    assert_eq!(program.line(), LINE.replace("SendLimitApproaching", r"a\nb\u{1b}[2Jc\u{202e}d\0"));

    refuses(program, &changed(signed.clone()), &[], "401 the signature is wrong");
    let none = "401 the request has no signature header";
    refuses(program, &bare(signed.clone()), &[], none);
    let sha1 = "401 the request has a SHA-1 signature only";
    refuses(program, &without_signature(signed.clone()), &[], sha1);
    let repeated = "401 X-Postal-Signature-256 is there more than once";
    refuses(program, &twice(signed.clone()), &[], repeated);
    let broken = "422 the body is not JSON at line 1 column 18";
    refuses(program, &POSTAL.sign(NOT_JSON), &[], broken);

    // To the byte, and whatever the framework's own default is.
    accepts(program, &long(1 << 20));
    assert_eq!(program.line(), LINE);
    let too_large = "413 the body is too large";
    for request in [long((1 << 20) + 1), long(2 << 20)] {
        refuses(program, &request, &[], too_large);
        refuses(program, &request, &["--header", "Expect:"], too_large);
        refuses(program, &request, &chunked, too_large);
    }
    // Nothing of it has to come, or no more than that; it need not end.
    let length = net_http_head(&program.url, &long((1 << 20) + 1));
    assert_eq!(raw(&program.url, &[length.as_bytes()]).refusal(), too_large);
    let head =
        length.replace("Content-Length: 1048577", "Transfer-Encoding: chunked") + "100001\r\n";
    let answer = raw(&program.url, &[head.as_bytes(), &vec![b' '; (1 << 20) + 1]]);
    assert_eq!(answer.refusal(), too_large);

    let head = net_http_head(&program.url, &signed);
    let answer = raw(&program.url, &[head.as_bytes(), &signed.body]);
    assert_eq!((answer.status, &*answer.body), (200, "received"));
    assert_eq!(answer.content_length, "8");
    assert_eq!(program.line(), LINE);
    let answer = raw(&program.url, &[head.as_bytes(), &changed(signed.clone()).body]);
    assert_eq!(answer.refusal(), "401 the signature is wrong");

    // A sender who sends all of a refused body before it reads finds the answer, not a broken
    // connection.
    let request = bare(long(1 << 20));
    let head = net_http_head(&program.url, &request);
    for _ in 0..20 {
        let answer = raw(&program.url, &[head.as_bytes(), &request.body]);
        assert_eq!(answer.refusal(), none);
    }

    let get = ["--request", "GET"];
    assert_eq!(curl(&program.url, &signed, &get).status, 405);
    assert_eq!(curl(&format!("{}/other", program.url), &signed, &[]).status, 404);
}

/// With what `postal default-dkim-record` prints.
#[track_caller]
fn check_with_key_file(name: &str) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, POSTAL.dkim_record()).unwrap();
    let program = Program::start(name, &[("POSTAL_KEY_FILE", file.path().to_str().unwrap())]);
    check(&program);
    for example in examples() {
        accepts(&program, &POSTAL.sign(example.body));
        let line = program.line();
        assert!(line.starts_with(example.event.as_str()), "{line}");
    }
    let other = OTHER_POSTAL.sign(BODY);
    let unknown = format!("401 no key {}", OTHER_POSTAL.kid());
    refuses(&program, &other, &[], &unknown);
    assert_eq!(program.stop(), [""; 0]);
}

/// With the key from the installation.
#[track_caller]
fn check_with_installation(name: &str) {
    let (url, kid) = (postal(POSTAL.jwks()), POSTAL.kid().to_string());
    let variables = [("POSTAL_JWKS_URL", &*url), ("POSTAL_PINNED_KID", &*kid)];
    let program = Program::start(name, &variables);
    check(&program);
    // Another key than the pinned one is not worth a fetch.
    let other = OTHER_POSTAL.sign(BODY);
    let unknown = format!("401 no key {}", OTHER_POSTAL.kid());
    refuses(&program, &other, &[], &unknown);
    assert_eq!(program.stop(), [""; 0]);
}

#[track_caller]
fn check_without_key(name: &str) {
    let (url, kid) = (closed(), POSTAL.kid().to_string());
    let variables = [("POSTAL_JWKS_URL", &*url), ("POSTAL_PINNED_KID", &*kid)];
    let program = Program::start(name, &variables);
    let signed = POSTAL.sign(BODY);
    let chunked = ["--header", "Transfer-Encoding: chunked"];
    refuses(&program, &signed, &[], "503 no usable key");
    refuses(&program, &changed(signed.clone()), &[], "503 no usable key");
    let none = "401 the request has no signature header";
    refuses(&program, &bare(signed), &[], none);
    refuses(&program, &long(2 << 20), &chunked, "503 no usable key");
    // The operator reads why.
    let errors = program.errors();
    let expected = "no key yet: no connection: tcp connect error: Connection refused";
    assert!(errors.starts_with(expected), "{errors}");
}

/// An error of the set-up shows its causes and no secret.
#[track_caller]
fn check_without_set_up(name: &str) {
    let url = "https://postal.example.com/canary";
    let cases: [(&[(&str, &str)], &str); 5] = [
        (
            &[("POSTAL_KEY_FILE", "/canary")],
            "Error: POSTAL_KEY_FILE\n\nCaused by:\n    No such file",
        ),
        (&[], "Error: no POSTAL_KEY_FILE, no POSTAL_JWKS_URL"),
        (
            &[("POSTAL_JWKS_URL", url), ("POSTAL_PINNED_KID", "")],
            "Error: POSTAL_PINNED_KID\n\nCaused by:\n    a key id is 64 lower-case",
        ),
        (
            &[("POSTAL_JWKS_URL", "http://postal.example.com/canary")],
            "Error: `http` without a pinned key",
        ),
        (
            &[("POSTAL_JWKS_URL", "https://postal.example.com:99999/canary")],
            "Error: the port \"99999\" in the URL is not",
        ),
    ];
    for (variables, expected) in cases {
        let (code, errors) = fails(name, variables);
        assert_eq!(code, Some(1));
        assert!(errors.starts_with(expected), "{errors}");
        assert!(!errors.contains("canary"), "{errors}");
    }
}

#[test]
fn axum() {
    check_with_key_file("axum");
    check_with_installation("axum");
    check_without_key("axum");
    check_without_set_up("axum");
}

#[test]
fn actix() {
    check_with_key_file("actix");
    check_with_installation("actix");
    check_without_key("actix");
    check_without_set_up("actix");
}

#[test]
fn tower() {
    check_with_key_file("tower");
    check_with_installation("tower");
    check_without_key("tower");
    check_without_set_up("tower");
}
