//! A package that runs handlers: the steps `handle` of its `runner.toml`.

use std::path::{Path, PathBuf};

use anyhow::Result;
use xtask::runner::{self, Runner};
use xtask::tool::Variables;

/// A package and its runner.
pub(crate) struct Package {
    folder: PathBuf,
    variables: Variables,
    runner: Runner,
}

impl Package {
    pub(crate) fn read(root: &Path, folder: &str) -> Result<Self> {
        let variables = Variables::from([
            ("root", root.display().to_string()),
            ("out", runner::out(root, folder).display().to_string()),
        ]);
        let folder = root.join(folder);
        let runner = runner::load(&folder)?;
        Ok(Self { folder, variables, runner })
    }

    /// As people call it: `Python package`.
    pub(crate) fn name(&self) -> &str {
        &self.runner.name
    }

    /// Why it cannot run here.
    pub(crate) fn problem(&self) -> Option<String> {
        self.runner.problem()
    }

    /// Installs what it needs, and builds the package.
    pub(crate) fn prepare(&self) -> Result<()> {
        self.runner.prepare(&self.folder, &self.variables)
    }

    /// Compiles a handler, and gives back what it prints of the bodies in `list`.
    pub(crate) fn handle(&self, handler: &Path, list: &Path) -> Result<String> {
        let mut variables = self.variables.clone();
        variables.insert("handler", handler.display().to_string());
        variables.insert("list", list.display().to_string());
        self.runner.read("handle", &self.folder, &variables)
    }
}
