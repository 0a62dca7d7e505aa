//! The site: its pages by the crate, its scripts by esbuild, and a browser that looks at both.

use std::path::Path;

use anyhow::{Result, bail};

use crate::runner::{self, Runner};
use crate::tool::{self, Variables};

/// The arguments by which cargo makes the pages.
const PAGES: &[&str] = &["run", "--quiet", "--bin", "postal-webhooks-site", "--"];
/// The folder of the scripts.
const SCRIPTS: &str = "crates/postal-webhooks-site/web";
/// The folder of the npm package, whose sources the scripts hold.
const PACKAGE: &str = "packages/npm";
/// The folder of the programs that look at the site with a browser.
const TESTS: &str = "tests/site";

/// Makes the site in `target/site`, and prints how to look at it.
///
/// # Errors
///
/// As [`build_in`].
pub fn build(root: &Path) -> Result<()> {
    let site = tool::target(root, "site");
    build_in(root, &site)?;
    // A browser runs no modules of pages that it opens as files.
    println!("look at it: python3 -m http.server --bind 127.0.0.1 --directory {}", site.display());
    Ok(())
}

/// Makes the site in a folder.
///
/// # Errors
///
/// Node.js is missing, or a step fails.
pub fn build_in(root: &Path, site: &Path) -> Result<()> {
    let scripts: Runner = runner::load(&root.join(SCRIPTS))?;
    // A site without its scripts is not the site: it fails, and before anything is made.
    if let Some(problem) = scripts.problem() {
        bail!("the site needs its scripts: {problem}");
    }
    let site = site.display().to_string();
    tool::cargo(root, &[PAGES, &[&site]].concat())?;
    let package: Runner = runner::load(&root.join(PACKAGE))?;
    let variables = runner::variables(root, PACKAGE);
    package.install(&root.join(PACKAGE), &variables)?;
    let mut variables = runner::variables(root, SCRIPTS);
    variables.insert("site", site);
    runner::run_with(root, SCRIPTS, "bundle", &variables)
}

/// Makes the site, and has a browser look at it.
///
/// # Errors
///
/// If a step or a check fails; with `CI=true` also if a program is missing.
pub fn check(root: &Path) -> Result<()> {
    let tests: Runner = runner::load(&root.join(TESTS))?;
    if let Some(problem) = tests.problem() {
        return tool::skip(&tests.name, &problem);
    }
    let site = tool::target(root, "site");
    build_in(root, &site)?;
    let mut variables: Variables = runner::variables(root, TESTS);
    variables.insert("site", site.display().to_string());
    runner::run_with(root, TESTS, "check", &variables)
}
