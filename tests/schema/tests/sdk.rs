//! Tests of what the helper crate embeds: it is what lies in `schema/`.

use postal_webhooks::testing;
use postal_webhooks::validate::{Profile, ValidateError, validate};
use postal_webhooks_tests::{each, examples, invalid, published};
use serde_json::Value;

#[test]
fn every_example_is_embedded_to_the_byte() {
    assert_eq!(testing::examples().len(), examples().len());
    each(
        examples(),
        |e| e.name.clone(),
        |e| {
            let (event, case) = e.name.split_once('/').expect("event and case");
            if testing::example(event, case).body == e.body {
                Ok(())
            } else {
                Err("it is embedded otherwise".to_owned())
            }
        },
    );
}

#[test]
fn the_published_schemas_are_embedded() {
    for (profile, name) in [(Profile::Tolerant, "webhook"), (Profile::Strict, "webhook.strict")] {
        let embedded: Value = serde_json::from_str(profile.schema()).expect("JSON");
        assert_eq!(embedded, published("2020-12", name));
    }
}

#[test]
fn invalid_bodies_fail_at_their_pointer_and_keyword() {
    for profile in [Profile::Tolerant, Profile::Strict] {
        each(
            invalid(),
            |i| format!("{profile:?}: {}", i.name),
            |i| {
                let passes = profile == Profile::Tolerant && i.strict_only;
                let violations = match validate(profile, i.body.to_string().as_bytes()) {
                    Ok(()) if passes => return Ok(()),
                    Ok(()) => return Err("it is valid".to_owned()),
                    Err(ValidateError::Violations(violations)) => violations,
                    Err(other) => return Err(other.to_string()),
                };
                let there = violations.iter().all(|v| v.pointer == i.pointer);
                // Two keywords may refuse the same value, at the same place: `type` and `enum`.
                if !passes && there && violations.iter().any(|v| v.keyword == i.keyword) {
                    Ok(())
                } else {
                    Err(format!("got {violations:?}"))
                }
            },
        );
    }
}
