//! Tests of how replies and details are read.

mod postal;
mod properties;
mod rules;

use super::FailureKind::{
    self, Content, MailboxFull, Network, PolicyOrReputation, Recipient, SenderOrConfiguration,
    Unknown,
};
use super::{Certainty, Classification, SmtpReply, classify};

const REPLIES: &[(FailureKind, &[&str])] = &[
    (
        Recipient,
        &[
            "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550 5.1.1 again",
            "550 5.1.1 <a@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
            "550 5.1.1 <a@example.com>... User unknown",
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
            "550 sorry, no mailbox here by that name (#5.1.1 - chkuser)",
            "550 #5.1.0 Address rejected.",
            "550-5.2.1 The email account that you tried to reach is inactive. For more",
            "550 5.4.1 Recipient address rejected: Access denied. [X.prod.protection.outlook.com]",
            "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).",
            "550 5.7.17 Mailbox owner has changed",
            "550 5.7.18 Domain owner has changed",
            "550 Unrouteable address",
            "550 unknown user",
            "550 User unknown",
            "550 5.0.0 <a@example.com>... User unknown",
            "550 Invalid server token",
            "550 Invalid route token",
            "550 Route does not accept incoming messages",
            "535 Mail server has been suspended",
            "552 1 Requested mail action aborted, mailbox not found",
            "521 mail.example.com does not accept mail",
            "551 User not local",
            "553 Mailbox name not allowed",
            "556 5.1.10 Recipient address has null MX",
            "556 Domain does not accept mail",
        ],
    ),
    (
        MailboxFull,
        &[
            "452-4.2.2 The recipient's inbox is out of storage space. Please direct the",
            "552 5.2.2 <a@example.com>: user is over quota",
            "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException",
            "552 Requested mail action aborted: exceeded storage allocation",
        ],
    ),
    (
        PolicyOrReputation,
        &[
            "450 4.2.0 <a@example.com>: Recipient address rejected: Greylisted, see http://postgrey.example",
            "450-4.2.1 The user you are trying to contact is receiving mail too quickly.",
            "450-4.2.1 The user you are trying to contact is receiving mail at a rate that",
            "550 5.4.5 Daily sending quota exceeded. - gsmtp",
            "452-4.5.3 Your message has too many recipients.",
            "550-5.7.1 [192.0.2.1      12] Our system has detected that this message is\n550-5.7.1 likely unsolicited mail.",
            "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume",
            "421 4.3.2 Connection rate limit exceeded.",
            "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail",
            "554 5.7.9 Message not accepted for policy reasons.",
            "550 5.7.606 Access denied, banned sending IP [192.0.2.1].",
            "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent.",
            "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
            "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)",
            "could not get 3xx (550: 550 5.7.1 Message refused\n)",
            "451 Greylisting in action, please come back later",
            "550 rejected because 192.0.2.1 is in a black list at zen.spamhaus.org",
            "554 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
            "550 Administrative prohibition",
            "450 User is receiving mail too quickly",
        ],
    ),
    (
        Content,
        &[
            "552-5.7.0 This message was blocked because its content presents a potential\n552 5.7.0 security issue.",
            "554 5.7.0 Reject, id=12345-01 - INFECTED: Eicar-Test-Signature",
            "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient",
            "552-5.3.4 Your message exceeded Google's message size limits.",
            "552 sorry, that message size exceeds my databytes limit (#5.3.4)",
            "554 5.6.0 Reject, id=12345-01 - BAD-HEADER-8",
            "550 5.7.16 Message is too big for the specified priority",
            "552 message size exceeds fixed maximum message size",
            "552 Message too large (maximum size 14MB)",
        ],
    ),
    (
        SenderOrConfiguration,
        &[
            "421-4.7.0 TLS required for RCPT domain, closing connection.",
            "554 5.7.1 <a@example.com>: Relay access denied",
            "454 4.7.1 <a@example.com>: Relay access denied",
            "550 5.7.1 <a@example.com>... Relaying denied",
            "550 5.7.1 Unable to relay for a@example.com",
            "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
            "501 5.1.7 Bad sender address syntax",
            "553 5.1.8 <a@example.com>... Domain of sender address a@example.com does not exist",
            "550 5.3.3 Unrecognized parameter",
            "503 5.5.1 Error: need MAIL command",
            "555 syntax error (#5.5.4)",
            "550 5.7.4 Unrecognized authentication type",
            "535 5.7.8 Username and Password not accepted",
            "534 5.7.9 Application-specific password required",
            "530 5.7.10 Encryption needed",
            "550 5.7.14 Trust relationship required",
            "550 5.7.20 No passing DKIM signature found",
            "550-5.7.26 This mail has been blocked because the sender is unauthenticated.",
            "550 5.7.27 Sender address has null MX",
            "550-5.7.30 This mail has been blocked because DKIM does not pass.",
            "421-4.7.32 Your email has been rate limited because the From: header isn't aligned",
            "421-4.7.40 Your email has been rate limited because the domain has no DMARC record",
            "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
            "530 5.7.57 Client not authenticated to send mail.",
            "550 5.7.64 TenantAttribution; Relay Access Denied",
            "550 5.7.509: Access denied, sending domain example.com does not pass DMARC verification",
            "550 5.7.515 Access denied, sending domain example.com does not meet the required level",
            "550 relay not permitted",
            "554 <a@example.com>: Relay access denied",
            "553 Sorry, that domain isn't in my list of allowed rcpthosts.",
            "432 A password transition is needed",
            "455 Unable to accommodate parameters",
            "501 Syntax error in parameters",
            "523 Encryption needed",
            "525 Account disabled",
            "530 Authentication required",
            "535 Invalid credential",
            "538 Encryption required",
            "555 Parameters not recognized",
        ],
    ),
    (
        Network,
        &[
            "421 4.7.0 Temporary System Problem. Try again later - gsmtp",
            "454 4.7.0 TLS not available due to local problem",
            "452 4.3.1 Insufficient system storage",
            "451 4.4.2 Timeout - closing connection.",
            "554 too many hops, this message is looping (#5.4.6)",
            "451 qq temporary problem (#4.3.0)",
            "550 Loop detected",
            "421 Service not available, closing transmission channel",
            "451 Temporary local problem - please try later",
            "451 Resources temporarily unavailable. Please try again later [#4.16.1].",
            "454 TLS not available",
        ],
    ),
    (
        Unknown,
        &[
            "250 2.0.0 OK",
            "250 2.2.2 not a failure",
            "354 go ahead",
            "450 Mailbox unavailable",
            "550 No",
            "550 5.0.0 No",
            "554 No SMTP service here",
            "599 5.8.1 Of no known subject",
        ],
    ),
];

#[test]
fn replies() {
    let mut wrong = Vec::new();
    for &(kind, outputs) in REPLIES {
        for &output in outputs {
            let why = classify(output, None);
            if why.kind != kind {
                wrong.push(format!("{kind:?}: {output:?}: {why}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reasons() {
    let check = |output: &str, details: Option<&str>, shown: &str, certainty: Certainty| {
        let why = classify(output, details);
        assert_eq!((&*why.to_string(), why.certainty), (shown, certainty));
    };
    check(
        "550 5.1.1 No such user",
        None,
        "Recipient: unknown-recipient (no such … user)",
        Certainty::High,
    );
    check("552 5.2.2 x", None, "MailboxFull: full-by-status (5.2.2)", Certainty::Medium);
    check("421 x", None, "Network: network-by-code (421)", Certainty::Low);
    check("550 x", None, "Unknown: none", Certainty::Low);
    check(
        "",
        Some("Server is in development mode."),
        "Postal: postal-details (Server is in development mode.)",
        Certainty::High,
    );
    check(
        "x",
        Some("Received a 503 from https://example.com"),
        "Network: http-status (503)",
        Certainty::High,
    );
    assert_eq!(Classification::of_reply(&SmtpReply::parse("250 OK").unwrap()).kind, Unknown);
}
