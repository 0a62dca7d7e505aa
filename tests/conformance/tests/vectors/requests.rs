//! Signed requests, right and tampered.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use postal_webhooks::testing::{Signer, example};
use serde_json::{Map, Value, json};

use crate::{answered, openssl};

const SIGNATURE: &str = "X-Postal-Signature";
const SIGNATURE_256: &str = "X-Postal-Signature-256";
const KID: &str = "X-Postal-Signature-KID";

/// A request, and what is asked about it.
#[derive(Clone)]
struct Case {
    name: String,
    /// Who made the signature.
    signer: &'static str,
    /// The names of the keys that the verifier has.
    keys: Vec<&'static str>,
    pins: Option<Vec<String>>,
    allow: Vec<&'static str>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// The test installations, by the name of their private key.
pub(crate) struct Installations(Vec<(&'static str, Signer)>);

impl Installations {
    pub(crate) fn read() -> Self {
        let names = ["1024", "1536", "2048", "2048-other", "2048-exponent-3", "3072", "4096"];
        Self(names.map(|name| (name, Self::signer(name))).into())
    }

    fn signer(name: &str) -> Signer {
        let pem = std::fs::read_to_string(Self::pem(name)).expect("the private key of a test");
        Signer::from_pem(&pem).expect("a private key")
    }

    fn pem(name: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packages/vectors/keys");
        folder.join(format!("{name}.pem")).display().to_string()
    }

    pub(crate) fn get(&self, name: &str) -> &Signer {
        &self.0.iter().find(|(other, _)| *other == name).expect("its private key").1
    }

    /// As Postal would publish them, if it had several keys.
    pub(crate) fn jwks(&self, names: &[&str]) -> String {
        let entries = names.iter().flat_map(|name| {
            let document: Value =
                serde_json::from_str(&self.get(name).jwks()).expect("a JWKS of the test kit");
            document["keys"].as_array().expect("its keys").clone()
        });
        json!({"keys": entries.collect::<Vec<_>>()}).to_string()
    }
}

/// The signature that `openssl` makes, in base64.
fn by_openssl(name: &str, digest: &str, options: &[&str], body: &[u8]) -> String {
    let pem = Installations::pem(name);
    let arguments = [&["dgst", digest, "-sign", &pem], options].concat();
    STANDARD.encode(openssl(&arguments, body))
}

impl Case {
    fn new(name: impl Into<String>, key: &'static str, body: &[u8]) -> Self {
        let (name, body) = (name.into(), body.to_vec());
        let (signer, keys) = ("rust", vec![key]);
        Self { name, signer, keys, pins: None, allow: Vec::new(), headers: Vec::new(), body }
    }

    fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    fn signed(self, signer: &Signer) -> Self {
        let headers = signer.headers(&self.body);
        headers.into_iter().fold(self, |case, (name, value)| case.header(name, value))
    }

    fn allowing(mut self, what: &[&'static str]) -> Self {
        self.allow = what.to_vec();
        self
    }

    fn to_json(&self, installations: &Installations) -> Value {
        let Self { name, signer, keys, pins, allow, headers, body } = self;
        let mut question = json!({
            "ask": "signature",
            "keys": installations.jwks(keys),
            "allow": allow,
            "headers": headers,
            "body": STANDARD.encode(body),
        });
        if let Some(pins) = pins {
            question["pins"] = json!(pins);
        }
        let answer = answered(&question);
        let mut entry = question;
        entry.as_object_mut().expect("an object").remove("ask");
        entry["name"] = json!(name);
        entry["signer"] = json!(signer);
        entry["keys"] = json!(keys);
        entry["answer"] = answer;
        entry
    }
}

#[test]
fn requests() {
    let installations = Installations::read();
    let mut cases = right(&installations);
    cases.extend(tampered(&installations));
    cases.extend(of_headers(&installations));
    cases.extend(of_policy(&installations));
    let entries: Vec<_> = cases.iter().map(|case| case.to_json(&installations)).collect();
    let keys = installations.0.iter().map(|(name, signer)| {
        let bits = signer.key_set().iter().map(postal_webhooks::PublicKey::bits).next();
        let value = json!({
            "bits": bits,
            "kid": signer.kid(),
            "jwks": signer.jwks(),
            "pem": signer.public_pem(),
            "dkim": signer.dkim_record(),
        });
        ((*name).to_owned(), value)
    });
    let keys: Map<String, Value> = keys.collect();
    crate::check("requests.json", &json!({"keys": keys}), &entries);
}

fn body(event: &str, case: &str) -> &'static [u8] {
    example(event, case).body
}

/// Requests that are right, by each key, of both signers.
fn right(installations: &Installations) -> Vec<Case> {
    let mut cases = Vec::new();
    let bodies = [
        ("held", body("MessageHeld", "documented")),
        ("escapes", body("MessageSent", "escaped-as-rails-does")),
        ("empty body", b""),
        ("no JSON, no UTF-8", b"\xff\0\r\n"),
    ];
    for (key, signer) in &installations.0 {
        for (what, body) in bodies {
            let case = |name: &str, made| Case {
                signer: made,
                ..Case::new(format!("{key}: {what}, {name}"), key, body).allowing(&["short-keys"])
            };
            let (sha256, sha1) =
                (by_openssl(key, "-sha256", &[], body), by_openssl(key, "-sha1", &[], body));
            cases.extend([
                case("as Postal sends it", "rust").signed(signer),
                case("SHA-256 without key id", "openssl").header(SIGNATURE_256, sha256),
                case("SHA-1 alone", "openssl")
                    .header(SIGNATURE, sha1)
                    .allowing(&["sha1", "short-keys"]),
            ]);
        }
    }
    cases
}

/// Requests whose body or signature was changed.
fn tampered(installations: &Installations) -> Vec<Case> {
    let signer = installations.get("2048");
    let body = body("MessageLinkClicked", "escaped-as-rails-does");
    let changed = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut case = Case::new(format!("body: {name}"), "2048", body).signed(signer);
        change(&mut case.body);
        assert_ne!(case.body, body, "{name}: nothing was changed");
        case
    };
    let text = std::str::from_utf8(body).expect("UTF-8");
    let replaced = |from: &str, to: &str| text.replace(from, to).into_bytes();
    let mut cases = vec![
        changed("a bit", &|body| body[10] ^= 1),
        changed("a byte more", &|body| body.push(b'\n')),
        changed("a byte less", &|body| body.truncate(body.len() - 1)),
        changed("a byte order mark", &|body| *body = [b"\xef\xbb\xbf", &body[..]].concat()),
        changed("a space behind commas", &|body| *body = replaced(",\"", ", \"")),
        changed("escapes resolved", &|body| *body = replaced("\\u0026", "&")),
        changed("empty", &|body| body.clear()),
    ];
    let with = |name: &str, signature: String| {
        Case::new(format!("signature: {name}"), "2048", body)
            .header(KID, signer.kid().to_string())
            .header(SIGNATURE_256, signature)
    };
    let right = STANDARD.decode(signer.signature_256(body)).expect("base64");
    let flipped = |at: usize| {
        let mut bytes = right.clone();
        bytes[at] ^= 1;
        STANDARD.encode(bytes)
    };
    let signed = |name: &str, digest: &str, options: &[&str]| Case {
        signer: "openssl",
        ..with(name, by_openssl("2048", digest, options, body))
    };
    cases.extend([
        with("first bit", flipped(0)),
        with("last bit", flipped(255)),
        with("of another body", signer.signature_256(&body[1..])),
        with("of another key", installations.get("2048-other").signature_256(body)),
        with("SHA-1", signer.signature_sha1(body)),
        with("all zero", STANDARD.encode([0; 256])),
        with("one", STANDARD.encode([&[0; 255][..], &[1]].concat())),
        with("all ones", STANDARD.encode([0xff; 256])),
        signed("SHA-512", "-sha512", &[]),
        // The salt of PSS is random, unless it has no bytes.
        signed(
            "PSS",
            "-sha256",
            &["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:0"],
        ),
        Case {
            signer: "openssl",
            ..with("of the hash, without its name", {
                let hash = openssl_hash(body);
                let arguments = ["pkeyutl", "-sign", "-inkey", &Installations::pem("2048")];
                STANDARD.encode(openssl(&arguments, &hash))
            })
        },
    ]);
    // A number and itself plus the modulus are one to RSA; only the smaller is a signature.
    let exponent_3 = installations.get("2048-exponent-3");
    let larger = (0..200).find_map(|n| {
        let body = format!("{{\"n\":{n}}}").into_bytes();
        let signature = STANDARD.decode(exponent_3.signature_256(&body)).expect("base64");
        Some((sum(&signature, &modulus(exponent_3))?, body))
    });
    let (larger, body) = larger.expect("a signature that has room for the modulus");
    cases.push(
        Case::new("signature: plus the modulus", "2048-exponent-3", &body)
            .header(SIGNATURE_256, STANDARD.encode(larger)),
    );
    cases
}

fn openssl_hash(body: &[u8]) -> Vec<u8> {
    openssl(&["dgst", "-sha256", "-binary"], body)
}

fn modulus(signer: &Signer) -> Vec<u8> {
    let document: Value = serde_json::from_str(&signer.jwks()).expect("a JWKS");
    let n = document["keys"][0]["n"].as_str().expect("a modulus");
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(n).expect("base64url")
}

/// The sum of two numbers of as many bytes, if it has no more.
fn sum(a: &[u8], b: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = vec![0; a.len()];
    let mut carry = 0;
    for at in (0..a.len()).rev() {
        let digit = u16::from(a[at]) + u16::from(b[at]) + carry;
        bytes[at] = digit.to_le_bytes()[0];
        carry = digit >> 8;
    }
    (carry == 0).then_some(bytes)
}

/// Requests whose headers are written in every wrong way, and in the few that are right.
fn of_headers(installations: &Installations) -> Vec<Case> {
    let signer = installations.get("2048");
    let body = body("SendLimitApproaching", "documented");
    let right = signer.signature_256(body);
    let bytes = STANDARD.decode(&right).expect("base64");
    let unpadded = right.trim_end_matches('=');
    let (left, half) = right.split_at(100);
    // 256 bytes leave four bits of the last digit unused: they have to be zero.
    let digit = char::from(unpadded.as_bytes()[341] + 1);
    let stray_bits = format!("{}{digit}==", &unpadded[..341]);
    let values: Vec<(&str, Vec<String>)> = vec![
        ("missing", vec![]),
        ("empty", vec![String::new()]),
        ("twice the same", vec![right.clone(), right.clone()]),
        ("right, then another", vec![right.clone(), "x".into()]),
        ("another, then right", vec!["x".into(), right.clone()]),
        ("joined by a comma", vec![format!("{right}, {right}")]),
        ("URL-safe alphabet", vec![URL_SAFE.encode(&bytes)]),
        ("space inside", vec![format!("{left} {half}")]),
        ("line break inside", vec![format!("{left}\n{half}")]),
        ("line break after", vec![format!("{right}\n")]),
        ("NUL after", vec![format!("{right}\0")]),
        ("quoted", vec![format!("\"{right}\"")]),
        ("unpadded", vec![unpadded.into()]),
        ("padded by half", vec![format!("{unpadded}=")]),
        ("padded too much", vec![format!("{right}=")]),
        ("padding alone", vec!["====".into()]),
        ("padding inside", vec![format!("{left}=={half}")]),
        ("stray bits in the last digit", vec![stray_bits]),
        ("one byte too short", vec![STANDARD.encode(&bytes[..255])]),
        ("one byte too long", vec![STANDARD.encode([&bytes[..], &[0]].concat())]),
        ("a zero byte before", vec![STANDARD.encode([&[0], &bytes[..]].concat())]),
        ("longer than any key's", vec![STANDARD.encode(vec![0; 1025])]),
        ("10 kilobytes", vec!["A".repeat(10_000)]),
        ("three bytes", vec!["AAAA".into()]),
        ("hexadecimal", vec!["0f".repeat(256)]),
        ("letter that is not ASCII", vec![format!("é{}", &right[2..])]),
    ];
    let kid = signer.kid().to_string();
    let mut cases = Vec::new();
    for (name, values) in values {
        let all =
            |case: Case| values.iter().fold(case, |case, value| case.header(SIGNATURE_256, value));
        cases.push(all(Case::new(format!("header: {name}"), "2048", body)));
        let with_sha1 = Case::new(format!("header: {name}, beside a right SHA-1"), "2048", body)
            .header(KID, &kid)
            .header(SIGNATURE, signer.signature_sha1(body));
        cases.push(all(with_sha1.allowing(&["sha1"])));
    }
    let named = |name: &str, values: &[String]| {
        let case = Case::new(format!("key id: {name}"), "2048", body).header(SIGNATURE_256, &right);
        values.iter().fold(case, |case, value| case.header(KID, value))
    };
    let other = installations.get("2048-other").kid().to_string();
    cases.extend([
        named("right", std::slice::from_ref(&kid)),
        named("upper case", &[kid.to_uppercase()]),
        named("one digit too few", &[kid[1..].into()]),
        named("one digit too many", &[format!("0{kid}")]),
        named("empty", &[String::new()]),
        named("line break after", &[format!("{kid}\n")]),
        named("letter that is no digit", &[format!("g{}", &kid[1..])]),
        named("letter that is not ASCII", &[format!("é{}", &kid[2..])]),
        named("of no key", &["0".repeat(64)]),
        named("of another key", std::slice::from_ref(&other)),
        named("twice the same", &[kid.clone(), kid.clone()]),
        Case { keys: vec!["2048", "2048-other"], ..named("of the other key of the set", &[other]) },
    ]);
    let mut names = Case::new("names of headers in other cases", "2048", body);
    for (name, value) in signer.headers(body) {
        names = names.header(&name.to_lowercase(), value);
    }
    let beside = Case::new("other headers beside", "2048", body)
        .header("Host", "example.com")
        .header("X-Postal-Signature-2", "x")
        .header("X-Postal-Signature-2567", "x")
        .header("X-POSTAL-SIGNATURE-256", &right);
    cases.extend([names, beside]);
    cases
}

/// Requests that the policy of a verifier decides about, and those of sets of several keys.
fn of_policy(installations: &Installations) -> Vec<Case> {
    let body = body("MessageBounced", "documented");
    let [old, new, other] = ["1024", "2048", "2048-other"].map(|name| installations.get(name));
    let several = vec!["1024", "2048", "2048-other", "4096"];
    let case = |name: &str, key| Case::new(format!("policy: {name}"), key, body);
    let sha1 = |name: &str| case(name, "2048").header(SIGNATURE, new.signature_sha1(body));
    vec![
        sha1("SHA-1 alone is not allowed"),
        sha1("SHA-1 alone is allowed").allowing(&["sha1"]),
        sha1("a wrong SHA-256 is not replaced by a right SHA-1")
            .header(SIGNATURE_256, other.signature_256(body))
            .allowing(&["sha1"]),
        case("a short key is not allowed", "1024").signed(old),
        case("a short key is allowed", "1024").signed(old).allowing(&["short-keys"]),
        case("a short key of 1536 bits is not allowed", "1536").signed(installations.get("1536")),
        case("no headers at all", "2048"),
        Case { keys: several.clone(), ..case("one of several keys, named", "2048").signed(other) },
        Case {
            keys: several.clone(),
            ..case("one of several keys, not named", "2048")
                .header(SIGNATURE_256, other.signature_256(body))
        },
        Case {
            keys: several.clone(),
            ..case("one of several keys, not named and short", "2048")
                .header(SIGNATURE_256, old.signature_256(body))
        },
        Case {
            keys: vec!["2048", "4096"],
            ..case("none of several keys, not named", "2048")
                .header(SIGNATURE_256, other.signature_256(body))
        },
        Case {
            keys: several.clone(),
            pins: Some(vec![new.kid().to_string()]),
            ..case("a pinned key", "2048").signed(new)
        },
        Case {
            keys: several,
            pins: Some(vec![new.kid().to_string()]),
            ..case("a key that is not pinned", "2048").signed(other)
        },
    ]
}
