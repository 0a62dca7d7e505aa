//! Clients that misbehave, and ends under load.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::postal::{Client, Wire};
use rustix::process::Signal;

use crate::Effort;
use crate::oracle::{Oracle, all_acknowledged};
use crate::process::{Place, Running, until};
use crate::random::Random;

/// Connections that send nothing, half a head, or half a body, and never end.
pub(super) fn dead(place: &Place, number: usize) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(place.address())?;
    let sent: &[u8] = match number % 3 {
        0 => b"",
        1 => b"POST /postal HTTP/1.1\r\nHost: x\r\n",
        _ => b"POST /postal HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nx",
    };
    stream.write_all(sent)?;
    Ok(stream)
}

fn descriptors(running: &Running) -> Result<usize> {
    Ok(std::fs::read_dir(format!("/proc/{}/fd", running.pid()?))?.count())
}

/// Ticks of the processor that the receiver has used: 100 a second.
fn ticks(running: &Running) -> Result<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", running.pid()?))?;
    let (_, fields) = stat.rsplit_once(')').context("no fields")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    Ok(fields[11].parse::<u64>()? + fields[12].parse::<u64>()?)
}

/// Thousands of them, a few hundred at a time: descriptors come back, events go through.
pub(crate) fn dead_connections(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    let oracle = Oracle::default();
    all_acknowledged(&oracle.send(&place, 4, 2)?)?;
    let before = descriptors(&running)?;
    let (mut total, mut most) = (0, 0);
    for _ in 0..effort.rounds.clamp(5, 100) {
        let streams: Vec<_> = (0..200).map(|n| dead(&place, n)).collect::<Result<_>>()?;
        total += streams.len();
        all_acknowledged(&oracle.send(&place, 4, 2)?)?;
        most = most.max(descriptors(&running)?);
    }
    if most < before + 100 {
        bail!("the connections were not there: {before}, then {most} descriptors");
    }
    until("descriptors come back", Duration::from_secs(10), || {
        Ok(descriptors(&running)? <= before + 2)
    })?;
    running.terminate()?;
    oracle.check(&place)?;
    Ok(format!("{total} connections; descriptors {before}, {most} at the most, {before} after"))
}

/// Those that stay open do not keep it from ending.
pub(crate) fn idle_at_the_end(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    let oracle = Oracle::default();
    let streams: Vec<_> = (0..150).map(|n| dead(&place, n)).collect::<Result<_>>()?;
    all_acknowledged(&oracle.send(&place, 4, 2)?)?;
    let begun = Instant::now();
    let status = running.terminate()?;
    let took = begun.elapsed();
    drop(streams);
    if !status.success() || took > Duration::from_secs(6) {
        bail!("with open connections it ended with {status} after {took:?}");
    }
    Ok(format!("150 open connections; it ended with 0 after {} ms", took.as_millis()))
}

/// SIGTERM under load: what was accepted is answered, and a restart takes the rest.
pub(crate) fn drain(effort: Effort) -> Result<String> {
    end_under_load(effort, false)
}

/// `kill -9` while it ends in order.
pub(crate) fn kill_in_the_drain(effort: Effort) -> Result<String> {
    end_under_load(effort, true)
}

fn end_under_load(effort: Effort, kill: bool) -> Result<String> {
    let place = Place::new()?;
    let oracle = Oracle::default();
    let mut random = Random(effort.seed);
    let mut running = place.start()?;
    for _ in 0..effort.rounds {
        let begun = oracle.begun();
        let report = std::thread::scope(|scope| {
            let sending = scope.spawn(|| oracle.send(&place, 30, 8));
            oracle.wait_for(begun, 1 + random.below(28));
            if kill {
                running.signal(Signal::TERM)?;
                std::thread::sleep(Duration::from_micros(random.below(3_000)));
                running.kill()?;
            } else if !running.terminate()?.success() {
                bail!("it did not end with 0");
            }
            running = place.start()?;
            sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        all_acknowledged(&report)?;
        oracle.check(&place)?;
    }
    running.terminate()?;
    oracle.check(&place)?;
    let unanswered = oracle.unanswered.load(Ordering::Relaxed);
    Ok(format!(
        "{} ends under load; {} acknowledged, 0 lost; {unanswered} attempts unanswered",
        effort.rounds,
        oracle.acknowledged().len()
    ))
}

/// With few descriptors and 500 clients it neither spins nor stays down.
pub(crate) fn no_descriptors(_: Effort) -> Result<String> {
    let mut said = Vec::new();
    for limit in ["64", "24"] {
        let place = Place::new()?;
        let number = format!("--nofile={limit}:{limit}");
        let mut running = place.start_by(&["prlimit", &number], &[])?;
        let oracle = Oracle::default();
        let streams: Vec<_> = (0..500).map(|_| TcpStream::connect(place.address())).collect();
        std::thread::sleep(Duration::from_millis(300));
        let (before, begun) = (ticks(&running)?, Instant::now());
        std::thread::sleep(Duration::from_secs(2));
        #[allow(clippy::cast_precision_loss, reason = "it is a small number")]
        let used = (ticks(&running)? - before) as f64 / 100.0;
        let share = 100.0 * used / begun.elapsed().as_secs_f64();
        if descriptors(&running)? + streams.len() < 500 {
            bail!("the clients are not there");
        }
        if share > 50.0 {
            bail!("with {limit} descriptors it used {share:.0} % of a core");
        }
        drop(streams);
        until("an event is accepted again", Duration::from_secs(15), || {
            Ok(oracle.send_one(&place)?.outcome.is_delivered())
        })?;
        all_acknowledged(&oracle.send(&place, 20, 2)?)?;
        running.terminate()?;
        oracle.check(&place)?;
        said.push(format!("{limit} descriptors: {share:.0} % of a core"));
    }
    Ok(format!("500 clients; {}; then all accepted", said.join(", ")))
}

/// More connections than it serves: each of the others is told so at once.
pub(crate) fn too_many_connections(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    let oracle = Oracle::default();
    let streams: Vec<_> = (0..1000).map(|_| dead(&place, 0)).collect::<Result<_>>()?;
    std::thread::sleep(Duration::from_millis(200));
    let mut longest = Duration::ZERO;
    let mut refused = 0;
    for _ in 0..50 {
        let attempt = oracle.send_one(&place)?;
        longest = longest.max(attempt.took);
        refused += u32::from(attempt.answer == b"busy");
    }
    let mut answer = String::new();
    let mut raw = TcpStream::connect(place.address())?;
    raw.read_to_string(&mut answer)?;
    drop(streams);
    if refused < 45 || !answer.ends_with("\r\n\r\nbusy") {
        bail!("{refused} of 50 were told that it is busy; one answer was {answer:?}");
    }
    until("an event is accepted again", Duration::from_secs(10), || {
        Ok(oracle.send_one(&place)?.outcome.is_delivered())
    })?;
    running.terminate()?;
    oracle.check(&place)?;
    Ok(format!(
        "{refused} of 50 answered 503 (longest {} ms), then all accepted",
        longest.as_millis()
    ))
}

/// Nobody reads its standard output any more: `serve | head -1`.
pub(crate) fn closed_output(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    running.close_output();
    let oracle = Oracle::default();
    all_acknowledged(&oracle.send(&place, 20, 4)?)?;
    if !running.terminate()?.success() {
        bail!("it did not end with 0");
    }
    oracle.check(&place)?;
    Ok("20 accepted; it ended with 0".to_owned())
}

/// Strangers name keys of their own, without end: Postal is asked for its keys twice a minute at the
/// most, and what it signs is accepted meanwhile.
pub(crate) fn unknown_keys(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let fetches = Arc::new(AtomicUsize::new(0));
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let keys = format!("http://{}", listener.local_addr()?);
    let (counted, jwks) = (Arc::clone(&fetches), place.signer.jwks());
    std::thread::spawn(move || -> Result<()> {
        for mut stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::Relaxed);
            let _ = stream.read(&mut [0; 4096])?;
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", jwks.len());
            stream.write_all(&[head.as_bytes(), jwks.as_bytes()].concat())?;
        }
        Ok(())
    });
    let mut running = place.start_with_keys(&keys)?;
    let oracle = Oracle::default();
    all_acknowledged(&oracle.send(&place, 4, 2)?)?;
    let target = place.target()?;
    let begun = Instant::now();
    let strangers = AtomicUsize::new(0);
    let answers = std::thread::scope(|scope| {
        let flood: Vec<_> = (0..4)
            .map(|thread| {
                let (strangers, target, place) = (&strangers, &target, &place);
                scope.spawn(move || {
                    let mut random = Random(effort.seed + thread);
                    let mut answers = std::collections::BTreeMap::new();
                    let request = place.signer.sign(b"{}".to_vec());
                    while begun.elapsed() < Duration::from_secs(35) {
                        let mut request = request.clone();
                        let kid = format!("{:064x}", random.next());
                        for header in &mut request.headers {
                            if header.0.eq_ignore_ascii_case("x-postal-signature-kid") {
                                header.1.clone_from(&kid);
                            }
                        }
                        let attempt = Client::new().post(target, &Wire::new(target, &request));
                        strangers.fetch_add(1, Ordering::Relaxed);
                        let word = String::from_utf8_lossy(&attempt.answer).into_owned();
                        *answers.entry(word).or_insert(0) += 1;
                        // Hundreds a second, and a core for the other faults.
                        std::thread::sleep(Duration::from_millis(5));
                    }
                    answers
                })
            })
            .collect();
        while begun.elapsed() < Duration::from_secs(34) {
            all_acknowledged(&oracle.send(&place, 20, 2)?)?;
            std::thread::sleep(Duration::from_millis(200));
        }
        let mut all = std::collections::BTreeMap::new();
        for thread in flood {
            for (word, count) in thread.join().unwrap_or_default() {
                *all.entry(word).or_insert(0) += count;
            }
        }
        anyhow::Ok(all)
    })?;
    running.terminate()?;
    oracle.check(&place)?;
    let (strangers, fetches) = (strangers.into_inner(), fetches.load(Ordering::Relaxed));
    if strangers < 500 || fetches > 2 || answers.contains_key("stored") {
        bail!("{strangers} strangers, {fetches} fetches, {answers:?}");
    }
    Ok(format!(
        "{strangers} unknown keys in 35 s: {fetches} fetches, {answers:?}; {} accepted meanwhile",
        oracle.acknowledged().len()
    ))
}
