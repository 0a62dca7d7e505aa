//! `validate`: whether bodies are what the published schemas say.

mod explain;
mod position;
mod report;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use postal_webhooks::validate::Profile;

use self::explain::Explainer;
use self::report::{Options, Report};
use super::schema::ProfileName;
use crate::Verdict;
use crate::blocks::{Blocks, list};
use crate::output::Output;

/// Validate bodies against the published schemas.
///
/// A file holds one body, or one a line (NDJSON). Of a folder, each file ending in .json, .jsonl
/// and .ndjson is read, and those of its folders. A line that is wrong does not end the run, nor
/// does a file that cannot be read.
///
/// What is wrong is printed as `file:line:column: pointer: what`. The column is counted in bytes,
/// from 1; what lacks a key has the place of its object. Values of a body are never printed.
#[derive(Args)]
pub(crate) struct Validate {
    /// `tolerant` for receivers, `strict` for tests and senders.
    #[arg(long, value_enum, default_value = "tolerant")]
    profile: ProfileName,
    /// Say what Postal sends in each place that is wrong.
    #[arg(long)]
    explain: bool,
    /// Name the valid bodies too.
    #[arg(short, long)]
    verbose: bool,
    /// Files or folders; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Validate {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let profile = Profile::from(self.profile);
        let explainer = self.explain.then(|| Explainer::new(profile)).transpose()?;
        let options = Options { profile, names_valid: self.verbose, explainer };
        let mut total = Report::default();
        let mut is_whole = true;
        for path in &self.files {
            let mut files = Vec::new();
            let listed = list(path, &mut files);
            for file in &files {
                let done = of_file(file, &options, &mut total, output);
                is_whole &= output.tell(done)?;
            }
            is_whole &= output.tell(listed)?;
        }
        total.summary(output)?;
        output.finish()?;
        if is_whole && total.is_empty() {
            bail!("there is no body in what was named; a file holds one, or one a line");
        }
        Ok(match (is_whole, total.is_valid()) {
            (false, _) => Verdict::Partial,
            (true, true) => Verdict::Yes,
            (true, false) => Verdict::No,
        })
    }
}

/// Validates the bodies of a file, as many blocks at once as there are processors.
fn of_file(file: &Path, options: &Options, total: &mut Report, output: &mut Output) -> Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut blocks = Blocks::open(file)?;
    loop {
        let next = blocks.read(threads)?;
        if next.is_empty() {
            return Ok(());
        }
        let reports: Vec<Report> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                next.iter().map(|block| scope.spawn(|| Report::of(block, options))).collect();
            let join = |thread: std::thread::ScopedJoinHandle<'_, _>| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            threads.into_iter().map(join).collect()
        });
        for report in reports {
            report.print(file, options, output)?;
            total.add(report);
        }
    }
}
