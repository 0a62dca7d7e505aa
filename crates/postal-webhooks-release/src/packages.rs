//! Artifacts of the schemas, the site and the packages of other languages.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use xtask::runner::{self, Runner};
use xtask::site;
use xtask::tool::{self, Variables};

use crate::source::{Release, run};
use crate::{anew, archive};

/// Python that copies a zip without its entries for folders: Go sums them too, and makes none.
const WITHOUT_FOLDERS: &str = "
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], 'w') as new:
    for entry in old.infolist():
        if not entry.is_dir():
            new.writestr(entry, old.read(entry))
";

/// The published schemas and documents.
pub(super) fn schemas(release: &Release, out: &Path) -> Result<()> {
    let folder = out.join(format!("postal-webhooks-schemas-{}", release.versions.schemas));
    archive::copy(release, &["schema/dist/.", "LICENSE-APACHE", "LICENSE-MIT"], &folder)?;
    archive::tarball(release, &folder, out)
}

/// The site, as `cargo xtask site` makes it.
pub(super) fn site(release: &Release, out: &Path) -> Result<()> {
    let folder = out.join(format!("postal-webhooks-site-{}", release.versions.schemas));
    site::build_in(&release.root, &folder)?;
    archive::tarball(release, &folder, out)
}

/// The tarball for npm.
pub(super) fn npm(release: &Release, out: &Path) -> Result<()> {
    let Some(folder) = installed(release, "packages/npm")? else { return Ok(()) };
    let folder = Path::new(&folder);
    run(folder, &["node", "scripts/build.mjs"])?;
    let path = out.display().to_string();
    run(folder, &["npm", "pack", "--ignore-scripts", "--pack-destination", &path]).map(drop)
}

/// The wheel and the source distribution.
pub(super) fn python(release: &Release, out: &Path) -> Result<()> {
    let Some(folder) = installed(release, "packages/python")? else { return Ok(()) };
    let venv = runner::out(&release.root, "packages/python").join("venv/bin/python");
    let (python, path) = (venv.display().to_string(), out.display().to_string());
    let arguments = [&*python, "-m", "build", "--no-isolation", "--outdir", &path, "."];
    run(Path::new(&folder), &arguments).map(drop)
}

/// The module as Go's proxies serve it: without the modules inside it.
pub(super) fn go(release: &Release, out: &Path) -> Result<()> {
    let folder = release.root.join("packages/go");
    let manifest = fs::read_to_string(folder.join("go.mod")).context("cannot read go.mod")?;
    let module = manifest.lines().find_map(|line| line.strip_prefix("module "));
    let module = module.context("packages/go/go.mod has no line `module …`; write one")?;
    let version = &release.versions.schemas;
    let packed = release.work.join("go.zip").display().to_string();
    let arguments = [
        "git",
        "archive",
        "--format=zip",
        &format!("--prefix={module}@v{version}/"),
        &format!("--output={packed}"),
        "HEAD",
        ".",
        ":(exclude)checks",
    ];
    run(&folder, &arguments)?;
    let path = out.join(format!("postal-webhooks-go-v{version}.zip")).display().to_string();
    run(out, &["python3", "-c", WITHOUT_FOLDERS, &packed, &path]).map(drop)
}

/// The jar, its sources, its documentation, and the manifest that Maven reads.
pub(super) fn java(release: &Release, out: &Path) -> Result<()> {
    let Some(folder) = installed(release, "packages/java")? else { return Ok(()) };
    let target = anew(&release.work.join("java"))?;
    let property = format!("-Dtarget={}", target.display());
    let arguments =
        ["mvn", "--quiet", "--batch-mode", "package", "-Dmaven.test.skip=true", &property];
    run(Path::new(&folder), &arguments)?;
    let name = format!("postal-webhooks-{}", release.versions.schemas);
    for end in [".jar", "-sources.jar", "-javadoc.jar"] {
        let jar = format!("{name}{end}");
        fs::rename(target.join(&jar), out.join(&jar))
            .with_context(|| format!("Maven did not make {jar}; see the plugins in pom.xml"))?;
    }
    fs::copy(Path::new(&folder).join("pom.xml"), out.join(format!("{name}.pom")))?;
    Ok(())
}

/// The folder of a package with what its `runner.toml` installs; `None` if a program is missing.
fn installed(release: &Release, package: &str) -> Result<Option<String>> {
    let folder = release.root.join(package);
    let runner: Runner = runner::load(&folder)?;
    if let Some(problem) = runner.problem() {
        tool::skip(&runner.name, &problem)?;
        return Ok(None);
    }
    let out = runner::out(&release.root, package).display().to_string();
    let root = release.root.display().to_string();
    runner.install(&folder, &Variables::from([("out", out), ("root", root)]))?;
    Ok(Some(folder.display().to_string()))
}
