//! The table of who passed and failed, each disagreement, and the conclusion.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Result, bail};

use super::answers::{self, Answer};
use super::compare;
use super::disagreements::{self, Disagreement};
use super::list::List;
use super::subjects::{self, SUBJECTS, Stage, Subject};
use super::toolchain::Language;

/// In the table, of a runner that crashed or answered too few questions.
const BROKEN: &str = "no answers";

#[derive(Default)]
pub(super) struct Report {
    rows: Vec<Row>,
    disagreements: Vec<Disagreement>,
    /// What kept a runner from answering.
    broken: Vec<(Language, String)>,
    skipped: Vec<(Language, String)>,
}

/// What one validator says in one draft, or what is proved about the types of one generator.
struct Row {
    subject: &'static Subject,
    version: String,
    draft: String,
    /// Passed and failed, by column.
    cells: BTreeMap<&'static str, (usize, usize)>,
}

impl Report {
    pub(super) fn skip(&mut self, language: Language, lack: String) {
        self.skipped.push((language, lack));
    }

    /// Takes the answers of one stage.
    pub(super) fn add(
        &mut self,
        stage: Stage,
        answered: Vec<(Language, Result<Vec<Answer>>)>,
        list: &List,
    ) {
        for (language, answers) in answered {
            let judged = answers.and_then(|answers| self.judge(stage, language, &answers, list));
            if let Err(error) = judged {
                self.broken.push((language, format!("{error:#}")));
            }
        }
    }

    fn judge(
        &mut self,
        stage: Stage,
        language: Language,
        answers: &[Answer],
        list: &List,
    ) -> Result<()> {
        let subjects: Vec<&'static Subject> = subjects::of(stage, language).collect();
        let answers = answers::sort(answers, &subjects, list)?;
        for subject in subjects {
            for schema in subject.schemas(list) {
                for body in &schema.bodies {
                    let answer = answers[&(subject.name, schema.id.as_str(), body.as_str())];
                    let expected = list.expected(&schema.id, body);
                    let agrees = compare::agrees(&expected, answer, subject.complete);
                    self.count(subject, answer, &schema.group, schema.column, agrees);
                    if !agrees {
                        let disagreement =
                            Disagreement::new(answer, &language.to_string(), &expected);
                        self.disagreements.push(disagreement);
                    }
                }
            }
        }
        Ok(())
    }

    fn count(
        &mut self,
        subject: &'static Subject,
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
    pub(super) fn conclude(&self, took: Duration) -> Result<()> {
        println!("{self}took {:.1} s", took.as_secs_f64());
        let passed: usize = self.cells().map(|(passed, _)| passed).sum();
        let failed: usize = self.cells().map(|(_, failed)| failed).sum();
        let skipped =
            SUBJECTS.iter().filter(|subject| self.lack(subject).is_some_and(|lack| lack != BROKEN));
        println!(
            "{passed} passed, {} failed, {} skipped",
            failed + self.broken.len(),
            skipped.count()
        );
        if !self.broken.is_empty() {
            bail!("a runner of tests/conformance does not do its work: {}", lines(&self.broken));
        }
        if failed > 0 {
            bail!("schema/ and {failed} answers disagree");
        }
        if std::env::var_os("CI").as_deref() == Some(OsStr::new("true")) && !self.skipped.is_empty()
        {
            bail!("with CI=true nothing may be skipped: {}", lines(&self.skipped));
        }
        Ok(())
    }

    fn cells(&self) -> impl Iterator<Item = &(usize, usize)> {
        self.rows.iter().flat_map(|row| row.cells.values())
    }

    fn rows(&self, subject: &Subject) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| std::ptr::eq(row.subject, subject))
    }

    /// Why a subject has no row, if it has none.
    fn lack(&self, subject: &Subject) -> Option<&'static str> {
        let among = |lines: &[(Language, String)]| {
            lines.iter().any(|(language, _)| *language == subject.language)
        };
        if self.rows(subject).next().is_some() {
            None
        } else if among(&self.broken) {
            Some(BROKEN)
        } else if among(&self.skipped) {
            Some("skipped")
        } else {
            // Its types are generated on Node.js.
            Some("skipped, for want of JavaScript")
        }
    }
}

impl std::fmt::Display for Report {
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

impl Report {
    /// Each cell: passed / failed.
    fn table(&self, stage: Stage, title: &str, second: &str, columns: &[&str]) -> String {
        let mut text = format!("\n{title:<48}{second:<9}");
        for column in columns {
            let _ = write!(text, "{column:>11}");
        }
        text.push('\n');
        for subject in SUBJECTS.iter().filter(|subject| subject.stage == stage) {
            let first = if subject.complete { "" } else { ", first error" };
            let who =
                |version: &str| format!("{}{version} ({}{first})", subject.name, subject.language);
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
            if let Some(lack) = self.lack(subject) {
                let _ = writeln!(text, "{:<48}{lack}", who(""));
            }
        }
        text
    }
}

fn lines(lines: &[(Language, String)]) -> String {
    lines.iter().map(|(language, why)| format!("{language}: {why}")).collect::<Vec<_>>().join("; ")
}
