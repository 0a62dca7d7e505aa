//! Code in guides, which is never typed anew: `<!-- code: DOCUMENT#heading 2 -->` stands for the second
//! block of code below that heading of a document, and `<!-- file: PATH -->` for a whole file.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::documents::slug;

/// A guide with the code that its marks stand for.
pub(crate) fn filled(root: &Path, text: &str) -> Result<String> {
    let mut filled = String::new();
    for line in text.split_inclusive('\n') {
        match mark(line) {
            Some(("code", place)) => filled.push_str(&block(root, place)?),
            Some(("file", path)) => {
                let tag = path.rsplit('.').next().unwrap_or_default();
                let text = read(root, path)?;
                filled.extend(["```", tag, "\n", &text, "```\n"]);
            }
            _ => filled.push_str(line),
        }
    }
    Ok(filled)
}

/// The name and the value of a mark.
fn mark(line: &str) -> Option<(&str, &str)> {
    line.trim_end().strip_prefix("<!-- ")?.strip_suffix(" -->")?.split_once(": ")
}

fn block(root: &Path, place: &str) -> Result<String> {
    let parsed = || {
        let (place, number) = place.split_once(' ')?;
        let (path, heading) = place.split_once('#')?;
        Some((path, heading, number.parse().ok()?))
    };
    let (path, heading, number) =
        parsed().with_context(|| format!("write `PATH#heading NUMBER` instead of `{place}`"))?;
    let found = find(&read(root, path)?, heading, number).map(str::to_owned);
    found.with_context(|| format!("{path} has no block {number} of code below `{heading}`"))
}

fn read(root: &Path, path: &str) -> Result<String> {
    fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {path}"))
}

/// A block of code with its fences, by the heading above it, or by none for the begin of a document.
fn find<'a>(text: &'a str, heading: &str, number: usize) -> Option<&'a str> {
    let mut is_there = heading.is_empty();
    let (mut count, mut at) = (0, 0);
    let mut open = None;
    for line in text.split_inclusive('\n') {
        let from = at;
        at += line.len();
        if line.starts_with("```") {
            let Some(begin) = open.take() else {
                open = Some(from);
                continue;
            };
            count += usize::from(is_there);
            if is_there && count == number {
                return text.get(begin..at);
            }
        } else if open.is_none() && line.starts_with("##") {
            is_there = slug(line.trim_matches(['#', ' ', '\n'])) == heading;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# A\n```sh\na\n```\n## B `c`\n```rust\n## no heading\n```\n\
                        x\n```text\nb\n```\n### D\n```go\nd\n```\n";

    #[test]
    fn a_block_is_found_by_its_heading_and_number() {
        assert_eq!(find(TEXT, "", 1), Some("```sh\na\n```\n"));
        assert_eq!(find(TEXT, "b-c", 1), Some("```rust\n## no heading\n```\n"));
        assert_eq!(find(TEXT, "b-c", 2), Some("```text\nb\n```\n"));
        assert_eq!(find(TEXT, "b-c", 3), None);
        assert_eq!(find(TEXT, "d", 1), Some("```go\nd\n```\n"));
        assert_eq!(find(TEXT, "e", 1), None);
    }

    #[test]
    fn marks_become_code_and_what_is_lost_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), TEXT).unwrap();
        std::fs::write(folder.path().join("b.php"), "<?php\n").unwrap();
        let filled = |text: &str| filled(folder.path(), text).map_err(|error| error.to_string());
        assert_eq!(
            filled("x\n<!-- code: a.md#d 1 -->\n<!-- file: b.php -->\n<!-- other -->\n").unwrap(),
            "x\n```go\nd\n```\n```php\n<?php\n```\n<!-- other -->\n"
        );
        for (mark, expected) in [
            ("code: a.md#d 2", "a.md has no block 2 of code below `d`"),
            ("code: a.md", "write `PATH#heading NUMBER` instead of `a.md`"),
            ("file: c.php", "cannot read c.php"),
        ] {
            assert_eq!(filled(&format!("<!-- {mark} -->\n")), Err(expected.to_owned()));
        }
    }
}
