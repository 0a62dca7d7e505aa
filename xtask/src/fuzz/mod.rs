//! `cargo xtask fuzz`: throws what strangers can send at what reads it, for a bounded time.
//!
//! The targets are a crate of their own, `tests/fuzz`; `seeds` makes what they start from.

mod output;
mod seeds;

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use output::Run;

/// The targets, in the order of `tests/fuzz/Cargo.toml`.
pub const TARGETS: [&str; 6] =
    ["parse", "parse_write_parse", "verify", "jwks", "dkim_record", "smtp_reply"];

const FOLDER: &str = "tests/fuzz";
const NIGHTLY: &str = "rustup toolchain install nightly --profile minimal";
const CARGO_FUZZ: &str = "cargo install cargo-fuzz --version =0.13.2 --locked";

/// Runs one target, or each one, for so many seconds, and prints a table.
///
/// # Errors
///
/// If a target has a finding, or does not run; with `CI=true` also if there is no cargo-fuzz or no
/// nightly Rust to run them.
pub fn run(root: &Path, seconds: u32, target: Option<&str>) -> Result<()> {
    if let Some(lack) = lack() {
        if env::var_os("CI").as_deref() == Some(OsStr::new("true")) {
            bail!("{lack}");
        }
        println!("fuzz skipped: {lack}");
        return Ok(());
    }
    let place = Place::new(root);
    seeds::write(root, &place.folder.join("seeds"))?;
    build(&place, target)?;

    let targets = TARGETS.iter().filter(|name| target.is_none_or(|only| only == **name));
    let mut runs = Vec::new();
    for target in targets {
        eprintln!("{target}: {seconds} s");
        runs.push(run_target(&place, target, seconds)?);
    }
    print!("{}", output::table(&runs));
    let findings: Vec<_> = runs.iter().filter(|run| run.problem.is_some()).collect();
    let Some(first) = findings.first() else {
        return Ok(());
    };
    bail!(
        "{} of {} targets failed; repeat one with `cargo +nightly fuzz run --fuzz-dir {FOLDER} {} FILE`",
        findings.len(),
        runs.len(),
        first.target
    )
}

/// What is missing, with the remedy.
fn lack() -> Option<String> {
    let works = |arguments: &[&str]| {
        let said = cargo().args(arguments).stdin(Stdio::null()).output();
        said.is_ok_and(|output| output.status.success())
    };
    if !works(&["+nightly", "--version"]) {
        return Some(format!("there is no nightly Rust; run `{NIGHTLY}`"));
    }
    if !works(&["+nightly", "fuzz", "--version"]) {
        return Some(format!("there is no cargo-fuzz; run `{CARGO_FUZZ}`"));
    }
    None
}

/// The cargo of the PATH, which rustup answers for: the one that runs this is a stable one itself.
fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
    cargo
}

/// Where the targets are, and where they are built.
struct Place {
    folder: PathBuf,
    built: PathBuf,
}

impl Place {
    fn new(root: &Path) -> Self {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        Self { folder: root.join(FOLDER), built: root.join(target).join("fuzz") }
    }

    /// `cargo fuzz build` or `cargo fuzz run`.
    fn cargo_fuzz(&self, verb: &str) -> Command {
        let mut command = cargo();
        command
            .args(["+nightly", "fuzz", verb, "--fuzz-dir"])
            .arg(&self.folder)
            .arg("--target-dir")
            .arg(&self.built)
            .current_dir(&self.folder)
            .stdin(Stdio::null());
        command
    }
}

/// Builds first, so that no time of a run goes by in the compiler.
fn build(place: &Place, target: Option<&str>) -> Result<()> {
    let mut build = place.cargo_fuzz("build");
    let status = build.args(target).status().context("cannot run cargo")?;
    if !status.success() {
        bail!("the targets in {FOLDER} do not build");
    }
    Ok(())
}

/// Runs a target, and keeps all that it prints in a file.
fn run_target(place: &Place, target: &str, seconds: u32) -> Result<Run> {
    let corpus = place.folder.join("corpus").join(target);
    let path = place.built.join(format!("{target}.log"));
    fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    let mut log =
        File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;

    let start = Instant::now();
    let mut child = place
        .cargo_fuzz("run")
        .arg(target)
        .arg(&corpus)
        .arg(place.folder.join("seeds").join(target))
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-dict={}", place.folder.join("seeds/json.dict").display()))
        .args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"])
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .context("cannot run cargo")?;
    let mut text = String::new();
    if let Some(stderr) = child.stderr.take() {
        for line in BufReader::new(stderr).split(b'\n') {
            let line = line.context("cannot read what the target prints")?;
            let line = String::from_utf8_lossy(&line);
            writeln!(log, "{line}").with_context(|| format!("cannot write {}", path.display()))?;
            text.push_str(&line);
            text.push('\n');
        }
    }
    let status = child.wait().context("cannot wait for the target")?;
    let run = Run::read(target, &text, start.elapsed(), status.success());
    if run.problem.is_some() {
        eprintln!("{}\n{target}: all of it is in {}", output::end(&text), path.display());
    }
    Ok(run)
}
