//! What Postal itself writes into `details`.

use super::Classification;
use super::FailureKind::{
    self, Content, Network, PolicyOrReputation, Postal, SenderOrConfiguration, Unknown,
};

/// How the `details` begin; they end in names, numbers and what Postal did next, and may be cut.
///
/// Texts of Postal 3.3.6, with the file in `app/lib/message_dequeuer`; all but one have been the same
/// since the first version, when they stood in `app/jobs/unqueue_message_job.rb`.
#[rustfmt::skip]
pub(super) const DETAILS: &[(&str, FailureKind)] = &[
    ("Mail server has been suspended.", Postal), // single_message_processor.rb
    ("Maximum number of delivery attempts (", Postal), // single_message_processor.rb
    ("Raw message has been removed.", Postal), // single_message_processor.rb
    ("Scope ", Postal), // single_message_processor.rb, since 3.0.0: "Scope … is not valid"
    ("Server is in development mode.", Postal), // base.rb
    ("Message's domain no longer exist", Postal), // outgoing_message_processor.rb
    ("Message doesn't have an RCPT to", Postal), // outgoing_message_processor.rb
    ("Credential is configured to hold all messages", Postal), // outgoing_message_processor.rb
    ("Recipient (", Postal), // outgoing_message_processor.rb: "… is on the suppression list"
    ("Message is likely spam.", Postal), // outgoing_message_processor.rb
    ("Message held because send limit (", Postal), // outgoing_message_processor.rb
    ("This message was a bounce but", Postal), // incoming_message_processor.rb
    ("Message's spam score is higher than", Postal), // incoming_message_processor.rb
    ("Message does not have a route", Postal), // incoming_message_processor.rb
    ("Message placed into quarantine.", Postal), // incoming_message_processor.rb
    ("Message is spam and the route", Postal), // incoming_message_processor.rb
    ("Message has been accepted but not sent", Postal), // incoming_message_processor.rb, for Held
    ("Message has been bounced because the route", Postal), // incoming_message_processor.rb
    ("Invalid endpoint for route.", Postal), // incoming_message_processor.rb
    ("No SMTP servers were available for ", Network), // app/senders/smtp_sender.rb
];

/// How the `details` begin beside an `output` that is an error of the network library.
#[rustfmt::skip]
pub(super) const DETAILS_WITHOUT_REPLY: &[(&str, FailureKind)] = &[
    ("Temporary SMTP delivery error when sending to ", Network), // app/senders/smtp_sender.rb: no answer in time
    ("An error occurred while sending the message to ", Network), // app/senders/smtp_sender.rb: broken off, TLS
];

/// The kind that the texts of Postal 3.3.6 tell of, if `details` is one of them.
pub(super) fn of_details(details: &str, has_reply: bool) -> Option<Classification> {
    let without_reply = if has_reply { &[] } else { DETAILS_WITHOUT_REPLY };
    let (start, kind) =
        DETAILS.iter().chain(without_reply).find(|(start, _)| details.starts_with(start))?;
    let mut why = Classification::new(
        *kind,
        "postal-details",
        "Postal 3.3.6, app/lib/message_dequeuer and app/senders",
    );
    why.phrase = Some(start);
    Some(why)
}

/// The status in `Received a 503 from https://…` (Postal, `app/senders/http_sender.rb`).
///
/// Postal writes −1, −2 and −3 for a timeout, a failed connection and a bad certificate.
pub(super) fn http_status(details: &str) -> Option<i32> {
    let (status, _) = details.strip_prefix("Received a ")?.split_once(" from ")?;
    status.parse().ok()
}

/// RFC 9110, section 15, and for 429 RFC 6585.
pub(super) fn of_http_status(status: i32) -> Classification {
    let kind = match status {
        ..0 | 500..600 => Network,
        413 => Content,
        429 => PolicyOrReputation,
        // Postal follows no redirect and counts one as a failure.
        300..500 => SenderOrConfiguration,
        _ => Unknown,
    };
    let mut why = Classification::new(
        kind,
        "http-status",
        "RFC 9110, section 15; RFC 6585; Postal, app/senders/http_sender.rb",
    );
    why.code = Some(status);
    why
}
