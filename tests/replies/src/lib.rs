//! Labelled replies of mail servers, compared with the [`Classification`] of each.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use postal_webhooks::delivery::{Classification, FailureKind, classify};
use postal_webhooks_codegen::Tree;
use postal_webhooks_codegen::delivery::{Delivery, Reply};

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
    /// The kind that the rules are known to give, where it is none of `kinds`.
    pub found: Option<FailureKind>,
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

/// The labelled replies of `schema/delivery`.
///
/// # Errors
///
/// If `schema/` breaks its rules.
pub fn corpus() -> Result<Vec<Labelled>> {
    of_model(&delivery()?.replies)
}

/// The replies of `schema/delivery` that were read wrongly once.
///
/// # Errors
///
/// If `schema/` breaks its rules.
pub fn field() -> Result<Vec<Labelled>> {
    of_model(&delivery()?.field)
}

/// What `schema/delivery` says.
///
/// # Errors
///
/// If `schema/` breaks its rules.
pub fn delivery() -> Result<Delivery> {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
    let model = postal_webhooks_codegen::read(&Tree::read(&schema)?)?;
    model.delivery.context("there is no schema/delivery")
}

fn of_model(replies: &[Reply]) -> Result<Vec<Labelled>> {
    replies.iter().cloned().map(labelled).collect()
}

/// Reads a file of replies, in the form of `schema/delivery/replies.tsv`.
///
/// # Errors
///
/// Names the first line that has not the form.
pub fn read(text: &str) -> Result<Vec<Labelled>> {
    let labelled = |reply: Result<Reply, (usize, String)>| {
        let reply = reply.map_err(|(line, problem)| anyhow!("line {line}: {problem}"))?;
        let line = reply.line;
        labelled(reply).with_context(|| format!("line {line}"))
    };
    Reply::parse_all(text).map(labelled).collect()
}

fn labelled(reply: Reply) -> Result<Labelled> {
    let Reply { line, kinds, output, details, source, found } = reply;
    Ok(Labelled {
        line,
        kinds: kinds.iter().map(|name| kind(name)).collect::<Result<_>>()?,
        output,
        details,
        source,
        found: found.map(|name| kind(&name)).transpose()?,
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
