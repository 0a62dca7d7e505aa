//! Shared parts of the tests: the vectors, ready signers, and the `openssl` command.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file is a crate of its own and uses a part"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use postal_webhooks::testing::Signer;
use postal_webhooks::{SignatureHeaders, Verified, Verifier, VerifyError};
use serde_json::Value;

/// A body as Postal writes it.
pub const BODY: &[u8] = br#"{"event":"SendLimitApproaching","timestamp":1700000000.25,"payload":{"server":{"uuid":"54529725-8807-4069-ab29-a3746c1bbd98","name":"Srv","permalink":"srv","organization":"acme"},"volume":904,"limit":1000},"uuid":"11111111-2222-4333-8444-555555555555"}"#;

/// Postal installations with a key of 2048 bits, another one, and one of 1024 bits.
pub static POSTAL: LazyLock<Signer> = LazyLock::new(Signer::generate);
pub static OTHER_POSTAL: LazyLock<Signer> = LazyLock::new(Signer::generate);
pub static OLD_POSTAL: LazyLock<Signer> =
    LazyLock::new(|| Signer::generate_bits(1024).expect("a size that can be made"));

/// The vectors: keys with what Postal signed with them.
pub fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/signatures.json")).expect("the vectors are JSON")
}

/// A text of a vector.
pub fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().expect("a text of the vector")
}

/// The outcome in words that a table can state: the kid's first digits, or the error.
pub fn outcome(result: Result<Verified<&[u8]>, VerifyError>) -> String {
    match result {
        Ok(verified) => format!("verified by {:.8}", verified.kid().to_string()),
        Err(error) => format!("{} {error}", error.status()),
    }
}

/// Verifies what a signer signed, by the headers that it made.
pub fn verify_signed<'body>(
    verifier: &Verifier,
    headers: &[(&'static str, String)],
    body: &'body [u8],
) -> Result<Verified<&'body [u8]>, VerifyError> {
    let pairs = headers.iter().map(|(name, value)| (name, value));
    verifier.verify(&SignatureHeaders::from_pairs(pairs), body)
}

/// Runs `openssl` with this on its standard input; what it writes.
pub fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the tests need the command `openssl`");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input).expect("openssl reads its input");
    drop(stdin);
    let output = child.wait_with_output().expect("openssl ends");
    assert!(output.status.success(), "openssl {arguments:?}");
    output.stdout
}
