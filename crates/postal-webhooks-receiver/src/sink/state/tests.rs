//! Rules of the state machine, one test each.

use super::*;
use crate::sink::Outcome::{self, Delivered};
use crate::sink::backoff::SECOND;

const MAX: u64 = u64::MAX;

fn down() -> Outcome {
    Outcome::Down("refused".into())
}

fn failed() -> Outcome {
    Outcome::Failed("status 500".into())
}

fn refused() -> Outcome {
    Outcome::Refused("status 400".into())
}

fn rules(concurrency: usize, strict: bool) -> Rules {
    Rules { sink: "a".into(), concurrency, strict, give_up_after: 3 * 86_400 * SECOND }
}

/// A machine, its time, and the rows that it has committed.
struct Run {
    machine: Machine<()>,
    now: i64,
    rows: BTreeMap<i64, Park>,
    cursor: i64,
    replays: Vec<(i64, Option<i64>)>,
}

impl Run {
    fn new(concurrency: usize, strict: bool) -> Self {
        let machine = Machine::new(rules(concurrency, strict), &SinkRow::default(), 0);
        Self { machine, now: 0, rows: BTreeMap::new(), cursor: 0, replays: Vec::new() }
    }

    fn add(&mut self, events: impl IntoIterator<Item = i64>) {
        for seq in events {
            self.machine.add_new(seq, Some(()), self.now);
        }
    }

    fn offer(&mut self) -> Option<Key> {
        self.machine.offer(self.now).map(|offer| offer.key)
    }

    /// All that may be offered now.
    fn offers(&mut self) -> Vec<i64> {
        std::iter::from_fn(|| self.offer()).map(|key| key.seq).collect()
    }

    fn end(&mut self, why: Why, seq: i64, outcome: Outcome) {
        self.machine.outcome(Key { why, seq }, outcome, self.now, MAX);
    }

    /// Offers the next and ends it: which it was.
    #[track_caller]
    fn one(&mut self, outcome: Outcome) -> i64 {
        let key = self.offer().unwrap();
        self.end(key.why, key.seq, outcome);
        key.seq
    }

    fn wait(&mut self, seconds: i64) {
        self.now += seconds * SECOND;
    }

    /// Commits, and reads what is due.
    fn sync(&mut self) {
        if let Some(progress) = self.machine.progress(self.now, true) {
            self.cursor = progress.cursor;
            self.rows.extend(progress.park.into_iter().map(|park| (park.seq, park)));
            self.rows.retain(|seq, _| !progress.unpark.contains(seq));
            self.replays.extend(progress.replays);
            self.machine.committed();
        }
        if let Some(limit) = self.machine.read_parked() {
            let mut due: Vec<_> = self.rows.values().filter(|it| it.dead_at.is_none()).collect();
            due.retain(|park| park.next_at <= self.now);
            due.sort_by_key(|park| (park.next_at, park.seq));
            for park in due.into_iter().take(limit) {
                self.machine.add_parked(park, ());
            }
        }
    }

    /// Delivers so many: which they were.
    fn sync_and_deliver(&mut self, count: usize) -> Vec<i64> {
        let next = |run: &mut Self| {
            run.sync();
            run.one(Delivered)
        };
        (0..count).map(|_| next(self)).collect()
    }

    fn is_down(&self) -> bool {
        self.machine.is_down()
    }

    fn dead(&self) -> Vec<i64> {
        let dead = self.rows.values().filter(|park| park.dead_at.is_some());
        dead.map(|park| park.seq).collect()
    }
}

#[test]
fn events_are_offered_in_order_and_at_most_so_many_at_a_time() {
    let mut run = Run::new(2, false);
    run.add(1..=4);
    assert_eq!(run.offers(), [1, 2]);
    run.end(Why::New, 2, Delivered);
    assert_eq!(run.offers(), [3]);
    // The cursor waits for the first.
    run.sync();
    assert_eq!(run.cursor, 0);
    run.end(Why::New, 1, Delivered);
    run.sync();
    assert_eq!(run.cursor, 2);
}

#[test]
fn what_fails_is_parked_and_comes_later() {
    let mut run = Run::new(1, false);
    run.add(1..=2);
    run.one(failed());
    assert_eq!(run.one(Delivered), 2);
    run.sync();
    let park = run.rows[&1].clone();
    assert_eq!((run.cursor, park.attempts, park.next_at), (2, 1, SECOND - 1));
    assert_eq!(run.offer(), None);
    run.wait(1);
    run.sync();
    assert_eq!(run.offer(), Some(Key { why: Why::Parked, seq: 1 }));
    run.end(Why::Parked, 1, failed());
    run.sync();
    assert_eq!((run.rows[&1].attempts, run.rows[&1].next_at), (2, 3 * SECOND - 1));
    run.wait(2);
    run.sync();
    assert_eq!(run.one(Delivered), 1);
    run.sync();
    assert!(run.rows.is_empty());
    assert_eq!(run.machine.parked_count(), 0);
}

#[test]
fn what_is_refused_is_dead_at_once() {
    let mut run = Run::new(1, false);
    run.add(1..=2);
    run.one(refused());
    assert_eq!(run.one(Delivered), 2);
    run.sync();
    assert_eq!((run.cursor, run.dead()), (2, vec![1]));
    assert!(matches!(run.machine.take_notes()[..], [Note::Dead { seq: 1, refused: true, .. }]));
}

#[test]
fn an_event_is_dead_once_it_has_waited_for_three_days_while_the_sink_was_up() {
    let mut run = Run::new(1, false);
    run.add([1]);
    run.one(failed());
    for good in (2..10_000).step_by(2) {
        // Without a delivery, going down would undo what failed.
        run.add([good]);
        assert_eq!(run.one(Delivered), good);
        run.sync();
        if run.rows[&1].dead_at.is_some() {
            break;
        }
        // Half of the time the sink is down, which does not count.
        run.add([good + 1]);
        assert_eq!(run.one(down()), good + 1);
        run.wait(300);
        assert_eq!(run.one(Delivered), good + 1);
        run.wait(300);
        run.sync();
        assert_eq!(run.one(failed()), 1);
    }
    let waited = run.rows[&1].waited / SECOND;
    assert!((3 * 86_400..3 * 86_400 + 300).contains(&waited), "{waited}");
    assert!(run.now > 2 * waited * SECOND, "{}", run.now / SECOND);
}

#[test]
fn a_sink_that_is_down_is_probed_and_loses_nothing() {
    let mut run = Run::new(4, false);
    run.add(1..=8);
    assert_eq!(run.offers(), [1, 2, 3, 4]);
    for seq in 1..=4 {
        run.end(Why::New, seq, down());
    }
    run.sync();
    assert!(run.is_down());
    assert_eq!((run.cursor, run.rows.len(), run.offer()), (0, 0, None));
    assert_eq!(run.machine.wake_at(run.now), Some(SECOND / 2));
    let mut waits = Vec::new();
    for _ in 0..7 {
        let at = run.machine.wake_at(run.now).unwrap();
        waits.push((at - run.now) * 2 / SECOND);
        run.now = at;
        // One event at a time, and each time another.
        let key = run.offer().unwrap();
        assert_eq!(run.offer(), None);
        run.end(key.why, key.seq, down());
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30]);
    run.wait(15);
    assert_eq!(run.one(Delivered), 8);
    assert!(!run.is_down());
    assert_eq!(run.offers(), [1, 2, 3, 4]);
}

/// Each probe of a whole day costs one attempt at an event, and nothing is put aside or given up.
#[test]
fn an_outage_of_a_day_costs_time_alone() {
    const DAY: i64 = 24 * 60 * 60 * SECOND;
    let mut run = Run::new(4, false);
    run.add(1..=16);
    for seq in run.offers() {
        run.end(Why::New, seq, down());
    }
    let mut probes = 0;
    while run.now < DAY {
        run.now = run.machine.wake_at(run.now).unwrap();
        let key = run.offer().unwrap();
        run.end(key.why, key.seq, if probes % 2 == 0 { down() } else { failed() });
        run.sync();
        assert!(run.is_down());
        probes += 1;
    }
    // At most 15 s apart.
    assert!((DAY / 15 / SECOND..DAY / 15 / SECOND + 10).contains(&probes), "{probes}");
    assert_eq!((run.cursor, run.rows.len()), (0, 0));
    run.wait(15);
    let mut delivered = run.sync_and_deliver(16);
    delivered.sort_unstable();
    assert_eq!(delivered, (1..=16).collect::<Vec<_>>());
    run.sync();
    assert_eq!((run.cursor, run.dead()), (16, vec![]));
}

#[test]
fn what_was_offered_before_says_nothing_of_a_sink_that_is_down() {
    let mut run = Run::new(4, false);
    run.add(1..=8);
    run.offers();
    run.end(Why::New, 1, down());
    run.end(Why::New, 2, failed());
    run.end(Why::New, 3, refused());
    run.end(Why::New, 4, Delivered);
    assert!(run.is_down());
    run.sync();
    assert_eq!(run.rows.len(), 0);
    run.wait(1);
    assert_eq!(run.one(Delivered), 1);
    assert_eq!(run.offers(), [2, 3, 5, 6]);
}

#[test]
fn an_answer_ends_an_outage_but_one_event_goes_at_a_time_until_one_is_taken() {
    let mut run = Run::new(4, false);
    run.add(1..=8);
    run.one(down());
    run.wait(1);
    assert_eq!(run.one(failed()), 1);
    assert!(!run.is_down());
    assert_eq!(run.offers(), [2]);
    run.end(Why::New, 2, Delivered);
    assert_eq!(run.offers(), [3, 4, 5, 6]);
}

#[test]
fn five_that_fail_in_a_row_are_the_sinks_fault() {
    let mut run = Run::new(1, false);
    run.add(1..=9);
    for _ in 0..4 {
        run.one(failed());
    }
    run.sync();
    assert_eq!((run.cursor, run.rows.len()), (4, 4));
    run.one(failed());
    assert!(run.is_down());
    run.sync();
    // The cursor does not move back; they are as if they had not been tried.
    assert_eq!((run.cursor, run.rows.len()), (5, 5));
    assert!(run.rows.values().all(|park| park.attempts == 0 && park.waited == 0));
    assert!(run.rows.values().all(|park| park.next_at <= run.now));
    // Another that fails does not end it, and is not parked.
    run.wait(1);
    run.one(failed());
    assert!(run.is_down());
    run.wait(1);
    run.one(Delivered);
    assert!(!run.is_down());
    run.sync();
    assert_eq!((run.cursor, run.rows.len()), (5, 5));
}

#[test]
fn twenty_that_are_refused_in_a_row_are_the_sinks_fault() {
    let mut run = Run::new(1, false);
    run.add(1..=30);
    for _ in 0..19 {
        run.one(refused());
    }
    run.sync();
    assert_eq!(run.dead().len(), 19);
    assert_eq!(run.machine.parked_count(), 0);
    run.one(refused());
    assert!(run.is_down());
    run.sync();
    assert_eq!((run.dead().len(), run.rows.len()), (0, 20));
    assert_eq!(run.machine.parked_count(), 20);
}

#[test]
fn a_sink_that_stops_answering_undoes_what_it_refused_before() {
    let mut run = Run::new(1, false);
    run.add(1..=4);
    run.one(refused());
    run.one(failed());
    run.sync();
    assert_eq!(run.dead(), [1]);
    run.one(down());
    run.sync();
    assert_eq!((run.dead().len(), run.rows.len()), (0, 2));
    // But not what it refused before the last that it took.
    run.wait(1);
    run.one(Delivered);
    assert_eq!(run.machine.parked_count(), 2);
}

#[test]
fn a_poison_event_at_the_head_does_not_keep_the_sink_down() {
    let mut run = Run::new(2, false);
    run.add(1..=6);
    for _ in 0..5 {
        run.one(failed());
    }
    run.sync();
    assert!(run.is_down());
    // All but the last are poison. It is the probe among the first, since it is new.
    run.wait(15);
    assert_eq!(run.one(Delivered), 6);
    assert!(!run.is_down());
}

#[test]
fn parked_events_take_a_quarter_of_the_room() {
    let mut run = Run::new(8, false);
    run.add(1..=4);
    for _ in 0..4 {
        run.one(failed());
    }
    run.add(5..=20);
    run.one(Delivered);
    run.wait(1);
    run.sync();
    let parked: Vec<bool> =
        std::iter::from_fn(|| run.offer()).map(|key| key.why == Why::Parked).collect();
    assert_eq!(parked.len(), 8);
    assert_eq!(parked.iter().filter(|parked| **parked).count(), 2);
}

#[test]
fn one_at_a_time_parked_events_take_each_fourth_turn() {
    let mut run = Run::new(1, false);
    run.add(1..=2);
    run.one(failed());
    run.one(failed());
    run.add(3..=4);
    run.one(Delivered);
    run.wait(1);
    run.add([5, 6]);
    let order = run.sync_and_deliver(5);
    assert_eq!(order, [1, 4, 5, 6, 2]);
}

#[test]
fn ten_thousand_parked_events_stop_the_new_ones_alone() {
    let row = SinkRow { parked: 10_000, ..SinkRow::default() };
    let mut run = Run::new(4, false);
    run.machine = Machine::new(rules(4, false), &row, 0);
    run.add(1..=2);
    assert_eq!((run.offer(), run.machine.state().0), (None, "full"));
    let park =
        Park { seq: -1, attempts: 1, next_at: 0, waited: 0, dead_at: None, error: String::new() };
    run.machine.add_parked(&park, ());
    assert_eq!(run.offer(), Some(Key { why: Why::Parked, seq: -1 }));
    run.machine.sync(&SinkRow { parked: 8_000, ..row }, 0);
    assert_eq!(run.offers(), [1, 2]);
    assert_eq!(run.machine.take_notes(), [Note::Full, Note::NotFull]);
}

#[test]
fn strict_order_waits_for_the_first() {
    let mut run = Run::new(8, true);
    run.add(1..=3);
    assert_eq!(run.offers(), [1]);
    run.end(Why::New, 1, failed());
    run.sync();
    assert_eq!((run.cursor, run.rows.len(), run.offer()), (0, 0, None));
    assert_eq!(run.machine.wake_at(run.now), Some(SECOND - 1));
    run.wait(1);
    assert_eq!(run.one(Delivered), 1);
    // What is refused is dead all the same.
    run.one(refused());
    assert_eq!(run.one(Delivered), 3);
    run.sync();
    assert_eq!((run.cursor, run.dead()), (3, vec![2]));
}

#[test]
fn strict_order_takes_what_was_undone_before_all_that_is_new() {
    let mut run = Run::new(1, true);
    run.add(1..=4);
    run.one(refused());
    run.one(refused());
    run.one(down());
    assert!(run.is_down());
    run.wait(1);
    // Its row is not read yet.
    assert_eq!(run.offer(), None);
    assert_eq!(run.sync_and_deliver(4), [1, 2, 3, 4]);
}

#[test]
fn progress_waits_for_256_events_or_100_milliseconds() {
    let mut run = Run::new(300, false);
    run.add(1..=300);
    run.offers();
    for seq in 1..=255 {
        run.end(Why::New, seq, Delivered);
    }
    assert_eq!(run.machine.progress(run.now, false), None);
    assert_eq!(run.machine.wake_at(run.now), Some(SECOND / 10));
    run.end(Why::New, 256, Delivered);
    let progress = run.machine.progress(run.now, false).unwrap();
    assert_eq!(progress.cursor, 256);
    // One commit at a time.
    run.end(Why::New, 257, Delivered);
    run.now += SECOND;
    assert_eq!(run.machine.progress(run.now, true), None);
    run.machine.committed();
    assert_eq!(run.machine.progress(run.now, false).unwrap().cursor, 257);
}

#[test]
fn what_could_not_be_committed_is_committed_later() {
    let mut run = Run::new(1, false);
    run.add(1..=3);
    run.one(failed());
    run.one(refused());
    run.one(Delivered);
    let first = run.machine.progress(run.now, true).unwrap();
    run.machine.not_committed(run.now);
    assert_eq!(run.machine.parked_count(), 1);
    assert_eq!(run.machine.progress(run.now, true), Some(first));
    run.machine.committed();
    assert_eq!(run.machine.parked_count(), 1);
}

#[test]
fn what_the_sink_does_not_want_counts_as_done() {
    let mut run = Run::new(1, false);
    run.machine.add_new(1, None, 0);
    run.machine.add_new(3, None, 0);
    run.machine.skip_new(5, 0);
    run.sync();
    assert_eq!(run.cursor, 5);
}

#[test]
fn a_paused_sink_is_offered_nothing() {
    let mut run = Run::new(1, false);
    run.add([1]);
    run.machine.sync(&SinkRow { paused: true, ..SinkRow::default() }, 0);
    assert_eq!((run.offer(), run.machine.state().0), (None, "paused"));
    run.machine.sync(&SinkRow::default(), 0);
    assert_eq!(run.one(Delivered), 1);
}

#[test]
fn reading_ahead_is_bounded() {
    let mut run = Run::new(2, false);
    assert_eq!(run.machine.read_new(), Some((0, 8)));
    run.add(1..=8);
    assert_eq!(run.machine.read_new(), None);
    // One that takes long stops the others after 10,000 events alone.
    run.offer();
    for seq in 9..=SPAN {
        run.one(Delivered);
        run.add([seq]);
    }
    run.one(Delivered);
    assert_eq!(run.machine.read_new(), None);
    run.end(Why::New, 1, Delivered);
    assert!(run.machine.read_new().is_some());
}

fn replay(id: i64, next: i64, until: i64) -> Replay {
    Replay { id, next, until, filter: Filter::default() }
}

#[test]
fn a_replay_goes_in_order_when_there_is_room() {
    let mut run = Run::new(1, false);
    run.add([10]);
    run.machine.begin_replay(replay(7, 3, 6), run.now);
    assert_eq!(run.machine.read_replay().map(|it| (it.0, it.1, it.2)), Some((2, 6, 4)));
    run.machine.add_replayed(3, Some(()), run.now);
    run.machine.add_replayed(4, None, run.now);
    run.machine.add_replayed(5, Some(()), run.now);
    assert_eq!(run.one(Delivered), 10);
    assert_eq!(run.one(Delivered), 3);
    run.sync();
    assert_eq!(run.replays, [(7, Some(5))]);
    // What fails is parked.
    assert_eq!(run.one(failed()), 5);
    run.machine.skip_replayed(6, run.now);
    run.sync();
    assert_eq!(run.replays, [(7, Some(5)), (7, None)]);
    assert_eq!(run.rows[&5].attempts, 1);
    assert!(run.machine.wants_replay());
}

#[test]
fn a_replay_that_is_done_is_not_begun_again_before_the_store_knows() {
    let mut run = Run::new(1, false);
    run.machine.begin_replay(replay(7, 3, 3), run.now);
    run.machine.add_replayed(3, Some(()), run.now);
    run.one(Delivered);
    run.machine.begin_replay(replay(7, 3, 3), run.now);
    assert!(run.machine.wants_replay());
    run.sync();
    assert_eq!(run.replays, [(7, None)]);
}

#[test]
fn a_replay_that_fails_leaves_what_is_parked_as_it_is() {
    let mut run = Run::new(2, false);
    run.add([1]);
    run.one(failed());
    run.machine.begin_replay(replay(7, 1, 1), run.now);
    run.machine.add_replayed(1, Some(()), run.now);
    run.now += 1;
    run.one(failed());
    run.sync();
    assert_eq!((run.rows[&1].attempts, run.rows[&1].next_at), (1, SECOND - 1));
    assert_eq!(run.machine.parked_count(), 1);
}

#[test]
fn nothing_is_offered_once_it_is_stopped() {
    let mut run = Run::new(1, false);
    run.add(1..=2);
    run.offer();
    run.machine.stop();
    run.end(Why::New, 1, Delivered);
    assert_eq!((run.offer(), run.machine.read_new()), (None, None));
    run.sync();
    assert_eq!(run.cursor, 1);
}
