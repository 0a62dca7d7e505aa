//! The oracle: sends as Postal does, remembers what was acknowledged, and asks the store, with SQL
//! of its own, whether it is there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::postal::{
    Attempt, Client, End, Installation, Outcome, QueuedEvent, Report, Target, Wire,
};
use postal_webhooks::testing::{SignedRequest, Signer, examples, rails_json};
use postal_webhooks_engines::Postgres;

use crate::process::Place;

/// Postal's minutes are so many times shorter here.
const TIME_SCALE: f64 = 1500.0;

/// How large events are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Size {
    /// As those of Postal.
    #[default]
    Usual,
    /// About 400 KB, Postal's longest.
    Large,
}

/// What was sent so far, and what became of it.
#[derive(Debug, Default)]
pub(crate) struct Oracle {
    size: Size,
    next: AtomicU64,
    acknowledged: Mutex<BTreeSet<String>>,
    sent: Mutex<BTreeMap<String, SignedRequest>>,
    pub unanswered: AtomicU64,
    pub refused: AtomicU64,
}

impl Oracle {
    pub(crate) fn sized(size: Size) -> Self {
        Self { size, ..Self::default() }
    }

    /// Signs the next event: the examples in turn, each with a uuid and a time of its own.
    pub(crate) fn event(&self, signer: &Signer) -> SignedRequest {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (uuid, body) = body(number, self.size);
        let request = signer.sign(body);
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).insert(uuid, request.clone());
        request
    }

    /// Waits until so many more events are under way than there were: the middle of a load, whatever
    /// the machine.
    pub(crate) fn wait_for(&self, before: u64, more: u64) {
        let begun = Instant::now();
        while self.begun() < before + more && begun.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_micros(100));
        }
    }

    /// How many events have been signed.
    pub(crate) fn begun(&self) -> u64 {
        self.next.load(Ordering::Relaxed)
    }

    /// Sends so many events, each until it is acknowledged or given up after six attempts.
    pub(crate) fn send(&self, place: &Place, count: usize, workers: usize) -> Result<Report> {
        Ok(self.send_to(&place.target()?, &place.signer, count, workers))
    }

    /// The same, to a target that may be a balancer.
    pub(crate) fn send_to(
        &self,
        target: &Target,
        signer: &Signer,
        count: usize,
        workers: usize,
    ) -> Report {
        let installation = Installation::new(target.clone()).time_scale(TIME_SCALE);
        let event = |_| QueuedEvent::from(self.event(signer));
        let stop = AtomicBool::new(false);
        let report = installation.workers(workers).run(count, &event, &|_, _| {}, &stop);
        for delivery in &report.deliveries {
            for attempt in &delivery.attempts {
                self.record(delivery.uuid.as_deref(), attempt);
            }
        }
        report
    }

    /// Sends one event once.
    pub(crate) fn send_one(&self, place: &Place) -> Result<Attempt> {
        let event = QueuedEvent::from(self.event(&place.signer));
        let target = place.target()?;
        let attempt = Client::new().post(&target, &Wire::new(&target, &event.request));
        self.record(event.uuid.as_deref(), &attempt);
        Ok(attempt)
    }

    fn record(&self, uuid: Option<&str>, attempt: &Attempt) {
        match attempt.outcome {
            Outcome::Status(200) => {
                let mut all = self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner);
                all.extend(uuid.map(str::to_owned));
            }
            Outcome::Status(_) => {
                self.refused.fetch_add(1, Ordering::Relaxed);
            }
            _ => {
                self.unanswered.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    pub(crate) fn acknowledged(&self) -> BTreeSet<String> {
        self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Checks that all that was acknowledged is in the store, once, with the bytes that were sent.
    pub(crate) fn check(&self, place: &Place) -> Result<()> {
        let stored = self.check_file(place)?;
        self.check_acknowledged(&stored)
    }

    /// Checks that a store is whole, and has nothing twice or with other bytes than were sent. Gives
    /// the uuids that it knows.
    pub(crate) fn check_file(&self, place: &Place) -> Result<BTreeSet<String>> {
        let connection = place.open()?;
        let integrity: String =
            connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        if integrity != "ok" {
            bail!("the store is damaged: {integrity}");
        }
        let mut query = connection.prepare(
            "SELECT seen.uuid, event.body FROM seen LEFT JOIN event ON event.seq = seen.seq",
        )?;
        let mut stored = BTreeSet::new();
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (uuid, body): (String, Option<Vec<u8>>) = (row.get(0)?, row.get(1)?);
            self.check_bytes(&uuid, body.as_deref())?;
            stored.insert(uuid);
        }
        let [twice, ahead] = [TWICE, AHEAD].map(|sql| place.count(sql));
        check_counts(twice?, ahead?)?;
        Ok(stored)
    }

    /// The same for a store in PostgreSQL.
    pub(crate) fn check_server(&self, server: &Postgres, database: &str) -> Result<()> {
        let sql =
            |sql: &str| server.sql(database, &format!("SET search_path = postal_webhooks; {sql}"));
        let rows = sql("SELECT seen.uuid, encode(event.body, 'hex') \
             FROM seen LEFT JOIN event ON event.seq = seen.seq")?;
        let mut stored = BTreeSet::new();
        for row in rows.lines() {
            let (uuid, body) = row.split_once('|').context("psql printed no row")?;
            let body = (!body.is_empty()).then(|| from_hex(body)).transpose()?;
            self.check_bytes(uuid, body.as_deref())?;
            stored.insert(uuid.to_owned());
        }
        check_counts(sql(TWICE)?.parse()?, sql(AHEAD)?.parse()?)?;
        self.check_acknowledged(&stored)
    }

    pub(crate) fn check_acknowledged(&self, stored: &BTreeSet<String>) -> Result<()> {
        let acknowledged = self.acknowledged();
        let lost = acknowledged.difference(stored).count();
        if lost != 0 {
            bail!("{lost} of {} acknowledged events are lost", acknowledged.len());
        }
        Ok(())
    }

    /// Checks an event that is stored; its body may have been deleted since.
    fn check_bytes(&self, uuid: &str, body: Option<&[u8]>) -> Result<()> {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let request = sent.get(uuid).context("an event is stored that was not sent")?;
        if body.is_some_and(|body| *body != request.body) {
            bail!("an event is stored with other bytes than were sent");
        }
        Ok(())
    }
}

const TWICE: &str = "SELECT count(*) - count(DISTINCT source || '/' || uuid) FROM event";
const AHEAD: &str = "SELECT count(*) FROM event WHERE seq NOT IN (SELECT seq FROM seen)";

fn check_counts(twice: i64, ahead: i64) -> Result<()> {
    if twice != 0 || ahead != 0 {
        bail!("{twice} events are stored twice, and {ahead} are not in `seen`");
    }
    Ok(())
}

fn from_hex(text: &str) -> Result<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|two| Ok(u8::from_str_radix(str::from_utf8(two)?, 16)?)).collect()
}

/// The body of the event of a number, and its uuid.
pub(crate) fn body(number: u64, size: Size) -> (String, Vec<u8>) {
    let all = examples();
    let at = usize::try_from(number).unwrap_or_default() % all.len();
    let example = all.clone().nth(at);
    let uuid = format!("00000000-0000-4000-8000-{number:012x}");
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let bytes = example.map_or(&b"{}"[..], |example| example.body);
    let mut value: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
    value["uuid"] = uuid.clone().into();
    value["timestamp"] = now.as_secs_f64().into();
    if size == Size::Large {
        value["payload"]["padding"] = "x".repeat(400_000).into();
    }
    (uuid, rails_json(&value))
}

/// Whether all events of a report were acknowledged.
pub(crate) fn all_acknowledged(report: &Report) -> Result<()> {
    let acknowledged = report.ended(End::Acknowledged);
    if acknowledged != report.deliveries.len() {
        bail!("only {acknowledged} of {} events were acknowledged", report.deliveries.len());
    }
    Ok(())
}
