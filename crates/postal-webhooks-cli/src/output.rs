//! Standard output and standard error, as text for people or one JSON object a line.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};

use anyhow::Result;
use serde_json::{Value, json};

/// Where a command prints. It holds no lock: a sink of `serve` prints too.
pub(crate) struct Output {
    json: bool,
    out: io::BufWriter<io::Stdout>,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { json, out: io::BufWriter::new(io::stdout()) }
    }

    /// Prints a result: an object with `--json`, else the text, whose characters are all visible.
    pub(crate) fn result(&mut self, json: &Value, text: &str) -> Result<()> {
        if self.json {
            writeln!(self.out, "{json}")?;
        } else {
            writeln!(self.out, "{}", visible(text))?;
        }
        Ok(())
    }

    /// Prints bytes as they are: what a command makes for another program. A terminal is none.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        if io::stdout().is_terminal() {
            let text = String::from_utf8_lossy(bytes).replace('\r', "");
            self.out.write_all(visible(&text).as_bytes())?;
        } else {
            self.out.write_all(bytes)?;
        }
        Ok(())
    }

    /// Prints a JSON document: in one line with `--json`.
    pub(crate) fn document(&mut self, text: &str) -> Result<()> {
        if self.json {
            let value: Value = serde_json::from_str(text)?;
            writeln!(self.out, "{value}")?;
            return Ok(());
        }
        self.bytes(text.as_bytes())
    }

    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Writes what is still to be written.
    pub(crate) fn finish(&mut self) -> Result<()> {
        self.out.flush()?;
        Ok(())
    }

    /// Prints an error: on standard output too with `--json`, so that each run prints an object.
    pub(crate) fn error(&mut self, error: &anyhow::Error) {
        let text = format!("{error:#}");
        if self.json {
            let _ = writeln!(self.out, "{}", json!({"error": text}));
        }
        let _ = self.out.flush();
        eprintln!("error: {}", visible(&text));
    }

    /// Prints an error that does not end the run, and says whether there is none.
    pub(crate) fn tell(&mut self, result: Result<()>) -> Result<bool> {
        match result {
            Err(error) if is_closed_pipe(&error) => Err(error),
            Err(error) => {
                self.error(&error);
                Ok(false)
            }
            Ok(()) => Ok(true),
        }
    }
}

/// Whether the error is that nobody reads standard output any more.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The text with every character written out that a terminal obeys or does not show: controls, and
/// marks that change the direction of text. A line feed stays.
pub(crate) fn visible(text: &str) -> String {
    let is_plain = |c: char| c == '\n' || c == '\'' || c == '"' || c == '\\' || !is_hidden(c);
    if text.chars().all(is_plain) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_plain(character) {
            shown.push(character);
        } else {
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
        }
    }
    shown
}

fn is_hidden(character: char) -> bool {
    // In second place, since the standard library would escape a combining mark in first place,
    // which is fine after a letter.
    String::from_iter(['a', character]).escape_debug().count() != 2
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        for (text, expected) in [
            ("a\nb é 日本 \"x\" 'y' \\", "a\nb é 日本 \"x\" 'y' \\"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\rb\tc\u{7}", "a\\u{d}b\\u{9}c\\u{7}"),
            ("\u{202e}abc\u{2066}", "\\u{202e}abc\\u{2066}"),
            ("\u{9b}31m\u{feff}", "\\u{9b}31m\\u{feff}"),
            ("e\u{301}", "e\u{301}"),
        ] {
            assert_eq!(visible(text), expected);
        }
    }
}
