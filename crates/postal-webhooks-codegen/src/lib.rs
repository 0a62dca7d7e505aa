//! `cargo xtask codegen`: from `schema/` to the types crate, the published schemas, and what the
//! helper crate embeds.
//!
//! The data go one way: `read` reads the files, checks them and makes the `model`, `rust`,
//! `dist` and `sdk` turn that into files in memory, `write` writes or compares them.

mod dist;
pub mod model;
mod read;
mod rust;
mod sdk;
mod write;

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

pub use self::model::Model;
pub use self::read::Tree;
pub use self::write::Mode;

/// The folder of the published schemas and documents, from the root of the workspace.
pub const DIST: &str = "schema/dist";

/// Where generated files lie; what lies there and is not generated is stale.
const GENERATED: &[&str] =
    &["crates/postal-webhooks-types/src/generated", "crates/postal-webhooks/src/generated", DIST];

/// Generates everything for the workspace at `root`, and writes or compares it.
///
/// # Errors
///
/// All violations of the authoring rules at once; with [`Mode::Check`], each file that differs.
pub fn run(root: &Path, mode: Mode) -> Result<()> {
    let start = Instant::now();
    let tree = Tree::read(&root.join("schema"))?;
    let generated = generate(&tree)?;
    let report = write::apply(root, GENERATED, &generated.files, mode)?;
    write::say(&format!(
        "{} events, {} types: {} {}, {} unchanged, {:.2} s\n",
        generated.events,
        generated.types,
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

/// All generated files, in memory.
pub struct Generated {
    /// Path from the root of the workspace, and contents.
    pub files: Vec<(String, String)>,
    /// How many events `schema/` has.
    pub events: usize,
    /// How many types `schema/` has.
    pub types: usize,
}

/// Reads the files of `schema/`.
///
/// # Errors
///
/// All violations of the authoring rules at once.
pub fn read(tree: &Tree) -> Result<Model> {
    match read::check(tree) {
        Ok(model) => Ok(model),
        Err(violations) => bail!("{}", read::report(&violations)),
    }
}

/// Generates everything from the files of `schema/`.
///
/// # Errors
///
/// All violations of the authoring rules at once.
pub fn generate(tree: &Tree) -> Result<Generated> {
    let model = read(tree)?;
    let mut files = rust::generate(&model)?;
    let published = dist::generate(&model);
    files.extend(sdk::generate(&model, &published)?);
    files.extend(published);
    Ok(Generated { files, events: model.events.len(), types: model.types.len() })
}
