//! The rules by which a failure gets its kind, each with its source.

use std::ops::RangeInclusive;

use super::FailureKind::{
    self, Content, MailboxFull, Network, PolicyOrReputation, Postal, Recipient,
    SenderOrConfiguration, Unknown,
};
use super::SmtpReply;

pub(super) type Rule = (When, FailureKind);

/// When a rule holds. A text is looked for in the first line, whatever its case.
pub(super) enum When {
    /// The enhanced status is X.subject.detail and the text occurs.
    StatusText(u16, u16, &'static str),
    /// The code has this value and the enhanced status is X.subject.detail.
    CodeStatus(u16, u16, u16),
    /// The enhanced status has this subject and a detail in the range.
    Status(u16, RangeInclusive<u16>),
    /// The enhanced status has this subject.
    Subject(u16),
    /// The code is one of these and the text occurs.
    CodeText(&'static [u16], &'static str),
    /// The code is in the range.
    Code(RangeInclusive<u16>),
}
use When::{Code, CodeStatus, CodeText, Status, StatusText, Subject};

/// The codes that say no more than "refused" (RFC 5321, section 4.2.3): the mailbox, a policy, or a
/// transaction that failed.
const VAGUE: &[u16] = &[450, 451, 550, 553, 554];

/// The rules for replies; the first that holds decides. A status with a subject that has no rule,
/// such as X.0.0, leaves the decision to the code.
#[rustfmt::skip]
pub(super) static REPLY: &[Rule] = &[
    // What well-known servers say with a status that alone would mislead.
    (StatusText(2, 0, "greylist"), PolicyOrReputation), // postgrey; RFC 6647
    (StatusText(2, 1, "is receiving mail"), PolicyOrReputation), // Gmail "SMTP errors and codes": too quickly, at a rate
    (StatusText(4, 1, "recipient address rejected"), Recipient), // Exchange Online, directory-based edge blocking
    (StatusText(4, 5, "sending quota exceeded"), PolicyOrReputation), // Gmail "SMTP errors and codes", as a relay
    (StatusText(5, 0, "mailbox unavailable"), Recipient), // Outlook.com
    (StatusText(7, 0, "its content presents"), Content), // Gmail "SMTP errors and codes": a potential security issue
    (StatusText(7, 0, "- infected"), Content), // amavisd-new
    (StatusText(7, 0, "temporary system problem"), Network), // Gmail "SMTP errors and codes"
    (StatusText(7, 0, "tls required"), SenderOrConfiguration), // Gmail "SMTP errors and codes"
    (StatusText(7, 1, "relay access denied"), SenderOrConfiguration), // Postfix smtpd
    (StatusText(7, 1, "relaying denied"), SenderOrConfiguration), // Sendmail
    (StatusText(7, 1, "unable to relay"), SenderOrConfiguration), // Exchange Server
    (StatusText(7, 1, "allowed rcpthosts"), SenderOrConfiguration), // qmail-smtpd
    (StatusText(7, 9, "policy reasons"), PolicyOrReputation), // Yahoo Sender Hub "SMTP Error Codes"
    (CodeStatus(454, 7, 0), Network), // RFC 4954, section 6, and RFC 3207, section 4: AUTH or TLS out of order

    // The enhanced status: RFC 3463, section 3, unless said otherwise.
    (Status(1, 7..=8), SenderOrConfiguration), // bad sender's address: syntax, system
    (Subject(1), Recipient), // addressing; X.1.10 in RFC 7505: null MX
    (Status(2, 2..=2), MailboxFull), // mailbox full
    (Status(2, 3..=3), Content), // message length exceeds administrative limit
    (Subject(2), Recipient), // mailbox
    (Status(3, 3..=3), SenderOrConfiguration), // system not capable of selected features
    (Status(3, 4..=4), Content), // message too big for system
    (Subject(3), Network), // mail system: full, not accepting messages, incorrectly configured
    (Subject(4), Network), // network and routing
    (Status(5, 3..=3), PolicyOrReputation), // too many recipients: Postal sends one, so a limit over several mails
    (Subject(5), SenderOrConfiguration), // mail delivery protocol
    (Subject(6), Content), // content or media; X.6.7 to X.6.9 in RFC 6531
    (Status(7, 4..=6), SenderOrConfiguration), // security features, cryptography, algorithm not supported
    (Status(7, 8..=9), SenderOrConfiguration), // RFC 4954: credentials invalid, mechanism too weak
    (Status(7, 10..=14), SenderOrConfiguration), // RFC 5248 and 4954: encryption, password, account, trust
    (Status(7, 16..=16), Content), // RFC 6710: message too big for its priority
    (Status(7, 17..=18), Recipient), // RFC 7293: mailbox or domain has a new owner
    (Status(7, 20..=26), SenderOrConfiguration), // RFC 7372: DKIM, SPF, reverse DNS, several of them
    (Status(7, 27..=27), SenderOrConfiguration), // RFC 7505: sender's address has null MX; at Gmail SPF
    (Status(7, 29..=30), SenderOrConfiguration), // RFC 8617 ARC, RFC 8689 REQUIRETLS; at Gmail TLS, DKIM
    (Status(7, 31..=32), SenderOrConfiguration), // Gmail "Email sender guidelines FAQ": DMARC missing, not aligned
    (Status(7, 40..=40), SenderOrConfiguration), // Gmail "SMTP errors and codes": DMARC missing
    (Status(7, 54..=54), SenderOrConfiguration), // Exchange Server: unable to relay
    (Status(7, 57..=57), SenderOrConfiguration), // Exchange Online: client not authenticated
    (Status(7, 64..=64), SenderOrConfiguration), // Exchange Online "TenantAttribution": relay access denied
    (Status(7, 509..=509), SenderOrConfiguration), // Exchange Online: DMARC failed, its policy is reject
    (Status(7, 515..=515), SenderOrConfiguration), // Outlook.com: authentication level not met
    (Subject(7), PolicyOrReputation), // security or policy

    // What well-known servers say with a code alone.
    (CodeText(VAGUE, "unrouteable address"), Recipient), // Exim
    (CodeText(VAGUE, "unknown user"), Recipient), // Exim FAQ, Q0724
    (CodeText(VAGUE, "user unknown"), Recipient), // Sendmail, Courier
    (CodeText(VAGUE, "invalid server token"), Recipient), // Postal, app/lib/smtp_server/client.rb
    (CodeText(VAGUE, "invalid route token"), Recipient), // the same
    (CodeText(VAGUE, "route does not accept"), Recipient), // the same
    (CodeText(&[535], "mail server has been suspended"), Recipient), // the same, in answer to RCPT TO
    (CodeText(&[552], "mailbox not found"), Recipient), // Yahoo Sender Hub "SMTP Error Codes"
    (CodeText(VAGUE, "greylist"), PolicyOrReputation), // RFC 6647
    (CodeText(VAGUE, "in a black list at"), PolicyOrReputation), // Exim's example configuration
    (CodeText(VAGUE, "blocked using"), PolicyOrReputation), // Postfix, default_rbl_reply
    (CodeText(VAGUE, "administrative prohibition"), PolicyOrReputation), // Exim, a denial without a text of its own
    (CodeText(VAGUE, "receiving mail too quickly"), PolicyOrReputation), // Yahoo Sender Hub "SMTP Error Codes"
    (CodeText(VAGUE, "relay not permitted"), SenderOrConfiguration), // Exim's example configuration
    (CodeText(VAGUE, "relay access denied"), SenderOrConfiguration), // Postfix smtpd
    (CodeText(VAGUE, "allowed rcpthosts"), SenderOrConfiguration), // kin of qmail
    (CodeText(&[552], "message size exceeds"), Content), // RFC 1870, section 6.1
    (CodeText(&[552], "message too large"), Content), // Postal, app/lib/smtp_server/client.rb
    (CodeText(&[550], "loop detected"), Network), // the same; as X.4.6

    // The code: RFC 5321, section 4.2.3, unless said otherwise. 450, 550 and 554 decide nothing.
    (Code(421..=421), Network), // service not available
    (Code(432..=432), SenderOrConfiguration), // RFC 4954, section 6: password transition
    (Code(451..=452), Network), // local error in processing, insufficient system storage
    (Code(454..=454), Network), // RFC 4954, section 6, and RFC 3207, section 4
    (Code(455..=455), SenderOrConfiguration), // unable to accommodate parameters
    (Code(500..=504), SenderOrConfiguration), // syntax and sequence of commands
    (Code(521..=521), Recipient), // RFC 7504: host accepts no mail
    (Code(523..=523), SenderOrConfiguration), // RFC 5248, X.7.10: encryption needed
    (Code(525..=525), SenderOrConfiguration), // RFC 5248, X.7.13: user account disabled
    (Code(530..=530), SenderOrConfiguration), // RFC 4954 and RFC 3207: authentication or STARTTLS first
    (Code(534..=535), SenderOrConfiguration), // RFC 4954, section 6: mechanism too weak, credentials invalid
    (Code(538..=538), SenderOrConfiguration), // RFC 4954, section 6: encryption required
    (Code(551..=551), Recipient), // user not local
    (Code(552..=552), MailboxFull), // exceeded storage allocation
    (Code(553..=553), Recipient), // mailbox name not allowed
    (Code(555..=555), SenderOrConfiguration), // parameters not recognized
    (Code(556..=556), Recipient), // RFC 7504: domain accepts no mail
];

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

pub(super) fn rule_of(reply: &SmtpReply<'_>) -> Option<&'static Rule> {
    if reply.code() < 400 {
        return None;
    }
    let text = reply.lines().next().unwrap_or_default();
    let status = reply
        .enhanced()
        .map(|status| (status.subject, status.detail));
    REPLY.iter().find(|(when, _)| match when {
        StatusText(subject, detail, part) => {
            status == Some((*subject, *detail)) && contains(text, part)
        }
        CodeStatus(code, subject, detail) => {
            reply.code() == *code && status == Some((*subject, *detail))
        }
        Status(subject, details) => {
            status.is_some_and(|(of, detail)| of == *subject && details.contains(&detail))
        }
        Subject(subject) => status.is_some_and(|(of, _)| of == *subject),
        CodeText(codes, part) => codes.contains(&reply.code()) && contains(text, part),
        Code(codes) => codes.contains(&reply.code()),
    })
}

pub(super) fn of_details(details: &str, has_reply: bool) -> FailureKind {
    let without_reply = if has_reply {
        &[]
    } else {
        DETAILS_WITHOUT_REPLY
    };
    DETAILS
        .iter()
        .chain(without_reply)
        .find(|(start, _)| details.starts_with(start))
        .map_or(Unknown, |(_, kind)| *kind)
}

/// The status in `Received a 503 from https://…` (Postal, `app/senders/http_sender.rb`).
///
/// Postal writes −1, −2 and −3 for a timeout, a failed connection and a bad certificate.
pub(in crate::meaning) fn http_status(details: &str) -> Option<i32> {
    let (status, _) = details.strip_prefix("Received a ")?.split_once(" from ")?;
    status.parse().ok()
}

/// RFC 9110, section 15, and for 429 RFC 6585.
pub(super) fn of_http_status(status: i32) -> FailureKind {
    match status {
        ..0 | 500..600 => Network,
        413 => Content,
        429 => PolicyOrReputation,
        // Postal follows no redirect and counts one as a failure.
        300..500 => SenderOrConfiguration,
        _ => Unknown,
    }
}

/// Whether `part`, in lower case, occurs in `text` in any case.
fn contains(text: &str, part: &str) -> bool {
    let mut windows = text.as_bytes().windows(part.len());
    windows.any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}
