//! What is measured: our types, and what a user would take instead.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use postal_webhooks_types::Webhook;
use serde::de::IgnoredAny;
use serde_json::Value;

#[path = "../plain_typify/mod.rs"]
#[rustfmt::skip]
mod plain_typify;

/// A request body, as Postal writes it and with its payload first.
pub struct Example {
    pub name: String,
    pub wire_order: Vec<u8>,
    pub payload_first: Vec<u8>,
}

/// The bodies of `schema/examples`.
pub fn examples() -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/examples");
    let list = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("schema/examples");
        let mut paths: Vec<_> = entries
            .map(|entry| entry.expect("a readable folder").path())
            .collect();
        paths.sort();
        paths
    };
    let files = list(&folder).into_iter().flat_map(|event| list(&event));
    files
        .map(|file| {
            let wire_order = fs::read(&file).expect("an example");
            let stem = file
                .strip_prefix(&folder)
                .expect("a file below its folder")
                .with_extension("");
            Example {
                name: stem.display().to_string(),
                payload_first: payload_first(&wire_order),
                wire_order,
            }
        })
        .collect()
}

/// The same bytes, but for the place of `payload`.
fn payload_first(body: &[u8]) -> Vec<u8> {
    let raw: std::collections::BTreeMap<&str, &serde_json::value::RawValue> =
        serde_json::from_slice(body).expect("an example is an object");
    let keys = ["payload", "event", "timestamp", "uuid"];
    let entries = keys.map(|key| format!("\"{key}\":{}", raw[key].get()));
    format!("{{{}}}", entries.join(",")).into_bytes()
}

/// One way to read a body.
pub struct Competitor {
    pub name: &'static str,
    pub read: fn(&[u8]),
}

pub const COMPETITORS: [Competitor; 5] = [
    Competitor {
        name: "ours",
        read: ours,
    },
    Competitor {
        name: "Value",
        read: value,
    },
    Competitor {
        name: "typify",
        read: typify,
    },
    Competitor {
        name: "sonic-rs",
        read: sonic,
    },
    Competitor {
        name: "floor",
        read: floor,
    },
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
