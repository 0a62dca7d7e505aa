//! Site: what Postal sends and how to receive it, for people, and the published schemas at the paths
//! of their `$id`s, for programs.
//!
//! The data go one way: `documents` says which documents are on the site and cuts them into pages,
//! `guides` puts code into those that are written for the site, `markdown` and `table` make HTML of each,
//! `snippets` has the code beside an event, `page` puts both into the frame that all have, and `links`
//! follows every link of what came out. `search` writes what the search box finds, and `workbench` the
//! page that tries things. Nothing on the site loads anything from elsewhere.
//!
//! The scripts are in `web/`, and `cargo xtask site` puts them beside the pages. Without them all pages
//! can be read.

mod documents;
mod guides;
mod links;
mod markdown;
mod page;
mod search;
pub mod snippets;
mod table;
mod workbench;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use postal_webhooks_codegen::{self as codegen, Model, Tree};

pub use self::links::Broken;

const STYLE: &str = include_str!("assets/site.css");

/// A file of the site, by its path from the root of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// As `events/MessageSent.html`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// Makes the site of the workspace at `root` in the folder `out`, which is made anew.
///
/// # Errors
///
/// `schema/` breaks the authoring rules, a document cannot be read, a link leads nowhere, or the
/// folder cannot be written.
pub fn build(root: &Path, out: &Path) -> Result<usize> {
    let model = codegen::read(&Tree::read(&root.join("schema"))?)?;
    let files = generate(root, &model)?;
    let broken = links::broken(&files);
    if !broken.is_empty() {
        let lines: Vec<_> = broken.iter().map(ToString::to_string).collect();
        bail!("{} links of the site lead nowhere:\n  {}", lines.len(), lines.join("\n  "));
    }
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("cannot remove {}", out.display()))?;
    }
    for File { path, text } in &files {
        let path = out.join(path);
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(out))?;
            fs::write(&path, text)
        };
        write().with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(files.len())
}

/// Makes all files of the site in memory.
///
/// # Errors
///
/// A document of the workspace at `root` cannot be read, or has another form than it is cut by.
pub fn generate(root: &Path, model: &Model) -> Result<Vec<File>> {
    let generated = codegen::generate(model)?;
    let pages = documents::pages(root, model, &generated)?;
    let mut files = page::files(root, model, &pages)?;
    files.push(File { path: "search.json".to_owned(), text: search::index(&pages)? });
    files.push(File { path: "site.css".to_owned(), text: STYLE.to_owned() });
    let dist = generated.iter().find(|folder| folder.path == codegen::DIST);
    for (name, text) in dist.into_iter().flat_map(|folder| &folder.files) {
        files.push(File { path: published(model, name)?, text: text.clone() });
    }
    Ok(files)
}

/// The path at which a file of `schema/dist` is published: that of its `$id`.
fn published(model: &Model, name: &str) -> Result<String> {
    let base = model.base_uri.split("://").nth(1).and_then(|rest| rest.split_once('/'));
    let (_, base) = base.context("the base URI of schema.toml has no path")?;
    Ok(format!("{base}/{}/{name}", model.version))
}
