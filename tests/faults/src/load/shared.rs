//! Two receivers on one PostgreSQL, beside the same receivers with plain inserts: what the order of
//! sequences and the search for duplicates cost.

use std::time::Instant;

use anyhow::Result;

use super::{Requests, send};
use crate::process::Running;
use crate::shared::Shared;

/// Events that each receiver gets in one measurement.
const EVENTS: u64 = 10_000;
/// Requests under way at each receiver.
const AT_A_TIME: usize = 16;

/// Inserts without lock and without a look for duplicates, in place of the function of the store.
const PLAIN: &str = "CREATE OR REPLACE FUNCTION postal_webhooks.accept(\
    _source text[], _uuid text[], _event text[], _class text[], _signed_at bigint[], \
    _received_at bigint[], _kid text[], _signature bytea[], _signature_sha1 bytea[], \
    _digest bytea[], _body bytea[], _reason text[]\
    ) RETURNS TABLE (word text, new_seq bigint) LANGUAGE sql AS $$ \
    INSERT INTO postal_webhooks.event (source, uuid, event, class, signed_at, received_at, kid, \
    signature, signature_sha1, body) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $11) \
    RETURNING 'stored', seq $$";

/// Both receivers, and the number of the next event.
struct Load {
    shared: Shared,
    running: [Running; 2],
    next: u64,
    /// How the function of the store is made.
    function: String,
}

impl Load {
    fn start() -> Result<Self> {
        let shared = Shared::new()?;
        let [one, other] = &shared.places;
        let running = [one.start()?, other.start()?];
        let function = "SELECT pg_get_functiondef('postal_webhooks.accept'::regproc)";
        let function = shared.server.sql("postgres", function)?;
        Ok(Self { shared, running, next: 0, function })
    }

    /// Events a second that both store, together.
    fn rate(&mut self) -> Result<f64> {
        let mut requests = Vec::new();
        for place in &self.shared.places {
            requests.push(Requests::signed(place, self.next, EVENTS)?);
            self.next += EVENTS;
        }
        let begun = Instant::now();
        let figures = std::thread::scope(|scope| {
            let sending: Vec<_> = self
                .shared
                .places
                .iter()
                .zip(&requests)
                .map(|(place, requests)| {
                    scope.spawn(|| send(&place.address(), requests, AT_A_TIME))
                })
                .collect();
            sending.into_iter().map(|it| it.join().unwrap_or_default()).collect::<Vec<_>>()
        });
        let took = begun.elapsed().as_secs_f64();
        for figures in &figures {
            if figures.statuses.keys().any(|status| status != "200 stored") {
                println!("{:?}", figures.statuses);
            }
        }
        let count = figures.iter().map(|figures| figures.times.len()).sum::<usize>();
        let longest = figures.iter().map(|figures| figures.quantile(990)).fold(0.0, f64::max);
        print!("[p99 {longest:.1} ms] ");
        #[allow(clippy::cast_precision_loss, reason = "it is a small number")]
        Ok(count as f64 / took)
    }

    /// The rate beside that of plain inserts, one after the other, twice.
    fn compare(&mut self, what: &str) -> Result<f64> {
        let mut rates = [0.0, 0.0];
        for _ in 0..2 {
            rates[0] += self.rate()? / 2.0;
            self.shared.server.sql("postgres", PLAIN)?;
            rates[1] += self.rate()? / 2.0;
            self.shared.server.sql("postgres", &self.function)?;
        }
        let [ours, plain] = rates;
        println!(
            "{what}: {ours:.0} events/s by two receivers, {:.2} of plain inserts: {plain:.0}",
            ours / plain
        );
        Ok(ours)
    }

    fn end(mut self) -> Result<()> {
        for running in &mut self.running {
            running.terminate()?;
        }
        Ok(())
    }
}

pub(super) fn rates() -> Result<()> {
    let mut load = Load::start()?;
    load.rate()?;
    println!("to warm up");
    load.compare("an empty store")?;
    load.end()
}

/// The same with 1, 5 and 10 million events in the store, of 400 bytes each.
pub(super) fn growth() -> Result<()> {
    let mut load = Load::start()?;
    load.rate()?;
    println!("to warm up");
    let empty = load.compare("an empty store")?;
    let mut there = 0;
    for millions in [1, 5, 10] {
        let (from, to) = (there * 1_000_000 + 1, millions * 1_000_000);
        load.shared.rows(&format!(
            "SET synchronous_commit = off; WITH new AS (INSERT INTO event (source, uuid, event, \
             class, signed_at, received_at, kid, signature, signature_sha1, body) \
             SELECT 'old', gen_random_uuid()::text, 'MessageSent', 'known', n, n, '', \
             decode(repeat('ab', 50), 'hex'), '', decode(repeat('cd', 250), 'hex') \
             FROM generate_series({from}, {to}) n RETURNING *) INSERT INTO seen SELECT uuid, source, \
             seq, decode(repeat('ef', 32), 'hex'), received_at FROM new"
        ))?;
        load.shared.server.sql("postgres", "CHECKPOINT")?;
        load.shared.server.sql("postgres", "ANALYZE")?;
        there = millions;
        let rate = load.compare(&format!("{millions} million events"))?;
        println!("{:.2} of the rate of the empty store", rate / empty);
    }
    load.end()
}
