//! Two receivers on one PostgreSQL: killed, stopped, and their server crashed or silent.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::Signer;
use postal_webhooks::testing::postal::Outcome;
use postal_webhooks_engines::Postgres;
use rustix::process::Signal;

use crate::Effort;
use crate::endpoint::{Does, Endpoint};
use crate::oracle::{Oracle, all_acknowledged};
use crate::process::{Place, until};
use crate::random::Random;
use crate::shared::Shared;

/// How long the rest may take: a lease lasts 10 s, probes are up to 15 s apart.
const RECOVERY: Duration = Duration::from_secs(60);

fn all_delivered(oracle: &Oracle, endpoint: &Endpoint) -> Result<()> {
    let acknowledged = oracle.acknowledged();
    until("all events are delivered", RECOVERY, || {
        let delivered = endpoint.acknowledged();
        Ok(acknowledged.iter().all(|uuid| delivered.contains_key(uuid)))
    })
}

fn no_dead_letters(shared: &Shared) -> Result<()> {
    match shared.count("SELECT count(*) FROM parked WHERE dead_at IS NOT NULL")? {
        0 => Ok(()),
        dead => bail!("{dead} dead letters"),
    }
}

/// Sends so many events to each of the two at the same time, while something happens in the middle.
fn send_to_both<T>(
    shared: &Shared,
    oracle: &Oracle,
    random: &mut Random,
    meanwhile: impl FnOnce(&mut Random) -> Result<T>,
) -> Result<T> {
    std::thread::scope(|scope| {
        let begun = oracle.begun();
        let sending =
            shared.places.each_ref().map(|place| scope.spawn(move || oracle.send(place, 20, 8)));
        oracle.wait_for(begun, 1 + random.below(36));
        std::thread::sleep(Duration::from_micros(random.below(5_000)));
        let done = meanwhile(random);
        for sending in sending {
            sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        }
        done
    })
}

/// `kill -9` of either receiver at random under load.
pub(crate) fn receivers_killed(effort: Effort) -> Result<String> {
    let (shared, oracle) = (Shared::new()?, Oracle::default());
    let endpoint = Endpoint::start(|_, _| Does::Answer(200))?;
    let url = endpoint.url();
    let arguments = ["--forward", &*url];
    let start = |place: &Place| place.start_by(&[], &arguments);
    let [one, other] = &shared.places;
    let mut running = [start(one)?, start(other)?];
    let mut random = Random(effort.seed);
    let mut hits = 0;
    for _ in 0..effort.rounds {
        let before = oracle.unanswered.load(Ordering::Relaxed);
        send_to_both(&shared, &oracle, &mut random, |random| {
            let which = usize::try_from(random.below(2))?;
            running[which].kill()?;
            shared.check(&oracle, Some(&endpoint))?;
            running[which] = start(&shared.places[which])?;
            Ok(())
        })?;
        shared.check(&oracle, Some(&endpoint))?;
        hits += u32::from(oracle.unanswered.load(Ordering::Relaxed) > before);
    }
    all_delivered(&oracle, &endpoint)?;
    for running in &mut running {
        running.terminate()?;
    }
    shared.check(&oracle, Some(&endpoint))?;
    no_dead_letters(&shared)?;
    if hits * 4 < effort.rounds {
        bail!("only {hits} of {} kills hit a request", effort.rounds);
    }
    let twice = endpoint.acknowledged().values().filter(|times| **times > 1).count();
    Ok(format!(
        "{} kills, {hits} in the middle of requests; {} acknowledged, 0 lost, 0 stored twice, all \
         delivered, {twice} more than once",
        effort.rounds,
        oracle.acknowledged().len()
    ))
}

/// The server crashes at random under load: `pg_ctl stop -m immediate`.
pub(crate) fn server_crashes(effort: Effort) -> Result<String> {
    let (shared, oracle) = (Shared::new()?, Oracle::patient());
    let endpoint = Endpoint::start(|_, _| Does::Answer(200))?;
    let url = endpoint.url();
    let [one, other] = &shared.places;
    let arguments = ["--forward", &*url];
    let mut running = [one.start_by(&[], &arguments)?, other.start_by(&[], &arguments)?];
    let mut random = Random(effort.seed);
    for _ in 0..effort.rounds {
        send_to_both(&shared, &oracle, &mut random, |_| {
            shared.server.crash()?;
            shared.server.run()
        })?;
        shared.check(&oracle, Some(&endpoint))?;
    }
    all_delivered(&oracle, &endpoint)?;
    for running in &mut running {
        if running.has_ended()? {
            bail!("a receiver ended");
        }
        running.terminate()?;
    }
    shared.check(&oracle, Some(&endpoint))?;
    no_dead_letters(&shared)?;
    let refused = oracle.refused.load(Ordering::Relaxed);
    if refused == 0 {
        bail!("no crash hit a request");
    }
    let twice = endpoint.acknowledged().values().filter(|times| **times > 1).count();
    Ok(format!(
        "{} crashes; {} acknowledged, 0 lost, 0 stored twice, {refused} answered 503; all \
         delivered, {twice} more than once",
        effort.rounds,
        oracle.acknowledged().len()
    ))
}

/// The one who leads the sink stands still for 20 s with deliveries under way, and goes on.
pub(crate) fn leader_stopped(_: Effort) -> Result<String> {
    let (shared, oracle) = (Shared::new()?, Oracle::default());
    let endpoint = Endpoint::start(|_, _| Does::Answer(200))?;
    let url = endpoint.url();
    let arguments = ["--forward", &*url];
    let [one, other] = &shared.places;
    let mut leader = one.start_by(&[], &arguments)?;
    until("the first leads", RECOVERY, || Ok(one.log().contains("sink-led")))?;
    let mut second = other.start_by(&[], &arguments)?;
    all_acknowledged(&oracle.send(one, 20, 4)?)?;
    all_delivered(&oracle, &endpoint)?;

    endpoint.then(|_, _| Does::Wait(Duration::from_millis(300)));
    all_acknowledged(&oracle.send(other, 50, 8)?)?;
    let before = endpoint.requests();
    until("it delivers", RECOVERY, || Ok(endpoint.requests() > before))?;
    leader.signal(Signal::STOP)?;
    let stopped = Instant::now();
    all_acknowledged(&oracle.send(other, 20, 4)?)?;
    until("the second leads", RECOVERY, || Ok(other.log().contains("sink-led")))?;
    let took_over = stopped.elapsed();
    all_delivered(&oracle, &endpoint)?;
    shared.check(&oracle, Some(&endpoint))?;
    std::thread::sleep(Duration::from_secs(20).saturating_sub(stopped.elapsed()));
    let cursor = "SELECT cursor FROM sink";
    let passed = shared.count(cursor)?;
    leader.signal(Signal::CONT)?;
    until("the first is fenced", RECOVERY, || Ok(one.log().contains("sink-fenced")))?;
    all_acknowledged(&oracle.send(one, 20, 4)?)?;
    all_delivered(&oracle, &endpoint)?;
    if shared.count(cursor)? < passed {
        bail!("the cursor went back");
    }
    leader.terminate()?;
    second.terminate()?;
    shared.check(&oracle, Some(&endpoint))?;
    no_dead_letters(&shared)?;
    let twice = endpoint.acknowledged().values().filter(|times| **times > 1).count();
    Ok(format!(
        "another led after {:.0} s, and it was fenced; {} acknowledged, all delivered, {twice} \
         more than once",
        took_over.as_secs_f64(),
        oracle.acknowledged().len()
    ))
}

/// The disk of the server is lost under load, and its standby takes over. Each answer has waited for
/// the standby, so that it has all that was acknowledged.
pub(crate) fn disk_lost(effort: Effort) -> Result<String> {
    let primary = Postgres::start()?;
    let standby = primary.standby()?;
    let (signer, oracle) = (Signer::generate(), Oracle::patient());
    let url = format!(
        "postgres://postgres@127.0.0.1:{},127.0.0.1:{}/postgres?target_session_attrs=read-write",
        primary.port(),
        standby.port()
    );
    let places = [Place::sharing(&url, &signer)?, Place::sharing(&url, &signer)?];
    let shared = Shared { server: standby, places };
    let endpoint = Endpoint::start(|_, _| Does::Answer(200))?;
    let url = endpoint.url();
    let [one, other] = &shared.places;
    let arguments = ["--forward", &*url];
    let mut running = [one.start_by(&[], &arguments)?, other.start_by(&[], &arguments)?];
    all_acknowledged(&oracle.send(one, 20, 4)?)?;

    // While the standby does not write, nothing is acknowledged.
    let writer = shared.server.sql("postgres", "SELECT pid FROM pg_stat_wal_receiver")?;
    signal(&writer, "-STOP")?;
    let waits = oracle.send_one(one)?.outcome;
    signal(&writer, "-CONT")?;
    if matches!(waits, Outcome::Status(200)) {
        bail!("it was acknowledged before the standby had it");
    }

    let mut random = Random(effort.seed);
    send_to_both(&shared, &oracle, &mut random, |_| {
        primary.lose_disk()?;
        shared.server.sql("postgres", "SELECT pg_promote()").map(|_| ())
    })?;
    all_acknowledged(&oracle.send(other, 20, 4)?)?;
    all_delivered(&oracle, &endpoint)?;
    for running in &mut running {
        running.terminate()?;
    }
    shared.check(&oracle, Some(&endpoint))?;
    no_dead_letters(&shared)?;
    let refused = oracle.refused.load(Ordering::Relaxed);
    if refused < 2 {
        bail!("the loss hit no request");
    }
    Ok(format!(
        "{} acknowledged, 0 lost, {refused} answered 503; all delivered",
        oracle.acknowledged().len()
    ))
}

fn signal(pid: &str, signal: &str) -> Result<()> {
    let sent = std::process::Command::new("kill").args([signal, pid]).status()?;
    if sent.success() { Ok(()) } else { bail!("there is no process {pid}") }
}

/// What is between the receiver and its server drops all that is sent, and keeps the connections.
pub(crate) fn silent_network(_: Effort) -> Result<String> {
    let server = Postgres::start()?;
    let (port, is_silent) = proxy(server.port())?;
    let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
    let place = Place::sharing(&url, &Signer::generate())?;
    let mut running = place.start()?;
    let oracle = Oracle::default();
    all_acknowledged(&oracle.send(&place, 20, 4)?)?;
    is_silent.store(true, Ordering::SeqCst);
    let mut longest = Duration::ZERO;
    for _ in 0..5 {
        let begun = Instant::now();
        let attempt = oracle.send_one(&place)?;
        longest = longest.max(begun.elapsed());
        if !matches!(attempt.outcome, Outcome::Status(503)) {
            bail!("it was answered {:?}", attempt.outcome);
        }
    }
    // Postal waits for 5.
    if longest > Duration::from_millis(4900) {
        bail!("an answer took {longest:?}");
    }
    is_silent.store(false, Ordering::SeqCst);
    until("it recovers", RECOVERY, || {
        Ok(matches!(oracle.send_one(&place)?.outcome, Outcome::Status(200)))
    })?;
    running.terminate()?;
    Ok(format!("5 answered 503, the longest after {} ms; then it recovers", longest.as_millis()))
}

/// Passes connections on to a port, and drops everything while it has to be silent.
fn proxy(to: u16) -> Result<(u16, Arc<AtomicBool>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    let is_silent = Arc::new(AtomicBool::new(false));
    let silent = Arc::clone(&is_silent);
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let Ok(server) = TcpStream::connect(("127.0.0.1", to)) else { continue };
            let clones = client.try_clone().and_then(|it| Ok((it, server.try_clone()?)));
            let Ok((client_out, server_out)) = clones else { continue };
            for (from, to) in [(client, server_out), (server, client_out)] {
                let silent = Arc::clone(&silent);
                std::thread::spawn(move || pass(from, to, &silent));
            }
        }
    });
    Ok((port, is_silent))
}

fn pass(mut from: TcpStream, mut to: TcpStream, is_silent: &AtomicBool) -> Result<()> {
    let mut buffer = [0; 16 << 10];
    // Once something is lost, the rest of the stream makes no sense.
    let mut drops = false;
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        drops |= is_silent.load(Ordering::SeqCst);
        if !drops {
            to.write_all(buffer.get(..count).context("more than fits")?)?;
        }
    }
}
