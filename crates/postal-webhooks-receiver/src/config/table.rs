//! Table of all settings: the name, the shape, the default and the meaning of each.
//!
//! Files, variables and flags are checked against it, and the documentation too.

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name with the table that it stands in, `retention.keep_events`. `*` stands for the name
    /// of a source or a sink.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Its value where it is not set, as it would be written; none if there is none.
    pub default: Option<&'static str>,
    /// What it does.
    pub help: &'static str,
}

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A file or a folder.
    File,
    /// An address and a port to listen at.
    Address,
    /// The same, or `off`.
    AddressOrOff,
    /// A length of time.
    Duration,
    /// A number of bytes.
    Size,
    /// A whole number from 1 to 1000.
    Count,
    /// `true` or `false`.
    Bool,
    /// Any text.
    Text,
    /// Several texts.
    Texts,
    /// A text, or where one is that is kept secret.
    MaybeSecret,
    /// Where a text is that is kept secret.
    Secret,
    /// One of these words.
    Word(&'static [&'static str]),
}

impl Shape {
    /// The shape in words, with an example.
    #[must_use]
    pub fn expected(self) -> String {
        match self {
            Self::File => {
                r#"the path of a file, such as "/var/lib/postal-webhooks/events.db""#.into()
            }
            Self::Address => r#"an address and a port, such as "127.0.0.1:8000""#.into(),
            Self::AddressOrOff => format!(r#"{}, or "off""#, Self::Address.expected()),
            Self::Duration => {
                r#"a time with a unit (ms, s, m, h, d), such as "4s" or "30d""#.into()
            }
            Self::Size => {
                r#"a number of bytes with a unit (KiB, MiB, GiB), such as "32MiB""#.into()
            }
            Self::Count => "a whole number from 1 to 1000, such as 16".into(),
            Self::Bool => "true or false".into(),
            Self::Text => "a text in quotes".into(),
            Self::Texts => r#"a list of texts, such as ["a", "b"]"#.into(),
            Self::MaybeSecret => {
                r#"a text, or where it is: "env:NAME" or "file:/run/secrets/name""#.into()
            }
            Self::Secret => r#""env:NAME" or "file:/run/secrets/name""#.into(),
            Self::Word(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("{word:?}")).collect();
                words.join(" or ")
            }
        }
    }
}

macro_rules! keys {
    ($($name:literal $shape:expr, $default:expr; $help:literal)*) => {
        /// All settings.
        pub const KEYS: &[Key] = &[$(Key {
            name: $name,
            shape: $shape,
            default: $default,
            help: $help,
        }),*];
    };
}

use Shape::{
    Address, AddressOrOff, Bool, Count, Duration, File, MaybeSecret, Secret, Size, Text, Texts,
    Word,
};

keys! {
    "store.path" File, Some("postal-webhooks.db");
        "The store: a file that is made if it is not there; its folder has to be. On a local disk."
    "store.url" MaybeSecret, None;
        "PostgreSQL that several receivers share, in place of a file: `postgres://user@host/database`. One with a password in it is a secret."
    "store.cache" File, None;
        "Folder for the last good keys of sources. Beside the file by default; with `url` they are not kept without it."
    "store.ballast" Size, Some("32MiB");
        "Bytes that are kept in reserve beside the store, and given up when the disk is full."
    "listen.address" Address, Some("127.0.0.1:8000");
        "Where webhooks are received. A socket that systemd passes is taken instead."
    "admin.address" AddressOrOff, Some("127.0.0.1:8001");
        "Where the view, health, metrics and the API are; `off` for nowhere."
    "admin.password" Secret, None;
        "Password for the admin port, with any user name. It is needed unless the address is of loopback."
    "admin.viewer_password" Secret, None;
        "Password for who may look at the view, and sees no bodies and nothing out of a mail, and changes nothing. It counts beside `admin.password` alone."
    "admin.hosts" Texts, Some("[]");
        "Names by which the admin port may be asked for, besides addresses and `localhost`."
    "admin.backups" File, None;
        "Folder for backups that are asked for by the API; without it there are none."
    "retention.keep_events" Duration, Some("30d");
        "How long events are kept after they were received and every sink has come past them."
    "retention.keep_uuids" Duration, Some("90d");
        "How long it is known which uuids came. What was signed before that goes to quarantine."
    "retention.keep_quarantine" Duration, Some("90d");
        "How long bodies stay in quarantine."
    "retention.min_free" Size, Some("1GiB");
        "With less room than this, delivered events go after an hour, and the receiver is not ready."
    "shutdown.delay" Duration, Some("0s");
        "How long requests are still accepted after SIGTERM, so that a balancer can see that the receiver is not ready."
    "log.format" Word(&["text", "json"]), Some("text");
        "How lines on standard error look."
    "source.*.path" MaybeSecret, Some("/postal/<name>");
        "Path that Postal sends to. It can be a secret: logs and metrics show the name alone."
    "source.*.keys" MaybeSecret, None;
        "Keys to verify with: the URL of Postal's web interface or of its JWKS, or a file with a JWKS, PEM or a DKIM record."
    "source.*.pins" Texts, Some("[]");
        "Ids of the only keys that are taken, as `postal-webhooks keys pin` prints them."
    "source.*.user" Text, None;
        "User name that the URL in Postal has."
    "source.*.password" Secret, None;
        "Password that the URL in Postal has, as it is written there."
    "source.*.allow_insecure_sha1" Bool, Some("false");
        "Insecure: also accept SHA-1 signatures where there is no SHA-256 one, of Postal before 3.2.0."
    "source.*.allow_insecure_short_keys" Bool, Some("false");
        "Insecure: also accept keys under 2048 bits."
    "sink.*.type" Word(&["http", "nats", "postgres", "stdout"]), None;
        "What takes the events."
    "sink.*.url" MaybeSecret, None;
        "Where an `http` or a `nats` sink sends them, or the database of a `postgres` sink. One with a password in it, or with a user name for `http` and `nats`, is a secret."
    "sink.*.subject" Text, Some("postal.{source}.{event}");
        "Subject of the messages of a `nats` sink, in which the names of the source and of the event can stand."
    "sink.*.stream" Text, None;
        "Stream that the messages of a `nats` sink have to come into; without it, the one that has their subject."
    "sink.*.credentials" Secret, None;
        "Text of a credentials file (`.creds`) that a `nats` sink signs in with."
    "sink.*.table" Text, Some("postal_event");
        "Table of a `postgres` sink, `table` or `schema.table`. `postal_outbox` without it where the form is `outbox`."
    "sink.*.form" Word(&["table", "outbox"]), Some("table");
        "Form of a `postgres` sink. `table`: a row for each event. `outbox`: rows that the application consumes."
    "sink.*.concurrency" Count, None;
        "How many events are under way at a time: 16 unless it is set, 256 for `nats` and `postgres`."
    "sink.*.order" Word(&["any", "strict"]), Some("any");
        "`strict`: nothing passes an event that failed. Without it, what failed comes later."
    "sink.*.timeout" Duration, Some("10s");
        "How long one delivery may take."
    "sink.*.give_up_after" Duration, Some("3d");
        "How long an event that fails is tried again while the sink is up, before it is a dead letter."
    "sink.*.events" Texts, Some("[]");
        "Names of the events that it gets; all of them if it is empty."
    "sink.*.sources" Texts, Some("[]");
        "Names of the sources whose events it gets; all of them if it is empty."
    "sink.*.from" Word(&["oldest", "newest"]), Some("oldest");
        "Where a new sink begins: with what is stored, or with what comes."
}

/// Whether the name of a setting fits a name of the table, and if so, what `*` stands for.
fn matches<'a>(pattern: &str, name: &'a str) -> Option<&'a str> {
    match pattern.split_once('*') {
        None => (pattern == name).then_some(""),
        Some((start, end)) => {
            name.strip_prefix(start)?.strip_suffix(end).filter(|middle| !middle.is_empty())
        }
    }
}

/// The setting of this name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| matches(key.name, name).is_some())
}

/// The known name that is nearest to an unknown one, if one is near.
pub(super) fn nearest(name: &str) -> Option<String> {
    let (table, last) = name.rsplit_once('.').unwrap_or(("", name));
    let user_part = table.split_once('.').map(|(_, user_part)| user_part);
    let candidates = KEYS.iter().map(|key| match user_part {
        Some(user_part) => key.name.replace('*', user_part),
        None => key.name.to_owned(),
    });
    let near = candidates.filter_map(|candidate| {
        // A key of another table by the right name is near as well.
        let is_moved = !last.is_empty() && candidate.rsplit('.').next() == Some(last);
        let likeness = strsim::jaro_winkler(&candidate, name);
        let likeness = if is_moved { likeness.max(0.86) } else { likeness };
        (likeness > 0.85).then_some((likeness, candidate))
    });
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, candidate)| candidate)
}

/// The word that is nearest to another, if one is near.
pub(super) fn nearest_word<'a>(
    word: &str,
    words: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let near = words.into_iter().map(|other| (strsim::jaro_winkler(other, word), other));
    near.filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_suggested() {
        assert_eq!(find("source.main.keys").map(|key| key.name), Some("source.*.keys"));
        assert!(find("source..keys").is_none() && find("source.keys").is_none());
        for (wrong, near) in [
            ("retention.keep_event", Some("retention.keep_events")),
            ("source.main.kyes", Some("source.main.keys")),
            ("sink.app.tiemout", Some("sink.app.timeout")),
            ("stor.path", Some("store.path")),
            ("keep_uuids", Some("retention.keep_uuids")),
            ("zzz.qqq", None),
        ] {
            assert_eq!(nearest(wrong).as_deref(), near, "{wrong}");
        }
    }

    #[test]
    fn each_default_has_the_shape() {
        for key in KEYS {
            let Some(default) = key.default.filter(|default| *default != "[]") else { continue };
            let raw = super::super::value::Raw::from_variable(default, key.shape);
            assert!(raw.is_some_and(|raw| raw.fits(key.shape)), "{}", key.name);
        }
    }
}
