//! Released versions, by the headings of `schema/CHANGELOG.md`: the base where none is named.
//!
//! A version is released by the commit that gives its heading a date. That needs no tags.

use std::path::Path;

use anyhow::{Result, bail};

use crate::published::{self, Published};

/// A heading of the changelog: `## 1.1.0 (2026-12-01)`, or `(unreleased)`.
pub(crate) struct Release<'a> {
    pub version: &'a str,
    pub released: bool,
    line: &'a str,
    /// Whether there is text below it.
    pub has_text: bool,
}

/// The headings of the changelog, the newest first.
pub(crate) fn headings(changelog: &str) -> Vec<Release<'_>> {
    let mut releases: Vec<Release<'_>> = Vec::new();
    for line in changelog.lines() {
        let heading = line.strip_prefix("## ").and_then(|rest| rest.split_once(" ("));
        if let Some((version, state)) = heading {
            releases.push(Release {
                version,
                released: state.starts_with(|c: char| c.is_ascii_digit()),
                line: line.trim_end(),
                has_text: false,
            });
        } else if let Some(release) = releases.last_mut() {
            release.has_text |= !line.trim().is_empty();
        }
    }
    releases
}

/// The commits to compare with: that which released the version that `schema/` has, since a
/// released version never changes; and that which released the version before.
pub(crate) fn bases(root: &Path, changelog: &str, version: &str) -> Result<Vec<Published>> {
    let shallow = published::git(root, &["rev-parse", "--is-shallow-repository"])?;
    if shallow.is_none_or(|answer| answer.trim() == "true") {
        bail!(
            "the releases cannot be seen without the history of git; fetch it (`git fetch --unshallow`), or name a base with --base"
        );
    }
    let mut bases = Vec::new();
    for release in headings(changelog).iter().filter(|release| release.released) {
        let pattern = format!("^{}$", escaped(release.line));
        let log = ["log", "-1", "--format=%H", "-G", &pattern, "--", "schema/CHANGELOG.md"];
        let commit = published::git(root, &log)?.unwrap_or_default();
        // A heading that is not committed yet releases nothing yet.
        if commit.trim().is_empty() {
            continue;
        }
        let mut base = published::of_revision(root, commit.trim())?;
        base.name = format!("release {} ({})", release.version, base.name);
        bases.push(base);
        if release.version != version {
            break;
        }
    }
    Ok(bases)
}

/// Text as an extended regular expression.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        if r".*[]^$\()+?{}|".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
