//! Checks of errors, and changes of bodies, that several targets share.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::sync::LazyLock;

use libfuzzer_sys::fuzzer_mutate;
use memchr::memmem;
use postal_webhooks::{SIGNATURE, SIGNATURE_256, SIGNATURE_KID};
use postal_webhooks_differential::change;
use postal_webhooks_types::{ParseError, Webhook};
use serde_json::Value;

/// A piece of the input that is this long, and one more byte twice over, is seen wherever it stands
/// in a text.
const PIECE: usize = 12;

/// The names of Postal's events, of their keys and values: errors may say these, whoever wrote
/// them.
static NAMES: LazyLock<BTreeSet<Vec<u8>>> = LazyLock::new(|| {
    let schema = include_str!("../../../schema/dist/2020-12/webhook.strict.schema.json");
    let mut names = BTreeSet::new();
    collect(&serde_json::from_str(schema).expect("the published schema is JSON"), &mut names);
    names.iter().map(|name| masked(name.as_bytes())).collect()
});

fn is_name(word: &str) -> bool {
    NAMES.contains(&masked(word.as_bytes()))
}

/// The names of properties, and the values of enumerations.
fn collect(schema: &Value, names: &mut BTreeSet<String>) {
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => names.extend(properties.keys().cloned()),
            ("enum", Value::Array(values)) => {
                names.extend(values.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            ("const", Value::String(value)) => _ = names.insert(value.clone()),
            _ => {}
        }
        collect(value, names);
    }
    for item in schema.as_array().into_iter().flatten() {
        collect(item, names);
    }
}

/// Changes a body as libFuzzer does, or as JSON: a key, a value, an escape, blanks.
///
/// The arguments and the result are those of `fuzz_mutator!`.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut rng = fastrand::Rng::with_seed(seed.into());
    if rng.bool() {
        return fuzzer_mutate(data, size, max_size);
    }
    let mut body = data[..size].to_vec();
    change(&mut body, &mut rng);
    body.truncate(max_size);
    data[..body.len()].copy_from_slice(&body);
    body.len()
}

/// Reads a body that must not show up in the error.
///
/// # Panics
///
/// If the error repeats a piece of the body, or names a key that no event of Postal's has.
pub fn parse(body: &[u8]) -> Option<Webhook> {
    match Webhook::from_slice(body) {
        Ok(webhook) => Some(webhook),
        Err(error) => {
            check_parse_error(&error, body);
            None
        }
    }
}

/// # Panics
///
/// If the error repeats a piece of the body, or names a key that no event of Postal's has.
pub fn check_parse_error(error: &ParseError, body: &[u8]) {
    discreet(error, body);
    if let ParseError::Field { path, .. } = error {
        // A payload that is no object has no path. Serde reads an array too, as the values of an
        // object in their order.
        for key in path.split_terminator('.') {
            let known = is_name(key) || key.parse::<usize>().is_ok();
            assert!(known, "no key of Postal's: {error}");
        }
    }
}

/// Checks that an error repeats nothing of the input, neither for people nor for developers.
///
/// # Panics
///
/// If it does: 23 bytes of it in one piece, or more. Names of Postal's and ids of keys, which are
/// public, do not count.
pub fn discreet(error: &(impl Display + Debug), input: &[u8]) {
    let input = masked(input);
    for text in [error.to_string(), format!("{error:?}")] {
        for piece in masked(without_names(&text).as_bytes()).chunks_exact(PIECE) {
            assert!(memmem::find(&input, piece).is_none(), "the error repeats the input: {text}");
        }
    }
}

/// The text with a zero byte for each name, so that what stands around it is not taken for a piece
/// of the input.
fn without_names(text: &str) -> String {
    let mut text = text.to_owned();
    for header in [SIGNATURE_256, SIGNATURE_KID, SIGNATURE] {
        text = text.replace(header, "\0");
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words = text.split_inclusive(|c| !is_word(c)).flat_map(|word| {
        let (word, end) = word.split_at(word.trim_end_matches(|c| !is_word(c)).len());
        let public = is_name(word) || word.len() == 64;
        [if public { "\0" } else { word }, end]
    });
    words.collect()
}

/// Other bytes that are equal where the bytes are. The fuzzer watches what is compared, and would
/// else learn our messages and write them into its inputs.
fn masked(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ 0x55).collect()
}
