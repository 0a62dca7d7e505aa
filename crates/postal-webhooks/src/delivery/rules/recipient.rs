//! Topic of phrases that say that the address, or its domain, takes no mail.

use super::{PERMANENT, Topic, phrases};
use crate::delivery::Certainty::{High, Low};
use crate::delivery::FailureKind::{Recipient, Unknown};

/// Replies that one server gives for a recipient, with words that elsewhere mean something else.
#[rustfmt::skip]
pub(super) static EXACT: &[Topic] = &[
    Topic { name: "recipient-of-one-server", kind: Recipient, certainty: High, rules: &[
        phrases("Exchange Online, directory-based edge blocking", &["recipient address rejected access denied", "all recipient addresses rejected access denied", "recipient addresses rejected access denied"]).with_statuses(&[(4, 1, 1), (7, 504, 504)]),
        phrases("Rackspace and others, about accounts that nobody used", &["due to inactivity", "because of inactivity", "recipient account is blocked"]),
        phrases("Postfix smtpd, reject_non_fqdn_recipient", &["recipient address rejected need fully"]),
        phrases("DragonFly Mail Agent's peers, with the status of RFC 5248 for a login", &["disabled recipient", "recipient address rejected user account disabled"]),
        phrases("Postal, app/lib/smtp_server/client.rb", &["invalid server token", "invalid route token", "route does not accept incoming messages", "mail server has been suspended"]),
    ] },
];

#[rustfmt::skip]
pub(super) static TOPICS: &[Topic] = &[
    Topic { name: "not-recipient", kind: Unknown, certainty: Low, rules: &[
        phrases("words that occur in no reply about an unknown recipient", &[
            "ip", "sender", "senders", "sending", "limit", "limits", "exceeded", "exceeds", "threshold", "dns", "client", "content", "authorized", "authorised", "violation", "access denied", "blocked", "rate",
        ]),
    ] },
    Topic { name: "unknown-recipient", kind: Recipient, certainty: High, rules: &[
        phrases("Postfix smtpd, virtual and local; Sendmail; Exim; Courier; Dovecot; chkuser; Cisco appliances; Domino", &[
            "unknown user", "unknown users", "users unknown", "unknown recipient", "unknown recipients", "recipients unknown", "unknown mailbox", "unknown address", "addressee unknown", "unknown local part", "unknown localpart", "unknown local user", "unknown virtual user", "unknown account", "account unknown", "unknown email",
            "unknown or illegal alias", "unknown alias", "alias unknown", "illegal alias", "user … unknown", "recipient … unknown", "address … unknown", "mailbox … unknown", "no such users", "no such recipient", "no such mailbox", "no such address", "no such account", "no such person", "no such local user", "no such virtual user", "no such email", "no such mail", "no such alias", "no such … here", "no such … user", "nosuchuser",
            "not a known user", "no known user", "not known here", "not a local user", "not a valid user", "not a valid mailbox", "not a valid recipient", "not a valid address", "not a valid email", "isnt a valid", "no mailbox here", "no mailbox by that name", "no mailbox for", "no mailbox found", "no valid mailbox", "no account by", "no account for", "no account with", "no user by", "no user with", "no recipient by", "no local mailbox", "no local user",
            "does not have an account", "doesnt have an account", "doesnt have a … account", "does not have a … account", "doesnt have a … mailbox", "does not have a … mailbox", "users not found", "recipientnotfound", "resolver adr", "email not found", "user … not found", "recipient … not found", "mailbox … not found", "address … not found", "account … not found", "alias … not found",
            "recipient … couldnt be found", "address … couldnt be found", "recipient … could not be found", "address … could not be found", "user … could not be found", "mailbox … could not be found", "recipient … does not exist", "recipient … doesnt exist", "recipient … not exist", "mailbox … does not exist", "mailbox … doesnt exist", "mailbox … not exist", "address … does not exist", "address … doesnt exist", "address … not exist", "account … does not exist", "account … doesnt exist", "account … not exist",
            "user … does not exist", "user … doesnt exist", "user … not exist", "email … does not exist", "email … doesnt exist", "email … not exist", "@ … does not exist", "@ … doesnt exist", "@ not found", "alias … does not exist", "nonexistent user", "non existent user", "nonexistent mailbox", "non existent mailbox", "nonexistent recipient", "non existent recipient", "nonexistent address", "non existent address", "nonexistent account", "non existent account", "nonexistent email", "non existent email",
            "invalid recipient", "invalid recipients", "invalid mailbox", "invalid user", "invalid address", "invalid account", "recipient is invalid", "recipient … invalid", "mailbox … invalid", "user … invalid", "invalid rcpt", "bad recipient", "bad destination mailbox", "bad destination", "bad mailbox", "wrong recipient", "incorrect recipient", "illegal recipient", "unrouteable", "unroutable", "undeliverable address", "undeliverable recipient", "recipient … undeliverable", "unresolvable address",
            "mailbox name not allowed", "recipient … not here", "user … not here", "user not local", "not listed in domino", "not listed in public", "not in directory", "not our customer", "not a customer", "user not known", "address not known", "recipient … not known", "recipient … not recognized", "recipient … not recognised", "recipient address must", "address invalid", "address is invalid", "no exists", "does no exist", "is not available here", "not in recipient list", "local account", "restricted characters in address", "unable to find the recipient", "find the recipient", "not able to find the recipient", "recipient … cannot be verified", "recipient … not valid", "recipients … not valid",
            "account … not activated", "not an active", "bad address", "dosnt exist", "no longer valid", "no longer active", "no longer available", "no longer in use", "no longer exists", "no longer exist", "no longer on server", "no longer with", "no longer works", "no longer employed", "no longer here", "has moved", "user has moved", "address changed", "changed address", "has changed … address",
        ]),
        phrases("Yahoo Sender Hub; Gmail; Exchange; GMX; Mail.ru; Comcast, about accounts that are closed", &[
            "account … disabled", "account … suspended", "account … closed", "account … inactive", "account … deleted", "account … expired", "account … deactivated", "account … terminated", "account … cancelled", "account … canceled", "account … frozen", "account … discontinued", "account … not active", "account … locked", "user … locked", "account … that you tried to reach is disabled",
            "user … disabled", "user … suspended", "user … inactive", "user … deactivated", "user … terminated", "user … deleted", "user … not active", "mailbox … disabled", "mailbox … suspended", "mailbox … inactive", "mailbox … deactivated", "mailbox … closed", "mailbox … deleted", "mailbox … frozen", "mailbox … expired", "mailbox … not active", "recipient … disabled", "recipient … suspended", "recipient … inactive",
            "recipient … deactivated", "recipient … deleted", "recipient … closed", "address … disabled", "address … inactive", "address … closed", "address … deactivated", "address … suspended", "inactive user", "inactive recipient", "inactive mailbox", "inactive account", "disabled user", "disabled mailbox", "disabled account", "suspended account", "domain … suspended", "domain … disabled", "domain … expired", "deactivated mailbox",
        ]),
        phrases("RFC 7504, RFC 7505 and RFC 3463, about domains that take no mail; Exim; Sendmail; chkuser", &[
            "null mx", "nullmx", "host unknown", "unknown host", "domain unknown", "unknown domain", "domain … not found", "host … not found", "domain … does not exist", "domain doesnt exist", "no such host", "no such domain", "domain … does not accept mail", "domain … does not accept email", "domain does not accept", "host does not accept mail", "accepts no mail", "domain isnt hosted", "not hosted here", "domain not hosted", "no mx", "valid mx for", "domain is not local", "non local domain", "domain … inactive",
        ]),
        phrases("RFC 7504, section 4", &["does not accept mail"]).with_codes(&[521, 556]),
        phrases("Outlook.com; RFC 5321, section 4.2.3, for 550", &["mailbox not available", "mailbox is not available", "mailbox … unavailable", "mailbox isnt available", "account … unavailable"]).with_codes(PERMANENT),
        phrases("Orange, SFR, Free and other servers in French", &[
            "adresse … inconnue", "utilisateur … inconnu", "destinataire … inconnu", "destinataire inexistant", "adresse … inexistante", "nexiste pas", "nexiste plus", "compte … desactive", "boite … desactivee", "boite … inexistante", "adresse … invalide", "adresse … inactive", "compte … suspendu", "compte … inactif", "destinataire … invalide",
        ]),
        phrases("Libero and other servers in Italian", &[
            "utente … sconosciuto", "utente … inesistente", "casella … inesistente", "indirizzo … inesistente", "destinatario sconosciuto", "destinatario inesistente", "non esiste", "utente non valido", "indirizzo … non valido", "destinatario non valido", "casella … disabilitata", "casella … disattivata", "casella … sospesa", "utente non trovato", "destinatario non trovato", "utente … disabilitato", "utente … sospeso",
        ]),
        phrases("T-Online, GMX and other servers in German", &[
            "unbekannter empfanger", "empfanger … unbekannt", "unbekannter benutzer", "benutzer … unbekannt", "existiert nicht", "adresse … unbekannt", "unbekannte adresse", "postfach … deaktiviert", "postfach … gesperrt", "postfach … nicht vorhanden",
        ]),
        phrases("Terra, UOL and other servers in Spanish and Portuguese", &[
            "usuario … desconocido", "usuario … inexistente", "destinatario … desconocido", "destinatario … inexistente", "cuenta inexistente", "cuenta … no existe", "buzon inexistente", "no existe", "usuario no encontrado", "usuario … desconhecido", "destinatario desconhecido", "caixa postal … inexistente", "nao existe", "conta inexistente", "conta … inativa",
            "usuario … inativo", "usuario nao encontrado", "destinatario nao encontrado", "endereco … inexistente", "cuenta … desactivada", "cuenta … suspendida",
        ]),
        phrases("QQ, NetEase and other servers in Chinese", &["不存在", "用户未找到", "无此用户", "没有此用户", "邮箱未找到", "已停用", "已被禁用", "被冻结", "已冻结", "已注销"]),
        phrases("Japanese providers", &["存在しません", "見つかりません", "宛先不明"]),
        phrases("Mail.ru, Yandex and other servers in Russian", &["не существует", "не найден", "неизвестный пользователь", "нет такого", "ящик … заблокирован", "ящик … отключен"]),
    ] },
];
