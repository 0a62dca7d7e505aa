//! Two receivers that share a store in a real PostgreSQL, which is asked by `psql`.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::Signer;
use postal_webhooks_engines::Postgres;

use crate::endpoint::Endpoint;
use crate::oracle::{Oracle, Stored, check_delivered};
use crate::process::Place;

/// A server, and the places of two receivers.
pub(crate) struct Shared {
    pub server: Postgres,
    pub places: [Place; 2],
}

impl Shared {
    pub(crate) fn new() -> Result<Self> {
        let server = Postgres::start()?;
        let (url, signer) = (server.url("postgres"), Signer::generate());
        let places = [Place::sharing(&url, &signer)?, Place::sharing(&url, &signer)?];
        Ok(Self { server, places })
    }

    /// Rows of a query, their columns separated by `|`.
    pub(crate) fn rows(&self, sql: &str) -> Result<Vec<String>> {
        let sql = format!("SET search_path = postal_webhooks; {sql}");
        Ok(self.server.sql("postgres", &sql)?.lines().map(str::to_owned).collect())
    }

    /// A number that a query gives.
    pub(crate) fn count(&self, sql: &str) -> Result<i64> {
        let rows = self.rows(sql)?;
        Ok(rows.last().context("no row")?.parse()?)
    }

    /// Checks that all that was acknowledged is in the store once, and that what the cursor of the
    /// sink is past was delivered.
    pub(crate) fn check(&self, oracle: &Oracle, endpoint: Option<&Endpoint>) -> Result<()> {
        oracle.check_stored(|| self.stored(endpoint))
    }

    /// What the store knows.
    fn stored(&self, endpoint: Option<&Endpoint>) -> Result<Stored> {
        // One look: what is stored later is not among the delivered.
        let rows = self.rows(
            "SELECT seen.uuid, encode(event.body, 'hex'), event.seq <= (SELECT coalesce(\
             min(cursor), 0) FROM sink) AND event.seq NOT IN (SELECT seq FROM parked) \
             FROM seen LEFT JOIN event USING (seq)",
        )?;
        let mut stored = BTreeMap::new();
        for row in rows {
            let mut columns = row.split('|');
            let mut next = || columns.next().context("a column is missing");
            let (uuid, body, is_passed) = (next()?.to_owned(), bytes(next()?)?, next()? == "t");
            if let Some(endpoint) = endpoint.filter(|_| is_passed) {
                check_delivered(&body, endpoint.body(&uuid))?;
            }
            if stored.insert(uuid, Some(body)).is_some() {
                bail!("a uuid is stored twice");
            }
        }
        let without =
            "SELECT count(*) FROM event LEFT JOIN seen USING (seq) WHERE seen.seq IS NULL";
        if self.count(without)? != 0 {
            bail!("an event is stored twice, or is not in `seen`");
        }
        Ok(stored)
    }
}

/// Bytes from hexadecimal digits.
pub(crate) fn bytes(hex: &str) -> Result<Vec<u8>> {
    let digits = hex.as_bytes().chunks(2);
    digits.map(|pair| Ok(u8::from_str_radix(str::from_utf8(pair)?, 16)?)).collect()
}
