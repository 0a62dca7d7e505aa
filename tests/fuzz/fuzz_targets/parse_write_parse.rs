//! What was read, written and read again is the same; and so are the bytes that are written.

#![no_main]

use libfuzzer_sys::fuzz_target;
use postal_webhooks_fuzz::parse;
use postal_webhooks_types::Webhook;

fuzz_target!(|body: &[u8]| {
    let Some(read) = parse(body) else { return };
    match serde_json::from_slice::<Webhook>(body) {
        Ok(by_serde) => assert_eq!(by_serde, read),
        // serde_json has no character for half of a surrogate pair; we read U+FFFD.
        Err(error) => assert!(has_surrogate(body), "serde reads what we read: {error}"),
    }

    let written = serde_json::to_vec(&read).expect("what was read can be written");
    let again = parse(&written).expect("what was written can be read");
    assert_eq!(again, read);
    let written_again = serde_json::to_vec(&again).expect("what was read can be written");
    assert_eq!(written_again, written);
});

/// Whether the body has an escape of a surrogate, `\ud800` to `\udfff`.
fn has_surrogate(body: &[u8]) -> bool {
    let is_surrogate = |escape: &[u8]| {
        matches!(escape, [b'\\', b'u', b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F'])
    };
    body.windows(4).any(is_surrogate)
}
