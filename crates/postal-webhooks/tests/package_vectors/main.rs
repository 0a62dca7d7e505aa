//! The vectors that every package answers: `packages/vectors`.
//!
//! The inputs are made here, by the test kit's `Signer` and by `openssl`; the answers are this
//! crate's, and the files are compared with both. `UPDATE_EXPECT=1 cargo test -p postal-webhooks
//! --test package_vectors` writes them; read the difference.

#![allow(
    clippy::similar_names,
    clippy::too_many_lines,
    reason = "a `verifier` makes a `verified`, and a table is as long as it is"
)]

mod bodies;
mod keys;
mod requests;

#[path = "../common/mod.rs"]
mod common;

use std::path::Path;

use postal_webhooks::{KeyError, KeySet, KeySetError, RejectedKey};
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

/// What a reader of keys answers.
fn of_keys(keys: Result<KeySet, KeySetError>) -> Value {
    let rejected = |keys: &[RejectedKey]| -> Vec<Value> {
        keys.iter()
            .map(|RejectedKey { index, reason, .. }| json!([index, reason.reason()]))
            .collect()
    };
    match keys {
        Ok(keys) => {
            let each: Vec<_> =
                keys.iter().map(|key| json!([key.kid().to_string(), key.bits()])).collect();
            json!({"keys": each, "rejected": rejected(keys.rejected())})
        }
        Err(error) => {
            let mut answer = json!({"reason": error.reason()});
            match &error {
                KeySetError::NoUsableKey { rejected: keys } => {
                    answer["rejected"] = rejected(keys).into();
                }
                KeySetError::Key(RejectedKey { reason, .. }) => {
                    answer["key"] = KeyError::reason(reason).into();
                }
                _ => {}
            }
            answer
        }
    }
}
