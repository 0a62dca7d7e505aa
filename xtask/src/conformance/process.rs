//! Runs the programs of a runner, and makes one clear line of a failure.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::toolchain::Language;

/// A program to run in a folder.
pub(super) struct Step<'a> {
    pub language: Language,
    /// What it does, for people: `npm ci`.
    pub name: &'a str,
    /// What to do when it fails.
    pub remedy: &'a str,
    command: Command,
}

impl<'a> Step<'a> {
    pub(super) fn new(
        language: Language,
        name: &'a str,
        program: impl AsRef<OsStr>,
        folder: &Path,
    ) -> Self {
        let mut command = Command::new(program);
        command.current_dir(folder).stdin(Stdio::null());
        Self { language, name, remedy: "", command }
    }

    pub(super) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(super) fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(super) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(super) fn or(mut self, remedy: &'a str) -> Self {
        self.remedy = remedy;
        self
    }

    /// Runs it, and gives back what it prints.
    pub(super) fn run(mut self) -> Result<String> {
        let start = Instant::now();
        let output = self.command.output().with_context(|| format!("cannot run {}", self.name))?;
        if !output.status.success() {
            let remedy =
                if self.remedy.is_empty() { String::new() } else { format!("; {}", self.remedy) };
            bail!("`{}` failed ({}): {}{remedy}", self.name, output.status, reason(&output));
        }
        progress(self.language, &format!("{}, {:.1} s", self.name, start.elapsed().as_secs_f64()));
        String::from_utf8(output.stdout).with_context(|| format!("`{}` prints no UTF-8", self.name))
    }
}

/// Tells on the standard error what was done.
pub(super) fn progress(language: Language, what: &str) {
    eprintln!("{language}: {what}");
}

/// The line of many that tells what is wrong: the first that names an error, else the first.
fn reason(output: &Output) -> String {
    let text = [&output.stderr, &output.stdout].map(|bytes| String::from_utf8_lossy(bytes));
    let text = text.join("\n");
    let lines = || {
        text.lines().filter(|line| {
            // Indented lines are excerpts of programs and traces of calls.
            let indented = line.starts_with(char::is_whitespace);
            let noise =
                indented || line.starts_with("go: downloading") || line.contains("error code");
            !noise && !without_prefix(line).is_empty()
        })
    };
    let names = |line: &&str, words: [&str; 2]| words.iter().any(|word| line.contains(word));
    let line = lines()
        .find(|line| names(&line.to_lowercase().as_str(), ["error:", "exception:"]))
        .or_else(|| lines().find(|line| names(line, ["rror", "xception"])))
        .or_else(|| lines().next())
        .map_or("it says nothing", without_prefix);
    line.trim_end_matches('.').chars().take(300).collect()
}

fn without_prefix(line: &str) -> &str {
    let prefixes = ["npm error", "error:", "Error:", "ERROR:", "[ERROR]"];
    let line = line.trim();
    prefixes.iter().find_map(|prefix| line.strip_prefix(prefix)).map_or(line, str::trim)
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    fn check(stderr: &str, expected: &str) {
        let output = Output {
            status: std::process::ExitStatus::from_raw(0),
            stdout: Vec::new(),
            stderr: stderr.as_bytes().to_vec(),
        };
        assert_eq!(reason(&output), expected);
    }

    #[test]
    fn the_line_that_tells() {
        check(
            "npm error code EUSAGE\nnpm error\nnpm error `npm ci` can only install packages when in sync.\n",
            "`npm ci` can only install packages when in sync",
        );
        check(
            "Traceback (most recent call last):\n  File \"validate.py\"\n    raise ValueError\nKeyError: 'schemas'\n",
            "KeyError: 'schemas'",
        );
        check(
            "Exception in thread \"main\" java.lang.Error: no draft\n\tat Validate.main\n",
            "Exception in thread \"main\" java.lang.Error: no draft",
        );
        check(
            "go: downloading x\nmain.go:4:2: missing go.sum entry\n",
            "main.go:4:2: missing go.sum entry",
        );
        check(
            "file:///validate.mjs:1\nthrow new Error(\"no\");\n      ^\n\nError: no\n    at validate.mjs:1:7\n",
            "no",
        );
        check(
            "verifying x@v1: checksum mismatch\n\tdownloaded: h1:a\n\nSECURITY ERROR\nThis download does NOT match.\n",
            "verifying x@v1: checksum mismatch",
        );
        check(
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES.\n    x\n",
            "THESE PACKAGES DO NOT MATCH THE HASHES",
        );
        check("", "it says nothing");
    }

    #[test]
    fn a_crash_is_one_line_with_the_remedy() {
        let step = Step::new(Language::Go, "validate", "sh", Path::new("."));
        let error =
            step.args(["-c", "echo 'panic: no' >&2; exit 3"]).or("mend it").run().unwrap_err();
        assert_eq!(error.to_string(), "`validate` failed (exit status: 3): panic: no; mend it");
    }

    #[test]
    fn a_program_that_is_not_there() {
        let error = Step::new(Language::Go, "validate", "no-such-program", Path::new("."))
            .run()
            .unwrap_err();
        assert_eq!(error.to_string(), "cannot run validate");
    }
}
