//! Readers that the benchmarks compare: ours, and what a user would take instead.
//!
//! `typify`, `sonic-rs` and `simd-json` read the types that plain typify makes of the published
//! codegen schema. They are told beforehand which event comes, which a receiver cannot know; ours
//! finds out.

use std::hint::black_box;

use postal_webhooks::{EventKind, Webhook};
use serde::de::IgnoredAny;
use serde_json::Value;

#[path = "../plain_typify/mod.rs"]
#[rustfmt::skip]
mod plain_typify;

/// One way to read a body.
#[derive(Clone, Copy)]
pub(crate) struct Competitor {
    pub(crate) name: &'static str,
    pub(crate) read: fn(EventKind, &[u8]),
}

pub(crate) const COMPETITORS: [Competitor; 7] = [
    Competitor { name: "ours", read: ours },
    Competitor { name: "Value", read: value },
    Competitor { name: "typify", read: typify },
    Competitor { name: "sonic-rs", read: sonic },
    Competitor { name: "simd-json", read: simd },
    Competitor { name: "jiter", read: jiter },
    Competitor { name: "floor", read: floor },
];

/// Reads the struct of an event, by an expression that makes any of them.
macro_rules! of_event {
    ($event:expr, $read:expr) => {
        match $event {
            EventKind::DomainDnsError => keep::<plain_typify::DomainDnsErrorWebhook>($read),
            EventKind::MessageBounced => keep::<plain_typify::MessageBouncedWebhook>($read),
            EventKind::MessageDelayed => keep::<plain_typify::MessageDelayedWebhook>($read),
            EventKind::MessageDeliveryFailed => {
                keep::<plain_typify::MessageDeliveryFailedWebhook>($read)
            }
            EventKind::MessageHeld => keep::<plain_typify::MessageHeldWebhook>($read),
            EventKind::MessageLinkClicked => keep::<plain_typify::MessageLinkClickedWebhook>($read),
            EventKind::MessageLoaded => keep::<plain_typify::MessageLoadedWebhook>($read),
            EventKind::MessageSent => keep::<plain_typify::MessageSentWebhook>($read),
            EventKind::SendLimitApproaching => {
                keep::<plain_typify::SendLimitApproachingWebhook>($read)
            }
            EventKind::SendLimitExceeded => keep::<plain_typify::SendLimitExceededWebhook>($read),
            _ => unreachable!("the competitors know no other event"),
        }
    };
}

fn keep<T>(read: T) {
    black_box(read);
}

fn ours(_: EventKind, body: &[u8]) {
    black_box(Webhook::from_slice(black_box(body)).expect("a webhook"));
}

/// `serde_json::Value`.
fn value(_: EventKind, body: &[u8]) {
    black_box(serde_json::from_slice::<Value>(black_box(body)).expect("JSON"));
}

fn typify(event: EventKind, body: &[u8]) {
    of_event!(event, serde_json::from_slice(black_box(body)).expect("a webhook"));
}

fn sonic(event: EventKind, body: &[u8]) {
    of_event!(event, sonic_rs::from_slice(black_box(body)).expect("a webhook"));
}

/// simd-json changes what it reads, and a receiver must keep what was signed: so it reads a copy.
fn simd(event: EventKind, body: &[u8]) {
    let mut body = black_box(body).to_vec();
    of_event!(event, simd_json::serde::from_slice(&mut body).expect("a webhook"));
}

/// The value of jiter, which pydantic reads with: it borrows its strings from the body.
fn jiter(_: EventKind, body: &[u8]) {
    black_box(jiter::JsonValue::parse(black_box(body), false).expect("JSON"));
}

/// The floor: `serde_json` finds that it is JSON, and keeps nothing.
fn floor(_: EventKind, body: &[u8]) {
    black_box(serde_json::from_slice::<IgnoredAny>(black_box(body)).expect("JSON"));
}
