//! The authoring rules: checks every file of `schema/`, and makes the model of those that keep
//! them.
//!
//! All violations are reported at once. What passes here, typify reads without a panic.

mod clashes;
mod description;
mod event;
mod examples;
mod json;
mod keywords;
mod names;
mod numbers;
mod property;
mod references;
mod reserved;
mod settings;
mod shape;
mod text;
mod tree;
mod types;
mod written;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use json::json;
pub(super) use text::is_visible;

use super::model::Model;
pub use tree::Tree;

/// One breach of an authoring rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Violation {
    /// Path inside `schema/`.
    pub file: String,
    /// RFC 6901; empty for the whole file.
    pub pointer: String,
    pub rule: &'static str,
    pub problem: String,
    pub remedy: String,
}

/// The violations found so far.
#[derive(Default)]
struct Lint {
    violations: Vec<Violation>,
}

/// A place inside a file.
#[derive(Clone)]
struct At<'a> {
    file: &'a str,
    pointer: String,
}

impl<'a> At<'a> {
    fn file(file: &'a str) -> Self {
        Self { file, pointer: String::new() }
    }

    fn key(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { file: self.file, pointer: format!("{}/{key}", self.pointer) }
    }
}

impl Lint {
    fn violation(
        &mut self,
        at: &At<'_>,
        rule: &'static str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.violations.push(Violation {
            file: at.file.to_owned(),
            pointer: at.pointer.clone(),
            rule,
            problem: problem.into(),
            remedy: remedy.into(),
        });
    }
}

/// Checks all files; gives the model, or every violation in order of file and place.
pub(super) fn check(tree: &Tree) -> Result<Model, Vec<Violation>> {
    let mut lint = Lint::default();
    let model = build(tree, &mut lint);
    lint.violations.sort();
    lint.violations.dedup();
    if lint.violations.is_empty() { Ok(model) } else { Err(lint.violations) }
}

/// The violations, as the command line shows them.
pub(super) fn report(violations: &[Violation]) -> String {
    let mut text = format!(
        "schema/ breaks {} of its rules (schema/README.md has their reasons):",
        violations.len()
    );
    for Violation { file, pointer, rule, problem, remedy } in violations {
        let _ = write!(text, "\n\nschema/{file}#{pointer}: {rule}: {problem}\n  remedy: {remedy}");
    }
    text
}

/// The model; it is whole only if there is no violation.
fn build(tree: &Tree, lint: &mut Lint) -> Model {
    let settings = settings::settings(tree, lint);
    let mut files = BTreeMap::new();
    for folder in ["common", "payloads", "events"] {
        for (below, bytes) in tree.folder(folder) {
            let path = format!("{folder}/{below}");
            let at = At::file(&path);
            let named = below.strip_suffix(".json").filter(|stem| !stem.contains('/'));
            let Some(stem) = named else {
                lint.violation(
                    &at,
                    "file-name",
                    "this is no schema file",
                    format!("keep only <Name>.json files in schema/{folder}/, and no folders"),
                );
                continue;
            };
            names::check_file_name(&at, folder, stem, lint);
            if let Some(value) = json(&at, bytes, lint) {
                files.insert(path.clone(), (stem.to_owned(), value));
            }
        }
    }
    if !tree.0.contains_key("common/Timestamp.json") {
        lint.violation(
            &At::file("common/Timestamp.json"),
            "no-timestamp",
            "it is missing, and the envelope of every event refers to it",
            "write `{\"description\": \"…\", \"type\": \"number\"}` into it",
        );
    }
    let parsed = types::read(&files, lint);
    let events = event::read(tree, &files, &parsed, lint);
    clashes::check(&files, lint);
    let mut model = Model {
        version: settings.as_ref().map(|s| s.0.clone()).unwrap_or_default(),
        base_uri: settings.as_ref().map(|s| s.1.clone()).unwrap_or_default(),
        types: parsed.types,
        events,
        changelog: tree.text("CHANGELOG.md"),
        compat: tree.text("compat.toml"),
    };
    // Bodies are held against a model that is whole; against half a model they would all fail.
    if parsed.unread.is_empty()
        && model.events.len() == files.keys().filter(|p| p.starts_with("events/")).count()
    {
        examples::check_bodies(&mut model, lint);
    }
    model
}
