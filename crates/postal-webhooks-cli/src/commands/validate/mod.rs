//! `validate`: whether bodies are what the published schemas say.

mod blocks;
mod report;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use postal_webhooks::validate::Profile;

use self::blocks::Blocks;
use self::report::Report;
use super::schema::ProfileName;
use crate::Verdict;
use crate::output::Output;

/// Validate bodies against the published schemas.
///
/// A file holds one body, or one a line (NDJSON). Of a folder, each file ending in .json, .jsonl
/// and .ndjson is read, and those of its folders. A line that is wrong does not end the run.
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
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut total = Report::default();
        for file in &files {
            let mut blocks = Blocks::open(file)?;
            loop {
                let next = blocks.read(threads)?;
                if next.is_empty() {
                    break;
                }
                let reports: Vec<Report> = std::thread::scope(|scope| {
                    let threads: Vec<_> = next
                        .iter()
                        .map(|block| scope.spawn(|| Report::of(block, profile)))
                        .collect();
                    threads
                        .into_iter()
                        .map(|thread| {
                            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                        })
                        .collect()
                });
                for report in reports {
                    report.print(file, output)?;
                    total.add(report);
                }
            }
        }
        total.summary(output)?;
        output.finish()?;
        Ok(if total.is_valid() { Verdict::Yes } else { Verdict::No })
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
