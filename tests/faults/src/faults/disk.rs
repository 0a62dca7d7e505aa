//! Disks that are full, and stores that others hold.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::postal::Outcome;

use crate::Effort;
use crate::oracle::{Oracle, Size, all_acknowledged};
use crate::process::{Place, until};

/// A small file system of its own, for as long as it is there.
struct Mount(String);

impl Mount {
    fn new(place: &Place, mebibytes: u32) -> Result<Self> {
        let folder = place.path("small");
        std::fs::create_dir(&folder)?;
        let folder = folder.display().to_string();
        let size = format!("size={mebibytes}m");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs", &folder])
            .status()
            .context("cannot run `mount`")?;
        if !mounted.success() {
            bail!("cannot mount a file system: run this as root");
        }
        Ok(Self(folder))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["--lazy", &self.0]).status();
    }
}

/// The status of `/readyz`.
fn ready(admin: &str) -> Result<u16> {
    let mut stream = TcpStream::connect(admin)?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {admin}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    answer.get(9..12).context("no status")?.parse().context("no status")
}

/// The disk is full of other things: the ballast goes, then each event is answered 503; once there
/// is room again, it comes back by itself.
pub(crate) fn full(_: Effort) -> Result<String> {
    let mut place = Place::new()?;
    let mount = Mount::new(&place, 200)?;
    place.store = place.path("small/events.db");
    let ballast = place.path("small/events.db.ballast");
    let admin = place.admin_address();
    let config = place.path("config.toml");
    std::fs::write(
        &config,
        format!(
            "[retention]\nmin_free = \"40MiB\"\n[admin]\naddress = {admin:?}\n\
             [source.main]\npath = \"/postal\"\nkeys = {:?}\n",
            place.path("key.pem").display().to_string()
        ),
    )?;
    let mut running = place.start_with_admin(&config.display().to_string())?;
    let oracle = Oracle::sized(Size::Large);
    all_acknowledged(&oracle.send(&place, 4, 2)?)?;
    if ready(&admin)? != 200 {
        bail!("it is not ready with room enough");
    }
    if !ballast.exists() {
        bail!("there is no ballast");
    }
    let other = place.path("small/other");
    let filled = std::io::copy(&mut std::io::repeat(1), &mut File::create(&other)?);
    if filled.is_ok() {
        bail!("the disk is not full");
    }
    let (mut accepted, mut refused) = (0, 0);
    let mut longest = Duration::ZERO;
    while refused < 20 {
        let attempt = oracle.send_one(&place)?;
        longest = longest.max(attempt.took);
        match attempt.outcome {
            Outcome::Status(200) => accepted += 1,
            Outcome::Status(503) => refused += 1,
            outcome => bail!("on a full disk the answer was {outcome:?}"),
        }
        if accepted + refused > 1000 {
            bail!("the disk never was full");
        }
    }
    if ballast.exists() {
        bail!("the ballast is still there");
    }
    oracle.check(&place)?;
    if ready(&admin)? != 503 {
        bail!("it is ready on a full disk");
    }
    std::fs::remove_file(&other)?;
    until("an event is accepted again", Duration::from_secs(10), || {
        Ok(oracle.send_one(&place)?.outcome == Outcome::Status(200))
    })?;
    all_acknowledged(&oracle.send(&place, 8, 2)?)?;
    until("the ballast is back", Duration::from_secs(15), || {
        oracle.send_one(&place)?;
        Ok(ballast.exists())
    })?;
    until("it is ready again", Duration::from_secs(10), || Ok(ready(&admin)? == 200))?;
    running.terminate()?;
    oracle.check(&place)?;
    drop(mount);
    Ok(format!(
        "{accepted} accepted out of the ballast, then {refused} answered 503 (longest {} ms); not ready \
         meanwhile; all back by itself, ballast too",
        longest.as_millis()
    ))
}

/// Another program holds the store: 503 within Postal's deadline, then all as before.
pub(crate) fn foreign_lock(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    let oracle = Oracle::default();
    all_acknowledged(&oracle.send(&place, 4, 2)?)?;
    let mut foreign = place.open()?;
    let lock = foreign.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let begun = Instant::now();
    let mut refused = 0;
    let mut longest = Duration::ZERO;
    while begun.elapsed() < Duration::from_secs(10) {
        let attempt = oracle.send_one(&place)?;
        longest = longest.max(attempt.took);
        if attempt.outcome != Outcome::Status(503) {
            bail!("while the store was locked the answer was {:?}", attempt.outcome);
        }
        refused += 1;
    }
    drop(lock);
    drop(foreign);
    all_acknowledged(&oracle.send(&place, 20, 4)?)?;
    running.terminate()?;
    oracle.check(&place)?;
    if longest > Duration::from_millis(4500) {
        bail!("an answer took {longest:?}");
    }
    Ok(format!(
        "locked for 10 s: {refused} answered 503 (longest {} ms), then all accepted",
        longest.as_millis()
    ))
}

/// The log grows while a reader holds an old state, and no longer.
pub(crate) fn log_is_bounded(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    let oracle = Oracle::sized(Size::Large);
    let length = || -> Result<u64> { Ok(place.path("events.db-wal").metadata()?.len() >> 20) };
    let count = effort.rounds.clamp(20, 200) as usize * 10;
    all_acknowledged(&oracle.send(&place, count / 2, 4)?)?;
    let usual = length()?;
    let reader = place.open()?;
    reader.execute_batch("BEGIN")?;
    let _: i64 = reader.query_row("SELECT max(seq) FROM event", [], |row| row.get(0))?;
    all_acknowledged(&oracle.send(&place, count, 4)?)?;
    let pinned = length()?;
    drop(reader);
    all_acknowledged(&oracle.send(&place, count / 2, 4)?)?;
    let after = length()?;
    running.terminate()?;
    oracle.check(&place)?;
    let at_end = place.path("events.db-wal").metadata().map_or(0, |file| file.len());
    if pinned < usual * 3 {
        bail!("the reader did not hold the log: {usual} MiB before, {pinned} MiB with it");
    }
    if usual > 64 || after > 64 || at_end != 0 {
        bail!("the log has {usual}, then {after} MiB, and {at_end} bytes at the end");
    }
    Ok(format!(
        "{} MiB written: log {usual} MiB, {pinned} MiB while a reader held it, {after} MiB after",
        count * 2 * 400 / 1024
    ))
}

/// A second receiver on the same store does not start, and the first does not notice.
pub(crate) fn second_receiver(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let mut running = place.start()?;
    let oracle = Oracle::default();
    let begun = Instant::now();
    let mut other = Place::new()?;
    other.store.clone_from(&place.store);
    let keys = place.path("key.pem").display().to_string();
    let output = other.command(&[], &["--keys", &keys])?.output()?;
    if output.status.code() != Some(2) || begun.elapsed() > Duration::from_secs(2) {
        bail!("the second ended with {} after {:?}", output.status, begun.elapsed());
    }
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !said.contains("in use by another receiver") {
        bail!("it said {said:?}");
    }
    all_acknowledged(&oracle.send(&place, 20, 4)?)?;
    running.terminate()?;
    oracle.check(&place)?;
    Ok("refused with the reason; the first goes on".to_owned())
}
