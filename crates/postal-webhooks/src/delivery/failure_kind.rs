//! What kind of failure a delivery tells of.

use super::{Classification, SmtpReply, classify};
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
    /// The kind of what a delivery event tells of.
    ///
    /// [`Classification::of`] gives the reason as well.
    ///
    /// ```
    /// use postal_webhooks::{Event, delivery::FailureKind, testing::example};
    ///
    /// let webhook = example("MessageHeld", "suppression-list").webhook();
    /// let Event::MessageHeld(delivery) = &webhook.event else { panic!() };
    /// assert_eq!(FailureKind::of(delivery), FailureKind::Postal);
    /// ```
    #[must_use]
    pub fn of(delivery: &MessageStatus) -> Self {
        Classification::of(delivery).kind
    }

    /// The kind of a delivery with this `output` and these `details`, as [`classify`] finds it.
    ///
    /// ```
    /// use postal_webhooks::delivery::FailureKind;
    ///
    /// let kind = FailureKind::classify("552 5.2.2 Over quota", None);
    /// assert_eq!(kind, FailureKind::MailboxFull);
    ///
    /// let kind = FailureKind::classify("", Some("Server is in development mode."));
    /// assert_eq!(kind, FailureKind::Postal);
    /// ```
    #[must_use]
    pub fn classify(output: &str, details: Option<&str>) -> Self {
        classify(output, details).kind
    }

    /// The kind that an SMTP reply tells of.
    #[must_use]
    pub fn of_reply(reply: &SmtpReply<'_>) -> Self {
        Classification::of_reply(reply).kind
    }
}
