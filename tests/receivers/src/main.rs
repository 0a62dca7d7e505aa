//! Real receivers, behind real sockets, and what they accept and refuse: of what our `Signer` signs
//! (`signatures`), and of what the command `send` sends (`table`).
//!
//! `cargo xtask receivers` installs them and runs this with the Python that has django-anymail.

mod requests;
mod signatures;
mod site;
mod table;
mod targets;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, ensure};

fn main() -> ExitCode {
    let Some(python) = std::env::args_os().nth(1) else {
        eprintln!("error: name a Python that has django-anymail, or run `cargo xtask receivers`");
        return ExitCode::FAILURE;
    };
    match run(Path::new(&python)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(python: &Path) -> Result<()> {
    let failed = signatures::run(python)?;
    table::check(python)?;
    ensure!(failed == 0, "django-anymail does not agree about {failed} signatures");
    Ok(())
}
