//! The entries of a JWKS: those that are refused, and those that are not quite as Postal writes
//! them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use postal_webhooks::{KeyError, KeySetError, RejectedKey, Verifier};
use serde_json::{Value, json};

use crate::common::{BODY, OTHER_POSTAL, POSTAL, verify_signed};
use crate::jwks::{jwk, read};

/// The entry with these members set, or removed where they are null.
fn with(changes: &Value) -> Value {
    let mut entry = jwk(&POSTAL);
    let members = entry.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap().clone() {
        match value {
            Value::Null => members.remove(&name),
            value => members.insert(name, value),
        };
    }
    entry
}

#[allow(clippy::too_many_lines, reason = "a table is as long as it is")]
/// Each entry alone is refused with its reason, and beside a good key it is skipped and reported.
#[test]
fn junk_entries_are_refused_and_skipped_beside_a_good_key() {
    let number = |member| KeyError::Number { member };
    let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let modulus = URL_SAFE_NO_PAD.decode(jwk(&POSTAL)["n"].as_str().unwrap()).unwrap();
    let even = [&modulus[..255], &[modulus[255] & 0xfe]].concat();
    let long = [&[1], &[0; 1023][..], &[1]].concat();
    let short = [&[0x7f], &[0xff; 127][..]].concat();
    let cases = [
        ("null", json!(null), KeyError::NotJwk),
        ("a number", json!(7), KeyError::NotJwk),
        ("a string", json!("RSA"), KeyError::NotJwk),
        ("an array", json!([]), KeyError::NotJwk),
        ("an empty object", json!({}), KeyError::NotJwk),
        ("no kty", with(&json!({"kty": null})), KeyError::NotJwk),
        ("kty a number", with(&json!({"kty": 1})), KeyError::NotJwk),
        ("kty in lower case", with(&json!({"kty": "rsa"})), KeyError::NotRsa),
        ("EC", json!({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}), KeyError::NotRsa),
        ("OKP", json!({"kty": "OKP", "crv": "Ed25519", "x": "AA"}), KeyError::NotRsa),
        ("a shared secret", json!({"kty": "oct", "k": "c2VjcmV0"}), KeyError::Private),
        ("private", with(&json!({"d": "c2VjcmV0"})), KeyError::Private),
        ("private by a prime", with(&json!({"p": "c2VjcmV0"})), KeyError::Private),
        ("for encryption", with(&json!({"use": "enc"})), KeyError::NotForSignatures),
        ("use a number", with(&json!({"use": 1})), KeyError::NotForSignatures),
        ("key_ops encrypt", with(&json!({"key_ops": ["encrypt"]})), KeyError::NotForSignatures),
        ("key_ops a string", with(&json!({"key_ops": "verify"})), KeyError::NotForSignatures),
        ("PS256", with(&json!({"alg": "PS256"})), KeyError::OtherAlgorithm),
        ("alg none", with(&json!({"alg": "none"})), KeyError::OtherAlgorithm),
        ("HS256", with(&json!({"alg": "HS256"})), KeyError::OtherAlgorithm),
        ("no n", with(&json!({"n": null})), number("n")),
        ("no e", with(&json!({"e": null})), number("e")),
        ("n a number", with(&json!({"n": 7})), number("n")),
        (
            "n padded",
            with(&json!({"n": format!("{}==", jwk(&POSTAL)["n"].as_str().unwrap())})),
            number("n"),
        ),
        ("n in standard base64", with(&json!({"n": "+/+/"})), number("n")),
        ("n empty", with(&json!({"n": ""})), KeyError::TooShort { bits: 0 }),
        ("n zero", with(&json!({"n": "AAAA"})), KeyError::TooShort { bits: 0 }),
        ("n of 1023 bits", with(&json!({"n": encode(&short)})), KeyError::TooShort { bits: 1023 }),
        ("n of 8193 bits", with(&json!({"n": encode(&long)})), KeyError::TooLong { bits: 8193 }),
        ("n even", with(&json!({"n": encode(&even)})), KeyError::EvenModulus),
        ("e empty", with(&json!({"e": ""})), KeyError::Exponent),
        ("e = 0", with(&json!({"e": encode(&[0])})), KeyError::Exponent),
        ("e = 1", with(&json!({"e": encode(&[1])})), KeyError::Exponent),
        ("e = 1 with a leading zero", with(&json!({"e": encode(&[0, 1])})), KeyError::Exponent),
        ("e = 2", with(&json!({"e": encode(&[2])})), KeyError::Exponent),
        ("e = 65536", with(&json!({"e": encode(&[1, 0, 0])})), KeyError::Exponent),
        ("e of 34 bits", with(&json!({"e": encode(&[2, 0, 0, 0, 1])})), KeyError::Exponent),
        ("e as long as n", with(&json!({"e": encode(&modulus)})), KeyError::Exponent),
        (
            "the kid of another key",
            with(&json!({"kid": OTHER_POSTAL.kid().to_string()})),
            KeyError::KidMismatch { computed: POSTAL.kid() },
        ),
        (
            "kid in upper case",
            with(&json!({"kid": POSTAL.kid().to_string().to_uppercase()})),
            KeyError::KidMismatch { computed: POSTAL.kid() },
        ),
        (
            "kid a number",
            with(&json!({"kid": 1})),
            KeyError::KidMismatch { computed: POSTAL.kid() },
        ),
        ("kid empty", with(&json!({"kid": ""})), KeyError::KidMismatch { computed: POSTAL.kid() }),
    ];
    for (case, entry, reason) in cases {
        let error = read(&json!([entry])).unwrap_err();
        let KeySetError::NoUsableKey { rejected } = error else {
            panic!("{case}: {error:?}");
        };
        assert_eq!(rejected.len(), 1, "{case}");
        assert_eq!((rejected[0].index, &rejected[0].reason), (0, &reason), "{case}");

        let keys = read(&json!([entry, jwk(&OTHER_POSTAL), entry])).unwrap();
        assert_eq!(keys.kids().collect::<Vec<_>>(), [OTHER_POSTAL.kid()], "{case}");
        let rejected: Vec<(usize, &KeyError)> = keys
            .rejected()
            .iter()
            .map(|RejectedKey { index, reason, .. }| (*index, reason))
            .collect();
        assert_eq!(rejected, [(0, &reason), (2, &reason)], "{case}");
        // What was refused verifies nothing.
        let result = verify_signed(&Verifier::new(keys), &POSTAL.headers(BODY), BODY);
        assert_eq!(result.unwrap_err().to_string(), format!("no key {}", POSTAL.kid()), "{case}");
    }
}

#[test]
fn an_entry_may_have_less_and_more_than_postal_writes() {
    let cases = [
        ("no kid", with(&json!({"kid": null}))),
        ("no use and no alg", with(&json!({"use": null, "alg": null}))),
        ("key_ops", with(&json!({"key_ops": ["verify"]}))),
        ("members of its own", with(&json!({"x5t": "abc", "nbf": 1}))),
        ("n with a leading zero", {
            let n = jwk(&POSTAL)["n"].as_str().unwrap().to_owned();
            let n = [vec![0], URL_SAFE_NO_PAD.decode(n).unwrap()].concat();
            with(&json!({"n": URL_SAFE_NO_PAD.encode(n)}))
        }),
    ];
    for (case, entry) in cases {
        let keys = read(&json!([entry])).unwrap();
        assert_eq!(keys.kids().collect::<Vec<_>>(), [POSTAL.kid()], "{case}");
    }
}
