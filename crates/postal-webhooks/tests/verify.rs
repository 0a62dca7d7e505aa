//! Tests of the verifier: which key and digest it uses, and its errors.

#![allow(clippy::similar_names, reason = "a `verifier` makes a `verified`")]

mod common;

use common::{BODY, OLD_POSTAL, OTHER_POSTAL, POSTAL, outcome, verify_signed};
use postal_webhooks::testing::Signer;
use postal_webhooks::{SignatureHeaders, Verified, Verifier};

fn verified_by(signer: &Signer) -> String {
    format!("verified by {:.8}", signer.kid().to_string())
}

#[test]
fn what_postal_sends_verifies() {
    let verifier = Verifier::new(POSTAL.key_set());
    let verified = verify_signed(&verifier, &POSTAL.headers(BODY), BODY).unwrap();
    assert_eq!(verified.body(), BODY);
    assert_eq!(verified.kid(), POSTAL.kid());
    let empty = verify_signed(&verifier, &POSTAL.headers(b""), b"").unwrap();
    assert_eq!(empty.body(), b"");
}

#[test]
fn a_verified_body_parses() {
    let verifier = Verifier::new(POSTAL.key_set());
    let verified = verify_signed(&verifier, &POSTAL.headers(BODY), BODY).unwrap();
    let webhook = verified.parse().unwrap();
    let uuid = webhook.uuid.to_string();
    assert_eq!(uuid, "11111111-2222-4333-8444-555555555555");

    // What is right and yet no webhook can be kept: the bytes are still there.
    let other = b"{\"event\":1}";
    let verified = verify_signed(&verifier, &POSTAL.headers(other), other).unwrap();
    assert!(verified.parse().is_err());
    assert_eq!(verified.body(), other);
}

#[test]
fn the_body_outlives_verifier_and_headers() {
    fn verify(body: &[u8]) -> Verified<&[u8]> {
        let verifier = Verifier::new(POSTAL.key_set());
        verify_signed(&verifier, &POSTAL.headers(body), body).unwrap()
    }
    assert_eq!(verify(BODY).body(), BODY);
}

#[test]
fn sha1_is_an_opt_in_of_its_own() {
    let strict = Verifier::new(POSTAL.key_set());
    let short = strict.clone().allow_insecure_short_keys();
    for verifier in [&strict, &short] {
        assert_eq!(
            outcome(verify_signed(verifier, &POSTAL.legacy_headers(BODY), BODY)),
            "401 the request has a SHA-1 signature only"
        );
    }
    let sha1 = strict.allow_insecure_sha1();
    assert_eq!(
        outcome(verify_signed(&sha1, &POSTAL.legacy_headers(BODY), BODY)),
        verified_by(&POSTAL)
    );
}

#[test]
fn short_keys_are_an_opt_in_of_their_own() {
    let strict = Verifier::new(OLD_POSTAL.key_set());
    let sha1 = strict.clone().allow_insecure_sha1();
    let too_short = "503 the key has 1024 bits; under 2048 it has to be allowed";
    let signature = OLD_POSTAL.signature_256(BODY);
    for verifier in [&strict, &sha1] {
        let headers = OLD_POSTAL.headers(BODY);
        assert_eq!(outcome(verify_signed(verifier, &headers, BODY)), too_short);
        let without_kid = SignatureHeaders::new().signature_256(&signature);
        assert_eq!(outcome(verifier.verify(&without_kid, BODY)), too_short);
    }
    let short = strict.allow_insecure_short_keys();
    assert_eq!(
        outcome(verify_signed(&short, &OLD_POSTAL.headers(BODY), BODY)),
        verified_by(&OLD_POSTAL)
    );
    assert_eq!(
        outcome(verify_signed(&short, &OLD_POSTAL.legacy_headers(BODY), BODY)),
        "401 the request has a SHA-1 signature only"
    );
}

#[test]
fn without_a_kid_each_key_is_tried() {
    let keys = OLD_POSTAL.key_set().merge(OTHER_POSTAL.key_set()).merge(POSTAL.key_set());
    let verifier = Verifier::new(keys);
    for signer in [&*OTHER_POSTAL, &*POSTAL] {
        let signature = signer.signature_256(BODY);
        let headers = SignatureHeaders::new().signature_256(&signature);
        assert_eq!(outcome(verifier.verify(&headers, BODY)), verified_by(signer));
    }
    let stranger = Signer::generate().signature_256(BODY);
    let headers = SignatureHeaders::new().signature_256(&stranger);
    assert_eq!(outcome(verifier.verify(&headers, BODY)), "401 the signature is wrong");
    let longer = Signer::generate_bits(2056).unwrap().signature_256(BODY);
    let headers = SignatureHeaders::new().signature_256(&longer);
    assert_eq!(
        outcome(verifier.verify(&headers, BODY)),
        "401 X-Postal-Signature-256 has another length than a signature of the key"
    );
}

#[test]
fn the_kid_alone_selects_the_key() {
    let verifier = Verifier::new(POSTAL.key_set().merge(OTHER_POSTAL.key_set()));
    let (signature, other) = (POSTAL.signature_256(BODY), OTHER_POSTAL.kid().to_string());
    let headers = SignatureHeaders::new().signature_256(&signature).kid(&other);
    assert_eq!(outcome(verifier.verify(&headers, BODY)), "401 the signature is wrong");
    let verifier = Verifier::new(POSTAL.key_set());
    assert_eq!(outcome(verifier.verify(&headers, BODY)), format!("401 no key {other}"));
}

#[test]
fn a_retry_helps_exactly_where_the_status_says_so() {
    let short = Verifier::new(OLD_POSTAL.key_set());
    let error = verify_signed(&short, &OLD_POSTAL.headers(BODY), BODY).unwrap_err();
    assert_eq!((error.status(), error.is_retryable()), (503, true));
    let error = short.verify(&SignatureHeaders::new(), BODY).unwrap_err();
    assert_eq!((error.status(), error.is_retryable()), (401, false));
}

#[test]
fn debug_output_shows_no_body_and_no_signature() {
    let verifier = Verifier::new(POSTAL.key_set());
    let verified = verify_signed(&verifier, &POSTAL.headers(BODY), BODY).unwrap();
    let kid = POSTAL.kid();
    assert_eq!(
        format!("{verified:?}"),
        format!("Verified {{ kid: Kid({kid}), body: [{} bytes] }}", BODY.len())
    );
    assert_eq!(
        format!("{verifier:?}"),
        format!(
            "Verifier {{ keys: KeySet {{ keys: [PublicKey {{ kid: Kid({kid}), bits: 2048, .. }}], rejected: [] }}, \
             policy: Policy {{ sha1: false, short_keys: false }} }}"
        )
    );
    assert_eq!(format!("{:?}", *POSTAL), format!("Signer {{ kid: Kid({kid}), .. }}"));
}

#[test]
fn verifiers_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<Verifier>();
    let verifier = Verifier::new(POSTAL.key_set());
    let headers = POSTAL.headers(BODY);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    assert!(verify_signed(&verifier, &headers, BODY).is_ok());
                }
            });
        }
    });
}
