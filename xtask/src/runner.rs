//! Programs of another language that prove something, as their `runner.toml` describes them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::tool::{self, Need, Step, Variables};

/// What a `runner.toml` holds.
#[derive(Debug, Deserialize)]
pub struct Runner {
    /// As people call it.
    pub name: String,
    /// The programs that must be there.
    pub needs: Vec<Need>,
    install: Option<Install>,
    /// What to run, by purpose; `build` comes first for each of them.
    steps: BTreeMap<String, Vec<Step>>,
}

/// What is installed once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Install {
    /// Files and folders that say what is installed.
    pinned: Vec<PathBuf>,
    /// The folder in which it is.
    stamp: String,
    steps: Vec<Step>,
}

/// Reads the `runner.toml` of a folder, as a [`Runner`] or as something that holds one.
///
/// # Errors
///
/// If it cannot be read, with the place.
pub fn load<T: DeserializeOwned>(folder: &Path) -> Result<T> {
    let path = folder.join("runner.toml");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).map_err(|error| anyhow!("{}: {error}", path.display()))
}

impl Runner {
    /// Why the first program that will not do will not, with the remedy.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        self.needs.iter().find_map(Need::problem)
    }

    /// Whether there are steps of this purpose.
    #[must_use]
    pub fn can(&self, purpose: &str) -> bool {
        self.steps.contains_key(purpose)
    }

    /// Installs what is pinned, unless it is there.
    ///
    /// # Errors
    ///
    /// If a step fails.
    pub fn install(&self, folder: &Path, variables: &Variables) -> Result<()> {
        if let Some(out) = variables.get("out") {
            fs::create_dir_all(out).with_context(|| format!("cannot make {out}"))?;
        }
        if let Some(Install { pinned, stamp, steps }) = &self.install {
            let stamp = folder.join(tool::filled(stamp, variables));
            let pinned: Vec<PathBuf> = pinned.iter().map(|file| folder.join(file)).collect();
            tool::once(&stamp, &pinned, || {
                eprintln!("{}: installing …", self.name);
                steps.iter().try_for_each(|step| step.read(folder, variables).map(drop))
            })?;
        }
        Ok(())
    }

    /// Installs what is pinned, unless it is there, and builds.
    ///
    /// # Errors
    ///
    /// If a step fails.
    pub fn prepare(&self, folder: &Path, variables: &Variables) -> Result<()> {
        self.install(folder, variables)?;
        self.steps
            .get("build")
            .into_iter()
            .flatten()
            .try_for_each(|step| step.read(folder, variables).map(drop))
    }

    /// Runs the steps of one purpose, and gives back what the last one prints.
    ///
    /// # Errors
    ///
    /// If a step fails.
    pub fn read(&self, purpose: &str, folder: &Path, variables: &Variables) -> Result<String> {
        let start = Instant::now();
        let mut output = String::new();
        for step in self.steps(purpose)? {
            output = step.read(folder, variables)?;
        }
        eprintln!("{}: {purpose}, {:.1} s", self.name, start.elapsed().as_secs_f64());
        Ok(output)
    }

    fn steps(&self, purpose: &str) -> Result<&[Step]> {
        let Some(steps) = self.steps.get(purpose) else {
            bail!("{} has no steps to {purpose}", self.name);
        };
        Ok(steps)
    }
}

/// Where what a folder's runner installs and builds is.
#[must_use]
pub fn out(root: &Path, folder: &str) -> PathBuf {
    tool::target(root, folder)
}

/// Runs the steps of one purpose of the runner in a folder, or says why not.
///
/// # Errors
///
/// If a step fails; with `CI=true` also if a program is missing.
pub fn run(root: &Path, folder: &str, purpose: &str) -> Result<()> {
    let out = out(root, folder);
    let folder = root.join(folder);
    let runner: Runner = load(&folder)?;
    if let Some(problem) = runner.problem() {
        return tool::skip(&runner.name, &problem);
    }
    let variables =
        Variables::from([("out", out.display().to_string()), ("root", root.display().to_string())]);
    runner.prepare(&folder, &variables)?;
    runner.steps(purpose)?.iter().try_for_each(|step| step.show(&folder, &variables))
}
