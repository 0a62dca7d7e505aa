//! Endpoints that are down, refuse, hang, or kill the receiver.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::Effort;
use crate::endpoint::{Does, Endpoint};
use crate::oracle::{Oracle, Size, all_acknowledged, check_passed};
use crate::process::{Place, until};
use crate::random::Random;

/// How long the rest may take once an outage is over: probes are up to 15 s apart.
const RECOVERY: Duration = Duration::from_secs(40);

/// Checks that all that is stored is delivered, with its bytes, or put aside, or not come to yet.
fn check(place: &Place, oracle: &Oracle, endpoint: &Endpoint) -> Result<()> {
    oracle.check(place)?;
    let cursor = place.count("SELECT coalesce(max(cursor), 0) FROM sink")?;
    check_passed(place, cursor, |uuid| Ok(endpoint.body(uuid)))
}

fn all_delivered(oracle: &Oracle, endpoint: &Endpoint, longest: Duration) -> Result<()> {
    let acknowledged = oracle.acknowledged();
    until("all events are delivered", longest, || {
        let delivered = endpoint.acknowledged();
        Ok(acknowledged.iter().all(|uuid| delivered.contains_key(uuid)))
    })
}

fn dead_letters(place: &Place) -> Result<i64> {
    place.count("SELECT count(*) FROM parked WHERE dead_at IS NOT NULL")
}

/// The endpoint answers for a while as it is told, under load, and then takes everything: all is
/// accepted throughout, nothing becomes a dead letter, all is delivered after.
fn outage(name: &str, does: impl Fn(usize) -> Does + Send + Sync + 'static) -> Result<String> {
    let place = Place::new()?;
    let endpoint = Endpoint::start(|_, _| Does::Answer(200))?;
    let mut running = place.start_by(&[], &["--forward", &endpoint.url()])?;
    let oracle = Oracle::default();
    all_acknowledged(&oracle.send(&place, 50, 4)?)?;
    all_delivered(&oracle, &endpoint, RECOVERY)?;
    let before = endpoint.requests();
    endpoint.then(move |number, _| does(number));
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(8) {
        all_acknowledged(&oracle.send(&place, 25, 4)?)?;
    }
    let asked = endpoint.requests() - before;
    if asked == 0 {
        bail!("during the outage nothing was tried");
    }
    check(&place, &oracle, &endpoint)?;
    endpoint.then(|_, _| Does::Answer(200));
    let over = Instant::now();
    all_delivered(&oracle, &endpoint, RECOVERY)?;
    let took = over.elapsed();
    running.terminate()?;
    check(&place, &oracle, &endpoint)?;
    let dead = dead_letters(&place)?;
    if dead != 0 {
        bail!("{dead} dead letters");
    }
    Ok(format!(
        "{name} for 8 s: {} accepted, {asked} requests meanwhile, 0 dead letters; all delivered \
         {:.1} s after",
        oracle.acknowledged().len(),
        took.as_secs_f64()
    ))
}

pub(crate) fn unavailable(_: Effort) -> Result<String> {
    outage("503", |_| Does::Answer(503))
}

pub(crate) fn unauthorized(_: Effort) -> Result<String> {
    outage("401", |_| Does::Answer(401))
}

pub(crate) fn failing(_: Effort) -> Result<String> {
    outage("500", |_| Does::Answer(500))
}

pub(crate) fn refusing(_: Effort) -> Result<String> {
    outage("400", |_| Does::Answer(400))
}

pub(crate) fn closing(_: Effort) -> Result<String> {
    outage("connections closed", |_| Does::Hang)
}

/// One event that is never taken, and one that takes long: the others flow.
pub(crate) fn poison(_: Effort) -> Result<String> {
    let mut said = Vec::new();
    for (name, does) in [
        ("500", Does::Answer(500)),
        ("400", Does::Answer(400)),
        ("no answer for 6 s", Does::Wait(Duration::from_secs(6))),
    ] {
        let place = Place::new()?;
        let poisoned = "00000000-0000-4000-8000-000000000003";
        let endpoint =
            Endpoint::start(move |_, key| if key == poisoned { does } else { Does::Answer(200) })?;
        let mut running = place.start_by(&[], &["--forward", &endpoint.url()])?;
        let oracle = Oracle::default();
        let begun = Instant::now();
        all_acknowledged(&oracle.send(&place, 60, 1)?)?;
        let sent = begun.elapsed();
        until("the others are delivered", sent + Duration::from_secs(3), || {
            Ok(endpoint.acknowledged().keys().filter(|key| *key != poisoned).count() == 59)
        })?;
        if endpoint.has_acknowledged(poisoned) && !matches!(does, Does::Wait(_)) {
            bail!("the event was taken");
        }
        let took = begun.elapsed();
        running.terminate()?;
        check(&place, &oracle, &endpoint)?;
        let parked = place.count("SELECT count(*) FROM parked")?;
        if parked > 1 {
            bail!("{parked} events are put aside");
        }
        said.push(format!("{name}: 59 others within {:.1} s", took.as_secs_f64()));
    }
    Ok(said.join("; "))
}

/// The endpoint kills the receiver at a request, before or after it acknowledges it.
pub(crate) fn endpoint_kills(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let oracle = Oracle::default();
    let mut random = Random(effort.seed);
    let endpoint = Endpoint::start(|_, _| Does::Answer(200))?;
    let url = endpoint.url();
    let arguments = ["--forward", &*url];
    let kills = Arc::new(AtomicUsize::new(0));
    for _ in 0..effort.rounds {
        let mut running = place.start_by(&[], &arguments)?;
        let pid = running.pid()?;
        let at = endpoint.requests() + usize::try_from(random.below(30))?;
        let (has_killed, counted) = (AtomicBool::new(false), Arc::clone(&kills));
        let answer = if random.below(2) == 0 { Does::Answer(200) } else { Does::Hang };
        endpoint.then(move |number, _| {
            if number < at || has_killed.swap(true, Ordering::Relaxed) {
                return Does::Answer(200);
            }
            if let Some(pid) = Pid::from_raw(pid)
                && kill_process(pid, Signal::KILL).is_ok()
            {
                counted.fetch_add(1, Ordering::Relaxed);
            }
            answer
        });
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| oracle.send(&place, 40, 4));
            while !sending.is_finished() {
                if running.has_ended()? {
                    running = place.start_by(&[], &arguments)?;
                }
                std::thread::sleep(Duration::from_millis(2));
            }
            sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        if running.has_ended()? {
            running = place.start_by(&[], &arguments)?;
        }
        running.kill()?;
        check(&place, &oracle, &endpoint)?;
    }
    endpoint.then(|_, _| Does::Answer(200));
    let mut running = place.start_by(&[], &arguments)?;
    all_delivered(&oracle, &endpoint, RECOVERY)?;
    running.terminate()?;
    check(&place, &oracle, &endpoint)?;
    let kills = kills.load(Ordering::Relaxed);
    if kills * 2 < effort.rounds as usize {
        bail!("the receiver was killed {kills} times in {} rounds", effort.rounds);
    }
    let delivered = endpoint.acknowledged();
    let twice = delivered.values().filter(|times| **times > 1).count();
    Ok(format!(
        "{kills} kills; {} acknowledged, all delivered, {twice} of them more than once",
        oracle.acknowledged().len()
    ))
}

/// Nobody listens there when it starts, and no name is found: it starts, and delivers later.
pub(crate) fn down_at_the_start(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let endpoint = Endpoint::start(|_, _| Does::Answer(200))?;
    let oracle = Oracle::default();
    let mut times = 0;
    for url in ["http://127.0.0.1:9/", "http://no-such-host.invalid/", "https://127.0.0.1:9/"] {
        let mut running = place.start_by(&[], &["--forward", url])?;
        all_acknowledged(&oracle.send(&place, 20, 4)?)?;
        std::thread::sleep(Duration::from_millis(700));
        if running.has_ended()? || !running.terminate()?.success() {
            bail!("with {url} it ended");
        }
        times += 1;
    }
    let mut running = place.start_by(&[], &["--forward", &endpoint.url()])?;
    all_delivered(&oracle, &endpoint, RECOVERY)?;
    running.terminate()?;
    check(&place, &oracle, &endpoint)?;
    let dead = dead_letters(&place)?;
    if dead != 0 {
        bail!("{dead} dead letters");
    }
    Ok(format!("{times} starts; all 60 delivered by the last, 0 dead letters"))
}

/// An event of 1 MiB that the endpoint refuses, and those behind it.
pub(crate) fn too_large_for_the_endpoint(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let large = Oracle::sized(Size::Large);
    let endpoint =
        Endpoint::start(
            |number, _| {
                if number == 0 { Does::Answer(413) } else { Does::Answer(200) }
            },
        )?;
    let mut running = place.start_by(&[], &["--forward", &endpoint.url()])?;
    all_acknowledged(&large.send(&place, 1, 1)?)?;
    until("it is a dead letter", RECOVERY, || Ok(dead_letters(&place)? == 1))?;
    all_acknowledged(&large.send(&place, 5, 1)?)?;
    until("the next are delivered", RECOVERY, || Ok(endpoint.acknowledged().len() == 5))?;
    running.terminate()?;
    check(&place, &large, &endpoint).context("after the refusal")?;
    Ok("1 dead letter at once, the 5 behind it delivered".to_owned())
}

/// `kill -9` under load at random, with an endpoint that fails now and then.
pub(crate) fn kill_while_forwarding(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let oracle = Oracle::default();
    let mut random = Random(effort.seed);
    let endpoint = Endpoint::start(|number, _| match number % 7 {
        3 => Does::Answer(500),
        5 => Does::Hang,
        _ => Does::Answer(200),
    })?;
    let url = endpoint.url();
    let arguments = ["--forward", &*url];
    let mut running = place.start_by(&[], &arguments)?;
    for _ in 0..effort.rounds {
        let begun = oracle.begun();
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| oracle.send(&place, 40, 8));
            oracle.wait_for(begun, 1 + random.below(39));
            std::thread::sleep(Duration::from_micros(random.below(60_000)));
            running.kill()?;
            check(&place, &oracle, &endpoint)?;
            running = place.start_by(&[], &arguments)?;
            sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
    }
    endpoint.then(|_, _| Does::Answer(200));
    all_delivered(&oracle, &endpoint, RECOVERY)?;
    running.terminate()?;
    check(&place, &oracle, &endpoint)?;
    let dead = dead_letters(&place)?;
    if dead != 0 {
        bail!("{dead} dead letters");
    }
    let delivered = endpoint.acknowledged();
    let twice = delivered.values().filter(|times| **times > 1).count();
    Ok(format!(
        "{} kills; {} acknowledged, all delivered, {twice} of them more than once",
        effort.rounds,
        oracle.acknowledged().len()
    ))
}
