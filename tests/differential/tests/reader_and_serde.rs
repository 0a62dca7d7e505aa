//! Changed bodies and payloads: the reader reads what serde reads.

use postal_webhooks_differential::{Outcome, Run, compare_payload, compare_webhook};
use postal_webhooks_tests::{examples, invalid};
use postal_webhooks_types::EventKind;

const BODIES: u64 = 100_000;

#[test]
fn reader_and_serde_agree() {
    let mut bodies: Vec<(Option<EventKind>, Vec<u8>)> = Vec::new();
    for example in examples() {
        let kind = example.event.parse().expect("a known event");
        let value = example.value();
        let payload = value["payload"].to_string().into_bytes();
        // Some of them as a body, which they are not.
        if bodies.len().is_multiple_of(3) {
            bodies.push((None, payload.clone()));
        }
        bodies.push((Some(kind), payload));
        bodies.push((None, serde_json::to_vec_pretty(&value).expect("JSON")));
        bodies.push((None, example.body.clone()));
        bodies.push((None, example.body));
    }
    bodies.extend(invalid().iter().map(|invalid| (None, invalid.body.to_string().into_bytes())));
    let run = Run::of_environment(BODIES);
    let tally = run.compare(&bodies, |kind, body| match kind {
        Some(kind) => compare_payload(*kind, body),
        None => compare_webhook(body),
    });
    println!("{tally}");
    // Fewer bodies are a difference that is looked at again.
    if run.bodies < BODIES {
        return;
    }
    for outcome in [
        Outcome::Read,
        Outcome::ReadUnknown,
        Outcome::Missing,
        Outcome::Duplicate,
        Outcome::TooLarge,
        Outcome::Expected,
        Outcome::NotAnObject,
        Outcome::BarePayload,
        Outcome::InboundMail,
        Outcome::NotJson,
        Outcome::NotUtf8,
    ] {
        assert!(tally.of(outcome) > 0, "no body was {outcome:?}");
    }
}
