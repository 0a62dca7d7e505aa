//! Command line of `cargo xtask conformance`.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use postal_webhooks_conformance::{Part, run};

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<()> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    match arguments.as_slice() {
        [] => run(&root, Part::All),
        ["schemas"] => run(&root, Part::Schemas),
        ["packages"] => run(&root, Part::Packages(None)),
        ["packages", folder] => run(&root, Part::Packages(Some(folder))),
        _ => bail!("say `schemas`, `packages`, `packages <folder>`, or nothing for all of them"),
    }
}
