//! Violations of the authoring rules, and the places where they are.

use std::fmt;

/// The ids of all rules, which schema/README.md lists too.
pub const RULES: &[&str] = &[
    "character",
    "definitions",
    "delivery-file",
    "delivery-kind",
    "delivery-phrase",
    "delivery-reply",
    "delivery-rule",
    "description",
    "envelope",
    "event",
    "example",
    "example-bytes",
    "example-invalid",
    "example-number",
    "fact",
    "file-name",
    "inline-enum",
    "inline-object",
    "integer",
    "invalid",
    "json",
    "keyword",
    "name",
    "name-clash",
    "no-event",
    "no-timestamp",
    "null-reference",
    "nullable",
    "order",
    "page",
    "ref",
    "ref-cycle",
    "request",
    "settings",
    "since",
    "type",
];

/// Violation of one authoring rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// Path inside `schema/`.
    pub file: String,
    /// JSON pointer (RFC 6901); empty for the whole file.
    pub pointer: String,
    /// The id of the rule, as schema/README.md lists it.
    pub rule: &'static str,
    /// What is wrong.
    pub problem: String,
    /// What to write instead.
    pub remedy: String,
}

/// All violations of a tree, by file and place.
#[derive(Debug)]
pub struct Violations(pub Vec<Violation>);

impl std::error::Error for Violations {}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "schema/ breaks {} of its rules (schema/README.md has their reasons):",
            self.0.len()
        )?;
        for Violation { file, pointer, rule, problem, remedy } in &self.0 {
            write!(f, "\n\nschema/{file}#{pointer}: {rule}: {problem}\n  remedy: {remedy}")?;
        }
        Ok(())
    }
}

/// The violations found so far.
#[derive(Default)]
pub(super) struct Lint {
    pub violations: Vec<Violation>,
}

/// A place inside a file.
#[derive(Clone)]
pub(super) struct At<'a> {
    pub file: &'a str,
    pub pointer: String,
}

impl<'a> At<'a> {
    pub(super) fn file(file: &'a str) -> Self {
        Self { file, pointer: String::new() }
    }

    pub(super) fn key(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { file: self.file, pointer: format!("{}/{key}", self.pointer) }
    }
}

impl Lint {
    pub(super) fn violation(
        &mut self,
        at: &At<'_>,
        rule: &'static str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        debug_assert!(RULES.contains(&rule), "{rule} is not among the rules");
        self.violations.push(Violation {
            file: at.file.to_owned(),
            pointer: at.pointer.clone(),
            rule,
            problem: problem.into(),
            remedy: remedy.into(),
        });
    }
}
