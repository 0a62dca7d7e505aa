//! `send`: signed requests to a URL, as Postal sends them.

pub(super) mod curl;
mod fault;
pub(crate) mod plan;
mod report;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;
use postal_webhooks::testing::postal::Attempt;
use serde_json::json;

use self::fault::Fault;
use self::plan::{Plan, Planned};
use self::report::Report;
use crate::Verdict;
use crate::network::bodies::Bodies;
use crate::network::key::Key;
use crate::network::{interrupt, target, tls};
use crate::output::{Output, visible};

/// Send signed requests to a URL, exactly as Postal does.
///
/// Each request has a new connection, Postal's headers in Postal's order, both signatures, and
/// Postal's deadline. By default it sends bodies that every JSON serialiser changes: a handler that
/// parses a body before it verifies fails with all of them. Redirects are not followed, and
/// certificates are verified, since Postal does so too.
///
/// The report shows each status, what Postal's history would show, and how long the answers took.
#[derive(Args)]
pub(crate) struct Send {
    /// Where the requests go: the URL as it stands in Postal.
    url: String,
    #[command(flatten)]
    key: Key,
    #[command(flatten)]
    bodies: Bodies,
    /// Send captured requests again, headers and body as they were: a file, or a folder of them.
    #[arg(long, value_name = "FILE|DIR", conflicts_with_all = ["key", "jwks", "events", "files", "seed"])]
    replay: Option<PathBuf>,
    /// Begin so many requests in a second at most.
    #[arg(long, value_name = "PER SECOND")]
    rate: Option<f64>,
    /// Send so many requests at once.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    concurrency: u16,
    /// Do something wrong on purpose, besides each right request; more than once for more faults.
    #[arg(long = "fault", value_enum)]
    faults: Vec<Fault>,
    /// Print the requests, and send nothing.
    #[arg(long, conflicts_with = "curl")]
    dry_run: bool,
    /// Print a command of curl for each request, and send nothing.
    #[arg(long)]
    curl: bool,
}

impl Send {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let target = target(&self.url)?;
        let interval = interval(self.rate)?;
        let plan = match &self.replay {
            Some(path) => {
                Plan::of_captures(path, target.clone(), self.bodies.count(), &self.faults)?
            }
            None => Plan::of_bodies(
                self.bodies.read()?,
                self.key.signer()?,
                target.clone(),
                &self.faults,
            ),
        };
        if self.dry_run || self.curl {
            for number in 0..plan.len() {
                let planned = plan.get(number);
                if self.curl {
                    curl::print(&planned, &target, output)?;
                } else {
                    show(&planned, output)?;
                }
            }
            output.finish()?;
            return Ok(Verdict::Yes);
        }
        if self.replay.is_none() && self.key.is_fresh_and_unknown() {
            eprintln!(
                "note: a fresh key signs, which the receiver cannot know; name one with --key, or \
                 write the JWKS of this one with --jwks FILE"
            );
        }
        self.send(&plan, interval, output)
    }

    fn send(&self, plan: &Plan, interval: Duration, output: &mut Output) -> Result<Verdict> {
        let client = tls::client(plan.target())?;
        let stop = interrupt::flag()?;
        let next = AtomicUsize::new(0);
        let start = Instant::now();
        let (sender, receiver) = mpsc::channel::<(Planned, Attempt)>();
        let work = |sender: mpsc::Sender<(Planned, Attempt)>| {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= plan.len() || stop.load(Ordering::Relaxed) {
                    return;
                }
                // Signed before it is due, since that takes longer than to send.
                let planned = plan.get(number);
                let due = interval.saturating_mul(u32::try_from(number).unwrap_or(u32::MAX));
                while let Some(left) =
                    due.checked_sub(start.elapsed()).filter(|left| !left.is_zero())
                {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    std::thread::sleep(left.min(Duration::from_millis(50)));
                }
                let attempt = client.post(plan.target(), &planned.wire);
                if sender.send((planned, attempt)).is_err() {
                    return;
                }
            }
        };
        let mut report = Report::new(plan);
        std::thread::scope(|scope| {
            for _ in 0..usize::from(self.concurrency).min(plan.len()) {
                let sender = sender.clone();
                scope.spawn(|| work(sender));
            }
            drop(sender);
            for (planned, attempt) in receiver {
                report.add(&planned, &attempt, output)?;
            }
            anyhow::Ok(())
        })?;
        let verdict = report.print(start.elapsed(), output)?;
        output.finish()?;
        Ok(verdict)
    }
}

/// The time between requests.
pub(crate) fn interval(rate: Option<f64>) -> Result<Duration> {
    let Some(rate) = rate else { return Ok(Duration::ZERO) };
    match Duration::try_from_secs_f64(rate.recip()) {
        Ok(interval) if rate > 0.0 => Ok(interval),
        _ => bail!("a rate is a number of requests in a second, above nothing: --rate 0.5"),
    }
}

/// Prints a request without what is secret in it.
fn show(planned: &Planned, output: &mut Output) -> Result<()> {
    let head = String::from_utf8_lossy(&planned.wire.head);
    let lines: Vec<_> = head
        .lines()
        .map(|line| if line.starts_with("Authorization:") { "Authorization: ***" } else { line })
        .collect();
    let body = String::from_utf8_lossy(&planned.wire.body);
    let fault = planned.fault.map(Fault::name);
    let json = json!({"request": planned.number, "event": planned.name, "fault": fault,
        "head": lines, "body": body});
    let fault = fault.map_or(String::new(), |fault| format!(", {fault}"));
    let title = format!("# {}{fault}", planned.name);
    output.result(&json, &format!("{title}\n{}\n{}\n", lines.join("\n").trim_end(), visible(&body)))
}
