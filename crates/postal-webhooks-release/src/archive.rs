//! Archives: packed so that the same files give the same bytes, listed, and checked for licences.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::source::{Release, run};

/// What an archive that others receive has to hold.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];
/// What needs no licence inside: the pages link to them.
const WITHOUT: [&str; 2] = ["-javadoc.jar", "postal-webhooks-site-"];

/// Python that lists what a zip holds.
const ZIP: &str = "import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep='\\n')";

/// Packs `folder` as `<out>/<its name>.tar.gz`.
pub(super) fn tarball(release: &Release, folder: &Path, out: &Path) -> Result<()> {
    let name = folder.file_name().unwrap_or_default().display().to_string();
    let archive = out.join(format!("{name}.tar.gz")).display().to_string();
    let arguments = [
        "tar",
        "--create",
        "--use-compress-program=gzip -n",
        "--format=gnu",
        "--sort=name",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--mode=u+rw,go+r,go-w,a+X",
        &format!("--mtime=@{}", release.seconds),
        &format!("--file={archive}"),
        &name,
    ];
    run(folder.parent().unwrap_or(folder), &arguments).map(drop)
}

/// Copies files and folders of the workspace into a folder, which is made.
pub(super) fn copy(release: &Release, paths: &[&str], into: &Path) -> Result<()> {
    fs::create_dir_all(into).with_context(|| format!("cannot make {}", into.display()))?;
    let into = into.display().to_string();
    run(&release.root, &[&["cp", "--recursive"], paths, &[&into]].concat()).map(drop)
}

/// The files in a folder, sorted.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || format!("cannot read {}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(read)? {
        let path = entry.with_context(read)?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The names of what an archive holds.
pub(super) fn list(archive: &Path) -> Result<Vec<String>> {
    let path = archive.display().to_string();
    let is_tar = ["gz", "tgz", "crate"].iter().any(|end| archive.extension() == Some(end.as_ref()));
    let arguments: &[&str] = if is_tar {
        &["tar", "--list", "--gzip", "--file", &path]
    } else {
        &["python3", "-c", ZIP, &path]
    };
    let folder = archive.parent().unwrap_or(archive);
    Ok(run(folder, arguments)?.lines().map(str::to_owned).collect())
}

/// The number of files in an archive, which has to hold both licences.
pub(super) fn checked(archive: &Path) -> Result<usize> {
    let name = archive.file_name().unwrap_or_default().display().to_string();
    if archive.extension() == Some("pom".as_ref()) {
        return Ok(1);
    }
    let names = list(archive)?;
    for licence in LICENCES {
        let is_there = names.iter().any(|name| name.ends_with(licence));
        if !is_there && !WITHOUT.iter().any(|part| name.contains(part)) {
            bail!("{name} does not hold {licence}; name it in the manifest that makes it");
        }
    }
    Ok(names.iter().filter(|name| !name.ends_with('/')).count())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{checked, run};

    #[test]
    fn an_archive_holds_both_licences() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path();
        let files = ["a", "LICENSE-MIT", "LICENSE-APACHE"];
        for file in files {
            fs::write(folder.join(file), "").unwrap();
        }
        let mut results = (1..=files.len()).map(|count| {
            let packed = format!("{count}.tgz");
            run(folder, &[&["tar", "-czf", &packed], &files[..count]].concat()).unwrap();
            checked(&folder.join(packed)).map_err(|error| error.to_string())
        });
        for packed in ["1.tgz", "2.tgz"] {
            let error = results.next().unwrap().unwrap_err();
            let expected = format!("{packed} does not hold LICENSE-APACHE");
            assert!(error.starts_with(&expected), "{error}");
        }
        assert_eq!(results.next().unwrap(), Ok(3));
    }
}
