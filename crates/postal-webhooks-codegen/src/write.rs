//! Writer of the generated files, which compares them with what is there.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use similar::TextDiff;

use crate::Folder;

/// What to do with the generated files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write those that differ, and remove stale ones.
    Write,
    /// Change nothing, and say what differs.
    Check,
}

pub(super) struct Report {
    /// Files written and removed, or with [`Mode::Check`] those that would be.
    pub written: usize,
    pub unchanged: usize,
}

/// Writes or compares the folders below `root`, in which there is nothing else, and files that
/// stand among others.
pub(super) fn apply(
    root: &Path,
    folders: &[Folder],
    beside: &[(String, String)],
    mode: Mode,
) -> Result<Report> {
    let of_folders = folders.iter().flat_map(|folder| {
        folder.files.iter().map(|(name, text)| (format!("{}/{name}", folder.path), text))
    });
    let beside = beside.iter().map(|(path, text)| (path.clone(), text));
    let files: Vec<(String, &String)> = of_folders.chain(beside).collect();
    let expected: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let mut report = Report { written: 0, unchanged: 0 };
    // Everything is read before anything is written: a failure on the way leaves the tree as it
    // was.
    let mut changes = Vec::new();
    for (path, contents) in &files {
        let file = root.join(path);
        match fs::read(&file) {
            Ok(there) if there == contents.as_bytes() => report.unchanged += 1,
            Ok(there) => changes.push((path.as_str(), Some(*contents), Some(there))),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                changes.push((path.as_str(), Some(*contents), None));
            }
            Err(e) => return Err(e).with_context(|| format!("cannot read {path}")),
        }
    }
    let mut present = Vec::new();
    for folder in folders {
        list(root, folder.path, &mut present)?;
    }
    let is_stale = |path: &&String| is_generated(path) && !expected.contains(path.as_str());
    let stale = present.iter().filter(is_stale);
    changes.extend(stale.map(|path| (path.as_str(), None, None)));

    if mode == Mode::Check {
        for (path, contents, there) in &changes {
            print(&difference(path, *contents, there.as_deref()));
        }
    } else {
        write(root, &changes)?;
    }
    report.written = changes.len();
    Ok(report)
}

/// Whether a file in a folder of generated files is one of them: all are, but for the Go package,
/// whose files stand in one folder whoever wrote them.
fn is_generated(path: &str) -> bool {
    let in_go = path.strip_prefix("packages/go/");
    in_go.is_none_or(|below| below.starts_with("data/") || below.ends_with("_gen.go"))
}

/// Prints, and goes on where nobody reads any more (`… | head`).
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

type Change<'a> = (&'a str, Option<&'a String>, Option<Vec<u8>>);

/// Writes all the changes beside their targets, and only then moves them into place.
fn write(root: &Path, changes: &[Change<'_>]) -> Result<()> {
    let temporary = |path: &str| root.join(format!("{path}.codegen-tmp"));
    let staged = || -> Result<()> {
        for (path, contents, _) in changes {
            let Some(contents) = contents else { continue };
            let file = temporary(path);
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)
                    .with_context(|| format!("cannot make {}", folder.display()))?;
            }
            fs::write(&file, contents).with_context(|| format!("cannot write {path}"))?;
        }
        Ok(())
    };
    if let Err(error) = staged() {
        for (path, ..) in changes {
            // What was not staged is not there to remove.
            let _ = fs::remove_file(temporary(path));
        }
        return Err(error);
    }
    for (path, contents, _) in changes {
        if contents.is_some() {
            fs::rename(temporary(path), root.join(path))
                .with_context(|| format!("cannot write {path}"))?;
            print(&format!("wrote {path}\n"));
        } else {
            fs::remove_file(root.join(path)).with_context(|| format!("cannot remove {path}"))?;
            print(&format!("removed {path}\n"));
        }
    }
    Ok(())
}

fn list(root: &Path, folder: &str, present: &mut Vec<String>) -> Result<()> {
    let entries = match fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(e).with_context(|| format!("cannot read {folder}")),
    };
    let mut names = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>>>()?;
    names.sort();
    for name in names {
        let path = format!("{folder}/{name}");
        // What Python leaves beside its code is ignored by git as well.
        if name == "__pycache__" {
            continue;
        }
        if root.join(&path).is_dir() {
            list(root, &path, present)?;
        } else {
            present.push(path);
        }
    }
    Ok(())
}

/// What `--check` says about one file: a line, and for changed contents a short diff.
fn difference(path: &str, expected: Option<&String>, there: Option<&[u8]>) -> String {
    const LINES: usize = 12;
    let (expected, there) = match (expected, there) {
        (None, _) => return format!("stale: {path}\n"),
        (Some(_), None) => return format!("missing: {path}\n"),
        (Some(expected), Some(there)) => (expected, String::from_utf8_lossy(there)),
    };
    let mut text = format!("differs: {path}\n");
    let diff = TextDiff::from_lines(there.as_ref(), expected.as_str());
    let unified = diff.unified_diff().context_radius(1).to_string();
    let mut lines = unified.lines();
    for line in lines.by_ref().take(LINES) {
        let _ = writeln!(text, "    {line}");
    }
    let left = lines.count();
    if left > 0 {
        let _ = writeln!(text, "    … {left} more lines");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn temporary(name: &str) -> std::path::PathBuf {
        let root =
            std::env::temp_dir().join(format!("codegen-write-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("gen")).unwrap();
        root
    }

    fn folder_of(path: &'static str, contents: &[(&str, &str)]) -> Folder {
        let owned = contents.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Folder { path, files: owned.collect() }
    }

    #[test]
    fn writes_what_differs_and_removes_what_is_stale() {
        let root = temporary("write");
        fs::write(root.join("gen/old"), "old").unwrap();
        let wanted = [folder_of("gen", &[("a", "1"), ("deep/b", "2")])];
        let report = apply(&root, &wanted, &[], Mode::Write).unwrap();
        assert_eq!((report.written, report.unchanged), (3, 0));
        assert!(!root.join("gen/old").exists());
        let report = apply(&root, &wanted, &[], Mode::Write).unwrap();
        assert_eq!((report.written, report.unchanged), (0, 2));
    }

    #[test]
    fn go_written_by_hand_stays_beside_what_is_generated() {
        let root = temporary("go");
        fs::create_dir_all(root.join("packages/go/data")).unwrap();
        for file in ["hand.go", "stale_gen.go", "data/stale.json"] {
            fs::write(root.join("packages/go").join(file), "").unwrap();
        }
        let wanted = [folder_of("packages/go", &[("new_gen.go", "")])];
        apply(&root, &wanted, &[], Mode::Write).unwrap();
        let there = |file| root.join("packages/go").join(file).exists();
        assert!(there("hand.go") && there("new_gen.go"));
        assert!(!there("stale_gen.go") && !there("data/stale.json"));
    }

    #[test]
    fn check_changes_nothing() {
        let root = temporary("check");
        fs::write(root.join("gen/a"), "0").unwrap();
        let wanted = [folder_of("gen", &[("a", "1"), ("b", "2")])];
        let report = apply(&root, &wanted, &[], Mode::Check).unwrap();
        assert_eq!((report.written, report.unchanged), (2, 0));
        assert_eq!(fs::read(root.join("gen/a")).unwrap(), b"0");
        assert!(!root.join("gen/b").exists());
    }

    #[test]
    fn a_failed_run_leaves_the_tree_as_it_was() {
        let root = temporary("fail");
        fs::write(root.join("gen/a"), "0").unwrap();
        fs::write(root.join("file"), "").unwrap();
        // `file/b` cannot be made: `file` is no folder.
        let wanted = [folder_of("gen", &[("a", "1")]), folder_of("file", &[("b", "2")])];
        assert!(apply(&root, &wanted, &[], Mode::Write).is_err());
        assert_eq!(fs::read(root.join("gen/a")).unwrap(), b"0");
        assert_eq!(fs::read_dir(root.join("gen")).unwrap().count(), 1);
    }

    #[test]
    fn shows_what_differs() {
        let contents = "b\n".to_owned();
        expect_test::expect![[r"
            differs: gen/a
                @@ -1 +1 @@
                -a
                +b
        "]]
        .assert_eq(&difference("gen/a", Some(&contents), Some(b"a\n")));
        assert_eq!(difference("gen/a", Some(&contents), None), "missing: gen/a\n");
        assert_eq!(difference("gen/a", None, None), "stale: gen/a\n");
    }
}
