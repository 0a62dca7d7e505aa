//! Tests of allocations: one for each string that the event owns, and no other.

// With arbitrary_precision, `serde_json` makes a string of each number.
#![cfg(not(feature = "arbitrary-precision"))]

use postal_webhooks_tests::{Example, each, examples};
use postal_webhooks_types::Webhook;
use serde_json::{Map, Value};

/// How often `Webhook::from_slice` allocates.
fn allocations(body: &[u8]) -> u64 {
    allocation_counter::measure(|| drop(std::hint::black_box(Webhook::from_slice(body))))
        .count_total
}

/// How often a copy of the event allocates: once for each string that it owns.
fn owned_strings(body: &[u8]) -> u64 {
    let webhook = Webhook::from_slice(body).expect("an example");
    allocation_counter::measure(|| drop(std::hint::black_box(webhook.clone()))).count_total
}

/// A list grows as it is read, so only bodies without one are counted exactly.
fn has_lists(value: &Value) -> bool {
    match value {
        Value::Array(_) => true,
        Value::Object(object) => object.values().any(has_lists),
        _ => false,
    }
}

fn counted() -> impl Iterator<Item = Example> {
    examples().into_iter().filter(|e| !has_lists(&e.value()))
}

fn exactly(got: u64, expected: u64) -> Result<(), String> {
    if got == expected { Ok(()) } else { Err(format!("{got} allocations, expected {expected}")) }
}

#[test]
fn one_for_each_owned_string() {
    each(counted(), |e| e.name.clone(), |e| exactly(allocations(&e.body), owned_strings(&e.body)));
}

#[test]
fn no_more_with_the_payload_first() {
    each(
        counted(),
        |e| e.name.clone(),
        |e| {
            let body = e.value();
            let keys = ["payload", "event", "timestamp", "uuid"];
            let moved: Map<String, Value> =
                keys.map(|key| (key.to_owned(), body[key].clone())).into_iter().collect();
            let text = Value::Object(moved).to_string();
            exactly(allocations(text.as_bytes()), owned_strings(&e.body))
        },
    );
}
