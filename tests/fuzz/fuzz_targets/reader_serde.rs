//! The reader reads what serde reads of the same types, to the last bit, and refuses the rest with
//! serde's words.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use postal_webhooks_differential::{compare_payload, compare_webhook};
use postal_webhooks_fuzz_targets::mutate;
use postal_webhooks_types::EventKind;

fuzz_target!(|body: &[u8]| {
    compare_webhook(body).expect("serde agrees");
    let kind = EventKind::ALL[body.len() % EventKind::ALL.len()];
    compare_payload(kind, body).expect("serde agrees");
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});
