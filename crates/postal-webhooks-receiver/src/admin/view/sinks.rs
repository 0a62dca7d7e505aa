//! Sinks: how each stands, what it has put aside, and what can be done about it.

use maud::{Markup, html};

use super::act::button;
use super::list::name;
use super::page::{Look, Tab, show};
use super::text::{counted, due, moment, number, short, span};
use super::{Page, Problem};
use crate::operate::SinkInfo;
use crate::store::Park;
use crate::store::inspect::Parks;

/// Rows of a page.
const ROWS: usize = 50;

pub(super) async fn page(look: &Look, query: &str) -> Page {
    let mut sinks = look.operator().await.sinks().await?;
    // Those in trouble first.
    sinks.sort_by_key(|sink| (trouble(sink), sink.name.clone()));
    let markup = html! {
        (done(query))
        @if sinks.is_empty() { p.empty { "No sink is configured: events are stored, and go nowhere." } }
        @for sink in &sinks { (card(look, sink)) }
    };
    Ok(show(look, Tab::Sinks, "Sinks", &markup).await)
}

/// What was done, after it was asked for.
pub(super) fn done(query: &str) -> Markup {
    let mut count = None;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if name == "done" {
            count = value.parse::<u64>().ok();
        }
    }
    html! { @if let Some(count) = count { p.note role="status" { "Done: " (number(count)) " touched." } } }
}

/// How much a sink needs somebody: the least first.
fn trouble(sink: &SinkInfo) -> u8 {
    match sink.state.as_deref() {
        Some("down" | "full") => 0,
        _ if sink.dead > 0 => 1,
        _ if sink.paused || sink.parked > 0 => 2,
        _ if sink.configured == Some(false) => 4,
        _ => 3,
    }
}

fn card(look: &Look, sink: &SinkInfo) -> Markup {
    let running = look.inner().sink_status();
    let running = running.iter().find(|(name, _)| **name == *sink.name).map(|(_, it)| it);
    let state = sink.state.as_deref().unwrap_or("not running");
    let is_bad = matches!(state, "down" | "full");
    let is_waiting = sink.dead > 0 || sink.paused;
    html! {
        section.card.bad[is_bad].warn[is_waiting] {
            h2 { a href={ "/sinks/" (sink.name) } { (sink.name) } " " span class={ "state " (state) } { (state) } }
            @if sink.configured == Some(false) {
                p.note { "No longer configured: nothing is delivered, and it holds no event back." }
            }
            dl.facts {
                @if let Some(running) = running {
                    dt { "Since" } dd { (moment(running.since)) " (" (span(look.now - running.since)) ")" }
                    dt { "Outcomes since the start" } dd {
                        (number(running.delivered)) " delivered, " (number(running.failed)) " failed, "
                        (number(running.refused)) " refused, " (number(running.down)) " while down; "
                        (running.in_flight) " under way"
                    }
                }
                @if let Some(error) = &sink.error { dt { @if is_bad { "What keeps it " (state) } @else { "Last error" } } dd { (short(error)) } }
                dt { "Behind" } dd {
                    (counted(sink.lag, "event"))
                    @if let Some(at) = sink.oldest_undelivered { ", the oldest received " (span(look.now - at)) " ago" }
                }
                dt { "Parked" } dd { (number(sink.parked)) " tried again" }
                dt { "Dead" } dd { @if sink.dead > 0 { b.bad { (number(sink.dead)) } " given up" } @else { "0" } }
                @if sink.replays > 0 { dt { "Replays" } dd { (sink.replays) " under way" } }
            }
            @if look.may() { div.actions {
                @if sink.paused { (button("resume", &sink.name, None, "Resume")) } @else { (button("pause", &sink.name, None, "Pause")) }
                @if sink.dead > 0 {
                    (button("retry", &sink.name, None, "Retry all dead"))
                    (button("drop", &sink.name, None, "Drop all dead"))
                }
            } }
        }
    }
}

/// One sink, with what it has put aside.
pub(super) async fn one(look: &Look, sink: &str, query: &str) -> Page {
    let sinks = look.operator().await.sinks().await?;
    let Some(info) = sinks.iter().find(|it| it.name == sink) else {
        return Err(Problem::NotFound("There is no sink of this name."));
    };
    let until = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(name, _)| name == wanted).and_then(|(_, value)| value.parse().ok())
    };
    let dead = parks(look, info, true, until("dead")).await?;
    let parked = parks(look, info, false, until("parked")).await?;
    let markup = html! {
        (done(query))
        (card(look, info))
        @if info.configured != Some(false) && look.may() { (replay(look, info)) }
        section { h2 { "Dead: given up, waiting for you" } (dead) }
        section { h2 { "Parked: tried again" } (parked) }
    };
    Ok(show(look, Tab::Sinks, &format!("Sink {sink}"), &markup).await)
}

async fn parks(
    look: &Look,
    sink: &SinkInfo,
    dead: bool,
    until: Option<i64>,
) -> Result<Markup, Problem> {
    let inspect = &look.inner().view().await.inspect;
    let until = until.unwrap_or(i64::MAX);
    let of = Parks { sink: sink.name.clone(), dead, until, limit: ROWS + 1 };
    let mut parks: Vec<Park> = inspect.parks_of_sink(of).await?;
    let next = if parks.len() > ROWS { parks.pop().map(|park| park.seq) } else { None };
    let events = inspect.events_by_seq(parks.iter().map(|park| park.seq).collect()).await?;
    let kind = if dead { "dead" } else { "parked" };
    Ok(html! {
        @if parks.is_empty() { p.empty { "None." } } @else {
            table.list {
                thead { tr {
                    th scope="col" { "Event" } th scope="col" { "Attempts" }
                    th scope="col" { @if dead { "Given up" } @else { "Next attempt" } }
                    th scope="col" { "What the last came to" }
                    @if dead && look.may() { th scope="col" { "Do" } }
                } }
                tbody {
                    @for park in &parks {
                        tr {
                            td {
                                @if look.may() { a href={ "/events/" (park.seq) } { (park.seq) } } @else { (park.seq) } " "
                                @if let Some(event) = events.iter().find(|it| it.seq == park.seq) { (name(event)) }
                            }
                            td data-label="Attempts" { (park.attempts) }
                            td data-label=[(!dead).then_some("Next")] { @match park.dead_at { Some(at) => (moment(at)), None => { (due(park.next_at - look.now)) } } }
                            td.error { (short(&park.error)) }
                            @if dead && look.may() { td { div.actions {
                                (button("retry", &sink.name, Some(park.seq), "Retry"))
                                (button("drop", &sink.name, Some(park.seq), "Drop"))
                            } } }
                        }
                    }
                }
            }
        }
        @if let Some(next) = next { nav.paging { a href={ "/sinks/" (sink.name) "?" (kind) "=" (next) } { "Older" } } }
    })
}

/// Asks for events to be sent once more.
fn replay(look: &Look, sink: &SinkInfo) -> Markup {
    let last = *look.inner().last.borrow();
    html! {
        details {
            summary { "Send events again" }
            form.filters method="get" action="/ask" {
                input type="hidden" name="do" value="replay";
                input type="hidden" name="sink" value=(sink.name);
                label { "From number" input type="number" name="from" min="1" required; }
                label { "To number" input type="number" name="until" min="1" value=(last) required; }
                label { "Event (empty for all)" input name="event" maxlength="100"; }
                label { "Source (empty for all)" input name="source" maxlength="64"; }
                button type="submit" { "See what that is" }
            }
        }
    }
}
