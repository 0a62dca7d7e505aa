//! Labelled replies of mail servers, compared with what the rules make of them.
//!
//! A file of replies has a line for each, with columns that are separated by tabs: the kind, or
//! several that are right joined by `|`; the `output`, as a JSON string; the `details`, as a JSON
//! string or `null`; the source.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result, ensure};
use postal_webhooks::delivery::{Classification, FailureKind, classify};

/// The kinds, in the order of the matrix.
pub const KINDS: [FailureKind; 8] = [
    FailureKind::Recipient,
    FailureKind::MailboxFull,
    FailureKind::PolicyOrReputation,
    FailureKind::Content,
    FailureKind::SenderOrConfiguration,
    FailureKind::Network,
    FailureKind::Postal,
    FailureKind::Unknown,
];

/// One labelled reply.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The line in its file, from 1.
    pub line: usize,
    /// The kinds that are right.
    pub kinds: Vec<FailureKind>,
    /// As Postal sends it.
    pub output: String,
    /// As Postal sends it.
    pub details: Option<String>,
    /// The document or the program that has the reply.
    pub source: String,
}

impl Labelled {
    /// What the rules make of it.
    #[must_use]
    pub fn classified(&self) -> Classification {
        classify(&self.output, self.details.as_deref())
    }

    /// Whether the rules agree with the label.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.classified().kind {
            kind if self.kinds.contains(&kind) => Verdict::Agrees,
            FailureKind::Unknown => Verdict::Unknown,
            FailureKind::Recipient => Verdict::FalseRecipient,
            _ => Verdict::Wrong,
        }
    }
}

/// How a kind compares with the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is a kind that is right.
    Agrees,
    /// It is `Unknown`, and the label is not.
    Unknown,
    /// It is another kind, and not `Recipient`.
    Wrong,
    /// It is `Recipient`, and the label is not: a good address would be taken off a list.
    FalseRecipient,
}

/// Reads a file of replies. Lines that begin with `#` are comments.
///
/// # Errors
///
/// Names the first line that has not the form.
pub fn read(text: &str) -> Result<Vec<Labelled>> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(at, line)| labelled(at + 1, line).with_context(|| format!("line {}", at + 1)))
        .collect()
}

fn labelled(line: usize, text: &str) -> Result<Labelled> {
    let columns: Vec<_> = text.split('\t').collect();
    ensure!(columns.len() >= 3, "fewer than three columns");
    let kinds = columns[0].split('|').map(kind).collect::<Result<_>>()?;
    Ok(Labelled {
        line,
        kinds,
        output: serde_json::from_str(columns[1]).context("the output is no JSON string")?,
        details: serde_json::from_str(columns[2])
            .context("the details are no JSON string or null")?,
        source: columns.get(3).copied().unwrap_or_default().to_owned(),
    })
}

fn kind(name: &str) -> Result<FailureKind> {
    let named = |kind: &FailureKind| format!("{kind:?}") == name;
    KINDS.into_iter().find(named).with_context(|| format!("`{name}` is no kind of failure"))
}

/// How often each kind was found for each label. A reply with several labels counts under the one
/// that was found, else under its first.
pub struct Matrix(BTreeMap<(usize, usize), usize>);

impl Matrix {
    /// Counts the replies.
    #[must_use]
    pub fn of(replies: &[Labelled]) -> Self {
        let place = |kind| KINDS.iter().position(|known| *known == kind).unwrap_or(KINDS.len() - 1);
        let mut counts = BTreeMap::new();
        for reply in replies {
            let found = reply.classified().kind;
            let label = if reply.kinds.contains(&found) { found } else { reply.kinds[0] };
            *counts.entry((place(label), place(found))).or_default() += 1;
        }
        Self(counts)
    }
}

/// A row for each label, a column for each kind that was found.
impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<22}", "label \\ found")?;
        for kind in KINDS {
            write!(f, "{:>10.9}", format!("{kind:?}"))?;
        }
        writeln!(f, "{:>10}", "all")?;
        for (row, kind) in KINDS.iter().enumerate() {
            write!(f, "{:<22}", format!("{kind:?}"))?;
            let count = |column| self.0.get(&(row, column)).copied().unwrap_or(0);
            for column in 0..KINDS.len() {
                write!(f, "{:>10}", count(column))?;
            }
            writeln!(f, "{:>10}", (0..KINDS.len()).map(count).sum::<usize>())?;
        }
        Ok(())
    }
}
