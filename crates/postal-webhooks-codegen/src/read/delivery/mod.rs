//! Rules on `delivery/`: how replies of mail servers are read.

mod phrases;
mod replies;
mod rules;

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::json::not_utf8;
use super::text::characters;
use super::tree::Tree;
use super::violation::{At, Lint};
use crate::delivery::{Delivery, Named, Postal, Vocabulary};

/// Kinds that the search for a rule knows by name.
const RECIPIENT: &str = "Recipient";
const UNKNOWN: &str = "Unknown";

/// Reads `delivery/`; `None` if the folder is empty, or cannot be read.
pub(super) fn read(tree: &Tree, lint: &mut Lint) -> Option<Delivery> {
    tree.folder("delivery").next()?;
    check_files(tree, lint);
    let vocabulary: Option<Vocabulary> = toml(tree, "delivery/delivery.toml", lint);
    let postal: Option<Postal> = toml(tree, "delivery/postal.toml", lint);
    let vocabulary = vocabulary?;
    check_vocabulary(&vocabulary, lint);
    let names = Names {
        kinds: vocabulary.kinds.iter().map(|kind| kind.name.as_str()).collect(),
        certainties: vocabulary.certainties.iter().map(|one| one.name.as_str()).collect(),
    };
    let violations = lint.violations.len();
    let topics = rules::read(tree, &names, lint);
    for topic in &topics {
        phrases::check_form(topic, &vocabulary, lint);
    }
    // With half of the rules another one would decide.
    if lint.violations.len() == violations {
        phrases::check_that_each_decides(&topics, vocabulary.gap, lint);
    }
    let postal = postal?;
    check_postal(&postal, &names, lint);
    let replies = replies::read(tree, "delivery/replies.tsv", true, &names, lint);
    let field = replies::read(tree, "delivery/field.tsv", false, &names, lint);
    let topics = topics.into_iter().map(|topic| topic.topic).collect();
    Some(Delivery { vocabulary, postal, topics, replies, field })
}

/// The names that a rule may use.
struct Names<'a> {
    kinds: BTreeSet<&'a str>,
    certainties: BTreeSet<&'a str>,
}

impl Names<'_> {
    fn check_kind(&self, at: &At<'_>, what: &str, kind: &str, lint: &mut Lint) {
        if !self.kinds.contains(kind) {
            lint.violation(
                at,
                "delivery-kind",
                format!("{what}`{kind}` is no kind of failure"),
                format!("write one of {}", list(&self.kinds)),
            );
        }
    }

    fn check_certainty(&self, at: &At<'_>, certainty: &str, lint: &mut Lint) {
        if !self.certainties.contains(certainty) {
            lint.violation(
                at,
                "delivery-kind",
                format!("`{certainty}` is no certainty"),
                format!("write one of {}", list(&self.certainties)),
            );
        }
    }
}

fn list(names: &BTreeSet<&str>) -> String {
    names.iter().copied().collect::<Vec<_>>().join(", ")
}

/// Files that nobody reads.
fn check_files(tree: &Tree, lint: &mut Lint) {
    for (below, _) in tree.folder("delivery") {
        let known = ["README.md", "delivery.toml", "postal.toml", "replies.tsv", "field.tsv"];
        if !known.contains(&below) && !below.starts_with("rules/") {
            let path = format!("delivery/{below}");
            lint.violation(
                &At::file(&path),
                "delivery-file",
                "nothing reads this file",
                "put rules into schema/delivery/rules/, labelled replies into replies.tsv",
            );
        }
    }
}

/// Reads a TOML file.
fn toml<T: DeserializeOwned>(tree: &Tree, path: &str, lint: &mut Lint) -> Option<T> {
    let read = text(tree, path, lint)?;
    match toml::from_str(&read) {
        Ok(value) => Some(value),
        Err(e) => {
            let number = e.span().map_or(1, |span| read[..span.start].matches('\n').count() + 1);
            let problem = format!("line {number}: {}", e.message());
            let remedy = "write the keys that schema/delivery/README.md lists, and only these";
            lint.violation(&At::file(path), "delivery-file", problem, remedy);
            None
        }
    }
}

/// Reads a text file.
fn text(tree: &Tree, path: &str, lint: &mut Lint) -> Option<String> {
    let at = At::file(path);
    let Some(bytes) = tree.0.get(path) else {
        lint.violation(&at, "delivery-file", "it is missing", "write it, or remove the folder");
        return None;
    };
    if let Some((problem, remedy)) = not_utf8(bytes) {
        lint.violation(&at, "delivery-file", problem, remedy);
        return None;
    }
    Some(tree.text(path))
}

fn check_vocabulary(vocabulary: &Vocabulary, lint: &mut Lint) {
    let at = At::file("delivery/delivery.toml");
    let lists = [("kind", &vocabulary.kinds), ("certainty", &vocabulary.certainties)];
    for (key, named) in lists {
        let mut seen = BTreeSet::new();
        for (index, Named { name, description }) in named.iter().enumerate() {
            let at = at.key(key).key(&index.to_string());
            if crate::words::variant(name).as_ref() != Some(name) || !seen.insert(name) {
                lint.violation(
                    &at.key("name"),
                    "delivery-kind",
                    format!("`{name}` is not in PascalCase, or stands twice"),
                    "give it a name of its own in PascalCase",
                );
            }
            check_text(&at.key("description"), description, lint);
        }
        for needed in [RECIPIENT, UNKNOWN].iter().filter(|_| key == "kind") {
            if !named.iter().any(|kind| kind.name == *needed) {
                lint.violation(
                    &at,
                    "delivery-kind",
                    format!("the kind `{needed}` is missing, by which rules are searched"),
                    format!("add `[[kind]]` with the name `{needed}`"),
                );
            }
        }
    }
}

/// Checks a text that people read: one line, not empty.
fn check_text(at: &At<'_>, text: &str, lint: &mut Lint) {
    if text.trim().is_empty() {
        lint.violation(at, "delivery-rule", "it is empty", "write one line");
    }
    characters(at, text, false, lint);
}

fn check_postal(postal: &Postal, names: &Names<'_>, lint: &mut Lint) {
    let at = At::file("delivery/postal.toml");
    for (index, range) in postal.http.statuses.iter().enumerate() {
        let at = at.key("http").key("statuses").key(&index.to_string());
        names.check_kind(&at.key("kind"), "", &range.kind, lint);
        if range.first.is_some_and(|first| first > range.last) {
            lint.violation(
                &at,
                "delivery-rule",
                "the range is reversed, so it has no status",
                "write the lower status as `first`",
            );
        }
    }
    let texts = &postal.details.texts;
    for (index, text) in texts.iter().enumerate() {
        let at = at.key("details").key("text").key(&index.to_string());
        names.check_kind(&at.key("kind"), "", &text.kind, lint);
        check_text(&at.key("start"), &text.start, lint);
        check_text(&at.key("source"), &text.source, lint);
        let wins = |earlier: &&crate::delivery::DetailsText| {
            text.start.starts_with(&earlier.start) && (text.without_reply || !earlier.without_reply)
        };
        if let Some(earlier) = texts[..index].iter().find(wins) {
            lint.violation(
                &at.key("start"),
                "delivery-phrase",
                format!("it never decides: `{}` before it does", earlier.start),
                "leave it out, or put it before that text",
            );
        }
    }
    let sources = [("http", &postal.http.source), ("details", &postal.details.source)];
    for (key, source) in sources {
        check_text(&at.key(key).key("source"), source, lint);
    }
}
