//! Check of the packages for other languages: each by the programs of its own language.

use std::path::Path;

use anyhow::{Result, bail};

use crate::runner;

/// The folders of the packages.
pub const FOLDERS: [&str; 4] = ["packages/npm", "packages/python", "packages/go", "packages/java"];

/// Runs the steps `purpose` of every package, or of the one in the folder `packages/<only>`.
///
/// # Errors
///
/// If a step fails, or there is no such package; with `CI=true` also if a program is missing.
pub fn run(root: &Path, purpose: &str, only: Option<&str>) -> Result<()> {
    let is_wanted = |folder: &&str| only.is_none_or(|only| folder.ends_with(only));
    let folders: Vec<_> = FOLDERS.into_iter().filter(is_wanted).collect();
    if folders.is_empty() {
        bail!("there is no such package; the packages are {}", FOLDERS.join(", "));
    }
    folders.into_iter().try_for_each(|folder| runner::run(root, folder, purpose))
}
