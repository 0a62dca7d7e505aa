//! Properties of the verifier: a changed request is never accepted, and nothing makes it panic.

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{BODY, OLD_POSTAL, POSTAL};
use postal_webhooks::testing::Signer;
use postal_webhooks::{KeySet, SignatureHeaders, Verifier};
use proptest::prelude::*;

fn verifier(signer: &Signer) -> Verifier {
    Verifier::new(signer.key_set()).allow_insecure_sha1().allow_insecure_short_keys()
}

fn signers() -> [&'static Signer; 2] {
    [&POSTAL, &OLD_POSTAL]
}

/// Whether the body is accepted with these signatures, each alone.
fn accepted(verifier: &Verifier, sha256: &[u8], sha1: &[u8], body: &[u8]) -> bool {
    let headers = SignatureHeaders::new();
    verifier.verify(&headers.signature_256(sha256), body).is_ok()
        || verifier.verify(&headers.signature_sha1(sha1), body).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_flipped_byte_of_the_body_is_never_accepted(mask in 1..=u8::MAX) {
        for signer in signers() {
            let verifier = verifier(signer);
            let (sha256, sha1) = (signer.signature_256(BODY), signer.signature_sha1(BODY));
            let mut body = BODY.to_vec();
            for place in 0..body.len() {
                body[place] ^= mask;
                prop_assert!(!accepted(&verifier, sha256.as_bytes(), sha1.as_bytes(), &body));
                body[place] ^= mask;
            }
            prop_assert!(accepted(&verifier, sha256.as_bytes(), sha1.as_bytes(), &body));
        }
    }

    #[test]
    fn a_flipped_byte_of_the_signature_is_never_accepted(mask in 1..=u8::MAX) {
        for signer in signers() {
            let verifier = verifier(signer);
            let mut sha256 = STANDARD.decode(signer.signature_256(BODY)).unwrap();
            let mut sha1 = STANDARD.decode(signer.signature_sha1(BODY)).unwrap();
            for place in 0..sha256.len() {
                sha256[place] ^= mask;
                sha1[place] ^= mask;
                let (a, b) = (STANDARD.encode(&sha256), STANDARD.encode(&sha1));
                prop_assert!(!accepted(&verifier, a.as_bytes(), b.as_bytes(), BODY));
                sha256[place] ^= mask;
                sha1[place] ^= mask;
            }
        }
    }

    #[test]
    fn a_flipped_byte_of_the_base64_is_never_accepted(mask in 1..=u8::MAX) {
        for signer in signers() {
            let verifier = verifier(signer);
            let mut sha256 = signer.signature_256(BODY).into_bytes();
            let mut sha1 = signer.signature_sha1(BODY).into_bytes();
            for place in 0..sha256.len() {
                sha256[place] ^= mask;
                sha1[place] ^= mask;
                prop_assert!(!accepted(&verifier, &sha256, &sha1, BODY));
                sha256[place] ^= mask;
                sha1[place] ^= mask;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arbitrary_headers_are_never_accepted(
        sha256 in proptest::option::of(any::<Vec<u8>>()),
        sha1 in proptest::option::of("[A-Za-z0-9+/]{342}=="),
        kid in proptest::option::of("[0-9a-f]{64}"),
        body: Vec<u8>,
    ) {
        let mut headers = SignatureHeaders::new();
        if let Some(sha256) = &sha256 {
            headers = headers.signature_256(sha256);
        }
        if let Some(sha1) = &sha1 {
            headers = headers.signature_sha1(sha1);
        }
        if let Some(kid) = &kid {
            headers = headers.kid(kid);
        }
        prop_assert!(verifier(&POSTAL).verify(&headers, &body).is_err());
    }

    #[test]
    fn a_body_cut_or_lengthened_anywhere_is_never_accepted(place in 0..BODY.len(), more: Vec<u8>) {
        let verifier = verifier(&POSTAL);
        let (sha256, sha1) = (POSTAL.signature_256(BODY), POSTAL.signature_sha1(BODY));
        let cut = &BODY[..place];
        prop_assert!(!accepted(&verifier, sha256.as_bytes(), sha1.as_bytes(), cut));
        let longer = [BODY, &more, b" "].concat();
        prop_assert!(!accepted(&verifier, sha256.as_bytes(), sha1.as_bytes(), &longer));
    }

    #[test]
    fn no_text_makes_reading_keys_panic(text in ".*", bytes: Vec<u8>) {
        let _ = KeySet::from_jwks(&text);
        let _ = KeySet::from_jwks(&bytes);
        let _ = KeySet::from_pem(&text);
        let _ = KeySet::from_dkim_record(&text);
        let _ = KeySet::from_base64(&text);
        let _ = KeySet::from_base64(&STANDARD.encode(&bytes));
    }

    #[test]
    fn no_broken_key_makes_reading_it_panic(place: prop::sample::Index, mask in 1..=u8::MAX) {
        let record = POSTAL.dkim_record();
        let base64 = record.split_once("p=").unwrap().1.trim_end_matches(';');
        let mut der = STANDARD.decode(base64).unwrap();
        let place = place.index(der.len());
        der[place] ^= mask;
        // It may still be a key, but then it is another one.
        if let Ok(keys) = KeySet::from_base64(&STANDARD.encode(&der)) {
            prop_assert!(keys.get(POSTAL.kid()).is_none() || place < 30);
        }
    }
}
