//! The version of the schemas in the manifests of the packages, which are written by hand.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};

/// Manifests, with what stands before and behind a version; each time that it stands there, up to
/// so many times.
const MANIFESTS: [(&str, &str, &str, usize); 4] = [
    ("packages/npm/package.json", "\"version\": \"", "\"", 1),
    // That of the package, before those of its dependencies.
    ("packages/npm/package-lock.json", "\"version\": \"", "\"", 2),
    ("packages/java/pom.xml", "<version>", "</version>", 1),
    // What a user copies into a project of their own.
    ("packages/java/README.md", "<version>", "</version>", 1),
];

/// The manifests below `root` with this version: paths, and contents.
pub(crate) fn stamped(root: &Path, version: &str) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for (path, before, after, times) in MANIFESTS {
        let text = match fs::read_to_string(root.join(path)) {
            Ok(text) => text,
            // A tree of schemas alone has no packages.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("cannot read {path}")),
        };
        let stamped = stamp(&text, before, after, times, version)
            .with_context(|| format!("{path} has no {before}…{after}; write one"))?;
        files.push((path.to_owned(), stamped));
    }
    Ok(files)
}

/// The text with another version in the first places.
fn stamp(text: &str, before: &str, after: &str, times: usize, version: &str) -> Option<String> {
    let mut stamped = String::new();
    let mut rest = text;
    for _ in 0..times {
        let (head, tail) = rest.split_once(before)?;
        let (_, tail) = tail.split_once(after)?;
        for part in [head, before, version, after] {
            stamped.push_str(part);
        }
        rest = tail;
    }
    Some(stamped + rest)
}

#[cfg(test)]
mod tests {
    use super::stamp;

    #[test]
    fn the_first_versions_alone_are_changed() {
        let stamp = |times| stamp("<v>1</v><v>2</v><v>3</v>", "<v>", "</v>", times, "9");
        assert_eq!(stamp(1).as_deref(), Some("<v>9</v><v>2</v><v>3</v>"));
        assert_eq!(stamp(2).as_deref(), Some("<v>9</v><v>9</v><v>3</v>"));
        assert_eq!(stamp(4), None);
    }
}
