//! Every phrase, status and code of the rules decides; every Postal text has its kind.

use proptest::prelude::*;

use super::FailureKind::{
    self, Content, MailboxFull, Network, PolicyOrReputation, Postal, Recipient,
    SenderOrConfiguration, Unknown,
};
use super::rules::{Rule, Topic};
use super::{Certainty, Classification, SmtpReply, classify, postal, rules};

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

/// A reply for a rule: a code and a status that it allows, and the text.
fn reply(rule: &Rule, text: &str) -> String {
    let code = rule.codes.first().copied().unwrap_or(550);
    match rule.statuses.first() {
        Some((subject, detail, _)) => format!("{code} {}.{subject}.{detail} {text}", code / 100),
        None => format!("{code} {text}"),
    }
}

fn rules() -> impl Iterator<Item = (&'static Topic, &'static Rule)> {
    rules::topics().flat_map(|topic| topic.rules.iter().map(move |rule| (topic, rule)))
}

/// No phrase is dead: alone, with other words in its gaps, it decides, and without them its topic
/// does.
#[test]
fn every_phrase_decides() {
    let mut dead = Vec::new();
    for (topic, rule) in rules().filter(|(topic, _)| topic.kind != Unknown) {
        for phrase in rule.phrases {
            for text in [phrase.replace(" … ", " "), phrase.replace('…', "xx xx")] {
                let output = reply(rule, &text.to_uppercase());
                let why = classify(&output, None);
                let gap_is_open = text.contains("xx") || !phrase.contains('…');
                if why.rule != topic.name || (gap_is_open && why.phrase != Some(phrase)) {
                    dead.push(format!("{}: {phrase} ({why})", topic.name));
                }
            }
        }
    }
    assert!(dead.is_empty(), "another phrase decides instead:\n{}", dead.join("\n"));
}

#[test]
fn every_status_and_code_decides() {
    for (topic, rule) in rules().filter(|(_, rule)| rule.phrases.is_empty()) {
        for (subject, first, last) in rule.statuses {
            for detail in [first, last] {
                let code = rule.codes.first().copied().unwrap_or(550);
                let why = classify(&format!("{code} {}.{subject}.{detail} x", code / 100), None);
                let earlier = rules::topics().take_while(|other| other.name != topic.name);
                assert!(
                    why.rule == topic.name
                        || earlier.into_iter().any(|other| other.name == why.rule),
                    "{why}"
                );
            }
        }
        let why = classify(&reply(rule, "x"), None);
        assert_eq!(why.rule, topic.name, "{}", reply(rule, "x"));
        for code in rule.codes.iter().filter(|_| rule.statuses.is_empty()) {
            let why = classify(&format!("{code} x"), None);
            assert_eq!((why.rule, why.code), (topic.name, Some(i32::from(*code))));
        }
    }
}

/// What the rules promise of `Recipient`: words about something else take it away.
#[test]
fn recipient_needs_that_nothing_speaks_against_it() {
    let against: Vec<_> = rules()
        .take_while(|(topic, _)| topic.name != "unknown-recipient")
        .filter(|(topic, rule)| {
            topic.kind != Recipient && rule.codes.is_empty() && rule.statuses.is_empty()
        })
        .flat_map(|(_, rule)| rule.phrases)
        .collect();
    assert!(against.len() > 300);
    let (_, recipients) = REPLIES[0];
    for output in
        recipients.iter().filter(|output| classify(output, None).rule != "recipient-of-one-server")
    {
        for phrase in &against {
            let more = format!("{output}; {}", phrase.replace('…', ""));
            assert_ne!(classify(&more, None).kind, Recipient, "{more}");
        }
    }
    // Beside a status that is misused, other words are enough.
    assert_eq!(classify("550 5.1.1 recipient", None).kind, Recipient);
    assert_eq!(classify("550 5.1.1 message to recipient", None).kind, Unknown);
}

#[test]
fn names_and_sources_of_rules() {
    let mut names: Vec<_> = rules::topics().map(|topic| topic.name).collect();
    assert!(rules().all(|(_, rule)| !rule.source.is_empty()));
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "each topic has a name of its own");
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

/// As Postal 3.3.6 writes them.
#[test]
fn details() {
    let texts = [
        "Mail server has been suspended. No e-mails can be processed at present. Contact support for assistance.",
        "Maximum number of delivery attempts (18) has been reached. Added a@example.com to suppression list because delivery has failed 18 times.",
        "Raw message has been removed. Cannot send message.",
        "Scope other is not valid",
        "Server is in development mode.",
        "Message's domain no longer exist",
        "Message doesn't have an RCPT to",
        "Credential is configured to hold all messages authenticated by it.",
        "Recipient (a@example.com) is on the suppression list (reason: too many hard fails)",
        "Message is likely spam. Threshold is 5.0 and the message scored 7.1.",
        "Message held because send limit (100) has been reached.",
        "This message was a bounce but we couldn't link it with any outgoing message and there was no route for it.",
        "Message's spam score is higher than the failure threshold for this server. Threshold is currently 20.",
        "Message does not have a route and/or endpoint available for delivery.",
        "Message placed into quarantine.",
        "Message is spam and the route specifies it should be failed.",
        "Message has been accepted but not sent to any endpoints.",
        "Message has been bounced because the route asks for this. See message <msg:12>",
        "Invalid endpoint for route.",
    ];
    for text in texts {
        assert_eq!(FailureKind::classify("", Some(text)), Postal, "{text}");
    }
    let rules = postal::DETAILS.iter().filter(|(_, kind)| *kind == Postal);
    for (start, _) in rules {
        let holds = |text: &&&str| text.starts_with(start);
        assert_eq!(texts.iter().filter(holds).count(), 1, "{start}");
    }
}

#[test]
fn network_errors() {
    let refused = "No SMTP servers were available for example.com. Tried mx.example.com.";
    let temporary = "Temporary SMTP delivery error when sending to 192.0.2.1:25 (mx.example.com)";
    let broken = "An error occurred while sending the message to 192.0.2.1:25 (mx.example.com)";
    let permanent = "Permanent SMTP delivery error when sending to 192.0.2.1:25 (mx.example.com)";
    for (details, output, kind) in [
        (refused, "Connection refused - connect(2)", Network),
        (refused, "", Network),
        // A server that answers before the mail is named: its reply counts, if it says anything.
        (refused, "554 5.7.1 Your address is blocked\n", PolicyOrReputation),
        (refused, "554 No SMTP service here\n, execution expired", Network),
        (temporary, "Net::ReadTimeout with #<TCPSocket:(closed)>", Network),
        (temporary, "450 Mailbox unavailable", Unknown),
        (temporary, "452 4.2.2 Over quota", MailboxFull),
        (temporary, "could not get 3xx (200: 200 dummy reply code)", Network),
        (broken, "end of file reached", Network),
        (permanent, "550 No", Unknown),
        ("Message for a@example.com accepted by 192.0.2.1:25", "250 OK", Unknown),
        ("", "end of file reached", Unknown),
    ] {
        assert_eq!(FailureKind::classify(output, Some(details)), kind, "{output}");
    }
}

#[test]
fn http_endpoints() {
    for (status, output, kind) in [
        ("-1", "Timed out after 5s", Network),
        ("-2", "Connection refused", Network),
        ("-3", "Invalid SSL certificate", Network),
        ("200", "550 5.1.1 not a reply", Unknown),
        ("302", "", SenderOrConfiguration),
        ("404", "404 page not found", SenderOrConfiguration),
        ("413", "", Content),
        ("429", "452 4.2.2 not a reply", PolicyOrReputation),
        ("503", "503 Service Unavailable", Network),
        ("600", "", Unknown),
    ] {
        let details = format!("Received a {status} from https://example.com/mail");
        assert_eq!(FailureKind::classify(output, Some(&details)), kind, "{details}");
    }
    let odd = Some("Received a postcard from https://example.com");
    assert_eq!(FailureKind::classify("550 No such user", odd), Recipient);
}

proptest! {
    /// Any two strings have a kind, whose reason names nothing but the rule's own words.
    #[test]
    fn total(output in any_output(), details in any_details()) {
        let why = classify(&output, Some(&details));
        prop_assert_eq!(why.rule == "none", why.source.is_empty());
        prop_assert!(why.rule != "none" || why.kind == Unknown);
    }

    /// Servers break their lines anywhere and write in capitals: the kind stays.
    #[test]
    fn lines_and_case_do_not_matter(output in any_reply(), breaks in prop::collection::vec(any::<bool>(), 40)) {
        let whole = classify(&output, None);
        prop_assert_eq!(classify(&output.to_ascii_uppercase(), None), whole);
        let (code, text) = output.split_at(3);
        let words: Vec<_> = text.split_ascii_whitespace().collect();
        let mut lines = vec![String::new()];
        for (word, is_end) in words.iter().zip(breaks) {
            let line = lines.last_mut().expect("there is a line");
            *line += " ";
            *line += word;
            if is_end {
                lines.push(String::new());
            }
        }
        let end = lines.len() - 1;
        let line = |(at, line): (usize, &String)| {
            format!("{code}{}{}", if at < end { "-" } else { " " }, line.trim_start())
        };
        let broken: Vec<_> = lines.iter().enumerate().map(line).collect();
        let broken = broken.join("\n");
        prop_assert_eq!(classify(&broken, None), whole, "{}", broken);
    }
}

fn any_reply() -> impl Strategy<Value = String> {
    let lines = REPLIES.iter().flat_map(|(_, outputs)| *outputs);
    let lines: Vec<_> = lines.filter(|output| !output.contains(['\n', '('])).collect();
    prop::sample::select(lines).prop_map(|output| (*output).to_owned())
}

fn any_output() -> impl Strategy<Value = String> {
    prop_oneof![
        any_reply(),
        "(?s:.*)",
        "[2-5][0-9]{2}[ -]([245]\\.[0-9]{1,2}\\.[0-9]{1,3})?\\PC{0,200}(\n[2-5][0-9]{2}[ -]\\PC{0,80}){0,4}",
    ]
}

fn any_details() -> impl Strategy<Value = String> {
    let known: Vec<_> = postal::DETAILS
        .iter()
        .chain(postal::DETAILS_WITHOUT_REPLY)
        .map(|(start, _)| *start)
        .chain(["", "Received a 503 from ", "Received a -1 from "])
        .collect();
    (prop::sample::select(known), "\\PC{0,300}").prop_map(|(start, rest)| start.to_owned() + &rest)
}
