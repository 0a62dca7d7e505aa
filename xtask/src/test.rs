//! `cargo xtask test`: everything that proves the project, in one run.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use postal_webhooks_codegen::{self as codegen, Mode};

use crate::{anymail, conformance, documents};

/// The proofs that cargo runs, each with what it proves.
///
/// `--all-features` would switch serde_json's `arbitrary_precision` on for every test at once: it
/// has a run of its own.
const CARGO: &[(&str, &[&str])] = &[
    (
        "the crates, with all features",
        &["test", "--workspace", "--exclude", "postal-webhooks-tests", "--all-features"],
    ),
    (
        "the verifier on ring",
        &["test", "--package", "postal-webhooks", "--no-default-features", "--features", "ring"],
    ),
    (
        "schemas, types and examples against each other",
        &["test", "--package", "postal-webhooks-tests"],
    ),
    (
        "the same with serde_json's arbitrary_precision",
        &["test", "--package", "postal-webhooks-tests", "--features", "arbitrary-precision"],
    ),
    (
        "the types crate packaged: it holds all that it needs",
        &["package", "--package", "postal-webhooks-types", "--allow-dirty"],
    ),
];

/// Runs every proof; the ones after a failed one run too.
///
/// # Errors
///
/// Names the proofs that failed.
pub fn run(root: &Path) -> Result<()> {
    let mut failed = Vec::new();
    let mut prove = |what: &'static str, proof: &dyn Fn() -> Result<()>| {
        println!("\n==> {what}");
        let start = Instant::now();
        match proof() {
            Ok(()) => println!("==> proved in {:.0} s: {what}", start.elapsed().as_secs_f64()),
            Err(error) => {
                println!("==> FAILED: {what}: {error:#}");
                failed.push(what);
            }
        }
    };
    prove("the generated files are what schema/ says", &|| codegen::run(root, Mode::Check));
    for (what, arguments) in CARGO {
        prove(what, &|| cargo(root, arguments));
    }
    prove("the published documents, by the tools that read them", &|| documents::run(root));
    prove("the published schemas, by validators and generators of five languages", &|| {
        conformance::run(root)
    });
    prove("the signatures, by django-anymail", &|| anymail::run(root));
    if failed.is_empty() {
        println!("\neverything is proved");
        return Ok(());
    }
    bail!("{} failed:\n  {}", failed.len(), failed.join("\n  "))
}

/// Runs cargo in the workspace.
fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    // The variable names the cargo that runs this.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(arguments).current_dir(root).status();
    let status = status.context("cannot start cargo")?;
    if !status.success() {
        bail!("`cargo {}` ended with {status}", arguments.join(" "));
    }
    Ok(())
}
