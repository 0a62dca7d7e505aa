//! [`compare`](compare()): whether readers of released schemas can read what `schema/` describes
//! now.
//!
//! The question, for each event: may Postal now send something that a reader of the old schema
//! never agreed to read?
//!
//! - **What Postal may send now** is the new *strict* schema: it is closed, and leaves nothing to
//!   guess.
//! - **What a reader agreed to** is the old strict schema with its objects opened. It ignores keys
//!   that it does not know, as every receiver should. It does not ignore new values of an
//!   enumeration: generated types seldom can. The tolerant and the codegen schema accept all that
//!   it accepts, so a change that is compatible with it breaks a reader of neither.
//!
//! A proof comes from [`jsonschema::canonical`], and a counterexample from sample bodies. Where
//! there is neither, the change counts as breaking.
//!
//! [`run`] is the command: it finds the base, compares, checks the version, and prints.

mod compare;
mod published;
mod releases;
mod rules;
mod samples;
mod schemas;
mod show;
#[cfg(test)]
mod tests;

use std::path::Path;

use anyhow::{Result, bail};
use postal_webhooks_codegen::{Tree, generate, read};

pub use self::compare::{Change, Event, Verdict, compare};
use self::published::Published;
use self::rules::Records;
pub use self::schemas::{FormError, Schemas};

/// `schema/` compared with one base.
struct Comparison {
    base: Published,
    events: Vec<Event>,
    judgement: rules::Judgement,
}

/// Compares `schema/` with a base, and prints what changed: a folder or a git revision, or else the
/// last releases.
///
/// # Errors
///
/// If something breaks that `schema/compat.toml` does not list, if the version does not rise as it
/// must, if the changelog has no entry for it, or if there is nothing to compare with.
pub fn run(root: &Path, base: Option<&str>, json: bool) -> Result<()> {
    let model = read(&Tree::read(&root.join("schema"))?)?;
    let new = published::of_sources(&generate(&model)?)?;
    let records = Records::read(&model.changelog, &model.compat)?;
    let bases = match base {
        Some(base) => vec![published::named(root, base)?],
        None => releases::bases(root, &records.changelog, &new.version)?,
    };
    let mut comparisons = Vec::new();
    for base in bases {
        let events = match compare(&base.schemas, &new.schemas) {
            Ok(events) => events,
            Err(error) => {
                bail!("{} cannot be compared with schema/: {error}; name another base", base.name)
            }
        };
        let judgement = rules::judge(&base, &new, &events, &records);
        comparisons.push(Comparison { base, events, judgement });
    }
    let mut problems: Vec<String> =
        rules::entry_problem(&records.changelog, &new.version).into_iter().collect();
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
