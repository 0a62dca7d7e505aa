//! Conformance of the published schemas: every example and every invalid body through real
//! validators of five languages, and every example through types that real generators make; then
//! of the packages, in `packages`.
//!
//! `source` reads the bodies, `list` makes the questions, `languages` has who answers them,
//! `answers` reads the answers, `compare` compares them with the expected ones, and `report` prints
//! the table. The README of this folder describes the list that all runners read.

mod answers;
mod compare;
mod disagreements;
mod languages;
mod list;
mod packages;
mod report;
mod source;

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{fs, thread};

use anyhow::{Context, Result};
use xtask::tool;

use self::languages::Language;
use self::list::{List, Stage};
use self::report::Report;

/// What is run.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// Schemas, and then packages.
    All,
    /// Validators and generators of types.
    Schemas,
    /// Our packages, or the one in this folder.
    Packages(Option<&'a str>),
}

/// Runs whatever toolchains are there, and prints who agrees.
///
/// # Errors
///
/// If a validator, a generator or a package disagrees with `schema/`, or a runner fails; with
/// `CI=true` also if a toolchain is missing.
pub fn run(root: &Path, part: Part<'_>) -> Result<()> {
    let start = Instant::now();
    let languages;
    let mut report = match part {
        Part::Packages(_) => Report::new(&[]),
        Part::All | Part::Schemas => {
            let list = write_list(root)?;
            languages = languages::languages(root, &list.1)?;
            of_schemas(&languages, &list.0)
        }
    };
    match part {
        Part::Schemas => {}
        Part::All => report.add_packages(packages::run(root, None)?),
        Part::Packages(only) => report.add_packages(packages::run(root, only)?),
    }
    report.conclude(start.elapsed())
}

/// What the Rust crate answers to a question that is put to every package; `None` if it is none.
#[must_use]
pub fn answer(question: &serde_json::Value) -> Option<serde_json::Value> {
    packages::rust::answer(question)
}

/// The questions about the schemas, and where they were written.
fn write_list(root: &Path) -> Result<(List, PathBuf)> {
    let list = List::read(root)?;
    let folder = tool::target(root, "conformance");
    let path = folder.join("list.json");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, list.to_json()))
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok((list, path))
}

/// Validators and generators of types.
fn of_schemas<'a>(languages: &'a [Language], list: &List) -> Report<'a> {
    let mut report = Report::new(languages);
    let mut there = Vec::new();
    for (language, problem) in each(languages.iter(), |language| language.runner.problem()) {
        match problem {
            Some(problem) => report.skip(language, problem),
            None => there.push(language),
        }
    }
    let validated = each(there.iter().copied(), |language| {
        language.prepare()?;
        answers::parse(&language.run(Stage::Validators)?)
    });
    let mut ready: Vec<&Language> =
        validated.iter().filter(|(_, answers)| answers.is_ok()).map(|(l, _)| *l).collect();
    report.add(Stage::Validators, validated, list);

    ready.retain(|language| language.has(Stage::Types));
    let read_types = |language: &Language| answers::parse(&language.run(Stage::Types)?);
    let first = ready.iter().copied().filter(|language| language.types_after.is_none());
    let mut typed = each(first, read_types);
    let made: Vec<&str> = typed
        .iter()
        .filter(|(_, answers)| answers.is_ok())
        .map(|(language, _)| language.runner.name.as_str())
        .collect();
    let then = ready
        .iter()
        .copied()
        .filter(|l| l.types_after.as_deref().is_some_and(|first| made.contains(&first)));
    let then = each(then, read_types);
    typed.extend(then);
    report.add(Stage::Types, typed, list);
    report
}

/// Does the same for several languages side by side.
fn each<'a, T: Send>(
    languages: impl Iterator<Item = &'a Language>,
    work: impl Fn(&'a Language) -> T + Sync,
) -> Vec<(&'a Language, T)> {
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> =
            languages.map(|language| (language, scope.spawn(move || work(language)))).collect();
        let done = threads.into_iter().map(|(language, thread)| {
            let result = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (language, result)
        });
        done.collect()
    })
}
