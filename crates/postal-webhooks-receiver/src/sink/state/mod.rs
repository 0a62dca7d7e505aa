//! State machine of a sink: what to offer next, what an outcome does, what to commit.
//!
//! It is pure: time and randomness are parameters, the runner does all reading, sending and
//! writing. Times are microseconds since 1970.

mod lane;
mod outcome;
mod pending;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use self::lane::{Entry, Lane};
use self::outcome::Doubt;
use self::pending::Pending;
use crate::store::{Filter, Park, Progress, Replay, SinkRow};

/// Parked events from which no new ones are offered.
pub(super) const FULL: i64 = 10_000;
/// How far events are read ahead of one that takes long. After a crash so many come once more.
const SPAN: i64 = 10_000;
/// What a sink was configured to do.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) sink: Arc<str>,
    /// Deliveries at a time.
    pub(super) concurrency: usize,
    /// Nothing overtakes an event that failed.
    pub(super) strict: bool,
    /// How long an event may wait while the sink is up.
    pub(super) give_up_after: i64,
}

impl Rules {
    /// Events that are held in memory of each order.
    pub(super) fn window(&self) -> usize {
        4 * self.concurrency
    }

    /// Parked events take at most a quarter of the room.
    fn parked_at_once(&self) -> usize {
        (self.concurrency / 4).max(1)
    }
}

/// Why an event is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Why {
    /// It is new.
    New,
    /// It was parked, and is due.
    Parked,
    /// An operator asked for it once more.
    Replay(i64),
}

/// What an offer is told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) why: Why,
    pub(super) seq: i64,
}

/// An event to deliver now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer<E> {
    pub(super) key: Key,
    pub(super) event: E,
}

/// Whether a sink takes events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Health {
    Up {
        /// It answered, and has not taken anything since it was down: one event at a time.
        on_trial: bool,
    },
    Down {
        why: Cause,
        error: String,
        /// Probes that did not help.
        probes: u32,
        next_probe: i64,
    },
}

/// Why a sink is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// It does not answer. Any answer ends it.
    Unreachable,
    /// It answers, and takes nothing. Only a delivery ends it.
    TakesNothing,
}

/// What happened, for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Note {
    Up,
    /// The last parks and dead letters are undone, so many.
    Down {
        why: Cause,
        error: String,
        undone: usize,
    },
    Full,
    NotFull,
    Dead {
        seq: i64,
        refused: bool,
        error: String,
    },
}

/// An event that is being delivered.
#[derive(Clone, Debug)]
struct Flight<E> {
    entry: Entry<E>,
    /// The [`Machine::epoch`] in which it was offered.
    epoch: u64,
    offered_at: i64,
}

/// A replay that is under way.
#[derive(Clone, Debug)]
struct Replaying<E> {
    row: Replay,
    lane: Lane<E>,
}

/// State of one sink. `E` is an event, which the machine does not look at.
#[derive(Clone, Debug)]
pub(super) struct Machine<E> {
    rules: Rules,
    new: Lane<E>,
    parked: BTreeMap<i64, Entry<E>>,
    parked_offered: BTreeSet<i64>,
    replay: Option<Replaying<E>>,
    flights: HashMap<Key, Flight<E>>,
    health: Health,
    since: i64,
    /// Probes before the sink was on trial: if it fails, they go on.
    probes: u32,
    /// Grows whenever the sink goes down or up. What was offered before says nothing of it now.
    epoch: u64,
    doubts: BTreeMap<i64, Doubt>,
    /// Events that are parked and not dead, by the store.
    parked_rows: i64,
    full: bool,
    paused: bool,
    stopped: bool,
    /// New events that were offered since the last parked one.
    since_parked: u32,
    pending: Pending,
    notes: Vec<Note>,
}

impl<E: Clone> Machine<E> {
    pub(super) fn new(rules: Rules, row: &SinkRow, now: i64) -> Self {
        let mut machine = Self {
            rules,
            new: Lane::after(row.cursor),
            parked: BTreeMap::new(),
            parked_offered: BTreeSet::new(),
            replay: None,
            flights: HashMap::new(),
            health: Health::Up { on_trial: false },
            since: now,
            probes: 0,
            epoch: 0,
            doubts: BTreeMap::new(),
            parked_rows: 0,
            full: false,
            paused: false,
            stopped: false,
            since_parked: 0,
            pending: Pending::default(),
            notes: Vec::new(),
        };
        machine.sync(row, now);
        machine
    }

    /// Takes over what others may have changed in the store. Not while something is committed.
    pub(super) fn sync(&mut self, row: &SinkRow, now: i64) {
        if self.paused != row.paused {
            self.paused = row.paused;
            self.since = now;
        }
        self.parked_rows = row.parked;
        self.check_full(now);
    }

    /// Offers nothing more.
    pub(super) fn stop(&mut self) {
        self.stopped = true;
    }

    /// After which new event to go on reading, and how many, if there is room for any.
    pub(super) fn read_new(&self) -> Option<(i64, usize)> {
        let read_ahead = self.new.read_to - self.new.cursor();
        let room = self.rules.window().saturating_sub(self.new.open());
        let room = room.min(usize::try_from(SPAN - read_ahead).unwrap_or(0));
        // A few at once, since each read takes its time.
        let is_worth_it = room >= self.rules.concurrency || self.new.waiting.is_empty();
        (room > 0 && is_worth_it && !self.stopped).then_some((self.new.read_to, room))
    }

    /// Adds the next new event, or notes that the sink does not want it.
    pub(super) fn add_new(&mut self, seq: i64, event: Option<E>, now: i64) {
        if event.is_none() {
            self.pending.count(now);
        }
        self.new.push(seq, event);
    }

    /// Notes that there is no new event up to this sequence beside those that were added.
    pub(super) fn skip_new(&mut self, through: i64, now: i64) {
        if through > self.new.read_to {
            self.new.read_to = through;
            self.pending.count(now);
        }
    }

    /// How many rows of due events to read, if any: those that are here already come again.
    pub(super) fn read_parked(&self) -> Option<usize> {
        let here = self.parked.len() + self.parked_offered.len();
        let room = (self.rules.window() / 4).max(1).saturating_sub(here);
        // Rows that the store is behind come again as well. They are few unless it is in trouble.
        let is_behind = self.pending.parks() > if self.rules.strict { 0 } else { 256 };
        let wanted = room > 0 && self.parked_count() > 0 && !is_behind && !self.stopped;
        wanted.then(|| room + here + self.pending.parks())
    }

    /// Adds a parked event that is due, unless it is here already.
    pub(super) fn add_parked(&mut self, park: &Park, event: E) {
        let is_here = self.parked.contains_key(&park.seq)
            || self.parked_offered.contains(&park.seq)
            || self.pending.has(park.seq);
        if !is_here && park.dead_at.is_none() {
            let (attempts, waited) = (park.attempts, park.waited);
            self.parked.insert(park.seq, Entry { attempts, waited, ..Entry::new(event) });
        }
    }

    /// Whether the next replay is to be looked for.
    pub(super) fn wants_replay(&self) -> bool {
        self.replay.is_none() && !self.stopped
    }

    /// Begins a replay, unless it is one that is done already.
    pub(super) fn begin_replay(&mut self, row: Replay, now: i64) {
        if self.replay.is_none() && !self.pending.has_replay(row.id) {
            let lane = Lane::after(row.next - 1);
            self.replay = Some(Replaying { row, lane });
            self.replay_moved(now);
        }
    }

    /// After which event to go on reading of the replay and up to which, how many, and what is
    /// meant.
    pub(super) fn read_replay(&self) -> Option<(i64, i64, usize, &Filter)> {
        let Replaying { row, lane } = self.replay.as_ref()?;
        let room = self.rules.window().saturating_sub(lane.open());
        let has_more = lane.read_to < row.until && room > 0 && !self.stopped;
        has_more.then_some((lane.read_to, row.until, room, &row.filter))
    }

    pub(super) fn add_replayed(&mut self, seq: i64, event: Option<E>, now: i64) {
        if let Some(replay) = &mut self.replay {
            replay.lane.push(seq, event);
            self.replay_moved(now);
        }
    }

    /// Notes that the replay has no event up to this sequence beside those that were added.
    pub(super) fn skip_replayed(&mut self, through: i64, now: i64) {
        if let Some(replay) = &mut self.replay {
            replay.lane.read_to = through.max(replay.lane.read_to);
            self.replay_moved(now);
        }
    }

    fn replay_moved(&mut self, now: i64) {
        let Some(Replaying { row, lane }) = &mut self.replay else { return };
        let next = lane.cursor() + 1;
        if next > row.until {
            self.pending.set_replay(row.id, None, now);
            self.replay = None;
        } else if next > row.next {
            row.next = next;
            self.pending.set_replay(row.id, Some(next), now);
        }
    }

    /// The event to deliver next, if one may be delivered now.
    pub(super) fn offer(&mut self, now: i64) -> Option<Offer<E>> {
        if self.paused || self.stopped || self.flights.len() >= self.at_once() {
            return None;
        }
        let key = match self.health {
            Health::Down { next_probe, .. } if now < next_probe => return None,
            Health::Down { .. } if !self.rules.strict => self.next_probe()?,
            Health::Down { .. } | Health::Up { .. } => self.next(now)?,
        };
        let Key { why, seq } = key;
        let mut entry = match why {
            Why::New => self.new.take(seq)?,
            Why::Parked => {
                self.parked_offered.insert(seq);
                self.parked.remove(&seq)?
            }
            Why::Replay(_) => self.replay.as_mut()?.lane.take(seq)?,
        };
        self.since_parked =
            if why == Why::Parked { 0 } else { self.since_parked.saturating_add(1) };
        entry.probed = entry.probed.saturating_add(u32::from(self.is_down()));
        let event = entry.event.clone();
        self.flights.insert(key, Flight { entry, epoch: self.epoch, offered_at: now });
        Some(Offer { key, event })
    }

    fn at_once(&self) -> usize {
        match self.health {
            Health::Up { on_trial: true } => 1,
            _ if self.rules.strict => 1,
            _ => self.rules.concurrency,
        }
    }

    /// The next event in the order that was asked for.
    fn next(&self, now: i64) -> Option<Key> {
        let first = |why, lane: &BTreeMap<i64, Entry<E>>| {
            let (seq, entry) = lane.first_key_value()?;
            (entry.due <= now).then_some(Key { why, seq: *seq })
        };
        let parked = first(Why::Parked, &self.parked);
        if self.rules.strict && self.parked_count() > 0 {
            // They came before everything new.
            return parked;
        }
        let new = first(Why::New, &self.new.waiting);
        let replay = || {
            let replay = self.replay.as_ref()?;
            first(Why::Replay(replay.row.id), &replay.lane.waiting)
        };
        let other = new.or_else(replay).filter(|_| !self.full);
        let is_its_turn = self.since_parked >= 3 || other.is_none();
        let has_room = self.parked_offered.len() < self.rules.parked_at_once();
        parked.filter(|_| is_its_turn && has_room).or(other)
    }

    /// The next probe of a sink that is down: what was the probe least often, so that no event
    /// keeps the sink down.
    fn next_probe(&self) -> Option<Key> {
        if self.flights.values().any(|flight| flight.epoch == self.epoch) {
            return None;
        }
        let new = self.new.waiting.iter().map(|it| (Why::New, it));
        let replay = self.replay.iter().flat_map(|replay| {
            let why = Why::Replay(replay.row.id);
            replay.lane.waiting.iter().map(move |it| (why, it))
        });
        let parked = self.parked.iter().map(|it| (Why::Parked, it));
        new.chain(replay)
            .filter(|_| !self.full)
            .chain(parked)
            .min_by_key(|(why, (seq, entry))| (entry.probed, *why, **seq))
            .map(|(why, (seq, _))| Key { why, seq: *seq })
    }

    /// What to commit, once enough has come together; all of it at the end.
    pub(super) fn progress(&mut self, now: i64, at_once: bool) -> Option<Progress> {
        let is_due = self.pending.due().is_some_and(|due| at_once || due <= now);
        if !is_due {
            return None;
        }
        self.pending.take(Arc::clone(&self.rules.sink), self.new.cursor())
    }

    pub(super) fn committed(&mut self) {
        self.parked_rows += self.pending.committed();
    }

    pub(super) fn not_committed(&mut self, now: i64) {
        self.pending.not_committed(now);
    }

    /// When to look again, if nothing else happens before.
    pub(super) fn wake_at(&self, now: i64) -> Option<i64> {
        let probe = match self.health {
            Health::Down { next_probe, .. } if !self.paused => Some(next_probe),
            _ => None,
        };
        let head = self.new.waiting.values().next().map(|entry| entry.due);
        let parked = self.parked.values().next().map(|entry| entry.due);
        let future = [probe, head, parked].into_iter().flatten().filter(|at| *at > now);
        future.chain(self.pending.due()).min()
    }

    pub(super) fn is_down(&self) -> bool {
        matches!(self.health, Health::Down { .. })
    }

    pub(super) fn is_committing(&self) -> bool {
        self.pending.is_committing()
    }

    /// Events that are parked and not dead.
    pub(super) fn parked_count(&self) -> i64 {
        self.parked_rows + self.pending.parked()
    }

    /// Everything up to this sequence is delivered, refused, parked or not wanted.
    pub(super) fn cursor(&self) -> i64 {
        self.new.cursor()
    }

    pub(super) fn in_flight(&self) -> usize {
        self.flights.len()
    }

    /// The state in one word, since when, and the error if it is down.
    pub(super) fn state(&self) -> (&'static str, i64, &str) {
        match &self.health {
            _ if self.paused => ("paused", self.since, ""),
            Health::Down { error, .. } => ("down", self.since, error),
            Health::Up { .. } if self.full => ("full", self.since, ""),
            Health::Up { .. } => ("up", self.since, ""),
        }
    }

    pub(super) fn take_notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }
}
