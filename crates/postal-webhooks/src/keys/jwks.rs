//! JSON Web Key Set (RFC 7517) that Postal 3.2.0 and later serve at `/.well-known/jwks.json`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use super::{KeyError, KeySetError, PublicKey, RejectedKey};

/// The members of a JWK that only a private or a secret key has (RFC 7518, 6.3.2 and 6.4.1).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// The usable keys of a document, and the refused ones. At least one is usable.
pub(super) fn read(json: &[u8]) -> Result<(Vec<PublicKey>, Vec<RejectedKey>), KeySetError> {
    let document: Value = serde_json::from_slice(json).map_err(|error| not_json(json, &error))?;
    let entries = document.get("keys").and_then(Value::as_array);
    let entries = entries.ok_or(KeySetError::NotJwks)?;
    if entries.is_empty() {
        return Err(KeySetError::Empty);
    }
    let (mut keys, mut rejected) = (Vec::new(), Vec::new());
    for (index, entry) in entries.iter().enumerate() {
        match read_entry(entry) {
            Ok(key) => keys.push(key),
            Err(reason) => rejected.push(RejectedKey { index, reason }),
        }
    }
    if keys.is_empty() {
        return Err(KeySetError::NoUsableKey { rejected });
    }
    Ok((keys, rejected))
}

fn read_entry(entry: &Value) -> Result<PublicKey, KeyError> {
    let jwk = entry.as_object().ok_or(KeyError::NotJwk)?;
    let key_type = jwk.get("kty").and_then(Value::as_str);
    let key_type = key_type.ok_or(KeyError::NotJwk)?;
    if PRIVATE_MEMBERS.iter().any(|name| jwk.contains_key(*name)) {
        return Err(KeyError::Private);
    }
    if key_type != "RSA" {
        return Err(KeyError::NotRsa);
    }
    if jwk.get("use").is_some_and(|purpose| purpose != "sig") || !may_verify(jwk) {
        return Err(KeyError::NotForSignatures);
    }
    if jwk.get("alg").is_some_and(|algorithm| algorithm != "RS256") {
        return Err(KeyError::OtherAlgorithm);
    }
    let key = PublicKey::from_numbers(&number(jwk, "n")?, &number(jwk, "e")?)?;
    match jwk.get("kid") {
        Some(claimed) if *claimed != key.kid().to_string() => {
            Err(KeyError::KidMismatch { computed: key.kid() })
        }
        _ => Ok(key),
    }
}

fn may_verify(jwk: &Map<String, Value>) -> bool {
    match jwk.get("key_ops") {
        None => true,
        Some(Value::Array(operations)) => operations.iter().any(|operation| operation == "verify"),
        Some(_) => false,
    }
}

fn number(jwk: &Map<String, Value>, member: &'static str) -> Result<Vec<u8>, KeyError> {
    let text = jwk.get(member).and_then(Value::as_str);
    text.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok()).ok_or(KeyError::Number { member })
}

/// Says what the document is instead, where that is plain: operators meet login pages more often
/// than broken JSON.
fn not_json(document: &[u8], error: &serde_json::Error) -> KeySetError {
    if document.starts_with(&[0x1f, 0x8b]) {
        KeySetError::Gzip
    } else if document.trim_ascii_start().starts_with(b"<") {
        KeySetError::Html
    } else {
        KeySetError::NotJson { line: error.line(), column: error.column() }
    }
}
