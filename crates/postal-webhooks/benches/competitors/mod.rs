//! Readers that the benchmarks compare: our types, and what a user would take instead.

use std::hint::black_box;

use postal_webhooks_types::Webhook;
use serde::de::IgnoredAny;
use serde_json::Value;

#[path = "../plain_typify/mod.rs"]
#[rustfmt::skip]
mod plain_typify;

/// One way to read a body.
pub(crate) struct Competitor {
    pub(crate) name: &'static str,
    pub(crate) read: fn(&[u8]),
}

pub(crate) const COMPETITORS: [Competitor; 5] = [
    Competitor { name: "ours", read: ours },
    Competitor { name: "Value", read: value },
    Competitor { name: "typify", read: typify },
    Competitor { name: "sonic-rs", read: sonic },
    Competitor { name: "floor", read: floor },
];

/// `postal_webhooks_types`.
fn ours(body: &[u8]) {
    black_box(Webhook::from_slice(black_box(body)).expect("a webhook"));
}

/// `serde_json::Value`.
fn value(body: &[u8]) {
    black_box(serde_json::from_slice::<Value>(black_box(body)).expect("JSON"));
}

/// What plain typify makes of the published codegen schema.
fn typify(body: &[u8]) {
    black_box(serde_json::from_slice::<plain_typify::Webhook>(black_box(body)).expect("a webhook"));
}

/// Our types, read by sonic-rs.
fn sonic(body: &[u8]) {
    black_box(sonic_rs::from_slice::<Webhook>(black_box(body)).expect("a webhook"));
}

/// The floor: serde_json finds that it is JSON, and keeps nothing.
fn floor(body: &[u8]) {
    black_box(serde_json::from_slice::<IgnoredAny>(black_box(body)).expect("JSON"));
}
