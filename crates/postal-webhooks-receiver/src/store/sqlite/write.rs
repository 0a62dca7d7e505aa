//! The writer of a SQLite store.

use std::fs::File;
use std::path::PathBuf;

use rusqlite::{
    CachedStatement, Connection, OptionalExtension as _, Transaction, TransactionBehavior, params,
};

use super::open::{self, Opened};
use super::space::Ballast;
use super::{Sqlite, fault};
use crate::event::{Accepted, Reason};
use crate::store::{
    Change, Content, Done, Fault, Incoming, Job, Lease, Progress, Prune, Start, StoreError, Writer,
};

/// Writes on the thread that calls it: a future of it never waits.
#[derive(Debug)]
pub(crate) struct SqliteWriter {
    /// Absent only while it is opened anew.
    connection: Option<Connection>,
    path: PathBuf,
    ballast: Ballast,
    /// Held as long as the writer is there.
    _lock: File,
}

impl SqliteWriter {
    pub(crate) fn new(store: &Sqlite, Opened { connection, lock }: Opened) -> Self {
        let ballast = Ballast::new(store.beside(".ballast"), store.ballast);
        Self { connection: Some(connection), path: store.path.clone(), ballast, _lock: lock }
    }

    fn apply(&mut self, jobs: &[Job]) -> Result<Vec<Done>, StoreError> {
        let connection = self.connection.as_mut().ok_or(Fault::Unusable)?;
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let done = jobs.iter().map(|job| job_of(&transaction, job)).collect::<Result<_, _>>();
        let done: Vec<Done> = done.map_err(fault)?;
        transaction.commit().map_err(fault)?;
        if jobs.iter().any(|job| matches!(job, Job::Prune(_))) {
            // Gives the pages back that the deleted rows had, a few at a time.
            connection
                .query_row("PRAGMA incremental_vacuum(1000)", [], |_| Ok(()))
                .optional()
                .map_err(fault)?;
        }
        Ok(done)
    }
}

impl Writer for SqliteWriter {
    async fn apply(&mut self, jobs: &[Job]) -> Result<Vec<Done>, StoreError> {
        let result = Self::apply(self, jobs);
        match &result {
            // With the ballast gone, pruning and checkpoints have room.
            Err(error) if error.kind == Fault::Full => self.ballast.give_up(),
            Ok(_) => self.ballast.keep(),
            Err(_) => {}
        }
        result
    }

    async fn reopen(&mut self) -> Result<(), StoreError> {
        drop(self.connection.take());
        let connection = open::connect(&self.path);
        self.connection =
            Some(connection.map_err(|error| StoreError::new(Fault::Unusable, error))?);
        Ok(())
    }

    async fn close(self) {
        // So that a copy of the one file is whole while no receiver runs.
        if let Some(connection) = &self.connection {
            let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            if let Err(error) = emptied {
                tracing::warn!(code = "log-not-emptied", %error);
            }
        }
    }
}

fn job_of(transaction: &Transaction<'_>, job: &Job) -> rusqlite::Result<Done> {
    match job {
        Job::Accept(incoming) => accept(transaction, incoming).map(Done::Accepted),
        // Nobody else can have the store.
        Job::Lead { .. } => Ok(Done::Led(Some(Lease { epoch: 0, lasts: None }))),
        Job::Progress { epoch: _, progress } => advance(transaction, progress).map(Done::Changed),
        Job::Change(it) => change(transaction, it),
        Job::Prune(prune) => delete(transaction, prune),
        Job::Probe(now) => {
            cached(transaction, "INSERT OR REPLACE INTO meta (key, value) VALUES ('probe', ?1)")?
                .execute([now.to_string()])
                .map(|changed| Done::Changed(changed as u64))
        }
    }
}

fn accept(transaction: &Transaction<'_>, incoming: &Incoming) -> rusqlite::Result<Accepted> {
    let (uuid, event, class, signed_at) = match &incoming.content {
        Content::Quarantine(reason) => {
            quarantine(transaction, incoming, *reason)?;
            return Ok(Accepted::Quarantined(*reason));
        }
        Content::Event { uuid, event, class, signed_at } => (uuid, event, class, signed_at),
    };
    let mut seen = cached(transaction, "SELECT digest FROM seen WHERE source = ?1 AND uuid = ?2")?;
    let digest: Option<[u8; 32]> =
        seen.query_row(params![&*incoming.source, uuid], |row| row.get(0)).optional()?;
    match digest {
        Some(digest) if digest == incoming.digest => return Ok(Accepted::Duplicate),
        Some(_) => {
            quarantine(transaction, incoming, Reason::Conflict)?;
            return Ok(Accepted::Conflict);
        }
        None => {}
    }
    cached(
        transaction,
        "INSERT INTO event (source, uuid, event, class, signed_at, received_at, kid, signature, \
         signature_sha1, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        &*incoming.source,
        uuid,
        event,
        class.as_str(),
        signed_at,
        incoming.received_at,
        incoming.kid,
        &*incoming.signature,
        &*incoming.signature_sha1,
        &*incoming.body,
    ])?;
    let seq = transaction.last_insert_rowid();
    cached(
        transaction,
        "INSERT INTO seen (source, uuid, seq, digest, received_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![&*incoming.source, uuid, seq, incoming.digest, incoming.received_at])?;
    if let Some(signed_at) = signed_at {
        cached(
            transaction,
            "INSERT INTO source (name, newest_signed_at) VALUES (?1, ?2) ON CONFLICT (name) \
             DO UPDATE SET newest_signed_at = excluded.newest_signed_at \
             WHERE excluded.newest_signed_at > newest_signed_at",
        )?
        // A time that is to come would make each event late that is not.
        .execute(params![&*incoming.source, signed_at.min(&incoming.received_at)])?;
    }
    Ok(Accepted::Stored { seq })
}

fn quarantine(
    transaction: &Transaction<'_>,
    incoming: &Incoming,
    reason: Reason,
) -> rusqlite::Result<()> {
    cached(
        transaction,
        "INSERT INTO quarantine (source, digest, reason, received_at, kid, signature, \
         signature_sha1, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
         ON CONFLICT (source, digest) DO UPDATE SET times = times + 1",
    )?
    .execute(params![
        &*incoming.source,
        incoming.digest,
        reason.as_str(),
        incoming.received_at,
        incoming.kid,
        &*incoming.signature,
        &*incoming.signature_sha1,
        &*incoming.body,
    ])?;
    Ok(())
}

fn advance(transaction: &Transaction<'_>, progress: &Progress) -> rusqlite::Result<u64> {
    let Progress { sink, cursor, park, unpark, replays, succeeded_at } = progress;
    for it in park {
        cached(
            transaction,
            "INSERT OR REPLACE INTO parked (sink, seq, attempts, next_at, waited, dead_at, error) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            &**sink,
            it.seq,
            it.attempts,
            it.next_at,
            it.waited,
            it.dead_at,
            it.error
        ])?;
    }
    for seq in unpark {
        cached(transaction, "DELETE FROM parked WHERE sink = ?1 AND seq = ?2")?
            .execute(params![&**sink, seq])?;
    }
    for (id, next) in replays {
        match next {
            Some(next) => cached(transaction, "UPDATE replay SET next = ?2 WHERE id = ?1")?
                .execute(params![id, next])?,
            None => cached(transaction, "DELETE FROM replay WHERE id = ?1")?.execute([id])?,
        };
    }
    let changed = cached(
        transaction,
        "UPDATE sink SET cursor = ?2, succeeded_at = max(succeeded_at, ?3) WHERE name = ?1",
    )?
    .execute(params![&**sink, cursor, succeeded_at])?;
    Ok(changed as u64)
}

fn change(transaction: &Transaction<'_>, change: &Change) -> rusqlite::Result<Done> {
    let changed = match change {
        Change::Sink { name, start } => {
            let start = match start {
                Start::Oldest => "0",
                Start::Newest => "(SELECT coalesce(max(seq), 0) FROM event)",
            };
            transaction.execute(
                &format!("INSERT OR IGNORE INTO sink (name, cursor) VALUES (?1, {start})"),
                [&**name],
            )?
        }
        Change::Resume { sink, now, latest } => {
            let comes_anyway = transaction.execute(
                "DELETE FROM parked WHERE sink = ?1 \
                 AND seq > (SELECT cursor FROM sink WHERE name = ?1)",
                [&**sink],
            )?;
            let revived = transaction.execute(
                // Due long ago, and so in the order of storing.
                "UPDATE parked SET dead_at = NULL, next_at = seq WHERE sink = ?1 \
                 AND dead_at > (SELECT succeeded_at FROM sink WHERE name = ?1)",
                [&**sink],
            )?;
            let far_ahead = transaction.execute(
                "UPDATE parked SET next_at = ?2 WHERE sink = ?1 AND dead_at IS NULL \
                 AND next_at > ?3",
                params![&**sink, now, latest],
            )?;
            comes_anyway + revived + far_ahead
        }
        Change::Yield { .. } => 0,
        Change::Pause { sink, paused } => transaction
            .execute("UPDATE sink SET paused = ?2 WHERE name = ?1", params![&**sink, paused])?,
        Change::Retry { sink, seq, now } => transaction.execute(
            "UPDATE parked SET dead_at = NULL, next_at = ?3, waited = 0, attempts = 0 \
             WHERE sink = ?1 AND dead_at IS NOT NULL AND seq = coalesce(?2, seq)",
            params![&**sink, seq, now],
        )?,
        Change::Drop { sink, seq } => transaction.execute(
            "DELETE FROM parked WHERE sink = ?1 AND dead_at IS NOT NULL \
             AND seq = coalesce(?2, seq)",
            params![&**sink, seq],
        )?,
        Change::Replay { sink, from, until, filter } => {
            let filter = serde_json::to_string(filter)
                .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
            transaction.execute(
                "INSERT INTO replay (sink, next, until, filter) VALUES (?1, ?2, ?3, ?4)",
                params![&**sink, from, until, filter],
            )?
        }
        Change::Release(incoming) => return release(transaction, incoming),
    };
    Ok(Done::Changed(changed as u64))
}

/// Makes an event of a body in quarantine, if it is there. Where other bytes are stored with its
/// uuid, it stays.
fn release(transaction: &Transaction<'_>, incoming: &Incoming) -> rusqlite::Result<Done> {
    if let Content::Event { uuid, .. } = &incoming.content {
        let mut seen =
            cached(transaction, "SELECT digest FROM seen WHERE source = ?1 AND uuid = ?2")?;
        let digest: Option<[u8; 32]> =
            seen.query_row(params![&*incoming.source, uuid], |row| row.get(0)).optional()?;
        if digest.is_some_and(|digest| digest != incoming.digest) {
            return Ok(Done::Accepted(Accepted::Conflict));
        }
    }
    let deleted = transaction.execute(
        "DELETE FROM quarantine WHERE source = ?1 AND digest = ?2",
        params![&*incoming.source, incoming.digest],
    )?;
    if deleted == 0 {
        return Ok(Done::Changed(0));
    }
    accept(transaction, incoming).map(Done::Accepted)
}

fn delete(transaction: &Transaction<'_>, prune: &Prune) -> rusqlite::Result<Done> {
    let Prune { after, through, events_before, seen_before, quarantine_before, limit } = prune;
    // Events are received nearly in their order, so the first that is too young ends the search.
    let mut looked_at = 0;
    let mut next = None;
    let mut deletable = Vec::new();
    let mut oldest = cached(
        transaction,
        "SELECT seq, received_at, EXISTS (SELECT 1 FROM parked WHERE parked.seq = event.seq) \
         FROM event WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3",
    )?;
    let mut rows = oldest.query(params![after, through, limit])?;
    while let Some(row) = rows.next()? {
        let (seq, received_at, parked): (i64, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if received_at >= *events_before {
            next = None;
            break;
        }
        looked_at += 1;
        if looked_at == *limit {
            next = Some(seq);
        }
        if !parked {
            deletable.push(seq);
        }
    }
    drop(rows);
    for seq in &deletable {
        cached(transaction, "DELETE FROM event WHERE seq = ?1")?.execute([seq])?;
    }
    // While its event is there, a uuid stays.
    let seen = transaction.execute(
        "DELETE FROM seen WHERE (source, uuid) IN (SELECT source, uuid FROM seen WHERE \
         received_at < ?1 AND NOT EXISTS (SELECT 1 FROM event WHERE event.seq = seen.seq) \
         ORDER BY received_at LIMIT ?2)",
        params![seen_before, limit],
    )?;
    let quarantine = transaction.execute(
        "DELETE FROM quarantine WHERE rowid IN (SELECT rowid FROM quarantine \
         WHERE received_at < ?1 LIMIT ?2)",
        params![quarantine_before, limit],
    )?;
    Ok(Done::Pruned { deleted: (deletable.len() + seen + quarantine) as u64, next })
}

fn cached<'a>(
    transaction: &'a Transaction<'_>,
    sql: &str,
) -> rusqlite::Result<CachedStatement<'a>> {
    transaction.prepare_cached(sql)
}
