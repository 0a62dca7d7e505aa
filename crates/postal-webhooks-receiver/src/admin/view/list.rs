//! Events: the newest first, those that a filter asks for.

use maud::{Markup, html};
use postal_webhooks::EventKind;

use super::filters::{Filters, QUARANTINED, minute_text};
use super::find::{Row, found};
use super::page::{Look, Tab, show};
use super::state::State;
use super::text::{moment, short};
use super::{Page, Problem, see_other};
use crate::event::{Class, StoredEvent};
use crate::summary::Summary;

pub(super) async fn page(look: &Look, query: &str) -> Page {
    let filters = Filters::read(query);
    if filters.quarantined {
        return Ok(see_other("/quarantine"));
    }
    let found = if look.may() || filters.text.is_empty() {
        found(look, &filters).await?
    } else {
        return Err(Problem::Forbidden("The password of a viewer does not search in mails."));
    };
    let markup = html! {
        (form(look, &filters))
        @if let Some(note) = &found.note { p.note { (note) } }
        @if filters.is_followed() {
            p.live hidden { button type="button" id="follow" aria-pressed="false" { "Follow live" } " " span id="news" role="status" {} }
        }
        @if found.rows.is_empty() {
            p.empty {
                @if found.next.is_some() { "None among those that were looked at." }
                @else if filters.link(None) == "/?" { "Nothing has arrived yet." }
                @else { "No event fulfils all that is asked for. " a href="/" { "Show all" } }
            }
        }
        @if !found.rows.is_empty() || filters.is_followed() {
            (table(look, &found.rows, filters.is_followed().then(|| tail_link(&filters))))
        }
        nav.paging aria-label="Pages of the list" {
            @if filters.at.is_some() { a href=(filters.link(None)) rel="first" { "Newest" } }
            @if let Some(next) = found.next {
                a href=(filters.link(Some(next))) rel="next" { "Older" }
            }
        }
        @if look.may() {
            // A choice that the browser keeps, and the script reads.
            p.keys hidden { label {
                input type="checkbox" id="keys" checked;
                " Single keys: " kbd { "/" } " search, " kbd { "j" } " next row, " kbd { "k" } " previous row"
            } }
        }
    };
    Ok(show(look, Tab::Events, "Events", &markup).await)
}

fn tail_link(filters: &Filters) -> String {
    filters.link(None).replacen("/?", "/tail?", 1)
}

fn table(look: &Look, rows: &[Row], tail: Option<String>) -> Markup {
    let last = rows.first().map_or(0, |row| row.event.seq);
    html! {
        // Also without a row, for those that come while somebody follows.
        table.list hidden[rows.is_empty()] {
            caption.quiet { "The newest first; times are of receiving, in UTC." }
            thead { tr {
                th scope="col" { "Received" } th scope="col" { "Event" }
                th scope="col" { "Recipient and subject" }
                th scope="col" { "Source" } th scope="col" { "State" }
            } }
            tbody id="rows" data-tail=[tail] data-last=(last) {
                @for row in rows { (tr(look, &row.event, row.state)) }
            }
        }
    }
}

/// A row of the list, also for what arrives while somebody looks.
pub(super) fn tr(look: &Look, event: &StoredEvent, state: State) -> Markup {
    let Summary { to, subject, details, message, .. } = Summary::of(event);
    let rest = if message.is_some() { &subject } else { &details };
    html! {
        tr {
            td.when {
                @if look.may() { a href={ "/events/" (event.seq) } { (moment(event.received_at)) } }
                @else { (moment(event.received_at)) }
            }
            td.what { (name(event)) }
            td.who {
                @if look.may() {
                    @if !to.is_empty() { span.to { (short(&to)) } " " }
                    span.subject { (short(rest)) }
                }
            }
            td { (event.source) }
            td { (state.badge()) }
        }
    }
}

/// The name of an event, with its class where that is not the usual one.
pub(super) fn name(event: &StoredEvent) -> Markup {
    html! {
        @if event.event.is_empty() { i { "no name" } } @else { (short(&event.event)) }
        @if event.class != Class::Known { " " span.class { (event.class.as_str()) } }
    }
}

fn form(look: &Look, filters: &Filters) -> Markup {
    let sources: Vec<_> = look.inner().ingest.sources.iter().collect();
    let is_other = !filters.event.is_empty()
        && !EventKind::ALL.iter().any(|kind| kind.as_str() == filters.event);
    let time = |at: Option<i64>| at.map(minute_text);
    html! {
        form.filters method="get" action="/" role="search" {
            @if look.may() {
                label { "Recipient, subject, Message-ID, tag"
                    input type="search" name="q" id="q" value=(filters.text) maxlength="256"; }
            }
            label { "Event" select name="event" {
                option value="" { "all" }
                @for kind in EventKind::ALL {
                    option value=(kind.as_str()) selected[kind.as_str() == filters.event] { (kind.as_str()) }
                }
                @if is_other { option value=(filters.event) selected { (short(&filters.event)) } }
            } }
            @let is_elsewhere = !filters.source.is_empty()
                && !sources.iter().any(|state| *state.source.name == *filters.source);
            @if sources.len() > 1 || !filters.source.is_empty() {
                label { "Source" select name="source" {
                    option value="" { "all" }
                    @for state in &sources {
                        option value=(state.source.name) selected[*state.source.name == *filters.source] { (state.source.name) }
                    }
                    @if is_elsewhere { option value=(filters.source) selected { (short(&filters.source)) } }
                } }
            }
            label { "State" select name="state" {
                option value="" { "all" }
                @for state in State::ALL {
                    option value=(state.word()) selected[filters.state == Some(state)] { (state.word()) }
                }
                option value=(QUARANTINED) { (QUARANTINED) }
            } }
            label { "From (UTC)" input type="datetime-local" name="since" value=[time(filters.since)]; }
            label { "Before (UTC)" input type="datetime-local" name="before" value=[time(filters.before)]; }
            button type="submit" { "Show" }
        }
    }
}

/// The rows of events that arrived, for who follows.
pub(super) fn rows(look: &Look, events: &[StoredEvent]) -> String {
    html! { @for event in events { (tr(look, event, State::Stored)) } }.into_string()
}
