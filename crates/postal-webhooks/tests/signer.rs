//! Tests of the test kit's signer: `openssl` and the vectors agree with it.

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{BODY, OLD_POSTAL, POSTAL, openssl, text, vectors};
use postal_webhooks::KeySet;
use postal_webhooks::testing::{Signer, SignerError};

#[test]
fn the_headers_are_those_on_the_wire() {
    let [(kid, _), (sha1, _), (sha256, _)] = POSTAL.headers(BODY);
    assert_eq!(
        [kid, sha1, sha256],
        ["X-Postal-Signature-Kid", "X-Postal-Signature", "X-Postal-Signature-256"]
    );
    let [(name, value)] = POSTAL.legacy_headers(BODY);
    assert_eq!((name, value), (sha1, POSTAL.signature_sha1(BODY)));
}

#[test]
fn openssl_signs_the_same() {
    let directory = tempfile::tempdir().unwrap();
    for signer in [&*POSTAL, &*OLD_POSTAL] {
        let key = directory.path().join("key.pem");
        std::fs::write(&key, signer.private_pem()).unwrap();
        let sign = |digest| {
            let arguments = ["dgst", digest, "-sign", key.to_str().unwrap()];
            STANDARD.encode(openssl(&arguments, BODY))
        };
        assert_eq!(signer.signature_256(BODY), sign("-sha256"));
        assert_eq!(signer.signature_sha1(BODY), sign("-sha1"));
    }
}

/// What the signer publishes differs from the vectors in the key alone.
#[test]
fn the_key_is_published_as_postal_does() {
    for (vector, signer) in vectors().iter().zip([&*OLD_POSTAL, &*POSTAL]) {
        assert_eq!(vector["bits"], signer.key_set().iter().next().unwrap().bits());
        let shape = |jwks: &str| -> Vec<String> {
            let parts = jwks
                .split('"')
                .map(|part| if part.len() > 20 { part.len().to_string() } else { part.to_owned() });
            parts.collect()
        };
        assert_eq!(shape(&signer.jwks()), shape(text(vector, "jwks")));
        let (record, expected) = (signer.dkim_record(), text(vector, "dkim_txt"));
        assert_eq!(record.len(), expected.len());
        assert_eq!(record[..30], expected[..30]);
    }
}

#[test]
fn keys_can_be_loaded() {
    let traditional = openssl(&["rsa", "-traditional"], POSTAL.private_pem().as_bytes());
    let traditional = String::from_utf8(traditional).unwrap();
    for pem in [POSTAL.private_pem(), &traditional] {
        let signer = Signer::from_pem(pem).unwrap();
        assert_eq!(signer.kid(), POSTAL.kid());
        assert_eq!(signer.headers(BODY), POSTAL.headers(BODY));
        assert_eq!(signer.private_pem(), POSTAL.private_pem());
    }
    let keys = KeySet::from_pem(POSTAL.public_pem()).unwrap();
    assert_eq!(keys.kids().next(), Some(POSTAL.kid()));
}

#[test]
fn what_is_no_private_key_is_refused() {
    let encrypt = ["pkcs8", "-topk8", "-passout", "pass:x"];
    let encrypted = openssl(&encrypt, POSTAL.private_pem().as_bytes());
    let encrypted = String::from_utf8(encrypted).unwrap();
    for pem in ["", "x", POSTAL.public_pem(), &encrypted] {
        let error = Signer::from_pem(pem).unwrap_err();
        assert!(matches!(error, SignerError::NotPrivateKey(_)), "{error:?}");
    }
    for bits in [0, 512, 1023, 8193] {
        let error = Signer::generate_bits(bits).unwrap_err();
        assert!(matches!(error, SignerError::Size { .. }), "{error:?}");
    }
}
