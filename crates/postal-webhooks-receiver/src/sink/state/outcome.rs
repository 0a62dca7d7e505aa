//! What an outcome does to a sink: when an event is put aside, when it is dead, when the sink is
//! down.

use super::lane::Entry;
use super::{Cause, FULL, Flight, Health, Key, Machine, Note, Why};
use crate::sink::{Outcome, backoff};
use crate::store::Park;

/// Different events that fail in a row before it is the sink's fault.
const FAILED_IN_A_ROW: usize = 5;
/// Events that are refused in a row before it is the sink's fault.
const REFUSED_IN_A_ROW: usize = 20;

/// An event that failed or was refused, as it was before. It is in doubt whether that was the
/// sink's fault, until the sink takes an event that it was offered later.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubt {
    at: i64,
    /// Whether the sink has taken none since.
    in_a_row: bool,
    attempts: u32,
    waited: i64,
    refused: bool,
    row: Row,
}

/// What became of the row of an event that is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Untouched,
    Parked,
    Dead,
}

impl Doubt {
    fn new<E>(entry: &Entry<E>, refused: bool, now: i64) -> Self {
        let Entry { attempts, waited, .. } = *entry;
        Self { at: now, in_a_row: true, attempts, waited, refused, row: Row::Untouched }
    }
}

impl<E: Clone> Machine<E> {
    /// Takes what became of an offer.
    pub(in crate::sink) fn outcome(&mut self, key: Key, outcome: Outcome, now: i64, random: u64) {
        let Some(Flight { entry, epoch, offered_at }) = self.flights.remove(&key) else { return };
        let is_current = epoch == self.epoch;
        match outcome {
            Outcome::Delivered => {
                if key.why == Why::Parked {
                    self.pending.unpark(key.seq);
                }
                self.done(key, now);
                if is_current {
                    self.succeeded(offered_at, now);
                }
            }
            // It was offered to a sink that has gone down or come back since.
            _ if !is_current => self.put_back(key, entry),
            Outcome::Down(error) => {
                self.put_back(key, entry);
                self.go_down(Cause::Unreachable, error, now);
            }
            Outcome::Failed(error) | Outcome::Refused(error) if self.takes_nothing() => {
                self.put_back(key, entry);
                self.go_down(Cause::TakesNothing, error, now);
            }
            Outcome::Failed(error) => {
                self.answered(now);
                let before = Doubt::new(&entry, false, now);
                self.failed(key, entry, before, &error, (now, random));
                self.check_row(error, now);
            }
            Outcome::Refused(error) => {
                self.answered(now);
                let before = Doubt::new(&entry, true, now);
                if self.is_on_trial() && !self.rules.strict {
                    // It may not be quite up. It is asked again.
                    self.failed(key, entry, before, &error, (now, random));
                } else {
                    self.refused(key, &entry, before, &error, now);
                }
                self.check_row(error, now);
            }
        }
        self.check_full(now);
    }

    fn takes_nothing(&self) -> bool {
        matches!(self.health, Health::Down { why: Cause::TakesNothing, .. })
    }

    /// Takes an event out of what is offered.
    fn done(&mut self, Key { why, seq }: Key, now: i64) {
        self.pending.count(now);
        match why {
            Why::New => _ = self.new.offered.remove(&seq),
            Why::Parked => _ = self.parked_offered.remove(&seq),
            Why::Replay(_) => {
                if let Some(replay) = &mut self.replay {
                    replay.lane.offered.remove(&seq);
                }
                self.replay_moved(now);
            }
        }
    }

    fn put_back(&mut self, Key { why, seq }: Key, entry: Entry<E>) {
        match why {
            Why::New => self.new.put_back(seq, entry),
            Why::Parked => {
                self.parked_offered.remove(&seq);
                self.parked.insert(seq, entry);
            }
            Why::Replay(_) => {
                if let Some(replay) = &mut self.replay {
                    replay.lane.put_back(seq, entry);
                }
            }
        }
    }

    fn is_on_trial(&self) -> bool {
        self.health == Health::Up { on_trial: true }
    }

    fn failed(
        &mut self,
        key: Key,
        mut entry: Entry<E>,
        before: Doubt,
        error: &str,
        (now, random): (i64, u64),
    ) {
        entry.attempts = entry.attempts.saturating_add(1);
        let wait = backoff::retry(entry.attempts, random);
        if self.rules.strict {
            // It blocks what comes after it, for as long as it takes.
            entry.due = now + wait;
            self.put_back(key, entry);
            self.doubt(key.seq, before);
            return;
        }
        let is_dead = entry.waited >= self.rules.give_up_after;
        let park = Park {
            seq: key.seq,
            attempts: entry.attempts,
            next_at: if is_dead { now } else { now + wait },
            waited: if is_dead { entry.waited } else { entry.waited + wait },
            dead_at: is_dead.then_some(now),
            error: error.to_owned(),
        };
        self.put_aside(key, park, before, now);
    }

    fn refused(&mut self, key: Key, entry: &Entry<E>, before: Doubt, error: &str, now: i64) {
        let park = Park {
            seq: key.seq,
            attempts: entry.attempts.saturating_add(1),
            next_at: now,
            waited: entry.waited,
            dead_at: Some(now),
            error: error.to_owned(),
        };
        self.put_aside(key, park, before, now);
    }

    fn put_aside(&mut self, key: Key, park: Park, before: Doubt, now: i64) {
        let Key { why, seq } = key;
        let is_parked_apart = why != Why::Parked
            && (self.parked.contains_key(&seq)
                || self.parked_offered.contains(&seq)
                || self.pending.is_parked(seq));
        if is_parked_apart {
            self.doubt(seq, before);
        } else {
            let is_dead = park.dead_at.is_some();
            if is_dead {
                let error = park.error.clone();
                self.notes.push(Note::Dead { seq, refused: before.refused, error });
            }
            self.pending.set_park(park, i64::from(!is_dead) - i64::from(why == Why::Parked));
            let row = if is_dead { Row::Dead } else { Row::Parked };
            self.doubt(seq, Doubt { row, ..before });
        }
        self.done(key, now);
    }

    /// Remembers how an event was before the first doubt.
    fn doubt(&mut self, seq: i64, doubt: Doubt) {
        let known = self.doubts.entry(seq).or_insert(doubt);
        (known.at, known.in_a_row) = (doubt.at, true);
        known.refused |= doubt.refused;
        if doubt.row != Row::Untouched {
            if known.row == Row::Untouched {
                (known.attempts, known.waited) = (doubt.attempts, doubt.waited);
            }
            known.row = doubt.row;
        }
    }

    /// Takes a sink down that has failed too many events in a row.
    fn check_row(&mut self, error: String, now: i64) {
        let in_a_row = |refused| {
            let doubts = self.doubts.values();
            doubts.filter(|doubt| doubt.in_a_row && doubt.refused == refused).count()
        };
        let (refused, failed) = (in_a_row(true), in_a_row(false));
        if failed >= FAILED_IN_A_ROW || refused >= REFUSED_IN_A_ROW {
            self.go_down(Cause::TakesNothing, error, now);
        }
    }

    /// Notes that a sink answers which did not.
    fn answered(&mut self, now: i64) {
        if let Health::Down { probes, .. } = self.health {
            self.probes = probes.saturating_add(1);
            self.go_up(true, now);
        }
    }

    /// Notes a delivery: what failed before it was offered was not the sink's fault.
    fn succeeded(&mut self, offered_at: i64, now: i64) {
        self.pending.succeeded(offered_at);
        self.doubts.retain(|_, doubt| doubt.at > offered_at);
        for doubt in self.doubts.values_mut() {
            doubt.in_a_row = false;
        }
        self.probes = 0;
        match &mut self.health {
            Health::Up { on_trial } => *on_trial = false,
            Health::Down { .. } => self.go_up(false, now),
        }
    }

    fn go_up(&mut self, on_trial: bool, now: i64) {
        self.health = Health::Up { on_trial };
        self.since = now;
        self.epoch += 1;
        self.notes.push(Note::Up);
    }

    /// Takes the sink down, or notes that a probe did not help.
    fn go_down(&mut self, why: Cause, error: String, now: i64) {
        let (why, probes) = match &self.health {
            Health::Up { .. } => {
                let undone = self.undo(now);
                self.since = now;
                self.epoch += 1;
                self.notes.push(Note::Down { why, error: error.clone(), undone });
                (why, self.probes)
            }
            // One that took nothing has to take something.
            Health::Down { why, probes, .. } => (*why, probes.saturating_add(1)),
        };
        let next_probe = now + backoff::probe(probes);
        self.health = Health::Down { why, error, probes, next_probe };
    }

    /// Undoes what is in doubt, since it was the sink's fault. What is parked
    /// stays so, as if it had not been tried: the cursor never moves back.
    fn undo(&mut self, now: i64) -> usize {
        let doubts = std::mem::take(&mut self.doubts);
        let offered = self.flights.iter_mut().map(|(key, flight)| (key.seq, &mut flight.entry));
        let replayed = self.replay.iter_mut().flat_map(|it| &mut it.lane.waiting);
        let waiting = self.new.waiting.iter_mut().chain(&mut self.parked).chain(replayed);
        for (seq, entry) in offered.chain(waiting.map(|(seq, entry)| (*seq, entry))) {
            if let Some(doubt) = doubts.get(&seq) {
                (entry.attempts, entry.waited, entry.due) = (doubt.attempts, doubt.waited, 0);
            }
        }
        for (seq, Doubt { attempts, waited, row, .. }) in &doubts {
            let (seq, attempts, waited) = (*seq, *attempts, *waited);
            if *row != Row::Untouched {
                let error = String::from("the sink was down");
                // The longest due come first, so this keeps strict order.
                let next_at = if self.rules.strict { seq } else { now };
                let park = Park { seq, attempts, next_at, waited, dead_at: None, error };
                self.pending.set_park(park, i64::from(*row == Row::Dead));
                self.pending.count(now);
            }
        }
        if self.rules.strict {
            // They are read again in their order, once the store has them all.
            self.parked.clear();
        }
        doubts.len()
    }

    pub(super) fn check_full(&mut self, now: i64) {
        let parked = self.parked_count();
        let is_full = if self.full { parked >= FULL / 10 * 9 } else { parked >= FULL };
        if is_full != self.full {
            self.full = is_full;
            self.since = if self.is_down() { self.since } else { now };
            self.notes.push(if is_full { Note::Full } else { Note::NotFull });
        }
    }
}
