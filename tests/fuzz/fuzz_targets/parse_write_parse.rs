//! What was read, written and read again is the same; and so are the bytes that are written.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use postal_webhooks_fuzz_targets::{mutate, parse};
use postal_webhooks_types::Webhook;

fuzz_target!(|body: &[u8]| {
    let Some(read) = parse(body) else { return };
    let by_serde = serde_json::from_slice::<Webhook>(body).expect("serde reads what we read");
    assert_eq!(by_serde, read);

    let written = serde_json::to_vec(&read).expect("what was read can be written");
    let again = parse(&written).expect("what was written can be read");
    assert_eq!(again, read);
    let written_again = serde_json::to_vec(&again).expect("what was read can be written");
    assert_eq!(written_again, written);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});
