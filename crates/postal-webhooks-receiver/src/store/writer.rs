//! The writer: takes what waits, applies it, answers each.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::watch;

use super::{Done, Fault, Job, Queue, StoreError, Writer};
use crate::event::Accepted;
use crate::metrics;

/// The most jobs that are applied at once.
const BATCH: usize = 256;

/// Writes until the queue is closed and empty.
///
/// `last` tells the newest sequence, and so wakes the sinks.
///
/// # Errors
///
/// The store failed twice in a row with an unknown outcome, or cannot be opened again: the process
/// has to end, so that its supervisor starts another.
pub(crate) async fn run<W: Writer>(
    mut writer: W,
    queue: &Queue,
    last: &watch::Sender<i64>,
) -> Result<(), StoreError> {
    let mut failed = false;
    while let Some(batch) = queue.take(BATCH).await {
        let (jobs, replies): (Vec<Job>, Vec<_>) =
            batch.into_iter().map(|pending| (pending.job, pending.reply)).unzip();
        let begun = Instant::now();
        let result = writer.apply(&jobs).await;
        match result {
            Ok(done) => {
                failed = false;
                metrics::committed(jobs.len(), begun.elapsed());
                if let Some(seq) = done.iter().filter_map(stored).max() {
                    last.send_modify(|last| *last = seq.max(*last));
                }
                for (reply, done) in replies.into_iter().zip(done) {
                    // Who hung up does not undo what is written.
                    let _ = reply.send(Ok(done));
                }
            }
            Err(error) => {
                metrics::not_committed(error.kind.word());
                tracing::error!(code = "store-failed", error = %with_cause(&error));
                for reply in replies {
                    let _ = reply.send(Err(error.clone()));
                }
                match error.kind {
                    Fault::Full | Fault::Busy | Fault::Away => {}
                    Fault::Unknown if !failed => {
                        failed = true;
                        writer.reopen().await?;
                    }
                    Fault::Unknown | Fault::Unusable | Fault::Closed => return Err(error),
                }
            }
        }
    }
    writer.close().await;
    Ok(())
}

fn stored(done: &Done) -> Option<i64> {
    match done {
        Done::Accepted(Accepted::Stored { seq }) => Some(*seq),
        _ => None,
    }
}

fn with_cause(error: &StoreError) -> String {
    let cause: Option<&Arc<_>> = error.source.as_ref();
    cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}
