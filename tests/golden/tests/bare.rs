//! The types crate of a schema with next to nothing: no enumeration, no list, no key that is null
//! or absent.
//!
//! `cargo test -p postal-webhooks-codegen` compares `bare/generated` with the generator; here it
//! compiles without a warning, and reads its examples.

#![deny(warnings)]
#![allow(dead_code, unused_imports, reason = "a test uses little of what the crate exports")]

#[rustfmt::skip]
#[path = "../bare/generated/examples.rs"]
mod examples;
#[rustfmt::skip]
#[path = "../bare/generated/mod.rs"]
mod generated;

include!("../src/hand_written.rs");

#[test]
fn the_example_is_read_and_written_back() {
    let [(event, _, body)] = examples::EXAMPLES else {
        panic!("not one example");
    };
    let webhook = Webhook::from_slice(body.as_bytes()).expect("a webhook");
    assert_eq!(webhook.event.kind(), Some(*event));
    assert_eq!(serde_json::to_string(&webhook).expect("written"), *body);
}
