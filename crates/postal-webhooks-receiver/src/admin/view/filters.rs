//! [`Filters`]: which events a list is asked for.

use super::state::State;
use crate::event::StoredEvent;
use crate::operate::time;
use crate::store::Filter;
use crate::store::index::{Entry, searchable};

/// The word that stands among the states for what is in quarantine.
pub(super) const QUARANTINED: &str = "quarantined";

/// What a page is asked for behind the `?`. What it does not know is ignored.
#[derive(Default)]
pub(super) struct Filters {
    pub(super) text: String,
    pub(super) event: String,
    pub(super) source: String,
    pub(super) state: Option<State>,
    /// Whether it is no event that is asked for, but what is in quarantine.
    pub(super) quarantined: bool,
    pub(super) since: Option<i64>,
    pub(super) before: Option<i64>,
    /// The newest event of the page.
    pub(super) at: Option<i64>,
    /// The last event that who follows has seen.
    pub(super) after: Option<i64>,
}

impl Filters {
    pub(super) fn read(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "q" => value.trim().clone_into(&mut read.text),
                "event" => read.event = value.into_owned(),
                "source" => read.source = value.into_owned(),
                "state" if value == QUARANTINED => read.quarantined = true,
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

    /// The same filter, from this event on.
    pub(super) fn link(&self, at: Option<i64>) -> String {
        let minute = |at: Option<i64>| at.map(minute_text).unwrap_or_default();
        let mut query = form_urlencoded::Serializer::for_suffix("/?".to_owned(), 2);
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
    pub(super) fn is_searched(&self) -> bool {
        let names = [&self.text, &self.event, &self.source];
        names.iter().any(|name| !name.is_empty()) || self.since.is_some() || self.before.is_some()
    }

    /// Whether the live tail can filter so: by the names of event and source alone.
    pub(super) fn is_followed(&self) -> bool {
        self.text.is_empty()
            && self.at.is_none()
            && self.since.is_none()
            && self.before.is_none()
            && self.state.is_none()
    }

    /// The names of events and sources that are asked for.
    pub(super) fn names(&self) -> Filter {
        let some = |name: &String| Some(name.clone()).into_iter().filter(|it| !it.is_empty());
        Filter {
            sources: some(&self.source).collect(),
            events: some(&self.event).collect(),
            uuids: Vec::new(),
        }
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

pub(super) fn minute_text(at: i64) -> String {
    time::text(at).chars().take(16).collect()
}
