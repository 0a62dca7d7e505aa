//! Events: the newest first, those that a filter asks for.

use std::collections::HashMap;

use maud::{Markup, html};
use postal_webhooks::EventKind;

use super::page::{Look, Tab, page as whole};
use super::text::{moment, number, short};
use super::{Page, Problem};
use crate::event::{Class, StoredEvent};
use crate::operate::time;
use crate::store::index::{Entry, Find, Index, Matching, searchable};
use crate::store::inspect::{AsideOf, Listing};
use crate::store::{Filter, Park, StoreError};
use crate::summary::Summary;

/// Events of a page.
const ROWS: usize = 50;
/// Events that are looked at for a page: then it says how far it has come.
const LOOKED_AT: usize = 2000;
/// The shortest text that is found anywhere.
const SHORTEST: usize = 3;

/// What a search in PostgreSQL lacks without its extension.
const BEGINNING: &str = "The database has no pg_trgm: a text is found by its begin alone. \
                         CREATE EXTENSION pg_trgm makes any part of it be found.";

/// How an event stands: the worst of what the sinks made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Stored,
    Delivered,
    Parked,
    Dead,
}

impl State {
    const ALL: [Self; 4] = [Self::Stored, Self::Delivered, Self::Parked, Self::Dead];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Delivered => "delivered",
            Self::Parked => "parked",
            Self::Dead => "dead",
        }
    }

    /// What the word means.
    const fn meaning(self) -> &'static str {
        match self {
            Self::Stored => "Stored; a sink has not come to it yet, or there is none",
            Self::Delivered => "Each sink has it, or does not want it",
            Self::Parked => "A sink failed, and tries it again",
            Self::Dead => "A sink has given it up, and waits for you",
        }
    }

    pub(super) fn badge(self) -> Markup {
        html! { span class={ "state " (self.word()) } title=(self.meaning()) { (self.word()) } }
    }
}

/// How far the configured sinks have come.
pub(super) struct Cursors(pub(super) Vec<(String, i64)>);

impl Cursors {
    pub(super) async fn read(look: &Look) -> Result<Self, StoreError> {
        let inner = look.inner();
        let mut cursors = inner.view().await.inspect.cursors().await?;
        cursors.retain(|(name, _)| inner.has_sink(name));
        Ok(Self(cursors))
    }

    /// What all of them have come past; nothing without sinks.
    fn lowest(&self) -> i64 {
        self.0.iter().map(|(_, cursor)| *cursor).min().unwrap_or(0)
    }

    fn state<'a>(&self, seq: i64, mut aside: impl Iterator<Item = &'a Park> + Clone) -> State {
        if aside.clone().any(|park| park.dead_at.is_some()) {
            State::Dead
        } else if aside.next().is_some() {
            State::Parked
        } else if seq <= self.lowest() {
            State::Delivered
        } else {
            State::Stored
        }
    }
}

/// What a page is asked for behind the `?`. What it does not know is ignored.
#[derive(Default)]
pub(super) struct Filters {
    pub(super) text: String,
    pub(super) event: String,
    pub(super) source: String,
    state: Option<State>,
    since: Option<i64>,
    before: Option<i64>,
    /// The newest event of the page.
    at: Option<i64>,
    /// The last event that who follows has seen.
    after: Option<i64>,
}

impl Filters {
    pub(super) fn read(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "q" => value.trim().clone_into(&mut read.text),
                "event" => read.event = value.into_owned(),
                "source" => read.source = value.into_owned(),
                "state" => read.state = State::ALL.into_iter().find(|it| it.word() == value),
                "since" => read.since = minute(&value),
                "before" => read.before = minute(&value),
                "at" => read.at = value.parse().ok(),
                "after" => read.after = value.parse().ok(),
                _ => {}
            }
        }
        read
    }

    pub(super) fn after(&self) -> Option<i64> {
        self.after
    }

    /// The same filter, from this event on.
    fn link(&self, at: Option<i64>) -> String {
        let minute = |at: Option<i64>| at.map(minute_text).unwrap_or_default();
        let mut query = form_urlencoded::Serializer::new("/?".to_owned());
        for (name, value) in [
            ("q", self.text.clone()),
            ("event", self.event.clone()),
            ("source", self.source.clone()),
            ("state", self.state.map(State::word).unwrap_or_default().to_owned()),
            ("since", minute(self.since)),
            ("before", minute(self.before)),
            ("at", at.map(|at| at.to_string()).unwrap_or_default()),
        ] {
            if !value.is_empty() {
                query.append_pair(name, &value);
            }
        }
        query.finish()
    }

    /// Whether the index has to be asked.
    fn is_searched(&self) -> bool {
        let names = [&self.text, &self.event, &self.source];
        names.iter().any(|name| !name.is_empty())
            || self.since.is_some()
            || self.before.is_some()
    }

    /// Whether newer events that fulfil it can be told from what they are called alone.
    fn is_followed(&self) -> bool {
        self.text.is_empty()
            && self.at.is_none()
            && self.since.is_none()
            && self.before.is_none()
            && self.state.is_none()
    }

    pub(super) fn matches(&self, event: &StoredEvent) -> bool {
        let is = |wanted: &str, it: &str| wanted.is_empty() || wanted == it;
        let mut fits = is(&self.event, &event.event)
            && is(&self.source, &event.source)
            && self.since.is_none_or(|since| event.received_at >= since)
            && self.before.is_none_or(|before| event.received_at < before);
        if fits && !self.text.is_empty() {
            let text = searchable(&self.text);
            fits = Entry::from(event).texts.iter().any(|it| it.contains(&text));
        }
        fits
    }
}

/// A minute in UTC, as `datetime-local` has it.
fn minute(text: &str) -> Option<i64> {
    time::parse(&format!("{text}Z")).or_else(|| time::parse(&format!("{text}:00Z")))
}

fn minute_text(at: i64) -> String {
    time::text(at).chars().take(16).collect()
}

/// A row of the list.
struct Row {
    event: StoredEvent,
    state: State,
}

/// What is on a page.
#[derive(Default)]
struct Found {
    rows: Vec<Row>,
    /// Where the next page begins, if there may be more.
    next: Option<i64>,
    note: Option<String>,
}

pub(super) async fn page(look: &Look, query: &str) -> Page {
    let filters = Filters::read(query);
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
        } @else {
            (table(look, &found.rows, filters.is_followed().then(|| tail_link(&filters))))
        }
        nav.paging aria-label="Pages of the list" {
            @if filters.at.is_some() { a href=(filters.link(None)) rel="first" { "Newest" } }
            @if let Some(next) = found.next {
                a href=(filters.link(Some(next))) rel="next" { "Older" }
            }
        }
    };
    Ok(whole(look, Tab::Events, "Events", &markup).await)
}

fn tail_link(filters: &Filters) -> String {
    filters.link(None).replacen("/?", "/tail?", 1)
}

fn table(look: &Look, rows: &[Row], tail: Option<String>) -> Markup {
    let last = rows.first().map_or(0, |row| row.event.seq);
    html! {
        table.list {
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
            td.when { a href={ "/events/" (event.seq) } { (moment(event.received_at)) } }
            td.what { (name(event)) }
            td.who {
                @if look.may() {
                    @if !to.is_empty() { span.to { (short(&to)) } " " }
                    span.subject { (short(rest)) }
                }
            }
            td.source { (event.source) }
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
                label { "Recipient, subject, Message-ID or tag"
                    input type="search" name="q" id="q" value=(filters.text) maxlength="256"; }
            }
            label { "Event" select name="event" {
                option value="" { "all" }
                @for kind in EventKind::ALL {
                    option value=(kind.as_str()) selected[kind.as_str() == filters.event] { (kind.as_str()) }
                }
                @if is_other { option value=(filters.event) selected { (short(&filters.event)) } }
            } }
            @if sources.len() > 1 || !filters.source.is_empty() {
                label { "Source" select name="source" {
                    option value="" { "all" }
                    @for state in &sources {
                        option value=(state.source.name) selected[*state.source.name == *filters.source] { (state.source.name) }
                    }
                } }
            }
            label { "State" select name="state" {
                option value="" { "all" }
                @for state in State::ALL {
                    option value=(state.word()) selected[filters.state == Some(state)] { (state.word()) }
                }
            } }
            label { "From (UTC)" input type="datetime-local" name="since" value=[time(filters.since)]; }
            label { "Before (UTC)" input type="datetime-local" name="before" value=[time(filters.before)]; }
            button type="submit" { "Show" }
            p.quiet { "What is in quarantine is no event: it has " a href="/quarantine" { "a page of its own" } "." }
        }
    }
}

/// Finds what is on a page: a bounded number of events is looked at, whatever is asked for.
async fn found(look: &Look, filters: &Filters) -> Result<Found, Problem> {
    let inner = look.inner();
    let view = inner.view().await;
    let cursors = Cursors::read(look).await?;
    let mut until = filters.at.unwrap_or(i64::MAX);
    let mut least = 0;
    match filters.state {
        Some(State::Delivered) => until = until.min(cursors.lowest()),
        Some(State::Stored) => least = cursors.lowest(),
        _ => {}
    }
    let mut found = Found::default();
    let index = match &view.index {
        Some(index) if filters.is_searched() => {
            let (may_search, note) = lack(look, &**index, filters).await?;
            found.note = note;
            if !may_search {
                return Ok(found);
            }
            Some(index)
        }
        None if !filters.text.is_empty() => {
            found.note = Some("There is no index to search in; the log says why.".to_owned());
            return Ok(found);
        }
        _ => None,
    };
    let mut looked_at = 0;
    while found.rows.len() <= ROWS && looked_at < LOOKED_AT {
        let limit = ROWS + 1;
        let seqs = match (filters.state, index) {
            (Some(State::Parked | State::Dead), _) => {
                let dead = filters.state == Some(State::Dead);
                Some(aside_seqs(look, &cursors, dead, until, limit).await?)
            }
            (_, Some(index)) => {
                let some = |name: &String| Some(name.clone()).filter(|name| !name.is_empty());
                let find = Find {
                    until,
                    source: some(&filters.source),
                    event: some(&filters.event),
                    received: filters.since.unwrap_or(i64::MIN)
                        ..filters.before.unwrap_or(i64::MAX),
                    text: searchable(&filters.text),
                    limit,
                };
                Some(index.find(find).await?)
            }
            (_, None) => None,
        };
        let (events, last) = match seqs {
            Some(seqs) => {
                let last = seqs.last().copied();
                (view.inspect.these(seqs).await?, last)
            }
            None => {
                let list = list(filters, least, until, limit);
                let events = view.inspect.full(list).await?;
                let last = events.last().map(|event| event.seq);
                (events, last)
            }
        };
        let Some(last) = last else { return Ok(found) };
        looked_at += limit;
        until = last - 1;
        if last <= least && events.iter().all(|event| event.seq <= least) {
            return Ok(found);
        }
        let seqs: Vec<i64> = events.iter().map(|event| event.seq).collect();
        let mut aside: HashMap<i64, Vec<Park>> = HashMap::new();
        for (sink, park) in view.inspect.aside(seqs).await? {
            if inner.has_sink(&sink) {
                aside.entry(park.seq).or_default().push(park);
            }
        }
        for event in events {
            let parks = aside.get(&event.seq).map(Vec::as_slice).unwrap_or_default();
            let state = cursors.state(event.seq, parks.iter());
            let is_state = filters.state.is_none_or(|wanted| wanted == state);
            if is_state && filters.matches(&event) {
                found.rows.push(Row { event, state });
            }
        }
    }
    found.next = Some(until + 1);
    if found.rows.len() > ROWS {
        found.rows.truncate(ROWS + 1);
        found.next = found.rows.pop().map(|row| row.event.seq);
    } else {
        let seq = until + 1;
        found.note = Some(format!("Looked at {looked_at} events, down to number {seq}: go on with “Older”."));
    }
    Ok(found)
}

fn list(filters: &Filters, least: i64, until: i64, limit: usize) -> Listing {
    let some = |name: &String| Some(name.clone()).into_iter().filter(|it| !it.is_empty());
    let filter = Filter {
        sources: some(&filters.source).collect(),
        events: some(&filters.event).collect(),
        uuids: Vec::new(),
    };
    Listing { after: least, until, filter, newest_first: true, limit }
}

/// The sequences of what sinks have put aside, the newest first.
async fn aside_seqs(
    look: &Look,
    cursors: &Cursors,
    dead: bool,
    until: i64,
    limit: usize,
) -> Result<Vec<i64>, StoreError> {
    let inspect = &look.inner().view().await.inspect;
    let mut seqs = Vec::new();
    for (sink, _) in &cursors.0 {
        let aside = AsideOf { sink: sink.clone(), dead, until, limit };
        seqs.extend(inspect.aside_of(aside).await?.into_iter().map(|park| park.seq));
    }
    seqs.sort_unstable_by(|a, b| b.cmp(a));
    seqs.dedup();
    seqs.truncate(limit);
    Ok(seqs)
}

/// Whether a search finds anything, and what it does not find.
async fn lack(
    look: &Look,
    index: &dyn Index,
    filters: &Filters,
) -> Result<(bool, Option<String>), StoreError> {
    let inner = look.inner();
    let mut beginning = None;
    if !filters.text.is_empty() {
        match index.matching().await? {
            Matching::Anywhere if filters.text.chars().count() < SHORTEST => {
                let note = format!("Type {SHORTEST} characters or more to search for.");
                return Ok((false, Some(note)));
            }
            Matching::Anywhere => {}
            Matching::Beginning => beginning = Some(BEGINNING.to_owned()),
        }
    }
    let reached = index.last().await?.map_or(0, |(seq, _)| seq);
    let missing = *inner.last.borrow() - reached;
    let missing = (missing > 0).then(|| {
        let missing = number(missing);
        format!("The newest {missing} events are not in the index yet: they are missing here.")
    });
    Ok((true, missing.or(beginning)))
}

/// The rows of events that arrived, for who follows.
pub(super) fn rows(look: &Look, events: &[StoredEvent]) -> String {
    html! { @for event in events { (tr(look, event, State::Stored)) } }.into_string()
}
