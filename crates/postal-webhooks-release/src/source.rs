//! The commit that is released, and programs that are run for it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use xtask::tool::{self, Step, Variables};

use crate::versions::Versions;

/// What is released.
#[derive(Debug)]
pub(super) struct Release {
    pub(super) root: PathBuf,
    pub(super) versions: Versions,
    pub(super) commit: String,
    /// When it was committed, in seconds since 1970: the time of every file in an archive.
    pub(super) seconds: String,
    /// The same as SPDX writes it.
    pub(super) created: String,
    /// What Rust calls this machine.
    pub(super) host: String,
    /// A folder for what is made on the way.
    pub(super) work: PathBuf,
    pub(super) allow_dirty: bool,
}

impl Release {
    /// Reads what git and rustc know.
    ///
    /// # Errors
    ///
    /// If one of them fails, or there are changes that are not committed and may not be.
    pub(super) fn read(root: &Path, versions: Versions, allow_dirty: bool) -> Result<Self> {
        let read =
            |arguments: &[&str]| Ok::<_, anyhow::Error>(run(root, arguments)?.trim().to_owned());
        let changes = read(&["git", "status", "--porcelain"])?;
        if !changes.is_empty() {
            if !allow_dirty {
                bail!(
                    "there are changes that are not committed:\n{changes}\ncommit them, or try \
                     with --allow-dirty"
                );
            }
            eprintln!("with changes that are not committed; what git packs is without them");
        }
        let show = |format: &str| {
            let date = "--date=format-local:%Y-%m-%dT%H:%M:%SZ";
            read(&["git", "show", "--no-patch", date, &format!("--format={format}"), "HEAD"])
        };
        let rustc = read(&["rustc", "--version", "--verbose"])?;
        let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("unknown");
        Ok(Self {
            root: root.to_path_buf(),
            versions,
            commit: show("%H")?,
            seconds: show("%ct")?,
            created: show("%cd")?,
            host: host.to_owned(),
            work: tool::target(root, "release-work"),
            allow_dirty,
        })
    }
}

/// Runs a program in a folder, and gives back what it prints.
///
/// # Errors
///
/// If it fails, with its last lines.
pub(super) fn run(folder: &Path, arguments: &[&str]) -> Result<String> {
    let step = Step {
        run: arguments.iter().map(|&word| word.to_owned()).collect(),
        // Some archives hold local times.
        env: [("TZ".to_owned(), "UTC".to_owned())].into(),
        remedy: None,
    };
    step.read(folder, &Variables::new())
}
