//! The view of the receiver in a real browser: this stages receivers (`stage`), sends them what
//! strangers can send (`bodies`), and has `check.mjs` look.
//!
//! `cargo xtask view` installs what it needs and runs this with the folder for the pictures.

mod bodies;
mod stage;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use tempfile::TempDir;

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

fn main() -> ExitCode {
    let Some(pictures) = std::env::args_os().nth(1) else {
        eprintln!("error: name a folder for the pictures, or run `cargo xtask view`");
        return ExitCode::FAILURE;
    };
    match run(&PathBuf::from(pictures)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(pictures: &Path) -> Result<()> {
    std::fs::create_dir_all(pictures)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let busy = stage::busy(&runtime)?;
    let guarded = stage::guarded(&runtime)?;
    let empty = stage::empty(&runtime)?;
    let staged = json!({
        "busy": { "url": busy.url(), "hostile": bodies::send_all(&busy)? },
        "guarded": { "url": guarded.url(), "password": stage::PASSWORD, "viewer": stage::VIEWER },
        "empty": { "url": empty.url(), "ingest": empty.ingest(), "requests": bodies::later(&empty) },
        "secret": bodies::send_secret(&guarded)?,
        "pictures": pictures,
    });
    // It is too long for a variable of the environment.
    let folder = TempDir::new()?;
    let file = folder.path().join("staged.json");
    std::fs::write(&file, staged.to_string())?;
    let only = std::env::args_os().skip(2);
    let status = Command::new("node")
        .args([Path::new(FOLDER).join("check.mjs"), file])
        .args(only)
        .status()
        .context("cannot start node")?;
    for stage in [busy, guarded, empty] {
        stage.stop(&runtime);
    }
    ensure!(status.success(), "the view is not as it should be");
    Ok(())
}
