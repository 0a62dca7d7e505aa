//! Queue in front of the writer: bounded, and it says no while what waits has waited too long.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, oneshot};

use super::{Done, Fault, Job, StoreError};

/// Requests that may wait.
const LIMIT: usize = 1024;
/// How long the oldest job may wait before new requests are refused.
const OLDEST: Duration = Duration::from_secs(1);

/// A job, and who waits for what becomes of it.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) job: Job,
    since: Instant,
    /// Nobody listens any more if the other side hung up; the job is done all the same.
    pub(crate) reply: oneshot::Sender<Result<Done, StoreError>>,
}

/// Jobs that wait for the writer.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
    arrived: Notify,
}

#[derive(Debug, Default)]
struct State {
    jobs: VecDeque<Pending>,
    /// When the oldest job of the batch came that the writer has in hand.
    in_hand: Option<Instant>,
    closed: bool,
}

/// The queue takes no more for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Full;

impl Queue {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request, unless too many wait, or one has waited too long.
    pub(crate) fn offer(
        &self,
        job: Job,
    ) -> Result<oneshot::Receiver<Result<Done, StoreError>>, Full> {
        let now = Instant::now();
        let mut state = self.state();
        let oldest = state.in_hand.or_else(|| state.jobs.front().map(|job| job.since));
        let is_late = oldest.is_some_and(|since| now.duration_since(since) >= OLDEST);
        if state.jobs.len() >= LIMIT || is_late {
            return Err(Full);
        }
        Ok(self.push(&mut state, job, now))
    }

    /// Adds a job of the receiver itself, of which few wait at a time.
    pub(crate) async fn ask(&self, job: Job) -> Result<Done, StoreError> {
        let reply = {
            let mut state = self.state();
            self.push(&mut state, job, Instant::now())
        };
        reply.await.unwrap_or_else(|_| Err(Fault::Closed.into()))
    }

    fn push(
        &self,
        state: &mut State,
        job: Job,
        since: Instant,
    ) -> oneshot::Receiver<Result<Done, StoreError>> {
        let (reply, receiver) = oneshot::channel();
        if state.closed {
            let _ = reply.send(Err(Fault::Closed.into()));
        } else {
            state.jobs.push_back(Pending { job, since, reply });
            self.arrived.notify_one();
        }
        receiver
    }

    /// Takes what waits, at most so many; `None` once the queue is closed and empty.
    pub(crate) async fn take(&self, limit: usize) -> Option<Vec<Pending>> {
        loop {
            {
                let mut state = self.state();
                if !state.jobs.is_empty() {
                    let count = state.jobs.len().min(limit);
                    let batch: Vec<_> = state.jobs.drain(..count).collect();
                    state.in_hand = batch.first().map(|pending| pending.since);
                    return Some(batch);
                }
                state.in_hand = None;
                if state.closed {
                    return None;
                }
            }
            self.arrived.notified().await;
        }
    }

    /// Whether nothing waits: pruning does not get in the way of requests.
    pub(crate) fn is_idle(&self) -> bool {
        let state = self.state();
        state.jobs.is_empty() && state.in_hand.is_none()
    }

    /// How many jobs wait.
    pub(crate) fn len(&self) -> usize {
        self.state().jobs.len()
    }

    /// Takes no more; what waits is still done.
    pub(crate) fn close(&self) {
        self.state().closed = true;
        self.arrived.notify_one();
    }

    /// Takes no more, and answers what waits that it is not done.
    pub(crate) fn abandon(&self) {
        let jobs = {
            let mut state = self.state();
            state.closed = true;
            std::mem::take(&mut state.jobs)
        };
        for pending in jobs {
            let _ = pending.reply.send(Err(Fault::Closed.into()));
        }
        self.arrived.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Change;

    fn job() -> Job {
        Job::Change(Change::Pause { sink: "a".into(), paused: true })
    }

    #[tokio::test]
    async fn a_full_queue_refuses_and_a_closed_one_says_so() {
        let queue = Queue::default();
        let waiting: Vec<_> = (0..LIMIT).map(|_| queue.offer(job()).unwrap()).collect();
        assert_eq!(queue.offer(job()).map(|_| ()), Err(Full));
        let batch = queue.take(256).await.unwrap();
        assert_eq!(batch.len(), 256);
        assert!(queue.offer(job()).is_ok());
        queue.abandon();
        drop(batch);
        assert!(queue.take(256).await.is_none());
        let mut closed = 0;
        for reply in waiting {
            closed += usize::from(matches!(reply.await, Ok(Err(_))));
        }
        assert_eq!(closed, LIMIT - 256);
        assert_eq!(queue.ask(job()).await.unwrap_err().kind, Fault::Closed);
    }

    #[tokio::test]
    async fn what_has_waited_too_long_stops_the_next() {
        let queue = Queue::default();
        let _reply = queue.offer(job());
        queue.state().jobs[0].since -= OLDEST;
        assert_eq!(queue.offer(job()).map(|_| ()), Err(Full));
        // In the writer's hand it still is the oldest.
        let batch = queue.take(1).await.unwrap();
        assert_eq!(queue.offer(job()).map(|_| ()), Err(Full));
        assert!(!queue.is_idle());
        drop(batch);
        queue.close();
        assert!(queue.take(1).await.is_none());
        assert!(queue.is_idle());
    }
}
