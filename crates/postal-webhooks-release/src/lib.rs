//! The release: every artifact, built and checked into target/release-artifacts, and a plan.
//!
//! [`versions`] checks that all versions agree, `source` knows the commit, `rust` and `packages`
//! make the artifacts, `archive` packs and lists them, `sums` compares and sums them, `spdx` lists
//! the dependencies, `plan` says what would be published where and how to undo it, and `install`
//! puts each artifact into an empty project.

mod archive;
mod install;
mod packages;
mod plan;
mod rust;
mod source;
mod spdx;
mod sums;
pub mod versions;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow};
use postal_webhooks_codegen::{self as codegen, Mode};
use xtask::tool;

use self::source::Release;
use self::versions::Versions;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Go on with changes that are not committed.
    pub allow_dirty: bool,
    /// The tag that is to be released; its changelog must have a date.
    pub tag: Option<String>,
}

/// How one or several artifacts are made.
struct Recipe {
    what: &'static str,
    /// Makes them in an empty folder; leaves it empty if a program is missing that may be.
    make: fn(&Release, &Path) -> Result<()>,
    /// Why it is not made a second time; else it is, and has to give the same bytes.
    once: Option<&'static str>,
}

const RECIPES: [Recipe; 9] = [
    Recipe { what: "schemas", make: packages::schemas, once: None },
    Recipe { what: "site", make: packages::site, once: None },
    Recipe { what: "crates", make: rust::crates, once: None },
    Recipe { what: "npm package", make: packages::npm, once: None },
    Recipe { what: "Python package", make: packages::python, once: None },
    Recipe { what: "Go module", make: packages::go, once: None },
    Recipe { what: "Java package", make: packages::java, once: None },
    Recipe {
        what: "command line",
        make: rust::command_line,
        once: Some("the binary holds paths of the machine that compiled it, and its linker's work"),
    },
    Recipe {
        what: "source with vendored crates",
        make: rust::vendored,
        once: Some("it is a copy of what the lock file names by SHA-256, and takes long to pack"),
    },
];

/// Builds and checks every artifact of the workspace at `root`, and says what would be published.
///
/// # Errors
///
/// If there are changes that are not committed, versions do not agree, an artifact cannot be made,
/// lacks a licence, or has other bytes the second time.
pub fn dry_run(root: &Path, options: &Options) -> Result<()> {
    let start = Instant::now();
    let release = prepare(root, options)?;
    let Release { commit, versions, .. } = &release;
    println!("crates {}, schemas and packages {}, of {commit}", versions.crates, versions.schemas);
    let artifacts = anew(&tool::target(root, "release-artifacts"))?;
    let mut once = Vec::new();
    let mut missing = Vec::new();
    for recipe in RECIPES {
        let made = make(&release, &recipe, &artifacts)
            .with_context(|| format!("{} cannot be released", recipe.what))?;
        if !made {
            missing.push(recipe.what);
        } else if let Some(why) = recipe.once {
            once.push(format!("  {}: {why}", recipe.what));
        }
    }
    let names = [spdx::write(&release, &artifacts)?, sums::write(&artifacts)?];
    println!("{}", names.join(", "));
    println!("\nNot made twice:\n{}", once.join("\n"));
    println!("\nInterfaces of the crates: {}", rust::semver(&release)?);
    println!("\n{}", plan::text(versions));
    let count = archive::files(&artifacts)?.len();
    let seconds = start.elapsed().as_secs_f64();
    println!("{count} files in {}, {seconds:.0} s; nothing was published", artifacts.display());
    if !missing.is_empty() {
        println!("MISSING for want of a program: {}", missing.join(", "));
    }
    Ok(())
}

/// Installs each artifact of target/release-artifacts into an empty project, and runs it.
///
/// # Errors
///
/// If one does not install, or does not work.
pub fn check_install(root: &Path) -> Result<()> {
    install::check(root, &agreed(root, None)?)
}

/// The versions, if they agree.
fn agreed(root: &Path, tag: Option<&str>) -> Result<Versions> {
    let files = |path: &str| fs::read_to_string(root.join(path)).ok();
    versions::check(&files, tag).map_err(|disagreements| {
        let lines: Vec<_> = disagreements.iter().map(ToString::to_string).collect();
        anyhow!("versions and changelogs do not agree:\n  {}", lines.join("\n  "))
    })
}

/// What has to hold before anything is built.
fn prepare(root: &Path, options: &Options) -> Result<Release> {
    let versions = agreed(root, options.tag.as_deref())?;
    codegen::run(root, Mode::Check)?;
    Release::read(root, versions, options.allow_dirty)
}

/// Makes the artifacts of a recipe, twice if it can; `false` if a program is missing.
fn make(release: &Release, recipe: &Recipe, artifacts: &Path) -> Result<bool> {
    let name = recipe.what.replace(' ', "-");
    let work = |times: &str| anew(&release.work.join(format!("{name}-{times}")));
    let start = Instant::now();
    let first = work("first")?;
    (recipe.make)(release, &first)?;
    let seconds = start.elapsed().as_secs_f64();
    let files = archive::files(&first)?;
    if files.is_empty() {
        return Ok(false);
    }
    let mut same = "made once";
    if recipe.once.is_none() {
        let second = work("second")?;
        (recipe.make)(release, &second)?;
        sums::compare(&first, &second)?;
        same = "the same bytes twice";
    }
    for file in files {
        let held = archive::checked(&file)?;
        let name = file.file_name().unwrap_or_default();
        let size = fs::metadata(&file)?.len().div_ceil(1000);
        println!("{:<54} {held:>6} files {size:>6} kB {seconds:>6.1} s  {same}", name.display());
        fs::rename(&file, artifacts.join(name))?;
    }
    Ok(true)
}

/// An empty folder.
fn anew(folder: &Path) -> Result<PathBuf> {
    let make = || {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)
    };
    make().with_context(|| format!("cannot make {} anew", folder.display()))?;
    Ok(folder.to_path_buf())
}
