//! Tests of the rules: every phrase, status and code decides.

use super::REPLIES;
use crate::delivery::FailureKind::{Recipient, Unknown};
use crate::delivery::classify;
use crate::delivery::rules::{Rule, Topic};
use crate::delivery::tables::TOPICS;

/// A reply for a rule: a code and a status that it allows, and the text.
fn reply(rule: &Rule, text: &str) -> String {
    let code = rule.codes.first().copied().unwrap_or(550);
    match rule.statuses.first() {
        Some((subject, detail, _)) => format!("{code} {}.{subject}.{detail} {text}", code / 100),
        None => format!("{code} {text}"),
    }
}

fn rules() -> impl Iterator<Item = (&'static Topic, &'static Rule)> {
    TOPICS.iter().flat_map(|topic| topic.rules.iter().map(move |rule| (topic, rule)))
}

/// No phrase is dead: alone, with other words in its gaps, it decides, and without them its topic
/// does.
#[test]
fn every_phrase_decides() {
    let mut dead = Vec::new();
    for (topic, rule) in rules().filter(|(topic, _)| topic.kind != Unknown) {
        for phrase in rule.phrases {
            for text in [phrase.replace(" … ", " "), phrase.replace('…', "xx xx")] {
                let output = reply(rule, &text.to_uppercase());
                let why = classify(&output, None);
                let gap_is_open = text.contains("xx") || !phrase.contains('…');
                if why.rule != topic.name || (gap_is_open && why.phrase != Some(phrase)) {
                    dead.push(format!("{}: {phrase} ({why})", topic.name));
                }
            }
        }
    }
    assert!(dead.is_empty(), "another phrase decides instead:\n{}", dead.join("\n"));
}

#[test]
fn every_status_and_code_decides() {
    for (topic, rule) in rules().filter(|(_, rule)| rule.phrases.is_empty()) {
        for (subject, first, last) in rule.statuses {
            for detail in [first, last] {
                let code = rule.codes.first().copied().unwrap_or(550);
                let why = classify(&format!("{code} {}.{subject}.{detail} x", code / 100), None);
                let earlier = TOPICS.iter().take_while(|other| other.name != topic.name);
                assert!(
                    why.rule == topic.name
                        || earlier.into_iter().any(|other| other.name == why.rule),
                    "{why}"
                );
            }
        }
        let why = classify(&reply(rule, "x"), None);
        assert_eq!(why.rule, topic.name, "{}", reply(rule, "x"));
        for code in rule.codes.iter().filter(|_| rule.statuses.is_empty()) {
            let why = classify(&format!("{code} x"), None);
            assert_eq!((why.rule, why.code), (topic.name, Some(i32::from(*code))));
        }
    }
}

/// What the rules promise of `Recipient`: words about something else take it away.
#[test]
fn recipient_needs_that_nothing_speaks_against_it() {
    let against: Vec<_> = rules()
        .take_while(|(topic, _)| topic.name != "unknown-recipient")
        .filter(|(topic, rule)| {
            topic.kind != Recipient && rule.codes.is_empty() && rule.statuses.is_empty()
        })
        .flat_map(|(_, rule)| rule.phrases)
        .collect();
    assert!(against.len() > 300);
    let (_, recipients) = REPLIES[0];
    for output in
        recipients.iter().filter(|output| classify(output, None).rule != "recipient-of-one-server")
    {
        for phrase in &against {
            let more = format!("{output}; {}", phrase.replace('…', ""));
            assert_ne!(classify(&more, None).kind, Recipient, "{more}");
        }
    }
    // Beside a status that is misused, other words are enough.
    assert_eq!(classify("550 5.1.1 recipient", None).kind, Recipient);
    assert_eq!(classify("550 5.1.1 message to recipient", None).kind, Unknown);
}
