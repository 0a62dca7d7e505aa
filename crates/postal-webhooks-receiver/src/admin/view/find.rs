//! Finds the events of a page: a bounded number is looked at, whatever is asked for.

use std::collections::HashMap;
use std::ops::Range;

use super::Problem;
use super::filters::Filters;
use super::page::Look;
use super::state::{Cursors, State};
use super::text::number;
use crate::event::StoredEvent;
use crate::store::index::{Find, Index, Matching, searchable};
use crate::store::inspect::{Listing, Parks};
use crate::store::{Park, StoreError};

/// Events of a page.
const ROWS: usize = 50;
/// Events that are looked at for a page: then it says how far it has come.
const LOOKED_AT: usize = 2000;
/// The shortest text that is found anywhere.
const SHORTEST: usize = 3;

/// What a search in PostgreSQL lacks without its extension.
const BEGINNING: &str = "The database has no pg_trgm: a text is found by its begin alone. \
                         CREATE EXTENSION pg_trgm makes any part of it be found.";

/// A row of the list.
pub(super) struct Row {
    pub(super) event: StoredEvent,
    pub(super) state: State,
}

/// What is on a page.
#[derive(Default)]
pub(super) struct Found {
    pub(super) rows: Vec<Row>,
    /// Where the next page begins, if there may be more.
    pub(super) next: Option<i64>,
    pub(super) note: Option<String>,
}

/// Finds what is on a page.
pub(super) async fn found(look: &Look, filters: &Filters) -> Result<Found, Problem> {
    let view = look.inner().view().await;
    let mut found = Found::default();
    let index = match &view.index {
        Some(index) if filters.is_searched() => {
            let (may_search, note) = search_limits(look, &**index, filters).await?;
            found.note = note;
            if !may_search {
                return Ok(found);
            }
            Some(&**index)
        }
        None if !filters.text.is_empty() => {
            found.note = Some("There is no index to search in; the log says why.".to_owned());
            return Ok(found);
        }
        _ => None,
    };
    let cursors = Cursors::read(look).await?;
    let mut until = filters.at.unwrap_or(i64::MAX);
    let mut after = 0;
    match filters.state {
        Some(State::Delivered) => until = until.min(cursors.lowest()),
        Some(State::Stored) => after = cursors.lowest(),
        _ => {}
    }
    let mut looked_at = 0;
    while found.rows.len() <= ROWS && looked_at < LOOKED_AT && until > after {
        let Some((events, reached)) = next(look, filters, index, &cursors, after..until).await?
        else {
            return Ok(found);
        };
        looked_at += ROWS + 1;
        until = reached - 1;
        let mut parks: HashMap<i64, Vec<Park>> = HashMap::new();
        let seqs = events.iter().map(|event| event.seq).collect();
        for (sink, park) in view.inspect.parks(seqs).await? {
            if look.inner().has_sink(&sink) {
                parks.entry(park.seq).or_default().push(park);
            }
        }
        for event in events {
            let parks = parks.get(&event.seq).map(Vec::as_slice).unwrap_or_default();
            let state = cursors.state(event.seq, parks);
            let is_state = filters.state.is_none_or(|wanted| wanted == state);
            if is_state && event.seq > after && filters.matches(&event) {
                found.rows.push(Row { event, state });
            }
        }
    }
    if found.rows.len() > ROWS {
        found.rows.truncate(ROWS + 1);
        found.next = found.rows.pop().map(|row| row.event.seq);
    } else if until > after {
        let seq = until + 1;
        found.next = Some(until);
        found.note = Some(format!(
            "{looked_at} events were looked at, down to number {seq}; “Older” goes on from there."
        ));
    }
    Ok(found)
}

/// Events that can be on the page, the newest first, and the sequence that was reached; `None` if
/// there are no more.
async fn next(
    look: &Look,
    filters: &Filters,
    index: Option<&dyn Index>,
    cursors: &Cursors,
    range: Range<i64>,
) -> Result<Option<(Vec<StoredEvent>, i64)>, Problem> {
    let inspect = &look.inner().view().await.inspect;
    let (after, until, limit) = (range.start, range.end, ROWS + 1);
    let seqs = match (filters.state, index) {
        (Some(state @ (State::Parked | State::Dead)), _) => {
            parked_seqs(look, cursors, state == State::Dead, until).await?
        }
        (_, Some(index)) => {
            let name = |name: &String| Some(name.clone()).filter(|name| !name.is_empty());
            let find = Find {
                until,
                source: name(&filters.source),
                event: name(&filters.event),
                received: filters.since.unwrap_or(i64::MIN)..filters.before.unwrap_or(i64::MAX),
                text: searchable(&filters.text),
                limit,
            };
            index.find(find).await?
        }
        (_, None) => {
            let all = Listing::of(filters.names());
            let list = Listing { after, until, newest_first: true, limit, ..all };
            let events = inspect.full(list).await?;
            let reached = events.last().map(|event| event.seq);
            return Ok(reached.map(|reached| (events, reached)));
        }
    };
    let Some(reached) = seqs.last().copied() else { return Ok(None) };
    // Some may have been deleted since.
    Ok(Some((inspect.events_by_seq(seqs).await?, reached)))
}

/// The sequences of what sinks have put aside, the newest first.
async fn parked_seqs(
    look: &Look,
    cursors: &Cursors,
    dead: bool,
    until: i64,
) -> Result<Vec<i64>, StoreError> {
    let limit = ROWS + 1;
    let inspect = &look.inner().view().await.inspect;
    let mut seqs = Vec::new();
    for (sink, _) in &cursors.0 {
        let parks = Parks { sink: sink.clone(), dead, until, limit };
        seqs.extend(inspect.parks_of_sink(parks).await?.into_iter().map(|park| park.seq));
    }
    seqs.sort_unstable_by(|a, b| b.cmp(a));
    seqs.dedup();
    seqs.truncate(limit);
    Ok(seqs)
}

/// Whether a search finds anything, and what it does not find.
async fn search_limits(
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
