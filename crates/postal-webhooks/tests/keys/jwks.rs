//! Tests of the JWKS document: what Postal serves, and what else a web host may answer.

use std::io::Write as _;

use postal_webhooks::testing::Signer;
use postal_webhooks::{KeyError, KeySet, KeySetError, Verifier};
use serde_json::{Value, json};

use crate::common::{BODY, OLD_POSTAL, OTHER_POSTAL, POSTAL, verify_signed};

/// The one entry of a signer's document.
pub(crate) fn jwk(signer: &Signer) -> Value {
    let document: Value = serde_json::from_str(&signer.jwks()).unwrap();
    document["keys"][0].clone()
}

pub(crate) fn read(entries: &Value) -> Result<KeySet, KeySetError> {
    KeySet::from_jwks(json!({ "keys": entries }).to_string())
}

#[test]
fn what_postal_serves_is_read() {
    for signer in [&*POSTAL, &*OLD_POSTAL] {
        // An editor may have put a byte order mark before it.
        let marked = format!("\u{feff}{}", signer.jwks());
        assert_eq!(KeySet::from_jwks(marked).unwrap().len(), 1);
        let keys = KeySet::from_jwks(signer.jwks()).unwrap();
        assert_eq!(keys.kids().collect::<Vec<_>>(), [signer.kid()]);
        assert!(keys.rejected().is_empty());
        let verifier = Verifier::new(keys).allow_insecure_short_keys();
        assert!(verify_signed(&verifier, &signer.headers(BODY), BODY).is_ok());
    }
}

#[test]
fn duplicate_kids_are_one_key() {
    let keys = read(&json!([jwk(&POSTAL), jwk(&OTHER_POSTAL), jwk(&POSTAL)])).unwrap();
    assert_eq!(keys.kids().collect::<Vec<_>>(), [POSTAL.kid(), OTHER_POSTAL.kid()]);
    // A second entry under the same id, with another key, is refused by its id.
    let imposter = {
        let mut entry = jwk(&OTHER_POSTAL);
        entry["kid"] = json!(POSTAL.kid().to_string());
        entry
    };
    let keys = read(&json!([imposter, jwk(&POSTAL)])).unwrap();
    assert_eq!(keys.kids().collect::<Vec<_>>(), [POSTAL.kid()]);
    assert_eq!(keys.rejected()[0].reason, KeyError::KidMismatch { computed: OTHER_POSTAL.kid() });
}

#[test]
fn what_is_no_jwks_is_refused_with_its_reason() {
    let gzip = {
        let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
        gzip.write_all(POSTAL.jwks().as_bytes()).unwrap();
        gzip
    };
    let deep = [b"[".repeat(60_000), b"]".repeat(5_000)].concat();
    let ten_megabytes = {
        let mut document = POSTAL.jwks().into_bytes();
        document.resize(10_000_000, b' ');
        document
    };
    let (jwks, one_key, pem) = (POSTAL.jwks(), jwk(&POSTAL).to_string(), POSTAL.public_pem());
    let cases: [(&str, &[u8], &str); 23] = [
        ("a byte order mark", b"\xef\xbb\xbf", "not JSON, from line 1 column 0 on"),
        ("two of them", b"\xef\xbb\xbf\xef\xbb\xbf{}", "not JSON, from line 1 column 1 on"),
        ("HTML with one", b"\xef\xbb\xbf\n<html>", "an HTML page, not a JWKS"),
        ("nothing", b"", "not JSON, from line 1 column 0 on"),
        ("white space", b" \n ", "not JSON, from line 2 column 1 on"),
        ("prose", b"Not Found", "not JSON, from line 1 column 1 on"),
        ("cut", &jwks.as_bytes()[..100], "not JSON, from line 1 column 100 on"),
        ("more after it", b"{\"keys\":[]} x", "not JSON, from line 1 column 13 on"),
        ("no UTF-8", b"{\"keys\":[\"\xff\"]}", "not JSON, from line 1 column 11 on"),
        ("too deep", &deep, "not JSON, from line 1 column 128 on"),
        ("HTML", b"\n<!DOCTYPE html><html><body>Sign in", "an HTML page, not a JWKS"),
        ("gzip", &gzip, "compressed with gzip, not a JWKS"),
        ("10 MB", &ten_megabytes, "longer than 65536 bytes"),
        ("an empty object", b"{}", "not a JWKS: no array `keys`"),
        ("null", b"null", "not a JWKS: no array `keys`"),
        ("an array", b"[]", "not a JWKS: no array `keys`"),
        ("a string", b"\"keys\"", "not a JWKS: no array `keys`"),
        ("keys null", b"{\"keys\":null}", "not a JWKS: no array `keys`"),
        ("keys an object", b"{\"keys\":{}}", "not a JWKS: no array `keys`"),
        ("one key, no set", one_key.as_bytes(), "not a JWKS: no array `keys`"),
        ("no keys", b"{\"keys\":[]}", "no key in it"),
        ("PEM", pem.as_bytes(), "not JSON, from line 1 column 2 on"),
        (
            "junk",
            b"{\"keys\":[1,2,3]}",
            "no usable key: key 0: not a JSON Web Key (RFC 7517), and 2 more",
        ),
    ];
    for (case, document, expected) in cases {
        let error = KeySet::from_jwks(document).unwrap_err();
        assert_eq!(error.to_string(), expected, "{case}");
    }
}
