//! Tests of the texts that Postal writes into `details`.

use crate::delivery::FailureKind::{
    self, Content, MailboxFull, Network, PolicyOrReputation, Postal, Recipient,
    SenderOrConfiguration, Unknown,
};
use crate::delivery::tables::DETAILS;

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
    let rules = DETAILS.iter().filter(|(_, kind)| *kind == Postal);
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
