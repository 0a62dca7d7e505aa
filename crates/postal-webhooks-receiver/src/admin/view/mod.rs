//! View of what arrived, for people: pages that are made here, and work without a script.
//!
//! Nothing that came from a mail is more than text in them, and the policy of each page allows no
//! script and no style but the two files that are served here.

mod act;
mod chart;
mod event;
mod filters;
mod find;
mod health;
mod list;
mod page;
mod payload;
mod quarantine;
mod refused;
mod sinks;
mod state;
mod tail;
mod text;

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue, Method, Request, StatusCode, header};
use hyper::body::Incoming;
use tokio::sync::Semaphore;
use tokio::time::timeout;

pub(super) use self::act::ACT;
use self::act::Forms;
use self::page::Look;
pub(super) use self::refused::refused;
use super::{Access, Admin, Answer, body, not_allowed};
use crate::error::Error;
use crate::operate::ActionError;
use crate::store::StoreError;

/// How long a page may take. The store goes on with what it was asked for longer.
const PATIENCE: Duration = Duration::from_millis(1500);
/// How long a count may take before something is changed, and the change itself.
const LONG_PATIENCE: Duration = Duration::from_secs(30);
/// Pages that are made at a time: others wait, so that the receiver has time for what comes in.
const PAGES: usize = 2;
/// Pages that follow what arrives.
const TAILS: usize = 16;

pub(super) const STYLE: &str = "/assets/view.css";
const SCRIPT: &str = "/assets/view.js";

/// Headers of every answer of the view.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What the view keeps.
pub(super) struct View {
    forms: Forms,
    pages: Arc<Semaphore>,
    tails: Arc<Semaphore>,
}

impl View {
    pub(super) fn new() -> Result<Self, Error> {
        Ok(Self {
            forms: Forms::new()?,
            pages: Arc::new(Semaphore::new(PAGES)),
            tails: Arc::new(Semaphore::new(TAILS)),
        })
    }
}

/// Why there is no page.
enum Problem {
    NotFound(&'static str),
    Forbidden(&'static str),
    Bad(&'static str),
    /// The store does not answer in time, or cannot be read.
    Store,
    Action(ActionError),
}

impl From<StoreError> for Problem {
    fn from(_: StoreError) -> Self {
        Self::Store
    }
}

impl From<ActionError> for Problem {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Store(_) => Self::Store,
            ActionError::NotInQuarantine => {
                Self::NotFound("Nothing in quarantine has this digest.")
            }
            error => Self::Action(error),
        }
    }
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::Store => StatusCode::SERVICE_UNAVAILABLE,
            Self::Action(_) => StatusCode::CONFLICT,
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NotFound(why) | Self::Forbidden(why) | Self::Bad(why) => (*why).to_owned(),
            Self::Store => "The store is busy or cannot be read, or this is too much to look \
                            through: the page cannot be shown. What arrives goes another way; \
                            whether it is stored is under Health. Load the page again in a \
                            moment, or ask for a shorter time or one event."
                .to_owned(),
            Self::Action(error) => format!("It was not done: {error}."),
        }
    }
}

type Page = Result<Answer, Problem>;

/// Answers a request for a page.
pub(super) async fn answer(
    admin: Arc<Admin>,
    request: Request<Incoming>,
    access: Access,
) -> Answer {
    protected(dispatch(admin, request, access).await)
}

/// An answer with the headers that all have.
pub(super) fn protected(mut answer: Answer) -> Answer {
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// The style of all pages.
pub(super) fn style(method: &Method) -> Answer {
    protected(match *method {
        Method::GET | Method::HEAD => {
            asset("text/css; charset=utf-8", include_str!("assets/view.css"))
        }
        _ => not_allowed("GET, HEAD"),
    })
}

async fn dispatch(admin: Arc<Admin>, request: Request<Incoming>, access: Access) -> Answer {
    let look = Look::new(Arc::clone(&admin), access);
    let path = request.uri().path().to_owned();
    if path == ACT {
        if request.method() != Method::POST {
            return not_allowed("POST");
        }
        let acted = timeout(LONG_PATIENCE, act::act(&look, request)).await;
        return finish(&look, acted.unwrap_or(Err(Problem::Store))).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return not_allowed("GET, HEAD");
    }
    match &*path {
        SCRIPT => return asset("text/javascript; charset=utf-8", include_str!("assets/view.js")),
        "/tail" => {
            let seen = request.headers().get("last-event-id");
            let seen = seen.and_then(|seen| seen.to_str().ok()?.parse().ok());
            return tail::answer(&look, request.uri().query().unwrap_or_default(), seen);
        }
        _ => {}
    }
    let patience = if path == act::ASK { LONG_PATIENCE } else { PATIENCE };
    let query = request.uri().query().unwrap_or_default().to_owned();
    // The page is made by a task of its own, which keeps its place until the store has answered.
    let made = async {
        let place = Arc::clone(&admin.view.pages).acquire_owned().await;
        let look = look.clone();
        let page = tokio::spawn(async move {
            let page = page(&look, &path, &query).await;
            drop(place);
            page
        });
        page.await.unwrap_or(Err(Problem::Store))
    };
    let made = timeout(patience, made).await.unwrap_or(Err(Problem::Store));
    finish(&look, made).await
}

async fn page(look: &Look, path: &str, query: &str) -> Page {
    let words: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match &*words {
        [""] => list::page(look, query).await,
        ["events", seq] => event::page(look, seq).await,
        ["events", seq, "body"] => event::body(look, seq).await,
        ["sinks"] => sinks::page(look, query).await,
        ["sinks", name] => sinks::one(look, name, query).await,
        ["quarantine"] => quarantine::page(look, query).await,
        ["quarantine", digest] => quarantine::one(look, digest).await,
        ["quarantine", digest, "body"] => quarantine::body(look, digest).await,
        ["health"] => health::page(look).await,
        ["ask"] => act::ask(look, query).await,
        _ => Err(Problem::NotFound("There is no such page.")),
    }
}

async fn finish(look: &Look, page: Page) -> Answer {
    match page {
        Ok(answer) => answer,
        Err(problem) => page::problem(look, problem.status(), &problem.sentence()).await,
    }
}

/// Leads to another page of the view.
fn see_other(path: &str) -> Answer {
    let mut answer = body(StatusCode::SEE_OTHER, "text/plain", "");
    let path = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    answer.headers_mut().insert(header::LOCATION, path);
    answer
}

/// A file that is part of the program.
fn asset(kind: &'static str, text: &'static str) -> Answer {
    let mut answer = body(StatusCode::OK, kind, text);
    // Asked for anew after an update; its length is small.
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=300"));
    answer
}

/// A body as a file to keep: no browser shows it.
fn download(name: &str, bytes: bytes::Bytes) -> Answer {
    let mut answer = body(StatusCode::OK, "application/octet-stream", bytes);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    answer
}
