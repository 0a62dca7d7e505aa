//! `validate`: whether bodies are what the published schemas say.

mod explain;
mod position;
mod report;

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use anyhow::{Result, bail};
use clap::Args;
use postal_webhooks::validate::Profile;

use self::explain::Explainer;
use self::report::{Options, Report};
use super::schema::ProfileName;
use crate::Verdict;
use crate::blocks::{Block, Blocks, list};
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

/// Validates the bodies of a file on all processors, and prints what is wrong in their order.
fn of_file(file: &Path, options: &Options, total: &mut Report, output: &mut Output) -> Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut blocks = Blocks::open(file)?;
    std::thread::scope(|scope| {
        // Each thread takes the blocks of its turn and gives the reports in the same order.
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let (to_worker, work) = mpsc::channel::<Block>();
                let (done, from_worker) = mpsc::channel();
                scope.spawn(move || {
                    for block in work {
                        let report = Report::of(&block, options);
                        if done.send((block, report)).is_err() {
                            break;
                        }
                    }
                });
                (to_worker, from_worker)
            })
            .collect();
        let (mut given, mut printed, mut end) = (0, 0, None);
        loop {
            // While some are at work, the next ones are read.
            while end.is_none() && given < printed + 2 * threads {
                match blocks.next() {
                    Ok(Some(block)) => {
                        workers[given % threads].0.send(block)?;
                        given += 1;
                    }
                    Ok(None) => end = Some(Ok(())),
                    Err(error) => end = Some(Err(error)),
                }
            }
            if printed == given
                && let Some(end) = end
            {
                return end;
            }
            let (block, report) = workers[printed % threads].1.recv()?;
            blocks.take_back(block);
            report.print(file, options, output)?;
            total.add(report);
            printed += 1;
        }
    })
}
