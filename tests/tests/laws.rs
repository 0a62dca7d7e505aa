//! Laws that hold for every value of the types, and for every body that the schema accepts.

use jsonschema::Validator;
use postal_webhooks_tests::{Example, examples, published};
use postal_webhooks_types::arbitrary::Values;
use postal_webhooks_types::{Event, Timestamp, Webhook};
use proptest::prelude::*;
use serde_json::{Value, json};

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
    fn what_the_tolerant_schema_accepts_is_read(
        example in any::<prop::sample::Index>(),
        mutations in prop::collection::vec(mutation(), 1..6),
    ) {
        let mut body = EXAMPLES.with(|examples| example.get(examples).value());
        for mutation in &mutations {
            mutate(&mut body, mutation);
        }
        let text = body.to_string();
        let read = Webhook::from_slice(text.as_bytes());
        if TOLERANT.with(|tolerant| tolerant.is_valid(&body)) {
            prop_assert!(read.is_ok(), "{}: {text}", read.expect_err("an error"));
            let read = serde_json::from_value::<Webhook>(body);
            prop_assert!(read.is_ok(), "{read:?}");
        }
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

/// A change to one place of a body.
#[derive(Clone, Debug)]
struct Mutation {
    place: prop::sample::Index,
    change: Change,
}

#[derive(Clone, Debug)]
enum Change {
    Replace(Value),
    Remove,
    Add(Value),
    Reverse,
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let value = prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(0),
        json!(7),
        json!(-1),
        json!(u64::MAX),
        json!(1.5),
        json!(-0.25),
        json!(""),
        json!("text"),
        json!("Held"),
        json!("MessageHeld"),
        json!("NotOfPostal"),
        json!("820B47A4-4DFD-42E4-AE6A-1E5BED5A33FD"),
        json!([]),
        json!({"a": [{}]}),
    ]);
    let change = prop_oneof![
        6 => value.clone().prop_map(Change::Replace),
        1 => Just(Change::Remove),
        2 => value.prop_map(Change::Add),
        1 => Just(Change::Reverse),
    ];
    (any::<prop::sample::Index>(), change).prop_map(|(place, change)| Mutation { place, change })
}

fn mutate(body: &mut Value, mutation: &Mutation) {
    let mut places = Vec::new();
    pointers(body, String::new(), &mut places);
    let pointer = mutation.place.get(&places).clone();
    let Some(value) = body.pointer_mut(&pointer) else {
        return;
    };
    match &mutation.change {
        Change::Replace(other) => *value = other.clone(),
        Change::Remove => {
            let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
            if let Some(object) = body.pointer_mut(parent).and_then(Value::as_object_mut) {
                object.shift_remove(key);
            }
        }
        Change::Add(other) => {
            if let Some(object) = value.as_object_mut() {
                object.insert("added".to_owned(), other.clone());
            }
        }
        Change::Reverse => {
            if let Some(object) = value.as_object_mut() {
                *object = object.clone().into_iter().rev().collect();
            }
        }
    }
}

fn pointers(value: &Value, at: String, places: &mut Vec<String>) {
    for (key, child) in value.as_object().into_iter().flatten() {
        pointers(child, format!("{at}/{key}"), places);
    }
    places.push(at);
}
