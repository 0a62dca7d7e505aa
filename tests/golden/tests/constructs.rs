//! Tests of each construct: it reads and writes as the schema says.

use postal_webhooks_golden::arbitrary::Values;
use postal_webhooks_golden::{Color, Event, EventKind, Thing, Webhook};
use proptest::prelude::*;
use serde_json::{Value, json};

fn full() -> Value {
    let body = include_bytes!("../schema/examples/ThingHappened/full.json");
    serde_json::from_slice(body).expect("an example")
}

fn read(body: &Value) -> Result<Thing, String> {
    match Webhook::from_slice(body.to_string().as_bytes()).map_err(|e| e.to_string())?.event {
        Event::ThingHappened(thing) => Ok(thing),
        other => Err(format!("{other:?}")),
    }
}

#[test]
fn every_construct_writes_back_equal() {
    for body in [
        full(),
        serde_json::from_str(include_str!("../schema/examples/ThingHappened/nulls.json"))
            .expect("JSON"),
    ] {
        let webhook: Webhook = serde_json::from_value(body.clone()).expect("an example");
        assert_eq!(serde_json::to_value(&webhook).expect("written"), body);
    }
}

#[test]
fn an_absent_key_is_none_and_null_there_is_an_error() {
    let optional = ["type", "camelCase", "maybe_part", "maybe_texts", "maybe_uuid"];
    for key in optional {
        let mut body = full();
        body["payload"][key] = Value::Null;
        let error = read(&body).expect_err(key);
        assert!(error.starts_with(&format!("ThingHappened: payload.{key}: expected ")), "{error}");
        body["payload"].as_object_mut().expect("an object").remove(key);
        assert!(read(&body).is_ok(), "{key}");
    }
    let thing = read(&full()).expect("an example");
    assert_eq!(thing.maybe_texts.as_deref(), Some(&[][..]));
}

#[test]
fn a_nullable_key_must_be_there() {
    for key in [
        "null_flag",
        "null_id",
        "null_ratio",
        "null_text",
        "null_uuid",
        "null_texts",
        "null_part",
        "null_color",
        "null_at",
    ] {
        let mut body = full();
        body["payload"][key] = Value::Null;
        assert!(read(&body).is_ok(), "{key}");
        body["payload"].as_object_mut().expect("an object").remove(key);
        let expected =
            format!("ThingHappened: payload.{key}: missing, although Postal always sends it");
        assert_eq!(read(&body).expect_err(key), expected);
    }
}

#[test]
fn errors_point_into_lists() {
    let mut body = full();
    body["payload"]["parts"][1]["name"] = json!(7);
    assert_eq!(
        read(&body).expect_err("a number"),
        "ThingHappened: payload.parts.1.name: expected a string, found a number"
    );
}

#[test]
fn values_that_are_no_rust_names_are_known() {
    let values: Vec<&str> = Color::KNOWN.iter().map(Color::as_str).collect();
    assert_eq!(values, ["red", "dark-blue", "4xx", "Self", "OK"]);
    assert_eq!(Color::from("4xx"), Color::X4xx);
    assert_eq!(Color::from("Ok"), Color::Other("Ok".to_owned()));
    assert_eq!(EventKind::from_name("ABTestDone"), Some(EventKind::AbTestDone));
}

#[test]
fn schemars_describes_every_construct() {
    let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    let mut schema = EventKind::ThingHappened.payload_schema(&mut generator).to_value();
    schema["$defs"] = generator.take_definitions(true).into();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let payload = full()["payload"].take();
    assert!(validator.is_valid(&payload));
    let nulls: Value =
        serde_json::from_str(include_str!("../schema/examples/ThingHappened/nulls.json"))
            .expect("JSON");
    assert!(validator.is_valid(&nulls["payload"]));
    for key in ["null_part", "null_color", "null_at"] {
        let mut payload = payload.clone();
        payload.as_object_mut().expect("an object").remove(key);
        assert!(!validator.is_valid(&payload), "{key} is required");
    }
    for (key, value) in [
        ("type", Value::Null),
        ("maybe_texts", Value::Null),
        ("maybe_uuid", json!("x")),
        ("null_uuid", json!("x")),
        ("uuids", json!(["x"])),
        ("null_texts", json!([7])),
        ("null_part", json!({"name": null})),
        ("null_color", json!(7)),
        ("null_at", json!("now")),
        ("null_times", json!(["now"])),
        ("flag", Value::Null),
        ("id", json!(-1)),
    ] {
        let mut payload = payload.clone();
        payload[key] = value;
        assert!(!validator.is_valid(&payload), "{key}");
    }
}

#[test]
fn a_narrowed_value_is_never_null() {
    let held = any_with::<Webhook>(Values::Known)
        .prop_filter("held", |webhook| matches!(webhook.event, Event::ThingHeld(_)));
    proptest!(|(webhook in held)| {
        let Event::ThingHeld(thing) = webhook.event else { unreachable!() };
        prop_assert_eq!(thing.null_color, Some(Color::Ok));
    });
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(webhook in any_with::<Webhook>(Values::Any)) {
        let text = serde_json::to_string(&webhook).expect("a value is written");
        prop_assert_eq!(Webhook::from_slice(text.as_bytes()), Ok(webhook));
    }
}
