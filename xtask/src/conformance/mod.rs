//! `cargo xtask conformance`: every example and every invalid body through real validators of five
//! languages, and every example through types that real generators make.
//!
//! What runs is in `tests/conformance/`, whose README describes the list that all runners read and
//! the answers that all give. What the answers ought to be is decided in `compare` alone.

mod answers;
mod compare;
mod disagreements;
mod files;
mod list;
mod process;
mod report;
mod runners;
mod subjects;
mod toolchain;

use std::path::Path;
use std::time::Instant;
use std::{fs, thread};

use answers::Answer;
use anyhow::{Context, Result};
use list::List;
use report::Report;
use runners::Place;
use subjects::Stage;
use toolchain::Language;

/// Runs whatever toolchains are there, and prints who agrees.
///
/// # Errors
///
/// If a validator or generator disagrees with `schema/`, or a runner does not do its work; with
/// `CI=true` also if a toolchain is missing.
pub fn run(root: &Path) -> Result<()> {
    let start = Instant::now();
    let list = List::read(&root.join("schema"))?;
    let place = Place::new(root);
    fs::create_dir_all(&place.out)
        .and_then(|()| fs::write(place.list(), list.to_json()))
        .with_context(|| format!("cannot write {}", place.list().display()))?;

    let mut report = Report::default();
    let mut languages = Vec::new();
    for (language, lack) in each(&Language::ALL, toolchain::lack) {
        match lack {
            Some(lack) => report.skip(language, lack),
            None => languages.push(language),
        }
    }
    let validated = each(&languages, |language| {
        runners::prepare(language, &place)?;
        heard(language, Stage::Validators, &runners::validate(language, &place)?)
    });
    languages.retain(|there| {
        validated.iter().any(|(language, answers)| language == there && answers.is_ok())
    });
    report.add(Stage::Validators, validated, &list);
    report.add(Stage::Types, types(&languages, &place), &list);
    report.conclude(start.elapsed())
}

/// Generates the types and reads the examples with them.
fn types(languages: &[Language], place: &Place) -> Vec<(Language, Result<Vec<Answer>>)> {
    let run = |language| heard(language, Stage::Types, &runners::types(language, place)?);
    let of = |wanted: [Language; 2]| -> Vec<_> {
        wanted.into_iter().filter(|l| languages.contains(l)).collect()
    };
    let mut typed = each(&of([Language::JavaScript, Language::Python]), run);
    // quicktype runs on Node.js, before those who read its types.
    if typed.iter().any(|(language, answers)| *language == Language::JavaScript && answers.is_ok())
    {
        typed.extend(each(&of([Language::Go, Language::Java]), run));
    }
    typed
}

fn heard(language: Language, stage: Stage, output: &str) -> Result<Vec<Answer>> {
    let answers = answers::parse(output)?;
    process::progress(language, &format!("{} answers about {stage}", answers.len()));
    Ok(answers)
}

/// Does the same for several languages side by side.
fn each<T: Send>(
    languages: &[Language],
    work: impl Fn(Language) -> T + Sync,
) -> Vec<(Language, T)> {
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = languages
            .iter()
            .map(|&language| (language, scope.spawn(move || work(language))))
            .collect();
        let done = threads.into_iter().map(|(language, thread)| {
            let result = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (language, result)
        });
        done.collect()
    })
}
