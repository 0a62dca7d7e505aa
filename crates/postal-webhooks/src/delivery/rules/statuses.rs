//! Topics of statuses that servers use as they are defined.

use super::{PERMANENT, Topic, codes, statuses};
use crate::delivery::Certainty::Medium;
use crate::delivery::FailureKind::{
    Content, MailboxFull, Network, PolicyOrReputation, Recipient, SenderOrConfiguration,
};

/// Statuses about something else than the recipient: they come before the phrases about it.
#[rustfmt::skip]
pub(super) static NOT_RECIPIENT: &[Topic] = &[
    Topic { name: "full-by-status", kind: MailboxFull, certainty: Medium, rules: &[
        statuses("RFC 3463, X.2.2: mailbox full", &[(2, 2, 2)]),
    ] },
    Topic { name: "content-by-status", kind: Content, certainty: Medium, rules: &[
        statuses("RFC 3463, X.2.3: message length exceeds administrative limit", &[(2, 3, 3)]),
        statuses("RFC 3463, X.3.4: message too big for system", &[(3, 4, 4)]),
        statuses("RFC 3463, X.6: content or media", &[(6, 0, 6), (6, 11, 999)]),
        statuses("RFC 6710: message too big for its priority", &[(7, 16, 16)]),
    ] },
    Topic { name: "limit-by-status", kind: PolicyOrReputation, certainty: Medium, rules: &[
        statuses("Exchange Online: over a limit of the recipient or the sender", &[(2, 121, 122)]),
        statuses("RFC 3463, X.5.3: too many recipients; Postal sends one, so a limit over several mails", &[(5, 3, 3)]),
        statuses("Gmail, \"SMTP errors and codes\": an unusual rate of unsolicited mail", &[(7, 28, 28)]),
    ] },
    Topic { name: "sender-by-status", kind: SenderOrConfiguration, certainty: Medium, rules: &[
        statuses("RFC 3463, X.1.7 and X.1.8: bad sender's address", &[(1, 7, 8)]),
        statuses("RFC 6531: the address or the message is not ASCII", &[(6, 7, 10)]),
        statuses("RFC 3463, X.7.4 to X.7.6: security features, cryptography", &[(7, 4, 6)]),
        statuses("RFC 4954 and RFC 5248: credentials, encryption, trust", &[(7, 8, 8), (7, 10, 14)]),
        statuses("RFC 7372: DKIM, SPF, reverse DNS", &[(7, 20, 26)]),
        statuses("RFC 7505: sender's address has null MX; Gmail: SPF", &[(7, 27, 27)]),
        statuses("RFC 8617 and RFC 8689; Gmail: TLS, DKIM", &[(7, 29, 30)]),
        statuses("Gmail, \"Email sender guidelines\": DMARC", &[(7, 31, 32), (7, 40, 40)]),
        statuses("Exchange Server and Exchange Online: relay, client not authenticated, send as", &[(7, 54, 54), (7, 57, 57), (7, 60, 61), (7, 64, 64)]),
        codes("RFC 4954 and RFC 5248: the account that logs in", &[525, 530, 534, 538]),
        statuses("Exchange Online: DMARC; Outlook.com: authentication level not met", &[(7, 509, 509), (7, 515, 515)]),
    ] },
];

/// Statuses that come after the phrases about the recipient.
#[rustfmt::skip]
pub(super) static OTHERS: &[Topic] = &[
    Topic { name: "recipient-by-status", kind: Recipient, certainty: Medium, rules: &[
        statuses("RFC 3463, X.1.2, X.1.3, X.1.4 and X.1.6: bad destination, ambiguous, moved", &[(1, 2, 4), (1, 6, 6)]).with_codes(PERMANENT),
        statuses("RFC 7505: null MX; Exchange Online: recipient not found", &[(1, 10, 10)]).with_codes(PERMANENT),
        statuses("RFC 7293: mailbox or domain has a new owner", &[(7, 17, 18)]).with_codes(PERMANENT),
    ] },
    Topic { name: "network-by-status", kind: Network, certainty: Medium, rules: &[
        statuses("RFC 4954, section 6, and RFC 3207, section 4: AUTH or TLS out of order", &[(7, 0, 0)]).with_codes(&[454]),
        statuses("RFC 3463, X.3: mail system full, not accepting messages, wrong configuration", &[(3, 1, 2), (3, 5, 5)]),
        statuses("RFC 3463, X.3.0, where another try is wanted", &[(3, 0, 0)]).with_codes(&[421, 450, 451, 452]),
        statuses("RFC 3463, X.4.1, where another try is wanted: no answer from host", &[(4, 0, 1)]).with_codes(&[421, 441, 442, 450, 451, 452]),
        statuses("RFC 3463, X.4: network and routing", &[(4, 2, 7), (4, 300, 317)]),
    ] },
    Topic { name: "protocol-by-status", kind: SenderOrConfiguration, certainty: Medium, rules: &[
        statuses("RFC 3463, X.3.3: system not capable of selected features", &[(3, 3, 3)]),
        statuses("RFC 3463, X.5: mail delivery protocol", &[(5, 1, 2), (5, 4, 6)]),
    ] },
];
