//! Report of answers that are not the expected ones: body, schema and pointer, never values.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::answers::Answer;
use crate::compare::{self, Expected};

/// How many bodies are shown.
const SHOWN: usize = 20;

pub(crate) struct Disagreement {
    body: String,
    schema: String,
    who: String,
    what: String,
}

impl Disagreement {
    pub(crate) fn new(answer: &Answer, language: &str, expected: &Expected) -> Self {
        Self {
            body: answer.body.clone(),
            schema: answer.schema.clone(),
            who: format!("{} {} ({language})", answer.validator, answer.version),
            what: format!("should be {}, but is {}", wanted(expected), found(answer)),
        }
    }
}

/// Each body once, with what it should be and is, by which schemas and according to whom.
pub(crate) fn show(disagreements: &[Disagreement]) -> String {
    let mut by_schema: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for Disagreement { body, schema, who, what } in disagreements {
        by_schema.entry((body, what, schema)).or_default().push(who);
    }
    let mut bodies: BTreeMap<_, BTreeMap<_, Vec<&str>>> = BTreeMap::new();
    for ((body, what, schema), people) in by_schema {
        bodies.entry(body).or_default().entry((what, people)).or_default().push(schema);
    }
    let mut text = String::new();
    for (body, places) in bodies.iter().take(SHOWN) {
        let _ = writeln!(text, "disagreement: schema/{body}");
        for ((what, people), schemas) in places {
            let _ = writeln!(text, "  {what}");
            let _ = writeln!(
                text,
                "    schemas: {}\n    according to: {}",
                schemas.join(", "),
                people.join(", ")
            );
        }
    }
    if bodies.len() > SHOWN {
        let _ = writeln!(text, "… and {} more bodies", bodies.len() - SHOWN);
    }
    text
}

fn wanted(expected: &Expected) -> String {
    match expected {
        Expected::Valid => "valid".to_owned(),
        Expected::Refused { pointer, keyword, .. } => {
            format!("refused with {}", place(pointer, keyword))
        }
    }
}

fn found(answer: &Answer) -> String {
    let errors = compare::errors(answer);
    let errors: Vec<String> =
        errors.iter().map(|(pointer, keyword)| place(pointer, keyword)).collect();
    match (answer.valid, errors.is_empty()) {
        (true, true) => "valid".to_owned(),
        (false, true) => "refused without a reason".to_owned(),
        (_, false) => format!("refused with {}", errors.join(", ")),
    }
}

fn place(pointer: &str, keyword: &str) -> String {
    let pointer = if pointer.is_empty() { "the top" } else { pointer };
    format!("`{keyword}` at {pointer}")
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    /// A validator, a schema, a body, and the pointer and keyword of an error.
    type Reply<'a> = (&'a str, &'a str, &'a str, Option<(&'a str, &'a str)>);

    fn check(replies: &[Reply<'_>], expected: &Expected, text: &Expect) {
        let disagree = replies.iter().map(|(who, schema, body, error)| {
            let answer = Answer {
                validator: (*who).to_owned(),
                version: "1".to_owned(),
                schema: (*schema).to_owned(),
                body: (*body).to_owned(),
                valid: error.is_none(),
                errors: error.iter().map(|(p, k)| ((*p).to_owned(), (*k).to_owned())).collect(),
            };
            Disagreement::new(&answer, "Go", expected)
        });
        text.assert_eq(&show(&disagree.collect::<Vec<_>>()));
    }

    #[test]
    fn those_who_say_the_same_stand_together() {
        let error = Some(("/payload", "required"));
        let body = "examples/E/x.json";
        check(
            &[("a", "s", body, error), ("b", "s", body, error), ("a", "t", body, error)],
            &Expected::Valid,
            &expect![[r"
                disagreement: schema/examples/E/x.json
                  should be valid, but is refused with `required` at /payload
                    schemas: t
                    according to: a 1 (Go)
                  should be valid, but is refused with `required` at /payload
                    schemas: s
                    according to: a 1 (Go), b 1 (Go)
            "]],
        );
    }

    #[test]
    fn what_should_be_refused() {
        let expected =
            Expected::Refused { pointer: String::new(), keyword: "type".to_owned(), alone: true };
        check(
            &[("a", "s", "invalid/E/x.json", None)],
            &expected,
            &expect![[r"
                disagreement: schema/invalid/E/x.json
                  should be refused with `type` at the top, but is valid
                    schemas: s
                    according to: a 1 (Go)
            "]],
        );
    }
}
