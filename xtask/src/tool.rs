//! Programs that the commands run: found, checked, installed once, started.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, bail};
use duct::Expression;
use serde::Deserialize;

/// How many lines of a failed program are shown.
const LAST_LINES: usize = 30;

/// Program that must be there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Its name on the PATH.
    pub program: String,
    /// The argument by which it prints its version.
    #[serde(default = "version_argument")]
    pub argument: String,
    /// The oldest minor version of each major one; newer major versions will do too.
    pub versions: Vec<String>,
    /// What to install.
    pub install: String,
}

fn version_argument() -> String {
    "--version".to_owned()
}

impl Need {
    /// Why the program will not do, with the remedy; `None` if it will.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let Self { program, argument, versions, install } = self;
        let output = command(&[program, argument]).stderr_to_stdout().read();
        let problem = match output.map(|text| version(&text)) {
            Err(_) => format!("there is no working `{program}` on the PATH"),
            Ok(None) => format!("`{program} {argument}` prints no version"),
            Ok(Some(there)) if !is_new_enough(there, versions) => {
                format!("`{program}` {}.{} is too old", there.0, there.1)
            }
            Ok(Some(_)) => return None,
        };
        Some(format!("{problem}; install {install}"))
    }
}

/// The first number with a dot in it, as in `go version go1.26.8 linux/amd64`; else the first
/// number, as in `javac 21`.
fn version(text: &str) -> Option<(u32, u32)> {
    let words = || text.split(|c: char| !c.is_ascii_digit() && c != '.');
    let dotted = words().find_map(|word| {
        let (major, rest) = word.split_once('.')?;
        let minor = rest.split('.').next()?;
        Some((major.parse().ok()?, minor.parse().ok()?))
    });
    dotted.or_else(|| words().find_map(|word| Some((word.parse().ok()?, 0))))
}

fn is_new_enough((major, minor): (u32, u32), oldest: &[String]) -> bool {
    let oldest: Vec<(u32, u32)> = oldest.iter().filter_map(|text| version(text)).collect();
    oldest.iter().any(|(same, least)| major == *same && minor >= *least)
        || oldest.iter().all(|(other, _)| major > *other)
}

/// One call of a program.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The program and its arguments; `{name}` stands for a variable.
    pub run: Vec<String>,
    /// Variables of its environment.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// What to do when it fails.
    pub remedy: Option<String>,
}

/// Values of the `{name}`s in a [`Step`].
pub type Variables = BTreeMap<&'static str, String>;

impl Step {
    /// Runs it in `folder`, and gives back its standard output.
    ///
    /// # Errors
    ///
    /// If the program is not there or fails, with its last lines.
    pub fn read(&self, folder: &Path, variables: &Variables) -> Result<String> {
        let output = self
            .expression(folder, variables)
            .stdout_capture()
            .stderr_capture()
            .unchecked()
            .run()
            .with_context(|| format!("cannot run {}", self.name()))?;
        if !output.status.success() {
            let printed = if output.stderr.is_empty() { output.stdout } else { output.stderr };
            let printed = last_lines(&String::from_utf8_lossy(&printed));
            bail!("`{}` failed ({}){}\n{printed}", self.name(), output.status, self.remedy());
        }
        String::from_utf8(output.stdout)
            .with_context(|| format!("`{}` does not print UTF-8", self.name()))
    }

    /// Runs it in `folder`, with its output on the terminal.
    ///
    /// # Errors
    ///
    /// If the program is not there or fails.
    pub fn show(&self, folder: &Path, variables: &Variables) -> Result<()> {
        let output = self.expression(folder, variables).unchecked().run();
        let status = output.with_context(|| format!("cannot run {}", self.name()))?.status;
        if !status.success() {
            bail!("`{}` failed ({status}){}", self.name(), self.remedy());
        }
        Ok(())
    }

    fn expression(&self, folder: &Path, variables: &Variables) -> Expression {
        let arguments: Vec<String> = self.run.iter().map(|text| filled(text, variables)).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let expression = command(&arguments).dir(folder);
        self.env.iter().fold(expression, |expression, (name, value)| expression.env(name, value))
    }

    /// What people call it: the program and its first words.
    fn name(&self) -> String {
        let words = self.run.iter().filter(|word| !word.starts_with('-'));
        let last = |word: &String| word.rsplit('/').next().unwrap_or_default().to_owned();
        words.map(last).take(3).collect::<Vec<_>>().join(" ")
    }

    fn remedy(&self) -> String {
        self.remedy.as_ref().map(|remedy| format!("; {remedy}")).unwrap_or_default()
    }
}

/// A text with the values of its variables.
#[must_use]
pub fn filled(text: &str, variables: &Variables) -> String {
    variables
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// The last lines of what a failed program printed.
#[must_use]
pub fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}

/// A program with its arguments, without standard input. `cargo` is the one that runs this.
pub fn command(arguments: &[&str]) -> Expression {
    let program = match arguments {
        ["cargo", ..] => env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
        [program, ..] => OsString::from(program),
        [] => OsString::new(),
    };
    duct::cmd(program, arguments.iter().skip(1)).stdin_null()
}

/// Runs cargo in the workspace, with its output on the terminal.
///
/// # Errors
///
/// If it fails.
pub fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    let run = [&["cargo"], arguments].concat();
    let step = Step {
        run: run.into_iter().map(str::to_owned).collect(),
        env: BTreeMap::new(),
        remedy: None,
    };
    step.show(root, &Variables::new())
}

/// Installs, unless the folder `stamp` holds what was made from the same `pinned` files.
///
/// # Errors
///
/// If a file cannot be read or written, or `install` fails.
pub fn once(stamp: &Path, pinned: &[PathBuf], install: impl FnOnce() -> Result<()>) -> Result<()> {
    let stamp = stamp.join(".installed-from");
    let mut wanted = String::new();
    for path in pinned {
        contents(path, &mut wanted)?;
    }
    if fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    // What a failed installation leaves was made from neither.
    let _ = fs::remove_file(&stamp);
    install()?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Appends a file, or all files of a folder.
fn contents(path: &Path, text: &mut String) -> Result<()> {
    let read = || format!("cannot read {}; take it from git", path.display());
    if path.is_dir() {
        let entries = fs::read_dir(path).with_context(read)?;
        let mut paths = entries
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<Vec<_>>>()
            .with_context(read)?;
        paths.sort();
        return paths.iter().try_for_each(|path| contents(path, text));
    }
    text.push_str(&fs::read_to_string(path).with_context(read)?);
    Ok(())
}

/// Whether a tool that is missing fails a run, as it does where `CI` is `true`.
#[must_use]
pub fn must_be_there() -> bool {
    env::var_os("CI").is_some_and(|ci| ci == "true")
}

/// Prints that something is skipped.
///
/// # Errors
///
/// With `CI=true`, where nothing may be skipped.
pub fn skip(what: &str, problem: &str) -> Result<()> {
    if must_be_there() {
        bail!("{problem}");
    }
    println!("{what} skipped: {problem}");
    Ok(())
}

/// A folder below cargo's target folder.
#[must_use]
pub fn target(root: &Path, below: &str) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    root.join(target).join(below)
}

#[cfg(test)]
mod tests {
    use super::{Step, Variables, is_new_enough, version};

    #[test]
    fn versions() {
        for (text, expected) in [
            ("v20.20.2\n", Some((20, 20))),
            ("11.19.1\n", Some((11, 19))),
            ("Python 3.11.7\n", Some((3, 11))),
            ("go version go1.26.8 linux/amd64\n", Some((1, 26))),
            ("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime", Some((17, 0))),
            ("javac 21\n", Some((21, 0))),
            ("\u{1b}[1mApache Maven 3.8.7\u{1b}[m\nMaven home: /usr/share/maven\n", Some((3, 8))),
            ("cargo 1.95.0 (f2d3ce0bd 2026-03-21)\n", Some((1, 95))),
            ("no version", None),
        ] {
            assert_eq!(version(text), expected, "{text}");
        }
    }

    #[test]
    fn new_enough_in_its_major_version_or_in_a_newer_one() {
        let oldest = ["20.19".to_owned(), "22.12".to_owned()];
        for there in [(20, 19), (20, 20), (22, 12), (24, 0)] {
            assert!(is_new_enough(there, &oldest), "{there:?}");
        }
        for there in [(18, 20), (20, 18), (21, 7), (22, 11)] {
            assert!(!is_new_enough(there, &oldest), "{there:?}");
        }
    }

    fn step(run: &[&str]) -> Step {
        Step {
            run: run.iter().map(|&word| word.to_owned()).collect(),
            env: [("GREETING".to_owned(), "hello".to_owned())].into(),
            remedy: Some("fix it".to_owned()),
        }
    }

    #[test]
    fn a_step_has_its_variables_and_environment() {
        let variables = Variables::from([("name", "you".to_owned())]);
        let output = step(&["sh", "-c", "echo $GREETING {name}"]).read(".".as_ref(), &variables);
        assert_eq!(output.unwrap(), "hello you\n");
    }

    #[test]
    fn a_failure_shows_the_last_lines_and_the_remedy() {
        let script = "seq 40 >&2; exit 3";
        let error = step(&["sh", "-c", script]).read(".".as_ref(), &Variables::new()).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("failed (exit status: 3); fix it\n11\n"), "{text}");
        assert!(text.ends_with("\n40"), "{text}");
        let error = step(&["no-such-program"]).read(".".as_ref(), &Variables::new()).unwrap_err();
        assert_eq!(error.to_string(), "cannot run no-such-program");
    }
}
