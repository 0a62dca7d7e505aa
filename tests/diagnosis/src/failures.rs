//! The transcript `five-failures.md`: its commands are run, with the real frameworks, and print what
//! stands there.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, ensure};

use crate::transcript;

const TRANSCRIPT: &str = include_str!("../../../crates/postal-webhooks-cli/docs/five-failures.md");

/// Runs the transcript with the command, and with what is installed in `out`.
pub(crate) fn check(command: &Path, out: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for handler in ["express-handler.mjs", "flask_handler.py"] {
        fs::copy(here.join("failures").join(handler), folder.path().join(handler))?;
    }
    std::os::unix::fs::symlink(here.join("node_modules"), folder.path().join("node_modules"))?;
    let command = command.canonicalize()?;
    let programs = [command.parent().context("a folder")?, &out.join("venv/bin")];
    let count = transcript::run(TRANSCRIPT, folder.path(), &programs)
        .map_err(|fault| anyhow!("five-failures.md: {fault}"))?;
    ensure!(count >= 25, "the transcript has {count} commands alone");
    println!("five-failures.md: {count} commands do what stands there");
    Ok(())
}
