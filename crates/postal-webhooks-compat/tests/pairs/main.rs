//! Prepared pairs of schemas, each with its verdict.

mod properties;
mod tree;
mod whole;

use postal_webhooks_compat::{Event, Readings, Request, Verdict, compare};
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
        let request = Request { old: clone(&old), new: files.publish() };
        let events = compare(&request).expect("both are published schemas");
        let said = said(&events);
        if said != *verdict {
            wrong.push(format!("{name}\n  expected: {verdict}\n  said:     {said}"));
        }
        samples_tell_old_from_new(&events, &request);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is said of `Sent`; or of the only other event of which more is said than that it is
/// unchanged.
fn said(events: &[Event]) -> String {
    let noted = |event: &&Event| event.verdict != Verdict::Unchanged && event.note.is_some();
    if let Some(Event { event, verdict, note: Some(note), .. }) = events.iter().find(noted) {
        return format!("{event}: {}, {note}", word(*verdict));
    }
    let sent = events.iter().find(|event| event.event == "Sent");
    let sent = sent.expect("Sent is there");
    let told = sent.changes.iter().map(|change| {
        let refused_by = change.refused_by.join(", ");
        format!("{} {} ({refused_by})", change.pointer, change.problem)
    });
    let told: Vec<String> = told.collect();
    let text = format!("{} {}", word(sent.verdict), told.join(", "));
    text.trim_end().to_owned()
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unchanged => "unchanged",
        Verdict::Compatible => "compatible",
        Verdict::Breaking => "breaking",
    }
}

/// Each sample passes the new strict schema, and the readings that are named refuse it.
fn samples_tell_old_from_new(events: &[Event], request: &Request) {
    for change in events.iter().flat_map(|event| &event.changes) {
        let sample = change.sample.as_ref().expect("each change has a sample");
        let accepts = |schema: &Value| jsonschema::is_valid(schema, sample);
        assert!(accepts(&request.new.strict), "{sample}");
        let refused = |name| change.refused_by.contains(&name);
        assert_eq!(accepts(&request.old.tolerant), !refused("tolerant"), "{sample}");
        assert_eq!(accepts(&request.old.codegen), !refused("codegen"), "{sample}");
        assert!(!accepts(&request.old.strict), "{sample}");
    }
}

fn clone(readings: &Readings) -> Readings {
    let Readings { tolerant, strict, codegen } = readings;
    Readings { tolerant: tolerant.clone(), strict: strict.clone(), codegen: codegen.clone() }
}

#[test]
fn a_schema_in_another_form_is_a_fault() {
    let mut old = base().publish();
    old.strict = json!({"type": "object"});
    let fault = compare(&Request { old, new: base().publish() }).expect_err("it has no events");
    assert!(fault.to_string().contains("does not dispatch on `event`"), "{fault}");
}

#[test]
fn what_nobody_can_decide_is_breaking() {
    let described = |pattern: &str| {
        let mut readings = base().publish();
        readings.strict["$defs"]["Report"]["properties"]["host"]["pattern"] = pattern.into();
        readings
    };
    let (old, new) = (described("^[a-z]+$"), described("^[a-f]+$"));
    let events = compare(&Request { old, new }).expect("both are published schemas");
    let sent = events.iter().find(|event| event.event == "Sent");
    let sent = sent.expect("Sent is there");
    assert_eq!(sent.verdict, Verdict::Breaking);
    assert!(sent.note.is_some_and(|note| note.starts_with("undecided")));
}
