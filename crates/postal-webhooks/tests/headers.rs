//! Tests of signature headers that are wrong in every way.

#![allow(clippy::similar_names, reason = "a `verifier` makes a `verified`")]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use common::{BODY, OTHER_POSTAL, POSTAL, outcome};
use postal_webhooks::{SIGNATURE, SIGNATURE_256, SIGNATURE_KID, SignatureHeaders, Verifier};

const NOT_BASE64: &str = "401 X-Postal-Signature-256 is not padded standard base64";
const LENGTH: &str = "401 X-Postal-Signature-256 has another length than a signature of the key";
const TWICE: &str = "401 X-Postal-Signature-256 is there more than once";
const WRONG: &str = "401 the signature is wrong";
const MISSING: &str = "401 the request has no signature header";
const SHA1_ONLY: &str = "401 the request has a SHA-1 signature only";
const NOT_KID: &str = "401 X-Postal-Signature-KID is not 64 lower-case hexadecimal digits";

type Pairs = Vec<(&'static str, Vec<u8>)>;

/// Verifies with these headers, set in each way there is to set them; the outcome of all.
#[track_caller]
fn check(verifier: &Verifier, headers: &Pairs, expected: &str, case: &str) {
    let pairs = SignatureHeaders::from(headers);
    assert_eq!(outcome(verifier.verify(&pairs, BODY)), expected, "{case}");

    let lower = headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value));
    let lower = SignatureHeaders::from_pairs(lower);
    assert_eq!(outcome(verifier.verify(&lower, BODY)), expected, "{case}");

    let mut single = SignatureHeaders::new();
    for (name, value) in headers {
        single = match *name {
            SIGNATURE_256 => single.signature_256(value),
            SIGNATURE => single.signature_sha1(value),
            SIGNATURE_KID => single.kid(value),
            _ => single,
        };
    }
    assert_eq!(outcome(verifier.verify(&single, BODY)), expected, "{case}");

    let mut map = http::HeaderMap::new();
    for (name, value) in headers {
        // The `http` crate refuses control characters, so these never come this far.
        let Ok(value) = http::HeaderValue::from_bytes(value) else {
            return;
        };
        map.append(http::HeaderName::from_bytes(name.as_bytes()).unwrap(), value);
    }
    let map = SignatureHeaders::from(&map);
    assert_eq!(outcome(verifier.verify(&map, BODY)), expected, "{case}");
}

#[allow(clippy::too_many_lines, reason = "a table is as long as it is")]
/// The cases of one signature header, named, with the outcome of each.
fn signature_cases() -> Vec<(&'static str, Vec<Vec<u8>>, &'static str)> {
    let right = POSTAL.signature_256(BODY);
    let bytes = STANDARD.decode(&right).unwrap();
    let unpadded = right.trim_end_matches('=');
    let (left_half, right_half) = right.split_at(100);
    // 256 bytes leave four bits of the last digit unused: they have to be zero.
    let stray_bits = match unpadded.strip_suffix(['A', 'Q', 'g', 'w']) {
        Some(start) => format!("{start}{}==", char::from(unpadded.as_bytes()[341] + 1)),
        None => panic!("the last digit of 256 bytes has four zero bits"),
    };
    let one = |value: String| vec![value.into_bytes()];
    vec![
        ("missing", vec![], MISSING),
        ("empty", one(String::new()), LENGTH),
        ("twice the same", vec![right.clone().into(), right.clone().into()], TWICE),
        ("right, then another", vec![right.clone().into(), b"x".to_vec()], TWICE),
        ("another, then right", vec![b"x".to_vec(), right.clone().into()], TWICE),
        ("three times", vec![right.clone().into(); 3], TWICE),
        ("joined by a comma", one(format!("{right}, {right}")), NOT_BASE64),
        ("URL-safe alphabet", one(URL_SAFE.encode(&bytes)), NOT_BASE64),
        ("space before", one(format!(" {right}")), NOT_BASE64),
        ("space after", one(format!("{right} ")), NOT_BASE64),
        ("space inside", one(format!("{left_half} {right_half}")), NOT_BASE64),
        ("line break inside", one(format!("{left_half}\n{right_half}")), NOT_BASE64),
        ("line break after", one(format!("{right}\n")), NOT_BASE64),
        ("carriage return after", one(format!("{right}\r")), NOT_BASE64),
        ("tab after", one(format!("{right}\t")), NOT_BASE64),
        ("NUL after", one(format!("{right}\0")), NOT_BASE64),
        ("quoted", one(format!("\"{right}\"")), NOT_BASE64),
        ("unpadded", one(unpadded.into()), NOT_BASE64),
        ("padded by half", one(format!("{unpadded}=")), NOT_BASE64),
        ("padded too much", one(format!("{right}=")), NOT_BASE64),
        ("padding alone", one("====".into()), NOT_BASE64),
        ("stray bits in the last digit", one(stray_bits), NOT_BASE64),
        ("one byte too short", one(STANDARD.encode(&bytes[..255])), LENGTH),
        ("one byte too long", one(STANDARD.encode([&bytes[..], &[0]].concat())), LENGTH),
        ("a zero byte before", one(STANDARD.encode([&[0], &bytes[..]].concat())), LENGTH),
        ("longer than any key's", one(STANDARD.encode(vec![0; 1025])), LENGTH),
        ("a megabyte", one("A".repeat(1 << 20)), LENGTH),
        ("all zero", one(STANDARD.encode([0; 256])), WRONG),
        ("all ones", one(STANDARD.encode([0xff; 256])), WRONG),
        ("of another body", one(POSTAL.signature_256(&BODY[1..])), WRONG),
        ("of another key", one(OTHER_POSTAL.signature_256(BODY)), WRONG),
        ("SHA-1", one(POSTAL.signature_sha1(BODY)), WRONG),
        ("hexadecimal", one("0f".repeat(256)), LENGTH),
        ("non-ASCII letter", one(format!("é{}", &right[2..])), NOT_BASE64),
        ("a byte of no UTF-8", vec![[&right.as_bytes()[1..], &[0xff]].concat()], NOT_BASE64),
    ]
}

#[test]
fn every_bad_signature_is_refused() {
    let strict = Verifier::new(POSTAL.key_set());
    let lax = strict.clone().allow_insecure_sha1().allow_insecure_short_keys();
    let both = Verifier::new(POSTAL.key_set().merge(OTHER_POSTAL.key_set()));
    let kid = POSTAL.kid().to_string().into_bytes();
    let sha1 = POSTAL.signature_sha1(BODY).into_bytes();
    for (case, values, expected) in signature_cases() {
        let mut headers: Pairs = values.into_iter().map(|value| (SIGNATURE_256, value)).collect();
        for verifier in [&strict, &lax] {
            check(verifier, &headers, expected, case);
        }
        headers.push((SIGNATURE_KID, kid.clone()));
        for verifier in [&strict, &lax, &both] {
            check(verifier, &headers, expected, case);
        }
        // The right SHA-1 signature beside it changes nothing, but where there is no SHA-256 one.
        headers.insert(0, (SIGNATURE, sha1.clone()));
        let verified = format!("verified by {:.8}", POSTAL.kid().to_string());
        let (expected, expected_lax) = match case {
            "missing" => (SHA1_ONLY, verified.as_str()),
            _ => (expected, expected),
        };
        check(&strict, &headers, expected, case);
        check(&lax, &headers, expected_lax, case);
    }
}

#[test]
fn every_bad_sha1_signature_is_refused() {
    let verifier = Verifier::new(POSTAL.key_set()).allow_insecure_sha1();
    for (case, values, expected) in signature_cases() {
        let headers: Pairs = values.into_iter().map(|value| (SIGNATURE, value)).collect();
        match case {
            "SHA-1" => {
                let right = format!("verified by {:.8}", POSTAL.kid().to_string());
                check(&verifier, &headers, &right, case);
            }
            _ => check(&verifier, &headers, &expected.replace("-256", ""), case),
        }
    }
    let sha256 = vec![(SIGNATURE, POSTAL.signature_256(BODY).into_bytes())];
    check(&verifier, &sha256, WRONG, "SHA-256 in the SHA-1 header");
}

#[test]
fn every_bad_kid_is_refused() {
    let verifier = Verifier::new(POSTAL.key_set().merge(OTHER_POSTAL.key_set()));
    let kid = POSTAL.kid().to_string();
    let verified = format!("verified by {kid:.8}");
    let unknown = "00".repeat(32);
    let cases: Vec<(&str, Vec<String>, String)> = vec![
        ("right", vec![kid.clone()], verified.clone()),
        ("missing", vec![], verified),
        ("empty", vec![String::new()], NOT_KID.into()),
        ("upper case", vec![kid.to_uppercase()], NOT_KID.into()),
        ("a digit short", vec![kid[1..].into()], NOT_KID.into()),
        ("a digit long", vec![format!("{kid}0")], NOT_KID.into()),
        ("space before", vec![format!(" {kid}")], NOT_KID.into()),
        ("space after", vec![format!("{kid} ")], NOT_KID.into()),
        ("with 0x", vec![format!("0x{}", &kid[2..])], NOT_KID.into()),
        ("no digit", vec![format!("g{}", &kid[1..])], NOT_KID.into()),
        ("non-ASCII", vec![format!("é{}", &kid[2..])], NOT_KID.into()),
        ("unknown", vec![unknown.clone()], format!("401 no key {unknown}")),
        ("of another key", vec![OTHER_POSTAL.kid().to_string()], WRONG.into()),
        (
            "twice",
            vec![kid.clone(), kid],
            "401 X-Postal-Signature-KID is there more than once".into(),
        ),
    ];
    for (case, kids, expected) in cases {
        let mut headers: Pairs = vec![(SIGNATURE_256, POSTAL.signature_256(BODY).into())];
        headers.extend(kids.into_iter().map(|kid| (SIGNATURE_KID, kid.into_bytes())));
        check(&verifier, &headers, &expected, case);
    }
}

#[test]
fn other_headers_do_not_matter() {
    let headers = [
        ("Host", "example.com".to_owned()),
        ("X-Postal-Signature-2", "x".into()),
        ("X-Postal-Signature-2567", "x".into()),
        ("X-POSTAL-SIGNATURE-256", POSTAL.signature_256(BODY)),
    ];
    let headers = SignatureHeaders::from(&headers);
    assert!(Verifier::new(POSTAL.key_set()).verify(&headers, BODY).is_ok());
}

#[test]
fn debug_output_shows_no_values() {
    let signature = POSTAL.signature_256(BODY);
    let headers = SignatureHeaders::new().signature_256(&signature).kid("a").kid("b");
    assert_eq!(
        format!("{headers:?}"),
        "SignatureHeaders { sha256: [344 bytes], sha1: absent, kid: repeated }"
    );
}
