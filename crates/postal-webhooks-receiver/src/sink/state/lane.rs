//! [`Lane`]: events on their way to a sink in one order: those that are new, or those of a replay.

use std::collections::{BTreeMap, BTreeSet};

/// An event that is in memory.
#[derive(Clone, Debug)]
pub(super) struct Entry<E> {
    pub(super) event: E,
    /// Attempts that count.
    pub(super) attempts: u32,
    /// How long it has waited while the sink was up, in microseconds.
    pub(super) waited: i64,
    /// When it may be offered. Only strict order makes an event wait in memory.
    pub(super) due: i64,
    /// How often it was the probe.
    pub(super) probed: u32,
}

impl<E> Entry<E> {
    pub(super) fn new(event: E) -> Self {
        Self { event, attempts: 0, waited: 0, due: 0, probed: 0 }
    }
}

/// Events in the order of storing: what waits, what is offered, and how far all is done.
#[derive(Clone, Debug)]
pub(super) struct Lane<E> {
    /// Everything up to this sequence was read.
    pub(super) read_to: i64,
    pub(super) waiting: BTreeMap<i64, Entry<E>>,
    pub(super) offered: BTreeSet<i64>,
}

impl<E> Lane<E> {
    pub(super) fn after(seq: i64) -> Self {
        Self { read_to: seq, waiting: BTreeMap::new(), offered: BTreeSet::new() }
    }

    /// Everything up to this sequence is done.
    pub(super) fn cursor(&self) -> i64 {
        let waiting = self.waiting.keys().next();
        let open = waiting.into_iter().chain(self.offered.first()).min();
        open.map_or(self.read_to, |seq| seq - 1)
    }

    /// Events that are not done.
    pub(super) fn open(&self) -> usize {
        self.waiting.len() + self.offered.len()
    }

    /// Adds the next event, or notes that the sink does not want it.
    pub(super) fn push(&mut self, seq: i64, event: Option<E>) {
        debug_assert!(seq > self.read_to, "events are read in their order, and once");
        self.read_to = seq;
        if let Some(event) = event {
            self.waiting.insert(seq, Entry::new(event));
        }
    }

    pub(super) fn take(&mut self, seq: i64) -> Option<Entry<E>> {
        let entry = self.waiting.remove(&seq)?;
        self.offered.insert(seq);
        Some(entry)
    }

    pub(super) fn put_back(&mut self, seq: i64, entry: Entry<E>) {
        self.offered.remove(&seq);
        self.waiting.insert(seq, entry);
    }
}
