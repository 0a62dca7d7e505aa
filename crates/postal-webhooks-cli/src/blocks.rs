//! Blocks of a file: one body, or many lines with a body each.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use memchr::{memchr_iter, memrchr};
use serde::de::IgnoredAny;

/// How many bytes of lines a block has, about: what a processor's own cache holds.
const BLOCK: usize = 1 << 18;
/// How many bytes of a file tell whether each line of it is a body.
const START: usize = 1 << 20;
/// The most bytes that one body may have: far more than a webhook has.
const BODY: usize = 64 << 20;

/// A part of a file.
pub(crate) struct Block {
    /// The line on which it begins, from 1.
    pub line: usize,
    pub bytes: Vec<u8>,
    /// Whether each line is a body, or all of it is one.
    pub lines: bool,
}

impl Block {
    /// Each body with the line that it begins on; empty lines hold none.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let text = self.bytes.as_slice();
        let newlines = memchr_iter(b'\n', if self.lines { text } else { &[] });
        let mut start = 0;
        let bodies = newlines.chain([text.len()]).enumerate().map(move |(at, end)| {
            let body = &text[start..end];
            start = end + 1;
            (self.line + at, body.strip_suffix(b"\r").unwrap_or(body))
        });
        bodies.filter(|(_, body)| !self.lines || !body.trim_ascii().is_empty())
    }
}

/// The blocks of one file.
pub(crate) struct Blocks<'a> {
    path: &'a Path,
    input: Box<dyn Read>,
    /// What was read and not given yet.
    rest: Vec<u8>,
    /// Blocks that were given and come back: new memory for each would take longer than to read it.
    spare: Vec<Vec<u8>>,
    line: usize,
    is_at_end: bool,
    /// How many bytes a block has, about.
    size: usize,
    /// Known once the first block is there.
    lines: Option<bool>,
}

impl<'a> Blocks<'a> {
    pub(crate) fn open(path: &'a Path) -> Result<Self> {
        let input: Box<dyn Read> = if path == Path::new("-") {
            if io::stdin().is_terminal() {
                bail!(
                    "`-` reads standard input, and nothing is piped into it; name a file, or pipe one"
                );
            }
            Box::new(io::stdin().lock())
        } else {
            Box::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?)
        };
        Ok(Self {
            path,
            input,
            rest: Vec::new(),
            spare: Vec::new(),
            line: 1,
            is_at_end: false,
            size: BLOCK,
            lines: None,
        })
    }

    /// The blocks of a file whose every line is read by itself, JSON or not.
    pub(crate) fn open_lines(path: &'a Path) -> Result<Self> {
        Ok(Self { lines: Some(true), ..Self::open(path)? })
    }

    /// Takes a block back whose memory the next ones may use.
    pub(crate) fn take_back(&mut self, block: Block) {
        if block.bytes.capacity() <= 4 * self.size {
            self.spare.push(block.bytes);
        }
    }

    /// The next block; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Block>> {
        self.fill(if self.lines.is_none() { START } else { self.size })?;
        let lines = match self.lines {
            Some(lines) => lines,
            None => *self.lines.insert(has_lines(&self.rest)),
        };
        let end = loop {
            match memrchr(b'\n', &self.rest) {
                Some(newline) if lines && !self.is_at_end => break newline + 1,
                _ if self.is_at_end => break self.rest.len(),
                // Twice as many, so that a long line is not searched again and again.
                _ if self.rest.len() < BODY => self.fill(BODY.min(2 * self.rest.len()))?,
                _ => bail!(
                    "{} has a body of more than {} MiB, which no webhook has",
                    self.path.display(),
                    BODY >> 20
                ),
            }
        };
        if end == 0 {
            return Ok(None);
        }
        let mut rest = self.spare.pop().unwrap_or_default();
        rest.clear();
        rest.extend_from_slice(&self.rest[end..]);
        let mut bytes = std::mem::replace(&mut self.rest, rest);
        bytes.truncate(end);
        let line = self.line;
        self.line += memchr_iter(b'\n', &bytes).count();
        Ok(Some(Block { line, bytes, lines }))
    }

    /// Reads until there are so many bytes.
    fn fill(&mut self, count: usize) -> Result<()> {
        let missing = count.saturating_sub(self.rest.len());
        // One byte more, so that the end of the file needs no further room.
        self.rest.reserve(missing + 1);
        let read = self.input.by_ref().take(missing as u64).read_to_end(&mut self.rest);
        let read = read.with_context(|| format!("cannot read {}", self.path.display()))?;
        self.is_at_end |= read < missing;
        Ok(())
    }
}

/// The files that a path names: itself, or those of a folder and of its folders that hold JSON.
pub(crate) fn list(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let read = || format!("cannot read {}", path.display());
    let entries = std::fs::read_dir(path).with_context(read)?;
    let mut paths: Vec<_> =
        entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>().with_context(read)?;
    paths.sort();
    for path in paths {
        let ends = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        if path.is_dir() || matches!(ends, "json" | "jsonl" | "ndjson") {
            list(&path, files)?;
        }
    }
    Ok(())
}

/// Whether a file is one of lines: its first line is JSON by itself, and there are more.
fn has_lines(start: &[u8]) -> bool {
    let end = start.iter().position(|byte| *byte == b'\n').unwrap_or(start.len());
    let (first, rest) = start.split_at(end);
    rest.iter().any(|byte| !byte.is_ascii_whitespace())
        && serde_json::from_slice::<IgnoredAny>(first).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bodies of a text, each with its line, in blocks of about so many bytes.
    fn bodies(text: &str, size: usize) -> Vec<(usize, String)> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, text).unwrap();
        let mut blocks = Blocks { size, ..Blocks::open(file.path()).unwrap() };
        let mut found = Vec::new();
        while let Some(block) = blocks.next().unwrap() {
            let text = |body: &[u8]| String::from_utf8(body.to_vec()).unwrap();
            found.extend(block.bodies().map(|(line, body)| (line, text(body))));
            blocks.take_back(block);
        }
        found
    }

    #[test]
    fn the_size_of_blocks_changes_nothing() {
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(1000));
        for text in [
            "{}\n{\"a\":1}\n\n[1]\n",
            "{}\r\n{\"a\":1}\r\n\r\n[1]",
            &format!("{{}}\n{long}\n\n{long}\n1"),
            &format!("{long}\n{{}}\n"),
            "{\n\"a\":\n1}\n",
            "{}",
            "",
        ] {
            let whole = bodies(text, 1 << 18);
            for size in [1, 2, 3, 7, 8, 100, 1003, 1004] {
                assert_eq!(bodies(text, size), whole, "{size}: {text:?}");
            }
        }
        let found = bodies("{}\r\n\n{\"a\":1}\n[1]", 4);
        let expected = [(1, "{}"), (3, "{\"a\":1}"), (4, "[1]")];
        assert_eq!(found, expected.map(|(line, body)| (line, body.to_owned())));
    }

    #[test]
    fn a_body_that_no_webhook_has_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(BODY as u64 + 1).unwrap();
        let error = Blocks::open(file.path()).unwrap().next().err().unwrap().to_string();
        assert!(error.ends_with("has a body of more than 64 MiB, which no webhook has"), "{error}");
    }
}
