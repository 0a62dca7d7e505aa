//! Questions to the packages, with the right answers: those of the vectors, and what follows from
//! the examples, invalid bodies and labelled replies of `schema/`.

use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::rust;
use crate::compare::Expected;
use crate::list;
use crate::source::Source;

/// What is asked, in the order of the table.
pub(super) const ASKS: [&str; 7] =
    ["parse", "tolerant", "strict", "round-trip", "signature", "keys", "reply"];

/// One question.
pub(super) struct Question {
    pub id: String,
    pub ask: &'static str,
    /// As the package gets it.
    pub asked: Value,
    pub answer: Value,
}

impl Question {
    fn new(ask: &'static str, name: &str, mut asked: Map<String, Value>, answer: Value) -> Self {
        let id = format!("{ask}: {name}");
        asked.insert("id".to_owned(), json!(id));
        asked.insert("ask".to_owned(), json!(ask));
        Self { id, ask, asked: asked.into(), answer }
    }

    fn about_body(ask: &'static str, name: &str, body: &[u8], answer: Value) -> Self {
        let body = Map::from_iter([("body".to_owned(), json!(STANDARD.encode(body)))]);
        Self::new(ask, name, body, answer)
    }
}

/// Reads all questions.
pub(super) fn read(root: &Path) -> Result<Vec<Question>> {
    let source = Source::read(root)?;
    let mut questions = of_schema(&source)?;
    let vectors = |file: &str| -> Result<Value> {
        let path = root.join("packages/vectors").join(file);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
    };
    of_bodies(&vectors("bodies.json")?, &mut questions).context("bodies.json has another form")?;
    of_requests(&vectors("requests.json")?, &mut questions)
        .context("requests.json has another form")?;
    of_keys(&vectors("keys.json")?, &mut questions).context("keys.json has another form")?;
    of_replies(&source, &mut questions);
    Ok(questions)
}

/// Examples and invalid bodies.
fn of_schema(source: &Source) -> Result<Vec<Question>> {
    let mut questions = Vec::new();
    for body in &source.bodies {
        let (name, text) = (body.id.as_str(), body.text.as_bytes());
        let violations = |expected: &Expected| match expected {
            Expected::Valid => json!([]),
            Expected::Refused { pointer, keyword, .. } => json!([[pointer, keyword]]),
        };
        let tolerant = list::of_tolerant(body).expected;
        let strict = list::of_strict(body).expected;
        questions.extend([
            Question::about_body("parse", name, text, rust::parse(text)),
            Question::about_body("tolerant", name, text, violations(&tolerant)),
            Question::about_body("strict", name, text, violations(&strict)),
        ]);
        if body.error.is_none() {
            let written = serde_json::from_str(&body.text).context("an example is no JSON")?;
            questions.push(Question::about_body("round-trip", name, text, written));
        }
    }
    Ok(questions)
}

fn of_bodies(file: &Value, questions: &mut Vec<Question>) -> Option<()> {
    for case in file["cases"].as_array()? {
        let name = case["name"].as_str()?;
        let mut body = Vec::new();
        for piece in case["body"].as_array()? {
            body.extend(bytes(piece)?);
        }
        questions.push(Question::about_body("parse", name, &body, case["parse"].clone()));
        for profile in ["tolerant", "strict"] {
            let answer = &case[profile];
            let violations = answer["violations"].as_array();
            // No keyword says it: only those who are given the text can see it.
            if violations.is_some_and(|all| all.iter().any(|violation| violation[1] == "")) {
                continue;
            }
            let answer = violations.map_or_else(|| answer.clone(), |all| json!(all));
            questions.push(Question::about_body(profile, name, &body, answer));
        }
    }
    Some(())
}

/// The bytes of a piece of a body or text.
fn bytes(piece: &Value) -> Option<Vec<u8>> {
    if let Some(text) = piece.as_str() {
        return Some(text.as_bytes().to_vec());
    }
    if let Some(base64) = piece["base64"].as_str() {
        return STANDARD.decode(base64).ok();
    }
    let times = usize::try_from(piece["times"].as_u64()?).ok()?;
    Some(piece["repeat"].as_str()?.repeat(times).into_bytes())
}

fn of_requests(file: &Value, questions: &mut Vec<Question>) -> Option<()> {
    for case in file["cases"].as_array()? {
        let mut entries = Vec::new();
        for name in case["keys"].as_array()? {
            let jwks = file["keys"][name.as_str()?]["jwks"].as_str()?;
            let jwks: Value = serde_json::from_str(jwks).ok()?;
            entries.extend(jwks["keys"].as_array()?.clone());
        }
        let mut asked =
            Map::from_iter([("keys".to_owned(), json!(json!({"keys": entries}).to_string()))]);
        for name in ["pins", "allow", "headers", "body"] {
            if let Some(value) = case.get(name) {
                asked.insert(name.to_owned(), value.clone());
            }
        }
        let name = case["name"].as_str()?;
        questions.push(Question::new("signature", name, asked, case["answer"].clone()));
    }
    Some(())
}

fn of_keys(file: &Value, questions: &mut Vec<Question>) -> Option<()> {
    for case in file["cases"].as_array()? {
        let text = match case["text"].as_array() {
            None => case["text"].as_str()?.to_owned(),
            Some(pieces) => {
                let mut text = Vec::new();
                for piece in pieces {
                    text.extend(bytes(piece)?);
                }
                String::from_utf8(text).ok()?
            }
        };
        let mut asked = Map::from_iter([
            ("source".to_owned(), case["source"].clone()),
            ("text".to_owned(), json!(text)),
        ]);
        if let Some(pins) = case.get("pins") {
            asked.insert("pins".to_owned(), pins.clone());
        }
        let name = case["name"].as_str()?;
        questions.push(Question::new("keys", name, asked, case["answer"].clone()));
    }
    Some(())
}

fn of_replies(source: &Source, questions: &mut Vec<Question>) {
    for (name, output, details) in &source.replies {
        let asked = Map::from_iter([
            ("output".to_owned(), json!(output)),
            ("details".to_owned(), json!(details)),
        ]);
        let answer = rust::reply(output, details.as_deref());
        questions.push(Question::new("reply", name, asked, answer));
    }
}
