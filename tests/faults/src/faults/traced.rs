//! Faults at single system calls, by `strace`.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use postal_webhooks::testing::postal::Report;

use crate::Effort;
use crate::oracle::{Oracle, Size, all_acknowledged};
use crate::process::Place;

/// Runs the receiver under `strace`, which does something at the call of a number, and sends
/// meanwhile; whoever is killed is started again. Says how often it happened.
struct Trace<'a> {
    /// `fsync`, `writev` …
    call: &'static str,
    /// `signal=SIGKILL`, `error=EIO` …
    action: &'static str,
    /// Calls of one file alone.
    file: Option<&'a str>,
    size: Size,
    events: usize,
    /// Whether the store is made meanwhile, or was there before.
    fresh: bool,
}

impl Default for Trace<'_> {
    fn default() -> Self {
        Self { call: "", action: "", file: None, size: Size::Usual, events: 24, fresh: false }
    }
}

impl Trace<'_> {
    fn at(&self, when: &str) -> Result<(Place, Oracle, Option<Report>, bool)> {
        let place = Place::new()?;
        if !self.fresh {
            place.start()?.terminate()?;
        }
        let trace = path(&place, "trace");
        let calls = format!("trace={}", self.call);
        let inject = format!("inject={}:{}:when={when}", self.call, self.action);
        let mut before = vec!["strace", "-f", "-q", "-o", &trace, "-e", &calls, "-e", &inject];
        let file = self.file.map(|name| path(&place, name));
        if let Some(file) = &file {
            before.extend(["-P", file]);
        }
        let oracle = Oracle::sized(self.size);
        // It can be killed before it is ready.
        let running = place.start_by(&before, &[]).ok();
        let report = match running {
            None => None,
            Some(mut running) => Some(std::thread::scope(|scope| {
                let sending = scope.spawn(|| oracle.send(&place, self.events, 4));
                while !sending.is_finished() {
                    if running.has_ended()? {
                        running = place.start()?;
                    }
                    std::thread::sleep(Duration::from_millis(2));
                }
                if running.terminate().is_err() {
                    bail!("it did not end in order");
                }
                sending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })?),
        };
        let log = std::fs::read_to_string(place.path("trace")).context("strace wrote nothing")?;
        let happened = log.contains("INJECTED") || log.contains("killed by SIGKILL");
        // A restart always succeeds.
        let mut again = place.start().context("after the fault")?;
        if !again.terminate()?.success() {
            bail!("after the fault, it did not end in order");
        }
        oracle.check(&place)?;
        Ok((place, oracle, report, happened))
    }

    /// At call 1, 2, 3 … , as often as effort says; where nothing happens any more, it ends.
    fn at_each(&self, effort: Effort, step: usize) -> Result<String> {
        let (mut times, mut acknowledged) = (0, 0);
        for round in 0..effort.rounds as usize {
            let number = 1 + round * step;
            let (_place, oracle, report, happened) =
                self.at(&number.to_string()).with_context(|| format!("at call {number}"))?;
            if !happened {
                break;
            }
            times += 1;
            acknowledged += oracle.acknowledged().len();
            if let Some(report) = report {
                all_acknowledged(&report).with_context(|| format!("at call {number}"))?;
            }
        }
        if times < 3 {
            bail!("it happened {times} times only");
        }
        let Self { call, action, .. } = self;
        Ok(format!("{action} at {times} calls of {call}; {acknowledged} acknowledged, 0 lost"))
    }
}

fn path(place: &Place, name: &str) -> String {
    place.path(name).display().to_string()
}

pub(crate) fn kill_at_fsync(effort: Effort) -> Result<String> {
    Trace { call: "fsync", action: "signal=SIGKILL", ..Trace::default() }.at_each(effort, 1)
}

/// The tables are made in transactions too.
pub(crate) fn kill_in_creation(effort: Effort) -> Result<String> {
    let trace = Trace { call: "fsync", action: "signal=SIGKILL", fresh: true, ..Trace::default() };
    trace.at_each(effort, 1)
}

pub(crate) fn kill_at_answer(effort: Effort) -> Result<String> {
    Trace { call: "writev", action: "signal=SIGKILL", ..Trace::default() }.at_each(effort, 1)
}

/// The pages of a checkpoint are the writes to the database itself. Large events fill the log.
pub(crate) fn kill_at_checkpoint(effort: Effort) -> Result<String> {
    let trace = Trace {
        call: "pwrite64",
        action: "signal=SIGKILL",
        file: Some("events.db"),
        size: Size::Large,
        events: 32,
        ..Trace::default()
    };
    trace.at_each(effort, 97)
}

/// Its outcome is unknown: it is answered 503, and the store is opened again.
pub(crate) fn one_fsync_fails(effort: Effort) -> Result<String> {
    Trace { call: "fsync", action: "error=EIO", ..Trace::default() }.at_each(effort, 1)
}

/// A write without room is answered 503.
pub(crate) fn one_write_has_no_room(effort: Effort) -> Result<String> {
    Trace { call: "pwrite64", action: "error=ENOSPC", ..Trace::default() }.at_each(effort, 11)
}

/// The store fails for good: the process ends with 1, so that its supervisor sees it.
pub(crate) fn every_fsync_fails(_: Effort) -> Result<String> {
    let place = Place::new()?;
    place.start()?.terminate()?;
    let trace = path(&place, "trace");
    let before = ["strace", "-f", "-q", "-o", &trace, "-e", "trace=fsync", "-e"];
    let before = [&before[..], &["inject=fsync:error=EIO:when=3+"]].concat();
    let mut running = place.start_by(&before, &[])?;
    let oracle = Oracle::default();
    let report = oracle.send(&place, 8, 2)?;
    let status = running.wait(Duration::from_secs(10))?;
    if status.code() != Some(1) {
        bail!("it ended with {status}, and not with 1");
    }
    let injected = std::fs::read_to_string(place.path("trace"))?.matches("INJECTED").count();
    if injected == 0 {
        bail!("no call failed");
    }
    let mut again = place.start()?;
    again.terminate()?;
    oracle.check(&place)?;
    Ok(format!(
        "{injected} calls failed; it ended with 1; {} of {} acknowledged before, 0 lost",
        oracle.acknowledged().len(),
        report.deliveries.len()
    ))
}
