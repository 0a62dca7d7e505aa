//! Configuration: TOML, variables and flags, checked as a whole before anything starts.
//!
//! [`Settings`] gathers what they say, and [`Settings::read`] makes a [`Config`] of it, or tells all
//! that is wrong. [`KEYS`] has every setting.

mod error;
mod key_source;
mod read;
pub(crate) mod secret;
mod settings;
mod table;
mod value;

use std::path::PathBuf;
use std::time::Duration;

use postal_webhooks::web::Intake;

pub use self::error::{ConfigError, Problem};
pub use self::key_source::{KeyTextError, parse_keys};
pub use self::secret::Secret;
pub use self::settings::Settings;
pub use self::table::{KEYS, Key, Shape};
use crate::error::Error;
use crate::operate::OpenStore;
use crate::receiver::{Receiver, ReceiverBuilder};
use crate::retention::Retention;
#[cfg(feature = "nats")]
use crate::sink::Nats;
use crate::sink::Sink;
use crate::source::Source;
use crate::store::Store;

/// A configuration that is right, as far as that can be told without starting.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// Where events are stored.
    pub store: Store,
    /// Where webhooks are received.
    pub listen: String,
    /// The admin port, if there is to be one.
    pub admin: Option<AdminConfig>,
    /// How long what is stored is kept.
    pub retention: Retention,
    /// Where events come from; at least one.
    pub sources: Vec<SourceConfig>,
    /// Where they go.
    pub sinks: Vec<SinkConfig>,
    /// How long requests are accepted after the end was asked for.
    pub shutdown_delay: Duration,
    /// Whether logs are objects in JSON.
    pub log_json: bool,
    /// What is allowed, and probably not meant.
    pub warnings: Vec<Problem>,
}

/// The admin port.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AdminConfig {
    /// Where it is.
    pub address: String,
    /// What it asks for, if it does.
    pub password: Option<Secret>,
    /// What lets in who may only look, if it is set.
    pub viewer_password: Option<Secret>,
    /// Names by which it may be asked for.
    pub hosts: Vec<String>,
    /// Folder of backups that are asked for there.
    pub backups: Option<PathBuf>,
    /// Whether nobody asked for this address, so that the receiver runs without an admin port where
    /// it is taken.
    pub is_default: bool,
}

/// A source.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SourceConfig {
    /// Its name.
    pub name: String,
    /// Its path, which may be a secret.
    pub path: Secret,
    /// Where its keys come from: the origin of a URL, or how many are there.
    pub keys: String,
    /// Whether the keys are fetched.
    pub is_remote: bool,
    /// How many keys are pinned; 0 if any is taken.
    pub pins: usize,
    /// User name and password, if they are asked for.
    pub basic_auth: Option<(String, Secret)>,
    /// Whether SHA-1 is accepted.
    pub allow_insecure_sha1: bool,
    /// Whether short keys are accepted.
    pub allow_insecure_short_keys: bool,
    intake: Intake,
}

/// A sink.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SinkConfig {
    /// Its name.
    pub name: String,
    /// What takes the events.
    pub kind: SinkKind,
    /// How many are under way at a time.
    pub concurrency: usize,
    /// Whether nothing passes an event that failed.
    pub strict: bool,
    /// How long a delivery may take.
    pub timeout: Duration,
    /// How long an event that fails is tried again.
    pub give_up_after: Duration,
    /// Events that it gets; all if empty.
    pub events: Vec<String>,
    /// Sources that it gets events of; all if empty.
    pub sources: Vec<String>,
    /// Whether a new sink begins with what comes, and not with what is stored.
    pub from_newest: bool,
}

/// What takes the events of a sink.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SinkKind {
    /// A POST to this URL, which may hold a password.
    Http(Secret),
    /// A message in a stream of NATS JetStream.
    #[cfg(feature = "nats")]
    Nats(NatsConfig),
    /// A row in a table of this database, whose URL may hold a password.
    #[cfg(feature = "postgres")]
    Postgres {
        /// URL of the database.
        url: Secret,
        /// Name of the table.
        table: String,
        /// Whether the application consumes the rows.
        is_outbox: bool,
    },
    /// A line on standard output.
    Stdout,
}

/// What a sink for NATS publishes to.
#[cfg(feature = "nats")]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NatsConfig {
    /// The servers, with a password perhaps.
    pub url: Secret,
    /// The subject, with the places of names.
    pub subject: String,
    /// The stream that messages have to come into, if it is named.
    pub stream: Option<String>,
    /// Text of a credentials file.
    pub credentials: Option<Secret>,
}

#[cfg(feature = "nats")]
impl NatsConfig {
    fn to_nats(&self) -> Nats {
        let Self { url, subject, stream, credentials } = self;
        let mut nats = Nats::at(url.reveal()).subject(subject);
        if let Some(stream) = stream {
            nats = nats.stream(stream);
        }
        if let Some(credentials) = credentials {
            nats = nats.credentials(credentials.reveal());
        }
        nats
    }
}

impl Config {
    /// Sinks that are in the store and no longer configured: nothing goes to them, and they hold
    /// nothing back. None if there is no store yet.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub async fn orphans(&self) -> Result<Vec<String>, Error> {
        if self.store.file().is_some_and(|file| !file.exists()) {
            return Ok(Vec::new());
        }
        let sinks = OpenStore::open_to_read(self.store.clone())?.sinks().await?;
        let is_configured = |name: &str| self.sinks.iter().any(|sink| sink.name == name);
        let names = sinks.into_iter().map(|sink| sink.name);
        Ok(names.filter(|name| !is_configured(name)).collect())
    }

    /// The receiver that is configured, to be started, with what only code can add.
    ///
    /// # Errors
    ///
    /// What a sink needs of the system is not there, such as its root certificates.
    pub fn receiver(&self) -> Result<ReceiverBuilder, Error> {
        let mut builder = Receiver::builder(self.store.clone()).retention(self.retention);
        for source in &self.sources {
            builder = builder.source(source.to_source());
        }
        for sink in &self.sinks {
            builder = builder.sink(sink.to_sink()?);
        }
        Ok(builder)
    }
}

impl SinkConfig {
    fn to_sink(&self) -> Result<Sink, Error> {
        let Self { name, kind, .. } = self;
        let mut sink = match kind {
            SinkKind::Http(url) => Sink::http(name.as_str(), url.reveal())?,
            #[cfg(feature = "nats")]
            SinkKind::Nats(nats) => Sink::nats(name.as_str(), &nats.to_nats())?,
            #[cfg(feature = "postgres")]
            SinkKind::Postgres { url, table, is_outbox: false } => {
                Sink::postgres(name.as_str(), url.reveal(), table)?
            }
            #[cfg(feature = "postgres")]
            SinkKind::Postgres { url, table, is_outbox: true } => {
                Sink::postgres_outbox(name.as_str(), url.reveal(), table)?
            }
            SinkKind::Stdout => Sink::stdout(name.as_str()),
        };
        if !matches!(kind, SinkKind::Stdout) {
            sink = sink.concurrency(self.concurrency).timeout(self.timeout);
        }
        sink = sink.give_up_after(self.give_up_after).events(&self.events).sources(&self.sources);
        if self.strict {
            sink = sink.strict();
        }
        if self.from_newest {
            sink = sink.from_newest();
        }
        Ok(sink)
    }

    /// Scheme, host and port of what it sends to, hosts and database of a `postgres` sink, without what
    /// may be secret; else empty.
    #[must_use]
    pub fn origin(&self) -> String {
        match &self.kind {
            SinkKind::Http(url) => read::origin(url.reveal()),
            #[cfg(feature = "nats")]
            SinkKind::Nats(nats) => {
                let origins = nats.url.reveal().split(',').map(|url| read::origin(url.trim()));
                origins.collect::<Vec<_>>().join(",")
            }
            #[cfg(feature = "postgres")]
            SinkKind::Postgres { url, .. } => crate::postgres::Target::parse(url.reveal())
                .map_or_else(|_| String::new(), |target| target.place()),
            SinkKind::Stdout => String::new(),
        }
    }
}

impl SourceConfig {
    fn to_source(&self) -> Source {
        let source = Source::new(self.name.as_str(), self.intake.clone());
        let source = source.path(self.path.reveal());
        match &self.basic_auth {
            Some((user, password)) => source.basic_auth(user, password.reveal()),
            None => source,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Settings;

    const SAMPLE: &str = include_str!("../../docs/postal-webhooks.toml");

    proptest! {
        /// A file that was damaged is refused, or means something, and no value is told.
        #[test]
        fn a_damaged_file_is_read_without_panic_and_told_without_values(
            cuts in prop::collection::vec((0..SAMPLE.len(), 0..8_usize, "[ -~\\n]{0,6}"), 1..6),
        ) {
            let mut text: Vec<char> = SAMPLE.replace("3000/postal", "3000/CANARY").chars().collect();
            for (at, length, insert) in cuts {
                let at = at.min(text.len());
                let end = (at + length).min(text.len());
                text.splice(at..end, insert.chars());
            }
            let text: String = text.into_iter().collect();
            let mut settings = Settings::default();
            settings.add_toml("damaged.toml", &text);
            if let Err(error) = settings.read() {
                prop_assert!(!error.problems().is_empty());
                prop_assert!(!error.to_string().contains("CANARY"), "{error}");
                for problem in error.problems() {
                    prop_assert!(!problem.what.is_empty() && !problem.remedy.is_empty());
                }
            }
        }
    }
}
