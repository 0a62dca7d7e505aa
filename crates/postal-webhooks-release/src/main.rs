//! Command line of `cargo xtask release`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Parser;
use postal_webhooks_release::{Options, check_install, dry_run};

/// Build and check every artifact of a release, and print what would be published where.
///
/// They are in target/release-artifacts, with their sums. Packages whose tools are missing are
/// named and skipped; with CI=true they fail the run.
#[derive(Parser)]
#[command(name = "cargo xtask release", bin_name = "cargo xtask release")]
struct Arguments {
    /// Publish nothing.
    #[arg(long)]
    dry_run: bool,
    /// Install each artifact into an empty project and run it: those just made, or, without
    /// `--dry-run`, those that are there.
    #[arg(long)]
    check_install: bool,
    /// Go on with changes that are not committed.
    #[arg(long)]
    allow_dirty: bool,
    /// The tag that is to be released: its changelog must have a date.
    #[arg(long)]
    tag: Option<String>,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let Arguments { dry_run: is_dry_run, check_install: is_install, allow_dirty, tag } = arguments;
    if !is_dry_run && !is_install {
        bail!(
            "nothing is published from here: push a tag, as CONTRIBUTING.md tells, or try with \
             --dry-run"
        );
    }
    if is_dry_run {
        dry_run(&root, &Options { allow_dirty, tag })?;
    }
    if is_install { check_install(&root) } else { Ok(()) }
}
