//! Any text as a DKIM record, as PEM and as bare base64: no panic, and no error that repeats what
//! it read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use postal_webhooks::{KeySet, KeySetError, Kid};
use postal_webhooks_fuzz_targets::discreet;

fuzz_target!(|text: &str| {
    let record = read(KeySet::from_dkim_record(text), text);
    read(KeySet::from_pem(text), text).ok();
    read(KeySet::from_base64(text), text).ok();

    // The record in quoted chunks, as zone files write it, is the same record; of several, a chunk
    // may hide the start.
    let is_one = text.to_ascii_lowercase().matches("dkim1").count() == 1;
    let is_bare = text.starts_with("v=DKIM1") && !text.contains(['"', '\\']);
    if is_bare && is_one && text.len() < 60_000 {
        let middle = text.floor_char_boundary(text.len() / 2);
        let (one, other) = text.split_at(middle);
        let quoted = format!("postal._domainkey IN TXT ( \"{one}\"\n\t\"{other}\" )");
        assert_eq!(read(KeySet::from_dkim_record(&quoted), text), record);
    }
});

fn read(keys: Result<KeySet, KeySetError>, text: &str) -> Result<Vec<Kid>, KeySetError> {
    match keys {
        Ok(keys) => {
            assert!(keys.rejected().is_empty() && keys.len() > 0);
            assert!(keys.iter().all(|key| (1024..=8192).contains(&key.bits())));
            Ok(keys.kids().collect())
        }
        Err(error) => {
            discreet(&error, text.as_bytes());
            Err(error)
        }
    }
}
