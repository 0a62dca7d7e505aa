//! Search for the first rule that holds for a reply.
//!
//! The rules are plain conditions in an order, generated from `schema/delivery`.

use std::sync::LazyLock;

use super::tables::TOPICS;
use super::words::Phrases;
use super::{Certainty, FailureKind, SmtpReply};

/// Rules of one meaning.
pub(super) struct Topic {
    /// The name of the meaning, for logs: `rate-limit`.
    pub(super) name: &'static str,
    pub(super) kind: FailureKind,
    pub(super) certainty: Certainty,
    pub(super) rules: &'static [Rule],
}

/// A rule holds if each condition that it has holds.
pub(super) struct Rule {
    /// The server, the document or the RFC that it comes from.
    pub(super) source: &'static str,
    /// The code is one of these.
    pub(super) codes: &'static [u16],
    /// The status has this subject, and a detail from the first to the last.
    pub(super) statuses: &'static [(u16, u16, u16)],
    /// One of these phrases occurs in the text.
    pub(super) phrases: &'static [&'static str],
}

impl Rule {
    /// Whether the code and the status are among those of the rule.
    fn allows(&self, reply: &SmtpReply<'_>) -> bool {
        let is_status = |&(subject, first, last): &(u16, u16, u16)| {
            reply.enhanced().is_some_and(|status| {
                status.subject == subject && (first..=last).contains(&status.detail)
            })
        };
        (self.codes.is_empty() || self.codes.contains(&reply.code()))
            && (self.statuses.is_empty() || self.statuses.iter().any(is_status))
    }
}

/// The rule that decides about a reply.
pub(super) struct Decision {
    pub(super) topic: &'static Topic,
    pub(super) rule: &'static Rule,
    pub(super) phrase: Option<&'static str>,
}

/// The first rule that holds for a reply. A topic of the kind `Unknown` decides nothing: it is
/// evidence against the recipient, so that no later topic of the kind `Recipient` decides.
pub(super) fn decide(reply: &SmtpReply<'_>) -> Option<Decision> {
    if reply.code() < 400 {
        return None;
    }
    let index = &*INDEX;
    let mut is_against = false;
    for (at, phrase) in index.rules_that_hold(reply) {
        let (topic, rule) = index.rules[at];
        match topic.kind {
            FailureKind::Unknown => is_against = true,
            FailureKind::Recipient if is_against => {}
            _ => {
                return Some(Decision { topic, rule, phrase });
            }
        }
    }
    None
}

/// The rules, made ready for searching.
struct Index {
    rules: Vec<(&'static Topic, &'static Rule)>,
    /// Where the rules stand that ask for no phrase.
    without_phrases: Vec<usize>,
    /// Every phrase, with the place of its rule.
    phrases: Vec<(usize, &'static str)>,
    search: Phrases,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let rules: Vec<_> =
        TOPICS.iter().flat_map(|topic| topic.rules.iter().map(move |rule| (topic, rule))).collect();
    let places = || rules.iter().map(|(_, rule)| *rule).enumerate();
    let phrases: Vec<_> = places()
        .flat_map(|(at, rule)| rule.phrases.iter().map(move |phrase| (at, *phrase)))
        .collect();
    Index {
        without_phrases: places()
            .filter(|(_, rule)| rule.phrases.is_empty())
            .map(|(at, _)| at)
            .collect(),
        search: Phrases::new(phrases.iter().map(|(_, phrase)| *phrase)),
        phrases,
        rules,
    }
});

impl Index {
    /// Where the rules stand that hold for a reply, in order, with the first phrase of each that
    /// occurs.
    fn rules_that_hold(&self, reply: &SmtpReply<'_>) -> Vec<(usize, Option<&'static str>)> {
        let allows = |at: usize| self.rules[at].1.allows(reply);
        let without_phrases = self.without_phrases.iter().filter(|at| allows(**at));
        let mut found: Vec<_> = without_phrases.map(|at| (*at, None)).collect();
        self.search.find(reply.lines(), |phrase| {
            let (at, text) = self.phrases[phrase];
            if allows(at) {
                found.push((at, Some(text)));
            }
        });
        found.sort_by_key(|(at, _)| *at);
        found
    }
}
