//! The kind of a failure with the reason for it.

use std::fmt;

use super::{Certainty, EnhancedStatus, FailureKind, SmtpReply, postal, rules};
use crate::MessageStatus;

/// The kind of a failure, and the rule that decided it: for a log, or an answer to somebody who
/// asks.
///
/// It holds nothing of the reply but its code and status: the phrase is that of the rule.
///
/// ```
/// use postal_webhooks::delivery::{Certainty, FailureKind, classify};
///
/// let why = classify("550 5.1.1 <a@example.com> - 192.0.2.1 has sent to too many recipients", None);
/// assert_eq!(why.kind, FailureKind::PolicyOrReputation);
/// assert_eq!((why.rule, why.phrase), ("rate-limit", Some("too many")));
/// assert_eq!(why.certainty, Certainty::High);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Classification {
    /// The kind.
    pub kind: FailureKind,
    /// How sure it is.
    pub certainty: Certainty,
    /// The name of the rule that decided: `unknown-recipient`, `block-list`; `none` if no rule
    /// holds.
    pub rule: &'static str,
    /// Where the rule comes from: a server, a document, an RFC. Empty if no rule holds.
    pub source: &'static str,
    /// The phrase that the rule found in the text. ` … ` stands for a few other words.
    pub phrase: Option<&'static str>,
    /// The code that the rule asked for, or the status of an HTTP endpoint.
    pub code: Option<i32>,
    /// The enhanced status that the rule asked for.
    pub status: Option<EnhancedStatus>,
}

impl Classification {
    /// Classifies what a delivery event tells of, as [`classify`] does.
    #[must_use]
    pub fn of(delivery: &MessageStatus) -> Self {
        classify(&delivery.output, delivery.details.as_deref())
    }

    /// Classifies an SMTP reply. The codes under 400 are no failure.
    #[must_use]
    pub fn of_reply(reply: &SmtpReply<'_>) -> Self {
        let Some(decision) = rules::decide(reply) else {
            return Self::NONE;
        };
        let rules::Decision { topic, rule, phrase } = decision;
        Self {
            kind: topic.kind,
            certainty: topic.certainty,
            rule: topic.name,
            source: rule.source,
            phrase,
            code: (!rule.codes.is_empty()).then_some(reply.code().into()),
            status: reply.enhanced().filter(|_| !rule.statuses.is_empty()),
        }
    }

    /// No rule holds.
    const NONE: Self = Self::new(FailureKind::Unknown, "none", "");

    /// A kind that needs no words to be sure.
    pub(super) const fn new(kind: FailureKind, rule: &'static str, source: &'static str) -> Self {
        let certainty = match kind {
            FailureKind::Unknown => Certainty::Low,
            _ => Certainty::High,
        };
        Self { kind, certainty, rule, source, phrase: None, code: None, status: None }
    }
}

/// Classifies a delivery by its `output` and `details`.
///
/// 1. `details` of an HTTP endpoint (`Received a 503 from …`): by the HTTP status.
/// 2. An SMTP reply in `output`: by its words, else by its status, else by its code.
/// 3. Otherwise the texts that Postal writes into `details`. A network error in `output` has no
///    fixed form; it is known by the `details` that Postal puts beside it.
///
/// All lines of the reply count, and Postal keeps 250 characters of it: words behind the cut are
/// not seen. Codes and statuses that servers use for several kinds decide only together with words
/// that agree. So [`FailureKind::Recipient`] has evidence of its own, and no words about the
/// sender, the message, a limit, a list or the state of the server beside it.
#[must_use]
pub fn classify(output: &str, details: Option<&str>) -> Classification {
    let details = details.unwrap_or_default();
    if let Some(status) = postal::http_status(details) {
        return postal::of_http_status(status);
    }
    let reply = SmtpReply::parse(output);
    let of_reply = reply.map(|reply| Classification::of_reply(&reply));
    match of_reply {
        Some(why) if why.kind != FailureKind::Unknown => why,
        other => {
            postal::of_details(details, reply.is_some()).or(other).unwrap_or(Classification::NONE)
        }
    }
}

/// The kind, the rule and what it found: `Recipient: unknown-recipient (no such … user)`.
impl fmt::Display for Classification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.rule)?;
        let mut separator = " (";
        if let Some(phrase) = self.phrase {
            write!(f, "{separator}{phrase}")?;
            separator = ", ";
        }
        if let Some(status) = self.status {
            write!(f, "{separator}{status}")?;
            separator = ", ";
        }
        if let Some(code) = self.code {
            write!(f, "{separator}{code}")?;
            separator = ", ";
        }
        if separator == ", " {
            f.write_str(")")?;
        }
        Ok(())
    }
}
