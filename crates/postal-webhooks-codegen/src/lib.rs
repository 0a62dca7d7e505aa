//! Generator of everything that is made from `schema/`: the Rust types, what the helper crate and
//! the command line embed, the published schemas and documents, the types and data of the packages for other
//! languages.
//!
//! The data go one way: [`read`] makes the [`Model`] of a [`Tree`] of files, or gives all
//! violations of the authoring rules; [`generate`] makes folders of files in memory, by one module
//! for each; `write` writes or compares them. [`run`] does all of it.

mod cli;
mod constants;
pub mod delivery;
mod dist;
pub mod model;
mod packages;
mod read;
mod rust;
mod sdk;
mod words;
mod write;

use std::path::Path;
use std::thread;
use std::time::Instant;

use anyhow::{Result, bail};

pub use self::dist::FOLDER as DIST;
pub use self::model::Model;
pub use self::read::{RULES, Tree, Violation, Violations, read};
pub use self::write::Mode;

/// Folder that holds generated files and nothing else: what lies there besides is stale. In
/// `packages/go` that is true of `data/` and of the files `*_gen.go`.
#[derive(Debug, PartialEq, Eq)]
pub struct Folder {
    /// Path from the root of the workspace.
    pub path: &'static str,
    /// Path below the folder, and contents.
    pub files: Vec<(String, String)>,
}

/// Generates everything for the workspace at `root`, and writes or compares it.
///
/// # Errors
///
/// All violations of the authoring rules at once; with [`Mode::Check`], each file that differs.
pub fn run(root: &Path, mode: Mode) -> Result<()> {
    let start = Instant::now();
    let model = read(&Tree::read(&root.join("schema"))?)?;
    let manifests = packages::stamped(root, &model.version)?;
    let report = write::apply(root, &generate(&model)?, &manifests, mode)?;
    write::print(&format!(
        "{} events, {} types: {} {}, {} unchanged, {:.2} s\n",
        model.events.len(),
        model.types.len(),
        report.written,
        if mode == Mode::Check { "differ" } else { "written" },
        report.unchanged,
        start.elapsed().as_secs_f64()
    ));
    if mode == Mode::Check && report.written > 0 {
        bail!(
            "the generated files are not what schema/ says; run `cargo xtask codegen` and commit what it writes"
        );
    }
    Ok(())
}

/// Generates all folders.
///
/// # Errors
///
/// If typify or syn cannot read what the generator gives them, which is a defect of the generator.
pub fn generate(model: &Model) -> Result<Vec<Folder>> {
    let (types, published) = beside(|| rust::generate(model), || dist::generate(model));
    let mut folders = packages::generate(model, &published);
    let cli = cli::generate(model, &published)?;
    folders.extend([types?, sdk::generate(model, &published)?, cli, published]);
    Ok(folders)
}

/// Does one thing in this thread, and another one beside it.
fn beside<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        (here, there.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// The contents of a generated file, by its path from the root of the workspace.
#[must_use]
pub fn find<'a>(folders: &'a [Folder], path: &str) -> Option<&'a str> {
    folders.iter().find_map(|folder| {
        let below = path.strip_prefix(folder.path)?.strip_prefix('/')?;
        folder.get(below)
    })
}

impl Folder {
    /// The contents of a file, by its path below the folder.
    #[must_use]
    pub fn get(&self, below: &str) -> Option<&str> {
        let file = self.files.iter().find(|(name, _)| name == below);
        file.map(|(_, contents)| contents.as_str())
    }
}
