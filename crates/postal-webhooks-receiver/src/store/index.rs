//! Index of what is stored, to find events by what people know of them. It is made of the events,
//! so it can be thrown away, and nothing waits for it.

use std::ops::Range;

use super::Reading;
use crate::event::StoredEvent;
use crate::summary::{MessageKey, Summary};

/// The longest part of a text that is searched, in characters.
const LONGEST: usize = 256;

/// What is kept of an event.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) seq: i64,
    pub(crate) source: String,
    pub(crate) event: String,
    pub(crate) received_at: i64,
    pub(crate) message: Option<MessageKey>,
    /// Recipient, subject, Message-ID and tag, and a domain or a mail server.
    pub(crate) texts: [String; 5],
}

impl From<&StoredEvent> for Entry {
    fn from(event: &StoredEvent) -> Self {
        let Summary { message, to, subject, message_id, tag, details, occurred_at: _ } =
            Summary::of(event);
        let about = if message.is_none() { details } else { String::new() };
        Self {
            seq: event.seq,
            source: event.source.to_string(),
            event: event.event.clone(),
            received_at: event.received_at,
            message,
            texts: [to, subject, message_id, tag, about].map(|text| searchable(&text)),
        }
    }
}

/// A text as it is searched: its begin, in small letters, without control characters.
pub(crate) fn searchable(text: &str) -> String {
    let text = text.trim().chars().take(LONGEST).flat_map(char::to_lowercase);
    text.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Which events are looked for: those that fulfil all that is given.
#[derive(Clone, Debug)]
pub(crate) struct Find {
    /// Those up to this sequence, the newest first.
    pub(crate) until: i64,
    pub(crate) source: Option<String>,
    pub(crate) event: Option<String>,
    /// When they were received, in microseconds since 1970.
    pub(crate) received: Range<i64>,
    /// A part of a text, as [`searchable`] makes it; empty for any.
    pub(crate) text: String,
    pub(crate) limit: usize,
}

/// What part of a text a search finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matching {
    /// Any, of three characters or more.
    Anywhere,
    /// Its begin alone.
    Beginning,
}

/// An index. It has each event up to the last that it has, unless that was forgotten.
pub(crate) trait Index: Send + Sync + 'static {
    /// Sequence and time of receiving of the last event that it has.
    fn last(&self) -> Reading<'_, Option<(i64, i64)>>;

    /// Adds events in their order. What another has added meanwhile is not added twice.
    fn add(&self, entries: Vec<Entry>) -> Reading<'_, ()>;

    /// Forgets events before this sequence, so many at the most, and says how many it were.
    fn forget(&self, before: i64, limit: usize) -> Reading<'_, usize>;

    /// Forgets everything: it is of another store, or damaged.
    fn clear(&self) -> Reading<'_, ()>;

    /// Sequences of events, the newest first.
    fn find(&self, find: Find) -> Reading<'_, Vec<i64>>;

    /// Sequences of the events of a message, the newest first.
    fn of_message(
        &self,
        source: String,
        message: MessageKey,
        limit: usize,
    ) -> Reading<'_, Vec<i64>>;

    /// How texts are found.
    fn matching(&self) -> Reading<'_, Matching>;
}
