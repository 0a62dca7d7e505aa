//! `demo`: a mock Postal, a receiver and a target in one terminal, and what the receiver promises.

mod stage;
mod target;

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use postal_webhooks::testing::example;
use postal_webhooks::testing::postal::{Attempt, Outcome};
use postal_webhooks::{EventKind, Webhook};
use serde_json::{Value, json};

use self::stage::Stage;
use crate::Verdict;
use crate::network::interrupt;
use crate::output::Output;

/// The longest that it takes: what has not happened by then is reported as missing.
const TIME: Duration = Duration::from_secs(9);
/// Events that come while the target is out of order.
const OUTAGE: [EventKind; 3] =
    [EventKind::MessageSent, EventKind::MessageBounced, EventKind::MessageHeld];
/// Events that wait at the end, with `--keep`.
const WAITING: [EventKind; 2] = [EventKind::MessageSent, EventKind::MessageDelayed];
/// How often it looks for Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// Show the receiver at work: no set-up, at most ten seconds, one terminal.
///
/// A mock Postal with a key of its own sends one event of each kind to a receiver with a temporary
/// store, which forwards each to a target. Then a body is changed on its way, the target is out of
/// order for a while, and the receiver is started anew and gets an event twice. It ends with 1 if
/// anything is not as it is to be.
#[derive(Args)]
pub(crate) struct Demo {
    /// Stay open at the end until Ctrl-C, and print the address of the view.
    ///
    /// The receiver has an admin port on loopback, which serves the view. To have something to see
    /// there, the target is out of order, and two events wait for it.
    #[arg(long)]
    keep: bool,
}

impl Demo {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let begun = Instant::now();
        let mut stage = Stage::start(begun + TIME, self.keep)?;
        let places =
            json!({"postal": stage.jwks, "receiver": stage.url(), "target": stage.target.url});
        let text = format!(
            "mock Postal, with its key at {}\nreceiver at {}, with a temporary store\ntarget at {}\n",
            stage.jwks,
            stage.url(),
            stage.target.url
        );
        output.result(&json!({"step": "start", "places": places}), &text)?;
        let mut story = Story { stage: &mut stage, output, sent: Vec::new(), failed: 0 };
        story.each_kind()?;
        story.tampered()?;
        story.outage()?;
        story.restart()?;
        story.once_each()?;
        let (failed, events) = (story.failed, story.sent.len());
        if !self.keep {
            stage.stop_receiver()?;
        }
        let took = begun.elapsed().as_secs_f64();
        let text = if failed == 0 {
            format!("\nall is as it is to be: {events} events stored and forwarded, in {took:.1} s")
        } else {
            format!("\nNOT as it is to be: {failed} of the above")
        };
        let json = json!({"step": "end", "events": events, "failed": failed, "seconds": took});
        output.result(&json, &text)?;
        output.finish()?;
        if self.keep {
            keep(&mut stage, output)?;
            stage.stop_receiver()?;
        }
        Ok(if failed == 0 { Verdict::Yes } else { Verdict::No })
    }
}

/// Leaves the receiver to be looked at until Ctrl-C, with events that wait for the target.
fn keep(stage: &mut Stage, output: &mut Output) -> Result<()> {
    // Before the line, since whoever reads it may send the signal.
    let stop = interrupt::flag()?;
    let refused = stage.target.refused();
    stage.target.set_out(true);
    let mut waiting = 0;
    for kind in WAITING {
        let (_, request) = stage.event(example(kind, "typical").body)?;
        waiting += usize::from(answer(&stage.send(&request)?) == (200, "stored".to_owned()));
    }
    // The first look at the view is to show a sink that is down.
    stage.wait(|| stage.target.refused() > refused);
    let view = stage.view();
    let text = format!(
        "the view is open at {view} until Ctrl-C; the target is out of order, and {waiting} events wait for it"
    );
    output.result(&json!({"step": "keep", "view": view}), &text)?;
    output.finish()?;
    while !stop.load(Ordering::Relaxed) {
        std::thread::sleep(LOOK);
    }
    Ok(())
}

/// What is shown, step by step.
struct Story<'a> {
    stage: &'a mut Stage,
    output: &'a mut Output,
    /// Bodies of the events that were stored.
    sent: Vec<Vec<u8>>,
    failed: usize,
}

impl Story<'_> {
    /// Prints a step, and counts it where it is not as it is to be.
    fn show(&mut self, step: &str, mut json: Value, is_right: bool, text: &str) -> Result<()> {
        json["step"] = json!(step);
        json["ok"] = json!(is_right);
        self.failed += usize::from(!is_right);
        let mark = if is_right { "ok " } else { "NO " };
        self.output.result(&json, &format!("{mark} {text}"))?;
        self.output.finish()
    }

    /// One event of each kind: received, verified, parsed, stored, forwarded to the byte.
    fn each_kind(&mut self) -> Result<()> {
        for kind in EventKind::ALL {
            let (uuid, request) = self.stage.event(example(kind, "typical").body)?;
            let body = request.body.clone();
            let sent = Instant::now();
            let answer = answer(&self.stage.send(&request)?);
            let stage = &*self.stage;
            let is_forwarded = stage.wait(|| !stage.target.taken(&body).is_empty());
            let forwarded = stage.target.taken(&body).pop();
            let is_verified = forwarded.as_ref().is_some_and(|it| it.is_verified);
            let took = forwarded.map_or(0.0, |it| (it.at - sent).as_secs_f64() * 1e3);
            let is_parsed =
                Webhook::from_slice(&body).is_ok_and(|webhook| webhook.event.kind() == Some(*kind));
            let is_right =
                answer == (200, "stored".to_owned()) && is_forwarded && is_verified && is_parsed;
            let json = json!({"event": kind.as_str(), "uuid": uuid, "status": answer.0,
                "line": answer.1, "verified": is_verified, "parsed": is_parsed,
                "forwarded": is_forwarded, "forwarded_after_ms": took});
            let text = format!(
                "{:<22} {} {}, {}verified, {}parsed, {}forwarded to the byte after {took:.1} ms",
                kind.as_str(),
                answer.0,
                answer.1,
                not(is_verified),
                not(is_parsed),
                not(is_forwarded)
            );
            self.sent.push(body);
            self.show("event", json, is_right, &text)?;
        }
        Ok(())
    }

    /// A body that was changed on its way is refused, and goes nowhere.
    fn tampered(&mut self) -> Result<()> {
        let (_, mut request) = self.stage.event(example("MessageSent", "typical").body)?;
        let before = self.stage.target.count();
        // A letter of the event's name.
        request.body[12] ^= 1;
        let answer = answer(&self.stage.send(&request)?);
        let is_right =
            answer == (401, "signature-wrong".to_owned()) && self.stage.target.count() == before;
        let json = json!({"status": answer.0, "line": answer.1});
        let text =
            format!("{:<22} {} {}, {}refused", "a changed body", answer.0, answer.1, not(is_right));
        self.show("tampered", json, is_right, &text)
    }

    /// While the target is out of order all is stored, and forwarded later.
    fn outage(&mut self) -> Result<()> {
        self.stage.target.set_out(true);
        let mut bodies = Vec::new();
        let mut is_right = true;
        for kind in OUTAGE {
            let (_, request) = self.stage.event(example(kind, "typical").body)?;
            is_right &= answer(&self.stage.send(&request)?) == (200, "stored".to_owned());
            bodies.push(request.body);
        }
        let stage = &*self.stage;
        let is_taken = |body: &Vec<u8>| !stage.target.taken(body).is_empty();
        is_right &= stage.wait(|| stage.target.refused() > 0) && !bodies.iter().any(is_taken);
        let refused = stage.target.refused();
        stage.target.set_out(false);
        is_right &= stage.wait(|| bodies.iter().all(is_taken));
        let count = bodies.len();
        self.sent.extend(bodies);
        let json = json!({"events": count, "refused": refused});
        let text = format!(
            "{:<22} {count} events while the target answered 503, {}all stored, and forwarded after it",
            "an outage",
            not(is_right)
        );
        self.show("outage", json, is_right, &text)
    }

    /// After a restart the receiver knows what it stored: a second one is absorbed.
    fn restart(&mut self) -> Result<()> {
        self.stage.stop_receiver()?;
        self.stage.start_receiver()?;
        let mut is_right = true;
        let mut last = (0, String::new());
        for body in &self.sent {
            last = answer(&self.stage.send(&self.stage.signer.sign(body.clone()))?);
            is_right &= last == (200, "duplicate".to_owned());
        }
        let json = json!({"events": self.sent.len(), "status": last.0, "line": last.1});
        let text = format!(
            "{:<22} {} events come again after a restart, {}absorbed: {} {}",
            "duplicates",
            self.sent.len(),
            not(is_right),
            last.0,
            last.1
        );
        self.show("duplicate", json, is_right, &text)
    }

    /// Nothing was lost, and nothing was forwarded twice.
    fn once_each(&mut self) -> Result<()> {
        // One more, behind which nothing waits.
        let (_, request) = self.stage.event(example("MessageSent", "typical").body)?;
        let mut is_right = answer(&self.stage.send(&request)?) == (200, "stored".to_owned());
        let stage = &*self.stage;
        is_right &= stage.wait(|| !stage.target.taken(&request.body).is_empty());
        self.sent.push(request.body);
        let times = self.sent.iter().map(|body| stage.target.taken(body).len());
        is_right &= times.into_iter().all(|times| times == 1);
        is_right &= stage.target.count() == self.sent.len();
        let (count, sent) = (stage.target.count(), self.sent.len());
        let json = json!({"stored": sent, "forwarded": count});
        let text = format!(
            "{:<22} {sent} events stored, {count} forwarded, {}each once",
            "the count",
            not(is_right)
        );
        self.show("count", json, is_right, &text)
    }
}

/// `NOT ` before what is not so.
fn not(is_so: bool) -> &'static str {
    if is_so { "" } else { "NOT " }
}

/// The status and the line of an answer; 0 for none.
fn answer(attempt: &Attempt) -> (u16, String) {
    let status = match attempt.outcome {
        Outcome::Status(status) => status,
        _ => 0,
    };
    (status, String::from_utf8_lossy(&attempt.answer).into_owned())
}
