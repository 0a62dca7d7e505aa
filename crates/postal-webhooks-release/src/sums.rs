//! Sums by SHA-256: of all artifacts, and to compare what was made twice.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::archive;
use crate::source::run;

/// Writes `SHA256SUMS` beside the artifacts, and gives back its name.
pub(super) fn write(artifacts: &Path) -> Result<String> {
    let name = "SHA256SUMS";
    fs::write(artifacts.join(name), sums(artifacts)?)
        .with_context(|| format!("cannot write {name}"))?;
    Ok(name.to_owned())
}

/// Both folders hold the same files with the same bytes.
pub(super) fn compare(first: &Path, second: &Path) -> Result<()> {
    let (one, other) = (sums(first)?, sums(second)?);
    let differs = |line: &&str| !other.lines().any(|there| there == *line);
    let lines: Vec<&str> = one.lines().filter(differs).collect();
    if one.lines().count() != other.lines().count() || !lines.is_empty() {
        bail!(
            "made a second time, these are other bytes; compare them in {} and {}:\n{}",
            first.display(),
            second.display(),
            lines.join("\n")
        );
    }
    Ok(())
}

/// As `sha256sum --check` reads them.
fn sums(folder: &Path) -> Result<String> {
    let files = archive::files(folder)?;
    let names = files.iter().filter_map(|path| path.file_name()?.to_str());
    let arguments: Vec<&str> = ["sha256sum", "--"].into_iter().chain(names).collect();
    run(folder, &arguments)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::{compare, write};

    fn folder(contents: &str) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), contents).unwrap();
        folder
    }

    #[test]
    fn other_bytes_and_other_files_are_told() {
        let [one, same, other] = ["x", "x", "y"].map(folder);
        compare(one.path(), same.path()).unwrap();
        let error = compare(one.path(), other.path()).unwrap_err().to_string();
        assert!(error.contains("other bytes") && error.ends_with("  a"), "{error}");
        fs::write(same.path().join("b"), "").unwrap();
        compare(one.path(), same.path()).unwrap_err();
    }

    #[test]
    fn sums_are_those_of_sha256() {
        let folder = folder("abc");
        assert_eq!(write(folder.path()).unwrap(), "SHA256SUMS");
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n";
        assert_eq!(fs::read_to_string(folder.path().join("SHA256SUMS")).unwrap(), expected);
    }
}
