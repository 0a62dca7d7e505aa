//! [`Row`], what a check found, and [`Rows`], which prints them.

use std::borrow::Cow;
use std::fmt::Write as _;

use anyhow::Result;
use postal_webhooks::testing::postal::Outcome;
use serde_json::json;

use crate::Verdict;
use crate::output::Output;

/// How a check ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grade {
    Ok,
    Warn,
    Fail,
    Skipped,
}

impl Grade {
    fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::Skipped => "skipped",
        }
    }
}

/// What a check found.
pub(crate) struct Row {
    grade: Grade,
    /// What was found, in one word that never changes.
    code: Cow<'static, str>,
    /// What was found, in one sentence.
    what: String,
    /// What Postal's history shows because of it.
    history: Option<String>,
    remedy: Option<Cow<'static, str>>,
}

impl Row {
    pub(crate) fn ok(code: &'static str, what: impl Into<String>) -> Self {
        Self::new(Grade::Ok, code, what, None)
    }

    /// It may be in order, and may not.
    pub(crate) fn warn(
        code: impl Into<Cow<'static, str>>,
        what: impl Into<String>,
        remedy: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(Grade::Warn, code, what, Some(remedy.into()))
    }

    pub(crate) fn fail(
        code: impl Into<Cow<'static, str>>,
        what: impl Into<String>,
        remedy: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(Grade::Fail, code, what, Some(remedy.into()))
    }

    /// The check was not made; `what` says why.
    pub(crate) fn skipped(code: &'static str, what: impl Into<String>) -> Self {
        Self::new(Grade::Skipped, code, what, None)
    }

    fn new(
        grade: Grade,
        code: impl Into<Cow<'static, str>>,
        what: impl Into<String>,
        remedy: Option<Cow<'static, str>>,
    ) -> Self {
        Self { grade, code: code.into(), what: what.into(), history: None, remedy }
    }

    pub(crate) fn history(mut self, history: impl Into<String>) -> Self {
        self.history = Some(history.into());
        self
    }

    pub(crate) fn outcome(self, outcome: Outcome) -> Self {
        self.history(outcome.to_string())
    }

    pub(crate) fn is_failed(&self) -> bool {
        self.grade == Grade::Fail
    }

    /// The same about keys, which Postal does not fetch: its history shows nothing of them.
    pub(crate) fn of_keys(mut self, remedy: &'static str) -> Self {
        self.history = None;
        self.remedy = self.remedy.map(|_| remedy.into());
        self
    }

    #[cfg(test)]
    pub(super) fn code(&self) -> &str {
        &self.code
    }

    fn to_text(&self) -> String {
        let mut text = format!("{:<8} {}: {}", self.grade.name(), self.code, self.what);
        if let Some(history) = &self.history {
            let _ = write!(text, "\n         Postal's history: {history}");
        }
        if let Some(remedy) = &self.remedy {
            let _ = write!(text, "\n         fix: {remedy}");
        }
        text
    }
}

/// Prints rows as they come, and remembers whether one failed.
pub(crate) struct Rows<'a> {
    output: &'a mut Output,
    has_failed: bool,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(output: &'a mut Output) -> Self {
        Self { output, has_failed: false }
    }

    /// Prints what a check found.
    pub(crate) fn add(&mut self, check: &'static str, row: &Row) -> Result<()> {
        self.has_failed |= row.is_failed();
        let json = json!({"check": check, "code": row.code, "verdict": row.grade.name(),
            "what": row.what, "history": row.history, "remedy": row.remedy});
        self.output.result(&json, &row.to_text())?;
        // A check can take as long as Postal's deadline.
        self.output.finish()
    }

    pub(crate) fn verdict(&self) -> Verdict {
        if self.has_failed { Verdict::No } else { Verdict::Yes }
    }
}
