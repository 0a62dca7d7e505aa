//! Sinks: where stored events go, at least once each.

mod backoff;
mod connect;
mod hand;
mod handler;
mod http;
mod lease;
#[cfg(feature = "nats")]
mod nats;
#[cfg(feature = "postgres")]
mod postgres;
mod runner;
mod state;
mod status;
mod stdout;
#[cfg(test)]
mod tests;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "nats")]
pub use self::nats::Nats;
#[cfg(feature = "postgres")]
pub(crate) use self::postgres::{Form, Table};
pub(crate) use self::runner::start;
pub(crate) use self::status::{Running, STANDBY, SinkStatus};
use crate::error::Error;
use crate::event::StoredEvent;
use crate::store::{Filter, Start};

/// Deliveries at a time to what acknowledges many together, unless it is set.
pub(crate) const TOGETHER: usize = 256;

/// What became of the delivery of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The sink has it.
    Delivered,
    /// The sink will never take this event: it is dead at once.
    Refused(String),
    /// Whether the sink has it is not known, or it may take it later: it is put aside and tried
    /// again, and the next events go on.
    Failed(String),
    /// The sink cannot be reached, whatever the event: nothing is put aside, and it is tried again
    /// until it answers.
    Down(String),
}

/// Future of a delivery.
pub(crate) type Delivering<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// What takes events. One delivery that panics has failed.
pub(crate) trait Deliver: Send + Sync + 'static {
    /// Delivers one event. The replay, if it is one, has an id that is part of the idempotency key.
    fn deliver<'a>(&'a self, event: &'a StoredEvent, replay: Option<i64>) -> Delivering<'a>;
}

/// Where stored events go.
///
/// A sink is offered events in the order of storing, at most
/// [`concurrency`](Self::concurrency) at a time. What failed comes later. Each comes at least once:
/// the `uuid` tells whether it came before.
#[derive(Clone)]
pub struct Sink {
    pub(crate) name: Arc<str>,
    pub(crate) deliver: Arc<dyn Deliver>,
    pub(crate) concurrency: usize,
    pub(crate) strict: bool,
    pub(crate) timeout: Duration,
    pub(crate) give_up_after: Duration,
    pub(crate) filter: Filter,
    pub(crate) start: Start,
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sink").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Sink {
    pub(crate) fn new(name: impl Into<Arc<str>>, deliver: impl Deliver) -> Self {
        Self {
            name: name.into(),
            deliver: Arc::new(deliver),
            concurrency: 16,
            strict: false,
            timeout: Duration::from_secs(10),
            give_up_after: Duration::from_secs(3 * 24 * 60 * 60),
            filter: Filter::default(),
            start: Start::Oldest,
        }
    }

    /// Calls an async function with each event. If it panics, the delivery has failed.
    ///
    /// The name is made of `a` to `z`, `0` to `9`, `-` and `_`. It tells the sink apart in the store,
    /// so a sink of another name begins anew.
    ///
    /// ```
    /// use postal_webhooks_receiver::{Outcome, Sink};
    ///
    /// let sink = Sink::handler("billing", |event| async move {
    ///     // Whatever it does has to be safe to do twice with the same `event.uuid`.
    ///     match event.parse() {
    ///         Ok(webhook) => Outcome::Delivered,
    ///         Err(_) => Outcome::Refused("not an event of Postal's".into()),
    ///     }
    /// })
    /// .concurrency(4);
    /// ```
    #[must_use]
    pub fn handler<F, T>(name: impl Into<Arc<str>>, handler: F) -> Self
    where
        F: Fn(StoredEvent) -> T + Send + Sync + 'static,
        T: Future<Output = Outcome> + Send + 'static,
    {
        Self::new(name, handler::Handler(handler))
    }

    /// Posts each event to a URL, as Postal would: the same body, with the same signature. So the
    /// other side can verify it.
    ///
    /// `Idempotency-Key` is the `uuid` of the event, followed by `/replay-` and a number if an
    /// operator asked for it once more. User info in the URL is sent as basic authentication, as it
    /// stands there. Certificates are verified as the operating system does.
    ///
    /// | answer | outcome |
    /// |---|---|
    /// | 2xx | [`Outcome::Delivered`] |
    /// | 400, 413, 415, 422 | [`Outcome::Refused`] |
    /// | 3xx, 401, 403, 404, 410, 429, 503; no connection | [`Outcome::Down`] |
    /// | any other; none in time; a connection that broke | [`Outcome::Failed`] |
    ///
    /// # Errors
    ///
    /// The URL is none of `http` or `https`, or no certificate of the operating system can be read.
    ///
    /// ```
    /// use postal_webhooks_receiver::Sink;
    ///
    /// let sink = Sink::http("crm", "https://user:secret@crm.example.com/postal")?;
    /// # Ok::<_, postal_webhooks_receiver::Error>(())
    /// ```
    pub fn http(name: impl Into<Arc<str>>, url: &str) -> Result<Self, Error> {
        let name = name.into();
        let http = http::Http::new(&name, url)?;
        Ok(Self::new(name, http))
    }

    /// Publishes each event to a stream of NATS JetStream, which has to be there already.
    ///
    /// An event is delivered once the stream has acknowledged it; [`Nats`] says what a message
    /// holds. The stream drops what it got before, by the header `Nats-Msg-Id`, for as long as its
    /// duplicate window is. That has to be 2 hours at least, which is checked with each connection.
    /// Up to 256 events are under way at a time, so they may come in another order.
    ///
    /// | answer | outcome |
    /// |---|---|
    /// | acknowledged, also as a duplicate | [`Outcome::Delivered`] |
    /// | larger than the server or the stream takes | [`Outcome::Refused`] |
    /// | no connection, or it was lost; user or password wrong, or not allowed; no stream, a full one, or one with a shorter window | [`Outcome::Down`] |
    /// | none in time; any other | [`Outcome::Failed`] |
    ///
    /// # Errors
    ///
    /// The URL, the subject, the name of the stream or the credentials are malformed, or no
    /// certificate of the operating system can be read and the URL begins with `tls`.
    ///
    /// ```
    /// use postal_webhooks_receiver::{Nats, Sink};
    ///
    /// let nats = Nats::at("tls://user:secret@nats.example.com").stream("postal");
    /// let sink = Sink::nats("bus", &nats)?;
    /// # Ok::<_, postal_webhooks_receiver::Error>(())
    /// ```
    #[cfg(feature = "nats")]
    #[cfg_attr(docsrs, doc(cfg(feature = "nats")))]
    pub fn nats(name: impl Into<Arc<str>>, nats: &Nats) -> Result<Self, Error> {
        let name = name.into();
        let jetstream = nats::JetStream::new(&name, nats)?;
        Ok(Self { concurrency: TOGETHER, ..Self::new(name, jetstream) })
    }

    /// Inserts a row for each event in a table of a PostgreSQL database, which `docs/sink_table.sql`
    /// makes. It is not made or changed here.
    ///
    /// The URL is one of `postgres`, or words such as `host=db.example.com user=app`. Without
    /// `sslmode`, TLS is required unless the server is on this machine; the certificate and its name
    /// are verified as the operating system does. The table is `table` or `schema.table`, as it
    /// stands in the database.
    ///
    /// `source` and `uuid` are unique: what comes once more changes nothing, and a replay puts back
    /// what is gone from the table, with its number in `replay`. In `uuid` and `event`, U+0000 is
    /// `\0`, and `\` is `\\`. Events that are delivered at the same time share a transaction: 256
    /// at a time by default.
    ///
    /// | answer | outcome |
    /// |---|---|
    /// | a row is there | [`Outcome::Delivered`] |
    /// | SQLSTATE of class 22 or 23: a value, a constraint | [`Outcome::Refused`] |
    /// | no connection, no answer within 5 seconds, no table, no permission, no room | [`Outcome::Down`] |
    /// | any other SQLSTATE, such as those of triggers | [`Outcome::Failed`] |
    ///
    /// # Errors
    ///
    /// The URL or the name cannot be used, or no certificate of the operating system can be read.
    ///
    /// ```
    /// use postal_webhooks_receiver::Sink;
    ///
    /// let url = "postgres://app:secret@db.example.com/mail";
    /// let sink = Sink::postgres("history", url, "postal_event")?;
    /// # Ok::<_, postal_webhooks_receiver::Error>(())
    /// ```
    #[cfg(feature = "postgres")]
    #[cfg_attr(docsrs, doc(cfg(feature = "postgres")))]
    pub fn postgres(name: impl Into<Arc<str>>, url: &str, table: &str) -> Result<Self, Error> {
        Self::insert(name.into(), url, table, Form::Table)
    }

    /// As [`postgres`](Self::postgres), in a table that the application consumes from in its own
    /// transactions. `docs/sink_outbox.sql` makes it, and `docs/sink_outbox_consume.sql` consumes.
    ///
    /// Here `source`, `uuid` and `replay` are unique together: a replay is one more row. Rows stay
    /// after they were consumed, so that what comes once more is not consumed twice.
    ///
    /// # Errors
    ///
    /// As those of [`postgres`](Self::postgres).
    #[cfg(feature = "postgres")]
    #[cfg_attr(docsrs, doc(cfg(feature = "postgres")))]
    pub fn postgres_outbox(
        name: impl Into<Arc<str>>,
        url: &str,
        table: &str,
    ) -> Result<Self, Error> {
        Self::insert(name.into(), url, table, Form::Outbox)
    }

    #[cfg(feature = "postgres")]
    fn insert(name: Arc<str>, url: &str, table: &str, form: Form) -> Result<Self, Error> {
        let parts = crate::postgres::Target::parse(url)
            .and_then(|target| Ok((target, Table::new(table, form)?)));
        let (target, table) = parts.map_err(|problem| Error::SinkDatabase {
            sink: name.to_string(),
            what: problem.what,
            remedy: problem.remedy,
        })?;
        let sink = Self::new(name, postgres::Postgres::new(target, table));
        Ok(Self { concurrency: TOGETHER, ..sink })
    }

    /// Prints each event to standard output as a line of JSON, in the order of storing.
    ///
    /// Its keys are `seq`, `source`, `uuid`, `event`, `class`, `signed_at` and `received_at` in
    /// microseconds since 1970, `kid`, and `body`, or `body_base64` where the body is not JSON.
    #[must_use]
    pub fn stdout(name: impl Into<Arc<str>>) -> Self {
        let sink = Self::new(name, stdout::Lines::to(std::io::stdout()));
        // A reader that is slow is no fault, and lines come in order one at a time alone.
        Self { concurrency: 1, timeout: Duration::MAX, ..sink }
    }

    /// Deliveries at a time: at least 1; by default 16, and 256 for NATS and PostgreSQL, which
    /// acknowledge many together. What is delivered at the same time may arrive in any order.
    #[must_use]
    pub fn concurrency(mut self, deliveries: usize) -> Self {
        self.concurrency = deliveries.clamp(1, 1024);
        self
    }

    /// Delivers one event at a time, and lets nothing overtake an event that fails: it is tried
    /// again until the sink takes or refuses it.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// How long a delivery may take: 10 seconds by default. After that it has failed.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long an event that fails is tried again: 3 days by default. Only the time counts in
    /// which the sink is up. Strict order never gives up.
    #[must_use]
    pub fn give_up_after(mut self, time: Duration) -> Self {
        self.give_up_after = time;
        self
    }

    /// Delivers events of these names alone, such as `MessageSent`. All by default.
    #[must_use]
    pub fn events<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.filter.events = names.into_iter().map(Into::into).collect();
        self
    }

    /// Delivers events from these sources alone. All by default.
    #[must_use]
    pub fn sources<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.filter.sources = names.into_iter().map(Into::into).collect();
        self
    }

    /// Begins with what comes after the sink was first started. By default it begins with the
    /// oldest event that is stored.
    #[must_use]
    pub fn from_newest(mut self) -> Self {
        self.start = Start::Newest;
        self
    }
}
