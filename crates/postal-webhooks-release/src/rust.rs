//! Artifacts of the crates: what cargo publishes, the command line, source that builds offline.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use xtask::tool;

use crate::source::{Release, run};
use crate::versions::CRATES;
use crate::{anew, archive};

/// What belongs into every crate besides its source.
const HELD: [&str; 4] = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "Cargo.toml"];

/// The crates as cargo publishes them. Not compiled here: every one is, by the tests.
pub(super) fn crates(release: &Release, out: &Path) -> Result<()> {
    let target = anew(&release.work.join("crates"))?;
    let path = target.display().to_string();
    let mut arguments = vec!["cargo", "package", "--quiet", "--no-verify", "--locked"];
    arguments.extend(["--target-dir", &path]);
    if release.allow_dirty {
        arguments.push("--allow-dirty");
    }
    arguments.extend(CRATES.iter().flat_map(|name| ["--package", name]));
    run(&release.root, &arguments)?;
    for name in CRATES {
        let root = format!("{name}-{}", release.versions.crates);
        let file = format!("{root}.crate");
        fs::rename(target.join("package").join(&file), out.join(&file))
            .with_context(|| format!("cargo did not make {file}"))?;
        let names = archive::list(&out.join(&file))?;
        for held in HELD {
            if !names.contains(&format!("{root}/{held}")) {
                bail!("{file} does not hold {held}; see `include` and `exclude` of its Cargo.toml");
            }
        }
    }
    Ok(())
}

/// The command line for this machine, with manual, completions and licences.
pub(super) fn command_line(release: &Release, out: &Path) -> Result<()> {
    let name = format!("postal-webhooks-{}-{}", release.versions.crates, release.host);
    let folder = out.join(name);
    let build = ["cargo", "build", "--quiet", "--release", "--locked", "-p", "postal-webhooks-cli"];
    run(&release.root, &build)?;
    let of_crate = |name: &str| format!("crates/postal-webhooks-cli/{name}");
    let paths = ["README.md", "man", "completions", "LICENSE-APACHE", "LICENSE-MIT"].map(of_crate);
    archive::copy(release, &paths.each_ref().map(String::as_str), &folder)?;
    let binary = folder.join("postal-webhooks");
    fs::copy(tool::target(&release.root, "release/postal-webhooks"), &binary)
        .context("cargo did not make the command line")?;
    let version = run(&folder, &[&binary.display().to_string(), "--version"])?;
    if !version.trim().ends_with(&release.versions.crates) {
        bail!("the command line says that it is {}", version.trim());
    }
    stripped(&binary)?;
    archive::tarball(release, &folder, out)
}

/// Checks that a binary has no symbols: `nm` prints a line for each.
fn stripped(binary: &Path) -> Result<()> {
    let path = binary.display().to_string();
    let symbols = run(binary.parent().unwrap_or(binary), &["nm", &path])?.lines().count();
    if symbols > 0 {
        bail!("{path} has {symbols} symbols; write `strip = true` in [profile.release]");
    }
    Ok(())
}

/// The source of the commit with every crate that it needs; cargo finds them without a network.
pub(super) fn vendored(release: &Release, out: &Path) -> Result<()> {
    let name = format!("postal-webhooks-{}-source", release.versions.crates);
    let tar = release.work.join("source.tar").display().to_string();
    let prefix = format!("--prefix={name}/");
    run(&release.root, &["git", "archive", "--format=tar", &prefix, "--output", &tar, "HEAD"])?;
    run(out, &["tar", "--extract", "--file", &tar])?;
    let folder = out.join(&name);
    // It prints how cargo finds them.
    let config = run(&folder, &["cargo", "vendor", "--locked", "vendor"])?;
    let path = folder.join(".cargo/config.toml");
    let append = || fs::OpenOptions::new().append(true).open(&path)?.write_all(config.as_bytes());
    append().with_context(|| format!("cannot write {}", path.display()))?;
    // With a home of its own, so that it cannot find crates that this machine has.
    let home = anew(&release.work.join("cargo-home"))?;
    tool::command(&["cargo", "metadata", "--offline", "--frozen", "--format-version", "1"])
        .dir(&folder)
        .env("CARGO_HOME", home)
        .stdout_null()
        .run()
        .context("the source does not build offline: cargo does not find a crate in vendor/")?;
    archive::tarball(release, &folder, out)
}

/// Compares the interfaces of the libraries with those of the last release, if there is one.
pub(super) fn semver(release: &Release) -> Result<String> {
    let tags = run(&release.root, &["git", "tag", "--list", "v[0-9]*", "--sort=-creatordate"])?;
    let current = release.versions.tags().0;
    let Some(last) = tags.lines().find(|tag| **tag != current) else {
        return Ok("there is no release to compare with".to_owned());
    };
    let need: tool::Need = toml::from_str(
        "program = 'cargo-semver-checks'\nargument = '--version'\nversions = ['0.40']\ninstall = \
         'cargo-semver-checks'",
    )?;
    if let Some(problem) = need.problem() {
        tool::skip("cargo-semver-checks", &problem)?;
        return Ok(format!("not compared with {last}"));
    }
    let mut arguments = vec!["cargo", "semver-checks", "--baseline-rev", last];
    // The command line has no interface for other crates.
    arguments.extend(CRATES[..3].iter().flat_map(|name| ["--package", name]));
    run(&release.root, &arguments)?;
    Ok(format!("compatible with {last}"))
}

/// What cargo knows of the workspace and all that it needs.
pub(super) fn metadata(release: &Release) -> Result<Value> {
    let platform = format!("--filter-platform={}", release.host);
    let arguments = ["cargo", "metadata", "--locked", "--format-version=1", &platform];
    Ok(serde_json::from_str(&run(&release.root, &arguments)?)?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{run, stripped};

    #[test]
    fn a_binary_with_symbols_is_refused() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path();
        fs::write(folder.join("main.rs"), "fn main() {}\n").unwrap();
        for (strip, refused) in [("none", true), ("symbols", false)] {
            run(folder, &["rustc", &format!("-Cstrip={strip}"), "main.rs"]).unwrap();
            let error = stripped(&folder.join("main")).err().map(|error| error.to_string());
            assert_eq!(error.is_some(), refused, "{error:?}");
            assert!(error.is_none_or(|error| error.contains("main has ")));
        }
    }
}
