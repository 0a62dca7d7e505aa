//! `--replay`: what a handler makes of a genuine request, of a changed one, and of one without
//! signatures.

use postal_webhooks::testing::{Signer, example};
use postal_webhooks::{SignatureHeaders, Verifier};

use crate::diagnosis::{Expected, doctor};
use crate::server::{Request, answer, http};

/// A folder with a captured request, and keys.
pub(crate) struct Captured {
    pub(crate) folder: tempfile::TempDir,
    signer: Signer,
}

impl Captured {
    pub(crate) fn new() -> Self {
        let signer = Signer::generate();
        let request = signer.sign(example("MessageSent", "typical").body);
        let headers: Vec<_> =
            request.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("POST /postal HTTP/1.1\r\n{}\r\n", headers.concat());
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        };
        write("request", &[head.as_bytes(), &request.body].concat());
        write("changed", &[head.as_bytes(), &request.body, b"\n"].concat());
        write("unsigned", b"POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{}");
        write("jwks.json", signer.jwks().as_bytes());
        write("other.json", Signer::generate().jwks().as_bytes());
        Self { folder, signer }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn verifier(&self) -> Verifier {
        Verifier::new(self.signer.key_set())
    }
}

pub(crate) fn status(is_accepted: bool) -> Vec<u8> {
    answer(if is_accepted { 200 } else { 401 }, "", "ok")
}

pub(crate) fn verifies(verifier: &Verifier, request: &Request) -> bool {
    let headers = request.headers();
    verifier.verify(&SignatureHeaders::from(&headers), &request.body).is_ok()
}

#[test]
fn handlers_of_every_kind() {
    let captured = Captured::new();
    let request = captured.path("request");
    let verifier = || captured.verifier();
    let wrong = Verifier::new(Signer::generate().key_set());
    let (strict, lax, odd) = (verifier(), verifier(), verifier());
    let handlers: [(&str, &str, i32, &str, &str, String); 7] = [
        ("ok", "replay", 0, "200", "", http(move |_, it| status(verifies(&strict, it)))),
        (
            "fail",
            "verifies-nothing",
            1,
            "200",
            "before anything parses them",
            http(|_, _| status(true)),
        ),
        (
            "fail",
            "body-not-verified",
            1,
            "200",
            "The kid alone is public",
            http(|_, it| status(it.has_signature())),
        ),
        (
            "fail",
            "missing-signature-accepted",
            1,
            "200",
            "Answer 401 when the signature header is missing",
            http(move |_, it| status(!it.has_signature() || verifies(&lax, it))),
        ),
        (
            "fail",
            "genuine-refused",
            1,
            "401",
            "the key of the Postal that sends",
            http(move |_, it| status(verifies(&wrong, it))),
        ),
        (
            "warn",
            "refused-otherwise",
            0,
            "200",
            "Answer 401 to what does not verify",
            http(move |_, it| match (verifies(&odd, it), it.has_signature()) {
                (true, _) => answer(200, "", ""),
                (false, true) => answer(500, "", ""),
                (false, false) => answer(401, "", ""),
            }),
        ),
        (
            "fail",
            "genuine-not-accepted",
            1,
            "500",
            "Look into its log",
            http(|_, it| answer(if it.has_signature() { 500 } else { 401 }, "", "")),
        ),
    ];
    for (verdict, code, exit, history, remedy, url) in handlers {
        let expected = Expected { verdict, code, history, remedy };
        doctor(&[&url, "--replay", &request]).shows(exit, &expected);
    }
}

#[test]
fn a_capture_that_is_not_genuine() {
    let captured = Captured::new();
    let (request, changed) = (captured.path("request"), captured.path("changed"));
    let (keys, other) = (captured.path("jwks.json"), captured.path("other.json"));
    let verifier = captured.verifier();
    let url = http(move |_, it| status(verifies(&verifier, it)));
    let code = "replay";
    doctor(&[&url, "--replay", &request, "--keys", &keys])
        .shows(0, &Expected { verdict: "ok", code, history: "200", remedy: "" });
    let code = "capture-not-genuine";
    for (capture, keys, remedy) in [(&changed, &keys, ""), (&request, &other, "jwks.json")] {
        doctor(&[&url, "--replay", capture, "--keys", keys])
            .shows(1, &Expected { verdict: "fail", code, history: "", remedy });
    }
    let unsigned = doctor(&[&url, "--replay", &captured.path("unsigned")]);
    assert_eq!(unsigned.code, Some(2), "{unsigned:?}");
    assert!(unsigned.err.contains("no request with a signature"), "{}", unsigned.err);
}
