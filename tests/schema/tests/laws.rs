//! Laws that hold for every value of the types.

use jsonschema::Validator;
use postal_webhooks_tests::{Example, examples, published};
use postal_webhooks_types::arbitrary::Values;
use postal_webhooks_types::{Event, Timestamp, Webhook};
use proptest::prelude::*;
use serde_json::Value;

fn validator(name: &str) -> Validator {
    jsonschema::validator_for(&published("2020-12", name)).expect("a published schema")
}

fn accepted(validator: &Validator, body: &Value) -> Result<(), TestCaseError> {
    match validator.validate(body) {
        Ok(()) => Ok(()),
        Err(e) => Err(TestCaseError::fail(format!(
            "{} at {}: {body}",
            e.kind().keyword(),
            e.instance_path()
        ))),
    }
}

thread_local! {
    static TOLERANT: Validator = validator("webhook");
    static STRICT: Validator = validator("webhook.strict");
    static EXAMPLES: Vec<Example> = examples();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_value_satisfies_the_tolerant_schema(webhook in any_with::<Webhook>(Values::Any)) {
        let body = serde_json::to_value(&webhook).expect("a value is written");
        TOLERANT.with(|tolerant| accepted(tolerant, &body))?;
    }

    #[test]
    fn every_known_value_satisfies_the_strict_schema(webhook in any_with::<Webhook>(Values::Known)) {
        let body = serde_json::to_value(&webhook).expect("a value is written");
        STRICT.with(|strict| accepted(strict, &body))?;
    }

    /// As Postal writes them: with a decimal point, and without an exponent.
    #[test]
    fn timestamps_are_decimals(timestamp in any::<Timestamp>()) {
        let text = serde_json::to_string(&timestamp).expect("a timestamp is written");
        prop_assert!(text.contains('.') && !text.contains(['e', 'E']), "{}", text);
        prop_assert_eq!(serde_json::from_str::<Timestamp>(&text).expect("it is read"), timestamp);
    }

    #[test]
    fn what_is_written_is_read_back(webhook in any_with::<Webhook>(Values::Any)) {
        let text = serde_json::to_string(&webhook).expect("a value is written");
        prop_assert_eq!(Webhook::from_slice(text.as_bytes()), Ok(webhook.clone()));
        prop_assert_eq!(serde_json::from_str::<Webhook>(&text).expect("read"), webhook.clone());
        let event = serde_json::to_string(&webhook.event).expect("a value is written");
        prop_assert_eq!(serde_json::from_str::<Event>(&event).expect("read"), webhook.event);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..64), at in any::<prop::sample::Index>(), example in any::<prop::sample::Index>()) {
        let mut body = EXAMPLES.with(|examples| example.get(examples).body.clone());
        let at = at.index(body.len());
        body.splice(at..at, bytes);
        if let Err(error) = Webhook::from_slice(&body) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
