//! `kill -9`, at any time.

use std::time::Duration;

use anyhow::{Result, bail};
use postal_webhooks::testing::postal::End;

use crate::Effort;
use crate::oracle::{Oracle, all_acknowledged};
use crate::process::Place;
use crate::random::Random;

/// While events are deleted, which are older than a second: what is known of their uuids stays.
pub(crate) fn in_pruning(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    // With so little room each second is a time to delete.
    let config =
        place.configure("[retention]\nkeep_events = \"1s\"\nmin_free = \"1000000GiB\"\n")?;
    let oracle = Oracle::default();
    let mut random = Random(effort.seed);
    let mut deleted = 0;
    for _ in 0..effort.rounds.min(40) {
        let mut running = place.start_with_file(&[], &config)?;
        all_acknowledged(&oracle.send(&place, 100, 8)?)?;
        let before = place.count("SELECT count(*) FROM event")?;
        // The sweep is a second after the start, and there is something to delete from the second.
        std::thread::sleep(Duration::from_micros(900_000 + random.below(300_000)));
        running.kill()?;
        oracle.check(&place)?;
        deleted += before - place.count("SELECT count(*) FROM event")?;
    }
    let seen = place.count("SELECT count(*) FROM seen")?;
    if deleted < 100 || seen != i64::try_from(oracle.acknowledged().len())? {
        bail!("{deleted} events were deleted, {seen} uuids are known");
    }
    Ok(format!("{deleted} events were deleted meanwhile; all {seen} uuids are known"))
}

/// Under load at a random time, again and again, on one store.
pub(crate) fn at_random(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let oracle = Oracle::default();
    let mut random = Random(effort.seed);
    let mut hits = 0;
    let mut given_up = 0;
    let mut running = place.start()?;
    for _ in 0..effort.rounds {
        let before = oracle.unanswered.load(std::sync::atomic::Ordering::Relaxed);
        let begun = oracle.begun();
        let report = std::thread::scope(|scope| {
            let sending = scope.spawn(|| oracle.send(&place, 40, 8));
            oracle.wait_for(begun, 1 + random.below(36));
            std::thread::sleep(Duration::from_micros(random.below(2_000)));
            running.kill()?;
            running = place.start()?;
            sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        oracle.check(&place)?;
        given_up += report.ended(End::GivenUp);
        let after = oracle.unanswered.load(std::sync::atomic::Ordering::Relaxed);
        hits += u32::from(after > before);
    }
    if !running.terminate()?.success() {
        bail!("it did not end in order");
    }
    oracle.check(&place)?;
    if hits * 2 < effort.rounds {
        bail!("only {hits} of {} kills hit a request", effort.rounds);
    }
    let acknowledged = oracle.acknowledged().len();
    Ok(format!(
        "{} kills, {hits} in the middle of requests; {acknowledged} events acknowledged, 0 lost, \
         0 stored twice; {given_up} given up by Postal",
        effort.rounds
    ))
}
