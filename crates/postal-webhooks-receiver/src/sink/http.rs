//! [`Http`]: posts events to a URL, on connections that are kept.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::uri::Authority;
use http::{HeaderName, HeaderValue, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper_util::client::legacy::{Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use postal_webhooks::{SIGNATURE, SIGNATURE_256, SIGNATURE_KID};

use super::connect::Connector;
use super::{Deliver, Delivering, Outcome};
use crate::error::Error;
use crate::event::StoredEvent;

/// How long a connection is kept that nothing uses. Many servers close theirs after a minute.
const IDLE: Duration = Duration::from_secs(30);
/// The most of an answer that is read, so that its connection can be used again.
const ANSWER: usize = 64 << 10;
/// How long to read an answer whose status is there.
const ANSWER_WAIT: Duration = Duration::from_secs(1);

/// Posts each event.
pub(super) struct Http {
    client: Client<Connector, Full<Bytes>>,
    /// Keeps no connections, so each is new.
    fresh: Client<Connector, Full<Bytes>>,
    uri: Uri,
    authorization: Option<HeaderValue>,
}

impl Http {
    pub(super) fn new(sink: &str, url: &str) -> Result<Self, Error> {
        let wrong = |problem| Error::SinkUrl { sink: sink.to_owned(), problem };
        let uri: Uri = url.parse().map_err(|_| wrong("is not a URL"))?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(wrong("does not begin with http:// or https://"));
        }
        let (uri, user_info) = without_user_info(uri).map_err(wrong)?;
        let authorization = user_info.map(|user_info| {
            HeaderValue::from_str(&format!("Basic {}", BASE64_STANDARD.encode(user_info)))
        });
        let mut authorization = authorization.transpose().map_err(|_| wrong("is not a URL"))?;
        if let Some(authorization) = &mut authorization {
            authorization.set_sensitive(true);
        }
        let connector = match uri.scheme_str() {
            Some("https") => Connector::tls()
                .map_err(|error| Error::SinkTls { sink: sink.to_owned(), source: error.into() })?,
            _ => Connector::plain(),
        };
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
        let client = builder.build(connector.clone());
        let fresh = builder.pool_max_idle_per_host(0).build(connector);
        Ok(Self { client, fresh, uri, authorization })
    }

    fn request(&self, event: &StoredEvent, replay: Option<i64>) -> Option<Request<Full<Bytes>>> {
        let key = match replay {
            Some(id) => format!("{}/replay-{id}", event.uuid),
            None => event.uuid.clone(),
        };
        let mut request = Request::post(self.uri.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, concat!("postal-webhooks-receiver/", env!("CARGO_PKG_VERSION")))
            // A uuid is a text of the body's, and may hold what no header may.
            .header("idempotency-key", HeaderValue::from_bytes(key.as_bytes()).ok()?);
        let signatures = [(SIGNATURE_256, &event.signature), (SIGNATURE, &event.signature_sha1)];
        for (name, signature) in signatures.into_iter().filter(|it| !it.1.is_empty()) {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            request = request.header(name, BASE64_STANDARD.encode(signature));
        }
        if !event.kid.is_empty() {
            request = request.header(SIGNATURE_KID, &event.kid);
        }
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        request.body(Full::new(event.body.clone())).ok()
    }

    async fn post(&self, event: &StoredEvent, replay: Option<i64>) -> Outcome {
        let Some(request) = self.request(event, replay) else {
            return Outcome::Refused("its uuid or kid cannot stand in a header".to_owned());
        };
        let again = request.clone();
        let mut answer = self.client.request(request).await;
        if let Err(error) = &answer
            && !error.is_connect()
            && is_closed(error)
        {
            // The other side may have closed it just when it was to be used again.
            answer = self.fresh.request(again).await;
        }
        match answer {
            Ok(answer) => {
                let (head, body) = answer.into_parts();
                let _ = tokio::time::timeout(ANSWER_WAIT, read(body)).await;
                outcome_of(head.status)
            }
            Err(error) if error.is_connect() => Outcome::Down("cannot connect".to_owned()),
            Err(_) => Outcome::Failed("the connection broke before there was an answer".to_owned()),
        }
    }
}

impl Deliver for Http {
    fn deliver<'a>(&'a self, event: &'a StoredEvent, replay: Option<i64>) -> Delivering<'a> {
        Box::pin(self.post(event, replay))
    }
}

/// Reads an answer to its end, unless it is long.
async fn read(body: Incoming) {
    let mut body = Limited::new(body, ANSWER);
    while let Some(Ok(_)) = body.frame().await {}
}

/// What a status says.
fn outcome_of(status: StatusCode) -> Outcome {
    let text = format!("status {}", status.as_u16());
    match status.as_u16() {
        200..=299 => Outcome::Delivered,
        400 | 413 | 415 | 422 => Outcome::Refused(text),
        300..=399 | 401 | 403 | 404 | 410 | 429 | 503 => Outcome::Down(text),
        _ => Outcome::Failed(text),
    }
}

/// Whether the connection ended before anything of an answer came.
fn is_closed(error: &ClientError) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<hyper::Error>()
            && (error.is_incomplete_message() || error.is_canceled() || error.is_closed())
        {
            return true;
        }
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
            return matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset);
        }
        cause = error.source();
    }
    false
}

/// Takes the user info out of a URL.
pub(super) fn without_user_info(uri: Uri) -> Result<(Uri, Option<String>), &'static str> {
    let mut parts = uri.into_parts();
    let authority = parts.authority.take().ok_or("has no host")?;
    let (user_info, host) = match authority.as_str().rsplit_once('@') {
        Some((user_info, host)) => (Some(user_info.to_owned()), host),
        None => (None, authority.as_str()),
    };
    let host: Authority = host.parse().map_err(|_| "has no host")?;
    let has_port = host.as_str().len() > host.host().len();
    if has_port && host.port_u16().is_none_or(|port| port == 0) {
        return Err("has a port that is none");
    }
    if host.host().is_empty() {
        return Err("has no host");
    }
    parts.authority = Some(host);
    let uri = Uri::from_parts(parts).map_err(|_| "is not a URL")?;
    Ok((uri, user_info))
}
