//! Topics of phrases about this mail, its sender, a limit, or the state of the server.
//!
//! They come before the phrases about the recipient: a reply that has both does not say that the
//! recipient is unknown. A phrase is here if it has one meaning wherever it stands; single words
//! that occur beside other reasons are in `weak`.

use super::{Topic, phrases};
use crate::delivery::Certainty::High;
use crate::delivery::FailureKind::{
    Content, MailboxFull, Network, PolicyOrReputation, SenderOrConfiguration,
};

#[rustfmt::skip]
pub(super) static TOPICS: &[Topic] = &[
    Topic { name: "sender-verification", kind: SenderOrConfiguration, certainty: High, rules: &[
        phrases("Exim, sender verification; Postfix smtpd, reject_unverified_sender and reject_unknown_sender_domain", &[
            "sender verify failed", "sender verify fail", "sender address rejected unverified", "sender address rejected undeliverable", "sender address rejected domain not found", "sender address rejected user unknown", "sender address rejected unknown", "return email domain is invalid", "unresolvable rfc 5321 from",
        ]),
    ] },
    Topic { name: "protocol", kind: SenderOrConfiguration, certainty: High, rules: &[
        phrases("Gmail, \"SMTP errors and codes\"; Postfix smtpd; Exim", &["multiple destination domains", "pipelining", "synchronization error", "bad sequence", "protocol violation"]),
    ] },
    Topic { name: "too-many-stored", kind: MailboxFull, certainty: High, rules: &[
        phrases("servers that limit the number of messages in a mailbox", &["messages on the server", "mailbox … too many messages", "too many messages in … mailbox", "messages in the mailbox"]),
    ] },
    Topic { name: "loop", kind: Network, certainty: High, rules: &[
        phrases("RFC 3463, X.4.6; Postfix, Sendmail, qmail, Exim", &[
            "too many hops", "mail loop", "mail loops", "loop detected", "loops back", "is looping", "looping", "routing loop",
            "forwarding loop", "too many received", "hop count",
        ]),
    ] },
    Topic { name: "scanner", kind: Network, certainty: High, rules: &[
        phrases("milters and content filters that are out of order: amavisd-new, clamav-milter, Haraka", &[
            "unable to scan", "could not scan", "cannot scan", "scanner … unavailable", "scanner failure", "scanner error", "filters temporarily unavailable",
            "content scanner malfunction", "virus scanner … not", "scanning … failed", "scan failed", "filter … unavailable",
        ]),
    ] },
    Topic { name: "greylisting", kind: PolicyOrReputation, certainty: High, rules: &[
        phrases("RFC 6647; postgrey, milter-greylist, rspamd, Haraka", &[
            "greylist", "greylisted", "greylisting", "graylist", "graylisted", "graylisting", "grey listed", "gray listed",
            "grey listing", "gray listing",
        ]),
    ] },
    Topic { name: "relay", kind: SenderOrConfiguration, certainty: High, rules: &[
        phrases("Postfix smtpd; Sendmail; Exim, example configuration; Yahoo Sender Hub", &[
            "relay access denied", "relaying denied", "relay denied", "relay not permitted", "relay is not permitted",
            "relay not allowed", "relay prohibited", "relaying not permitted",
            "relaying is not permitted", "relaying not allowed", "relaying disallowed", "relaying is not allowed",
            "not permitted to relay", "not allowed to relay", "not authorized to relay", "not authorised to relay",
            "not a relay", "no relaying", "do not relay", "does not relay", "dont relay", "doesnt relay", "cannot relay",
            "cant relay", "will not relay", "wont relay", "relay … rejected", "relay … refused", "refused to relay",
            "not an open relay", "relaying to … denied", "relaying … prohibited", "relaying … not authorized",
            "relay attempt", "configured to relay", "relay mail", "for relay",
        ]),
        phrases("Exchange Server and Exchange Online, non-delivery reports", &["unable to relay", "tenantattribution"]),
        phrases("qmail-smtpd and its kin", &["allowed rcpthosts"]),
    ] },
    Topic { name: "malformed", kind: Content, certainty: High, rules: &[
        phrases("RFC 5321 and RFC 5322, by what they forbid; Postfix cleanup; Gmail; Yahoo; amavisd-new", &[
            "bare lf", "bare lfs", "bare linefeeds", "bare linefeed", "barelinefeedsareillegal", "bare newline", "bare cr", "stray newline", "smtplf", "line too long", "lines too long", "line length", "line is too long",
            "rfc compliant", "rfc … compliant", "compliant with rfc", "comply with rfc", "not rfc", "non rfc", "violates rfc", "rfc violation", "missing headers", "missing from", "missing a from", "no from header", "from header … missing", "missing message id", "message id header", "duplicate header", "duplicate headers", "multiple from", "header syntax", "invalid header", "invalid headers", "bad header", "malformed header", "headers … not", "header … missing", "missing … header",
            "malformed", "improperly formatted", "not properly formatted", "null byte", "nul characters", "mime error", "mime structure", "8bit data", "8 bit data", "failed to parse message", "parse message", "unable to parse", "empty subject", "missing subject", "no subject", "without subject", "header size",
        ]),
    ] },
    Topic { name: "sender-authentication", kind: SenderOrConfiguration, certainty: High, rules: &[
        phrases("RFC 7208, RFC 6376 and RFC 7489; Gmail, Exchange Online, Comcast, GoDaddy, pypolicyd-spf, OpenDMARC", &[
            "spf … fail", "spf … failed", "spf … fails", "spf … failure", "spf … hardfail", "spf … softfail", "spf … permerror", "spf … temperror", "spf … not pass", "spf … error", "spf … reject",
            "spf … rejected", "spf … denied", "spf … unauthorized", "spf … not authorized", "spf record", "spf records", "spf settings", "spf check", "spf checks",
            "spf validation", "spf authentication", "spf … pass", "spf policy", "spf … prohibited", "fail … spf", "failed … spf", "fails … spf", "failing spf", "failure … spf", "violates … spf", "no spf", "pass spf", "passing spf", "due to spf", "by spf", "per … spf", "spf … mechanism", "spf mfrom", "sender policy framework",
            "dmarc … fail", "dmarc … failed", "dmarc … fails", "dmarc policy", "dmarc … reject", "dmarc … rejected", "dmarc … not pass", "dmarc check", "dmarc checks", "dmarc validation", "dmarc verification", "dmarc evaluation", "dmarc record", "dmarc … violation", "fail … dmarc", "failed … dmarc", "fails … dmarc", "failure … dmarc", "violates … dmarc", "not pass dmarc", "pass dmarc", "due to dmarc", "by dmarc", "per dmarc", "dmarc domain", "no dmarc", "purported responsible",
            "dkim … fail", "dkim … failed", "dkim … fails", "dkim … invalid", "dkim … not pass", "dkim signature", "dkim signatures", "dkim check", "dkim verification", "dkim validation", "fail … dkim", "failed … dkim", "failure … dkim", "no dkim", "bad dkim", "pass dkim", "dkim … not verified", "dkim … did not", "domainkeys",
            "message is unauthenticated", "sender is unauthenticated", "unauthenticated email from", "unauthenticated mail from", "unauthenticated sender", "unauthenticated message", "authentication checks", "authentication level", "email authentication", "isnt aligned", "is not aligned", "not aligned", "authentication information", "not allowed to send mail from", "not allowed to send email from", "allow sending mails from", "failed sender authentication", "arc … fail",
        ]),
        phrases("Postfix smtpd, reject_unknown_client_hostname; Gmail; Comcast; RFC 7372 for the check", &[
            "reverse dns", "rdns", "ptr", "reverse hostname", "reverse client hostname", "reverse lookup",
            "reverse name", "reverse address", "reverse mapping", "reverse resolution", "reverse record", "reverse entry",
            "cannot find your hostname", "cannot find your reverse hostname", "find your hostname", "fcrdns", "forward confirmed", "valid sender domain", "no dns name", "dns mismatch", "address lookup failed for", "ip name lookup", "no hostname", "hostname … does not match", "without … hostname",
        ]),
        phrases("RFC 5321, section 4.1.4; Postfix smtpd; Exim", &[
            "helo command", "helo … rejected", "helo … invalid", "helo … not", "helo … host", "helo … hostname", "helo … name", "helo … domain", "helo … required", "helo … syntax", "helo … mismatch", "bad helo", "invalid helo", "forged helo", "helo … forged", "helo first", "in helo", "your helo", "helo fqdn", "send helo", "polite", "ehlo … invalid", "ehlo … not", "ehlo … rejected", "bad ehlo", "invalid ehlo", "helo … literal", "ehlo … literal",
            "ehlo … hostname", "ehlo … domain", "ehlo … required", "ehlo first", "fully qualified hostname", "fully qualified domain name", "fqdn",
        ]),
        phrases("RFC 3207; RFC 8689; Gmail; Postfix", &[
            "starttls command first", "issue a starttls", "tls required", "requires tls", "tls is required",
            "require tls", "requiretls", "encryption required", "encryption needed", "encryption is required",
            "encrypted connection", "secure connection", "without tls", "over tls", "tls … mandatory", "starttls is required", "starttls required",
        ]),
    ] },
    Topic { name: "login", kind: SenderOrConfiguration, certainty: High, rules: &[
        phrases("RFC 4954, section 6; Exchange Server; Gmail", &[
            "authentication required", "authentication is required", "authentication needed", "must authenticate",
            "authenticate first", "requires authentication", "require authentication", "please authenticate",
            "not authenticated", "wasnt authenticated", "smtp auth", "auth required", "need to authenticate", "authentication failed",
            "authentication failure", "authentication unsuccessful", "authentication credentials", "credentials invalid", "invalid credential", "invalid credentials",
            "username and password", "application specific password", "log in first", "login first", "not logged in", "log in with",
            "authentication mechanism", "authentication type", "auth mechanism", "authentication is disabled", "auth domain", "smtp authentication", "failed to authenticate", "auth failed", "identity changes", "fail authentication",
        ]),
    ] },
    Topic { name: "block-list", kind: PolicyOrReputation, certainty: High, rules: &[
        phrases("the operators of the lists, by name", &[
            "spamhaus", "spamcop", "barracudacentral", "barracuda reputation", "sorbs", "uceprotect", "abuseat", "cbl",
            "rbl", "rblmx", "dnsbl", "dbl", "sbl", "xbl", "pbl", "surbl", "uribl", "invaluement", "senderscore", "senderbase",
            "mailspike", "spamrl", "csi", "rblsmtpd", "cloudmark", "nixspam", "psbl", "wpbl", "backscatterer",
            "proofpoint dynamic reputation", "ipreputation", "abusix",
        ]),
        phrases("Postfix, default_rbl_reply; Exim, example configuration; Sendmail, enhdnsbl; qmail, badmailfrom; Exchange Online", &[
            "blacklist", "blacklisted", "blacklisting", "blacklists", "black list", "black listed", "black lists",
            "blocklist", "blocklisted", "blocklists", "block list", "block listed", "block lists", "denylist",
            "deny list", "denylisted", "blocked using", "badmailfrom", "is listed", "are listed", "was found in", "listed in … list",
            "listed by", "listed at", "listed on", "on our list", "whitelist", "whitelisted", "allowlist", "allow list", "allowed senders list", "safe list",
            "local list", "banned sending ip", "approved list", "open relay", "black ip", "invalid ip", "request removal", "removal from this list", "delisted", "delist",
        ]),
        phrases("QQ, NetEase and other servers in Chinese", &["黑名单"]),
        phrases("Orange, SFR, Free and other servers in French", &["liste noire", "listes noires"]),
        phrases("Libero and other servers in Italian", &["lista nera", "liste nere"]),
        phrases("servers in Spanish and Portuguese", &["lista negra", "listas negras"]),
    ] },
    Topic { name: "rate-limit", kind: PolicyOrReputation, certainty: High, rules: &[
        phrases("Gmail, \"SMTP errors and codes\"; Yahoo Sender Hub; Exchange Online; Postfix anvil; GoDaddy", &[
            "rate limit", "rate limits", "rate limited", "rate limiting", "ratelimit", "ratelimited", "rate exceeded", "message rate", "sending rate", "connection rate", "at a rate", "unusual rate", "rate of", "rate control", "delivery rate", "exceeded … rate",
            "throttle", "throttled", "throttling", "too quickly", "too fast", "too frequently", "too often", "too frequent", "unexpected volume",
            "unusual volume", "high volume", "volume of", "excessive", "sending limit", "sending limits", "sending quota", "submission quota", "submissionquotaexceededexception",
            "messages per", "message per", "emails per", "mails per", "mail per", "recipients per", "connections per", "per hour", "per minute", "per day", "per second", "this hour",
            "this minute", "hourly", "daily", "concurrent", "simultaneous", "connection limit", "connection limits", "max connections", "maximum connections",
            "number of messages", "number of emails", "number of connections", "number of recipients", "number of invalid", "number of concurrent", "recipient limit", "frequency limited", "frequency limit", "slow down", "maximum number of", "limit … hour", "limit … day",
        ]),
        phrases("RFC 5321, section 4.5.3.1.10; Postfix; GoDaddy; Yahoo Sender Hub", &[
            "too many", "queue quota", "too much mail from", "too much email", "too much traffic", "many invalid recipients",
        ]),
        phrases("QQ, in Chinese", &["频率", "频繁", "次数过多"]),
        phrases("Orange, SFR and other servers in French", &["trop de connexions", "trop de destinataires", "trop de messages"]),
        phrases("T-Online, GMX and other servers in German", &["zu viele"]),
        phrases("Libero and other servers in Italian", &["troppi", "troppe"]),
        phrases("servers in Spanish and Portuguese", &["demasiados", "demasiadas", "muitas conexoes", "muitas mensagens", "muitos destinatarios"]),
    ] },
    Topic { name: "virus", kind: Content, certainty: High, rules: &[
        phrases("amavisd-new; clamav-milter; Exim, content scanning", &[
            "infected", "virus", "viruses", "malware", "trojan", "malicious content", "malicious code", "malicious attachment", "eicar", "worm detected",
        ]),
    ] },
    Topic { name: "spam", kind: PolicyOrReputation, certainty: High, rules: &[
        phrases("SpamAssassin, rspamd, Gmail, Yahoo, Exchange Online, by the word itself", &[
            "spam", "spams", "spamming", "spammer", "spammers", "spammy", "antispam", "ube", "uce", "junk", "junkmail", "unsolicited",
            "bulk mail", "bulk email", "phishing", "phish", "spoofing", "spoofed", "spamassassin", "rspamd", "spamtrap", "honeypot",
        ]),
        phrases("Yahoo Sender Hub; Gmail; AT&T; Comcast", &[
            "complaint", "complaints", "abuse", "abusive", "reputation", "suspicious",
        ]),
        phrases("QQ, NetEase and other servers in Chinese", &["垃圾邮件", "反垃圾"]),
        phrases("servers in French, Italian, Spanish, Portuguese", &["pourriel", "indesirable", "indesiderata", "no deseado", "indesejado"]),
    ] },
    Topic { name: "attachment", kind: Content, certainty: High, rules: &[
        phrases("Gmail, \"File types blocked\"; amavisd-new; Exchange transport rules", &[
            "its content presents", "potential security issue", "attachment", "attachments", "attached file", "file type",
            "file types", "file extension", "banned file", "banned name", "banned content", "id … banned", "executable", "executables",
            "zip files", "zip file", "macro", "macros", "encrypted archive", "content type", "content types",
        ]),
    ] },
    Topic { name: "mailbox-full", kind: MailboxFull, certainty: High, rules: &[
        phrases("RFC 3463, X.2.2; Gmail, Exchange, Dovecot, Postfix, Courier, maildrop", &[
            "mailbox is full", "mailbox … full", "inbox is full", "inbox … full",
            "mail box … full", "mailfolder … full", "mail folder … full", "folder is full", "account is full",
            "account … full", "user is full", "user … mailbox full", "maildir … full", "quota", "overquota",
            "quotaexceeded", "mailboxfull", "out of storage", "storage space", "storage allocation", "exceeded … storage", "storage … exceeded",
            "storage limit", "storage … full", "storage capacity", "mailbox … too large", "mailbox … size limit", "mailbox … exceeded",
            "mailbox exceeds", "mailbox … over", "mailbox limit", "maximum mailbox", "overdrawn", "overdrawed", "not enough storage space", "mailbox … enough space", "account … enough space", "mailbox … enough room", "insufficient mailbox",
            "mailbox space", "exceeded … space", "space … exceeded", "disk space … user", "user … disk space", "exceeded … mailbox", "exceed … mailbox",
        ]),
        phrases("Orange, SFR, Free and other servers in French", &["pleine", "espace disque"]),
        phrases("Libero and other servers in Italian", &["casella … piena", "mailbox piena", "spazio … esaurito"]),
        phrases("T-Online, GMX and other servers in German", &["postfach … voll", "speicherplatz", "speicherlimit"]),
        phrases("Terra, UOL and other servers in Spanish and Portuguese", &[
            "buzon … lleno", "cuota", "caixa postal cheia", "caixa … cheia", "caixa postal lotada", "cota",
        ]),
        phrases("QQ, NetEase and other servers in Chinese", &["邮箱已满", "空间不足", "信箱已满", "容量不足", "超出容量"]),
        phrases("Mail.ru and Yandex, in Russian", &["переполнен"]),
    ] },
    Topic { name: "message-size", kind: Content, certainty: High, rules: &[
        phrases("RFC 1870, section 6.1; Gmail; Postfix; Exchange; qmail", &[
            "message size", "message … size limit", "size limit", "size limits", "message is too large", "message … too large", "message is too big", "message … too big", "message too long", "message is too long",
            "exceeds … size", "exceeded … size", "exceeds fixed", "databytes limit", "mail size", "mail … too large", "email … too large", "mail … too big", "too much data", "message length", "email size", "size exceeded", "maximum size", "max size", "larger than",
        ]),
        phrases("servers in other languages", &["message trop", "trop volumineux", "zu gross", "troppo grande", "demasiado grande", "muito grande", "邮件过大", "邮件大小", "超过大小"]),
    ] },
    Topic { name: "content", kind: Content, certainty: High, rules: &[
        phrases("QQ mail help; Exchange; Cisco appliances; Yahoo Sender Hub", &[
            "mail content denied", "content denied", "content reject", "content … rejected", "message content", "mail content", "content filter", "content … not accepted", "content restrictions", "content … blocked", "inappropriate content", "forbidden content",
            "prohibited content", "objectionable", "message contains", "mail contains", "email contains", "contains a url", "contains … url", "html mail", "邮件内容",
        ]),
    ] },
    Topic { name: "policy", kind: PolicyOrReputation, certainty: High, rules: &[
        phrases("Exim, a denial without a text of its own; Yahoo Sender Hub; Exim's callers", &[
            "policy", "policies", "administrative prohibition", "administratively", "prohibited by", "blocked by", "blocked for", "blocked due", "blocked because", "ip blocked", "ip is blocked",
            "ip address … blocked", "blocked ip", "has been blocked", "message blocked", "mail blocked", "email blocked", "host blocked", "client blocked", "server blocked", "connection blocked", "connections blocked", "sender blocked", "blocked sender", "sender is blocked", "you are blocked", "is blocked from", "blocked from",
            "client host rejected", "not accepted from", "connections not accepted", "not accepting connections from", "not accept connections from", "accept mail from", "accepting mail from", "accept email from", "accept messages from", "accepts mail from", "dynamic ip", "dynamic ips", "dynamic address", "dialup", "dial up", "residential", "geoip",
            "temporarily deferred", "deferred due", "permanently deferred", "messages from … werent sent", "not welcome", "your ip", "your isp", "unwanted", "security reasons", "not authorized to send to", "not allowed to send to", "traffic", "from this ip", "access from ip", "restricted … access", "connection refused from", "connections refused from", "network not allowed", "host … not allowed", "rejected by recipients", "rejected by this user", "rejected by recipient", "naruszenie zasad",
        ]),
        phrases("Exchange Online and Exchange Server, delivery restrictions", &[
            "delivery restriction", "delivery restrictions", "is restricted", "restricted to", "only accepts", "accepts only", "notauthorized", "authrequired", "challenge response", "moderated", "members only", "banned sender", "resolver rst",
        ]),
        phrases("a service that is refused to this client: Outlook.com, Postfix", &["service unavailable"]).with_statuses(&[(7, 0, 999)]),
        phrases("a connection that is refused to this client", &["connection refused", "connections refused"]).with_codes(&[521, 554]),
    ] },
    Topic { name: "sender", kind: SenderOrConfiguration, certainty: High, rules: &[
        phrases("RFC 3463, X.1.7 and X.1.8; Postfix smtpd; Sendmail; Exim, sender verification; Cox; GoDaddy", &[
            "sender address", "sender refused", "sender verify", "sender verification",
            "sender domain", "sender not", "sender is not", "sender does not", "sender doesnt", "sender … unknown", "sender … rejected", "sender … not allowed", "sender … not authorized", "sender … not accepted",
            "sender … not permitted", "sender … not exist", "sender … not found", "sender … invalid", "sender … denied", "invalid sender", "bad sender", "unknown sender", "unverified sender", "unresolvable sender", "domain of sender", "sending domain", "senders domain", "senders address",
            "senders email", "domain of the sender", "address of sender", "verify the sender", "verify envelope sender", "verify … sender", "envelope sender", "envelope domain", "mail from domain", "mail from address", "mail from command", "mail from … rejected", "mail from … invalid", "mail from … not exist", "mailfrom domain", "mailfrom", "reverse path", "return path", "from address", "from domain",
            "not allowed to send", "not permitted to send", "not authorized to send", "not authorised to send", "unauthorized sender", "unauthorised sender", "unauthorized to send", "permission to send", "send as", "send mail as", "sendasdenied", "send on behalf", "not owned by user", "originating domain", "originating address",
            "your account", "your mailbox", "your domain", "null sender", "empty sender", "empty envelope", "bounce address", "verification failed for", "no valid sender", "valid sender", "sender mailbox", "sender account", "sender id", "senderid", "return … domain", "return address", "mail from must", "sending … disabled", "sending … suspended", "email address is not verified", "identities failed", "dns mx", "mx or a", "resource record",
        ]),
        phrases("Courier, submit: the domain of the sender", &["domain does not exist", "invalid domain", "syntax error"]).with_codes(&[517]),
        phrases("Orange and other servers in French", &["expediteur"]),
        phrases("Libero and other servers in Italian", &["mittente"]),
        phrases("servers in Spanish and Portuguese", &["remitente", "remetente"]),
        phrases("T-Online, GMX and other servers in German", &["absender", "absenderadresse"]),
        phrases("QQ and NetEase, in Chinese", &["发件人", "发信人", "发送方"]),
        phrases("Mail.ru and Yandex, in Russian", &["отправитель", "отправителя"]),
    ] },
    Topic { name: "server-trouble", kind: Network, certainty: High, rules: &[
        phrases("Postfix, Exim, Sendmail, qmail, Courier and Exchange, about their own state", &[
            "local problem", "local error", "internal error", "internal server error", "system error", "system problem", "system failure", "system full", "software error", "configuration error", "server configuration", "system … configured", "misconfigured", "lookup failure", "lookup failed", "lookup error", "temporary failure", "temporary error", "temporary problem", "temporary domain failure",
            "temporary unavailable", "temporary server", "temporary system", "temporary lookup", "temporary dns", "temporarily out of", "resources temporarily unavailable", "resources unavailable", "service unavailable", "service temporarily", "service not available", "service not active", "service is unavailable", "service currently unavailable", "temporarily unable", "unable to process", "processing error", "error in processing", "could not complete", "cannot complete",
            "unable to complete", "unable to connect", "could not connect", "cant connect", "cannot connect", "failed to connect", "connection refused", "not accepting connections", "connection timed out", "timed out", "timeout", "connection reset", "connection lost", "connection dropped", "lost connection", "no route to host", "network unreachable", "host unreachable", "network is unreachable", "server busy", "server is busy", "server too busy", "system busy",
            "too busy", "overloaded", "overload", "load average", "load too high", "high load", "under load", "insufficient system", "insufficient resources", "system resources", "out of memory", "insufficient disk", "disk full", "disk is full", "no space left on device", "queue file", "queue full", "mail queue", "queue directory", "maintenance", "shutting down", "out of service",
            "delivery time expired", "delivery expired", "message expired", "dns error", "dns failure", "dns timeout", "name service error", "cannot resolve … mx", "servfail", "unexpected failure", "unexpected error", "unverified address", "verification in progress", "tls not available", "tls currently unavailable", "could not be saved", "error processing", "error in writing", "i/o error", "space shortage", "problem on … lookup", "write error", "read error", "database error", "ldap error", "unable to verify … try",
            "cannot open database", "could not be processed", "transaction failed … later", "storage … temporarily",
        ]),
        phrases("servers in other languages", &["temporairement", "temporaneamente", "temporalmente", "temporariamente", "vorubergehend"]),
        phrases("RFC 5321, section 4.2.3, for 450", &["mailbox busy", "mailbox locked", "mailbox is locked"]),
    ] },
    Topic { name: "recipient-rejected-for-now", kind: PolicyOrReputation, certainty: High, rules: &[
        phrases("Postfix smtpd: access tables and policy services reject by the recipient's address", &[
            "recipient address rejected access denied", "recipient address rejected try again", "recipient address rejected please try", "recipient address rejected temporarily",
        ]).with_statuses(&[(7, 0, 999), (3, 0, 9), (2, 0, 0)]),
    ] },
];
