//! Report of the bodies that were validated.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use postal_webhooks::validate::{Profile, ValidateError, validate};
use serde::Deserialize;
use serde_json::json;

use super::blocks::Block;
use crate::output::Output;

/// What was found in some bodies.
#[derive(Default)]
pub(super) struct Report {
    /// Valid and invalid, by event.
    counts: BTreeMap<String, (u64, u64)>,
    /// By line.
    errors: Vec<(usize, ValidateError)>,
}

impl Report {
    pub(super) fn of(block: &Block, profile: Profile) -> Self {
        let mut report = Self::default();
        if !block.lines {
            report.body(block.line, &block.bytes, profile);
            return report;
        }
        for (at, line) in block.bytes.split(|byte| *byte == b'\n').enumerate() {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if !line.trim_ascii().is_empty() {
                report.body(block.line + at, line, profile);
            }
        }
        report
    }

    fn body(&mut self, line: usize, body: &[u8], profile: Profile) {
        let result = validate(profile, body);
        let event = event(body);
        let (valid, invalid) = match self.counts.get_mut(&*event) {
            Some(count) => count,
            None => self.counts.entry(event.into_owned()).or_default(),
        };
        match result {
            Ok(()) => *valid += 1,
            Err(error) => {
                *invalid += 1;
                self.errors.push((line, error));
            }
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

    pub(super) fn is_valid(&self) -> bool {
        self.counts.values().all(|(_, invalid)| *invalid == 0)
    }

    /// Prints the errors.
    pub(super) fn print(&self, file: &Path, output: &mut Output) -> Result<()> {
        let file = file.display();
        for (line, error) in &self.errors {
            let place = json!({"file": file.to_string(), "line": line});
            let with = |more: serde_json::Value| {
                let mut json = place.clone();
                if let (Some(json), Some(more)) = (json.as_object_mut(), more.as_object()) {
                    json.extend(more.clone());
                }
                json
            };
            let ValidateError::Violations(violations) = error else {
                let json = with(json!({"message": error.to_string()}));
                output.result(&json, &format!("{file}:{line}: {error}"))?;
                continue;
            };
            for violation in violations {
                let json = with(json!({
                    "pointer": violation.pointer,
                    "keyword": violation.keyword,
                    "message": violation.message,
                }));
                output.result(&json, &format!("{file}:{line}: {violation}"))?;
            }
        }
        Ok(())
    }

    /// Prints how many are valid, by event.
    pub(super) fn summary(&self, output: &mut Output) -> Result<()> {
        for (event, (valid, invalid)) in &self.counts {
            let json = json!({"event": event, "valid": valid, "invalid": invalid});
            output.result(&json, &format!("{event}: {valid} valid, {invalid} invalid"))?;
        }
        Ok(())
    }
}

fn event(body: &[u8]) -> Cow<'_, str> {
    #[derive(Deserialize)]
    struct Name<'a> {
        #[serde(borrow)]
        event: Cow<'a, str>,
    }
    serde_json::from_slice::<Name<'_>>(body).map_or("no event".into(), |name| name.event)
}
