//! Constructors of [`FailureKind`].

use super::{Classification, FailureKind, SmtpReply, classify};
use crate::MessageStatus;

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
