//! Answers to operators from a SQLite store.

use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};

use super::SqliteReader;
use super::read::{EVENT, PARK, event_of, park_of};
use crate::event::{Class, Reason, StoredEvent};
use crate::operate::{DeadLetter, EventHead, QuarantineHead, Removable};
use crate::store::inspect::{Inspect, Listing, Parks, Quarantined};
use crate::store::{Content, Incoming, Park, Prune, Reading, SinkRow};

/// The most bytes of bodies that are read at once; one body is always read.
const BYTES: usize = 16 << 20;

impl Inspect for SqliteReader {
    fn heads(&self, list: Listing) -> Reading<'_, Vec<EventHead>> {
        self.run(move |connection| {
            let columns = "seq, source, uuid, event, class, signed_at, received_at, kid, \
                           length(body)";
            select(connection, columns, &list, |row| {
                let class: String = row.get(4)?;
                Ok(EventHead {
                    seq: row.get(0)?,
                    source: row.get(1)?,
                    uuid: row.get(2)?,
                    event: row.get(3)?,
                    class: Class::from_word(&class).unwrap_or(Class::Invalid),
                    signed_at: row.get(5)?,
                    received_at: row.get(6)?,
                    kid: row.get(7)?,
                    bytes: unsigned(row, 8)?,
                })
            })
        })
    }

    fn full(&self, list: Listing) -> Reading<'_, Vec<StoredEvent>> {
        self.run(move |connection| {
            let mut bytes = 0;
            let mut events = Vec::new();
            each(connection, EVENT, &list, |row| {
                let event = event_of(row, 0)?;
                bytes += event.body.len();
                events.push(event);
                Ok(bytes < BYTES)
            })?;
            Ok(events)
        })
    }

    fn count(&self, list: Listing) -> Reading<'_, u64> {
        self.run(move |connection| {
            let (condition, values) = condition(connection, &list)?;
            let sql = format!("SELECT count(*) FROM event WHERE {condition}");
            connection.query_row(&sql, params_from_iter(values), |row| unsigned(row, 0))
        })
    }

    fn first_since(&self, since: i64) -> Reading<'_, Option<i64>> {
        self.run(move |connection| {
            // Without an index: the order of sequences is nearly that of times, but no more.
            let sql = "SELECT seq FROM event WHERE received_at >= ?1 ORDER BY seq LIMIT 1";
            connection.query_row(sql, [since], |row| row.get(0)).optional()
        })
    }

    fn received_after(&self, seq: i64) -> Reading<'_, Option<i64>> {
        self.run(move |connection| {
            let sql = "SELECT received_at FROM event WHERE seq > ?1 ORDER BY seq LIMIT 1";
            connection.query_row(sql, [seq], |row| row.get(0)).optional()
        })
    }

    fn sinks(&self) -> Reading<'_, Vec<(String, SinkRow)>> {
        self.run(|connection| {
            let sql = "SELECT name, cursor, paused, \
                       (SELECT count(*) FROM parked WHERE sink = name AND dead_at IS NULL), \
                       (SELECT count(*) FROM parked WHERE sink = name AND dead_at IS NOT NULL) \
                       FROM sink ORDER BY name";
            connection
                .prepare_cached(sql)?
                .query_map([], |row| {
                    let sink = SinkRow {
                        cursor: row.get(1)?,
                        paused: row.get(2)?,
                        parked: row.get(3)?,
                        dead: row.get(4)?,
                    };
                    Ok((row.get(0)?, sink))
                })?
                .collect()
        })
    }

    fn quarantine(&self, skip: u64, limit: usize) -> Reading<'_, Vec<QuarantineHead>> {
        self.run(move |connection| {
            let sql =
                format!("SELECT {QUARANTINED} FROM quarantine ORDER BY rowid LIMIT ?1 OFFSET ?2");
            connection
                .prepare_cached(&sql)?
                .query_map(params![integer(limit), integer(skip)], |row| quarantine_head(row, 0))?
                .collect()
        })
    }

    fn quarantine_before(
        &self,
        number: i64,
        limit: usize,
    ) -> Reading<'_, Vec<(i64, QuarantineHead)>> {
        self.run(move |connection| {
            let sql = format!(
                "SELECT rowid, {QUARANTINED} FROM quarantine WHERE rowid < ?1 \
                 ORDER BY rowid DESC LIMIT ?2"
            );
            connection
                .prepare_cached(&sql)?
                .query_map(params![number, integer(limit)], |row| {
                    Ok((row.get(0)?, quarantine_head(row, 1)?))
                })?
                .collect()
        })
    }

    fn events_by_seq(&self, seqs: Vec<i64>) -> Reading<'_, Vec<StoredEvent>> {
        self.run(move |connection| {
            let sql = format!(
                "SELECT {EVENT} FROM event WHERE seq IN ({}) ORDER BY seq DESC",
                listed(&seqs)
            );
            connection.prepare(&sql)?.query_map([], |row| event_of(row, 0))?.collect()
        })
    }

    fn cursors(&self) -> Reading<'_, Vec<(String, i64)>> {
        self.run(|connection| {
            let sql = "SELECT name, cursor FROM sink";
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    fn parks(&self, seqs: Vec<i64>) -> Reading<'_, Vec<(String, Park)>> {
        self.run(move |connection| {
            // The index begins with the sink.
            let sql = format!(
                "SELECT sink, {PARK} FROM parked \
                 WHERE sink IN (SELECT name FROM sink) AND seq IN ({})",
                listed(&seqs)
            );
            let mut statement = connection.prepare(&sql)?;
            statement.query_map([], |row| Ok((row.get(0)?, park_of(row, 1)?)))?.collect()
        })
    }

    fn parks_of_sink(&self, parks: Parks) -> Reading<'_, Vec<Park>> {
        self.run(move |connection| {
            let Parks { sink, dead, until, limit } = parks;
            let sql = format!(
                "SELECT {PARK} FROM parked WHERE sink = ?1 AND seq <= ?2 \
                 AND (dead_at IS NOT NULL) = ?3 ORDER BY seq DESC LIMIT ?4"
            );
            connection
                .prepare_cached(&sql)?
                .query_map(params![sink, until, dead, integer(limit)], |row| park_of(row, 0))?
                .collect()
        })
    }

    fn quarantined(&self, digest: String) -> Reading<'_, Vec<Quarantined>> {
        self.run(move |connection| {
            let sql = "SELECT source, digest, reason, received_at, times, kid, signature, \
                       signature_sha1, body FROM quarantine \
                       WHERE substr(lower(hex(digest)), 1, length(?1)) = ?1 LIMIT 2";
            connection.prepare_cached(sql)?.query_map([digest], quarantined_of)?.collect()
        })
    }

    fn dead(&self, sink: Option<String>, skip: u64, limit: usize) -> Reading<'_, Vec<DeadLetter>> {
        self.run(move |connection| {
            let sql = "SELECT sink, p.seq, attempts, dead_at, error, e.source, e.uuid, e.event \
                       FROM parked p LEFT JOIN event e ON e.seq = p.seq \
                       WHERE dead_at IS NOT NULL AND sink = coalesce(?1, sink) \
                       ORDER BY sink, p.seq LIMIT ?2 OFFSET ?3";
            connection
                .prepare_cached(sql)?
                .query_map(params![sink, integer(limit), integer(skip)], |row| {
                    Ok(DeadLetter {
                        sink: row.get(0)?,
                        seq: row.get(1)?,
                        attempts: row.get(2)?,
                        dead_at: row.get(3)?,
                        error: row.get(4)?,
                        source: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
                        uuid: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
                        event: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
                    })
                })?
                .collect()
        })
    }

    fn removable(&self, prune: Prune) -> Reading<'_, Removable> {
        self.run(move |connection| {
            let Prune { after, through, events_before, seen_before, quarantine_before, limit: _ } =
                prune;
            // As deleting does, this ends with the first that is too young.
            let events = connection.query_row(
                "SELECT count(*) FROM event WHERE seq > ?1 AND seq <= ?2 AND seq < coalesce( \
                 (SELECT seq FROM event WHERE received_at >= ?3 ORDER BY seq LIMIT 1), ?2 + 1) \
                 AND NOT EXISTS (SELECT 1 FROM parked WHERE parked.seq = event.seq)",
                params![after, through, events_before],
                |row| unsigned(row, 0),
            )?;
            let uuids = connection.query_row(
                "SELECT count(*) FROM seen WHERE received_at < ?1 AND NOT EXISTS \
                 (SELECT 1 FROM event WHERE event.seq = seen.seq)",
                [seen_before],
                |row| unsigned(row, 0),
            )?;
            let quarantined = connection.query_row(
                "SELECT count(*) FROM quarantine WHERE received_at < ?1",
                [quarantine_before],
                |row| unsigned(row, 0),
            )?;
            Ok(Removable { events, uuids, quarantined })
        })
    }
}

/// Columns of a body in quarantine without the body, in the order of [`quarantine_head`].
const QUARANTINED: &str =
    "source, lower(hex(digest)), reason, received_at, times, kid, length(body)";

fn quarantine_head(row: &Row<'_>, at: usize) -> rusqlite::Result<QuarantineHead> {
    Ok(QuarantineHead {
        source: row.get(at)?,
        digest: row.get(at + 1)?,
        reason: row.get(at + 2)?,
        received_at: row.get(at + 3)?,
        times: row.get(at + 4)?,
        kid: row.get(at + 5)?,
        bytes: unsigned(row, at + 6)?,
    })
}

/// Numbers, as SQL lists them.
fn listed(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

fn quarantined_of(row: &Row<'_>) -> rusqlite::Result<Quarantined> {
    let word: String = row.get(2)?;
    // A reason of a later version is one that this version cannot do anything about.
    let reason = Reason::from_word(&word).unwrap_or(Reason::NotJson);
    let bytes = |column| row.get::<_, Vec<u8>>(column).map(Into::into);
    Ok(Quarantined {
        reason,
        times: row.get(4)?,
        incoming: Incoming {
            source: row.get::<_, String>(0)?.into(),
            digest: row.get(1)?,
            received_at: row.get(3)?,
            kid: row.get(5)?,
            signature: bytes(6)?,
            signature_sha1: bytes(7)?,
            body: bytes(8)?,
            content: Content::Quarantine(reason),
        },
    })
}

fn select<T>(
    connection: &Connection,
    columns: &str,
    list: &Listing,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut items = Vec::new();
    each(connection, columns, list, |row| {
        items.push(read(row)?);
        Ok(true)
    })?;
    Ok(items)
}

/// Reads events until the function has enough.
fn each(
    connection: &Connection,
    columns: &str,
    list: &Listing,
    mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    let (condition, mut values) = condition(connection, list)?;
    let order = if list.newest_first { "DESC" } else { "ASC" };
    let sql = format!("SELECT {columns} FROM event WHERE {condition} ORDER BY seq {order} LIMIT ?");
    values.push(Value::Integer(integer(list.limit)));
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        if !read(row)? {
            break;
        }
    }
    Ok(())
}

/// The condition of a listing, and the values of its parameters.
fn condition(connection: &Connection, list: &Listing) -> rusqlite::Result<(String, Vec<Value>)> {
    let Listing { after, until, filter, newest_first: _, limit: _ } = list;
    let mut condition = "seq > ? AND seq <= ?".to_owned();
    let mut values = vec![Value::Integer(*after), Value::Integer(*until)];
    let mut add = |column: &str, among: Vec<Value>| {
        let marks = vec!["?"; among.len()].join(", ");
        let _ = write!(condition, " AND {column} IN ({marks})");
        values.extend(among);
    };
    let texts = |list: &[String]| list.iter().cloned().map(Value::Text).collect();
    for (column, list) in [("source", &filter.sources), ("event", &filter.events)] {
        if !list.is_empty() {
            add(column, texts(list));
        }
    }
    if !filter.uuids.is_empty() {
        let seqs = seqs_of(connection, &filter.uuids)?;
        add("seq", seqs.into_iter().map(Value::Integer).collect());
    }
    Ok((condition, values))
}

/// The sequences of events with these uuids, by the index that begins with the source.
fn seqs_of(connection: &Connection, uuids: &[String]) -> rusqlite::Result<Vec<i64>> {
    let mut next = connection.prepare_cached("SELECT min(source) FROM seen WHERE source > ?1")?;
    let mut seen =
        connection.prepare_cached("SELECT seq FROM seen WHERE source = ?1 AND uuid = ?2")?;
    let mut seqs = Vec::new();
    let mut source = String::new();
    while let Some(name) = next.query_row([&source], |row| row.get::<_, Option<String>>(0))? {
        for uuid in uuids {
            seqs.extend(seen.query_row([&name, uuid], |row| row.get::<_, i64>(0)).optional()?);
        }
        source = name;
    }
    Ok(seqs)
}

/// A count, which is never under 0.
fn unsigned(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(|number| u64::try_from(number).unwrap_or_default())
}

fn integer<N>(number: N) -> i64
where
    i64: TryFrom<N>,
{
    i64::try_from(number).unwrap_or(i64::MAX)
}
