//! Sweep: deletes what may go while nothing else is to do, and watches clock and room.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::time::Instant;

use crate::clock;
use crate::receiver::Inner;
use crate::retention::{self, ClockWatch, Situation};
use crate::store::{Done, Job, Prune, Queue, StoreError};

/// How often clock and room are looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How often something is deleted where there is room.
const PASS: Duration = Duration::from_secs(60);

/// Runs as long as the receiver does.
pub(crate) async fn run(receiver: Weak<Inner>) {
    let begun = Instant::now();
    let mut watch = ClockWatch::new(clock::now());
    let mut last_pass: Option<Instant> = None;
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(inner) = receiver.upgrade() else { return };
        let is_suspect = watch.is_suspect(clock::now(), begun.elapsed());
        if inner.clock_suspect.send_replace(is_suspect) != is_suspect {
            tracing::warn!(code = "clock-suspect", is_suspect);
        }
        let space = inner.reader.space().await.unwrap_or_default();
        let is_tight = space.free.is_some_and(|free| free < inner.retention.min_free);
        let is_time = last_pass.is_none_or(|at| at.elapsed() >= PASS);
        if !is_suspect && (is_tight || is_time) {
            last_pass = Some(Instant::now());
            if let Err(error) = pass(&inner, space.free).await {
                tracing::warn!(code = "not-swept", %error);
            }
        }
    }
}

/// Deletes all that may go.
pub(crate) async fn pass(inner: &Arc<Inner>, free: Option<u64>) -> Result<u64, StoreError> {
    let newest = inner.ingest.sources.iter().map(|source| source.newest.load(Ordering::Relaxed));
    let newest_signed = newest.filter(|newest| *newest > 0).max();
    let cursor = inner.operator().lowest_cursor().await?;
    let situation = Situation { now: clock::now(), newest_signed, cursor, free };
    delete(&inner.queue, retention::prune(&inner.retention, situation)).await
}

/// Deletes it, a few rows at a time, each time that no request waits.
pub(crate) async fn delete(queue: &Queue, mut prune: Prune) -> Result<u64, StoreError> {
    let mut total = 0;
    loop {
        while !queue.is_idle() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let Done::Pruned { deleted, next } = queue.ask(Job::Prune(prune)).await? else {
            return Ok(total);
        };
        total += deleted;
        match next {
            Some(next) => prune.after = next,
            None if deleted > 0 => {}
            None => return Ok(total),
        }
    }
}
