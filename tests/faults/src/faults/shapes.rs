//! Two receivers behind the balancer of the documentation: restarted in turn, and lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::postal::{Outcome, Report};
use rustix::process::Signal;

use crate::Effort;
use crate::balancer::{Balancer, get};
use crate::endpoint::{Does, Endpoint};
use crate::oracle::{Oracle, all_acknowledged};
use crate::process::{Place, Running, until};
use crate::shared::Shared;

/// Settings of receivers behind a balancer, up to their sources and sinks.
const B: &str = include_str!("../../../../crates/postal-webhooks-receiver/docs/shapes/b.toml");
const C: &str = include_str!("../../../../crates/postal-webhooks-receiver/docs/shapes/c.toml");

/// How many events are under way at a time.
const IN_FLIGHT: usize = 16;
/// How long the rest may take: probes of a sink are up to 15 s apart.
const RECOVERY: Duration = Duration::from_secs(40);
const SINK: &str = "app";

/// Two receivers, a balancer before them, and an endpoint that they forward to.
struct Shape {
    stores: Stores,
    receivers: [Running; 2],
    balancer: Balancer,
    endpoint: Endpoint,
    oracle: Oracle,
}

enum Stores {
    Own([Place; 2]),
    Shared(Shared),
}

impl Stores {
    fn places(&self) -> &[Place; 2] {
        match self {
            Self::Own(places) => places,
            Self::Shared(shared) => &shared.places,
        }
    }
}

impl Shape {
    fn b() -> Result<Self> {
        let one = Place::new()?;
        let two = Place::with_signer(one.signer.clone())?;
        Self::start(B, Stores::Own([one, two]))
    }

    fn c() -> Result<Self> {
        Self::start(C, Stores::Shared(Shared::new()?))
    }

    fn start(settings: &str, stores: Stores) -> Result<Self> {
        let endpoint = Endpoint::start(|_, _| Does::Answer(200))?;
        let (head, _) = settings.split_once("[source.").context("there is no source")?;
        let [one, two] = stores.places();
        for place in [one, two] {
            let sink = format!("[sink.{SINK}]\ntype = \"http\"\nurl = {:?}\n", endpoint.url());
            place.configure(&format!("{head}{sink}"))?;
        }
        let receivers = [start(one)?, start(two)?];
        let balancer = Balancer::start([one, two])?;
        Ok(Self { stores, receivers, balancer, endpoint, oracle: Oracle::default() })
    }

    fn send(&self, count: usize) -> Result<Report> {
        let signer = &self.stores.places()[0].signer;
        Ok(self.oracle.send_to(&self.balancer.target()?, signer, count, IN_FLIGHT))
    }

    /// The receiver that delivers, by its number, where it is one.
    fn leader(&self) -> Result<Option<usize>> {
        let mut leader = None;
        for (number, place) in self.stores.places().iter().enumerate() {
            // One that has ended leads nothing.
            let metrics = get(&place.admin_address(), "/metrics").unwrap_or_default();
            let line = format!("postal_webhooks_sink_led{{sink=\"{SINK}\"}} 1");
            if metrics.lines().any(|it| it == line) && leader.replace(number).is_some() {
                bail!("both receivers deliver");
            }
        }
        Ok(leader)
    }

    /// How often somebody began to deliver.
    fn epoch(&self) -> Result<i64> {
        match &self.stores {
            Stores::Shared(shared) => shared.count("SELECT epoch FROM sink"),
            Stores::Own(_) => bail!("each has its own store"),
        }
    }

    /// Checks the stores, and that all is delivered. Gives how many are stored by both, and how many
    /// were delivered more than once.
    fn check(&self) -> Result<(usize, usize)> {
        let acknowledged = self.oracle.acknowledged();
        until("all events are delivered", RECOVERY, || {
            let delivered = self.endpoint.acknowledged();
            Ok(acknowledged.iter().all(|uuid| delivered.contains_key(uuid)))
        })?;
        let twice_stored = match &self.stores {
            Stores::Shared(shared) => {
                shared.check(&self.oracle, Some(&self.endpoint))?;
                0
            }
            Stores::Own([one, two]) => {
                let mut twice = 0;
                self.oracle.check_stored(|| {
                    let (mut all, two) = (Oracle::stored(one)?, Oracle::stored(two)?);
                    let sum = all.len() + two.len();
                    all.extend(two);
                    twice = sum - all.len();
                    Ok(all)
                })?;
                twice
            }
        };
        let delivered = self.endpoint.acknowledged();
        Ok((twice_stored, delivered.values().filter(|times| **times > 1).count()))
    }
}

fn start(place: &Place) -> Result<Running> {
    place.start_to_be_balanced(&place.path("config.toml").display().to_string())
}

/// Does something to a shape while events come all the time. Gives what became of these.
fn under_load(
    shape: &mut Shape,
    work: impl FnOnce(&mut [Running; 2], &Load<'_>) -> Result<()>,
) -> Result<Report> {
    let Shape { stores, receivers, balancer, oracle, .. } = shape;
    let places = stores.places();
    let (target, signer) = (balancer.target()?, places[0].signer.clone());
    let is_over = AtomicBool::new(false);
    let load = Load { places, balancer, oracle };
    std::thread::scope(|scope| {
        let sending = scope.spawn(|| {
            let mut all = Report::default();
            while !is_over.load(Ordering::Relaxed) {
                all.deliveries.extend(oracle.send_to(&target, &signer, 64, IN_FLIGHT).deliveries);
            }
            all
        });
        let worked = work(receivers, &load);
        is_over.store(true, Ordering::Relaxed);
        let sent = sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        worked.map(|()| sent)
    })
}

/// What there is beside the receivers meanwhile.
struct Load<'a> {
    places: &'a [Place; 2],
    balancer: &'a Balancer,
    oracle: &'a Oracle,
}

/// Each attempt has to be answered with 200: none is refused, and none is needed twice.
fn none_refused(report: &Report) -> Result<()> {
    for delivery in &report.deliveries {
        if let Some(wrong) =
            delivery.attempts.iter().find(|attempt| attempt.outcome != Outcome::Status(200))
        {
            let answer = String::from_utf8_lossy(&wrong.answer);
            bail!("an attempt ended with {:?}, {answer:?}", wrong.outcome);
        }
    }
    Ok(())
}

/// Restarts each receiver in turn under load, so many times.
fn rolling_restart(shape: &mut Shape, rounds: u32) -> Result<Report> {
    under_load(shape, |receivers, load| {
        for _ in 0..rounds {
            for (number, running) in receivers.iter_mut().enumerate() {
                let begun = load.oracle.begun();
                running.signal(Signal::TERM)?;
                load.balancer.wait_for(number, false)?;
                if !running.wait(Duration::from_secs(20))?.success() {
                    bail!("it did not end in order");
                }
                *running = start(&load.places[number])?;
                load.balancer.wait_for(number, true)?;
                load.oracle.wait_for(begun, 100);
                if load.oracle.begun() < begun + 100 {
                    bail!("hardly an event came meanwhile");
                }
            }
        }
        Ok(())
    })
}

/// What has to hold after receivers were restarted in turn.
fn restarted(shape: &Shape, report: &Report, rounds: u32) -> Result<String> {
    none_refused(report)?;
    let servers = shape.balancer.servers()?;
    let part = u64::try_from(report.deliveries.len())? / 5;
    for server in &servers {
        if server.times_down < rounds.into() || server.requests < part {
            bail!("the balancer did not use and leave out both: {server:?}");
        }
        // What was asked to end was left out before it refused a connection.
        if server.retries != 0 {
            bail!("the balancer had to try again: {server:?}");
        }
    }
    let (twice_stored, twice_delivered) = shape.check()?;
    Ok(format!(
        "{} restarts, {} events at {IN_FLIGHT} in flight: 0 refused, 0 tried again; acknowledged and \
         lost: 0; stored by both: {twice_stored}; delivered more than once: {twice_delivered}",
        rounds * 2,
        report.deliveries.len(),
    ))
}

const ROUNDS: u32 = 3;

/// Two receivers on one PostgreSQL.
pub(crate) fn rolling_restart_c(_: Effort) -> Result<String> {
    let mut shape = Shape::c()?;
    let before = shape.epoch()?;
    let report = rolling_restart(&mut shape, ROUNDS)?;
    let said = restarted(&shape, &report, ROUNDS)?;
    let moved = shape.epoch()? - before;
    // The one that ends gives up the lead, and the first who asks has it.
    if moved < i64::from(ROUNDS) || shape.leader()?.is_none() {
        bail!("the sink was led anew {moved} times");
    }
    Ok(format!("{said}; the sink was led anew {moved} times"))
}

/// Two receivers, each with its own store.
pub(crate) fn rolling_restart_b(_: Effort) -> Result<String> {
    let mut shape = Shape::b()?;
    let report = rolling_restart(&mut shape, ROUNDS)?;
    restarted(&shape, &report, ROUNDS)
}

/// `kill -9` of the receiver that delivers, which does not come back.
pub(crate) fn node_lost_c(_: Effort) -> Result<String> {
    let mut shape = Shape::c()?;
    all_acknowledged(&shape.send(64)?)?;
    let mut leader = None;
    until("one delivers", RECOVERY, || {
        leader = shape.leader()?;
        Ok(leader.is_some())
    })?;
    let lost = leader.context("none delivers")?;
    let before = shape.balancer.servers()?[lost].requests;
    let mut killed = Instant::now();
    let report = under_load(&mut shape, |receivers, load| {
        load.oracle.wait_for(load.oracle.begun(), 200);
        receivers[lost].kill()?;
        killed = Instant::now();
        load.balancer.wait_for(lost, false)?;
        load.oracle.wait_for(load.oracle.begun(), 200);
        Ok(())
    })?;
    if shape.balancer.servers()?[lost].requests <= before {
        bail!("the one that was killed got no request");
    }
    all_acknowledged(&report)?;
    let survivor = 1 - lost;
    until("the other delivers", RECOVERY, || Ok(shape.leader()? == Some(survivor)))?;
    let took = killed.elapsed();
    all_acknowledged(&shape.send(64)?)?;
    let (_, twice) = shape.check()?;
    let retried = report.deliveries.iter().filter(|delivery| delivery.was_retried()).count();
    Ok(format!(
        "{} acknowledged, 0 lost; {retried} of them at a further attempt of Postal; the other led \
         the sink {:.1} s later; delivered more than once: {twice}",
        shape.oracle.acknowledged().len(),
        took.as_secs_f64()
    ))
}
