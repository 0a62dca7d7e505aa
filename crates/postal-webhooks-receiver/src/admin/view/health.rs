//! Health: whether what comes is stored, what it is verified with, and how much room there is.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use maud::{Markup, html};
use postal_webhooks::KeySet;
use postal_webhooks::request::GIVES_UP_AFTER;
use postal_webhooks::web::{Intake, IntakeVerifier};
use tokio::time::timeout;

use super::Page;
use super::chart::bars;
use super::page::{Look, Tab, show};
use super::text::{moment, number, size, span, text};
use crate::clock::micros;
use crate::ingest::SourceState;
use crate::pulse::{MINUTES, Minute};
use crate::store::Space;

/// How long the index may take: the page is there also while a server is not.
const PATIENCE: Duration = Duration::from_millis(500);

pub(super) async fn page(look: &Look) -> Page {
    let inner = look.inner();
    let space = inner.reader.space().await.ok();
    let index = match &inner.view().await.index {
        Some(index) => {
            let last = timeout(PATIENCE, index.last()).await;
            last.ok().and_then(Result::ok).map(|last| last.map_or(0, |(seq, _)| seq))
        }
        None => None,
    };
    let newest = *inner.last.borrow();
    let markup = html! {
        @for state in &inner.ingest.sources { (left(look, state)) }
        section { h2 { "The last hour" } (hour(look)) }
        @for state in &inner.ingest.sources { (source(look, state)) }
        section {
            h2 { "Store" }
            dl.facts {
                dt { "Where" } dd { (text(&inner.store.to_string())) }
                dt { "Newest event" } dd { "number " (number(newest)) }
                dt { "Jobs that wait" } dd { (number(i64::try_from(inner.queue.len()).unwrap_or(i64::MAX))) }
                (room(space, inner.retention.min_free))
                dt { "Index of the search" } dd {
                    @match index {
                        Some(reached) if reached >= newest => { "has come to the newest event" }
                        Some(reached) => { (number(newest - reached)) " events behind" }
                        None => { "cannot be read; the log says why" }
                    }
                }
                dt { "Clock" } dd {
                    @if *inner.clock_suspect.borrow() { b.bad { "was set while the receiver ran: nothing is deleted until it is right" } }
                    @else { (moment(look.now)) " UTC, not set since the start" }
                }
            }
        }
    };
    Ok(show(look, Tab::Health, "Health", &markup).await)
}

/// How long there is until Postal gives up what was not accepted.
fn left(look: &Look, state: &SourceState) -> Markup {
    let Some(since) = state.pulse.failing_since() else { return Markup::default() };
    let left = since + micros(GIVES_UP_AFTER) - look.now;
    let name = &state.source.name;
    html! {
        p.bad role="alert" {
            b { "No request of " (name) " was accepted for " (span(look.now - since)) }
            @if left > 0 {
                ". If they are Postal's, it gives up the first of them in "
                b { (number(left / 1_000_000)) " s" } ", and one by one after that."
            } @else {
                ". If they were Postal's, it has given up those from before "
                (moment(look.now - micros(GIVES_UP_AFTER))) ": send them again from its web interface."
            }
        }
    }
}

fn hour(look: &Look) -> Markup {
    let mut minutes = vec![Minute::default(); MINUTES];
    for state in &look.inner().ingest.sources {
        for (sum, minute) in minutes.iter_mut().zip(state.pulse.minutes(look.now)) {
            sum.accepted += minute.accepted;
            sum.slowest = sum.slowest.max(minute.slowest);
        }
    }
    let accepted: Vec<u64> = minutes.iter().map(|minute| minute.accepted).collect();
    let slowest = minutes.iter().map(|minute| u64::try_from(minute.slowest.as_micros()));
    let slowest: Vec<u64> = slowest.map(Result::unwrap_or_default).collect();
    let most = |values: &[u64]| values.iter().copied().max().unwrap_or_default();
    let arrivals =
        format!("Requests accepted: {} in the hour", number(accepted.iter().sum::<u64>()));
    let busiest = format!("{} a minute", number(most(&accepted)));
    let longest = most(&slowest);
    let longest = format!("{}.{} ms", number(longest / 1000), longest % 1000 / 100);
    let latency = "Slowest answer of each minute; Postal waits 5,000 ms";
    html! {
        div.charts { (bars(&arrivals, &busiest, &accepted)) (bars(latency, &longest, &slowest)) }
    }
}

fn source(look: &Look, state: &SourceState) -> Markup {
    let mut refused: BTreeMap<&str, u64> = BTreeMap::new();
    for minute in state.pulse.minutes(look.now) {
        for (word, count) in minute.refused {
            *refused.entry(word).or_default() += count;
        }
    }
    let received = state.last_received.load(std::sync::atomic::Ordering::Relaxed);
    html! {
        section {
            h2 { "Source " (state.source.name) }
            dl.facts {
                dt { "Last request" } dd {
                    @if received > 0 { (moment(received)) " (" (span(look.now - received)) " ago)" }
                    @else { "none since the start" }
                }
                (keys(&state.source.intake))
                dt { "Not accepted in the last hour" } dd {
                    @if refused.is_empty() { "none" }
                    @for (word, count) in &refused { span.count { (word) " " b { (number(*count)) } } " " }
                }
            }
        }
    }
}

fn keys(intake: &Intake) -> Markup {
    match intake.verifier() {
        IntakeVerifier::Fixed(verifier) => html! {
            dt { "Keys" } dd { (listed(verifier.keys())) "from the configuration" }
        },
        IntakeVerifier::Remote(verifier) => {
            let status = verifier.status();
            let age = status.age.map(micros);
            html! {
                dt { "Keys" } dd {
                    @match status.keys.as_ref().map(Arc::as_ref) {
                        Some(keys) => { (listed(keys)) }
                        None => { b.bad { "none: every request is answered 503" } " " }
                    }
                    @match age { Some(age) => { "fetched " (span(age)) " ago" } None if status.keys.is_some() => { "from the cache" } None => {} }
                }
                @if let Some(error) = status.fetch_error { dt { "Last fetch" } dd.bad { (text(&error.to_string())) } }
                @if let Some(error) = status.cache_error { dt { "Cache of keys" } dd.bad { (text(&error.to_string())) } }
            }
        }
        _ => Markup::default(),
    }
}

fn listed(keys: &KeySet) -> Markup {
    html! {
        @for key in keys {
            @let kid = key.kid().to_string();
            code title=(kid) { (kid.get(..12).unwrap_or_default()) "…" } " of " (key.bits()) " bits, "
        }
    }
}

fn room(space: Option<Space>, min_free: u64) -> Markup {
    html! {
        @match space {
            Some(Space { free: Some(free), wal }) => {
                dt { "Room" } dd {
                    @if free < min_free { b.bad { (size(free)) } } @else { (size(free)) }
                    " free; not ready below " (size(min_free))
                }
                dt { "Write-ahead log" } dd { (size(wal)) }
            }
            Some(_) => { dt { "Room" } dd { "the server does not say" } }
            None => { dt { "Room" } dd.bad { "it cannot be read" } }
        }
    }
}
