//! Answers to operators from a PostgreSQL store.

use std::fmt::Write as _;

use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::read::{EVENT, PARK, SINK_ROW, event_of, integer, park_of, sink_of, text};
use super::{PgError, PostgresReader};
use crate::event::{Class, Reason, StoredEvent};
use crate::operate::{DeadLetter, EventHead, QuarantineHead, Removable};
use crate::postgres::escape;
use crate::store::inspect::{Inspect, Listing, Parks, Quarantined};
use crate::store::{Content, Incoming, Park, Prune, Reading, SinkRow, StoreError};

/// The most bytes of bodies that are read at once; one body is always read.
const BYTES: i64 = 16 << 20;

impl Inspect for PostgresReader {
    fn heads(&self, list: Listing) -> Reading<'_, Vec<EventHead>> {
        Box::pin(async move {
            let columns = "seq, source, uuid, event, class, signed_at, received_at, kid, \
                           octet_length(body)::bigint";
            let (condition, values) = condition(&list);
            let sql = format!("SELECT {columns} FROM event WHERE {condition} {}", order(&list));
            self.rows(&sql, &parameters(&values), |row| {
                let class: &str = row.try_get(4)?;
                Ok(EventHead {
                    seq: row.try_get(0)?,
                    source: row.try_get(1)?,
                    uuid: text(row, 2)?,
                    event: text(row, 3)?,
                    class: Class::from_word(class).unwrap_or(Class::Invalid),
                    signed_at: row.try_get(5)?,
                    received_at: row.try_get(6)?,
                    kid: row.try_get(7)?,
                    bytes: unsigned(row, 8)?,
                })
            })
            .await
        })
    }

    fn full(&self, list: Listing) -> Reading<'_, Vec<StoredEvent>> {
        Box::pin(async move {
            let (condition, values) = condition(&list);
            let (order, by) = (order(&list), direction(&list));
            // A page of its own bounds what the sum looks at.
            let sql = format!(
                "SELECT {EVENT} FROM (SELECT *, sum(octet_length(body)) OVER (ORDER BY seq {by}) \
                 - octet_length(body) AS before FROM (SELECT * FROM event WHERE {condition} \
                 {order}) page) page WHERE before < {BYTES} ORDER BY seq {by}"
            );
            self.rows(&sql, &parameters(&values), |row| event_of(row, 0)).await
        })
    }

    fn count(&self, list: Listing) -> Reading<'_, u64> {
        Box::pin(async move {
            let (condition, values) = condition(&list);
            self.count_of(&format!("event WHERE {condition}"), &parameters(&values)).await
        })
    }

    fn first_since(&self, since: i64) -> Reading<'_, Option<i64>> {
        Box::pin(async move {
            let sql = "SELECT seq FROM event WHERE received_at >= $1 ORDER BY seq LIMIT 1";
            self.number(sql, &[&since]).await
        })
    }

    fn received_after(&self, seq: i64) -> Reading<'_, Option<i64>> {
        Box::pin(async move {
            let sql = "SELECT received_at FROM event WHERE seq > $1 ORDER BY seq LIMIT 1";
            self.number(sql, &[&seq]).await
        })
    }

    fn sinks(&self) -> Reading<'_, Vec<(String, SinkRow)>> {
        Box::pin(async {
            let sql = format!("SELECT name, {SINK_ROW} FROM sink ORDER BY name");
            self.rows(&sql, &[], |row| Ok((row.try_get(0)?, sink_of(row, 1)?))).await
        })
    }

    fn quarantine(&self, skip: u64, limit: usize) -> Reading<'_, Vec<QuarantineHead>> {
        Box::pin(async move {
            let sql =
                format!("SELECT {QUARANTINED} FROM quarantine ORDER BY id LIMIT $1 OFFSET $2");
            self.rows(&sql, &[&integer(limit), &integer(skip)], |row| quarantine_head(row, 0)).await
        })
    }

    fn quarantine_before(
        &self,
        number: i64,
        limit: usize,
    ) -> Reading<'_, Vec<(i64, QuarantineHead)>> {
        Box::pin(async move {
            let sql = format!(
                "SELECT id, {QUARANTINED} FROM quarantine WHERE id < $1 ORDER BY id DESC LIMIT $2"
            );
            self.rows(&sql, &[&number, &integer(limit)], |row| {
                Ok((row.try_get(0)?, quarantine_head(row, 1)?))
            })
            .await
        })
    }

    fn events_by_seq(&self, seqs: Vec<i64>) -> Reading<'_, Vec<StoredEvent>> {
        Box::pin(async move {
            let sql = format!("SELECT {EVENT} FROM event WHERE seq = ANY ($1) ORDER BY seq DESC");
            self.rows(&sql, &[&seqs], |row| event_of(row, 0)).await
        })
    }

    fn cursors(&self) -> Reading<'_, Vec<(String, i64)>> {
        Box::pin(async {
            let sql = "SELECT name, cursor FROM sink";
            self.rows(sql, &[], |row| Ok((row.try_get(0)?, row.try_get(1)?))).await
        })
    }

    fn parks(&self, seqs: Vec<i64>) -> Reading<'_, Vec<(String, Park)>> {
        Box::pin(async move {
            let sql = format!("SELECT sink, {PARK} FROM parked WHERE seq = ANY ($1)");
            self.rows(&sql, &[&seqs], |row| Ok((row.try_get(0)?, park_of(row, 1)?))).await
        })
    }

    fn parks_of_sink(&self, parks: Parks) -> Reading<'_, Vec<Park>> {
        Box::pin(async move {
            let Parks { sink, dead, until, limit } = parks;
            let sql = format!(
                "SELECT {PARK} FROM parked WHERE sink = $1 AND seq <= $2 \
                 AND (dead_at IS NOT NULL) = $3 ORDER BY seq DESC LIMIT $4"
            );
            let (sink, limit) = (escape(&sink), integer(limit));
            self.rows(&sql, &[&sink, &until, &dead, &limit], |row| park_of(row, 0)).await
        })
    }

    fn quarantined(&self, digest: String) -> Reading<'_, Vec<Quarantined>> {
        Box::pin(async move {
            let sql = "SELECT source, digest, reason, received_at, times, kid, signature, \
                       signature_sha1, body FROM quarantine \
                       WHERE starts_with(encode(digest, 'hex'), $1) LIMIT 2";
            self.rows(sql, &[&digest], quarantined_of).await
        })
    }

    fn dead(&self, sink: Option<String>, skip: u64, limit: usize) -> Reading<'_, Vec<DeadLetter>> {
        Box::pin(async move {
            let sql = "SELECT sink, p.seq, attempts, dead_at, error, coalesce(e.source, ''), \
                       coalesce(e.uuid, ''), coalesce(e.event, '') \
                       FROM parked p LEFT JOIN event e ON e.seq = p.seq \
                       WHERE dead_at IS NOT NULL AND sink = coalesce($1, sink) \
                       ORDER BY sink, p.seq LIMIT $2 OFFSET $3";
            self.rows(sql, &[&sink, &integer(limit), &integer(skip)], |row| {
                let attempts: i64 = row.try_get(2)?;
                Ok(DeadLetter {
                    sink: row.try_get(0)?,
                    seq: row.try_get(1)?,
                    attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
                    dead_at: row.try_get(3)?,
                    error: text(row, 4)?,
                    source: row.try_get(5)?,
                    uuid: text(row, 6)?,
                    event: text(row, 7)?,
                })
            })
            .await
        })
    }

    fn removable(&self, prune: Prune) -> Reading<'_, Removable> {
        Box::pin(async move {
            let Prune { after, through, events_before, seen_before, quarantine_before, limit: _ } =
                prune;
            // As deleting does, this ends with the first that is too young.
            let events = "event WHERE seq > $1 AND seq <= $2 AND seq < coalesce( \
                 (SELECT seq FROM event WHERE received_at >= $3 ORDER BY seq LIMIT 1), $2 + 1) \
                 AND NOT EXISTS (SELECT FROM parked WHERE parked.seq = event.seq)";
            let uuids = "seen WHERE received_at < $1 AND NOT EXISTS \
                         (SELECT FROM event WHERE event.seq = seen.seq)";
            let quarantined = "quarantine WHERE received_at < $1";
            Ok(Removable {
                events: self.count_of(events, &[&after, &through, &events_before]).await?,
                uuids: self.count_of(uuids, &[&seen_before]).await?,
                quarantined: self.count_of(quarantined, &[&quarantine_before]).await?,
            })
        })
    }
}

impl PostgresReader {
    async fn count_of(
        &self,
        from: &str,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, StoreError> {
        let count = self.number(&format!("SELECT count(*) FROM {from}"), parameters).await?;
        Ok(u64::try_from(count.unwrap_or_default()).unwrap_or_default())
    }
}

/// Columns of a body in quarantine without the body, in the order of [`quarantine_head`].
const QUARANTINED: &str = "source, encode(digest, 'hex'), reason, received_at, times, kid, \
                           octet_length(body)::bigint";

fn quarantine_head(row: &Row, at: usize) -> Result<QuarantineHead, PgError> {
    Ok(QuarantineHead {
        source: row.try_get(at)?,
        digest: row.try_get(at + 1)?,
        reason: row.try_get(at + 2)?,
        received_at: row.try_get(at + 3)?,
        times: row.try_get(at + 4)?,
        kid: row.try_get(at + 5)?,
        bytes: unsigned(row, at + 6)?,
    })
}

fn quarantined_of(row: &Row) -> Result<Quarantined, PgError> {
    // A reason of a later version is one that this version cannot do anything about.
    let reason = Reason::from_word(row.try_get(2)?).unwrap_or(Reason::NotJson);
    let bytes = |column| row.try_get::<_, Vec<u8>>(column).map(Into::into);
    let digest: Vec<u8> = row.try_get(1)?;
    Ok(Quarantined {
        reason,
        times: row.try_get(4)?,
        incoming: Incoming {
            source: row.try_get::<_, &str>(0)?.into(),
            digest: digest.try_into().unwrap_or_default(),
            received_at: row.try_get(3)?,
            kid: row.try_get(5)?,
            signature: bytes(6)?,
            signature_sha1: bytes(7)?,
            body: bytes(8)?,
            content: Content::Quarantine(reason),
        },
    })
}

/// Values of parameters.
pub(super) type Values = Vec<Box<dyn ToSql + Sync + Send>>;

/// The condition of a listing, and the values of its parameters.
fn condition(list: &Listing) -> (String, Values) {
    let Listing { after, until, filter, newest_first: _, limit: _ } = list;
    let mut condition = "seq > $1 AND seq <= $2".to_owned();
    let mut values: Values = vec![Box::new(*after), Box::new(*until)];
    for (column, list) in [("source", &filter.sources), ("event", &filter.events)] {
        if !list.is_empty() {
            values.push(Box::new(escaped(list)));
            let _ = write!(condition, " AND {column} = ANY (${})", values.len());
        }
    }
    if !filter.uuids.is_empty() {
        values.push(Box::new(escaped(&filter.uuids)));
        // By the index of the uuids.
        let seqs = format!("SELECT seq FROM seen WHERE uuid = ANY (${})", values.len());
        let _ = write!(condition, " AND seq = ANY (ARRAY({seqs}))");
    }
    (condition, values)
}

fn escaped(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| escape(text).into_owned()).collect()
}

pub(super) fn parameters(values: &Values) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| -> &(dyn ToSql + Sync) { &**value }).collect()
}

fn order(list: &Listing) -> String {
    format!("ORDER BY seq {} LIMIT {}", direction(list), integer(list.limit))
}

fn direction(list: &Listing) -> &'static str {
    if list.newest_first { "DESC" } else { "ASC" }
}

/// A count, which is never under 0.
fn unsigned(row: &Row, column: usize) -> Result<u64, PgError> {
    Ok(u64::try_from(row.try_get::<_, i64>(column)?).unwrap_or_default())
}
