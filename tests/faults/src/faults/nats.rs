//! NATS that is killed, down, or has a stream that takes nothing.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use async_nats::jetstream::stream::{Config, DiscardPolicy};

use crate::Effort;
use crate::bus::{self, Bus};
use crate::oracle::{Oracle, Size, all_acknowledged, check_passed};
use crate::process::{Place, until};
use crate::random::Random;

/// How long the rest may take once an outage is over: probes are up to 15 s apart.
const RECOVERY: Duration = Duration::from_secs(40);

fn cursor(place: &Place) -> Result<i64> {
    place.count("SELECT coalesce(max(cursor), 0) FROM sink")
}

/// Checks that the stream has all that is stored up to a cursor, with its bytes, except what was
/// put aside.
fn check(place: &Place, oracle: &Oracle, bus: &Bus, cursor: i64) -> Result<usize> {
    oracle.check(place)?;
    let bodies = bus.bodies()?;
    check_passed(place, cursor, |uuid| Ok(bodies.get(uuid).cloned()))?;
    Ok(bodies.len())
}

fn all_in_the_stream(oracle: &Oracle, bus: &Bus) -> Result<Duration> {
    let begun = Instant::now();
    let expected = u64::try_from(oracle.acknowledged().len())?;
    until("all events are in the stream", RECOVERY, || Ok(bus.state()?.messages >= expected))?;
    Ok(begun.elapsed())
}

/// Checks the end of a fault: all that was acknowledged is in the stream, and nothing was put aside
/// for good.
fn check_end(place: &Place, oracle: &Oracle, bus: &Bus) -> Result<usize> {
    let count = check(place, oracle, bus, cursor(place)?)?;
    let acknowledged = oracle.acknowledged().len();
    let (dead, parked) = (
        place.count("SELECT count(*) FROM parked WHERE dead_at IS NOT NULL")?,
        place.count("SELECT count(*) FROM parked")?,
    );
    if count != acknowledged || parked != 0 {
        bail!("{count} of {acknowledged} in the stream, {parked} put aside, {dead} dead letters");
    }
    Ok(count)
}

/// `kill -9` of NATS under load, again and again.
pub(crate) fn killed(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut bus = Bus::with_stream()?;
    let file = bus.configure(&place)?;
    let mut running = place.start_with_file(&[], &file)?;
    let oracle = Oracle::default();
    let mut random = Random(effort.seed);
    let mut in_the_middle = 0;
    for _ in 0..effort.rounds {
        // It takes events again, after the last kill.
        all_in_the_stream(&oracle, &bus)?;
        let begun = oracle.begun();
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| oracle.send(&place, 300, 8));
            oracle.wait_for(begun, 50 + random.below(200));
            bus.server.kill()?;
            let cursor = cursor(&place)?;
            bus.server.run()?;
            let there = i64::try_from(bus.state()?.messages)?;
            in_the_middle += u32::from(there > cursor);
            check(&place, &oracle, &bus, cursor)?;
            let sent = sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all_acknowledged(&sent?)
        })?;
    }
    all_in_the_stream(&oracle, &bus)?;
    running.terminate()?;
    let count = check_end(&place, &oracle, &bus)?;
    let noticed = place.log().matches("sink-down").count();
    if in_the_middle * 2 < effort.rounds || noticed * 2 < effort.rounds as usize {
        bail!("{in_the_middle} of {} kills in the middle, {noticed} noticed", effort.rounds);
    }
    Ok(format!(
        "{} kills, {in_the_middle} between a message and the cursor; {count} acknowledged, each \
         in the stream once, 0 dead letters",
        effort.rounds
    ))
}

/// NATS is down under load: for a minute where much is tried, else for 8 seconds.
pub(crate) fn down(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut bus = Bus::with_stream()?;
    let file = bus.configure(&place)?;
    let mut running = place.start_with_file(&[], &file)?;
    let oracle = Oracle::default();
    all_acknowledged(&oracle.send(&place, 50, 4)?)?;
    all_in_the_stream(&oracle, &bus)?;
    bus.server.kill()?;
    let seconds = if effort.rounds >= 100 { 60 } else { 8 };
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(seconds) {
        all_acknowledged(&oracle.send(&place, 25, 4)?)?;
    }
    let missing = oracle.acknowledged().len();
    bus.server.run()?;
    let took = all_in_the_stream(&oracle, &bus)?;
    running.terminate()?;
    let count = check_end(&place, &oracle, &bus)?;
    Ok(format!(
        "down for {seconds} s: {missing} accepted throughout, 0 dead letters; all {count} in the \
         stream once, {:.1} s after",
        took.as_secs_f64()
    ))
}

/// An event that is larger than the server takes, and those behind it.
pub(crate) fn oversize(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let bus = Bus::start(&["max_payload: 65536"])?;
    bus.create(bus::config())?;
    let file = bus.configure(&place)?;
    let mut running = place.start_with_file(&[], &file)?;
    let mut oracle = Oracle::sized(Size::Large);
    all_acknowledged(&oracle.send(&place, 1, 1)?)?;
    oracle.resize(Size::Usual);
    all_acknowledged(&oracle.send(&place, 5, 1)?)?;
    until("the next are in the stream", RECOVERY, || Ok(bus.state()?.messages == 5))?;
    until("it is a dead letter", RECOVERY, || {
        Ok(place.count("SELECT count(*) FROM parked WHERE dead_at IS NOT NULL")? == 1)
    })?;
    running.terminate()?;
    check(&place, &oracle, &bus, cursor(&place)?)?;
    Ok("1 dead letter at once, the 5 behind it are in the stream".to_owned())
}

/// The stream takes nothing, or no more, until it is remedied.
fn taking_nothing(bus: &Bus, remedy: impl FnOnce() -> Result<()>) -> Result<String> {
    let place = Place::new()?;
    let file = bus.configure(&place)?;
    let mut running = place.start_with_file(&[], &file)?;
    let oracle = Oracle::default();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(4) {
        all_acknowledged(&oracle.send(&place, 25, 4)?)?;
    }
    if !place.log().contains("sink-down") {
        bail!("the sink did not go down");
    }
    check(&place, &oracle, bus, cursor(&place)?).or_else(|error| {
        // There is no stream to look into yet.
        if cursor(&place)? == 0 { Ok(0) } else { Err(error) }
    })?;
    remedy()?;
    let took = all_in_the_stream(&oracle, bus)?;
    running.terminate()?;
    let count = check_end(&place, &oracle, bus)?;
    Ok(format!(
        "{count} accepted throughout, 0 dead letters; each in the stream once, {:.1} s after",
        took.as_secs_f64()
    ))
}

pub(crate) fn stream_missing(_: Effort) -> Result<String> {
    let bus = Bus::start(&[])?;
    taking_nothing(&bus, || bus.create(bus::config()))
}

pub(crate) fn stream_full(_: Effort) -> Result<String> {
    let bus = Bus::start(&[])?;
    let full = Config { max_messages: 40, discard: DiscardPolicy::New, ..bus::config() };
    bus.create(full)?;
    taking_nothing(&bus, || {
        let count = bus.state()?.messages;
        if count != 40 {
            bail!("{count} messages are in the stream");
        }
        bus.update(bus::config())
    })
}

/// It would forget too soon what it has.
pub(crate) fn stream_small(_: Effort) -> Result<String> {
    let bus = Bus::start(&[])?;
    bus.create(Config { duplicate_window: Duration::from_secs(120), ..bus::config() })?;
    taking_nothing(&bus, || {
        if bus.state()?.messages != 0 {
            bail!("something is in the stream");
        }
        bus.update(bus::config())
    })
}

/// NATS has a certificate that the system does not trust, and then does.
pub(crate) fn untrusted(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let path = |name: &str| place.path(name).display().to_string();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test"])
        .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=CA:FALSE"])
        .args(["-keyout", &path("tls.key"), "-out", &path("tls.pem")])
        .output()
        .context("cannot run openssl")?;
    if !made.status.success() {
        bail!("openssl failed: {}", String::from_utf8_lossy(&made.stderr));
    }
    // The client of the test needs no TLS.
    let tls =
        format!("tls {{ cert_file: {:?}, key_file: {:?} }}", path("tls.pem"), path("tls.key"));
    let bus = Bus::start(&[&tls, "allow_non_tls: true"])?;
    bus.create(bus::config())?;
    let file = Bus::configure_at(&place, &format!("tls://localhost:{}", bus.server.port()))?;
    let oracle = Oracle::default();
    let mut running = place.start_with_file(&[], &file)?;
    all_acknowledged(&oracle.send(&place, 50, 4)?)?;
    until("the sink is down", RECOVERY, || Ok(place.log().contains("sink-down")))?;
    running.terminate()?;
    if bus.state()?.messages != 0 {
        bail!("something is in the stream");
    }
    let trusting = format!("SSL_CERT_FILE={}", path("tls.pem"));
    let mut running = place.start_with_file(&["env", &trusting], &file)?;
    all_in_the_stream(&oracle, &bus)?;
    running.terminate()?;
    let count = check_end(&place, &oracle, &bus)?;
    Ok(format!("down without trust; with it, all {count} are in the stream, by TLS"))
}
