//! Tests of signatures that others made: those of the vectors, and of the `openssl` command.

#![allow(clippy::similar_names, reason = "a `verifier` makes a `verified`")]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{openssl, outcome, text, vectors};
use postal_webhooks::{KeySet, SignatureHeaders, Verifier};

#[test]
fn vectors_verify() {
    for vector in vectors() {
        let kid = text(&vector, "kid");
        let jwks = KeySet::from_jwks(text(&vector, "jwks")).unwrap();
        let dkim = KeySet::from_dkim_record(text(&vector, "dkim_txt")).unwrap();
        for keys in [jwks, dkim] {
            assert_eq!(keys.get(kid.parse().unwrap()).unwrap().bits(), vector["bits"]);
            let verifier = Verifier::new(keys).allow_insecure_sha1().allow_insecure_short_keys();
            for case in vector["cases"].as_array().unwrap() {
                let body = text(case, "body").as_bytes();
                let verified = format!("verified by {kid:.8}");
                let sha256 =
                    SignatureHeaders::new().signature_256(text(case, "x_postal_signature_256"));
                let sha1 = SignatureHeaders::new().signature_sha1(text(case, "x_postal_signature"));
                for headers in [sha256, sha1, sha256.kid(kid), sha1.kid(kid)] {
                    assert_eq!(outcome(verifier.verify(&headers, body)), verified);
                    assert_eq!(
                        outcome(verifier.verify(&headers, &body[1..])),
                        "401 the signature is wrong"
                    );
                }
            }
        }
    }
}

/// Makes a key and a signature with `openssl`, and verifies it with the key in each form that
/// `openssl` writes.
#[track_caller]
fn check_openssl(bits: &str, exponent: &str) {
    let key = openssl(
        &[
            "genpkey",
            "-algorithm",
            "RSA",
            "-pkeyopt",
            &format!("rsa_keygen_bits:{bits}"),
            "-pkeyopt",
            &format!("rsa_keygen_pubexp:{exponent}"),
        ],
        b"",
    );
    let directory = tempfile::tempdir().unwrap();
    let key_file = directory.path().join("key.pem");
    std::fs::write(&key_file, &key).unwrap();
    let key_file = key_file.to_str().unwrap();
    let spki = openssl(&["pkey", "-pubout"], &key);
    let pkcs1 = openssl(&["rsa", "-RSAPublicKey_out"], &key);
    let spki_der = openssl(&["pkey", "-pubout", "-outform", "DER"], &key);
    let pkcs1_der = openssl(&["rsa", "-RSAPublicKey_out", "-outform", "DER"], &key);
    let kid = openssl(&["dgst", "-sha256", "-r"], &pkcs1_der);
    let kid = std::str::from_utf8(&kid[..64]).unwrap();

    let body = common::BODY;
    let sha256 = STANDARD.encode(openssl(&["dgst", "-sha256", "-sign", key_file], body));
    let sha1 = STANDARD.encode(openssl(&["dgst", "-sha1", "-sign", key_file], body));
    for keys in [
        KeySet::from_pem(std::str::from_utf8(&spki).unwrap()).unwrap(),
        KeySet::from_pem(std::str::from_utf8(&pkcs1).unwrap()).unwrap(),
        KeySet::from_base64(&STANDARD.encode(&spki_der)).unwrap(),
    ] {
        assert_eq!(keys.iter().next().unwrap().bits().to_string(), bits, "exponent {exponent}");
        let verifier = Verifier::new(keys).allow_insecure_sha1().allow_insecure_short_keys();
        let verified = format!("verified by {kid:.8}");
        let headers = SignatureHeaders::new().signature_256(&sha256).kid(kid);
        assert_eq!(outcome(verifier.verify(&headers, body)), verified);
        let headers = SignatureHeaders::new().signature_sha1(&sha1);
        assert_eq!(outcome(verifier.verify(&headers, body)), verified);
        let headers = SignatureHeaders::new().signature_256(&sha1);
        assert_eq!(outcome(verifier.verify(&headers, body)), "401 the signature is wrong");
    }
}

#[test]
fn openssl_1024_bits() {
    check_openssl("1024", "65537");
}

#[test]
fn openssl_2048_bits() {
    check_openssl("2048", "65537");
}

#[test]
fn openssl_3072_bits() {
    check_openssl("3072", "65537");
}

#[test]
fn openssl_4096_bits() {
    check_openssl("4096", "65537");
}

#[test]
fn openssl_exponent_3() {
    check_openssl("1024", "3");
    check_openssl("2048", "3");
}

#[test]
fn openssl_a_length_that_is_no_whole_number_of_bytes() {
    check_openssl("2044", "65537");
    check_openssl("2052", "65537");
}

/// The longest key there may be. `openssl` takes too long to make one in a test.
#[test]
fn openssl_8192_bits() {
    let keys = KeySet::from_pem(include_str!("vectors/openssl-8192.pem")).unwrap();
    assert_eq!(keys.iter().next().unwrap().bits(), 8192);
    let signature = include_str!("vectors/openssl-8192.sha256").trim_end();
    let headers = SignatureHeaders::new().signature_256(signature);
    let verified = Verifier::new(keys).verify(&headers, common::BODY).unwrap();
    assert_eq!(verified.body(), common::BODY);
}
