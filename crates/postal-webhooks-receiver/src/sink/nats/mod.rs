//! [`Nats`]: publishes events to a stream of NATS JetStream.

mod session;
mod subject;
mod target;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use async_nats::HeaderMap;
use async_nats::jetstream::message::PublishMessage;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use postal_webhooks::{SIGNATURE, SIGNATURE_256, SIGNATURE_KID};
use tokio::sync::OnceCell;

use self::session::Session;
use self::target::Target;
use super::{Deliver, Delivering, Outcome};
use crate::error::Error;
use crate::event::StoredEvent;

/// What is encoded in a header, with everything that is not ASCII.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'%');
/// Longest name of an event in a header.
const LONGEST_NAME: usize = 128;

/// Where a [`Sink::nats`](crate::Sink::nats) publishes events, and how it signs in.
///
/// A message has the body of the event, to the byte, and these headers:
///
/// | header | what it holds |
/// |---|---|
/// | `Nats-Msg-Id` | `<source>/<uuid>`; with `/replay-` and a number if an operator asked for it once more |
/// | `Postal-Source`, `Postal-Event`, `Postal-Uuid` | the name of the source, the name of the event, the `uuid` |
/// | `Postal-Seq` | its place in the order in which this receiver stored it |
/// | `X-Postal-Signature-256`, `X-Postal-Signature`, `X-Postal-Signature-KID` | as Postal sent them, so that a consumer can verify the body |
///
/// Whatever is not visible ASCII in a name or a uuid is percent-encoded in headers. The id has the
/// source in it, so that no source can make the stream drop an event of another.
///
/// A stream knows an id only once, so give each sink a stream of its own.
#[derive(Clone)]
pub struct Nats {
    url: String,
    subject: String,
    stream: Option<String>,
    credentials: Option<String>,
}

/// Subject of messages where none is set.
pub(crate) const SUBJECT: &str = "postal.{source}.{event}";

impl fmt::Debug for Nats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subject, stream, .. } = self;
        let mut debug = f.debug_struct("Nats");
        debug.field("subject", subject).field("stream", stream).finish_non_exhaustive()
    }
}

impl Nats {
    /// A server, `nats://host:4222`, or several of a cluster with commas between them. With
    /// `tls://` it has to have a certificate, which is verified as the operating system does.
    ///
    /// User info is a user and a password, or a token, with percent signs for what cannot stand in
    /// a URL.
    #[must_use]
    pub fn at(url: impl Into<String>) -> Self {
        let (url, subject) = (url.into(), SUBJECT.to_owned());
        Self { url, subject, stream: None, credentials: None }
    }

    /// The subject of messages: `postal.{source}.{event}` by default. `{source}` and `{event}` stand
    /// for those names, with `_` for what is no letter, digit or `-`.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }

    /// The name of the stream that messages have to come into. Without it, they come into the one
    /// that has their subject.
    #[must_use]
    pub fn stream(mut self, name: impl Into<String>) -> Self {
        self.stream = Some(name.into());
        self
    }

    /// Signs in with the text of a credentials file (`.creds`), as `nsc` makes it.
    #[must_use]
    pub fn credentials(mut self, text: impl Into<String>) -> Self {
        self.credentials = Some(text.into());
        self
    }

    /// What is wrong with it, if anything is.
    pub(crate) fn check(&self) -> Result<(), Wrong> {
        Target::read(self).map(|_| ())
    }
}

/// What is wrong with a setting, without its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) setting: &'static str,
    pub(crate) what: &'static str,
    pub(crate) remedy: &'static str,
}

/// A session that all deliveries share, once the first has opened it, or why it is not there.
type Shared = Arc<OnceCell<Result<Session, String>>>;

/// Publishes each event, in one session as long as that lasts.
pub(super) struct JetStream {
    target: Target,
    current: Mutex<Shared>,
}

impl JetStream {
    pub(super) fn new(sink: &str, nats: &Nats) -> Result<Self, Error> {
        Ok(Self { target: Target::new(sink, nats)?, current: Mutex::default() })
    }

    async fn publish(&self, event: &StoredEvent, replay: Option<i64>) -> Outcome {
        let shared = self.current();
        let outcome = match shared.get_or_init(|| Session::open(&self.target)).await {
            Ok(session) => {
                let subject = self.target.subject.of(&event.source, &event.event);
                session.publish(subject, self.message(event, replay)).await
            }
            Err(error) => Outcome::Down(error.clone()),
        };
        if matches!(outcome, Outcome::Down(_)) {
            // The next probe connects and checks anew.
            self.leave(&shared);
        }
        outcome
    }

    fn current(&self) -> Shared {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Ok(session)) = current.get()
            && session.is_lost()
        {
            *current = Shared::default();
        }
        Arc::clone(&current)
    }

    fn leave(&self, shared: &Shared) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&current, shared) {
            *current = Shared::default();
        }
    }

    fn message(&self, event: &StoredEvent, replay: Option<i64>) -> PublishMessage {
        let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
        let uuid = encoded(&event.uuid);
        let mut id = format!("{}/{uuid}", event.source);
        if let Some(replay) = replay {
            id = format!("{id}/replay-{replay}");
        }
        let mut headers = HeaderMap::new();
        headers.insert("Postal-Source", &*event.source);
        let name: String = event.event.chars().take(LONGEST_NAME).collect();
        headers.insert("Postal-Event", encoded(&name));
        headers.insert("Postal-Uuid", uuid);
        headers.insert("Postal-Seq", event.seq.to_string());
        let signatures = [(SIGNATURE_256, &event.signature), (SIGNATURE, &event.signature_sha1)];
        for (name, signature) in signatures.into_iter().filter(|it| !it.1.is_empty()) {
            headers.insert(name, BASE64_STANDARD.encode(signature));
        }
        if !event.kid.is_empty() {
            headers.insert(SIGNATURE_KID, encoded(&event.kid));
        }
        let message = PublishMessage::build().payload(event.body.clone()).headers(headers);
        let message = message.message_id(id);
        match &self.target.stream {
            Some(stream) => message.expected_stream(stream),
            None => message,
        }
    }
}

impl Deliver for JetStream {
    fn deliver<'a>(&'a self, event: &'a StoredEvent, replay: Option<i64>) -> Delivering<'a> {
        Box::pin(self.publish(event, replay))
    }
}
