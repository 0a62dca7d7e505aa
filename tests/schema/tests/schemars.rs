//! Tests of schemars: its schema of the types is the published one, in both directions.

use jsonschema::canonical::{CanonicalSchema, Containment};
use postal_webhooks_tests::{each, examples, invalid, published};
use postal_webhooks_types::{Event, EventKind, Webhook};
use schemars::generate::SchemaSettings;
use serde_json::Value;

fn canonical(schema: &Value) -> Result<CanonicalSchema, String> {
    jsonschema::canonicalize(schema).map_err(|e| e.to_string())
}

/// The schema of an event's payload as the types give it.
fn of_types(kind: EventKind) -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = kind.payload_schema(&mut generator).to_value();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["$defs"] = generator.take_definitions(true).into();
    schema
}

#[test]
fn types_and_published_payloads_cover_each_other() {
    each(EventKind::ALL, ToString::to_string, |kind| {
        let types = canonical(&of_types(**kind))?;
        let published = canonical(&published("2020-12", &format!("payloads/{kind}")))?;
        let covers =
            |outer: &CanonicalSchema, inner| outer.covers(inner).map_err(|e| e.to_string());
        match (covers(&types, &published)?, covers(&published, &types)?) {
            (Containment::Yes, Containment::Yes) => Ok(()),
            other => Err(format!("{other:?}")),
        }
    });
}

#[test]
fn a_difference_is_seen() {
    let kind = EventKind::MessageSent;
    let published = canonical(&published("2020-12", "payloads/MessageSent")).expect("a schema");
    let mut looser = of_types(kind);
    looser["$defs"]["MessageStatus"]["required"] = serde_json::json!([]);
    let looser = canonical(&looser).expect("a schema");
    assert_ne!(published.covers(&looser).expect("comparable"), Containment::Yes);
}

#[test]
fn the_schema_of_the_envelope_accepts_what_the_tolerant_one_does() {
    let types = jsonschema::validator_for(schemars::schema_for!(Webhook).as_value());
    let types = types.expect("a schema");
    let event = jsonschema::validator_for(schemars::schema_for!(Event).as_value());
    let event = event.expect("a schema");
    let tolerant = jsonschema::validator_for(&published("2020-12", "webhook")).expect("a schema");
    let examples = examples().into_iter().map(|e| (e.name.clone(), e.value()));
    let invalid = invalid().into_iter().map(|i| (i.name, i.body));
    each(
        examples.chain(invalid),
        |(name, _)| name.clone(),
        |(_, body)| {
            let expected = tolerant.is_valid(body);
            if types.is_valid(body) != expected {
                return Err(format!("the tolerant schema says {expected}"));
            }
            if expected && !event.is_valid(body) {
                return Err("it is an event".to_owned());
            }
            Ok(())
        },
    );
}
