//! What all pages have: head, navigation, and the signs of trouble on top.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use maud::{DOCTYPE, Markup, html};
use tokio::time::timeout;

use super::text::{counted, short, span};
use super::{SCRIPT, STYLE};
use crate::admin::{Access, Admin, Answer, body};
use crate::clock;
use crate::operate::Operator;
use crate::receiver::Inner;
use crate::sink::SinkStatus;
use crate::store::inspect::Parks;

/// How long the signs on top may take.
const PATIENCE: Duration = Duration::from_millis(300);

/// Who looks, and when.
#[derive(Clone)]
pub(super) struct Look {
    pub(super) admin: Arc<Admin>,
    pub(super) access: Access,
    /// In microseconds since 1970.
    pub(super) now: i64,
}

impl Look {
    pub(super) fn new(admin: Arc<Admin>, access: Access) -> Self {
        Self { admin, access, now: clock::now() }
    }

    pub(super) fn inner(&self) -> &Arc<Inner> {
        &self.admin.inner
    }

    /// What operators do, within the time of a page.
    pub(super) async fn operator(&self) -> Operator {
        let inspect = Arc::clone(&self.inner().view().await.inspect);
        Operator { inspect, ..self.inner().operator() }
    }

    /// Whether bodies may be shown, and something changed.
    pub(super) fn may(&self) -> bool {
        self.access == Access::Everything
    }
}

/// A page of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Events,
    Sinks,
    Quarantine,
    Health,
    None,
}

const TABS: [(Tab, &str, &str); 4] = [
    (Tab::Events, "/", "Events"),
    (Tab::Sinks, "/sinks", "Sinks"),
    (Tab::Quarantine, "/quarantine", "Quarantine"),
    (Tab::Health, "/health", "Health"),
];

pub(super) async fn show(look: &Look, tab: Tab, title: &str, content: &Markup) -> Answer {
    answer(look, StatusCode::OK, tab, title, content).await
}

/// A page that says why there is none.
pub(super) async fn problem(look: &Look, status: StatusCode, sentence: &str) -> Answer {
    let title = status.canonical_reason().unwrap_or("Error");
    let content = html! { p { (sentence) } p { a href="/" { "Back to the events" } } };
    answer(look, status, Tab::None, title, &content).await
}

async fn answer(
    look: &Look,
    status: StatusCode,
    tab: Tab,
    title: &str,
    content: &Markup,
) -> Answer {
    let head = html! { script src=(SCRIPT) defer {} };
    let content = html! {
        a.skip href="#main" { "Skip to the content" }
        header {
            nav aria-label="Pages" {
                @for (it, path, name) in TABS {
                    a href=(path) aria-current=[(it == tab).then_some("page")] { (name) }
                }
            }
        }
        (signs(look).await)
        main id="main" tabindex="-1" {
            h1 { (title) }
            (content)
        }
    };
    document(status, title, &head, &content)
}

/// A whole page, with what only some have in their head.
pub(super) fn document(status: StatusCode, title: &str, head: &Markup, content: &Markup) -> Answer {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light dark";
                title { (title) " · Postal webhooks" }
                link rel="stylesheet" href=(STYLE);
                (head)
            }
            body { (content) }
        }
    };
    body(status, "text/html; charset=utf-8", markup.into_string())
}

/// What an operator has to know first: whether events are stored, and whether they go on.
async fn signs(look: &Look) -> Markup {
    let inner = look.inner();
    // The check goes on when the page no longer waits, so that the next ones know what it found.
    let admin = Arc::clone(&look.admin);
    let check = tokio::spawn(async move { admin.health.failed(&admin.inner).await });
    let (failed, given_up) = tokio::join!(timeout(PATIENCE, check), given_up(look));
    let failed = match failed {
        Ok(Ok(failed)) => failed,
        _ => vec!["store: it does not answer in time"],
    };
    let received = inner.ingest.sources.iter();
    let received = received
        .map(|state| state.last_received.load(std::sync::atomic::Ordering::Relaxed))
        .max()
        .filter(|at| *at > 0);
    let sinks = inner.sink_status();
    let is_stuck = |status: &SinkStatus| matches!(status.state, "down" | "full");
    let troubled: Vec<_> =
        sinks.iter().filter(|(_, status)| is_stuck(status) || status.state == "paused").collect();
    html! {
        div.signs role="status" {
            @for reason in &failed { p.bad { b { "Not ready" } " " (reason) } }
            @for (name, status) in &troubled {
                p.bad[is_stuck(status)].warn[!is_stuck(status)] {
                    b { a href={ "/sinks/" (name) } { "Sink " (name) " is " (status.state) } }
                    " for " (span(look.now - status.since)) ", "
                    (counted(status.lag, "event")) " behind"
                    @if !status.error.is_empty() { ": " (short(&status.error)) }
                }
            }
            @for name in &given_up {
                p.warn {
                    b { a href={ "/sinks/" (name) } { "Sink " (name) " has given events up" } }
                    ": they wait for you"
                }
            }
            @if failed.is_empty() && troubled.is_empty() && given_up.is_empty() {
                p.good {
                    b { "All is well" } " "
                    @match received {
                        Some(at) => { "last request " (span(look.now - at)) " ago" }
                        None => { "no request since the start" }
                    }
                }
            }
        }
    }
}

/// The sinks that have dead letters, as far as the store says so in time.
async fn given_up(look: &Look) -> Vec<Arc<str>> {
    let inner = look.inner();
    let mut sinks = Vec::new();
    let read = async {
        let inspect = &inner.view().await.inspect;
        for (name, _) in inner.sink_status() {
            let sink = name.to_string();
            let one = Parks { sink, dead: true, until: i64::MAX, limit: 1 };
            if inspect.parks_of_sink(one).await.is_ok_and(|dead| !dead.is_empty()) {
                sinks.push(name);
            }
        }
    };
    let _ = timeout(PATIENCE, read).await;
    sinks
}
