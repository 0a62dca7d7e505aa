//! Topics of weak evidence: words that stand beside other reasons too, statuses that servers
//! misuse, and bare codes.
//!
//! X.1.0, X.1.1, X.2.0, X.2.1, X.4.1, X.5.0 and X.7.1 are used for whatever comes to mind. Those of
//! the recipient decide only with words that agree, and if no word speaks of something else. The
//! codes 450 to 452, 521 and 550 to 556 but for 555 decide nothing.

use super::{PERMANENT, Topic, codes, phrases, statuses};
use crate::delivery::Certainty::Low;
use crate::delivery::FailureKind::{
    Content, Network, PolicyOrReputation, Recipient, SenderOrConfiguration, Unknown,
};

#[rustfmt::skip]
pub(super) static TOPICS: &[Topic] = &[
    Topic { name: "authentication-words", kind: SenderOrConfiguration, certainty: Low, rules: &[
        phrases("by the names of the methods and commands", &["spf", "dkim", "dmarc", "unauthenticated", "starttls"]),
        phrases("AOL postmaster, error codes", &["dns nr", "dnsnr"]),
    ] },
    Topic { name: "policy-words", kind: PolicyOrReputation, certainty: Low, rules: &[
        phrases("words of refusals by a rule", &[
            "blocked", "banned", "ban", "blocking", "rate", "rates", "frequency", "volume", "listed", "score", "scored", "dynamic", "ip address", "your host", "your server", "your network", "sending ip", "connecting ip", "country",
            "message refused", "mail refused", "message rejected", "mail rejected", "email rejected", "message has been rejected", "mail has been rejected", "restricted", "restriction", "restrictions", "access denied", "filtered", "message not allowed", "untrusted", "deferred", "not allowed to connect", "refused", "refuse", "max message", "max messages", "ipv6", "temporarily denied", "temporarily rejected", "temporarily blocked", "temporarily refused", "temporarily not accepted",
        ]),
        phrases("AOL postmaster, error codes", &["rly", "rtr", "hvu", "dyn"]),
    ] },
    Topic { name: "sender-words", kind: SenderOrConfiguration, certainty: Low, rules: &[
        phrases("words about the sender", &["sender", "senders", "relay", "mismatch", "mismatches"]),
    ] },
    Topic { name: "content-words", kind: Content, certainty: Low, rules: &[
        phrases("words of refusals by what is in the message", &["header", "headers", "rfc 2822", "rfc 822", "rfc 5322", "rfc2822", "rfc822", "rfc5322", "mime", "encoding", "charset", "character set", "too large", "too big", "too long", "url", "urls", "links"]),
    ] },
    Topic { name: "network-words", kind: Network, certainty: Low, rules: &[
        phrases("words of servers in trouble", &["busy", "queue", "database", "backend", "ldap", "unreachable", "offline", "callout", "name server", "temporarily unavailable", "temporary"]).with_codes(&[421, 430, 431, 432, 450, 451, 452, 454]),
    ] },
    Topic { name: "not-recipient-by-weak-status", kind: Unknown, certainty: Low, rules: &[
        phrases("words about something else, beside a status that is misused", &[
            "message", "messages", "connection", "connections", "temporary", "temporarily", "later", "denied", "refer", "http", "https", "server",
        ]).with_statuses(&[(1, 0, 1), (2, 0, 1), (4, 1, 1), (5, 0, 0)]),
    ] },
    Topic { name: "recipient-by-weak-status", kind: Recipient, certainty: Low, rules: &[
        phrases("RFC 3463, X.1.0 and X.1.1, with words that agree", &[
            "recipient", "mailbox", "user", "account", "address", "addressee", "alias", "mbox",
        ]).with_statuses(&[(1, 0, 1)]).with_codes(PERMANENT),
        phrases("RFC 3463, X.2.0 and X.2.1, with words that agree", &["disabled", "inactive", "suspended", "closed"]).with_statuses(&[(2, 0, 1)]).with_codes(PERMANENT),
    ] },
    Topic { name: "policy-by-status", kind: PolicyOrReputation, certainty: Low, rules: &[
        statuses("RFC 3463, X.7: security or policy", &[(7, 0, 999)]),
    ] },
    Topic { name: "protocol-words", kind: SenderOrConfiguration, certainty: Low, rules: &[
        phrases("RFC 5321, section 4.2.2; Postfix smtpd; Exim", &[
            "syntax error", "unrecognized command", "command unrecognized", "unknown command", "out of order", "need rcpt", "need mail", "unrecognized parameter", "not implemented", "protocol error", "bad command", "invalid command", "improper command",
        ]),
    ] },
    Topic { name: "network-by-code", kind: Network, certainty: Low, rules: &[
        codes("RFC 5321, section 4.2.3: service not available", &[421]),
        codes("RFC 4954, section 6, and RFC 3207, section 4: AUTH or TLS out of order", &[454]),
    ] },
    Topic { name: "protocol-by-code", kind: SenderOrConfiguration, certainty: Low, rules: &[
        codes("RFC 5321, section 4.2.3: syntax and sequence of commands, parameters", &[455, 500, 501, 502, 503, 504, 555]),
        codes("RFC 4954, section 6: authentication", &[432, 535]),
        codes("RFC 5248: encryption needed", &[523]),
    ] },
];
