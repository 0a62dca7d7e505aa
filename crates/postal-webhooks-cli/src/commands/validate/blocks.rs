//! Blocks of a file: one body, or many lines with a body each.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::de::IgnoredAny;

/// How many bytes of lines a block has, about.
const BLOCK: usize = 1 << 20;
/// The most bytes that one body may have: far more than a webhook has.
const BODY: usize = 64 << 20;

/// A part of a file.
pub(super) struct Block {
    /// The line on which it begins, from 1.
    pub line: usize,
    pub bytes: Vec<u8>,
    /// Whether each line is a body, or all of it is one.
    pub lines: bool,
}

/// The blocks of one file.
pub(super) struct Blocks<'a> {
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
    pub(super) fn open(path: &'a Path) -> Result<Self> {
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

    /// The next blocks, so many at most; none at the end.
    pub(super) fn read(&mut self, count: usize) -> Result<Vec<Block>> {
        let mut blocks = Vec::new();
        while blocks.len() < count {
            let Some(block) = self.next()? else { break };
            blocks.push(block);
        }
        Ok(blocks)
    }

    fn next(&mut self) -> Result<Option<Block>> {
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

/// Whether a file is one of lines: its first line is JSON by itself, and there are more.
fn has_lines(start: &[u8]) -> bool {
    let end = start.iter().position(|byte| *byte == b'\n').unwrap_or(start.len());
    let (first, rest) = start.split_at(end);
    rest.iter().any(|byte| !byte.is_ascii_whitespace())
        && serde_json::from_slice::<IgnoredAny>(first).is_ok()
}
