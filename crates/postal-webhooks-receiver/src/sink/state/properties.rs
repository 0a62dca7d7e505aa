//! Invariants of the state machine, under random outcomes, times, failed commits and restarts.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::sink::Outcome;
use crate::sink::backoff::{LONGEST, SECOND};

const EVENTS: i64 = 80;

/// How the sink is disposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Well,
    Unreachable,
    FailsAll,
    RefusesAll,
    /// Does one of the three, by the number of the delivery.
    Mixed,
}

#[derive(Clone, Debug)]
enum Step {
    Arrive(i64),
    Offer,
    /// Ends one of the deliveries under way.
    End(usize),
    Mood(Mood),
    Wait(i64),
    Commit {
        works: bool,
    },
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    use Mood::{FailsAll, Mixed, RefusesAll, Unreachable, Well};
    let mood = prop::sample::select(vec![Well, Well, Unreachable, FailsAll, RefusesAll, Mixed]);
    prop_oneof![
        4 => (1..8_i64).prop_map(Step::Arrive),
        12 => Just(Step::Offer),
        12 => any::<usize>().prop_map(Step::End),
        1 => mood.prop_map(Step::Mood),
        6 => (1..20 * SECOND).prop_map(Step::Wait),
        4 => prop::bool::weighted(0.8).prop_map(|works| Step::Commit { works }),
        1 => Just(Step::Restart),
    ]
}

/// Events that the sink never takes, even when it is well.
#[derive(Clone, Debug)]
struct Poison {
    fails: BTreeSet<i64>,
    refused: BTreeSet<i64>,
}

fn poison() -> impl Strategy<Value = Poison> {
    let some = || prop::collection::btree_set(1..=EVENTS, 0..3);
    (some(), some()).prop_map(|(fails, refused)| Poison { fails, refused })
}

/// The sink, the store, and the machine between them.
struct World {
    rules: Rules,
    machine: Machine<()>,
    now: i64,
    random: u64,
    poison: Poison,
    mood: Mood,
    // The store.
    last: i64,
    cursor: i64,
    rows: BTreeMap<i64, Park>,
    succeeded_at: i64,
    // What is under way, with the mood in which it was offered: that is how it ends.
    flights: Vec<(Key, Mood)>,
    // The sink.
    taken: Vec<i64>,
    ended: usize,
}

impl World {
    fn new(concurrency: usize, strict: bool, poison: Poison) -> Self {
        let give_up_after = 3 * 86_400 * SECOND;
        let rules = Rules { sink: "a".into(), concurrency, strict, give_up_after };
        Self {
            machine: Machine::new(rules.clone(), &SinkRow::default(), 0),
            rules,
            now: 1,
            random: 0x9E37_79B9_7F4A_7C15,
            poison,
            mood: Mood::Well,
            last: 0,
            cursor: 0,
            rows: BTreeMap::new(),
            succeeded_at: 0,
            flights: Vec::new(),
            taken: Vec::new(),
            ended: 0,
        }
    }

    fn read(&mut self) {
        while let Some((after, _)) = self.machine.read_new() {
            if after >= self.last {
                break;
            }
            self.machine.add_new(after + 1, Some(()), self.now);
        }
        if let Some(limit) = self.machine.read_parked() {
            let is_due = |park: &&Park| park.dead_at.is_none() && park.next_at <= self.now;
            let mut due: Vec<_> = self.rows.values().filter(is_due).cloned().collect();
            due.sort_by_key(|park| (park.next_at, park.seq));
            for park in due.iter().take(limit) {
                self.machine.add_parked(park, ());
            }
        }
    }

    fn offer(&mut self) -> bool {
        self.read();
        let Some(offer) = self.machine.offer(self.now) else { return false };
        assert!(self.flights.iter().all(|flight| flight.0 != offer.key), "offered twice at once");
        self.flights.push((offer.key, self.mood));
        let limit = if self.rules.strict { 1 } else { self.rules.concurrency };
        assert!(self.flights.len() <= limit, "{} at a time", self.flights.len());
        assert_eq!(self.flights.len(), self.machine.in_flight());
        true
    }

    fn end(&mut self, index: usize) {
        if self.flights.is_empty() {
            return;
        }
        let (key, mood) = self.flights.remove(index % self.flights.len());
        self.ended += 1;
        self.now += 1;
        let mood = match (mood, self.ended % 3) {
            (Mood::Mixed, 0) => Mood::Unreachable,
            (Mood::Mixed, 1) => Mood::FailsAll,
            (Mood::Mixed, _) => Mood::RefusesAll,
            (mood, _) => mood,
        };
        let outcome = match mood {
            Mood::Unreachable => Outcome::Down(String::new()),
            Mood::FailsAll => Outcome::Failed(String::new()),
            Mood::RefusesAll => Outcome::Refused(String::new()),
            _ if self.poison.fails.contains(&key.seq) => Outcome::Failed(String::new()),
            _ if self.poison.refused.contains(&key.seq) => Outcome::Refused(String::new()),
            _ => {
                self.taken.push(key.seq);
                Outcome::Delivered
            }
        };
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.machine.outcome(key, outcome, self.now, self.random);
    }

    fn commit(&mut self, works: bool) {
        let Some(progress) = self.machine.progress(self.now, true) else { return };
        if !works {
            self.machine.not_committed(self.now);
            return;
        }
        assert!(progress.cursor >= self.cursor, "the cursor moved back");
        self.cursor = progress.cursor;
        self.succeeded_at = self.succeeded_at.max(progress.succeeded_at);
        self.rows.extend(progress.park.into_iter().map(|park| (park.seq, park)));
        self.rows.retain(|seq, _| !progress.unpark.contains(seq));
        self.machine.committed();
        assert_eq!(self.machine.parked_count(), self.parked());
        self.check();
    }

    fn parked(&self) -> i64 {
        let parked = self.rows.values().filter(|park| park.dead_at.is_none()).count();
        i64::try_from(parked).unwrap()
    }

    /// Goes on with an outage until it shows. A few events that are refused between others that
    /// are taken look like events that nobody wants.
    fn end_outage(&mut self) {
        for _ in 0..1_000 {
            let is_bad = self.flights.iter().any(|flight| flight.1 != Mood::Well);
            let has_shown = self.machine.doubts.is_empty() && !is_bad;
            // In strict order a sink that refuses the probe, and takes the next event, is believed.
            let is_shown_down = self.machine.is_down() && !(self.rules.strict && is_bad);
            if self.mood == Mood::Well || is_shown_down || has_shown {
                return;
            }
            if self.rules.strict && self.flights.is_empty() {
                // The same event fails for ever, which says nothing of those before it.
                self.mood = Mood::Unreachable;
            }
            self.last += 1;
            self.offer();
            self.end(0);
            self.commit(true);
            self.now += LONGEST;
        }
        unreachable!("the outage does not show");
    }

    /// Nothing is lost: what is neither taken nor parked nor dead is above the cursor.
    fn check(&self) {
        for seq in 1..=self.cursor {
            let is_kept = self.taken.contains(&seq) || self.rows.contains_key(&seq);
            assert!(is_kept, "{seq} is lost: the cursor is {}", self.cursor);
        }
    }

    /// Starts again from the store, as after a crash: what is under way is forgotten.
    fn restart(&mut self) {
        self.flights.clear();
        self.rows.retain(|seq, _| *seq <= self.cursor);
        for park in self.rows.values_mut() {
            if park.dead_at.is_some_and(|at| at > self.succeeded_at) {
                (park.dead_at, park.next_at) = (None, park.seq);
            }
        }
        let parked = self.parked();
        let row = SinkRow { cursor: self.cursor, parked, ..SinkRow::default() };
        self.machine = Machine::new(self.rules.clone(), &row, self.now);
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Arrive(count) => self.last += count,
            Step::Offer => _ = self.offer(),
            Step::End(index) => self.end(index),
            Step::Mood(mood) => {
                if mood == Mood::Well {
                    self.end_outage();
                }
                self.mood = mood;
            }
            Step::Wait(time) => self.now += time,
            Step::Commit { works } => self.commit(works),
            Step::Restart => self.restart(),
        }
    }

    /// The sink is well again, and a few more events come: all that it takes is delivered.
    fn recover(&mut self) {
        self.end_outage();
        self.mood = Mood::Well;
        for _ in 0..4 {
            self.last += 1;
            for _ in 0..300 {
                while self.offer() {}
                while !self.flights.is_empty() {
                    self.end(0);
                }
                self.commit(true);
                self.now += LONGEST / 20;
            }
        }
        self.check();
    }
}

fn check(concurrency: usize, strict: bool, poison: Poison, steps: &[Step]) -> World {
    let mut world = World::new(concurrency, strict, poison);
    for step in steps {
        world.step(step);
    }
    world.recover();
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_no_outage_leaves_dead_letters(
        concurrency in 1..20_usize,
        poison in poison(),
        steps in prop::collection::vec(step(), 0..400),
    ) {
        let world = check(concurrency, false, poison.clone(), &steps);
        prop_assert_eq!(world.cursor, world.last);
        for seq in 1..=world.last {
            let is_dead = world.rows.get(&seq).map(|park| park.dead_at.is_some());
            let expected = if poison.fails.contains(&seq) {
                Some(false)
            } else if poison.refused.contains(&seq) {
                Some(true)
            } else {
                None
            };
            prop_assert_eq!(is_dead, expected, "event {}", seq);
            prop_assert_eq!(world.taken.contains(&seq), expected.is_none(), "event {}", seq);
        }
    }

    #[test]
    fn strict_order_is_strict(
        refused in prop::collection::btree_set(1..=EVENTS, 0..3),
        steps in prop::collection::vec(step(), 0..400),
    ) {
        let poison = Poison { fails: BTreeSet::new(), refused };
        let world = check(8, true, poison.clone(), &steps);
        let mut first = BTreeSet::new();
        let order: Vec<_> = world.taken.iter().filter(|seq| first.insert(**seq)).collect();
        prop_assert!(order.is_sorted(), "{:?}", order);
        prop_assert_eq!(world.cursor, world.last);
        let expected = (1..=world.last).filter(|seq| !poison.refused.contains(seq));
        prop_assert!(expected.eq(first));
    }
}
