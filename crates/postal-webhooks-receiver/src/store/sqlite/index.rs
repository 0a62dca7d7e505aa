//! Index of a SQLite store, in a file of its own: whatever happens to it, no event is in danger, and
//! the writer of events never waits for it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};

use super::connections::Connections;
use crate::error::Error;
use crate::store::index::{Entry, Find, Index, Matching};
use crate::store::{Reading, StoreError};
use crate::summary::MessageKey;

/// The version of the file: one of another is made anew.
const VERSION: i64 = 1;
/// Of events around a time, so many are looked at for the first and the last: their order is that of
/// times, but for those that were received under a clock that was wrong.
const AROUND: usize = 10_000;
/// How long a lock is waited for: nobody else writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(1);

/// An index in a file.
#[derive(Debug)]
pub(crate) struct SqliteIndex {
    path: PathBuf,
    connections: Connections,
}

impl SqliteIndex {
    /// Opens it, or makes it.
    pub(crate) fn open(path: PathBuf) -> Result<Self, Error> {
        let connections = Connections::open(path.clone(), connect).or_else(|_| {
            // Damaged, or not ours.
            remove(&path)?;
            Connections::open(path.clone(), connect)
        })?;
        Ok(Self { path, connections })
    }
}

fn connect(path: &Path) -> Result<Connection, Error> {
    let failed = |source| Error::Store { path: path.to_owned(), source };
    let connection = Connection::open(path).map_err(failed)?;
    let prepare = || -> rusqlite::Result<()> {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        // After a power cut the newest events are missing in it, and are added again.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match version {
            VERSION => Ok(()),
            0 => {
                let transaction = connection.unchecked_transaction()?;
                transaction.execute_batch(include_str!("index.sql"))?;
                transaction.pragma_update(None, "user_version", VERSION)?;
                transaction.commit()
            }
            _ => Err(rusqlite::Error::QueryReturnedNoRows),
        }
    };
    prepare().map_err(failed)?;
    Ok(connection)
}

/// Removes the file and what SQLite puts beside it.
fn remove(path: &Path) -> Result<(), Error> {
    // The file last: a new one never meets the log of the old one.
    for end in ["-wal", "-shm", ""] {
        let mut name = path.to_owned().into_os_string();
        name.push(end);
        let name = PathBuf::from(name);
        match std::fs::remove_file(&name) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::StoreFile { path: name, source });
            }
            _ => {}
        }
    }
    Ok(())
}

impl Index for SqliteIndex {
    fn last(&self) -> Reading<'_, Option<(i64, i64)>> {
        self.connections.run(|connection| {
            let sql = "SELECT seq, received_at FROM entry ORDER BY seq DESC LIMIT 1";
            connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })
    }

    fn add(&self, entries: Vec<Entry>) -> Reading<'_, ()> {
        self.connections.run(move |connection| {
            let transaction = connection.unchecked_transaction()?;
            for entry in &entries {
                add(&transaction, entry)?;
            }
            transaction.commit()
        })
    }

    fn forget(&self, before: i64, limit: usize) -> Reading<'_, usize> {
        self.connections.run(move |connection| {
            let transaction = connection.unchecked_transaction()?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let last = "SELECT max(seq) FROM \
                        (SELECT seq FROM entry WHERE seq < ?1 ORDER BY seq LIMIT ?2)";
            let last: Option<i64> =
                transaction.query_row(last, [before, limit], |row| row.get(0))?;
            let Some(last) = last else { return Ok(0) };
            transaction.execute("DELETE FROM found WHERE rowid <= ?1", [last])?;
            let forgotten = transaction.execute("DELETE FROM entry WHERE seq <= ?1", [last])?;
            transaction.commit()?;
            Ok(forgotten)
        })
    }

    fn clear(&self) -> Reading<'_, ()> {
        let (path, connections) = (self.path.clone(), self.connections.clone());
        Box::pin(async move {
            let removed = tokio::task::spawn_blocking(move || {
                remove(&path)?;
                connections.close();
                Ok::<_, Error>(())
            });
            let removed = removed.await;
            let removed = removed.unwrap_or_else(|error| Err(std::io::Error::other(error).into()));
            removed.map_err(|error| StoreError::new(crate::store::Fault::Unknown, error))
        })
    }

    fn find(&self, find: Find) -> Reading<'_, Vec<i64>> {
        self.connections.run(move |connection| found(connection, &find))
    }

    fn of_message(
        &self,
        source: String,
        message: MessageKey,
        limit: usize,
    ) -> Reading<'_, Vec<i64>> {
        self.connections.run(move |connection| {
            let sql = "SELECT seq FROM entry WHERE message = ?1 AND token = ?2 \
                       AND source = (SELECT id FROM name WHERE name = 's' || ?3) \
                       ORDER BY seq DESC LIMIT ?4";
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let mut statement = connection.prepare_cached(sql)?;
            let seqs = statement
                .query_map(params![message.id, message.token, source, limit], |row| row.get(0))?;
            seqs.collect()
        })
    }

    fn matching(&self) -> Reading<'_, Matching> {
        Box::pin(std::future::ready(Ok(Matching::Anywhere)))
    }
}

fn add(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let source = name_id(connection, &format!("s{}", entry.source))?;
    let event = name_id(connection, &format!("e{}", entry.event))?;
    let token = entry.message.as_ref().map(|message| &*message.token);
    let added = connection
        .prepare_cached("INSERT OR IGNORE INTO entry VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            entry.seq,
            source,
            entry.received_at,
            entry.message.as_ref().map(|message| message.id),
            token
        ])?;
    if added == 0 {
        return Ok(());
    }
    // A line break keeps what is searched from crossing from one text to the next.
    let texts = entry.texts.join("\n");
    connection
        .prepare_cached("INSERT INTO found (rowid, names, texts) VALUES (?1, ?2, ?3)")?
        .execute(params![entry.seq, format!("{} {}", code(source), code(event)), texts])?;
    Ok(())
}

/// The number of a name, which it gets when it first comes.
fn name_id(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    if let Some(id) = known_id(connection, name)? {
        return Ok(id);
    }
    connection.execute("INSERT INTO name (name) VALUES (?1)", [name])?;
    Ok(connection.last_insert_rowid())
}

fn known_id(connection: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM name WHERE name = ?1")?;
    statement.query_row([name], |row| row.get(0)).optional()
}

/// Three characters that stand for a name, and are one token to search for. The first 46,655 names
/// have one each.
fn code(id: i64) -> String {
    let digit = |value: i64| {
        let value = u32::try_from(value.rem_euclid(36)).unwrap_or_default();
        char::from_digit(value, 36).unwrap_or('0')
    };
    [id / 1296, id / 36, id].map(digit).into_iter().collect()
}

fn found(connection: &Connection, find: &Find) -> rusqlite::Result<Vec<i64>> {
    let Find { until, source, event, received, text, limit } = find;
    let mut terms = Vec::new();
    let names = [("s", source), ("e", event)];
    for (kind, name) in names.iter().filter_map(|(kind, name)| Some((kind, name.as_ref()?))) {
        let Some(id) = known_id(connection, &format!("{kind}{name}"))? else {
            return Ok(Vec::new());
        };
        terms.push(format!("names : \"{}\"", code(id)));
    }
    if !text.is_empty() {
        terms.push(format!("texts : \"{}\"", text.replace('"', "\"\"")));
    }
    let (table, seq) = if terms.is_empty() { ("entry", "seq") } else { ("found", "rowid") };
    let mut sql = format!("SELECT {seq} FROM {table} WHERE {seq} BETWEEN ? AND ?");
    let mut range = (0, *until);
    let is_timed = received.start > i64::MIN || received.end < i64::MAX;
    if is_timed {
        range = narrow(connection, received.start, received.end, *until)?;
    }
    let mut values = vec![Value::Integer(range.0), Value::Integer(range.1)];
    if is_timed {
        let at = format!("(SELECT received_at FROM entry e WHERE e.seq = {table}.{seq})");
        let _ = write!(sql, " AND {at} >= ? AND {at} < ?");
        values.extend([received.start, received.end].map(Value::Integer));
    }
    if !terms.is_empty() {
        sql.push_str(" AND found MATCH ?");
        values.push(Value::Text(terms.join(" AND ")));
    }
    let _ = write!(sql, " ORDER BY {seq} DESC LIMIT ?");
    values.push(Value::Integer(i64::try_from(*limit).unwrap_or(i64::MAX)));
    let mut statement = connection.prepare_cached(&sql)?;
    let seqs = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    seqs.collect()
}

/// The first and the last sequence that can have been received between these times.
fn narrow(
    connection: &Connection,
    start: i64,
    end: i64,
    until: i64,
) -> rusqlite::Result<(i64, i64)> {
    let seq = |of: &str, side: &str, order: &str, time: i64| -> rusqlite::Result<Option<i64>> {
        let sql = format!(
            "SELECT {of}(seq) FROM (SELECT seq FROM entry WHERE received_at {side} ?1 \
             ORDER BY received_at {order} LIMIT {AROUND})"
        );
        connection.prepare_cached(&sql)?.query_row([time], |row| row.get(0))
    };
    Ok(match (seq("min", ">=", "ASC", start)?, seq("max", "<", "DESC", end)?) {
        (Some(first), Some(last)) => (first, until.min(last)),
        _ => (1, 0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::index::plain;

    #[tokio::test]
    async fn what_is_no_index_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.db.search");
        std::fs::write(&path, "no database, but a text of some length").unwrap();
        let index = SqliteIndex::open(path.clone()).unwrap();
        assert_eq!(index.last().await.unwrap(), None);
        index.add(vec![plain(1)]).await.unwrap();
        drop(index);
        let index = SqliteIndex::open(path).unwrap();
        assert_eq!(index.last().await.unwrap(), Some((1, 10)), "a sound one is kept");
    }

    #[test]
    fn codes_are_three_letters_of_their_own() {
        let codes: std::collections::HashSet<_> = (1..46_655).map(code).collect();
        assert_eq!(codes.len(), 46_654);
        assert!(codes.iter().all(|code| code.chars().count() == 3));
    }
}
