//! The writer of a PostgreSQL store: each change is one call of one function, so that no lock is
//! held while the network is waited for.

use std::time::Duration;

use tokio::time::{Instant, timeout};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};

use super::columns::Columns;
use super::{Described, PgError, Postgres, fault, is_data, late, open};
use crate::event::Accepted;
use crate::postgres::{Session, describe, escape};
use crate::store::{
    Change, Content, Done, Fault, Incoming, Job, Lease, Progress, Prune, Start, StoreError, Writer,
};

/// How long the server may take. A server that has stopped, or a network that drops all, says
/// nothing: the connection is dropped then, and whether it was done is not known.
pub(super) const DEADLINE: Duration = Duration::from_secs(3);
/// After how long the server gives up by itself.
const STATEMENT: Duration = Duration::from_millis(2500);
/// The most bytes of bodies in one statement.
const BYTES: usize = 4 << 20;
/// After how long to connect again.
const RETRY: Duration = Duration::from_millis(250);
/// How long a sink is led without a word from who leads it.
const LEASE: Duration = Duration::from_secs(10);

/// Writes by one connection, which it makes anew when it is lost.
#[derive(Debug)]
pub(crate) struct PostgresWriter {
    store: Postgres,
    /// Tells this writer from all others, also from those of this receiver before.
    holder: i64,
    session: Option<Writing>,
    connect_at: Instant,
}

/// A connection, with the statements that are used all the time.
#[derive(Debug)]
struct Writing {
    session: Session,
    accept: Statement,
    advance: Statement,
    lease: Statement,
}

impl PostgresWriter {
    pub(crate) fn new(store: Postgres) -> Self {
        let holder = fastrand::i64(..);
        Self { store, holder, session: None, connect_at: Instant::now() }
    }

    async fn connect(&self) -> Result<Writing, StoreError> {
        let session = open::connect(&self.store, STATEMENT).await?;
        let prepared = async {
            let accept = "SELECT word, new_seq FROM accept($1, $2, $3, $4, $5, $6, $7, $8, $9, \
                          $10, $11, $12)";
            let advance = "SELECT advance($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
            let lease = "SELECT lease($1, $2, $3, $4)";
            let accept = session.prepare(accept).await?;
            let advance = session.prepare(advance).await?;
            Ok((accept, advance, session.prepare(lease).await?))
        };
        let prepared: Result<_, PgError> = timeout(DEADLINE, prepared).await.map_err(|_| late())?;
        let (accept, advance, lease) = prepared.map_err(|error| fault(&error))?;
        Ok(Writing { session, accept, advance, lease })
    }

    async fn writing(&mut self) -> Result<&Writing, StoreError> {
        if self.session.as_ref().is_none_or(|writing| writing.session.is_closed()) {
            self.session = None;
            if Instant::now() < self.connect_at {
                return Err(Fault::Away.into());
            }
            let connected = self.connect().await;
            self.connect_at = Instant::now() + RETRY;
            self.session = Some(connected?);
            tracing::info!(code = "store-connected");
        }
        self.session.as_ref().ok_or_else(|| Fault::Away.into())
    }
}

impl Writer for PostgresWriter {
    async fn apply(&mut self, jobs: &[Job]) -> Result<Vec<Done>, StoreError> {
        let holder = self.holder;
        let writing = self.writing().await?;
        let done = match timeout(DEADLINE, writing.apply(jobs, holder)).await {
            Ok(done) => done.map_err(|error| fault(&error)),
            Err(_) => Err(late()),
        };
        if done.as_ref().is_err_and(|error| error.kind == Fault::Away) {
            self.session = None;
        }
        done
    }

    /// Nothing is left open by an error that is not [`Fault::Away`].
    async fn reopen(&mut self) -> Result<(), StoreError> {
        self.session = None;
        Ok(())
    }

    async fn close(self) {}
}

impl Writing {
    /// Events first, all by one call.
    async fn apply(&self, jobs: &[Job], holder: i64) -> Result<Vec<Done>, PgError> {
        let events: Vec<&Incoming> = jobs
            .iter()
            .filter_map(|job| match job {
                Job::Accept(incoming) => Some(incoming),
                _ => None,
            })
            .collect();
        let mut accepted = self.accept_all(&events).await?.into_iter();
        let mut done = Vec::with_capacity(jobs.len());
        for job in jobs {
            done.push(match job {
                Job::Accept(_) => accepted.next().unwrap_or(Done::Refused),
                Job::Lead { sink, epoch } => self.lead(sink, holder, *epoch).await?,
                Job::Progress { epoch, progress } => self.advance(*epoch, progress).await?,
                Job::Change(change) => self.change(change, holder).await?,
                Job::Prune(prune) => self.prune(prune).await?,
                Job::Probe(now) => {
                    let sql = "INSERT INTO meta VALUES ('probe', $1) \
                               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
                    self.execute(sql, &[&now.to_string()]).await?
                }
            });
        }
        Ok(done)
    }

    /// As many at once as a statement may have bytes, and one at least.
    async fn accept_all(&self, mut events: &[&Incoming]) -> Result<Vec<Done>, PgError> {
        let mut done = Vec::with_capacity(events.len());
        while !events.is_empty() {
            let mut bytes = 0;
            let fits = events.iter().take_while(|event| {
                bytes += event.body.len();
                bytes <= BYTES
            });
            let (some, rest) = events.split_at(fits.count().max(1));
            done.extend(self.accept_some(some).await?);
            events = rest;
        }
        Ok(done)
    }

    /// One that the server does not take must not take the others with it.
    async fn accept_some(&self, events: &[&Incoming]) -> Result<Vec<Done>, PgError> {
        match self.accept(events).await {
            Err(error) if is_data(&error) => {}
            done => return done,
        }
        let mut done = Vec::with_capacity(events.len());
        for event in events {
            match self.accept(&[event]).await {
                Err(error) if is_data(&error) => {
                    let error = Described(describe(&error));
                    tracing::error!(code = "store-refused", source = &*event.source, %error);
                    done.push(Done::Refused);
                }
                one => done.extend(one?),
            }
        }
        Ok(done)
    }

    async fn accept(&self, events: &[&Incoming]) -> Result<Vec<Done>, PgError> {
        let columns = Columns::of(events);
        let rows = self.session.query(&self.accept, &columns.parameters()).await?;
        rows.iter().zip(events).map(|(row, event)| accepted(row, event)).collect()
    }

    async fn lead(&self, sink: &str, holder: i64, epoch: Option<i64>) -> Result<Done, PgError> {
        let row = self
            .session
            .query_one(&self.lease, &[&sink, &holder, &epoch, &LEASE.as_secs_f64()])
            .await?;
        let epoch: Option<i64> = row.try_get(0)?;
        Ok(Done::Led(epoch.map(|epoch| Lease { epoch, lasts: Some(LEASE) })))
    }

    async fn advance(&self, epoch: i64, progress: &Progress) -> Result<Done, PgError> {
        let Progress { sink, cursor, park, unpark, replays, succeeded_at } = progress;
        let parks = |of: fn(&crate::store::Park) -> i64| park.iter().map(of).collect::<Vec<_>>();
        let dead: Vec<_> = park.iter().map(|park| park.dead_at).collect();
        let errors: Vec<_> = park.iter().map(|park| escape(&park.error)).collect();
        let (replay, next): (Vec<_>, Vec<_>) = replays.iter().copied().unzip();
        let row = self
            .session
            .query_one(
                &self.advance,
                &[
                    &&**sink,
                    &epoch,
                    cursor,
                    succeeded_at,
                    &parks(|park| park.seq),
                    &parks(|park| park.attempts.into()),
                    &parks(|park| park.next_at),
                    &parks(|park| park.waited),
                    &dead,
                    &errors.iter().map(|error| &**error).collect::<Vec<_>>(),
                    unpark,
                    &replay,
                    &next,
                ],
            )
            .await?;
        Ok(if row.try_get(0)? { Done::Changed(1) } else { Done::Fenced })
    }

    async fn change(&self, change: &Change, holder: i64) -> Result<Done, PgError> {
        match change {
            Change::Sink { name, start } => {
                let start = match start {
                    Start::Oldest => "0",
                    Start::Newest => "(SELECT coalesce(max(seq), 0) FROM event)",
                };
                let sql = format!(
                    "INSERT INTO sink (name, cursor) VALUES ($1, {start}) ON CONFLICT DO NOTHING"
                );
                self.execute(&sql, &[&&**name]).await
            }
            Change::Resume { sink, now, latest } => {
                let sql = "SELECT resume($1, $2, $3)";
                let row = self.session.query_one(sql, &[&&**sink, now, latest]).await?;
                Ok(Done::Changed(count(row.try_get(0)?)))
            }
            Change::Yield { sink, epoch } => {
                let sql = "UPDATE sink SET holder = NULL, lease_until = now() \
                           WHERE name = $1 AND holder = $2 AND epoch = $3";
                self.execute(sql, &[&&**sink, &holder, epoch]).await
            }
            Change::Pause { sink, paused } => {
                let sql = "UPDATE sink SET paused = $2 WHERE name = $1";
                self.execute(sql, &[&&**sink, paused]).await
            }
            Change::Retry { sink, seq, now } => {
                let sql = "UPDATE parked SET dead_at = NULL, next_at = $3, waited = 0, \
                           attempts = 0 WHERE sink = $1 AND dead_at IS NOT NULL \
                           AND seq = coalesce($2, seq)";
                self.execute(sql, &[&&**sink, seq, now]).await
            }
            Change::Drop { sink, seq } => {
                let sql = "DELETE FROM parked WHERE sink = $1 AND dead_at IS NOT NULL \
                           AND seq = coalesce($2, seq)";
                self.execute(sql, &[&&**sink, seq]).await
            }
            Change::Replay { sink, from, until, filter } => {
                // Names and uuids that are asked for alone: no such text fails.
                let filter = serde_json::to_string(filter).unwrap_or_default();
                let sql = "INSERT INTO replay (sink, next, until, filter) VALUES ($1, $2, $3, $4)";
                self.execute(sql, &[&&**sink, from, until, &filter]).await
            }
            Change::Release(incoming) => self.release(incoming).await,
        }
    }

    async fn release(&self, incoming: &Incoming) -> Result<Done, PgError> {
        let Content::Event { uuid, event, class, signed_at } = &incoming.content else {
            return Ok(Done::Changed(0));
        };
        let sql = "SELECT word, new_seq FROM release($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let row = self
            .session
            .query_opt(
                sql,
                &[
                    &&*incoming.source,
                    &&*escape(uuid),
                    &&*escape(event),
                    &class.as_str(),
                    signed_at,
                    &incoming.received_at,
                    &incoming.kid,
                    &&*incoming.signature,
                    &&*incoming.signature_sha1,
                    &&incoming.digest[..],
                    &&*incoming.body,
                ],
            )
            .await?;
        row.map_or(Ok(Done::Changed(0)), |row| accepted(&row, incoming))
    }

    async fn prune(&self, prune: &Prune) -> Result<Done, PgError> {
        let Prune { after, through, events_before, seen_before, quarantine_before, limit } = prune;
        let sql = "SELECT deleted, next FROM prune($1, $2, $3, $4, $5, $6)";
        let limit = i64::from(*limit);
        let row = self
            .session
            .query_one(
                sql,
                &[after, through, events_before, seen_before, quarantine_before, &limit],
            )
            .await?;
        Ok(Done::Pruned { deleted: count(row.try_get(0)?), next: row.try_get(1)? })
    }

    async fn execute(
        &self,
        sql: &str,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> Result<Done, PgError> {
        self.session.execute(sql, parameters).await.map(Done::Changed)
    }
}

fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}

/// What became of an event, by the words of the function `accept`.
fn accepted(row: &Row, event: &Incoming) -> Result<Done, PgError> {
    let word: &str = row.try_get(0)?;
    Ok(Done::Accepted(match (word, &event.content) {
        ("stored", _) => Accepted::Stored { seq: row.try_get(1)? },
        ("duplicate", _) => Accepted::Duplicate,
        (_, Content::Quarantine(reason)) => Accepted::Quarantined(*reason),
        _ => Accepted::Conflict,
    }))
}
