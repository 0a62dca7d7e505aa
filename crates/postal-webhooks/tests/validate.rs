//! Tests of validation: what passes, what does not and where, and that no error holds a value.

use postal_webhooks::testing::{any_known_webhook, any_webhook, example, examples, to_rails_json};
use postal_webhooks::validate::{Profile, ValidateError, Violation, validate};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

const PROFILES: [Profile; 2] = [Profile::Tolerant, Profile::Strict];

fn violations(profile: Profile, body: &Value) -> Vec<Violation> {
    match validate(profile, body.to_string().as_bytes()) {
        Ok(()) => Vec::new(),
        Err(ValidateError::Violations(violations)) => violations,
        Err(other) => panic!("{other}"),
    }
}

fn typical() -> Value {
    serde_json::from_slice(example("MessageSent", "typical").body).unwrap()
}

#[test]
fn every_example_is_valid() {
    for example in examples() {
        for profile in PROFILES {
            assert_eq!(validate(profile, example.body), Ok(()), "{}", example.name());
        }
    }
}

#[test]
fn all_violations_with_their_places() {
    let mut body = typical();
    body["payload"]["message"]["id"] = json!("7");
    body["payload"]["message"].as_object_mut().unwrap().remove("token");
    body["payload"]["status"] = json!("SoftFail");
    body["payload"]["extra/key"] = json!(1);
    body["uuid"] = json!("820b47a4");
    let found = |profile| {
        let mut found: Vec<_> = violations(profile, &body)
            .into_iter()
            .map(|v| format!("{} {}: {}", v.pointer, v.keyword, v.message))
            .collect();
        found.sort();
        found
    };
    let tolerant = [
        r#"/payload/message required: "token" is a required property"#,
        r#"/payload/message/id type: the value is not of type "integer""#,
        r#"/uuid pattern: the value does not match "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$""#,
    ];
    assert_eq!(found(Profile::Tolerant), tolerant);
    let strict = [
        "/payload additionalProperties: Additional properties are not allowed ('extra/key' was unexpected)",
        tolerant[0],
        tolerant[1],
        r#"/payload/status const: "Sent" was expected"#,
        tolerant[2],
    ];
    assert_eq!(found(Profile::Strict), strict);
}

#[test]
fn the_error_says_the_first_and_how_many_more() {
    let mut body = typical();
    body["timestamp"] = json!(null);
    let error = |body: &Value| {
        let error = validate(Profile::Tolerant, body.to_string().as_bytes());
        error.unwrap_err().to_string()
    };
    assert_eq!(
        error(&body),
        r#"the body breaks the schema: /timestamp: the value is not of types "number", "string""#
    );
    body["uuid"] = json!(null);
    assert!(error(&body).ends_with(" (and 1 more)"), "{}", error(&body));
    assert_eq!(
        error(&json!([])),
        r#"the body breaks the schema: the value is not of type "object""#
    );
}

#[test]
fn a_body_that_is_not_json_is_found_apart() {
    for (body, place) in [
        (&b""[..], (1, 0)),
        (b"{\n \"a\" 1}", (2, 6)),
        (b"{} x", (1, 4)),
        (b"\"\xff\"", (1, 2)),
        (b"\xef\xbb\xbf{}", (1, 1)),
        (b"secret", (1, 1)),
    ] {
        let Err(error) = validate(Profile::Tolerant, body) else {
            panic!("{body:?} is valid");
        };
        let ValidateError::NotJson { line, column, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!((line, column), place, "{body:?}");
        let text = format!("the body is not JSON: line {line}, column {column}");
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn what_no_schema_sees_is_a_violation_without_a_keyword() {
    let body = example("MessageSent", "typical").body;
    let body = String::from_utf8(body.to_vec()).expect("UTF-8");
    let twice = body.replacen("\"output\"", "\"details\":\"\",\"output\"", 1);
    // A schema is asked about the last value.
    let first_of_two = body.replacen("\"output\"", "\"output\":null,\"output\"", 1);
    let two_names = body.replacen("{\"event\"", "{\"payload\":[],\"event\"", 1).replacen(
        "\"uuid\"",
        "\"event\":\"NotOfPostal\",\"uuid\"",
        1,
    );
    let too_large = body.replacen("\"timestamp\":", "\"timestamp\":1e400,\"x\":", 1);
    for (body, expected) in [
        (twice, "/payload/details: stands twice in one object"),
        (first_of_two, "/payload/output: expected a string, found null"),
        (two_names, "/payload: stands twice in one object"),
        (too_large, "/timestamp: expected a number that fits 64 bits, found a number"),
    ] {
        let Err(ValidateError::Violations(found)) = validate(Profile::Tolerant, body.as_bytes())
        else {
            panic!("{body} is valid");
        };
        let found: Vec<_> = found.iter().map(|v| (v.to_string(), &*v.keyword)).collect();
        assert_eq!(found, [(expected.to_owned(), "")]);
    }
}

#[test]
fn the_schemas_are_the_published_ones() {
    for (profile, name) in PROFILES.iter().zip(["webhook", "webhook.strict"]) {
        let schema: Value = serde_json::from_str(profile.schema()).unwrap();
        let id = schema["$id"].as_str().unwrap();
        assert!(id.ends_with(&format!("/2020-12/{name}.schema.json")), "{id}");
    }
}

/// Values that no schema holds.
fn secret() -> impl Strategy<Value = Value> {
    let text = "SECRET[a-z0-9<\"]{0,9}";
    let leaf = prop_oneof![
        text.prop_map(Value::from),
        (918_273_645_000_u64..918_273_645_999).prop_map(Value::from),
        (-918_273_645_999_i64..-918_273_645_000).prop_map(Value::from),
        (0.918_273_645..0.918_273_646).prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Every place of a body, the whole of it too.
fn places(value: &Value, pointer: &str, places: &mut Vec<String>) {
    places.push(pointer.to_owned());
    for (key, value) in value.as_object().into_iter().flatten() {
        self::places(value, &format!("{pointer}/{key}"), places);
    }
}

proptest! {
    #[test]
    fn random_webhooks_are_valid(any in any_webhook(), known in any_known_webhook()) {
        prop_assert_eq!(validate(Profile::Tolerant, &to_rails_json(&any)), Ok(()));
        prop_assert_eq!(validate(Profile::Strict, &to_rails_json(&known)), Ok(()));
    }

    #[test]
    fn no_error_holds_a_value(
        which in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), secret()), 1..6),
        cut in prop::option::of(any::<Index>()),
    ) {
        let example = which.get(&examples().collect::<Vec<_>>()).body;
        let mut body: Value = serde_json::from_slice(example).unwrap();
        for (place, secret) in changes {
            let mut there = Vec::new();
            places(&body, "", &mut there);
            let pointer: &String = place.get(&there);
            *body.pointer_mut(pointer).unwrap() = secret;
        }
        let mut body = body.to_string().into_bytes();
        if let Some(cut) = cut {
            body.truncate(cut.index(body.len()));
        }
        for profile in PROFILES {
            let Err(error) = validate(profile, &body) else { continue };
            let found = format!("{error} {error:?}");
            prop_assert!(!found.contains("SECRET") && !found.contains("918273645"), "{}", found);
        }
    }

    #[test]
    fn no_bytes_panic(body in any::<Vec<u8>>()) {
        for profile in PROFILES {
            let _ = validate(profile, &body);
        }
    }
}
