//! `cargo xtask compat`: whether readers of published schemas can read what `schema/` now
//! describes, and whether its version says so.
//!
//! `published` reads the schemas of either side, `releases` finds the base where none is named, the
//! crate in `crates/postal-webhooks-compat` compares, `rules` judges, and `show` prints.

mod published;
mod releases;
mod rules;
mod show;
#[cfg(test)]
mod tests;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use published::Published;
use rules::Paper;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The crate that compares. It stands apart since its dependencies take long to compile.
const COMPARISON: &str = "postal-webhooks-compat";

/// What became of one event.
#[derive(Debug, Deserialize, Serialize)]
struct Event {
    #[serde(rename = "event")]
    name: String,
    verdict: Verdict,
    note: Option<String>,
    changes: Vec<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    Unchanged,
    Compatible,
    Breaking,
}

/// What Postal may now send at one place, though no reader agreed to it.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    pointer: String,
    problem: String,
    refused_by: Vec<String>,
    sample: Option<Value>,
}

/// `schema/` held against one base.
struct Comparison {
    base: Published,
    events: Vec<Event>,
    judgement: rules::Judgement,
}

/// Compares `schema/` with a base: a folder or a git revision, or else the last releases.
///
/// # Errors
///
/// If something breaks that `schema/compat.toml` does not list, if the version does not rise as it
/// must, if the changelog lacks it, or if there is nothing to compare with.
pub fn run(root: &Path, base: Option<&str>, json: bool) -> Result<()> {
    let new = published::of_sources(root)?;
    let paper = Paper::read(root)?;
    let bases = match base {
        Some(base) => vec![published::named(root, base)?],
        None => releases::bases(root, &paper.changelog, &new.version)?,
    };
    let mut comparisons = Vec::new();
    for base in bases {
        let events = compare(root, &base, &new)?;
        let judgement = rules::judge(&base, &new, &events, &paper);
        comparisons.push(Comparison { base, events, judgement });
    }
    let mut problems: Vec<String> =
        rules::entry_problem(&paper.changelog, &new.version).into_iter().collect();
    problems.extend(comparisons.iter().flat_map(|c| c.judgement.problems.iter().cloned()));
    problems.dedup();
    if json {
        println!("{}", show::json(&new, &comparisons, &problems));
    } else {
        print!("{}", show::text(&new, &comparisons));
    }
    match problems.as_slice() {
        [] => Ok(()),
        [problem] => bail!("{problem}"),
        problems => bail!("\n  - {}", problems.join("\n  - ")),
    }
}

/// Starts the comparison, and gives it both sides.
fn compare(root: &Path, old: &Published, new: &Published) -> Result<Vec<Event>> {
    let beside = std::env::current_exe().map(|exe| exe.with_file_name(COMPARISON));
    if !beside.is_ok_and(|comparison| comparison.exists()) {
        eprintln!("building the comparison, which takes about half a minute …");
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut child = Command::new(cargo)
        .args(["run", "--quiet", "--package", COMPARISON])
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    let request = json!({"old": old.schemas, "new": new.schemas}).to_string();
    if let Some(mut input) = child.stdin.take() {
        // A comparison that did not start has said why on standard error.
        let _ = input.write_all(request.as_bytes());
    }
    let output = child.wait_with_output().context("cannot read from the comparison")?;
    if !output.status.success() {
        bail!("{} cannot be compared with schema/; name another base", old.name);
    }
    serde_json::from_slice(&output.stdout).context("the comparison gave no answer that can be read")
}
