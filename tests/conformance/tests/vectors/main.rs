//! The vectors that every package answers: `packages/vectors`.
//!
//! The inputs are made here, by the test kit's `Signer` and by `openssl`; the answers are those of
//! the Rust crate, and the files are compared with both. `UPDATE_EXPECT=1 cargo test -p
//! postal-webhooks-conformance --test vectors` writes them; read the difference.

#![allow(
    clippy::similar_names,
    clippy::too_many_lines,
    reason = "a `verifier` makes a `verified`, and a table is as long as it is"
)]

mod bodies;
mod keys;
mod requests;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use postal_webhooks_conformance::answer;
use serde_json::{Value, json};

/// Compares a file of `packages/vectors` with its entries, one a line.
#[track_caller]
fn check(file: &str, head: &Value, entries: &[Value]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packages/vectors").join(file);
    let mut lines = vec!["{".to_owned()];
    for (name, value) in head.as_object().expect("an object") {
        lines.push(format!("{}: {value},", json!(name)));
    }
    lines.push("\"cases\": [".to_owned());
    let last = entries.len() - 1;
    let comma = |at: usize| if at == last { "" } else { "," };
    lines.extend(entries.iter().enumerate().map(|(at, entry)| format!("{entry}{}", comma(at))));
    lines.push("]\n}\n".to_owned());
    expect_test::expect_file![path].assert_eq(&lines.join("\n"));
}

/// A text, in pieces if it ends in many blanks.
fn short(text: &str) -> Value {
    let last = text.chars().next_back().map(String::from).unwrap_or_default();
    let start = text.trim_end_matches(&last);
    let times = text.len() - start.len();
    if times < 1000 { json!(text) } else { json!([start, {"repeat": last, "times": times}]) }
}

/// What the Rust crate answers.
#[track_caller]
fn answered(question: &Value) -> Value {
    answer(question).unwrap_or_else(|| panic!("{} is no question", question["ask"]))
}

/// Runs `openssl` with this on its standard input; what it writes.
fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
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
