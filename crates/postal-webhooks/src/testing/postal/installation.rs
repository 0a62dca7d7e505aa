//! [`Installation`], which sends events and tries them again as Postal's worker does.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Client, Delivery, Next, Report, Retries, Target, Wire};
use crate::Webhook;
use crate::testing::SignedRequest;

/// How often a waiting worker looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(50);

/// An event of an [`Installation`], signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueuedEvent {
    /// The name of the event, or what else tells it from others.
    pub name: String,
    /// Its uuid, the same in each attempt.
    pub uuid: Option<String>,
    /// Its request, the same in each attempt.
    pub request: SignedRequest,
}

impl From<SignedRequest> for QueuedEvent {
    fn from(request: SignedRequest) -> Self {
        let webhook = Webhook::from_slice(&request.body).ok();
        let name = webhook.as_ref().map_or("?", |webhook| webhook.event.name());
        let uuid = webhook.as_ref().map(|webhook| webhook.uuid.to_string());
        Self { name: name.to_owned(), uuid, request }
    }
}

/// A Postal installation with one webhook: it sends each event until a receiver accepts it, Postal
/// gives it up, or an answer locks it.
///
/// ```
/// use std::sync::atomic::AtomicBool;
/// use postal_webhooks::testing::postal::{Installation, End};
/// use postal_webhooks::testing::{Signer, example};
///
/// let signer = Signer::generate();
/// // Nobody listens there; at this scale all attempts take about two milliseconds.
/// let postal = Installation::new("http://127.0.0.1:9/postal".parse()?).time_scale(1e6);
/// let event = |_| signer.sign(example("MessageSent", "typical").body).into();
/// let report = postal.run(1, &event, &|_, _| {}, &AtomicBool::new(false));
/// assert_eq!(report.deliveries[0].end, Some(End::GivenUp));
/// assert_eq!(report.deliveries[0].attempts.len(), 6);
/// # Ok::<(), postal_webhooks::testing::postal::TargetError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Installation {
    target: Target,
    client: Client,
    time_scale: f64,
    workers: usize,
    interval: Duration,
}

impl Installation {
    /// Sends to this URL: events as fast as two workers can, in real time.
    #[must_use]
    pub fn new(target: Target) -> Self {
        Self {
            target,
            client: Client::new(),
            time_scale: 1.0,
            workers: 2,
            interval: Duration::ZERO,
        }
    }

    /// Makes the attempts with another client.
    #[must_use]
    pub fn client(mut self, client: Client) -> Self {
        self.client = client;
        self
    }

    /// Waits between attempts so many times shorter than Postal. The deadline of an attempt stays.
    /// A scale that is not above nothing means real time.
    #[must_use]
    pub fn time_scale(mut self, scale: f64) -> Self {
        self.time_scale = if scale > 0.0 && scale.is_finite() { scale } else { 1.0 };
        self
    }

    /// Makes so many attempts at once, at least one.
    #[must_use]
    pub fn workers(mut self, workers: usize) -> Self {
        self.workers = workers.max(1);
        self
    }

    /// Waits so long from the first attempt for one event to that for the next.
    #[must_use]
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Sends so many events until each has ended, or until it is to stop.
    ///
    /// `event` makes the event of a number, once, on the thread that sends it. `observe` is called
    /// after each attempt, with what follows.
    #[must_use]
    pub fn run(
        &self,
        count: usize,
        event: &(dyn Fn(usize) -> QueuedEvent + Sync),
        observe: &(dyn Fn(&Delivery, Next) + Sync),
        stop: &AtomicBool,
    ) -> Report {
        let start = Instant::now();
        let due = |number: usize| {
            let interval = self.interval.checked_mul(u32::try_from(number).unwrap_or(u32::MAX));
            later(start, interval.unwrap_or(Duration::MAX))
        };
        let queue = Queue {
            state: Mutex::new(State {
                due: (0..count).map(|number| Reverse((due(number), number))).collect(),
                open: count,
                jobs: (0..count).map(|_| None).collect(),
            }),
            changed: Condvar::new(),
        };
        std::thread::scope(|scope| {
            for _ in 0..self.workers.min(count) {
                scope.spawn(|| self.work(&queue, event, observe, stop));
            }
        });
        let state = queue.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let jobs = state.jobs.into_iter().flatten();
        let deliveries: Vec<_> = jobs.map(|job| job.delivery).collect();
        let unsent = count - deliveries.len();
        Report { deliveries, unsent }
    }

    fn work(
        &self,
        queue: &Queue,
        event: &(dyn Fn(usize) -> QueuedEvent + Sync),
        observe: &(dyn Fn(&Delivery, Next) + Sync),
        stop: &AtomicBool,
    ) {
        while let Some((number, job)) = queue.take(stop) {
            let mut job = job.unwrap_or_else(|| Job::new(&self.target, event(number)));
            let attempt = self.client.post(&self.target, &job.wire);
            let next = job.retries.record(attempt.outcome);
            job.delivery.attempts.push(attempt);
            if let Next::End(end) = next {
                job.delivery.end = Some(end);
            }
            observe(&job.delivery, next);
            queue.put(number, job, next, self.time_scale);
        }
    }
}

/// An event with its state. Once it has ended, its bytes are forgotten.
struct Job {
    delivery: Delivery,
    wire: Wire,
    retries: Retries,
}

impl Job {
    fn new(target: &Target, event: QueuedEvent) -> Self {
        let QueuedEvent { name, uuid, request } = event;
        Self {
            delivery: Delivery { name, uuid, attempts: Vec::new(), end: None },
            wire: Wire::new(target, &request),
            retries: Retries::default(),
        }
    }
}

struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// The events that wait, by when they are due.
    due: BinaryHeap<Reverse<(Instant, usize)>>,
    /// How many have not ended.
    open: usize,
    /// The events that have been sent and that nobody sends right now.
    jobs: Vec<Option<Job>>,
}

impl Queue {
    /// The next event that is due, once one is; `None` where all have ended or it is to stop.
    fn take(&self, stop: &AtomicBool) -> Option<(usize, Option<Job>)> {
        let mut state = self.lock();
        loop {
            if state.open == 0 || stop.load(Ordering::Relaxed) {
                return None;
            }
            let now = Instant::now();
            let wait = match state.due.peek() {
                Some(Reverse((due, number))) if *due <= now => {
                    let number = *number;
                    state.due.pop();
                    let job = state.jobs[number].take();
                    return Some((number, job));
                }
                Some(Reverse((due, _))) => (*due - now).min(LOOK),
                None => LOOK,
            };
            let waited = self.changed.wait_timeout(state, wait);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn put(&self, number: usize, mut job: Job, next: Next, time_scale: f64) {
        let mut state = self.lock();
        match next {
            Next::RetryAfter(wait) => {
                let wait = Duration::try_from_secs_f64(wait.as_secs_f64() / time_scale);
                let due = later(Instant::now(), wait.unwrap_or(Duration::MAX));
                state.due.push(Reverse((due, number)));
            }
            Next::End(_) => {
                state.open -= 1;
                job.wire.body = Vec::new();
            }
        }
        state.jobs[number] = Some(job);
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// So long after an instant; where that cannot be told, a year.
fn later(instant: Instant, wait: Duration) -> Instant {
    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    instant.checked_add(wait).unwrap_or_else(|| instant + YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Signer, example};

    #[test]
    fn an_installation_that_is_stopped_tells_what_it_did_not_send() {
        let signer = Signer::generate();
        let event = |_| signer.sign(example("MessageSent", "typical").body).into();
        let postal = Installation::new("http://127.0.0.1:9/".parse().unwrap()).workers(1);
        let stop = AtomicBool::new(false);
        // Stopped by the first attempt, whose next is in two minutes.
        let report = postal.run(3, &event, &|_, _| stop.store(true, Ordering::Relaxed), &stop);
        assert_eq!((report.deliveries.len(), report.unsent, report.pending()), (1, 2, 3));
        assert_eq!(report.deliveries[0].name, "MessageSent");
        assert!(report.deliveries[0].uuid.is_some());
    }
}
