//! Blocks of a file: one body, or many lines with a body each.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::de::IgnoredAny;

/// How many bytes of lines a block has, about.
const BLOCK: usize = 1 << 20;
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
        let is_end = |byte: &u8| self.lines && *byte == b'\n';
        let bodies = self.bytes.split(is_end).enumerate();
        let bodies =
            bodies.map(|(at, body)| (self.line + at, body.strip_suffix(b"\r").unwrap_or(body)));
        bodies.filter(|(_, body)| !self.lines || !body.trim_ascii().is_empty())
    }
}

/// The blocks of one file.
pub(crate) struct Blocks<'a> {
    path: &'a Path,
    input: Box<dyn Read>,
    /// What was read and not given yet.
    rest: Vec<u8>,
    line: usize,
    is_at_end: bool,
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
        Ok(Self { path, input, rest: Vec::new(), line: 1, is_at_end: false, lines: None })
    }

    /// The blocks of a file whose every line is read by itself, JSON or not.
    pub(crate) fn open_lines(path: &'a Path) -> Result<Self> {
        Ok(Self { lines: Some(true), ..Self::open(path)? })
    }

    /// The next blocks, so many at most; none at the end.
    pub(crate) fn read(&mut self, count: usize) -> Result<Vec<Block>> {
        let mut blocks = Vec::new();
        while blocks.len() < count {
            let Some(block) = self.next()? else { break };
            blocks.push(block);
        }
        Ok(blocks)
    }

    pub(crate) fn next(&mut self) -> Result<Option<Block>> {
        self.fill(BLOCK)?;
        let lines = match self.lines {
            Some(lines) => lines,
            None => *self.lines.insert(has_lines(&self.rest)),
        };
        let end = loop {
            let newline = self.rest.iter().rposition(|byte| *byte == b'\n');
            match newline {
                Some(newline) if lines && !self.is_at_end => break newline + 1,
                _ if self.is_at_end => break self.rest.len(),
                _ => self.fill(self.rest.len() + BLOCK)?,
            }
        };
        if end == 0 {
            return Ok(None);
        }
        let rest = self.rest.split_off(end);
        let bytes = std::mem::replace(&mut self.rest, rest);
        let line = self.line;
        self.line += bytes.split(|byte| *byte == b'\n').count() - 1;
        Ok(Some(Block { line, bytes, lines }))
    }

    /// Reads until there are so many bytes.
    fn fill(&mut self, count: usize) -> Result<()> {
        if count > BODY {
            bail!(
                "{} has a body of more than {} MiB, which no webhook has",
                self.path.display(),
                BODY >> 20
            );
        }
        let missing = count.saturating_sub(self.rest.len()) as u64;
        let read = self.input.by_ref().take(missing).read_to_end(&mut self.rest);
        let read = read.with_context(|| format!("cannot read {}", self.path.display()))?;
        self.is_at_end |= (read as u64) < missing;
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
