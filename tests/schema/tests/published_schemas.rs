//! Tests of the published schemas: they accept the examples, and refuse the invalid bodies.

use jsonschema::Validator;
use postal_webhooks_tests::{DRAFTS, each, examples, invalid, published};
use serde_json::Value;

fn validator(draft: &str, name: &str) -> Validator {
    jsonschema::validator_for(&published(draft, name))
        .unwrap_or_else(|e| panic!("{draft}/{name}: {e}"))
}

/// Pointer and keyword of each error.
fn errors(validator: &Validator, body: &Value) -> Vec<(String, String)> {
    let errors = validator.iter_errors(body);
    let found = errors.map(|e| (e.instance_path().to_string(), e.kind().keyword().to_owned()));
    found.collect()
}

fn accepts(validator: &Validator, body: &Value) -> Result<(), String> {
    let errors = errors(validator, body);
    if errors.is_empty() { Ok(()) } else { Err(format!("{errors:?}")) }
}

#[test]
fn every_published_schema_is_a_schema_of_its_draft() {
    for draft in DRAFTS {
        let mut names: Vec<String> = examples()
            .iter()
            .flat_map(|e| ["events", "payloads"].map(|folder| format!("{folder}/{}", e.event)))
            .collect();
        names.extend(["webhook", "webhook.strict", "webhook.codegen"].map(str::to_owned));
        each(
            names,
            |name| format!("{draft}/{name}"),
            |name| jsonschema::meta::validate(&published(draft, name)).map_err(|e| e.to_string()),
        );
    }
}

#[test]
fn examples_validate_in_every_reading_and_draft() {
    for draft in DRAFTS {
        for name in ["webhook", "webhook.strict", "webhook.codegen"] {
            let validator = validator(draft, name);
            each(
                examples(),
                |e| format!("{draft}/{name}: {}", e.name),
                |e| accepts(&validator, &e.value()),
            );
        }
    }
}

#[test]
fn examples_validate_against_the_schemas_of_their_event() {
    for draft in DRAFTS {
        each(
            examples(),
            |e| format!("{draft}: {}", e.name),
            |e| {
                let body = e.value();
                accepts(&validator(draft, &format!("events/{}", e.event)), &body)?;
                accepts(&validator(draft, &format!("payloads/{}", e.event)), &body["payload"])
            },
        );
    }
}

#[test]
fn invalid_bodies_fail_at_their_pointer_and_keyword() {
    for draft in DRAFTS {
        for name in ["webhook", "webhook.strict"] {
            let validator = validator(draft, name);
            each(
                invalid(),
                |i| format!("{draft}/{name}: {}", i.name),
                |i| {
                    if name == "webhook" && i.strict_only {
                        return accepts(&validator, &i.body);
                    }
                    let errors = errors(&validator, &i.body);
                    let there = errors.iter().filter(|(pointer, _)| *pointer == i.pointer);
                    // Two keywords may refuse the same value, at the same place: `type` and `enum`.
                    if errors.len() == there.clone().count()
                        && there.clone().any(|(_, keyword)| *keyword == i.keyword)
                    {
                        return Ok(());
                    }
                    Err(format!("expected {} at {:?}, got {errors:?}", i.keyword, i.pointer))
                },
            );
        }
    }
}
