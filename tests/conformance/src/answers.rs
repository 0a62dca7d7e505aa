//! Answers of a runner: one line of JSON for each validator, schema and body.

use anyhow::{Context, Result};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    pub validator: String,
    pub version: String,
    pub schema: String,
    pub body: String,
    pub valid: bool,
    /// Pointer and keyword of each.
    pub errors: Vec<(String, String)>,
}

/// Reads the lines of a runner.
pub(crate) fn parse(output: &str) -> Result<Vec<Answer>> {
    let lines = output.lines().enumerate();
    let answers = lines.map(|(number, line)| {
        serde_json::from_str(line).with_context(|| format!("line {} is no answer", number + 1))
    });
    answers.collect()
}
