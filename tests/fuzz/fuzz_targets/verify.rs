//! Any headers with any body, against two known keys: accepted exactly where it is a request that
//! was really signed.
//!
//! The input is written like the request: lines `Name: value`, an empty line, the body.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use memchr::memmem;
use postal_webhooks::{
    KeySet, SIGNATURE, SIGNATURE_256, SIGNATURE_KID, SignatureHeaders, Verifier,
};
use postal_webhooks_fuzz_targets::discreet;
use serde_json::Value;

/// A request that Postal signed. RSA with this padding has one signature for each body: there is no
/// second right one.
struct Genuine {
    kid: String,
    bits: u64,
    body: String,
    sha1: String,
    sha256: String,
}

/// A verifier, and what it accepts.
struct Case {
    verifier: Verifier,
    sha1: bool,
    short_keys: bool,
}

static VECTORS: LazyLock<Value> = LazyLock::new(|| {
    let vectors = include_str!("../../../crates/postal-webhooks/tests/vectors/signatures.json");
    serde_json::from_str(vectors).expect("the vectors are JSON")
});

static GENUINE: LazyLock<Vec<Genuine>> = LazyLock::new(|| {
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    let installations = VECTORS.as_array().expect("an array").iter();
    let requests = installations.flat_map(|installation| {
        let cases = installation["cases"].as_array().expect("an array").iter();
        cases.map(move |case| Genuine {
            kid: text(&installation["kid"]),
            bits: installation["bits"].as_u64().expect("a number"),
            body: text(&case["body"]),
            sha1: text(&case["x_postal_signature"]),
            sha256: text(&case["x_postal_signature_256"]),
        })
    });
    requests.collect()
});

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let installations = VECTORS.as_array().expect("an array").iter();
    let keys = installations
        .map(|one| KeySet::from_jwks(one["jwks"].as_str().expect("a string")).expect("a JWKS"))
        .reduce(KeySet::merge)
        .expect("keys");
    let flags = [false, true];
    let all = flags.into_iter().flat_map(|sha1| flags.map(|short_keys| (sha1, short_keys)));
    let case = |(sha1, short_keys)| {
        let mut verifier = Verifier::new(keys.clone());
        if sha1 {
            verifier = verifier.allow_insecure_sha1();
        }
        if short_keys {
            verifier = verifier.allow_insecure_short_keys();
        }
        Case { verifier, sha1, short_keys }
    };
    all.map(case).collect()
});

fuzz_target!(|request: &[u8]| {
    let end = memmem::find(request, b"\n\n").unwrap_or(request.len());
    let (head, body) = (&request[..end], request.get(end + 2..).unwrap_or_default());
    let headers: Vec<(&str, &[u8])> =
        head.split(|byte| *byte == b'\n').filter_map(header).collect();
    for case in CASES.iter() {
        let signature = SignatureHeaders::from_pairs(headers.iter().copied());
        match case.verifier.verify(&signature, body) {
            Ok(verified) => {
                let genuine = genuine(&headers, body, case).expect("what was accepted is genuine");
                assert_eq!(verified.kid().to_string(), genuine.kid);
                assert_eq!(verified.body(), body);
            }
            Err(error) => {
                assert!(genuine(&headers, body, case).is_none(), "genuine: {error}");
                discreet(&error, body);
                for value in
                    [SIGNATURE_256, SIGNATURE].iter().flat_map(|name| values(&headers, name))
                {
                    discreet(&error, value);
                }
            }
        }
    }
});

fn header(line: &[u8]) -> Option<(&str, &[u8])> {
    let colon = memmem::find(line, b": ")?;
    Some((std::str::from_utf8(&line[..colon]).ok()?, &line[colon + 2..]))
}

fn values<'a>(headers: &'a [(&str, &[u8])], name: &str) -> impl Iterator<Item = &'a [u8]> {
    let named = headers.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name));
    named.map(|(_, value)| *value)
}

/// The request that this one is, byte for byte, if the verifier may accept it.
fn genuine(headers: &[(&str, &[u8])], body: &[u8], case: &Case) -> Option<&'static Genuine> {
    let all = |name| values(headers, name).collect::<Vec<_>>();
    let (sha256, sha1, kid) = (all(SIGNATURE_256), all(SIGNATURE), all(SIGNATURE_KID));
    GENUINE.iter().find(|genuine| {
        let signed = match (&sha256[..], &sha1[..]) {
            ([value], _) => *value == genuine.sha256.as_bytes(),
            ([], [value]) => case.sha1 && *value == genuine.sha1.as_bytes(),
            _ => false,
        };
        let named = match &kid[..] {
            [] => true,
            [value] => *value == genuine.kid.as_bytes(),
            _ => false,
        };
        signed
            && named
            && body == genuine.body.as_bytes()
            && (case.short_keys || genuine.bits >= 2048)
    })
}
