//! `verify`: verdicts, reasons, and what it reads. What real programs do to a body is proved in
//! `tests/diagnosis`.

use std::sync::LazyLock;

use postal_webhooks::testing::{Signer, example};
use serde_json::json;

use super::{Call, raw};

static SIGNER: LazyLock<Signer> = LazyLock::new(Signer::generate);

fn body() -> &'static [u8] {
    example("MessageSent", "escaped-as-rails-does").body
}

#[test]
fn a_right_request_and_a_changed_one() {
    let changed = [body(), b"\n"].concat();
    let call = Call::new()
        .file("jwks.json", SIGNER.jwks())
        .file("right", raw(&SIGNER, body()))
        .file("changed", raw(&SIGNER, body()).into_iter().chain(*b"\n").collect::<Vec<_>>());
    let ended = call.run(&["verify", "--keys", "jwks.json", "--request", "right"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{ended:?}");
    assert!(ended.out.contains(&SIGNER.kid().to_string()));
    let ended = call.run(&["verify", "--keys", "jwks.json", "--request", "changed"]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("NOT verified: newline (certain)"), "{}", ended.out);
    assert!(ended.out.contains("fix: "), "{}", ended.out);
    let _ = changed;
}

#[test]
fn headers_on_the_command_line() {
    let call = Call::new().file("key.pem", SIGNER.public_pem()).input(body());
    let header = format!("x-postal-signature-256: {}", SIGNER.signature_256(body()));
    let ended = call.run(&["--json", "verify", "--keys", "key.pem", "-H", &header, "-"]);
    assert_eq!(ended.code, 0);
    assert_eq!(ended.objects(), [json!({"request": "-", "verified": true, "kid": SIGNER.kid()})]);
}

#[test]
fn requests_in_json_of_tools() {
    let headers = SIGNER.headers(body());
    let object: serde_json::Map<_, _> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    let pairs: Vec<_> =
        headers.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    let text = std::str::from_utf8(body()).expect("UTF-8");
    let documents = [
        json!({"headers": object, "body": text, "isBase64Encoded": false}),
        json!({"headers": object, "body": base64(body()), "isBase64Encoded": true}),
        json!({"log": {"entries": [{"request": {"headers": pairs, "postData": {"text": text}}}]}}),
    ];
    for document in documents {
        let call =
            Call::new().file("jwks.json", SIGNER.jwks()).file("request.json", document.to_string());
        let ended = call.run(&["verify", "--keys", "jwks.json", "--request", "request.json"]);
        assert_eq!(ended.code, 0, "{ended:?}");
    }
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let call = Call::new()
        .file("jwks.json", SIGNER.jwks())
        .file("private.pem", SIGNER.private_pem())
        .file("text", "hello")
        .file("latin-1", b"\xe9")
        .file("body", body());
    let verify = |arguments: &[&str]| call.run(&[&["verify"], arguments].concat());
    verify(&["--keys", "jwks.json"]).refuses("<BODY>");
    verify(&["--keys", "missing.json", "body"]).refuses("cannot read missing.json");
    verify(&["--keys", "private.pem", "body"]).refuses("a private key; give the public one");
    verify(&["--keys", "text", "body"]).refuses("no keys in text");
    verify(&["--keys", "latin-1", "body"]).refuses("is not UTF-8 after byte 0");
    verify(&["--keys", ".", "body"]).refuses("is a folder");
    verify(&["--keys", "env:POSTAL_NOT_SET", "body"]).refuses("no variable POSTAL_NOT_SET");
    verify(&["--keys", "jwks.json", "missing"]).refuses("cannot read missing");
    verify(&["--keys", "jwks.json", "-H", "X-Postal", "body"]).refuses("a header is `Name: value`");
    verify(&["--keys", "jwks.json", "--request", "text"]).refuses("is no captured request");
    verify(&["--keys", "jwks.json", "--request", "jwks.json"]).refuses("leave --request out");
    verify(&["--keys", "postal.example.com", "body"]).refuses("write https://postal.example.com");
    let ended = call.run(&["--json", "verify", "--keys", "missing.json", "body"]);
    assert_eq!(ended.code, 2);
    assert!(ended.objects()[0]["error"].as_str().expect("an error").contains("missing.json"));
}

#[test]
fn no_secret_and_no_body_is_printed() {
    let secret = "a secret subject";
    let body = String::from_utf8_lossy(body())
        .replace("\"subject\":\"", &format!("\"subject\":\"{secret}"));
    let call = Call::new()
        .file("private.pem", SIGNER.private_pem())
        .file("jwks.json", SIGNER.jwks())
        .file("request", raw(&SIGNER, b"{}").into_iter().chain(body.bytes()).collect::<Vec<_>>());
    let line = SIGNER.private_pem().lines().nth(3).expect("a line").to_owned();
    for keys in ["private.pem", "jwks.json"] {
        let ended = call.run(&["verify", "--keys", keys, "--request", "request"]);
        assert_ne!(ended.code, 0);
        let printed = ended.out + &ended.err;
        assert!(!printed.contains(secret) && !printed.contains(&line), "{printed}");
    }
}

/// A retry has the body of the first attempt, and its own fault.
#[test]
fn a_body_that_comes_twice_is_no_mixed_up_pair() {
    let signer = Signer::generate();
    let right = String::from_utf8(raw(&signer, body())).expect("text");
    let without = |name: &str| -> String {
        let lines = right.split_inclusive("\r\n");
        lines.filter(|line| !line.starts_with(name)).collect()
    };
    let call = Call::new().file("jwks.json", signer.jwks());
    let folder = call.folder.path().join("captures");
    std::fs::create_dir(&folder).expect("a folder");
    for (name, request) in [
        ("1", right.clone()),
        ("2", without("X-Postal-Signature-256")),
        ("3", without("X-Postal-Signature")),
        ("4", right.replace("X-Postal-Signature-256: ", "X-Postal-Signature-256: AAAA")),
    ] {
        std::fs::write(folder.join(name), request).expect("a file");
    }
    let ended = call.run(&["--json", "verify", "--keys", "jwks.json", "--request", "captures"]);
    let objects = ended.objects();
    let codes: Vec<_> = objects.iter().map(|line| line["code"].as_str()).collect();
    assert_eq!(codes, [None, Some("sha1-only"), Some("header-missing"), Some("wrong-key")]);
}
