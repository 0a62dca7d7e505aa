//! Pairs of schemas, each with its verdict.

mod properties;
mod tree;
mod whole;

use postal_webhooks_compat::{Event, Schemas, Verdict, compare};
use serde_json::{Value, json};

use crate::tree::{Files, base};

/// One change, and what is said of the event `Sent` after it (of the first that differs, if it is
/// not `Sent`).
struct Pair {
    name: &'static str,
    change: fn(&mut Files),
    verdict: &'static str,
}

#[test]
fn each_pair_has_its_verdict() {
    let old = base().publish();
    let mut wrong = Vec::new();
    for Pair { name, change, verdict } in properties::PAIRS.iter().chain(whole::PAIRS) {
        let mut files = base();
        change(&mut files);
        let new = files.publish();
        let events = compare(&old, &new).expect("both are published schemas");
        let found = outcome(&events);
        if found != *verdict {
            wrong.push(format!("{name}\n  expected: {verdict}\n  found:    {found}"));
        }
        samples_tell_old_from_new(&events, &old, &new);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The outcome of `Sent`, or of the only other event that is not unchanged.
fn outcome(events: &[Event]) -> String {
    let noted = |event: &&Event| event.verdict != Verdict::Unchanged && event.note.is_some();
    if let Some(Event { name, verdict, note: Some(note), .. }) = events.iter().find(noted) {
        return format!("{name}: {}, {note}", word(*verdict));
    }
    let sent = events.iter().find(|event| event.name == "Sent");
    let sent = sent.expect("Sent is there");
    let changes = sent.changes.iter().map(|change| {
        let refused_by = change.refused_by.join(", ");
        format!("{} {} ({refused_by})", change.pointer, change.problem)
    });
    let changes: Vec<String> = changes.collect();
    let text = format!("{} {}", word(sent.verdict), changes.join(", "));
    text.trim_end().to_owned()
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unchanged => "unchanged",
        Verdict::Compatible => "compatible",
        Verdict::Breaking => "breaking",
    }
}

/// Each sample passes the new strict schema, and the old schemas that are named refuse it.
fn samples_tell_old_from_new(events: &[Event], old: &Schemas, new: &Schemas) {
    for change in events.iter().flat_map(|event| &event.changes) {
        let sample = change.sample.as_ref().expect("each change has a sample");
        let accepts = |schema: &Value| jsonschema::is_valid(schema, sample);
        assert!(accepts(&new.strict), "{sample}");
        let refused = |name| change.refused_by.contains(&name);
        assert_eq!(accepts(&old.tolerant), !refused("tolerant"), "{sample}");
        assert_eq!(accepts(&old.codegen), !refused("codegen"), "{sample}");
        assert!(!accepts(&old.strict), "{sample}");
    }
}

#[test]
fn a_schema_in_another_form_is_an_error() {
    let mut old = base().publish();
    old.strict = json!({"type": "object"});
    let error = compare(&old, &base().publish()).expect_err("it has no events");
    assert!(error.to_string().contains("does not dispatch on `event`"), "{error}");
}

#[test]
fn what_nobody_can_decide_is_breaking() {
    let described = |pattern: &str| {
        let mut schemas = base().publish();
        schemas.strict["$defs"]["Report"]["properties"]["host"]["pattern"] = pattern.into();
        schemas
    };
    let (old, new) = (described("^[a-z]+$"), described("^[a-f]+$"));
    let events = compare(&old, &new).expect("both are published schemas");
    let sent = events.iter().find(|event| event.name == "Sent");
    let sent = sent.expect("Sent is there");
    assert_eq!(sent.verdict, Verdict::Breaking);
    assert!(sent.note.is_some_and(|note| note.starts_with("undecided")));
}
