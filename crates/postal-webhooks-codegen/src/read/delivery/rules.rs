//! Rules on the files of `delivery/rules/`.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Names, check_text, toml};
use crate::delivery::{Rule, Statuses, Topic};
use crate::read::tree::Tree;
use crate::read::violation::{At, Lint};

/// A topic, and where it stands.
pub(super) struct Placed {
    pub topic: Topic,
    pub file: String,
    /// Its index in the file.
    pub index: usize,
}

impl Placed {
    /// The place of a rule.
    pub(super) fn rule(&self, rule: usize) -> At<'_> {
        topic_at(&self.file, self.index).key("rule").key(&rule.to_string())
    }
}

fn topic_at(file: &str, index: usize) -> At<'_> {
    At::file(file).key("topic").key(&index.to_string())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    topic: Vec<WrittenTopic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTopic {
    name: String,
    kind: String,
    certainty: String,
    rule: Vec<WrittenRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    #[serde(default)]
    source: String,
    #[serde(default)]
    codes: Vec<u16>,
    /// `7.20-26`
    #[serde(default)]
    statuses: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
}

/// Reads the topics of all files, which are in the order of their names.
pub(super) fn read(tree: &Tree, names: &Names<'_>, lint: &mut Lint) -> Vec<Placed> {
    let mut topics = Vec::new();
    let mut seen = BTreeSet::new();
    for (below, _) in tree.folder("delivery/rules") {
        let path = format!("delivery/rules/{below}");
        if !is_file_name(below) {
            lint.violation(
                &At::file(&path),
                "delivery-file",
                "its name does not give its place among the others",
                "name it with two digits, `-` and a name in kebab-case: `20-protocol.toml`",
            );
            continue;
        }
        let Some(file) = toml::<File>(tree, &path, lint) else { continue };
        for (index, written) in file.topic.into_iter().enumerate() {
            let at = topic_at(&path, index);
            if !is_kebab(&written.name) || !seen.insert(written.name.clone()) {
                lint.violation(
                    &at.key("name"),
                    "delivery-rule",
                    format!("`{}` is not in kebab-case, or names another topic too", written.name),
                    "give the topic a name of its own in kebab-case",
                );
            }
            names.check_kind(&at.key("kind"), "", &written.kind, lint);
            names.check_certainty(&at.key("certainty"), &written.certainty, lint);
            if written.rule.is_empty() {
                let remedy = "give it a `[[topic.rule]]`, or leave it out";
                lint.violation(&at, "delivery-rule", "the topic has no rule", remedy);
            }
            let rules = written.rule.into_iter().enumerate();
            let rules = rules.map(|(rule, written)| {
                read_rule(&at.key("rule").key(&rule.to_string()), written, lint)
            });
            let topic = Topic {
                rules: rules.collect(),
                name: written.name,
                kind: written.kind,
                certainty: written.certainty,
            };
            topics.push(Placed { topic, file: path.clone(), index });
        }
    }
    topics
}

fn read_rule(at: &At<'_>, written: WrittenRule, lint: &mut Lint) -> Rule {
    let WrittenRule { source, codes, statuses, phrases } = written;
    check_text(&at.key("source"), &source, lint);
    if codes.is_empty() && statuses.is_empty() && phrases.is_empty() {
        lint.violation(
            at,
            "delivery-rule",
            "the rule has no condition, so it holds for every reply",
            "give it `codes`, `statuses` or `phrases`",
        );
    }
    for (index, code) in codes.iter().enumerate() {
        if !(400..600).contains(code) {
            lint.violation(
                &at.key("codes").key(&index.to_string()),
                "delivery-rule",
                format!("{code} is no code of a failure"),
                "write codes from 400 to 599",
            );
        }
    }
    let statuses = statuses.iter().enumerate().filter_map(|(index, text)| {
        let range = statuses_of(text);
        if range.is_none() {
            lint.violation(
                &at.key("statuses").key(&index.to_string()),
                "delivery-rule",
                format!("`{text}` is no range of statuses from lower to higher"),
                "write subject and detail, as `7.1`, or subject and two details, as `7.20-26`",
            );
        }
        range
    });
    Rule { source, codes, statuses: statuses.collect(), phrases }
}

/// Parses `7.1` or `7.20-26`; a range has at least two statuses.
fn statuses_of(text: &str) -> Option<Statuses> {
    let (subject, details) = text.split_once('.')?;
    let (first, last) = match details.split_once('-') {
        Some((first, last)) => (number(first)?, number(last)?),
        None => (number(details)?, number(details)?),
    };
    let is_range = details.contains('-') == (first < last) && first <= last;
    is_range.then_some(Statuses { subject: number(subject)?, first, last })
}

/// A number of one to three digits without leading zeros.
fn number(text: &str) -> Option<u16> {
    let number: u16 = text.parse().ok()?;
    (number < 1000 && number.to_string() == text).then_some(number)
}

fn is_kebab(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    name.split('-').all(is_word)
}

/// `20-protocol.toml`
fn is_file_name(name: &str) -> bool {
    let stem = name.strip_suffix(".toml").unwrap_or_default();
    let Some((number, rest)) = stem.split_once('-') else { return false };
    number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()) && is_kebab(rest)
}
