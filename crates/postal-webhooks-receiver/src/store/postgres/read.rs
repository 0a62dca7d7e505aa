//! Readers of a PostgreSQL store.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::{Mutex, watch};
use tokio::time::timeout;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::{PgError, Postgres, fault, late, open};
use crate::event::{Class, StoredEvent};
use crate::postgres::{Session, unescape};
use crate::store::{
    Fault, Park, Parked, Reader, Reading, Replay, Room, SinkRow, Space, StoreError,
};

/// How long a read for a sink may take.
const SINK: Duration = Duration::from_secs(3);
/// How long a read for an operator may take, who may ask for what has no index.
const OPERATOR: Duration = Duration::from_secs(60);
/// How long a read for somebody may take who waits for a page.
const VIEW: Duration = Duration::from_millis(1500);
/// After how much more time without an answer the connection is dropped.
const LATE: Duration = Duration::from_secs(2);
/// How often to look for what other receivers have stored.
const LOOK: Duration = Duration::from_millis(250);

/// Columns of an event, in the order of [`event_of`].
pub(super) const EVENT: &str = "seq, source, uuid, event, class, signed_at, received_at, kid, \
                                signature, signature_sha1, body";

/// Columns of an event that is put aside, in the order of [`park_of`].
pub(super) const PARK: &str = "seq, attempts, next_at, waited, dead_at, error";

/// Columns of a sink, in the order of [`sink_of`].
pub(super) const SINK_ROW: &str = "cursor, paused, (SELECT count(*) FROM parked WHERE sink = name AND dead_at IS NULL), \
     (SELECT count(*) FROM parked WHERE sink = name AND dead_at IS NOT NULL)";

type Parameters<'a> = [&'a (dyn ToSql + Sync)];

/// Reads by one connection, which it makes when it is first needed, and anew when it is lost.
/// Queries that are made at the same time wait for each other in the server alone.
#[derive(Debug)]
pub(crate) struct PostgresReader {
    store: Postgres,
    patience: Duration,
    session: Mutex<Option<Arc<Session>>>,
}

impl PostgresReader {
    /// One that sinks read by.
    pub(crate) fn for_sinks(store: Postgres) -> Self {
        Self::new(store, SINK)
    }

    /// One that operators read by.
    pub(crate) fn for_operators(store: Postgres) -> Self {
        Self::new(store, OPERATOR)
    }

    /// One that the view reads by.
    pub(crate) fn for_view(store: Postgres) -> Self {
        Self::new(store, VIEW)
    }

    /// One whose statements may take so long.
    pub(super) fn new(store: Postgres, patience: Duration) -> Self {
        Self { store, patience, session: Mutex::new(None) }
    }

    async fn session(&self) -> Result<Arc<Session>, StoreError> {
        let mut session = self.session.lock().await;
        match &*session {
            Some(session) if !session.is_closed() => Ok(Arc::clone(session)),
            _ => {
                *session = None;
                let connected = open::connect(&self.store, self.patience).await?;
                Ok(Arc::clone(session.insert(Arc::new(connected))))
            }
        }
    }

    /// The rows of a query. Statements are prepared once for each connection.
    pub(super) async fn query(
        &self,
        sql: &str,
        parameters: &Parameters<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        let session = self.session().await?;
        let rows = match timeout(self.patience + LATE, session.query(sql, parameters)).await {
            Ok(rows) => rows.map_err(|error| fault(&error)),
            Err(_) => Err(late()),
        };
        if rows.as_ref().is_err_and(|error| error.kind == Fault::Away) {
            let mut current = self.session.lock().await;
            if current.as_ref().is_some_and(|current| Arc::ptr_eq(current, &session)) {
                *current = None;
            }
        }
        rows
    }

    pub(super) async fn rows<T>(
        &self,
        sql: &str,
        parameters: &Parameters<'_>,
        read: impl Fn(&Row) -> Result<T, PgError>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.query(sql, parameters).await?;
        rows.iter().map(|row| read(row).map_err(|error| fault(&error))).collect()
    }

    /// The first column of the one row of a query.
    pub(super) async fn number(
        &self,
        sql: &str,
        parameters: &Parameters<'_>,
    ) -> Result<Option<i64>, StoreError> {
        let mut numbers = self.rows(sql, parameters, |row| row.try_get(0)).await?;
        Ok(numbers.pop().flatten())
    }
}

impl Reader for PostgresReader {
    fn events(&self, after: i64, until: i64, room: Room) -> Reading<'_, Vec<StoredEvent>> {
        Box::pin(async move {
            let sql = format!(
                "SELECT {EVENT} FROM (SELECT *, sum(octet_length(body)) OVER (ORDER BY seq) \
                 - octet_length(body) AS before FROM (SELECT * FROM event WHERE seq > $1 \
                 AND seq <= $2 ORDER BY seq LIMIT $3) page) page WHERE before < $4 ORDER BY seq"
            );
            let (events, bytes) = (integer(room.events), integer(room.bytes));
            self.rows(&sql, &[&after, &until, &events, &bytes], |row| event_of(row, 0)).await
        })
    }

    fn last(&self) -> Reading<'_, i64> {
        Box::pin(async {
            let sql = "SELECT coalesce(max(seq), 0) FROM event";
            Ok(self.number(sql, &[]).await?.unwrap_or_default())
        })
    }

    fn newest_signed(&self) -> Reading<'_, Vec<(String, i64)>> {
        Box::pin(async {
            let sql = "SELECT name, newest_signed_at FROM source";
            self.rows(sql, &[], |row| Ok((row.try_get(0)?, row.try_get(1)?))).await
        })
    }

    /// A server does not say how much room it has.
    fn space(&self) -> Reading<'_, Space> {
        Box::pin(std::future::ready(Ok(Space::default())))
    }

    fn sink(&self, name: Arc<str>) -> Reading<'_, SinkRow> {
        Box::pin(async move {
            let sql = format!("SELECT {SINK_ROW} FROM sink WHERE name = $1");
            let mut rows = self.rows(&sql, &[&&*name], |row| sink_of(row, 0)).await?;
            Ok(rows.pop().unwrap_or_default())
        })
    }

    fn due(&self, sink: Arc<str>, now: i64, room: Room) -> Reading<'_, Vec<Parked>> {
        Box::pin(async move {
            let sql = format!(
                "SELECT {PARK}, {EVENT} FROM \
                 (SELECT *, sum(octet_length(body)) OVER (ORDER BY next_at, seq) \
                 - octet_length(body) AS before FROM (SELECT p.attempts, p.next_at, \
                 p.waited, p.dead_at, p.error, e.* FROM parked p JOIN event e USING (seq) \
                 WHERE p.sink = $1 AND p.dead_at IS NULL AND p.next_at <= $2 \
                 ORDER BY p.next_at, seq LIMIT $3) page) page WHERE before < $4 \
                 ORDER BY next_at, seq"
            );
            let (events, bytes) = (integer(room.events), integer(room.bytes));
            self.rows(&sql, &[&&*sink, &now, &events, &bytes], |row| {
                Ok(Parked { park: park_of(row, 0)?, event: event_of(row, 6)? })
            })
            .await
        })
    }

    fn replays(&self, sink: Arc<str>) -> Reading<'_, Vec<Replay>> {
        Box::pin(async move {
            let sql = "SELECT id, next, until, filter FROM replay WHERE sink = $1 ORDER BY id";
            let rows = self.query(sql, &[&&*sink]).await?;
            let replay = |row: &Row| {
                let filter: &str = row.get(3);
                let filter = serde_json::from_str(filter)
                    .map_err(|error| StoreError::new(Fault::Unusable, error))?;
                Ok(Replay { id: row.get(0), next: row.get(1), until: row.get(2), filter })
            };
            rows.iter().map(replay).collect()
        })
    }
}

/// Tells the newest sequence, so that what other receivers store wakes the sinks of this one.
pub(crate) async fn follow(reader: Weak<PostgresReader>, last: watch::Sender<i64>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(reader) = reader.upgrade() else { return };
        if let Ok(seq) = reader.last().await {
            last.send_if_modified(|last| {
                let is_newer = seq > *last;
                *last = seq.max(*last);
                is_newer
            });
        }
    }
}

/// How a sink stands, from the columns that begin at `at`.
pub(super) fn sink_of(row: &Row, at: usize) -> Result<SinkRow, PgError> {
    Ok(SinkRow {
        cursor: row.try_get(at)?,
        paused: row.try_get(at + 1)?,
        parked: row.try_get(at + 2)?,
        dead: row.try_get(at + 3)?,
    })
}

/// The event that is put aside, whose columns begin at `at`.
pub(super) fn park_of(row: &Row, at: usize) -> Result<Park, PgError> {
    let attempts: i64 = row.try_get(at + 1)?;
    Ok(Park {
        seq: row.try_get(at)?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        next_at: row.try_get(at + 2)?,
        waited: row.try_get(at + 3)?,
        dead_at: row.try_get(at + 4)?,
        error: text(row, at + 5)?,
    })
}

/// The event whose columns begin at `at`.
pub(super) fn event_of(row: &Row, at: usize) -> Result<StoredEvent, PgError> {
    let class: &str = row.try_get(at + 4)?;
    let bytes = |column: usize| row.try_get::<_, Vec<u8>>(at + column).map(Into::into);
    Ok(StoredEvent {
        seq: row.try_get(at)?,
        source: row.try_get::<_, &str>(at + 1)?.into(),
        uuid: text(row, at + 2)?,
        event: text(row, at + 3)?,
        // A class of a later version is one that this version cannot parse.
        class: Class::from_word(class).unwrap_or(Class::Invalid),
        signed_at: row.try_get(at + 5)?,
        received_at: row.try_get(at + 6)?,
        kid: row.try_get(at + 7)?,
        signature: bytes(8)?,
        signature_sha1: bytes(9)?,
        body: bytes(10)?,
    })
}

/// A text that was escaped.
pub(super) fn text(row: &Row, column: usize) -> Result<String, PgError> {
    let text: &str = row.try_get(column)?;
    Ok(unescape(text).map_or_else(|| text.to_owned(), std::borrow::Cow::into_owned))
}

pub(super) fn integer<N>(number: N) -> i64
where
    i64: TryFrom<N>,
{
    i64::try_from(number).unwrap_or(i64::MAX)
}
