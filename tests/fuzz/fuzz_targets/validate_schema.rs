//! `validate` accepts exactly what the published schemas accept, in both profiles and drafts.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use postal_webhooks::validate::Profile;
use postal_webhooks_differential::compare_with_schemas;
use postal_webhooks_fuzz_targets::mutate;

fuzz_target!(|body: &[u8]| {
    for profile in [Profile::Tolerant, Profile::Strict] {
        compare_with_schemas(profile, body).expect("the schemas agree");
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});
