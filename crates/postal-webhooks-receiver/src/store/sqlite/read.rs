//! Readers of a SQLite store.

use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::connections::Connections;
use super::{free_bytes, open_to_read};
use crate::error::Error;
use crate::event::{Class, StoredEvent};
use crate::store::{Park, Parked, Reader, Reading, Replay, Room, SinkRow, Space};

/// Columns of an event, in the order of [`event_of`].
pub(super) const EVENT: &str = "seq, source, uuid, event, class, signed_at, received_at, kid, signature, \
                     signature_sha1, body";

/// Reads the events and what sinks and operators made of them.
#[derive(Debug)]
pub(crate) struct SqliteReader {
    path: PathBuf,
    connections: Connections,
}

impl SqliteReader {
    pub(crate) fn open(path: PathBuf) -> Result<Self, Error> {
        let connections = Connections::open(path.clone(), open_to_read)?;
        Ok(Self { path, connections })
    }

    pub(super) fn run<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Reading<'static, T> {
        self.connections.run(query)
    }
}

impl Reader for SqliteReader {
    fn events(&self, after: i64, until: i64, room: Room) -> Reading<'_, Vec<StoredEvent>> {
        self.run(move |connection| {
            let sql = format!(
                "SELECT {EVENT} FROM event WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3"
            );
            let limit = i64::try_from(room.events).unwrap_or(i64::MAX);
            let mut statement = connection.prepare_cached(&sql)?;
            let events = statement.query_map(params![after, until, limit], |r| event_of(r, 0))?;
            fill(room.bytes, events, |event| event.body.len())
        })
    }

    fn last(&self) -> Reading<'_, i64> {
        self.run(|connection| {
            // Also right after the newest event was deleted.
            let sql = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0)";
            connection.query_row(sql, [], |row| row.get(0))
        })
    }

    fn newest_signed(&self) -> Reading<'_, Vec<(String, i64)>> {
        self.run(|connection| {
            connection
                .prepare_cached("SELECT name, newest_signed_at FROM source")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
    }

    fn space(&self) -> Reading<'_, Space> {
        let path = self.path.clone();
        self.run(move |connection| {
            let pragma = |name| connection.pragma_query_value(None, name, |row| row.get(0));
            let (pages, size): (u32, u32) = (pragma("freelist_count")?, pragma("page_size")?);
            let inside = u64::from(pages) * u64::from(size);
            let mut wal = path.clone().into_os_string();
            wal.push("-wal");
            // Asking for the length opens nothing.
            let wal = std::fs::metadata(&wal).map_or(0, |file| file.len());
            let on_disk = free_bytes(&path).unwrap_or_default();
            Ok(Space { free: Some(on_disk.saturating_add(inside)), wal })
        })
    }

    fn sink(&self, name: Arc<str>) -> Reading<'_, SinkRow> {
        self.run(move |connection| {
            let count = "SELECT count(*) FROM parked WHERE sink = ?1 AND dead_at IS";
            let parked = connection.query_row(&format!("{count} NULL"), [&*name], |r| r.get(0))?;
            let dead =
                connection.query_row(&format!("{count} NOT NULL"), [&*name], |r| r.get(0))?;
            let row = connection
                .query_row("SELECT cursor, paused FROM sink WHERE name = ?1", [&*name], |row| {
                    Ok(SinkRow { cursor: row.get(0)?, paused: row.get(1)?, parked, dead })
                })
                .optional()?;
            Ok(row.unwrap_or_default())
        })
    }

    fn due(&self, sink: Arc<str>, now: i64, room: Room) -> Reading<'_, Vec<Parked>> {
        self.run(move |connection| {
            let sql = "SELECT p.seq, attempts, next_at, waited, dead_at, error, e.seq, e.source, \
                       e.uuid, e.event, e.class, e.signed_at, e.received_at, e.kid, e.signature, \
                       e.signature_sha1, e.body FROM parked p JOIN event e ON e.seq = p.seq \
                       WHERE sink = ?1 AND dead_at IS NULL AND next_at <= ?2 \
                       ORDER BY next_at LIMIT ?3";
            let limit = i64::try_from(room.events).unwrap_or(i64::MAX);
            let mut statement = connection.prepare_cached(sql)?;
            let due = statement.query_map(params![&*sink, now, limit], |row| {
                Ok(Parked { park: park_of(row, 0)?, event: event_of(row, 6)? })
            })?;
            fill(room.bytes, due, |parked| parked.event.body.len())
        })
    }

    fn replays(&self, sink: Arc<str>) -> Reading<'_, Vec<Replay>> {
        self.run(move |connection| {
            let sql = "SELECT id, next, until, filter FROM replay WHERE sink = ?1 ORDER BY id";
            connection
                .prepare_cached(sql)?
                .query_map([&*sink], |row| {
                    let filter: String = row.get(3)?;
                    let filter = serde_json::from_str(&filter).map_err(|error| {
                        let text = rusqlite::types::Type::Text;
                        rusqlite::Error::FromSqlConversionFailure(3, text, Box::new(error))
                    })?;
                    Ok(Replay { id: row.get(0)?, next: row.get(1)?, until: row.get(2)?, filter })
                })?
                .collect()
        })
    }
}

/// Collects rows until their bodies have so many bytes.
fn fill<T>(
    bytes: usize,
    rows: impl Iterator<Item = rusqlite::Result<T>>,
    size: impl Fn(&T) -> usize,
) -> rusqlite::Result<Vec<T>> {
    let mut read = 0;
    let mut filled = Vec::new();
    for row in rows {
        let row = row?;
        read += size(&row);
        filled.push(row);
        if read >= bytes {
            break;
        }
    }
    Ok(filled)
}

/// Columns of an event that is put aside, in the order of [`park_of`].
pub(super) const PARK: &str = "seq, attempts, next_at, waited, dead_at, error";

/// The event that is put aside, whose columns begin at `at`.
pub(super) fn park_of(row: &Row<'_>, at: usize) -> rusqlite::Result<Park> {
    Ok(Park {
        seq: row.get(at)?,
        attempts: row.get(at + 1)?,
        next_at: row.get(at + 2)?,
        waited: row.get(at + 3)?,
        dead_at: row.get(at + 4)?,
        error: row.get(at + 5)?,
    })
}

/// The event whose columns begin at `at`.
pub(crate) fn event_of(row: &Row<'_>, at: usize) -> rusqlite::Result<StoredEvent> {
    let class: String = row.get(at + 4)?;
    let bytes = |column: usize| row.get::<_, Vec<u8>>(at + column).map(Into::into);
    Ok(StoredEvent {
        seq: row.get(at)?,
        source: row.get::<_, String>(at + 1)?.into(),
        uuid: row.get(at + 2)?,
        event: row.get(at + 3)?,
        // A class of a later version is one that this version cannot parse.
        class: Class::from_word(&class).unwrap_or(Class::Invalid),
        signed_at: row.get(at + 5)?,
        received_at: row.get(at + 6)?,
        kid: row.get(at + 7)?,
        signature: bytes(8)?,
        signature_sha1: bytes(9)?,
        body: bytes(10)?,
    })
}
