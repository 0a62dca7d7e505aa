//! Runner of a sink: reads ahead, delivers, and writes down how far it has come.
//!
//! Where several receivers share a store, one of them leads the sink, by a lease. The others stand
//! by.

use std::sync::Arc;
use std::time::Duration;

use metrics::counter;
use tokio::sync::watch;
use tokio::task::{Id, JoinError};
use tokio::time::{Instant, sleep_until, timeout};

use super::backoff::{LONGEST, SECOND};
use super::hand::{BYTES, COUNT, Clock, Hand, answered};
use super::lease::Leading;
use super::state::{Cause, Machine, Note, Offer, Rules, Why};
use super::status::{Running, STANDBY, Shared};
use super::{Outcome, Sink};
use crate::metrics::DELIVERIES;
use crate::store::{Change, Done, Fault, Job, Queue, Reader, Room, StoreError};

/// How often to look for parked events that are due.
const LOOK: i64 = SECOND / 4;
/// How long to wait after an error of the store.
const STORE_WAIT: Duration = Duration::from_secs(1);
/// How often to ask whether the sink can be led from here, while another leads it.
const STAND_BY: Duration = Duration::from_secs(1);

/// Starts a sink. Its row is in the store already.
pub(crate) fn start(
    sink: Sink,
    reader: Arc<dyn Reader>,
    queue: Arc<Queue>,
    last: watch::Receiver<i64>,
) -> Running {
    let name = Arc::clone(&sink.name);
    let shared = Arc::new(Shared::default());
    let (stop, stopped) = watch::channel(None);
    let clock = Clock::start();
    let filter = sink.filter.clone();
    let runner = Runner { sink, reader, queue, last, shared: Arc::clone(&shared), stopped, clock };
    Running { name, filter, shared, stop, task: tokio::spawn(runner.run()) }
}

struct Runner {
    sink: Sink,
    reader: Arc<dyn Reader>,
    queue: Arc<Queue>,
    last: watch::Receiver<i64>,
    shared: Arc<Shared>,
    stopped: watch::Receiver<Option<Instant>>,
    clock: Clock,
}

/// Why a sink is no longer worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    /// The end was asked for.
    Stopped,
    /// The store takes no more.
    Closed,
    /// Another may lead it.
    Fenced,
}

impl Runner {
    async fn run(mut self) {
        while let Some(mut hand) = self.begin().await {
            match self.work(&mut hand).await {
                Left::Stopped => return self.end(hand).await,
                Left::Closed => return,
                // What is under way is cut, and who leads the sink now delivers it.
                Left::Fenced => tracing::warn!(code = "sink-fenced", sink = %self.sink.name),
            }
        }
    }

    /// Delivers, until something ends it.
    async fn work(&mut self, hand: &mut Hand) -> Left {
        let mut is_last_known = true;
        loop {
            if self.stopped.borrow_and_update().is_some() {
                return Left::Stopped;
            }
            if hand.leading.is_over() {
                return Left::Fenced;
            }
            if Instant::now() >= hand.store_at
                && let Err(error) = self.read(hand).await
            {
                self.store_failed(hand, &error);
                if error.kind == Fault::Closed {
                    return Left::Closed;
                }
            }
            // Reading takes its time.
            if hand.leading.is_over() {
                return Left::Fenced;
            }
            self.offer(hand);
            self.commit(hand, false);
            hand.leading.renew();
            self.tell(hand);
            let wake = self.wake_at(hand);
            tokio::select! {
                Some(ended) = hand.deliveries.join_next_with_id() => self.ended(hand, ended),
                done = answered(&mut hand.committing) => {
                    if let Some(left) = self.committed(hand, done) {
                        return left;
                    }
                }
                is_led = hand.leading.renewed() => {
                    if let Some(left) = Self::renewed(hand, &is_led) {
                        return left;
                    }
                }
                changed = self.last.changed(), if is_last_known => is_last_known = changed.is_ok(),
                () = self.shared.changed.notified() => (hand.changed, hand.replays) = (true, true),
                stopped = self.stopped.changed() => if stopped.is_err() { return Left::Closed },
                () = sleep_until(wake) => {}
            }
            while let Some(ended) = hand.deliveries.try_join_next_with_id() {
                self.ended(hand, ended);
            }
        }
    }

    /// Leads the sink, and reads how it stands, for as long as that takes.
    async fn begin(&mut self) -> Option<Hand> {
        loop {
            let now = self.clock.now();
            let name = || Arc::clone(&self.sink.name);
            let begun = async {
                let leading = Leading::ask(name(), Arc::clone(&self.queue)).await?;
                let Some(leading) = leading else { return Ok(None) };
                let resume = Change::Resume { sink: name(), now, latest: now + LONGEST };
                self.queue.ask(Job::Change(resume)).await?;
                Ok(Some((leading, self.reader.sink(name()).await?)))
            };
            let wait = match begun.await {
                Ok(Some((leading, row))) => {
                    if leading.is_shared() {
                        tracing::info!(code = "sink-led", sink = %self.sink.name);
                    }
                    let rules = Rules {
                        sink: Arc::clone(&self.sink.name),
                        concurrency: self.sink.concurrency,
                        strict: self.sink.strict,
                        give_up_after: crate::clock::micros(self.sink.give_up_after),
                    };
                    let machine = Machine::new(rules, &row, now);
                    return Some(Hand::new(machine, leading, now));
                }
                Ok(None) => {
                    self.stand_by();
                    STAND_BY
                }
                Err(StoreError { kind: Fault::Closed, .. }) => return None,
                Err(StoreError { kind, .. }) => {
                    tracing::warn!(code = "sink-store", sink = %self.sink.name, %kind);
                    STORE_WAIT
                }
            };
            if self.stopped.borrow_and_update().is_some() {
                return None;
            }
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = self.stopped.changed() => return None,
            }
        }
    }

    /// Shows that another leads the sink.
    fn stand_by(&self) {
        let mut status = self.shared.status();
        if status.state != STANDBY {
            (status.state, status.since) = (STANDBY, self.clock.now());
            status.error.clear();
            (status.parked, status.in_flight) = (0, 0);
        }
    }

    /// Reads what there is room for.
    async fn read(&self, hand: &mut Hand) -> Result<(), StoreError> {
        let now = self.clock.now();
        let name = || Arc::clone(&self.sink.name);
        if Instant::now() >= hand.count_at {
            (hand.changed, hand.count_at) = (true, Instant::now() + COUNT);
        }
        if hand.changed && !hand.machine.is_committing() {
            hand.machine.sync(&self.reader.sink(name()).await?, now);
            (hand.changed, hand.look_at) = (false, now);
        }
        let last = *self.last.borrow();
        if let Some((after, events)) = hand.machine.read_new()
            && after < last
            && let Some(bytes) = hand.room(hand.machine.cursor() >= after)
        {
            let read = self.reader.events(after, last, Room { events, bytes }).await?;
            if read.is_empty() {
                hand.machine.skip_new(last, now);
            }
            for event in read {
                let (seq, wanted) = (event.seq, self.sink.filter.matches(&event));
                let event = wanted.then(|| hand.load(event));
                hand.machine.add_new(seq, event, now);
            }
        }
        if now >= hand.look_at
            && let Some(events) = hand.machine.read_parked()
        {
            let room = Room { events, bytes: BYTES / 4 };
            let due = self.reader.due(name(), now, room).await?;
            hand.look_at = if due.len() < events { now + LOOK } else { now };
            for parked in due {
                let event = hand.load(parked.event);
                hand.machine.add_parked(&parked.park, event);
            }
        }
        if hand.replays && hand.machine.wants_replay() {
            for replay in self.reader.replays(name()).await? {
                hand.machine.begin_replay(replay, now);
            }
            hand.replays = false;
        }
        self.read_replay(hand, now).await
    }

    async fn read_replay(&self, hand: &mut Hand, now: i64) -> Result<(), StoreError> {
        let Some((after, until, events, filter)) = hand.machine.read_replay() else {
            return Ok(());
        };
        let filter = filter.clone();
        let Some(bytes) = hand.room(hand.machine.in_flight() == 0) else { return Ok(()) };
        let read = self.reader.events(after, until, Room { events, bytes }).await?;
        if read.is_empty() {
            hand.machine.skip_replayed(until, now);
        }
        for event in read {
            let wanted = filter.matches(&event) && self.sink.filter.matches(&event);
            let (seq, event) = (event.seq, wanted.then(|| hand.load(event)));
            hand.machine.add_replayed(seq, event, now);
        }
        Ok(())
    }

    /// Delivers all that may be delivered now.
    fn offer(&self, hand: &mut Hand) {
        while let Some(Offer { key, event }) = hand.machine.offer(self.clock.now()) {
            let (deliver, limit) = (Arc::clone(&self.sink.deliver), self.sink.timeout);
            let replay = match key.why {
                Why::Replay(id) => Some(id),
                Why::New | Why::Parked => None,
            };
            let task = hand.deliveries.spawn(async move {
                timeout(limit, deliver.deliver(&event.event, replay))
                    .await
                    .unwrap_or_else(|_| Outcome::Failed("no answer in time".to_owned()))
            });
            hand.keys.insert(task.id(), key);
        }
    }

    /// Takes what became of a delivery.
    fn ended(&self, hand: &mut Hand, ended: Result<(Id, Outcome), JoinError>) {
        let (id, outcome) = ended.unwrap_or_else(|error| {
            (error.id(), Outcome::Failed("the delivery panicked".to_owned()))
        });
        let Some(key) = hand.keys.remove(&id) else { return };
        let outcome = tidy(outcome);
        let word = {
            let mut status = self.shared.status();
            let (word, count, error) = match &outcome {
                Outcome::Delivered => ("delivered", &mut status.delivered, None),
                Outcome::Refused(error) => ("refused", &mut status.refused, Some(error)),
                Outcome::Failed(error) => ("failed", &mut status.failed, Some(error)),
                Outcome::Down(error) => ("down", &mut status.down, Some(error)),
            };
            *count += 1;
            if let Some(error) = error {
                status.error.clone_from(error);
            }
            word
        };
        let sink = self.sink.name.to_string();
        counter!(DELIVERIES, "sink" => sink, "outcome" => word).increment(1);
        hand.machine.outcome(key, outcome, self.clock.now(), fastrand::u64(..));
    }

    /// Begins to commit, if it is time for it.
    fn commit(&self, hand: &mut Hand, at_once: bool) {
        if Instant::now() < hand.store_at && !at_once {
            return;
        }
        if let Some(progress) = hand.machine.progress(self.clock.now(), at_once) {
            hand.replays |= !progress.replays.is_empty();
            let queue = Arc::clone(&self.queue);
            let epoch = hand.leading.epoch();
            let commit = async move { queue.ask(Job::Progress { epoch, progress }).await };
            hand.committing = Some(Box::pin(commit));
        }
    }

    /// Takes what became of a commit: whether that ends the work.
    fn committed(&self, hand: &mut Hand, done: Result<Done, StoreError>) -> Option<Left> {
        hand.committing = None;
        match done {
            Ok(Done::Fenced) => Some(Left::Fenced),
            Ok(_) => {
                hand.machine.committed();
                None
            }
            Err(error) => {
                hand.machine.not_committed(self.clock.now());
                self.store_failed(hand, &error);
                (error.kind == Fault::Closed).then_some(Left::Closed)
            }
        }
    }

    /// Takes what became of the lease: whether that ends the work.
    fn renewed(hand: &mut Hand, is_led: &Result<bool, StoreError>) -> Option<Left> {
        match is_led {
            Ok(true) => {
                // An operator may have changed something through another receiver.
                (hand.changed, hand.replays) = (true, true);
                None
            }
            Ok(false) => Some(Left::Fenced),
            Err(_) => Some(Left::Closed),
        }
    }

    fn store_failed(&self, hand: &mut Hand, error: &StoreError) {
        hand.store_at = Instant::now() + STORE_WAIT;
        tracing::warn!(code = "sink-store", sink = %self.sink.name, kind = %error.kind);
    }

    fn wake_at(&self, hand: &Hand) -> Instant {
        let now = self.clock.now();
        let parked = hand.machine.read_parked().map(|_| hand.look_at.max(now));
        let at = hand.machine.wake_at(now).into_iter().chain(parked).min();
        let at = at.map_or(hand.count_at, |at| self.clock.instant(at).min(hand.count_at));
        let at = hand.leading.wake_at().map_or(at, |lease| at.min(lease));
        // What was due while the store failed is due when it is asked again.
        let is_waiting = Instant::now() < hand.store_at;
        if is_waiting { at.max(hand.store_at.min(at + STORE_WAIT)) } else { at }
    }

    /// Logs what happened, and shows how the sink is.
    fn tell(&self, hand: &mut Hand) {
        let sink = &*self.sink.name;
        for note in hand.machine.take_notes() {
            match note {
                Note::Up => tracing::info!(code = "sink-up", sink),
                Note::Down { why, undone, .. } => {
                    let reason = match why {
                        Cause::Unreachable => "unreachable",
                        Cause::TakesNothing => "takes-nothing",
                    };
                    tracing::warn!(code = "sink-down", sink, reason, undone);
                }
                Note::Full => tracing::warn!(code = "sink-full", sink),
                Note::NotFull => tracing::info!(code = "sink-not-full", sink),
                Note::Dead { seq, refused, .. } => {
                    let reason = if refused { "refused" } else { "given-up" };
                    tracing::warn!(code = "dead-letter", sink, seq, reason);
                }
            }
        }
        let mut status = self.shared.status();
        let (state, since, error) = hand.machine.state();
        (status.state, status.since) = (state, since);
        if !error.is_empty() {
            error.clone_into(&mut status.error);
        }
        status.cursor = hand.machine.cursor();
        status.lag = (*self.last.borrow() - status.cursor).max(0);
        status.parked = hand.machine.parked_count();
        status.in_flight = hand.machine.in_flight();
    }

    /// Ends in order: waits for what is under way, and commits what is done.
    async fn end(&mut self, mut hand: Hand) {
        hand.machine.stop();
        let until = (*self.stopped.borrow()).unwrap_or_else(Instant::now);
        while !hand.deliveries.is_empty() {
            tokio::select! {
                Some(ended) = hand.deliveries.join_next_with_id() => self.ended(&mut hand, ended),
                done = answered(&mut hand.committing) => {
                    self.committed(&mut hand, done);
                }
                () = sleep_until(until) => break,
            }
        }
        hand.deliveries.abort_all();
        // What is being committed, and then the rest.
        for _ in 0..2 {
            self.commit(&mut hand, true);
            if hand.committing.is_some() {
                let done = timeout(STORE_WAIT, answered(&mut hand.committing)).await;
                let Ok(done) = done else { break };
                self.committed(&mut hand, done);
            }
        }
        self.tell(&mut hand);
        hand.leading.give_up().await;
    }
}

/// Shortens what a sink says, to what can be kept and shown anywhere.
fn tidy(outcome: Outcome) -> Outcome {
    let short = |text: String| -> String {
        let is_visible = |c: char| if matches!(c, ' '..='~') { c } else { '?' };
        text.chars().take(200).map(is_visible).collect()
    };
    match outcome {
        Outcome::Delivered => Outcome::Delivered,
        Outcome::Refused(text) => Outcome::Refused(short(text)),
        Outcome::Failed(text) => Outcome::Failed(short(text)),
        Outcome::Down(text) => Outcome::Down(short(text)),
    }
}
