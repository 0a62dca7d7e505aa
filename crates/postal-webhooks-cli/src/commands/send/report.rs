//! [`Report`] of `send`: each request, the statuses, and how long the answers took.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::Result;
use postal_webhooks::testing::postal::{Attempt, Outcome};
use serde_json::json;

use super::fault::Fault;
use super::plan::{Plan, Planned};
use crate::Verdict;
use crate::network::latency::{Latency, milliseconds};
use crate::output::Output;

/// As many requests are printed one by one; of more, those alone that were not as expected.
const LINES: usize = 50;

pub(crate) struct Report {
    planned: usize,
    made: usize,
    accepted: usize,
    unexpected: usize,
    outcomes: BTreeMap<String, usize>,
    latency: Latency,
}

impl Report {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self {
            planned: plan.len(),
            made: 0,
            accepted: 0,
            unexpected: 0,
            outcomes: BTreeMap::new(),
            latency: Latency::default(),
        }
    }

    /// Counts a request, and prints it.
    pub(crate) fn add(
        &mut self,
        planned: &Planned,
        attempt: &Attempt,
        output: &mut Output,
    ) -> Result<()> {
        let outcome = attempt.outcome;
        let is_accepted = outcome.is_delivered();
        let is_expected = planned.fault.is_none_or(Fault::is_to_be_accepted) == is_accepted;
        self.made += 1;
        self.accepted += usize::from(is_accepted);
        self.unexpected += usize::from(!is_expected);
        *self.outcomes.entry(outcome.to_string()).or_default() += 1;
        if matches!(outcome, Outcome::Status(_)) {
            self.latency.add(attempt.took);
        }
        if !output.is_json() && is_expected && self.planned > LINES {
            return Ok(());
        }
        let took = milliseconds(attempt.took);
        let json = json!({"request": planned.number, "event": planned.name, "uuid": planned.uuid,
            "fault": planned.fault.map(Fault::name), "status": status(outcome),
            "history": outcome.history(), "outcome": outcome.to_string(),
            "expected": is_expected, "milliseconds": took});
        let fault = planned.fault.map_or(String::new(), |fault| format!(", {}", fault.name()));
        let remark = match (is_expected, is_accepted) {
            (true, _) => "",
            (false, true) => "  <- a receiver must refuse this",
            (false, false) => "  <- a receiver must accept this",
        };
        let text = format!("{outcome}  {}{fault}  {took:.1} ms{remark}", planned.name);
        output.result(&json, &text)?;
        output.finish()
    }

    /// Prints the summary.
    pub(crate) fn print(&self, took: Duration, output: &mut Output) -> Result<Verdict> {
        let seconds = took.as_secs_f64();
        #[allow(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = self.made as f64 / seconds.max(1e-6);
        let missing = self.planned - self.made;
        let json = json!({"summary": {"requests": self.made, "accepted": self.accepted,
            "unexpected": self.unexpected, "unsent": missing, "outcomes": self.outcomes,
            "seconds": seconds, "rate": rate, "milliseconds": self.latency.to_json()}});
        let mut text = format!(
            "\n{} request{} in {seconds:.2} s ({rate:.0} a second), {} accepted, {} not as expected\n",
            self.made,
            if self.made == 1 { "" } else { "s" },
            self.accepted,
            self.unexpected
        );
        if missing > 0 {
            let _ = writeln!(text, "interrupted: {missing} requests were not made");
        }
        text.push_str("Postal's history would show:\n");
        for (outcome, count) in &self.outcomes {
            let _ = writeln!(text, "  {count:>6} x {outcome}");
        }
        text.push_str(&self.latency.to_text());
        output.result(&json, &text)?;
        let is_right = self.unexpected == 0 && missing == 0;
        Ok(if is_right { Verdict::Yes } else { Verdict::No })
    }
}

/// The status of the answer, where there is a complete one that Postal can store.
fn status(outcome: Outcome) -> Option<u16> {
    match outcome {
        Outcome::Status(status) => Some(status),
        _ => None,
    }
}
