//! `validate`: whether bodies are what the published schemas say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use postal_webhooks::validate::{Profile, ValidateError, validate};
use serde_json::json;

use super::schema::ProfileName;
use crate::output::Output;
use crate::{Verdict, input};

/// Validate bodies against the published schemas.
///
/// A file holds one body, or one a line (NDJSON). Of a folder, each file ending in .json, .jsonl
/// and .ndjson is read, and those of its folders.
#[derive(Args)]
pub(crate) struct Validate {
    /// `tolerant` for receivers, `strict` for tests and senders.
    #[arg(long, value_enum, default_value = "tolerant")]
    profile: ProfileName,
    /// Files or folders; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Validate {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let mut files = Vec::new();
        for path in &self.files {
            list(path, &mut files)?;
        }
        let profile = Profile::from(self.profile);
        let mut counts = BTreeMap::<String, (u64, u64)>::new();
        for file in &files {
            let bytes = input::read(file)?;
            for (line, body) in bodies(&bytes) {
                let event = event(body);
                let (valid, invalid) = counts.entry(event).or_default();
                match validate(profile, body) {
                    Ok(()) => *valid += 1,
                    Err(error) => {
                        *invalid += 1;
                        report(file, line, &error, output)?;
                    }
                }
            }
        }
        let all_valid = counts.values().all(|(_, invalid)| *invalid == 0);
        for (event, (valid, invalid)) in &counts {
            let json = json!({"event": event, "valid": valid, "invalid": invalid});
            output.result(&json, &format!("{event}: {valid} valid, {invalid} invalid"))?;
        }
        output.finish()?;
        Ok(if all_valid { Verdict::Yes } else { Verdict::No })
    }
}

fn list(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let read = || format!("cannot read {}", path.display());
    let entries = std::fs::read_dir(path).with_context(read)?;
    let mut paths: Vec<_> =
        entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>().with_context(read)?;
    paths.sort();
    for path in paths {
        let ends = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        if path.is_dir() || matches!(ends, "json" | "jsonl" | "ndjson") {
            list(&path, files)?;
        }
    }
    Ok(())
}

/// The bodies of a file with the line on which each begins: the whole, or each line where the first
/// line is one.
fn bodies(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let is_json = |text: &[u8]| serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let has_more = bytes[first.len()..].iter().any(|byte| !byte.is_ascii_whitespace());
    if !has_more || !is_json(first) {
        return vec![(1, bytes)];
    }
    let lines = bytes.split(|byte| *byte == b'\n').enumerate();
    let lines = lines.filter(|(_, line)| !line.trim_ascii().is_empty());
    lines.map(|(at, line)| (at + 1, line)).collect()
}

fn event(body: &[u8]) -> String {
    #[derive(serde::Deserialize)]
    struct Name {
        event: String,
    }
    serde_json::from_slice::<Name>(body).map_or_else(|_| "no event".to_owned(), |name| name.event)
}

fn report(file: &Path, line: usize, error: &ValidateError, output: &mut Output) -> Result<()> {
    let file = file.display();
    match error {
        ValidateError::Violations(violations) => {
            for violation in violations {
                let json = json!({
                    "file": file.to_string(),
                    "line": line,
                    "pointer": violation.pointer,
                    "keyword": violation.keyword,
                    "message": violation.message,
                });
                output.result(&json, &format!("{file}:{line}: {violation}"))?;
            }
        }
        other => {
            let json =
                json!({"file": file.to_string(), "line": line, "message": other.to_string()});
            output.result(&json, &format!("{file}:{line}: {other}"))?;
        }
    }
    Ok(())
}
