//! Report of a run: a table of who passed and failed, each disagreement, and the conclusion.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Result, bail};
use xtask::tool;

use crate::answers::Answer;
use crate::compare;
use crate::disagreements::{self, Disagreement};
use crate::languages::{self, Language, Subject};
use crate::list::{List, Stage};
use crate::packages;

/// In the table, of a runner that crashed or answered too few questions.
const BROKEN: &str = "no answers";

pub(crate) struct Report<'a> {
    languages: &'a [Language],
    rows: Vec<Row<'a>>,
    disagreements: Vec<Disagreement>,
    /// What kept a runner from answering, by its name.
    broken: Vec<(String, String)>,
    skipped: Vec<(String, String)>,
    /// Passed and failed, of the packages.
    packages: (usize, usize),
}

/// What one validator says in one draft, or what is proved about the types of one generator.
struct Row<'a> {
    subject: &'a Subject,
    version: String,
    draft: String,
    /// Passed and failed, by column.
    cells: BTreeMap<&'static str, (usize, usize)>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(languages: &'a [Language]) -> Self {
        Self {
            languages,
            rows: Vec::new(),
            disagreements: Vec::new(),
            broken: Vec::new(),
            skipped: Vec::new(),
            packages: (0, 0),
        }
    }

    pub(crate) fn add_packages(&mut self, outcome: packages::Outcome) {
        let packages::Outcome { passed, failed, broken, skipped } = outcome;
        self.packages = (passed, failed);
        self.broken.extend(broken);
        self.skipped.extend(skipped);
    }

    pub(crate) fn skip(&mut self, language: &'a Language, problem: String) {
        self.skipped.push((language.runner.name.clone(), problem));
    }

    /// Takes the answers of one stage.
    pub(crate) fn add(
        &mut self,
        stage: Stage,
        answered: Vec<(&'a Language, Result<Vec<Answer>>)>,
        list: &List,
    ) {
        for (language, answers) in answered {
            let judged = answers.and_then(|answers| self.judge(stage, language, &answers, list));
            if let Err(error) = judged {
                self.broken.push((language.runner.name.clone(), format!("{error:#}")));
            }
        }
    }

    fn judge(
        &mut self,
        stage: Stage,
        language: &'a Language,
        answers: &[Answer],
        list: &List,
    ) -> Result<()> {
        let subjects: Vec<&'a Subject> = language.subjects(stage).collect();
        let answers = languages::sort(answers, &subjects, list)?;
        for &subject in &subjects {
            for schema in subject.schemas(list) {
                for body in &schema.bodies {
                    let answer =
                        answers[&(subject.name.as_str(), schema.id.as_str(), body.as_str())];
                    let expected = list.expected(&schema.id, body);
                    let agrees = compare::agrees(&expected, answer, subject.complete);
                    self.count(subject, answer, &schema.group, schema.column, agrees);
                    if !agrees {
                        let disagreement =
                            Disagreement::new(answer, &language.runner.name, &expected);
                        self.disagreements.push(disagreement);
                    }
                }
            }
        }
        Ok(())
    }

    fn count(
        &mut self,
        subject: &'a Subject,
        answer: &Answer,
        group: &str,
        column: &'static str,
        agrees: bool,
    ) {
        let draft = if subject.stage == Stage::Validators { group } else { "" };
        let known = self
            .rows
            .iter()
            .position(|row| std::ptr::eq(row.subject, subject) && row.draft == draft);
        let index = known.unwrap_or_else(|| {
            self.rows.push(Row {
                subject,
                version: answer.version.clone(),
                draft: draft.to_owned(),
                cells: BTreeMap::new(),
            });
            self.rows.len() - 1
        });
        let (passed, failed) = self.rows[index].cells.entry(column).or_default();
        *(if agrees { passed } else { failed }) += 1;
    }

    /// Prints everything, and tells whether the run is good.
    pub(crate) fn conclude(&self, took: Duration) -> Result<()> {
        println!("{self}took {:.1} s", took.as_secs_f64());
        let cells = || self.cells().chain([&self.packages]);
        let passed: usize = cells().map(|(passed, _)| passed).sum();
        let failed: usize = cells().map(|(_, failed)| failed).sum();
        let skipped = self.subjects().filter(|(language, subject)| {
            self.why_no_row(language, subject).is_some_and(|why| why != BROKEN)
        });
        println!(
            "{passed} passed, {} failed, {} skipped",
            failed + self.broken.len(),
            skipped.count()
        );
        if !self.broken.is_empty() {
            bail!("a runner fails: {}", lines(&self.broken));
        }
        if failed > 0 {
            bail!("schema/ and {failed} answers disagree");
        }
        if tool::must_be_there() && !self.skipped.is_empty() {
            bail!("with CI=true nothing may be skipped: {}", lines(&self.skipped));
        }
        Ok(())
    }

    fn cells(&self) -> impl Iterator<Item = &(usize, usize)> {
        self.rows.iter().flat_map(|row| row.cells.values())
    }

    fn subjects(&self) -> impl Iterator<Item = (&'a Language, &'a Subject)> {
        let of = |language: &'a Language| language.subjects.iter().map(move |s| (language, s));
        self.languages.iter().flat_map(of)
    }

    fn rows(&self, subject: &Subject) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(move |row| std::ptr::eq(row.subject, subject))
    }

    /// Why a subject has no row, if it has none.
    fn why_no_row(&self, language: &Language, subject: &Subject) -> Option<String> {
        let among = |lines: &[(String, String)]| {
            lines.iter().any(|(name, _)| *name == language.runner.name)
        };
        if self.rows(subject).next().is_some() {
            None
        } else if among(&self.broken) {
            Some(BROKEN.to_owned())
        } else if among(&self.skipped) {
            Some("skipped".to_owned())
        } else {
            let other = language.types_after.as_deref().unwrap_or(&language.runner.name);
            Some(format!("skipped, for want of {other}"))
        }
    }
}

impl std::fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let validators = ["tolerant", "strict", "event", "payload"];
        f.write_str(&self.table(Stage::Validators, "validator", "draft", &validators))?;
        f.write_str(&self.table(
            Stage::Types,
            "generator of types",
            "",
            &["union", "by event", "narrowed"],
        ))?;
        writeln!(f)?;
        f.write_str(&disagreements::show(&self.disagreements))?;
        for (what, all) in [("broken", &self.broken), ("skipped", &self.skipped)] {
            for (language, why) in all {
                writeln!(f, "{what}: {language}: {why}")?;
            }
        }
        Ok(())
    }
}

impl Report<'_> {
    /// Each cell: passed / failed.
    fn table(&self, stage: Stage, title: &str, second: &str, columns: &[&str]) -> String {
        if self.subjects().next().is_none() {
            return String::new();
        }
        let mut text = format!("\n{title:<48}{second:<9}");
        for column in columns {
            let _ = write!(text, "{column:>11}");
        }
        text.push('\n');
        for (language, subject) in self.subjects().filter(|(_, subject)| subject.stage == stage) {
            let first = if subject.complete { "" } else { ", first error" };
            let who = |version: &str| {
                format!("{}{version} ({}{first})", subject.name, language.runner.name)
            };
            for row in self.rows(subject) {
                let _ = write!(text, "{:<48}{:<9}", who(&format!(" {}", row.version)), row.draft);
                for column in columns {
                    let cell = row
                        .cells
                        .get(column)
                        .map(|(passed, failed)| format!("{passed} / {failed}"));
                    let _ = write!(text, "{:>11}", cell.unwrap_or_default());
                }
                text.push('\n');
            }
            if let Some(why) = self.why_no_row(language, subject) {
                let _ = writeln!(text, "{:<48}{why}", who(""));
            }
        }
        text
    }
}

fn lines(lines: &[(String, String)]) -> String {
    lines.iter().map(|(language, why)| format!("{language}: {why}")).collect::<Vec<_>>().join("; ")
}
