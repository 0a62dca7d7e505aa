//! [`Leading`]: the lease by which a sink is led from here, where several receivers share a store.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::hand::Asking;
use crate::store::{Change, Done, Fault, Job, Lease, Queue, StoreError};

/// A lease is renewed after this part of its time.
const RENEW: u32 = 4;
/// After how long to ask again, where the store could not answer.
const AGAIN: Duration = Duration::from_secs(1);

/// The lease that a sink is led by.
pub(super) struct Leading {
    sink: Arc<str>,
    queue: Arc<Queue>,
    epoch: i64,
    /// Until when it holds, and when to renew it; `None` where it holds for ever.
    until: Option<(Instant, Instant)>,
    /// Since when it is asked for once more.
    renewing: Option<(Instant, Asking)>,
}

impl Leading {
    /// Asks to lead a sink; `None` if another leads it.
    pub(super) async fn ask(sink: Arc<str>, queue: Arc<Queue>) -> Result<Option<Self>, StoreError> {
        let asked = Instant::now();
        let lead = Job::Lead { sink: Arc::clone(&sink), epoch: None };
        let Done::Led(Some(lease)) = queue.ask(lead).await? else { return Ok(None) };
        let mut leading = Self { sink, queue, epoch: lease.epoch, until: None, renewing: None };
        leading.hold(lease, asked);
        Ok(Some(leading))
    }

    fn hold(&mut self, lease: Lease, asked: Instant) {
        self.until = lease.lasts.map(|lasts| (asked + lasts, asked + lasts / RENEW));
    }

    pub(super) fn epoch(&self) -> i64 {
        self.epoch
    }

    /// Whether another could lead the sink: not where only one can have the store.
    pub(super) fn is_shared(&self) -> bool {
        self.until.is_some()
    }

    /// Whether another may lead the sink by now.
    pub(super) fn is_over(&self) -> bool {
        self.until.is_some_and(|(until, _)| Instant::now() >= until)
    }

    /// When to look at it next.
    pub(super) fn wake_at(&self) -> Option<Instant> {
        let (until, renew) = self.until?;
        Some(if self.renewing.is_some() { until } else { renew })
    }

    /// Begins to renew it, if it is time for it.
    pub(super) fn renew(&mut self) {
        let now = Instant::now();
        if self.renewing.is_none() && self.until.is_some_and(|(_, renew)| now >= renew) {
            let (queue, sink) = (Arc::clone(&self.queue), Arc::clone(&self.sink));
            let lead = Job::Lead { sink, epoch: Some(self.epoch) };
            self.renewing = Some((now, Box::pin(async move { queue.ask(lead).await })));
        }
    }

    /// Waits until it is renewed, if that has begun; `false` if another leads the sink. What the
    /// store cannot answer is asked again as long as it holds.
    pub(super) async fn renewed(&mut self) -> Result<bool, StoreError> {
        let Some((asked, asking)) = &mut self.renewing else {
            return std::future::pending().await;
        };
        let (asked, done) = (*asked, asking.await);
        self.renewing = None;
        match done {
            Ok(Done::Led(Some(lease))) => {
                self.hold(lease, asked);
                Ok(true)
            }
            Ok(_) => Ok(false),
            Err(error) if error.kind == Fault::Closed => Err(error),
            Err(_) => {
                if let Some((_, renew)) = &mut self.until {
                    *renew = Instant::now() + AGAIN;
                }
                Ok(true)
            }
        }
    }

    /// Lets another lead the sink at once. Without it, one does once the lease is over.
    pub(super) async fn give_up(self) {
        if self.is_shared() {
            let change = Change::Yield { sink: self.sink, epoch: self.epoch };
            let _ = timeout(AGAIN, self.queue.ask(Job::Change(change))).await;
        }
    }
}
