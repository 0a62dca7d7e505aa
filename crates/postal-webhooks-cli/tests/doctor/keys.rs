//! Keys: those that verify nothing, and places where there are none.

use postal_webhooks::testing::Signer;
use serde_json::{Value, json};

use crate::diagnosis::{Expected, doctor};
use crate::server::{answer, hang, http, listen};

fn fail(code: &'static str, remedy: &'static str) -> Expected {
    Expected { verdict: "fail", code, history: "", remedy }
}

fn warn(code: &'static str, remedy: &'static str) -> Expected {
    Expected { verdict: "warn", code, history: "", remedy }
}

fn ok(code: &'static str) -> Expected {
    Expected { verdict: "ok", code, history: "", remedy: "" }
}

#[test]
fn keys_of_every_kind() {
    let signer = Signer::generate();
    let short = Signer::generate_bits(1024).unwrap();
    let other = Signer::generate();
    let jwk = |signer: &Signer| -> Value {
        let set: Value = serde_json::from_str(&signer.jwks()).unwrap();
        set["keys"][0].clone()
    };
    let changed = |key: &str, value: Value| {
        let mut jwk = jwk(&signer);
        jwk[key] = value;
        json!({"keys": [jwk]}).to_string()
    };
    let record = signer.dkim_record();
    let of_domain = format!("postal-ABCDEF._domainkey.example.com. 300 IN TXT \"{record}\"");
    let both = json!({"keys": [jwk(&signer), jwk(&other)]}).to_string();
    let beside = json!({"keys": [jwk(&signer), {"kty": "EC"}]}).to_string();
    let from_web = ".well-known/jwks.json";
    let table = [
        (signer.jwks(), 0, ok("key")),
        (signer.public_pem().to_owned(), 0, ok("key")),
        (record.to_owned(), 0, ok("key")),
        (short.jwks(), 0, warn("key-short", "allow_insecure_short_keys")),
        (both, 0, warn("keys-several", "while it is being replaced")),
        (of_domain, 1, fail("keys-of-domain", "default-dkim-record")),
        (signer.private_pem().to_owned(), 1, fail("key-private", "forge every event")),
        (changed("d", json!("AQAB")), 1, fail("key-private", "forge every event")),
        (
            changed("kid", json!("0".repeat(64))),
            1,
            fail("key-kid-mismatch", "fetch it from Postal again"),
        ),
        (changed("alg", json!("RS512")), 1, fail("key-other-algorithm", from_web)),
        (beside, 1, fail("key-not-rsa", from_web)),
        ("v=DKIM1; t=s; h=sha256; p=;".to_owned(), 1, fail("key-revoked", "withdrawn")),
        ("v=DKIM1; t=s; h=sha256;".to_owned(), 1, fail("keys-not-dkim", "one whole record")),
        ("<!doctype html><title>Sign in</title>".to_owned(), 1, fail("keys-html", "before 3.2.0")),
        ("{\"keys\": []}".to_owned(), 1, fail("keys-empty", from_web)),
        ("{\"a\": 1}".to_owned(), 1, fail("keys-not-jwks", from_web)),
        ("{".to_owned(), 1, fail("keys-not-json", from_web)),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (text, exit, expected) in table {
        let path = folder.path().join("keys");
        std::fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap();
        doctor(&[path]).shows(exit, &expected);
        doctor(&["--keys", path]).shows(exit, &expected);
    }
}

#[test]
fn urls_of_keys() {
    let signer = Signer::generate();
    let serve = |bytes: Vec<u8>| http(move |_, _| bytes.clone()).replace("/postal", "");
    let page = "<!doctype html><title>Sign in</title>";
    let table = [
        (answer(200, "", &signer.jwks()), 0, ok("keys-fetched")),
        (answer(200, "", page), 1, fail("keys-html", "without what asks for a login")),
        (answer(302, "Location: /login\r\n", ""), 1, fail("keys-redirect", "exempt the path")),
        (answer(404, "", ""), 1, fail("keys-not-found", "default-dkim-record")),
        (answer(503, "", ""), 1, fail("keys-status", "Postal may be down")),
        (answer(200, "", &"x".repeat(70_000)), 1, fail("keys-too-large", "save the JWKS")),
        (Vec::new(), 1, fail("keys-no-answer", "save the JWKS")),
    ];
    for (bytes, exit, expected) in table {
        doctor(&["--keys", &serve(bytes)]).shows(exit, &expected);
    }
    // Told from the URL of a webhook by its end.
    let url = format!("{}/.well-known/jwks.json", serve(answer(200, "", &signer.jwks())));
    doctor(&[&url]).shows(0, &ok("key"));
    let port = listen(|_stream| hang());
    let silent = format!("http://127.0.0.1:{port}");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    for (url, expected) in [
        (silent.as_str(), fail("keys-timed-out", "save the JWKS")),
        (&refused, fail("keys-no-connection", "save the JWKS")),
        ("https://no-such-host.invalid", fail("keys-host-unknown", "save the JWKS")),
        ("http://postal.example.com", fail("keys-by-http", "Write `https`")),
        ("https://u:secret@postal.example.com", fail("keys-url", "Leave it out")),
        ("ftp://postal.example.com", fail("keys-url", "the web interface of Postal")),
    ] {
        let diagnosis = doctor(&["--keys", url]);
        diagnosis.shows(1, &expected);
        assert!(!diagnosis.text.contains("secret"));
    }
}

/// Both at once: the exit code is that of the worst.
#[test]
fn a_webhook_and_its_keys() {
    let url = http(|_, _| answer(401, "", ""));
    let keys = http(|_, _| answer(404, "", "")).replace("/postal", "");
    let diagnosis = doctor(&[&url, "--keys", &keys]);
    diagnosis.shows(1, &fail("keys-not-found", "web interface"));
    diagnosis.shows(
        1,
        &Expected { verdict: "ok", code: "unsigned-refused", history: "401", remedy: "" },
    );
}
