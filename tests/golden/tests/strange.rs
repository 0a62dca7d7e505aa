//! The types crate of a schema with names and sizes that generated code has not survived: names of
//! Rust and of the generated code itself, words of Rust, 200 values, 150 keys.
//!
//! `cargo test -p postal-webhooks-codegen` compares `strange/generated` with the generator; here it
//! compiles without a warning, and reads its examples.

#![deny(warnings)]
#![allow(dead_code, unused_imports, reason = "a test uses little of what the crate exports")]

#[rustfmt::skip]
#[path = "../strange/generated/examples.rs"]
mod examples;
#[rustfmt::skip]
#[path = "../strange/generated/mod.rs"]
mod generated;

include!("../src/hand_written.rs");

// The root has a `Vec` and an `Option` of its own.
mod tests {
    use super::{Many, Odd, Timestamp, Webhook, examples};

    #[test]
    fn the_examples_are_read_and_written_back() {
        for (event, _, body) in examples::EXAMPLES {
            let webhook = Webhook::from_slice(body.as_bytes()).expect("a webhook");
            assert_eq!(webhook.event.kind(), Some(*event));
            assert_eq!(serde_json::to_string(&webhook).expect("written"), *body);
        }
    }

    #[test]
    fn the_schema_of_an_enumeration_shows_all_its_values() {
        let schema = schemars::schema_for!(Many);
        assert_eq!(schema.as_value()["examples"].as_array().map(Vec::len), Some(200));
        let values: Vec<&str> = Odd::KNOWN.iter().map(Odd::as_str).collect();
        assert_eq!(values[..3], ["a\"b", "back\\slash", "tick`"]);
    }

    #[test]
    fn accessors_give_what_is_not_null() {
        let read = |name: &str| {
            let mut examples = examples::EXAMPLES.iter();
            let (_, _, body) =
                examples.find(|(event, ..)| event.as_str() == name).expect("an example");
            Webhook::from_slice(body.as_bytes()).expect("a webhook").event
        };
        let event = read("Parameters");
        assert_eq!(event.message().map(|message| message.id), Some(1));
        assert_eq!(event.occurred_at(), Timestamp::from_secs_f64(2.5));
        let event = read("Err");
        assert_eq!(event.message(), None);
        assert_eq!(event.occurred_at(), None);
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(webhook in proptest::arbitrary::any::<Webhook>()) {
            let text = serde_json::to_string(&webhook).expect("a value is written");
            proptest::prop_assert_eq!(Webhook::from_slice(text.as_bytes()), Ok(webhook));
        }
    }
}
