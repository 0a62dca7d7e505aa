//! API of operators, in JSON: looking is GET, changing is POST.

use std::path::{Component, Path};
use std::time::Duration;

use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Access, Admin, Answer, body, health, not_allowed};
use crate::operate::{Action, ActionError, EventHead, OpenStore, Operator, Selection, Whole, time};
use crate::store::StoreError;
use crate::store::inspect::Listing;

/// The longest body of a request.
const LONGEST: usize = 64 * 1024;
/// How long the body of a request may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Rows of an answer, and the most that can be asked for.
const ROWS: usize = 100;
const MOST: usize = 1000;

/// Why there is no answer.
struct Refusal(StatusCode, String);

impl Refusal {
    fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self(status, why.into())
    }
}

impl From<StoreError> for Refusal {
    fn from(_: StoreError) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "the store cannot be read; see the log")
    }
}

impl From<ActionError> for Refusal {
    fn from(error: ActionError) -> Self {
        let status = match &error {
            ActionError::NoSink | ActionError::NotDead | ActionError::NotInQuarantine => {
                StatusCode::NOT_FOUND
            }
            ActionError::NotReleasable(_)
            | ActionError::NotConfigured
            | ActionError::ClockSuspect => StatusCode::CONFLICT,
            ActionError::Store(_) | ActionError::ReadOnly => StatusCode::SERVICE_UNAVAILABLE,
            ActionError::UnclearDigest | ActionError::NothingSelected | ActionError::TooShort => {
                StatusCode::BAD_REQUEST
            }
        };
        Self::new(status, error.to_string())
    }
}

pub(super) async fn answer(admin: &Admin, request: Request<Incoming>, access: Access) -> Answer {
    let is_read = match *request.method() {
        Method::GET | Method::HEAD => true,
        Method::POST => false,
        _ => return not_allowed("GET, HEAD, POST"),
    };
    let result = if is_read {
        look(admin, request.uri(), access).await
    } else if access == Access::Limited {
        Err(limited())
    } else {
        change(admin, request).await
    };
    match result {
        Ok(value) => json_body(StatusCode::OK, &value),
        Err(Refusal(status, why)) => json_body(status, &json!({"error": why})),
    }
}

fn limited() -> Refusal {
    let why = "the password of a viewer shows no bodies, and changes nothing";
    Refusal::new(StatusCode::FORBIDDEN, why)
}

fn json_body(status: StatusCode, value: &Value) -> Answer {
    body(status, "application/json", format!("{value}\n"))
}

fn words(path: &str) -> Vec<&str> {
    path.trim_start_matches("/api/v1/").split('/').collect()
}

async fn look(admin: &Admin, uri: &http::Uri, access: Access) -> Result<Value, Refusal> {
    let operator = admin.inner.operator();
    let query = Query::read(uri.query().unwrap_or_default())?;
    match &*words(uri.path()) {
        ["status"] => status(admin, &operator).await,
        ["sources"] => Ok(json!({"sources": sources(admin).await})),
        ["sinks"] => Ok(json!({"sinks": operator.sinks().await?})),
        ["events"] => {
            let list = operator.listing(&query.select).await?;
            let list = Listing { limit: query.limit, newest_first: query.newest_first, ..list };
            let events = operator.inspect.heads(list).await?;
            let end = events.last().map(|event: &EventHead| event.seq);
            let next = end.filter(|_| events.len() == query.limit);
            let next = next.map(|seq| if query.newest_first { seq - 1 } else { seq + 1 });
            Ok(json!({"events": events, "next": next}))
        }
        ["events" | "quarantine", _] if access == Access::Limited => Err(limited()),
        ["events", seq] => {
            let seq = seq.parse().map_err(|_| bad("a sequence is a number"))?;
            let event = operator.event(seq).await?;
            let event =
                event.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "no such event"))?;
            whole(event.into())
        }
        ["quarantine"] => {
            let rows = operator.inspect.quarantine(query.skip, query.limit).await?;
            Ok(page("quarantine", &rows, &query))
        }
        ["quarantine", digest] => whole(operator.quarantined(digest).await?.into()),
        ["dead-letters"] => {
            let rows = operator.inspect.dead(query.sink.clone(), query.skip, query.limit).await?;
            Ok(page("dead_letters", &rows, &query))
        }
        _ => Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "status, sources, sinks, events, quarantine and dead-letters are here",
        )),
    }
}

/// Rows, and how many to skip for the next, if there may be more.
fn page<T: Serialize>(name: &str, rows: &[T], query: &Query) -> Value {
    let next = (rows.len() == query.limit).then(|| query.skip + rows.len() as u64);
    json!({name: rows, "next": next})
}

fn whole(whole: Whole) -> Result<Value, Refusal> {
    serde_json::to_value(whole)
        .map_err(|_| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "it cannot be shown"))
}

async fn status(admin: &Admin, operator: &Operator) -> Result<Value, Refusal> {
    let inner = &admin.inner;
    let failed = admin.health.failed(inner).await;
    let space = inner.reader.space().await?;
    let store = match inner.store.file() {
        Some(file) => {
            std::path::absolute(file).unwrap_or_else(|_| file.to_owned()).display().to_string()
        }
        None => inner.store.to_string(),
    };
    Ok(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "store": store,
        "ready": failed.is_empty(),
        "failed": failed,
        "last_seq": *inner.last.borrow(),
        "queue": inner.queue.len(),
        "free_bytes": space.free,
        "wal_bytes": space.wal,
        "clock_suspect": operator.clock_suspect,
        "sources": sources(admin).await,
        "sinks": operator.sinks().await?,
    }))
}

/// The sources: their paths may be secrets, and are not shown.
async fn sources(admin: &Admin) -> Value {
    let mut sources = Vec::new();
    for state in &admin.inner.ingest.sources {
        let received = state.last_received.load(std::sync::atomic::Ordering::Relaxed);
        sources.push(json!({
            "name": &*state.source.name,
            "last_received": (received > 0).then(|| time::text(received)),
            "keys_usable": health::is_usable(&state.source.intake).await,
        }));
    }
    sources.into()
}

/// What a request asks for behind the `?`.
struct Query {
    select: Selection,
    sink: Option<String>,
    limit: usize,
    skip: u64,
    newest_first: bool,
}

fn bad(why: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, why)
}

impl Query {
    fn read(query: &str) -> Result<Self, Refusal> {
        let mut read = Self {
            select: Selection::default(),
            sink: None,
            limit: ROWS,
            skip: 0,
            newest_first: false,
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let number = || value.parse::<i64>().map_err(|_| bad(format!("{name} is a number")));
            match &*name {
                "from" => read.select.from = Some(number()?),
                "until" => read.select.until = Some(number()?),
                "since" => {
                    let time = time::parse(&value);
                    let time = time.ok_or_else(|| bad("since is as 2026-01-31T12:00:00Z"))?;
                    read.select.since = Some(time);
                }
                "source" => read.select.sources.push(value.into_owned()),
                "event" => read.select.events.push(value.into_owned()),
                "uuid" => read.select.uuids.push(value.into_owned()),
                "sink" => read.sink = Some(value.into_owned()),
                "limit" => read.limit = usize::try_from(number()?).unwrap_or(0).clamp(1, MOST),
                "skip" => read.skip = u64::try_from(number()?).unwrap_or(0),
                "order" if value == "newest" => read.newest_first = true,
                "order" if value == "oldest" => read.newest_first = false,
                _ => {
                    return Err(bad(
                        "from, until, since, source, event, uuid, sink, limit, skip and \
                         order=newest are known",
                    ));
                }
            }
        }
        Ok(read)
    }
}

async fn change(admin: &Admin, request: Request<Incoming>) -> Result<Value, Refusal> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_json = kind.and_then(|kind| kind.to_str().ok()).is_some_and(|kind| {
        kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
    });
    if !is_json {
        // A form of a page elsewhere cannot say so.
        let why = "a change has the Content-Type application/json";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
    }
    let word = request.uri().path().trim_start_matches("/api/v1/").to_owned();
    let dry_run = match request.uri().query() {
        None => false,
        Some("dry-run") => true,
        Some(_) => return Err(bad("?dry-run is known, to look what it would touch")),
    };
    let read = Limited::new(request.into_body(), LONGEST).collect();
    let Ok(body) = tokio::time::timeout(PATIENCE, read).await else {
        return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "the body is too slow"));
    };
    let body = body.map_err(|_| {
        let why = format!("the body is cut, or has more than {LONGEST} bytes");
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, why)
    })?;
    let body: Value = serde_json::from_slice(&body.to_bytes())
        .map_err(|_| bad("the body is a JSON object: {} at the least"))?;
    if word == "backup" {
        return backup(admin, &body).await;
    }
    let action: Action = serde_json::from_value(json!({&word: body}))
        .map_err(|error| bad(format!("not a change that is known: {error}")))?;
    let report = admin.inner.operator().act(&action, dry_run).await?;
    if !dry_run {
        admin.inner.sinks_changed();
        tracing::info!(code = "changed", change = word, count = report.count);
    }
    Ok(json!(report))
}

/// Makes a backup in the folder that is configured, and verifies it.
async fn backup(admin: &Admin, body: &Value) -> Result<Value, Refusal> {
    let Some(folder) = &admin.options.backups else {
        let why = "no folder for backups is configured; `postal-webhooks backup FILE` makes one";
        return Err(Refusal::new(StatusCode::CONFLICT, why));
    };
    let file = body.get("file").and_then(Value::as_str).unwrap_or_default();
    let mut parts = Path::new(file).components();
    let is_name = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    if !is_name {
        return Err(bad("name the backup: {\"file\": \"events-2026-01-31.db\"}, without a folder"));
    }
    let to = folder.join(file);
    if to.exists() {
        return Err(Refusal::new(StatusCode::CONFLICT, "there is a file of this name"));
    }
    let store = admin.inner.store.clone();
    let made = async { OpenStore::open_to_read(store)?.backup_verified(&to).await };
    let made = made.await.map_err(|error| Refusal::new(StatusCode::CONFLICT, error.to_string()))?;
    tracing::info!(code = "backup-made", bytes = made.bytes, events = made.events);
    Ok(json!(made))
}
