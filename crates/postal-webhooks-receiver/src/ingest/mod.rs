//! From a request to its answer: verified, classified, stored.

mod answer;
mod classify;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, header};
use http_body::Body;
use postal_webhooks::{SIGNATURE, SIGNATURE_256, SignatureHeaders, Verified};
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

pub(crate) use self::answer::Answer;
pub use self::answer::AnswerBody;
pub(crate) use self::classify::classify;
use crate::clock;
use crate::event::{Accepted, Class, Reason};
use crate::pulse::Pulse;
use crate::source::Source;
use crate::store::{Content, Done, Incoming, Job, Queue};

/// How long a request may take, from its headers to its answer. Postal waits a second longer.
pub(crate) const DEADLINE: Duration = Duration::from_secs(4);

/// What takes requests in.
#[derive(Debug)]
pub(crate) struct Ingest {
    pub(crate) queue: Arc<Queue>,
    pub(crate) sources: Vec<SourceState>,
    /// How long uuids are kept.
    pub(crate) keep_seen: Duration,
}

/// A source, and what was seen of it.
#[derive(Debug)]
pub(crate) struct SourceState {
    pub(crate) source: Source,
    /// The newest signed timestamp, by the clock of Postal.
    pub(crate) newest: AtomicI64,
    /// When it last sent something that was verified, by the clock of this machine; 0 for never.
    pub(crate) last_received: AtomicI64,
    pub(crate) pulse: Pulse,
}

impl Ingest {
    pub(crate) fn source(&self, name: &str) -> Option<usize> {
        self.sources.iter().position(|state| &*state.source.name == name)
    }

    fn at_path(&self, path: &str) -> Option<usize> {
        self.sources.iter().position(|state| state.source.path == path)
    }

    /// Answers a request, whose source is known or told by its path.
    ///
    /// It runs as a task of its own, so that a client who hangs up stops nothing, and a panic is an
    /// answer.
    pub(crate) async fn answer<B>(
        self: Arc<Self>,
        source: Option<usize>,
        request: Request<B>,
    ) -> Answer
    where
        B: Body<Data: Send, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
    {
        let begun = Instant::now();
        let Some(source) = source.or_else(|| self.at_path(request.uri().path())) else {
            crate::metrics::answered(None, Answer::NotFound, begun.elapsed());
            return Answer::NotFound;
        };
        let ingest = Arc::clone(&self);
        let task = tokio::spawn(async move {
            let deadline = tokio::time::timeout_at(begun + DEADLINE, ingest.take(source, request));
            deadline.await.unwrap_or(Answer::NotStored)
        });
        let answer = task.await.unwrap_or_else(|_| {
            tracing::error!(code = "request-panicked");
            Answer::Panicked
        });
        let (state, took) = (&self.sources[source], begun.elapsed());
        crate::metrics::answered(Some(&state.source.name), answer, took);
        state.pulse.answered(answer, took, clock::now());
        answer
    }

    async fn take<B>(&self, source: usize, request: Request<B>) -> Answer
    where
        B: Body<Data: Send, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
    {
        let state = &self.sources[source];
        let (head, body) = request.into_parts();
        if head.method != Method::POST {
            return Answer::NotPost;
        }
        if !state.source.is_authorized(&head.headers) {
            return Answer::Unauthorized("password-wrong");
        }
        if is_encoded(&head.headers) {
            return Answer::Encoded;
        }
        match state.source.intake.verify_request(&head.headers, body).await {
            Ok(verified) => {
                let headers = SignatureHeaders::from_header_map(&head.headers);
                self.accept(source, verified, &headers).await
            }
            Err(rejection) => Answer::from(&rejection),
        }
    }

    /// Stores a verified body, and says what became of it once that is durable.
    pub(crate) async fn accept(
        &self,
        source: usize,
        verified: Verified<Bytes>,
        headers: &SignatureHeaders<'_>,
    ) -> Answer {
        let state = &self.sources[source];
        let kid = verified.kid().to_string();
        let body = verified.into_body();
        let received_at = clock::now();
        let mut content = classify(&body);
        if let Content::Event { signed_at, class, .. } = &content {
            if signed_at.is_some_and(|signed_at| self.is_late(state, signed_at, received_at)) {
                content = Content::Quarantine(Reason::Late);
            } else if *class == Class::Invalid {
                tracing::warn!(code = "event-invalid", source = &*state.source.name);
            }
        }
        let signed_at = match &content {
            Content::Event { signed_at, .. } => *signed_at,
            Content::Quarantine(_) => None,
        };
        let signature = |name| {
            let decoded = headers.get(name).and_then(|text| BASE64_STANDARD.decode(text).ok());
            Bytes::from(decoded.unwrap_or_default())
        };
        let job = Job::Accept(Incoming {
            source: Arc::clone(&state.source.name),
            kid,
            received_at,
            signature: signature(SIGNATURE_256),
            signature_sha1: signature(SIGNATURE),
            digest: Sha256::digest(&body).into(),
            body,
            content,
        });
        let Ok(reply) = self.queue.offer(job) else { return Answer::Busy };
        let Ok(Ok(Done::Accepted(accepted))) = reply.await else { return Answer::NotStored };
        state.last_received.store(received_at, Ordering::Relaxed);
        match accepted {
            Accepted::Stored { .. } => {
                if let Some(signed_at) = signed_at {
                    // A time that is to come would make each event late that is not.
                    state.newest.fetch_max(signed_at.min(received_at), Ordering::Relaxed);
                }
            }
            Accepted::Duplicate => {}
            Accepted::Conflict => {
                tracing::warn!(
                    code = "quarantined",
                    source = &*state.source.name,
                    reason = "conflict"
                );
            }
            Accepted::Quarantined(reason) => tracing::warn!(
                code = "quarantined",
                source = &*state.source.name,
                reason = reason.as_str()
            ),
        }
        Answer::Accepted(accepted)
    }

    /// Whether an event was signed before the oldest uuid that is kept. Both clocks have to say so:
    /// one of them can be wrong.
    fn is_late(&self, state: &SourceState, signed_at: i64, now: i64) -> bool {
        let newest = state.newest.load(Ordering::Relaxed);
        signed_at < now.min(newest).saturating_sub(clock::micros(self.keep_seen))
    }
}

fn is_encoded(headers: &HeaderMap) -> bool {
    let encodings = headers.get_all(header::CONTENT_ENCODING);
    encodings.iter().any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
}
