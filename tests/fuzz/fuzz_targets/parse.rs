//! Any bytes as a body, or as a bare payload: no panic, and no error that repeats what it read.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use postal_webhooks_fuzz_targets::{check_parse_error, mutate};
use postal_webhooks_types::{Event, EventKind, ParseError, Webhook};

fuzz_target!(|body: &[u8]| {
    if let Err(error) = Webhook::from_slice(body) {
        check_parse_error(&error, body);
        // What the diagnosis of a bare payload promises holds.
        if let ParseError::BarePayload { events, .. } = error {
            assert!(events.iter().all(|kind| Event::from_payload(*kind, body).is_ok()));
        }
    }
    let kind = EventKind::ALL[body.len() % EventKind::ALL.len()];
    match Event::from_payload(kind, body) {
        Ok(event) => assert_eq!(event.kind(), Some(kind)),
        Err(error) => check_parse_error(&error, body),
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});
