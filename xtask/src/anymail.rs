//! `cargo xtask anymail`: asks django-anymail, another receiver of Postal's webhooks, about what
//! our test kit signs.
//!
//! The crate in `tests/anymail` asks; this gives it a Python with the versions that are pinned
//! there.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

const FOLDER: &str = "tests/anymail";
const CRATE: &str = "postal-webhooks-anymail";
const NEEDED: &str = "Python 3.10 or newer, with venv and pip";
/// Succeeds where the pinned versions can be installed.
const IS_ENOUGH: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";

/// Installs django-anymail below the target directory, unless it is there, and asks it.
///
/// # Errors
///
/// If django-anymail accepts what was tampered with or refuses what was not; with `CI=true` also if
/// there is no Python to run it.
pub fn run(root: &Path) -> Result<()> {
    let enough = Command::new("python3")
        .args(["-c", IS_ENOUGH])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !enough {
        let lack = format!("there is no python3 on the PATH that will do; install {NEEDED}");
        if std::env::var_os("CI").as_deref() == Some(OsStr::new("true")) {
            bail!("{lack}");
        }
        println!("anymail skipped: {lack}");
        return Ok(());
    }
    let python = install(root)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", CRATE, "--"])
        .arg(python)
        .current_dir(root)
        .status()
        .context("cannot run cargo")?;
    if !status.success() {
        bail!("django-anymail does not agree about our signatures");
    }
    Ok(())
}

/// Makes a virtual environment with what requirements.txt pins, and gives back its Python.
fn install(root: &Path) -> Result<PathBuf> {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    let environment = root.join(target).join("anymail/venv");
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let requirements = root.join(FOLDER).join("requirements.txt");
    let pinned = fs::read(&requirements)
        .with_context(|| format!("cannot read {}", requirements.display()))?;
    // Written last: it says that all of it is there.
    let installed = environment.join("installed.txt");
    if fs::read(&installed).is_ok_and(|there| there == pinned) {
        return Ok(python);
    }
    eprintln!("installing django-anymail …");
    let mut make = Command::new("python3");
    make.args(["-m", "venv", "--clear"]).arg(&environment);
    quietly(&mut make, "python3 -m venv")?;
    let mut install = Command::new(&python);
    install
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(["--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement"])
        .arg(&requirements);
    quietly(&mut install, "pip install")?;
    fs::write(&installed, pinned)
        .with_context(|| format!("cannot write {}", installed.display()))?;
    Ok(python)
}

/// Runs a program, and shows what it prints only if it fails.
fn quietly(command: &mut Command, name: &str) -> Result<()> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {name}"))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        bail!("`{name}` failed:\n{}", String::from_utf8_lossy(&said).trim_end());
    }
    Ok(())
}
