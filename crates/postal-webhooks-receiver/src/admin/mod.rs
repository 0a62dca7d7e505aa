//! The admin port: health, metrics, the API of operators and their view, behind a guard.

mod api;
mod guard;
mod health;
mod metrics;
mod refusal;
mod view;

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use self::guard::{Access, Gate, Guard};
use self::health::Health;
pub use self::metrics::Recorder;
use self::view::View;
use crate::error::Error;
use crate::listen::accept;
use crate::listen::connection::http1;
use crate::receiver::{Inner, Receiver};

/// Connections that are served at a time. Others wait.
const CONNECTIONS: usize = 64;
/// How often the recorder puts away what came since.
const UPKEEP: Duration = Duration::from_secs(5);

/// Choices for [`Receiver::admin`].
#[derive(Clone, Debug, Default)]
pub struct AdminOptions {
    guard: Guard,
    recorder: Option<Recorder>,
    backups: Option<std::path::PathBuf>,
}

impl AdminOptions {
    /// Asks for this password, with any user name (HTTP Basic). Only `/livez` and `/readyz` are
    /// answered without.
    #[must_use]
    pub fn password(mut self, password: &str) -> Self {
        self.guard.password = Some(guard::digest(password.as_bytes()));
        self
    }

    /// Lets in who has this password to look at how things stand, with any user name. Who has it sees
    /// no bodies and nothing out of a mail, and changes nothing. It counts beside
    /// [`password`](Self::password) alone.
    #[must_use]
    pub fn viewer_password(mut self, password: &str) -> Self {
        self.guard.viewer_password = Some(guard::digest(password.as_bytes()));
        self
    }

    /// Answers requests for this host name, besides those for addresses and for `localhost`. A
    /// name that is not listed can be a page's that a browser shows, made to lead here.
    #[must_use]
    pub fn host(mut self, name: impl Into<String>) -> Self {
        self.guard.hosts.push(name.into());
        self
    }

    /// Shows what this recorder has at `/metrics`.
    #[must_use]
    pub fn recorder(mut self, recorder: Recorder) -> Self {
        self.recorder = Some(recorder);
        self
    }

    /// Puts backups that are asked for by the API into this folder.
    #[must_use]
    pub fn backups(mut self, folder: impl Into<std::path::PathBuf>) -> Self {
        self.backups = Some(folder.into());
        self
    }
}

/// An admin port that is open.
struct Admin {
    inner: Arc<Inner>,
    options: AdminOptions,
    health: Health,
    view: View,
}

impl Receiver {
    /// Serves the admin port on this listener until the receiver has ended.
    ///
    /// | path | |
    /// |---|---|
    /// | `GET /` | a view of what arrived, for people: events, sinks, quarantine, health |
    /// | `GET /livez` | the process answers |
    /// | `GET /readyz` | 200 if requests would be stored now, else 503 and a line for each reason; a sink is none |
    /// | `GET /metrics` | for Prometheus |
    /// | `GET /api/v1/status`, `sources`, `sinks` | how all stands |
    /// | `GET /api/v1/events` | events without bodies: `?from=`, `until=`, `since=`, `source=`, `event=`, `uuid=`, `order=newest`, `limit=`; `next` is the `from` of the next page, or its `until` |
    /// | `GET /api/v1/events/<seq>` | one with headers and body |
    /// | `GET /api/v1/quarantine`, `dead-letters` | lists: `?skip=`, `limit=`, `sink=`; `next` is the `skip` of the next page |
    /// | `GET /api/v1/quarantine/<digest>` | one with headers and body |
    /// | `POST /api/v1/pause`, `resume`, `replay`, `retry`, `drop`, `release`, `prune` | an [`Action`](crate::operate::Action) with what it holds as a JSON object; `?dry-run` only looks |
    /// | `POST /api/v1/backup` | `{"file": "name.db"}`, verified, into the folder of [`AdminOptions::backups`] |
    ///
    /// A request has to be for an address, for `localhost` or for a host that is listed, a change
    /// must not come from a page elsewhere, and all but health asks for the password, if there is
    /// one. With [`AdminOptions::viewer_password`], bodies and changes are refused.
    ///
    /// What the view searches by is kept in the file `<store>.search`, or in a table of the server.
    /// It is filled from the first admin port on, and can be deleted while no receiver runs.
    ///
    /// # Errors
    ///
    /// The listener has another address than one of loopback, and there is no password.
    pub async fn admin(&self, listener: TcpListener, options: AdminOptions) -> Result<(), Error> {
        let address = listener.local_addr()?;
        if options.guard.password.is_none() && !address.ip().to_canonical().is_loopback() {
            return Err(Error::AdminNeedsPassword { address });
        }
        // What it searches by begins to be filled.
        self.inner.view().await;
        let (inner, view) = (Arc::clone(&self.inner), View::new()?);
        let admin = Arc::new(Admin { inner, options, health: Health::default(), view });
        let slots = Arc::new(Semaphore::new(CONNECTIONS));
        let mut connections = JoinSet::new();
        let mut upkeep = tokio::time::interval(UPKEEP);
        let mut ended = pin!(self.inner.ended());
        loop {
            let accepted = async {
                let slot = Arc::clone(&slots).acquire_owned().await;
                (slot, accept::accept(&listener).await)
            };
            tokio::select! {
                (slot, stream) = accepted => {
                    let admin = Arc::clone(&admin);
                    connections.spawn(async move {
                        serve(admin, stream).await;
                        drop(slot);
                    });
                }
                _ = upkeep.tick() => {
                    if let Some(recorder) = &admin.options.recorder {
                        recorder.run_upkeep();
                    }
                }
                () = &mut ended => break,
            }
            while connections.try_join_next().is_some() {}
        }
        connections.shutdown().await;
        Ok(())
    }

    /// Sets the gauges to how things stand: what `/metrics` does at each scrape, for a program that
    /// has a recorder of its own.
    pub async fn refresh_metrics(&self) {
        metrics::refresh(&self.inner).await;
    }
}

/// Answers the requests of one connection.
async fn serve(admin: Arc<Admin>, stream: TcpStream) {
    let service = service_fn(|request| {
        let admin = Arc::clone(&admin);
        async move {
            // A task of its own: a client who hangs up cuts no change short, and a panic is an
            // answer.
            let answer = tokio::spawn(admin.answer(request));
            let answer = answer.await.unwrap_or_else(|_| {
                tracing::error!(code = "admin-panicked");
                text(StatusCode::INTERNAL_SERVER_ERROR, "panicked\n")
            });
            Ok::<_, Infallible>(answer)
        }
    });
    // What went wrong with one connection is its client's affair.
    let _ = http1().serve_connection(TokioIo::new(stream), service).await;
}

pub(super) type Answer = Response<AnswerBody>;
/// Bytes that are there, or those of a stream.
type AnswerBody = UnsyncBoxBody<Bytes, Infallible>;

impl Admin {
    async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Answer {
        let path = request.uri().path();
        let gate = match path {
            // A page that refuses has this style too, and it says nothing of anybody.
            view::STYLE => return view::style(request.method()),
            "/livez" | "/readyz" => Gate::Open,
            view::ACT => Gate::Form,
            _ => Gate::Password,
        };
        let access = match self.options.guard.admit(&request, gate) {
            Ok(access) => access,
            Err(refusal) => return refusal.answer(request.headers()),
        };
        if path.starts_with("/api/v1/") {
            return api::answer(&self, request, access).await;
        }
        if !matches!(path, "/livez" | "/readyz" | "/metrics") {
            return view::answer(self, request, access).await;
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return not_allowed("GET, HEAD");
        }
        match path {
            "/livez" => text(StatusCode::OK, "ok\n"),
            "/readyz" => self.health.ready(&self.inner).await,
            _ => metrics::answer(self.options.recorder.as_ref(), &self.inner).await,
        }
    }
}

fn not_allowed(methods: &'static str) -> Answer {
    let mut answer = text(StatusCode::METHOD_NOT_ALLOWED, "the method is another here\n");
    answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
    answer
}

fn text(status: StatusCode, text: impl Into<Bytes>) -> Answer {
    body(status, "text/plain; charset=utf-8", text)
}

/// An answer that nobody keeps, and no browser takes for something else.
fn body(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()).boxed_unsync());
    *answer.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}
