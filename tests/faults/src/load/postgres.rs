//! How fast stored events go to a table in PostgreSQL on the same machine.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use postal_webhooks_engines::Postgres;
use tokio_postgres::NoTls;

use super::{Requests, send, start};
use crate::faults::postgres_sink::{TABLE, configuration};
use crate::process::Place;

const EVENTS: u64 = 20_000;
/// Rows of one insert of the baseline: as many as the sink takes at the most.
const BATCH: usize = 256;

pub(super) fn drain() -> Result<()> {
    let place = Place::new()?;
    let mut running = start(&place, &[])?;
    send(&place.address(), &Requests::signed(&place, 0, EVENTS)?, 16);
    running.terminate()?;
    let server = Postgres::start()?;
    let url = server.database("mail")?;
    server.sql("mail", TABLE)?;
    server.sql("mail", "CREATE TABLE plain (LIKE postal_event INCLUDING ALL)")?;
    let file = configuration(&place, &url, "table")?;
    // One after the other and both again, since the second might find the machine warm.
    for round in 1..=2 {
        let baseline = rate(baseline(&place, &url)?);
        server.sql("mail", "TRUNCATE postal_event")?;
        place.open()?.execute("DELETE FROM sink", [])?;
        let begun = Instant::now();
        let mut running = place.start_with_file(&[], &file)?;
        let delivered = || place.count("SELECT coalesce(max(cursor), 0) FROM sink");
        while delivered()? < i64::try_from(EVENTS)? {
            std::thread::sleep(Duration::from_millis(20));
        }
        let ours = rate(begun.elapsed());
        running.terminate()?;
        let rows = server.sql("mail", "SELECT count(*) FROM postal_event")?;
        println!(
            "{round}: {rows} stored events inserted by the sink: {ours:.0} a second, {:.2} of the \
             baseline, plain inserts of {BATCH} rows each: {baseline:.0} a second",
            ours / baseline
        );
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "it is a small number")]
fn rate(time: Duration) -> f64 {
    EVENTS as f64 / time.as_secs_f64()
}

/// Inserts what is in the store, which is in memory before, by one connection.
fn baseline(place: &Place, url: &str) -> Result<Duration> {
    let store = place.open()?;
    let mut query = store.prepare("SELECT seq, source, uuid, event, body FROM event")?;
    let rows = query.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    let rows: Vec<(i64, String, String, String, Vec<u8>)> = rows.collect::<Result<_, _>>()?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        client.batch_execute("TRUNCATE plain").await?;
        let insert = "INSERT INTO plain SELECT source, uuid, 0, seq, event, 'known', now(), now(), \
                      repeat('0', 64), body FROM unnest($1::int8[], $2::text[], $3::text[], \
                      $4::text[], $5::bytea[]) AS new (seq, source, uuid, event, body)";
        let insert = client.prepare(insert).await?;
        let begun = Instant::now();
        for batch in rows.chunks(BATCH) {
            let columns = (
                batch.iter().map(|row| row.0).collect::<Vec<_>>(),
                batch.iter().map(|row| &*row.1).collect::<Vec<_>>(),
                batch.iter().map(|row| &*row.2).collect::<Vec<_>>(),
                batch.iter().map(|row| &*row.3).collect::<Vec<_>>(),
                batch.iter().map(|row| &*row.4).collect::<Vec<_>>(),
            );
            let values: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
                [&columns.0, &columns.1, &columns.2, &columns.3, &columns.4];
            client.execute(&insert, &values).await?;
        }
        Ok::<_, tokio_postgres::Error>(begun.elapsed())
    })
    .context("the baseline failed")
}
