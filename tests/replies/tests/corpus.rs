//! The rules for failed deliveries, measured on labelled replies.

use std::collections::BTreeSet;

use postal_webhooks::delivery::FailureKind::{MailboxFull, PolicyOrReputation, Postal, Recipient};
use postal_webhooks_replies::{KINDS, Labelled, Verdict, corpus, delivery, field, read};

fn count(replies: &[Labelled], verdict: Verdict) -> usize {
    let is_verdict = |reply: &&Labelled| reply.verdict() == verdict;
    replies.iter().filter(is_verdict).count()
}

/// A wrong `Recipient` takes a good address off a list.
#[test]
fn no_other_failure_is_recipient() {
    let replies = corpus().unwrap();
    for reply in &replies {
        assert_ne!(
            reply.verdict(),
            Verdict::FalseRecipient,
            "line {}: {}",
            reply.line,
            reply.classified()
        );
    }
    let about_recipients = replies.iter().filter(|reply| reply.kinds == [Recipient]);
    let (found, missed): (Vec<_>, Vec<_>) =
        about_recipients.partition(|reply| reply.verdict() == Verdict::Agrees);
    assert!(found.len() >= 20 * missed.len(), "it is found where it is right");
}

#[test]
fn most_replies_are_read_as_labelled() {
    let replies = corpus().unwrap();
    assert!(count(&replies, Verdict::Agrees) * 100 >= replies.len() * 96);
    assert!(count(&replies, Verdict::Wrong) * 100 <= replies.len() * 2);
    // The figures that the README gives.
    let sources: BTreeSet<_> = replies.iter().map(|reply| &reply.source).collect();
    let sources = sources.len();
    let readme = include_str!("../../../crates/postal-webhooks/README.md");
    let readme = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    for figure in [
        format!("Of {} labelled replies from {sources} sources", replies.len()),
        format!("{} are read as labelled", count(&replies, Verdict::Agrees)),
        format!("{} are `Unknown`", count(&replies, Verdict::Unknown)),
        format!("{} are another kind", count(&replies, Verdict::Wrong)),
    ] {
        assert!(readme.contains(&figure), "{figure}");
    }
}

/// The corpus is large, has every kind that a server can give, and a source for each reply.
#[test]
fn the_corpus_is_what_it_says() {
    let replies = corpus().unwrap();
    assert!(replies.len() >= 800);
    // Postal's own decisions are no replies.
    for kind in KINDS.into_iter().filter(|kind| *kind != Postal) {
        let labelled = replies.iter().filter(|reply| reply.kinds.contains(&kind));
        assert!(labelled.count() >= 40, "{kind:?}");
    }
}

/// What the corpus says of the replies that the rules are known to miss.
#[test]
fn known_misses_are_those_that_are_there() {
    for reply in corpus().unwrap() {
        let found = reply.classified().kind;
        let expected = (!reply.kinds.contains(&found)).then_some(found);
        assert_eq!(reply.found, expected, "line {}", reply.line);
    }
}

#[test]
fn the_kinds_are_those_of_the_schema() {
    let known = KINDS.map(|kind| format!("{kind:?}"));
    let kinds = delivery().unwrap().vocabulary.kinds;
    assert_eq!(kinds.into_iter().map(|kind| kind.name).collect::<Vec<_>>(), known);
}

/// Replies that were read wrongly once.
#[test]
fn replies_from_the_field() {
    let replies = field().unwrap();
    assert_eq!(replies.len(), 27);
    for reply in replies {
        let found = reply.classified();
        assert_eq!(reply.verdict(), Verdict::Agrees, "{}: {found}", reply.output);
    }
}

#[test]
fn files_in_another_form_are_refused() {
    let check = |text: &str, expected: &str| {
        let error = read(text).map(|_| ()).unwrap_err();
        assert_eq!(format!("{error:#}"), expected);
    };
    check("# a\nRecipient", "line 2: fewer than three columns");
    check("Nobody\t\"\"\tnull", "line 1: `Nobody` is no kind of failure");
    let several = read("MailboxFull|PolicyOrReputation\t\"\"\tnull").unwrap();
    assert_eq!(several[0].kinds, [MailboxFull, PolicyOrReputation]);
}
