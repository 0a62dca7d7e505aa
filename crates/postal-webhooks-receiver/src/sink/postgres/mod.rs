//! [`Postgres`]: inserts events in a table of the user's, all that wait in one statement.

mod connection;
mod table;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use self::connection::{Connection, Row};
pub(crate) use self::table::{Form, Table};
use super::{Deliver, Delivering, Outcome, TOGETHER};
use crate::event::StoredEvent;
use crate::postgres::Target;

/// How long a statement may take, and those that look for a bad row together. With the time to
/// connect it is less than the time of a delivery.
const STATEMENT: Duration = Duration::from_secs(5);

/// Inserts each event.
pub(super) struct Postgres {
    target: Target,
    table: Table,
    /// Where the task takes rows from, once there is one.
    jobs: Mutex<Option<mpsc::UnboundedSender<Job>>>,
}

/// A row, and who waits for what becomes of it.
struct Job {
    row: Row,
    reply: oneshot::Sender<Outcome>,
}

impl Postgres {
    pub(super) fn new(target: Target, table: Table) -> Self {
        Self { target, table, jobs: Mutex::new(None) }
    }

    fn add(&self, job: Job) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let job = match &*jobs {
            Some(jobs) => match jobs.send(job) {
                Ok(()) => return,
                // The task panicked.
                Err(not_sent) => not_sent.0,
            },
            None => job,
        };
        let (sender, receiver) = mpsc::unbounded_channel();
        let _ = sender.send(job);
        *jobs = Some(sender);
        tokio::spawn(write(Connection::new(self.target.clone(), self.table.clone()), receiver));
    }
}

impl Deliver for Postgres {
    fn deliver<'a>(&'a self, event: &'a StoredEvent, replay: Option<i64>) -> Delivering<'a> {
        let (sender, outcome) = oneshot::channel();
        self.add(Job { row: Row::new(event, replay), reply: sender });
        Box::pin(async {
            outcome.await.unwrap_or_else(|_| Outcome::Failed("the sink panicked".to_owned()))
        })
    }
}

/// Takes all that waits, inserts it, and tells each what became of it, until the sink is gone.
async fn write(mut connection: Connection, mut receiver: mpsc::UnboundedReceiver<Job>) {
    let mut jobs = Vec::with_capacity(TOGETHER);
    while receiver.recv_many(&mut jobs, TOGETHER).await > 0 {
        // Those whose time is over come again.
        jobs.retain(|job| !job.reply.is_closed());
        if jobs.is_empty() {
            continue;
        }
        // In the order of storing, as far as they are here together.
        jobs.sort_by_key(|job| job.row.seq);
        let rows: Vec<&Row> = jobs.iter().map(|job| &job.row).collect();
        let outcomes = connection.insert(&rows).await;
        let down = outcomes.iter().find(|outcome| matches!(outcome, Outcome::Down(_))).cloned();
        for (job, outcome) in jobs.drain(..).zip(outcomes) {
            let _ = job.reply.send(outcome);
        }
        // What waited meanwhile does not wait for one more time-out.
        while let Some(down) = &down
            && let Ok(job) = receiver.try_recv()
        {
            let _ = job.reply.send(down.clone());
        }
    }
}
