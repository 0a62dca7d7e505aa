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
        let draft = if subject.stage == Stage::Validators {
            group
        } else {
            ""
        };
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
        let ci = std::env::var_os("CI").as_deref() == Some(OsStr::new("true"));
        println!("{self}took {:.1} s", took.as_secs_f64());
        let silent = SUBJECTS
            .iter()
            .filter(|subject| !self.answered(subject))
            .count();
        println!(
            "{} passed, {} failed, {silent} skipped",
            self.passed(),
            self.disagreements.len()
        );
        if !self.broken.is_empty() {
            bail!(
                "a runner of tests/conformance does not do its work: {}",
                names(&self.broken)
            );
        }
        if !self.disagreements.is_empty() {
            bail!("schema/ and {} answers disagree", self.disagreements.len());
        }
        if ci && !self.skipped.is_empty() {
            bail!(
                "with CI=true nothing may be skipped: {}",
                names(&self.skipped)
            );
        }
        Ok(())
    }

    fn passed(&self) -> usize {
        self.rows
            .iter()
            .flat_map(|row| row.cells.values())
            .map(|(passed, _)| passed)
            .sum()
    }

    fn answered(&self, subject: &Subject) -> bool {
        self.rows
            .iter()
            .any(|row| std::ptr::eq(row.subject, subject))
    }

    /// Why a subject has no row.
    fn why(&self, subject: &Subject) -> &'static str {
        let among = |lines: &[(Language, String)]| {
            lines
                .iter()
                .any(|(language, _)| *language == subject.language)
        };
        if among(&self.broken) {
            "no answers"
        } else if among(&self.skipped) {
            "skipped"
        } else {
            // Its types are generated on Node.js.
            "skipped, for want of JavaScript"
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
        for (language, error) in &self.broken {
            writeln!(f, "broken: {language}: {error}")?;
        }
        for (language, lack) in &self.skipped {
            writeln!(f, "skipped: {language}: {lack}")?;
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
            let first = if subject.complete {
                ""
            } else {
                ", first error"
            };
            let rows = self
                .rows
                .iter()
                .filter(|row| std::ptr::eq(row.subject, subject));
            for row in rows {
                let who = format!(
                    "{} {} ({}{first})",
                    subject.name, row.version, subject.language
                );
                let _ = write!(text, "{who:<48}{:<9}", row.draft);
                for column in columns {
                    let cell = row
                        .cells
                        .get(column)
                        .map(|(passed, failed)| format!("{passed} / {failed}"));
                    let _ = write!(text, "{:>11}", cell.unwrap_or_default());
                }
                text.push('\n');
            }
            if !self.answered(subject) {
                let who = format!("{} ({}{first})", subject.name, subject.language);
                let _ = writeln!(text, "{who:<48}{}", self.why(subject));
            }
        }
        text
    }
}

fn names(lines: &[(Language, String)]) -> String {
    lines
        .iter()
        .map(|(language, _)| language.to_string())
        .collect::<Vec<_>>()
        .join(", ")
}
