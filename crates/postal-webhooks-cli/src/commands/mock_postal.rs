//! `mock-postal`: a Postal that publishes its key, sends events, and tries them again.

use std::fmt::Write as _;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use postal_webhooks::testing::Signer;
use postal_webhooks::testing::postal::{Delivery, End, Installation, Next, Outcome, Report};
use serde_json::{Value, json};

use crate::Verdict;
use crate::commands::send::interval;
use crate::network::bodies::Bodies;
use crate::network::key::Key;
use crate::network::{interrupt, jwks, target, tls};
use crate::output::Output;

/// Act as a Postal: publish a key, send events to a URL, and try again those that fail.
///
/// An event that is not accepted is tried again as often and as late as Postal does;
/// `--time-scale 60` makes seconds of Postal's minutes. It ends once every event has ended, or with
/// Ctrl-C, and reports what became of each. To test a receiver without a Postal, give the receiver
/// the URL of the JWKS, which the line `ready` names.
#[derive(Args)]
pub(crate) struct MockPostal {
    /// Where the events go: the URL as it stands in Postal.
    url: String,
    #[command(flatten)]
    key: Key,
    #[command(flatten)]
    bodies: Bodies,
    /// Where the JWKS is published. Port 0 is one that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    listen: String,
    /// Begin so many events in a second at most.
    #[arg(long, value_name = "PER SECOND")]
    rate: Option<f64>,
    /// Let the time between attempts pass so many times faster.
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0)]
    time_scale: f64,
    /// Send so many requests at once.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=1000))]
    concurrency: u16,
    /// Wait so many seconds after `ready` before the first event.
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0)]
    delay: f64,
}

impl MockPostal {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let target = target(&self.url)?;
        if !(self.time_scale > 0.0 && self.time_scale.is_finite()) {
            bail!("a time scale is a number above nothing: --time-scale 60");
        }
        let delay = Duration::try_from_secs_f64(self.delay);
        let delay = delay.context("a delay is a number of seconds: --delay 0.5")?;
        let series = self.bodies.read()?;
        let signer = self.key.signer()?;
        let postal = Installation::new(target.clone())
            .client(tls::client(&target)?)
            .time_scale(self.time_scale)
            .workers(self.concurrency.into())
            .interval(interval(self.rate)?);
        let stop = interrupt::flag()?;
        self.publish(&signer, output)?;

        let (sender, receiver) = mpsc::channel();
        let event = |number| signer.sign(series.body(number)).into();
        let observe = move |delivery: &Delivery, next| {
            let _ = sender.send(line(delivery, next));
        };
        let waited = std::time::Instant::now();
        while waited.elapsed() < delay && !stop.load(std::sync::atomic::Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(20).min(delay));
        }
        let report = std::thread::scope(|scope| {
            let running = scope.spawn({
                let (postal, event, stop) = (&postal, &event, &stop);
                move || postal.run(series.count, event, &observe, stop)
            });
            // Ends when the installation has, since that holds the other end.
            let printed = receiver.iter().try_for_each(|(json, text)| {
                output.result(&json, &text)?;
                output.finish()
            });
            if printed.is_err() {
                stop.store(true, std::sync::atomic::Ordering::Relaxed);
            }
            let report = running.join().map_err(|_| anyhow::anyhow!("a sender has failed"))?;
            printed.map(|()| report)
        })?;
        let verdict = print(&report, output)?;
        output.finish()?;
        Ok(verdict)
    }

    /// Serves the JWKS, and prints that it does.
    fn publish(&self, signer: &Signer, output: &mut Output) -> Result<()> {
        let url = jwks::publish(signer, &self.listen)?;
        let kid = signer.kid();
        let json = json!({"ready": {"jwks": url, "kid": kid}});
        output.result(&json, &format!("ready: the JWKS is at {url}, the kid is {kid}"))?;
        output.finish()
    }
}

/// What an attempt prints.
fn line(delivery: &Delivery, next: Next) -> (Value, String) {
    let outcome = delivery.attempts.last().map_or(Outcome::TimedOut, |attempt| attempt.outcome);
    let attempt = delivery.attempts.len();
    let (what, wait) = match next {
        Next::RetryAfter(wait) => ("retry", Some(wait.as_secs())),
        Next::End(end) => (word(end), None),
    };
    let json = json!({"event": delivery.name, "uuid": delivery.uuid, "attempt": attempt,
        "history": outcome.history(), "outcome": outcome.to_string(), "next": what,
        "retry_after_seconds": wait});
    let next = match wait {
        Some(wait) => format!("again after {} minutes", wait / 60),
        None => what.to_owned(),
    };
    let uuid = delivery.uuid.as_deref().unwrap_or("no uuid");
    (json, format!("{} {uuid}  attempt {attempt}: {outcome}  {next}", delivery.name))
}

fn word(end: End) -> &'static str {
    match end {
        End::Acknowledged => "acknowledged",
        End::GivenUp => "lost",
        End::Locked => "locked",
    }
}

fn print(report: &Report, output: &mut Output) -> Result<Verdict> {
    let uuids = |filter: &dyn Fn(&Delivery) -> bool| -> Vec<&str> {
        let found = report.deliveries.iter().filter(|delivery| filter(delivery));
        found.map(|delivery| delivery.uuid.as_deref().unwrap_or(&delivery.name)).collect()
    };
    let lost = uuids(&|delivery| delivery.end == Some(End::GivenUp));
    let locked = uuids(&|delivery| delivery.end == Some(End::Locked));
    let retried = uuids(&Delivery::was_retried);
    let duplicated = uuids(&Delivery::may_be_duplicated);
    let acknowledged = report.ended(End::Acknowledged);
    let pending = report.pending();
    let attempts: usize = report.deliveries.iter().map(|delivery| delivery.attempts.len()).sum();
    let json = json!({"report": {"events": report.deliveries.len() + report.unsent,
        "attempts": attempts, "acknowledged": acknowledged, "retried": retried, "lost": lost,
        "locked": locked, "duplicated": duplicated, "pending": pending}});
    let mut text = format!("\n{acknowledged} acknowledged, with {attempts} attempts in all\n");
    for (what, uuids) in [
        ("retried", &retried),
        ("lost: given up after the last attempt", &lost),
        ("locked: never tried again, and not in Postal's history", &locked),
        ("sent again without an answer, so that a receiver may have them twice", &duplicated),
    ] {
        let _ = writeln!(text, "{} {what}", uuids.len());
        if what != "retried" {
            for uuid in uuids {
                text.extend(["  ", uuid, "\n"]);
            }
        }
    }
    let _ = write!(text, "{pending} not ended");
    output.result(&json, &text)?;
    let are_all = acknowledged == report.deliveries.len() && report.unsent == 0;
    Ok(if are_all { Verdict::Yes } else { Verdict::No })
}
