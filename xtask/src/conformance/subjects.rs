//! Who is asked: the validators and the generators.

use std::fmt;

use super::list::{BY_EVENT, List, NARROWED, Schema, UNION};
use super::toolchain::Language;

/// The two halves of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stage {
    Validators,
    Types,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Validators => "validation",
            Self::Types => "generated types",
        })
    }
}

/// A validator or generator, which must answer for all that it takes.
#[derive(Debug)]
pub(super) struct Subject {
    pub stage: Stage,
    /// Whose runner answers for it.
    pub language: Language,
    pub name: &'static str,
    /// The drafts that a validator knows; what is proved about the types of a generator.
    pub takes: &'static [&'static str],
    /// Whether it reports all errors, not the first one alone.
    pub complete: bool,
}

impl Subject {
    /// The schemas that it must answer for.
    pub(super) fn schemas<'a>(&'static self, list: &'a List) -> impl Iterator<Item = &'a Schema> {
        list.schemas.iter().filter(|schema| {
            schema.stage == self.stage && self.takes.contains(&schema.group.as_str())
        })
    }
}

const BOTH: &[&str] = &["2020-12", "draft-07"];

pub(super) static SUBJECTS: &[Subject] = &[
    validator(Language::JavaScript, "ajv", BOTH),
    validator(Language::Python, "jsonschema", BOTH),
    Subject { complete: false, ..validator(Language::Python, "fastjsonschema", &["draft-07"]) },
    validator(Language::Go, "santhosh-tekuri", BOTH),
    validator(Language::Java, "networknt", BOTH),
    validator(Language::Rust, "jsonschema", BOTH),
    validator(Language::Rust, "boon", BOTH),
    generator(Language::JavaScript, "json-schema-to-typescript", &[UNION, NARROWED]),
    generator(Language::JavaScript, "openapi-typescript", &[UNION, NARROWED]),
    generator(Language::Python, "datamodel-code-generator", &[UNION]),
    generator(Language::Go, "quicktype to Go", &[UNION, BY_EVENT]),
    generator(Language::Java, "quicktype to Java", &[UNION, BY_EVENT]),
];

const fn validator(
    language: Language,
    name: &'static str,
    drafts: &'static [&'static str],
) -> Subject {
    Subject { stage: Stage::Validators, language, name, takes: drafts, complete: true }
}

const fn generator(
    language: Language,
    name: &'static str,
    parts: &'static [&'static str],
) -> Subject {
    Subject { stage: Stage::Types, takes: parts, ..validator(language, name, parts) }
}

/// The subjects that one runner answers for.
pub(super) fn of(stage: Stage, language: Language) -> impl Iterator<Item = &'static Subject> {
    SUBJECTS.iter().filter(move |subject| subject.stage == stage && subject.language == language)
}
