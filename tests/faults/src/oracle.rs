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

/// Uuids that a store knows, with the bodies that it has.
pub(crate) type Stored = BTreeMap<String, Option<Vec<u8>>>;

/// What was sent so far, and what became of it.
#[derive(Debug, Default)]
pub(crate) struct Oracle {
    size: Size,
    /// Postal's minutes are longer than usual here, so that it does not give up.
    patient: bool,
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

    pub(crate) fn patient() -> Self {
        Self { patient: true, ..Self::default() }
    }

    /// Makes the next events as large as this.
    pub(crate) fn resize(&mut self, size: Size) {
        self.size = size;
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
        let scale = if self.patient { TIME_SCALE / 10.0 } else { TIME_SCALE };
        let installation = Installation::new(target.clone()).time_scale(scale);
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
        self.check_stored(|| Self::stored(place))
    }

    /// What a store knows: each uuid, with the body as long as it is there. The store has to be whole,
    /// and nothing in it twice.
    pub(crate) fn stored(place: &Place) -> Result<Stored> {
        let connection = place.open()?;
        let integrity: String =
            connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        if integrity != "ok" {
            bail!("the store is damaged: {integrity}");
        }
        let mut query = connection.prepare(
            "SELECT seen.uuid, event.body FROM seen LEFT JOIN event ON event.seq = seen.seq",
        )?;
        let mut stored = BTreeMap::new();
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let body: Option<Vec<u8>> = row.get(1)?;
            stored.insert(row.get::<_, String>(0)?, body);
        }
        let twice: i64 = connection.query_row(
            "SELECT count(*) - count(DISTINCT source || '/' || uuid) FROM event",
            [],
            |row| row.get(0),
        )?;
        let ahead: i64 = connection.query_row(
            "SELECT count(*) FROM event WHERE seq NOT IN (SELECT seq FROM seen)",
            [],
            |row| row.get(0),
        )?;
        if twice != 0 || ahead != 0 {
            bail!("{twice} events are stored twice, and {ahead} are not in `seen`");
        }
        Ok(stored)
    }

    /// Checks that all that was acknowledged before a look at a store is among its events, with the
    /// bytes that were sent, as far as they are still there.
    pub(crate) fn check_stored(&self, look: impl FnOnce() -> Result<Stored>) -> Result<()> {
        let acknowledged = self.acknowledged();
        let stored = &look()?;
        let lost: Vec<_> = acknowledged.iter().filter(|uuid| !stored.contains_key(*uuid)).collect();
        if !lost.is_empty() {
            bail!("{} of {} acknowledged events are lost", lost.len(), acknowledged.len());
        }
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        for (uuid, body) in stored {
            let request = sent.get(uuid).context("an event is stored that was not sent")?;
            if body.as_ref().is_some_and(|body| *body != request.body) {
                bail!("an event is stored with other bytes than were sent");
            }
        }
        Ok(())
    }
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

/// Checks that what a sink has come past, up to a cursor, and has not put aside, is where it was
/// delivered to, by its uuid.
pub(crate) fn check_passed(
    place: &Place,
    cursor: i64,
    delivered: impl Fn(&str) -> Result<Option<Vec<u8>>>,
) -> Result<()> {
    let store = place.open()?;
    let mut passed = store.prepare(
        "SELECT uuid, body FROM event WHERE seq <= ?1 AND seq NOT IN (SELECT seq FROM parked)",
    )?;
    let mut rows = passed.query([cursor])?;
    while let Some(row) = rows.next()? {
        let (uuid, body): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        check_delivered(&body, delivered(&uuid)?)?;
    }
    Ok(())
}

/// Checks that a body that a sink has come past was delivered as it is.
pub(crate) fn check_delivered(body: &[u8], delivered: Option<Vec<u8>>) -> Result<()> {
    match delivered {
        None => bail!("the cursor is past an event that was not delivered"),
        Some(delivered) if delivered != body => bail!("other bytes were delivered"),
        Some(_) => Ok(()),
    }
}

/// Whether all events of a report were acknowledged.
pub(crate) fn all_acknowledged(report: &Report) -> Result<()> {
    let acknowledged = report.ended(End::Acknowledged);
    if acknowledged != report.deliveries.len() {
        bail!("only {acknowledged} of {} events were acknowledged", report.deliveries.len());
    }
    Ok(())
}
