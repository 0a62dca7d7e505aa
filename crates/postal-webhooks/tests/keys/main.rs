//! Tests of keys in every form in which operators have them.

#[path = "../common/mod.rs"]
mod common;

mod dkim;
mod entries;
mod jwks;
mod pem;
mod set;

use common::{POSTAL, openssl};
use postal_webhooks::{KeySet, KeySetError, Kid};

/// The ids that a set has, or why there is none.
#[track_caller]
fn check(result: Result<KeySet, KeySetError>, expected: Result<&[Kid], &str>, case: &str) {
    let result = result.map(|keys| keys.kids().collect::<Vec<_>>());
    let result = result.map_err(|error| error.to_string());
    let expected = expected.map(<[Kid]>::to_vec).map_err(String::from);
    assert_eq!(result, expected, "{case}");
}

fn base64() -> String {
    let record = POSTAL.dkim_record();
    let key = record.split_once("p=").unwrap().1;
    key.trim_end_matches(';').to_owned()
}

fn pkcs1_der() -> Vec<u8> {
    let arguments = ["rsa", "-RSAPublicKey_out", "-outform", "DER"];
    openssl(&arguments, POSTAL.private_pem().as_bytes())
}
