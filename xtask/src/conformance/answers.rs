//! What a runner prints: one line of JSON for each validator, schema and body.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::list::List;
use super::subjects::Subject;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    pub validator: String,
    pub version: String,
    pub schema: String,
    pub body: String,
    pub valid: bool,
    /// Pointer and keyword of each.
    pub errors: Vec<(String, String)>,
}

/// Reads the lines of a runner.
pub(super) fn parse(output: &str) -> Result<Vec<Answer>> {
    let lines = output.lines().enumerate();
    let answers = lines.map(|(number, line)| {
        serde_json::from_str(line)
            .with_context(|| format!("line {} of its answers is none", number + 1))
    });
    answers.collect()
}

/// The answers by validator, schema and body.
pub(super) type Answers<'a> = BTreeMap<(&'a str, &'a str, &'a str), &'a Answer>;

/// Holds the answers against what the subjects were asked: all of it once, and nothing else.
pub(super) fn sort<'a>(
    answers: &'a [Answer],
    subjects: &[&'static Subject],
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
                schema.bodies.iter().map(|body| (subject.name, schema.id.as_str(), body.as_str()))
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
    use crate::conformance::list::Schema;
    use crate::conformance::subjects::{self, Stage};
    use crate::conformance::toolchain::Language;

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
        let subjects: Vec<_> = subjects::of(Stage::Validators, Language::JavaScript).collect();
        let result = parse(output)
            .and_then(|answers| sort(&answers, &subjects, &list).map(|sorted| sorted.len()));
        let said = match result {
            Ok(count) => format!("{count} answers"),
            Err(error) => error.to_string(),
        };
        assert_eq!(said, expected);
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
            "line 2 of its answers is none",
        );
    }
}
