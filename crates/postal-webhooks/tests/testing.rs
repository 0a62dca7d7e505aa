//! Tests of the test kit: it sends what Postal sends.

mod common;

use std::collections::BTreeSet;
use std::panic;

use common::POSTAL;
use postal_webhooks::testing::{
    any_known_webhook, any_webhook, example, examples, proptest, to_rails_json,
};
use postal_webhooks::{Event, EventKind, Verifier, Webhook};
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn every_event_has_examples() {
    for kind in EventKind::ALL {
        let first = examples().find(|example| example.event == *kind);
        let first = first.unwrap_or_else(|| panic!("{kind} has no example"));
        assert_eq!(first, example(kind, first.case));
        assert_eq!(first, example(kind.as_str(), first.case));
    }
    let names: BTreeSet<_> = examples().map(|example| example.name()).collect();
    assert_eq!(names.len(), examples().len());
    for example in examples() {
        let webhook = example.webhook();
        assert_eq!(webhook.event.kind(), Some(example.event));
        assert!(!matches!(webhook.event, Event::Unknown(_)));
    }
}

#[test]
fn an_example_that_is_not_there_names_those_that_are() {
    let error = panic::catch_unwind(|| example("MessageSent", "no such case")).unwrap_err();
    let message = error.downcast_ref::<String>().unwrap();
    assert!(message.starts_with("no example MessageSent/no such case; there are "));
    assert!(message.contains(", MessageSent/typical, "));
}

#[test]
fn written_equal_to_every_example() {
    for example in examples() {
        let written = to_rails_json(&example.webhook());
        let read = Webhook::from_slice(&written).unwrap();
        assert_eq!(read, example.webhook(), "{}", example.name());
    }
}

#[test]
fn written_with_the_bytes_of_postal_3() {
    for (event, case) in [
        ("MessageSent", "typical"),
        ("MessageSent", "escaped-as-rails-does"),
        ("MessageSent", "output-of-several-lines"),
        ("MessageSent", "subject-decoded-with-emoji"),
        ("MessageSent", "subject-with-line-separators"),
        ("MessageSent", "timestamps-of-whole-seconds"),
        ("MessageDeliveryFailed", "subject-with-null-character"),
        ("MessageHeld", "nulls"),
        ("MessageBounced", "typical"),
        ("MessageLinkClicked", "url-very-long"),
        ("MessageLoaded", "typical"),
        ("SendLimitExceeded", "typical"),
        ("DomainDNSError", "typical"),
    ] {
        let example = example(event, case);
        let written = String::from_utf8(to_rails_json(&example.webhook())).unwrap();
        assert_eq!(written.as_bytes(), example.body, "{}: {written}", example.name());
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_as_the_same(webhook in any_webhook()) {
        let written = to_rails_json(&webhook);
        prop_assert_eq!(Webhook::from_slice(&written), Ok(webhook));
    }

    #[test]
    fn html_is_escaped_and_numbers_are_plain(webhook in any_known_webhook()) {
        prop_assert!(webhook.event.kind().is_some());
        let written = String::from_utf8(to_rails_json(&webhook)).unwrap();
        prop_assert!(!written.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{}", written);
        let (_, timestamp) = written.split_once(r#","timestamp":"#).unwrap();
        let (timestamp, _) = timestamp.split_once(',').unwrap();
        prop_assert!(timestamp.contains('.') && !timestamp.contains(['e', 'E']), "{}", timestamp);
        let compact = serde_json::from_str::<Value>(&written).unwrap().to_string();
        let spaces = |text: &str| text.matches(' ').count();
        prop_assert_eq!(spaces(&written), spaces(&compact));
    }
}

#[test]
fn html_in_every_string_is_escaped() {
    let mut body: Value = serde_json::from_slice(example("MessageSent", "typical").body).unwrap();
    body["payload"]["message"]["subject"] = "<>&\u{2028}\u{2029}é\u{7f}\0/\"\\\n".into();
    let webhook = Webhook::from_slice(body.to_string().as_bytes()).unwrap();
    let written = String::from_utf8(to_rails_json(&webhook)).unwrap();
    let expected = "\"subject\":\"\\u003c\\u003e\\u0026\\u2028\\u2029é\u{7f}\\u0000/\\\"\\\\\\n\"";
    assert!(written.contains(expected), "{written}");
}

#[test]
fn a_signed_request_verifies() {
    let verifier = Verifier::new(POSTAL.key_set());
    for example in examples() {
        let request = POSTAL.sign(example.body);
        assert_eq!(request.body, example.body);
        let proof = verifier.verify(&request.signature_headers(), &request.body);
        assert_eq!(proof.unwrap().parse(), Ok(example.webhook()));
    }
    let webhook = example("MessageHeld", "typical").webhook();
    let mut request = POSTAL.sign_webhook(&webhook);
    assert_eq!(request, POSTAL.sign(to_rails_json(&webhook)));
    request.body.push(b' ');
    let refused = verifier.verify(&request.signature_headers(), &request.body);
    assert_eq!(refused.unwrap_err().status(), 401);
}

#[test]
fn a_signed_request_is_one_of_http() {
    let signed = POSTAL.sign(&b"{}"[..]);
    let request: http::Request<Vec<u8>> =
        signed.clone().into_http("https://example.com/postal?x=1");
    assert_eq!(request.method(), http::Method::POST);
    assert_eq!(request.uri(), "https://example.com/postal?x=1");
    assert_eq!(request.headers().len(), signed.headers.len());
    for (name, value) in &signed.headers {
        assert_eq!(request.headers()[*name], value);
    }
    assert_eq!(request.headers()["content-type"], "application/json");
    let verifier = Verifier::new(POSTAL.key_set());
    assert!(verifier.verify(&request.headers().into(), request.body()).is_ok());
}
