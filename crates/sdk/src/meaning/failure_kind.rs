//! What kind of failure a delivery tells of.

mod rules;
#[cfg(test)]
mod tests;

pub(super) use rules::http_status;

use super::SmtpReply;
use crate::MessageStatus;

/// The kind of a failed, delayed or held delivery: where to look for the cause.
///
/// A kind says what a failure is about, not whether it is final; the event's `status` says that.
/// It is a reading of what servers write, not a fact: two servers may say the same differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The address or its domain takes no mail: unknown, moved, disabled, syntactically wrong.
    Recipient,
    /// The mailbox exists and is full.
    MailboxFull,
    /// The receiver does not want this mail now or at all: spam score, block list, rate limit,
    /// greylisting, a rule of its own.
    PolicyOrReputation,
    /// The message itself: too large, malformed, a forbidden type, a virus.
    Content,
    /// Something to put right in a setting: the sender's address, SPF, DKIM, DMARC or reverse DNS,
    /// the protocol, a relay that does not know us, the URL of an HTTP endpoint.
    SenderOrConfiguration,
    /// No working server at the other end: not found, not reached, broken off, overloaded, out of
    /// order.
    Network,
    /// Postal itself decided, without asking a server: suppression list, send limit, quarantine,
    /// its own spam threshold, no more attempts.
    Postal,
    /// Nothing known, or no failure at all.
    Unknown,
}

impl FailureKind {
    /// Classifies what a delivery event tells of, as [`classify`](Self::classify) does.
    ///
    /// ```
    /// use postal_webhooks::{Event, meaning::FailureKind, testing::example};
    ///
    /// let webhook = example("MessageHeld", "suppression-list").webhook();
    /// let Event::MessageHeld(delivery) = &webhook.event else { panic!() };
    /// assert_eq!(FailureKind::of(delivery), FailureKind::Postal);
    /// ```
    pub fn of(delivery: &MessageStatus) -> Self {
        Self::classify(&delivery.output, delivery.details.as_deref())
    }

    /// Classifies a delivery by its `output` and `details`.
    ///
    /// 1. `details` of an HTTP endpoint (`Received a 503 from …`): by the HTTP status.
    /// 2. An SMTP reply in `output`: as [`of_reply`](Self::of_reply).
    /// 3. Otherwise the texts that Postal writes into `details`. A network error in `output` has no
    ///    fixed form; it is known by the `details` that Postal puts beside it.
    ///
    /// Only the first line of `output` and the beginning of `details` count. So the 250 characters
    /// that Postal keeps give the same kind as the whole, provided the first line is whole. Where it
    /// is longer, a text or a `#5.1.1` behind the cut is missed; the code, and a status right after
    /// it, are not.
    ///
    /// ```
    /// use postal_webhooks::meaning::FailureKind;
    ///
    /// let kind = FailureKind::classify("552 5.2.2 Over quota", None);
    /// assert_eq!(kind, FailureKind::MailboxFull);
    ///
    /// let kind = FailureKind::classify("", Some("Server is in development mode."));
    /// assert_eq!(kind, FailureKind::Postal);
    /// ```
    pub fn classify(output: &str, details: Option<&str>) -> Self {
        let details = details.unwrap_or_default();
        if let Some(status) = rules::http_status(details) {
            return rules::of_http_status(status);
        }
        let reply = SmtpReply::parse(output);
        match reply.map_or(Self::Unknown, |reply| Self::of_reply(&reply)) {
            Self::Unknown => rules::of_details(details, reply.is_some()),
            kind => kind,
        }
    }

    /// Classifies an SMTP reply.
    ///
    /// The enhanced status wins over the code. A few sentences of well-known servers win over a
    /// status or code that these servers use for several kinds; each rule names its source. The
    /// bare codes 450, 550 and 554 can mean anything by RFC 5321 and are [`Unknown`](Self::Unknown)
    /// without such a sentence.
    pub fn of_reply(reply: &SmtpReply<'_>) -> Self {
        rules::rule_of(reply).map_or(Self::Unknown, |(_, kind)| *kind)
    }
}
