//! [`Session`]: one connection to NATS whose stream was checked.
//!
//! A session does not outlive its connection. Where an acknowledgement may be lost with a
//! connection, nothing is waited for over the next one: the event is published again, and the
//! stream drops the second by its id.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use async_nats::jetstream::context::{Context, ContextBuilder, PublishError, PublishErrorKind};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::response::Response;
use async_nats::jetstream::stream::Info;
use async_nats::jetstream::{self, ErrorCode};
use async_nats::{ConnectError, ConnectErrorKind, Event, ServerError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::watch;
use tokio::time::timeout;

use super::target::Target;
use crate::sink::Outcome;

/// How long all may take until the first event is published.
const OPEN: Duration = Duration::from_secs(4);
/// How often to ask whether the server is there. The third question without an answer ends the
/// connection: before a delivery has taken too long, by its default.
const PING: Duration = Duration::from_secs(3);
/// Beyond any delivery, which has a time of its own.
const LONG: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a stream has to remember ids, so that what is published again after an outage is
/// dropped.
const WINDOW: Duration = Duration::from_secs(2 * 60 * 60);

const LOST: &str = "the connection to NATS is lost";
const REFUSED: &str = "NATS refuses the user, the password or the credentials";
const NOT_ALLOWED: &str = "NATS does not allow it: allow publishing to the subject, \
    $JS.API.STREAM.NAMES and $JS.API.STREAM.INFO.*, and subscribing to _INBOX.>";
const NO_JETSTREAM: &str = "JetStream does not answer: enable it for this server and account";
const NO_STREAM: &str = "there is no stream for the subject: \
    nats stream add NAME --subjects='postal.>' --dupe-window=2h";

/// What became of a connection, if it is lost.
type Lost = Option<&'static str>;

pub(super) struct Session {
    jetstream: Context,
    lost: watch::Receiver<Lost>,
}

impl Session {
    /// Connects, and checks the stream.
    pub(super) async fn open(target: &Target) -> Result<Self, String> {
        timeout(OPEN, Self::connect(target)).await.unwrap_or_else(|_| {
            Err("cannot connect to NATS: no answer within 4 seconds".to_owned())
        })
    }

    async fn connect(target: &Target) -> Result<Self, String> {
        let (tell, lost) = watch::channel(None);
        let client = target
            .options
            .clone()
            .name(concat!("postal-webhooks-receiver/", env!("CARGO_PKG_VERSION")))
            .ping_interval(PING)
            .ignore_discovered_servers()
            // Each server is tried once. What is sent on a connection made later is dropped by its
            // id, and nobody waits for its answer.
            .max_reconnects(target.servers.len())
            .event_callback(move |event| {
                if let Some(why) = what_ends(&event) {
                    tell.send_if_modified(|lost| lost.replace(why).is_none());
                }
                std::future::ready(())
            })
            .connect(target.servers.clone())
            .await
            .map_err(|error| why_not_connected(&error))?;
        let jetstream = ContextBuilder::new().timeout(LONG).build(client);
        let session = Self { jetstream, lost };
        let mut lost = session.lost.clone();
        tokio::select! {
            checked = session.check(target) => checked?,
            why = end_of(&mut lost) => return Err(why.to_owned()),
        }
        Ok(session)
    }

    /// Whether every stream that takes the messages drops duplicates for long enough.
    async fn check(&self, target: &Target) -> Result<(), String> {
        let names = match &target.stream {
            Some(name) => vec![name.clone()],
            None => self.streams_of(&target.subject.pattern()).await?,
        };
        if names.is_empty() {
            return Err(NO_STREAM.to_owned());
        }
        for name in names {
            let info: Info = self.ask(format!("STREAM.INFO.{name}"), &()).await?;
            if info.config.no_ack {
                return Err(format!("the stream {name} acknowledges nothing: make it with --ack"));
            }
            if info.config.duplicate_window < WINDOW {
                return Err(format!(
                    "the stream {name} knows duplicates for less than 2 hours: \
                     nats stream edit {name} --dupe-window=2h"
                ));
            }
        }
        Ok(())
    }

    /// Names of the streams whose subjects have some in common with a pattern.
    async fn streams_of(&self, pattern: &str) -> Result<Vec<String>, String> {
        #[derive(Deserialize)]
        struct Names {
            streams: Option<Vec<String>>,
        }
        let names: Names =
            self.ask("STREAM.NAMES".to_owned(), &json!({"subject": pattern})).await?;
        Ok(names.streams.unwrap_or_default())
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        subject: String,
        payload: &impl Serialize,
    ) -> Result<T, String> {
        let asked = self.jetstream.request(subject, payload).await;
        let answer: Response<T> = asked.map_err(|_| NO_JETSTREAM.to_owned())?;
        match answer {
            Response::Ok(answer) => Ok(answer),
            Response::Err { error } if error.error_code() == ErrorCode::STREAM_NOT_FOUND => {
                Err(NO_STREAM.to_owned())
            }
            Response::Err { error } => Err(format!("JetStream answers: {error}")),
        }
    }

    pub(super) fn is_lost(&self) -> bool {
        self.lost.borrow().is_some()
    }

    /// Publishes a message, and waits until the stream has it.
    pub(super) async fn publish(&self, subject: String, message: PublishMessage) -> Outcome {
        let publish = async {
            match self.jetstream.send_publish(subject, message).await {
                Ok(acknowledgement) => outcome_of(acknowledgement.await.err()),
                Err(error) if error.kind() == PublishErrorKind::MaxPayloadExceeded => {
                    Outcome::Refused("it is larger than the server's max_payload".to_owned())
                }
                Err(_) => Outcome::Down(LOST.to_owned()),
            }
        };
        let mut lost = self.lost.clone();
        tokio::select! {
            biased;
            outcome = publish => outcome,
            why = end_of(&mut lost) => Outcome::Down(why.to_owned()),
        }
    }
}

/// Waits until a connection is lost.
async fn end_of(lost: &mut watch::Receiver<Lost>) -> &'static str {
    match lost.wait_for(Option::is_some).await {
        Ok(why) => why.unwrap_or(LOST),
        Err(_) => LOST,
    }
}

/// What an event on a connection says of it, if it cannot be used any more.
fn what_ends(event: &Event) -> Lost {
    match event {
        Event::Disconnected | Event::Closed => Some(LOST),
        Event::ServerError(ServerError::AuthorizationViolation) => Some(REFUSED),
        // A message that is not allowed has no answer but this.
        Event::ServerError(ServerError::Other(text))
            if text.to_ascii_lowercase().starts_with("permissions violation") =>
        {
            Some(NOT_ALLOWED)
        }
        _ => None,
    }
}

fn why_not_connected(error: &ConnectError) -> String {
    let why = match error.kind() {
        ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication => {
            return REFUSED.to_owned();
        }
        ConnectErrorKind::Dns => "the name is not found".to_owned(),
        kind => match error.source().and_then(|source| source.downcast_ref::<io::Error>()) {
            Some(error) => error.kind().to_string(),
            None => kind.to_string(),
        },
    };
    format!("cannot connect to NATS: {why}")
}

/// What the answer to a message says; none is an acknowledgement.
fn outcome_of(error: Option<PublishError>) -> Outcome {
    let Some(error) = error else { return Outcome::Delivered };
    match error.kind() {
        PublishErrorKind::StreamNotFound => return Outcome::Down(NO_STREAM.to_owned()),
        PublishErrorKind::BrokenPipe => return Outcome::Down(LOST.to_owned()),
        _ => {}
    }
    let Some(error) = error.source().and_then(|it| it.downcast_ref::<jetstream::Error>()) else {
        return Outcome::Failed("the answer is no acknowledgement".to_owned());
    };
    let text = format!("JetStream answers: {error}");
    match error.error_code() {
        ErrorCode::STREAM_MESSAGE_EXCEEDS_MAXIMUM | ErrorCode::STREAM_HEADER_EXCEEDS_MAXIMUM => {
            Outcome::Refused(text)
        }
        ErrorCode::STREAM_NOT_MATCH => {
            Outcome::Down("another stream than `stream` has the subject".to_owned())
        }
        // Full ones among them.
        ErrorCode::STREAM_SEALED | ErrorCode::ACCOUNT_RESOURCES_EXCEEDED => Outcome::Down(text),
        _ if error.code() >= 500 => Outcome::Down(text),
        _ => Outcome::Failed(text),
    }
}
