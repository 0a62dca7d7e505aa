//! `cargo xtask documents`: checks the documents in `schema/dist` with the tools that people use on
//! them, which are JavaScript: Redocly lint and the parser of `AsyncAPI`.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};

const FOLDER: &str = "tests/documents";
const NEEDED: &str = "Node.js 20.19, or 22.12 and later, with npm";

/// Installs the tools if they are not those of the lock file, and runs them.
///
/// # Errors
///
/// If a document fails its tool; or, with `CI=true`, if there is no Node.js to run them.
pub fn run(root: &Path) -> Result<()> {
    let folder = root.join(FOLDER);
    if let Some(lack) = lack() {
        if std::env::var_os("CI").as_deref() == Some(OsStr::new("true")) {
            bail!("{lack}; install {NEEDED}");
        }
        println!("documents skipped: {lack}; install {NEEDED}");
        return Ok(());
    }
    install(&folder)?;
    let mut check = Command::new("node");
    check.arg("check.mjs").arg(root.join("schema/dist")).current_dir(&folder);
    let status = check.status().context("cannot run node")?;
    if !status.success() {
        bail!(
            "a document in schema/dist fails its tool: mend schema/ or its generator in xtask/src/codegen/dist, and run `cargo xtask codegen`"
        );
    }
    Ok(())
}

/// What is missing or too old, if anything is.
fn lack() -> Option<String> {
    let Some(version) = said("node", &["--version"]) else {
        return Some("there is no node on the PATH".to_owned());
    };
    if !is_new_enough(&version) {
        return Some(format!("node {version} is too old"));
    }
    let npm = said(npm(), &["--version"]);
    npm.is_none().then(|| "there is no npm on the PATH".to_owned())
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(20)), Some(Ok(minor))) => minor >= 19,
        (Some(Ok(22)), Some(Ok(minor))) => minor >= 12,
        (Some(Ok(major)), Some(Ok(_))) => major > 22,
        _ => false,
    }
}

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// Runs `npm ci`, unless what is installed is what the lock file says.
fn install(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("cannot read {FOLDER}/package-lock.json; take it from git"))?;
    let installed = folder.join("node_modules/.installed-package-lock.json");
    if fs::read(&installed).is_ok_and(|there| there == lock) {
        return Ok(());
    }
    eprintln!("installing the tools of {FOLDER} …");
    let mut install = Command::new(npm());
    install.args(["ci", "--ignore-scripts", "--loglevel=error"]).current_dir(folder);
    let output = install.output().context("cannot run npm")?;
    if !output.status.success() {
        bail!(
            "`npm ci` failed in {FOLDER}: {}\n  if the lock file does not match package.json: run `npm install` there and commit package-lock.json",
            reason(&output)
        );
    }
    fs::write(&installed, lock).with_context(|| format!("cannot write {}", installed.display()))
}

/// The line of npm's many that tells what is wrong.
fn reason(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let mut lines = text.lines().map(|line| line.trim_start_matches("npm error").trim());
    let telling = lines.find(|line| !line.is_empty() && !line.starts_with("code "));
    telling.unwrap_or("it says nothing").to_owned()
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_of_node() {
        for version in ["v20.19.0", "v20.20.2", "v22.12.1", "v24.0.0"] {
            assert!(is_new_enough(version), "{version}");
        }
        for version in ["v18.20.4", "v20.18.9", "v21.7.3", "v22.11.0", "", "v20"] {
            assert!(!is_new_enough(version), "{version}");
        }
    }
}
