//! Conformance of the packages: every example, invalid body, vector and labelled reply through the
//! package of each language, as its users call it.
//!
//! `questions` asks, with the right answers; `judge` compares; `rust` answers for the crate.

mod judge;
mod questions;
pub(crate) mod rust;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use xtask::packages::FOLDERS;
use xtask::runner::{self, Runner};
use xtask::tool::{self, Variables};

use self::questions::{ASKS, Question};

/// A package and its runner.
struct Package {
    folder: PathBuf,
    variables: Variables,
    runner: Runner,
    differences: Vec<Difference>,
}

/// By the id of their question.
type Answers = BTreeMap<String, Value>;

/// What a `runner.toml` has here besides a runner.
#[derive(Deserialize)]
struct File {
    /// Where the package answers otherwise than the others.
    #[serde(default)]
    differs: Vec<Difference>,
    #[serde(flatten)]
    runner: Runner,
}

/// Questions that a package answers otherwise, for a reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// The ids of the questions.
    at: Vec<String>,
    why: String,
}

/// What came of a run.
#[derive(Default)]
pub(crate) struct Outcome {
    pub passed: usize,
    pub failed: usize,
    /// The packages that could not answer, with the reason.
    pub broken: Vec<(String, String)>,
    pub skipped: Vec<(String, String)>,
}

/// Asks every package, or those in one folder, and prints what they answer.
pub(crate) fn run(root: &Path, only: Option<&str>) -> Result<Outcome> {
    let questions = questions::read(root)?;
    let path = tool::target(root, "conformance").join("packages.json");
    let asked: Vec<&Value> = questions.iter().map(|question| &question.asked).collect();
    fs::create_dir_all(path.parent().unwrap_or(root))
        .and_then(|()| fs::write(&path, json!({"packages": asked}).to_string()))
        .with_context(|| format!("cannot write {}", path.display()))?;

    let folders = FOLDERS.into_iter();
    let folders = folders.filter(|folder| only.is_none_or(|only| folder.ends_with(only)));
    let packages: Vec<_> =
        folders.map(|folder| Package::read(root, folder, &path)).collect::<Result<_>>()?;
    let mut outcome = Outcome::default();
    let mut there = Vec::new();
    for package in &packages {
        match package.runner.problem() {
            Some(problem) => outcome.skipped.push((package.runner.name.clone(), problem)),
            None => there.push(package),
        }
    }
    let answered = thread::scope(|scope| {
        let threads: Vec<_> =
            there.iter().map(|package| scope.spawn(|| package.answers())).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect::<Vec<_>>()
    });
    let answered = there.into_iter().zip(answered).map(|(package, answers)| {
        let row = answers.and_then(|answers| judge(&questions, &answers, &package.differences));
        (package.runner.name.as_str(), row)
    });
    let of_rust = rust::answers(&asked).and_then(|answers| judge(&questions, &answers, &[]));
    let mut table = heading();
    let mut notes = String::new();
    for (name, row) in [("Rust crate", of_rust)].into_iter().chain(answered) {
        match row {
            Ok(row) => {
                row.write(name, &mut table, &mut notes);
                outcome.passed += row.cells.values().map(|cell| cell.0).sum::<usize>();
                outcome.failed += row.failures.len();
            }
            Err(error) => outcome.broken.push((name.to_owned(), format!("{error:#}"))),
        }
    }
    print!("{table}\n{notes}");
    Ok(outcome)
}

impl Package {
    fn read(root: &Path, folder: &str, list: &Path) -> Result<Self> {
        let variables = Variables::from([
            ("root", root.display().to_string()),
            ("out", runner::out(root, folder).display().to_string()),
            ("list", list.display().to_string()),
        ]);
        let folder = root.join(folder);
        let File { differs, runner } = runner::load(&folder)?;
        Ok(Self { folder, variables, runner, differences: differs })
    }

    /// The answers by the id of their question.
    fn answers(&self) -> Result<Answers> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Line {
            id: String,
            answer: Value,
        }

        self.runner.prepare(&self.folder, &self.variables)?;
        let output = self.runner.read("answer", &self.folder, &self.variables)?;
        let mut answers = Answers::new();
        for (number, line) in output.lines().enumerate() {
            let Line { id, answer } = serde_json::from_str(line)
                .with_context(|| format!("line {} is no answer", number + 1))?;
            if answers.contains_key(&id) {
                bail!("it answers twice about {id}");
            }
            answers.insert(id, answer);
        }
        Ok(answers)
    }
}

/// Compares the answers with the right ones.
fn judge(questions: &[Question], answers: &Answers, differences: &[Difference]) -> Result<Row> {
    if answers.len() > questions.len() {
        bail!("there are {} answers to {} questions", answers.len(), questions.len());
    }
    let mut row = Row::default();
    let mut different: BTreeMap<&str, &str> = differences
        .iter()
        .flat_map(|Difference { at, why }| at.iter().map(move |id| (id.as_str(), why.as_str())))
        .collect();
    for question in questions {
        let id = question.id.as_str();
        let answer = answers.get(id).with_context(|| format!("there is no answer to {id}"))?;
        let agrees = judge::agrees(question.ask, &question.answer, answer);
        let cell = row.cells.entry(question.ask).or_default();
        match (agrees, different.remove(id)) {
            (true, None) => cell.0 += 1,
            (false, Some(why)) => {
                cell.1 += 1;
                row.differences.entry(why.to_owned()).or_default().push(id.to_owned());
            }
            (false, None) => {
                let expected = &question.answer;
                row.failures.push(format!("{id}: should be {expected}, but is {answer}"));
            }
            (true, Some(_)) => row
                .failures
                .push(format!("{id}: agrees now; remove it from `differs` in the runner.toml")),
        }
    }
    if let Some((id, _)) = different.first_key_value() {
        bail!("`differs` names {id}, which is no question");
    }
    Ok(row)
}

/// The answers of one package.
#[derive(Default)]
struct Row {
    /// By what was asked: how many agree, and how many differ for a reason.
    cells: BTreeMap<&'static str, (usize, usize)>,
    failures: Vec<String>,
    /// By reason.
    differences: BTreeMap<String, Vec<String>>,
}

/// How many failures are shown of each package.
const SHOWN: usize = 20;

fn heading() -> String {
    let mut text = format!("\n{:<24}", "package");
    for ask in ASKS {
        let _ = write!(text, "{ask:>12}");
    }
    text.push_str("      failed\n");
    text
}

impl Row {
    fn write(&self, name: &str, table: &mut String, notes: &mut String) {
        let _ = write!(table, "{name:<24}");
        for ask in ASKS {
            let cell = self.cells.get(ask).map(|(agree, differ)| match differ {
                0 => agree.to_string(),
                _ => format!("{agree} + {differ}"),
            });
            let _ = write!(table, "{:>12}", cell.unwrap_or_default());
        }
        let _ = writeln!(table, "{:>12}", self.failures.len());
        for (why, ids) in &self.differences {
            let _ = writeln!(notes, "{name} differs: {why}\n  {}", ids.join("\n  "));
        }
        for failure in self.failures.iter().take(SHOWN) {
            let _ = writeln!(notes, "{name}: {failure}");
        }
        if self.failures.len() > SHOWN {
            let _ = writeln!(notes, "{name}: … and {} more", self.failures.len() - SHOWN);
        }
    }
}
