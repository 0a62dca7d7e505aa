//! Languages of a run: their runners, validators and generators, as `runner.toml` names them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde::Deserialize;
use xtask::runner::{self, Runner};
use xtask::tool::{self, Variables};

use crate::answers::Answer;
use crate::list::{List, Schema, Stage};

/// The folders of the runners, in the order of the table.
const FOLDERS: [&str; 5] = ["javascript", "python", "go", "java", "rust"];

/// A language with its runner, and those who answer there.
pub(crate) struct Language {
    pub runner: Runner,
    /// Whose types are read here, and made there.
    pub types_after: Option<String>,
    pub subjects: Vec<Subject>,
    folder: PathBuf,
    variables: Variables,
}

/// A validator or generator, which must answer for all that it takes.
#[derive(Debug)]
pub(crate) struct Subject {
    pub stage: Stage,
    pub name: String,
    /// The drafts that a validator knows; what is proved about the types of a generator.
    pub takes: Vec<String>,
    /// Whether it reports all errors, not the first one alone.
    pub complete: bool,
}

/// What a `runner.toml` has here besides a runner.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct File {
    validators: Vec<Validator>,
    #[serde(default)]
    generators: Vec<Generator>,
    types_after: Option<String>,
    #[serde(flatten)]
    runner: Runner,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Validator {
    name: String,
    drafts: Vec<String>,
    #[serde(default)]
    first_error: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Generator {
    name: String,
    proves: Vec<String>,
}

/// Reads the languages.
pub(crate) fn languages(root: &Path, list: &Path) -> Result<Vec<Language>> {
    let out = tool::target(root, "conformance");
    let language = |name: &str| {
        let folder = root.join("tests/conformance").join(name);
        let File { validators, generators, types_after, runner } = runner::load(&folder)?;
        let validators = validators.into_iter().map(|Validator { name, drafts, first_error }| {
            Subject { stage: Stage::Validators, name, takes: drafts, complete: !first_error }
        });
        let generators = generators.into_iter().map(|Generator { name, proves }| Subject {
            stage: Stage::Types,
            name,
            takes: proves,
            complete: true,
        });
        let variables = Variables::from([
            ("out", out.join(name).display().to_string()),
            ("types", out.join("types").display().to_string()),
            ("list", list.display().to_string()),
        ]);
        let subjects = validators.chain(generators).collect();
        Ok(Language { runner, types_after, subjects, folder, variables })
    };
    FOLDERS.into_iter().map(language).collect()
}

impl Language {
    /// Installs and builds the runner.
    pub(crate) fn prepare(&self) -> Result<()> {
        self.runner.prepare(&self.folder, &self.variables)
    }

    /// Runs one stage, and gives back what the runner prints.
    pub(crate) fn run(&self, stage: Stage) -> Result<String> {
        self.runner.read(purpose(stage), &self.folder, &self.variables)
    }

    pub(crate) fn has(&self, stage: Stage) -> bool {
        self.runner.can(purpose(stage))
    }

    /// Those who answer in one stage.
    pub(crate) fn subjects(&self, stage: Stage) -> impl Iterator<Item = &Subject> {
        self.subjects.iter().filter(move |subject| subject.stage == stage)
    }
}

/// The name of a stage in `runner.toml`.
fn purpose(stage: Stage) -> &'static str {
    match stage {
        Stage::Validators => "validate",
        Stage::Types => "types",
    }
}

impl Subject {
    /// The schemas that it must answer for.
    pub(crate) fn schemas<'a>(&'a self, list: &'a List) -> impl Iterator<Item = &'a Schema> {
        list.schemas
            .iter()
            .filter(|schema| schema.stage == self.stage && self.takes.contains(&schema.group))
    }
}

/// The answers by validator, schema and body.
pub(crate) type Answers<'a> = BTreeMap<(&'a str, &'a str, &'a str), &'a Answer>;

/// Sorts the answers, and checks that all that was asked is answered once, and nothing else.
pub(crate) fn sort<'a>(
    answers: &'a [Answer],
    subjects: &'a [&'a Subject],
    list: &'a List,
) -> Result<Answers<'a>> {
    let mut sorted = Answers::new();
    for answer in answers {
        let key = (answer.validator.as_str(), answer.schema.as_str(), answer.body.as_str());
        if sorted.insert(key, answer).is_some() {
            bail!("{} answers twice about {} and {}", answer.validator, answer.schema, answer.body);
        }
    }
    let mut asked = 0;
    for subject in subjects {
        let questions: Vec<_> = subject
            .schemas(list)
            .flat_map(|schema| {
                schema
                    .bodies
                    .iter()
                    .map(|body| (subject.name.as_str(), schema.id.as_str(), body.as_str()))
            })
            .collect();
        let mut missing = questions.iter().filter(|question| !sorted.contains_key(*question));
        if let Some((name, schema, body)) = missing.next() {
            bail!(
                "{name} answers {} of {} questions; the first that is missing: {schema} about {body}",
                questions.len() - 1 - missing.count(),
                questions.len(),
            );
        }
        asked += questions.len();
    }
    if sorted.len() > asked {
        bail!("there are {} answers to {asked} questions", sorted.len());
    }
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::parse;

    fn check(output: &str, expected: &str) {
        let schema = Schema {
            id: "s".to_owned(),
            stage: Stage::Validators,
            group: "2020-12".to_owned(),
            column: "tolerant",
            path: None,
            bodies: vec!["a".to_owned(), "b".to_owned()],
        };
        let list = List { schemas: vec![schema], ..List::default() };
        let ajv = Subject {
            stage: Stage::Validators,
            name: "ajv".to_owned(),
            takes: vec!["2020-12".to_owned()],
            complete: true,
        };
        let subjects = [&ajv];
        let result = parse(output)
            .and_then(|answers| sort(&answers, &subjects, &list).map(|sorted| sorted.len()));
        let outcome = match result {
            Ok(count) => format!("{count} answers"),
            Err(error) => error.to_string(),
        };
        assert_eq!(outcome, expected);
    }

    fn line(body: &str) -> String {
        format!(
            r#"{{"validator":"ajv","version":"8","schema":"s","body":"{body}","valid":true,"errors":[]}}"#
        )
    }

    #[test]
    fn all_once() {
        check(&format!("{}\n{}\n", line("b"), line("a")), "2 answers");
    }

    #[test]
    fn too_few() {
        check(&line("a"), "ajv answers 1 of 2 questions; the first that is missing: s about b");
        check("", "ajv answers 0 of 2 questions; the first that is missing: s about a");
    }

    #[test]
    fn too_many() {
        check(&[line("a"), line("b"), line("c")].join("\n"), "there are 3 answers to 2 questions");
        check(&[line("a"), line("b"), line("b")].join("\n"), "ajv answers twice about s and b");
    }

    #[test]
    fn no_answer_at_all() {
        check(
            &format!("{}\nTraceback (most recent call last):\n", line("a")),
            "line 2 is no answer",
        );
    }
}
