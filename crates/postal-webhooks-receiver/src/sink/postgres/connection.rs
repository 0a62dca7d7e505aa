//! [`Connection`]: one that is kept, and made again after it was lost.

use std::sync::Arc;

use bytes::Bytes;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_postgres::{Error, Statement};

use super::{Outcome, STATEMENT, Table};
use crate::event::StoredEvent;
use crate::postgres::{Blame, Session, Target, blame, escape};

/// The server gives up a statement before it is left alone, so that none waits there for a lock while
/// others are sent. A database that acknowledges before it synchronises would lose what the sink has
/// come past.
const SETTINGS: &str = "SET statement_timeout = '4500ms'; \
    SELECT set_config('synchronous_commit', 'on', false) \
    WHERE current_setting('synchronous_commit') = 'off'";

/// What an event is in the table.
pub(super) struct Row {
    pub(super) seq: i64,
    source: Arc<str>,
    uuid: String,
    replay: i64,
    event: String,
    class: &'static str,
    signed_at: Option<i64>,
    received_at: i64,
    kid: String,
    body: Bytes,
}

impl Row {
    pub(super) fn new(event: &StoredEvent, replay: Option<i64>) -> Self {
        Self {
            seq: event.seq,
            source: Arc::clone(&event.source),
            uuid: escape(&event.uuid).into_owned(),
            replay: replay.unwrap_or_default(),
            event: escape(&event.event).into_owned(),
            class: event.class.as_str(),
            signed_at: event.signed_at,
            received_at: event.received_at,
            kid: event.kid.clone(),
            body: event.body.clone(),
        }
    }
}

/// A connection, if there is one, to a table.
pub(super) struct Connection {
    target: Target,
    table: Table,
    open: Option<Open>,
}

struct Open {
    session: Session,
    insert: Statement,
}

impl Connection {
    pub(super) fn new(target: Target, table: Table) -> Self {
        Self { target, table, open: None }
    }

    /// Inserts rows, and tells of each what became of it. Where one is bad, the others are in the
    /// table.
    pub(super) async fn insert(&mut self, rows: &[&Row]) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(rows.len());
        if let Err(down) = self.insert_in_parts(rows, &mut outcomes).await {
            // The next ones begin on a new connection.
            self.open = None;
            outcomes.resize(rows.len(), Outcome::Down(down));
        }
        outcomes
    }

    /// Adds the outcomes in the order of the rows, until the server is to blame for one.
    async fn insert_in_parts(
        &mut self,
        rows: &[&Row],
        outcomes: &mut Vec<Outcome>,
    ) -> Result<(), String> {
        let open = match self.open.take().filter(|open| !open.session.is_closed()) {
            Some(open) => open,
            None => self.connect().await?,
        };
        let open = self.open.insert(open);
        let deadline = Instant::now() + STATEMENT;
        // What is next is at the end.
        let mut parts = vec![rows];
        while let Some(part) = parts.pop() {
            let inserted = timeout_at(deadline, open.insert(part)).await.map_err(|_| late())?;
            let Err(error) = inserted else {
                outcomes.extend(part.iter().map(|_| Outcome::Delivered));
                continue;
            };
            let text = self.table.problem(&error);
            match (blame(&error), part.len()) {
                (Blame::Server, _) => return Err(text),
                (Blame::Data, 1) => outcomes.push(Outcome::Refused(text)),
                (Blame::Unknown, 1) => outcomes.push(Outcome::Failed(text)),
                (_, length) => {
                    let (first, second) = part.split_at(length / 2);
                    parts.extend([second, first]);
                }
            }
        }
        Ok(())
    }

    async fn connect(&self) -> Result<Open, String> {
        let session =
            self.target.connect("postal-webhooks").await.map_err(|error| error.to_string())?;
        let preparing = async {
            session.batch_execute(SETTINGS).await?;
            session.prepare(&self.table.insert()).await
        };
        match timeout(STATEMENT, preparing).await {
            Ok(Ok(insert)) => Ok(Open { session, insert }),
            Ok(Err(error)) => Err(self.table.problem(&error)),
            Err(_) => Err(late()),
        }
    }
}

fn late() -> String {
    format!("no answer within {} seconds", STATEMENT.as_secs())
}

impl Open {
    async fn insert(&self, rows: &[&Row]) -> Result<(), Error> {
        fn column<'a, T>(rows: &[&'a Row], value: impl Fn(&'a Row) -> T) -> Vec<T> {
            rows.iter().map(|row| value(row)).collect()
        }
        let statement = &self.insert;
        self.session
            .execute(
                statement,
                &[
                    &column(rows, |row| row.seq),
                    &column(rows, |row| &*row.source),
                    &column(rows, |row| &*row.uuid),
                    &column(rows, |row| row.replay),
                    &column(rows, |row| &*row.event),
                    &column(rows, |row| row.class),
                    &column(rows, |row| row.signed_at),
                    &column(rows, |row| row.received_at),
                    &column(rows, |row| &*row.kid),
                    &column(rows, |row| &*row.body),
                ],
            )
            .await?;
        Ok(())
    }
}
