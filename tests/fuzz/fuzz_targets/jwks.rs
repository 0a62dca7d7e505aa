//! Any bytes as a JWKS: no panic, no error that repeats what it read, and no key under an id that
//! is not its own.

#![no_main]

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libfuzzer_sys::fuzz_target;
use postal_webhooks::{KeySet, SignatureHeaders, Verifier};
use postal_webhooks_fuzz_targets::discreet;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

fuzz_target!(|document: &[u8]| {
    let keys = match KeySet::from_jwks(document) {
        Ok(keys) => keys,
        Err(error) => return discreet(&error, document),
    };
    // A byte order mark before it is ignored.
    let json = document.strip_prefix(b"\xef\xbb\xbf");
    let json: Value = serde_json::from_slice(json.unwrap_or(document)).expect("a JWKS is JSON");
    let entries = json["keys"].as_array().expect("a JWKS has keys");
    for rejected in keys.rejected() {
        assert!(rejected.index < entries.len());
        discreet(rejected, document);
    }
    assert!(keys.len() > 0 && keys.len() + keys.rejected().len() <= entries.len());

    let ids: BTreeSet<String> = entries.iter().filter_map(id).collect();
    for key in &keys {
        assert!((1024..=8192).contains(&key.bits()));
        assert!(ids.contains(&key.kid().to_string()), "{}", key.kid());
    }
    let unique: BTreeSet<_> = keys.kids().collect();
    assert_eq!(unique.len(), keys.len());

    // The keys are ready to use, whatever their numbers are.
    let signature = "A".repeat(344 - 2) + "==";
    let headers = SignatureHeaders::new().signature_256(&signature);
    let verifier = Verifier::new(keys).allow_insecure_short_keys();
    assert!(verifier.verify(&headers, document).is_err());
});

/// The id of an entry by the words of its definition, if the entry claims no other: SHA-256 of the
/// DER of the numbers.
fn id(entry: &Value) -> Option<String> {
    let number = |name: &str| URL_SAFE_NO_PAD.decode(entry[name].as_str()?).ok();
    let numbers = [integer(&number("n")?), integer(&number("e")?)].concat();
    let digest = Sha256::digest(tagged(0x30, &numbers));
    let digits: Vec<_> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let id = digits.concat();
    let claimed = entry.get("kid");
    (entry["kty"] == "RSA" && claimed.is_none_or(|claimed| *claimed == *id)).then_some(id)
}

/// A DER `INTEGER` that is not negative.
fn integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let mut content = bytes[zeros..].to_vec();
    if content.first().is_none_or(|first| *first >= 0x80) {
        content.insert(0, 0);
    }
    tagged(0x02, &content)
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let mut der = vec![tag];
    if content.len() >= 0x80 {
        der.push(0x80 | u8::try_from(length.len()).expect("at most 8"));
    }
    der.extend(if content.is_empty() { &[0] } else { length });
    der.extend(content);
    der
}
