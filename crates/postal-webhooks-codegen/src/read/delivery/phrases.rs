//! Rules on phrases: each is written as texts are compared, and can decide.
//!
//! A phrase in that form is its words, so here the search for phrases needs no more than words; the
//! search in the texts of servers is that of the helper crate.

use std::collections::{BTreeSet, HashMap};

use super::rules::Placed;
use super::{RECIPIENT, UNKNOWN};
use crate::delivery::{Rule, Vocabulary};
use crate::read::violation::Lint;

/// Stands for other words.
const GAP: &str = " … ";

/// Checks that phrases are in lower case, without accents and punctuation, and stand once.
pub(super) fn check_form(topic: &Placed, vocabulary: &Vocabulary, lint: &mut Lint) {
    for (rule, of_rule) in topic.topic.rules.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (index, phrase) in of_rule.phrases.iter().enumerate() {
            let at = topic.rule(rule).key("phrases").key(&index.to_string());
            if let Some(problem) = fault(phrase, vocabulary) {
                lint.violation(
                    &at,
                    "delivery-phrase",
                    format!("`{phrase}` {problem}"),
                    "write words in lower case, letters without accents, one space between them; `@` for an \
                     address, and ` … ` for a few other words",
                );
            }
            if !seen.insert(phrase) {
                let remedy = "leave one of the two out";
                lint.violation(&at, "delivery-phrase", format!("`{phrase}` stands twice"), remedy);
            }
        }
    }
}

/// What keeps a phrase from being found.
fn fault(phrase: &str, vocabulary: &Vocabulary) -> Option<&'static str> {
    let words = || phrase.split(GAP).flat_map(|part| part.split(' '));
    let letters = || words().filter(|word| *word != "@").flat_map(str::chars);
    let accents = || vocabulary.fold.values().flat_map(|letters| letters.chars());
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    if words().any(str::is_empty) {
        Some("has no word at its beginning, at its end or between two spaces")
    } else if letters().all(plain) {
        None
    } else if letters().any(|letter| !letter.to_lowercase().eq([letter])) {
        Some("has a capital")
    } else if letters().any(|letter| accents().any(|accent| accent == letter)) {
        Some("has an accent")
    } else if letters().any(|letter| !letter.is_alphanumeric()) {
        Some("has a character that is no letter or digit")
    } else {
        None
    }
}

/// Checks that each phrase decides for its topic, alone and with other words in its gaps.
pub(super) fn check_that_each_decides(topics: &[Placed], gap: usize, lint: &mut Lint) {
    let search = Search::new(topics, gap);
    for (place, (topic, index, rule)) in search.rules.iter().enumerate() {
        if topic.topic.kind == UNKNOWN {
            continue;
        }
        let before = search.before(place, rule);
        for (at, phrase) in rule.phrases.iter().enumerate() {
            let closed = phrase.replace(GAP, " ");
            let open = phrase.replace(GAP, " xx xx ");
            let mut decision = search.decide(&before, &words(&open));
            let mut wins = decision == Some((place, at));
            if wins && phrase.contains(GAP) {
                decision = search.decide(&before, &words(&closed));
                let winner = decision.map(|(other, _)| &search.rules[other].0.topic.name);
                wins = winner == Some(&topic.topic.name);
            }
            if !wins {
                lint.violation(
                    &topic.rule(*index).key("phrases").key(&at.to_string()),
                    "delivery-phrase",
                    format!("`{phrase}` does not decide: {} does", search.name(decision)),
                    "leave it out, or move it before that one",
                );
            }
        }
    }
}

/// All rules in order, and their phrases by their first word.
struct Search<'a> {
    /// With the index in the topic.
    rules: Vec<(&'a Placed, usize, &'a Rule)>,
    /// The places of those that ask for no phrase.
    without_phrases: Vec<usize>,
    phrases: HashMap<&'a str, Vec<Phrase<'a>>>,
    /// The most words between two parts of a phrase.
    gap: usize,
}

/// The place of its rule, its own place there, and its parts.
type Phrase<'a> = (usize, usize, Vec<Vec<&'a str>>);

impl<'a> Search<'a> {
    fn new(topics: &'a [Placed], gap: usize) -> Self {
        let rules: Vec<_> = topics
            .iter()
            .flat_map(|topic| {
                let rules = topic.topic.rules.iter().enumerate();
                rules.map(move |(index, rule)| (topic, index, rule))
            })
            .collect();
        let mut phrases: HashMap<_, Vec<_>> = HashMap::new();
        for (place, (_, _, rule)) in rules.iter().enumerate() {
            for (at, phrase) in rule.phrases.iter().enumerate() {
                let parts: Vec<Vec<_>> = phrase.split(GAP).map(words).collect();
                if parts.iter().all(|part| !part.is_empty()) {
                    phrases.entry(parts[0][0]).or_default().push((place, at, parts));
                }
            }
        }
        let has_none = |place: &usize| rules[*place].2.phrases.is_empty();
        let without_phrases = (0..rules.len()).filter(has_none).collect();
        Self { rules, without_phrases, phrases, gap }
    }

    /// Whether each rule up to this place can hold for a code and a status that this rule allows.
    fn before(&self, place: usize, rule: &Rule) -> Vec<bool> {
        self.rules[..=place].iter().map(|(_, _, other)| allows(other, rule)).collect()
    }

    /// The rule and the phrase that decide about words; only the rules in `before` can hold.
    fn decide(&self, before: &[bool], words: &[&str]) -> Option<(usize, usize)> {
        let allowed = |place: usize| before.get(place).is_some_and(|allowed| *allowed);
        let without_phrases = self.without_phrases.iter().copied().filter(|place| allowed(*place));
        let mut found: Vec<_> = without_phrases.map(|place| (place, 0, usize::MAX)).collect();
        for (start, first) in words.iter().enumerate() {
            for (place, at, parts) in self.phrases.get(first).into_iter().flatten() {
                if allowed(*place) && begins(&words[start..], parts, self.gap) {
                    found.push((*place, start, *at));
                }
            }
        }
        found.sort_unstable();
        let mut is_against = false;
        for (place, _, at) in found {
            match self.rules[place].0.topic.kind.as_str() {
                UNKNOWN => is_against = true,
                RECIPIENT if is_against => {}
                _ => return Some((place, at)),
            }
        }
        None
    }

    /// What decides, for a message.
    fn name(&self, decision: Option<(usize, usize)>) -> String {
        let Some((place, at)) = decision else {
            return format!("a topic of the kind {UNKNOWN} before it");
        };
        let (topic, _, rule) = self.rules[place];
        match rule.phrases.get(at) {
            Some(phrase) => format!("`{phrase}` of {}", topic.topic.name),
            None => format!("the rule `{}` of {}", rule.source, topic.topic.name),
        }
    }
}

/// Whether `words` begin with the parts, with at most `gap` words between two of them.
fn begins(words: &[&str], parts: &[Vec<&str>], gap: usize) -> bool {
    let mut parts = parts.iter();
    let first = parts.next().and_then(|part| words.strip_prefix(part.as_slice()));
    let next = |rest: &'_ [&str], part: &Vec<&str>| {
        let at = rest.windows(part.len()).take(gap + 1).position(|here| here == part)?;
        Some(at + part.len())
    };
    let Some(mut rest) = first else { return false };
    parts.all(|part| {
        let end = next(rest, part);
        rest = &rest[end.unwrap_or_default()..];
        end.is_some()
    })
}

/// Whether a rule allows the first code and the first status of another one.
fn allows(rule: &Rule, other: &Rule) -> bool {
    let code = other.codes.first().copied().unwrap_or(550);
    let is_status = || {
        let status = other.statuses.first();
        status.is_some_and(|status| {
            rule.statuses.iter().any(|range| {
                range.subject == status.subject
                    && (range.first..=range.last).contains(&status.first)
            })
        })
    };
    (rule.codes.is_empty() || rule.codes.contains(&code))
        && (rule.statuses.is_empty() || is_status())
}

/// The words of a phrase: each Chinese or Japanese character is one.
fn words(phrase: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for run in phrase.split(' ').filter(|run| !run.is_empty()) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let end = if is_ideograph(first) {
                first.len_utf8()
            } else {
                rest.find(is_ideograph).unwrap_or(rest.len())
            };
            words.push(&rest[..end]);
            rest = &rest[end..];
        }
    }
    words
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}
