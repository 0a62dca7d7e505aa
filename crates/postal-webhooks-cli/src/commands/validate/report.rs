//! Report of the bodies that were validated.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use postal_webhooks::validate::{Profile, ValidateError, Violation, validate};
use serde::Deserialize;
use serde_json::json;

use super::explain::Explainer;
use super::position;
use crate::blocks::Block;
use crate::output::Output;

/// What is looked for, and what is told of it.
pub(super) struct Options {
    pub profile: Profile,
    /// Whether valid bodies are named too.
    pub names_valid: bool,
    pub explainer: Option<Explainer>,
}

/// What was found in some bodies.
#[derive(Default)]
pub(super) struct Report {
    /// Valid and invalid, by event.
    counts: BTreeMap<String, (u64, u64)>,
    /// By place.
    found: Vec<Found>,
}

/// What is told of a place.
struct Found {
    line: usize,
    /// From 1, in bytes.
    column: usize,
    event: String,
    what: What,
}

enum What {
    Valid,
    NotJson,
    Violation(Violation),
}

impl Report {
    pub(super) fn of(block: &Block, options: &Options) -> Self {
        let mut report = Self::default();
        for (line, body) in block.bodies() {
            report.body(line, body, options);
        }
        report
    }

    /// Adds a body that begins on a line.
    fn body(&mut self, line: usize, body: &[u8], options: &Options) {
        let result = validate(options.profile, body);
        let event = event(body);
        let (valid, invalid) = match self.counts.get_mut(&*event) {
            Some(count) => count,
            None => self.counts.entry(event.clone().into_owned()).or_default(),
        };
        *(if result.is_ok() { valid } else { invalid }) += 1;
        let mut add = |line, column, what| {
            self.found.push(Found { line, column, event: event.clone().into_owned(), what });
        };
        match result {
            Ok(()) if options.names_valid => {
                let (below, column) = position::line_and_column(body, position::offset(body, ""));
                add(line + below, column, What::Valid);
            }
            Ok(()) => {}
            Err(ValidateError::Violations(violations)) => {
                for violation in violations {
                    let offset = position::offset(body, &violation.pointer);
                    let (below, column) = position::line_and_column(body, offset);
                    add(line + below, column, What::Violation(violation));
                }
            }
            Err(ValidateError::NotJson { line: within, column, .. }) => {
                add(line + within - 1, column.max(1), What::NotJson);
            }
            Err(_) => add(line, 1, What::NotJson),
        }
    }

    /// Adds the counts of another one.
    pub(super) fn add(&mut self, other: Self) {
        for (event, (valid, invalid)) in other.counts {
            let count = self.counts.entry(event).or_default();
            count.0 += valid;
            count.1 += invalid;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub(super) fn is_valid(&self) -> bool {
        self.counts.values().all(|(_, invalid)| *invalid == 0)
    }

    /// Prints what is wrong, and what is not if that was asked for.
    pub(super) fn print(&self, file: &Path, options: &Options, output: &mut Output) -> Result<()> {
        let file = file.display();
        for Found { line, column, event, what } in &self.found {
            let mut json = json!({"file": file.to_string(), "line": line, "column": column});
            let mut text = format!("{file}:{line}:{column}: ");
            match what {
                What::Valid => {
                    json["event"] = json!(event);
                    json["valid"] = json!(true);
                    text.extend([&one_line(event), ": valid"]);
                }
                What::NotJson => {
                    json["message"] = json!(NOT_JSON);
                    text += NOT_JSON;
                }
                What::Violation(violation) => {
                    json["event"] = json!(event);
                    json["pointer"] = json!(violation.pointer);
                    json["keyword"] = json!(violation.keyword);
                    json["message"] = json!(violation.message);
                    text += &one_line(&violation.to_string());
                }
            }
            if let Some(explainer) = &options.explainer
                && !matches!(what, What::Valid)
            {
                let explanation = match what {
                    What::Violation(violation) => explainer.explain(event, violation),
                    _ => EXPLAIN_NOT_JSON.to_owned(),
                };
                json["explanation"] = json!(explanation);
                text += "\n";
                text += &explanation.lines().map(indented).collect::<Vec<_>>().join("\n");
            }
            output.result(&json, &text)?;
        }
        Ok(())
    }

    /// Prints how many are valid, by event.
    pub(super) fn summary(&self, output: &mut Output) -> Result<()> {
        for (event, (valid, invalid)) in &self.counts {
            let json = json!({"event": event, "valid": valid, "invalid": invalid});
            output
                .result(&json, &format!("{}: {valid} valid, {invalid} invalid", one_line(event)))?;
        }
        Ok(())
    }
}

const NOT_JSON: &str = "the body is not JSON in UTF-8";
const EXPLAIN_NOT_JSON: &str = "Postal sends one JSON object in UTF-8: the body was changed or cut on its way, or is of another sender.";

/// The text without line breaks: the name of a key or of an event begins no line of its own.
fn one_line(text: &str) -> String {
    text.replace('\n', "\\u{a}")
}

fn indented(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("    {line}") }
}

/// The name of the event of a body.
fn event(body: &[u8]) -> Cow<'_, str> {
    #[derive(Deserialize)]
    struct Name<'a> {
        #[serde(borrow)]
        event: Cow<'a, str>,
    }
    // As Postal writes it: a name of letters, in first place.
    if let Some(rest) = body.strip_prefix(b"{\"event\":\"") {
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if rest.get(end) == Some(&b'"')
            && let Ok(name) = str::from_utf8(&rest[..end])
        {
            return name.into();
        }
    }
    serde_json::from_slice::<Name<'_>>(body).map_or("no event".into(), |name| name.event)
}
