//! `prune`: deletes now what is old enough.

use anyhow::Result;
use clap::Args;
use postal_webhooks_receiver::operate::{Action, Report};
use serde_json::json;

use crate::Verdict;
use crate::operate::{Change, Reach, confirm, duration, wait};
use crate::output::Output;

/// Delete now what is old enough, as the receiver does by itself.
///
/// What a sink has not come to, and what is parked or dead, stays. Where no receiver runs, its
/// configuration is not read: events are kept for 30 days if --keep-events does not say otherwise,
/// and each sink in the store counts.
#[derive(Args)]
pub(crate) struct Prune {
    /// How long events are kept, instead of what is configured: `12h`, `7d`; an hour at least.
    #[arg(long, value_name = "DURATION")]
    keep_events: Option<String>,
    #[command(flatten)]
    change: Change,
    /// Do not ask.
    #[arg(long)]
    yes: bool,
}

impl Prune {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let keep_events = self.keep_events.as_deref().map(duration).transpose()?;
        let action = Action::Prune { keep_events };
        wait(async { self.prune(&self.change.reach().await?, &action, output).await })
    }

    async fn prune(&self, reach: &Reach, action: &Action, output: &mut Output) -> Result<Verdict> {
        let look = reach.look(action).await?;
        if self.change.dry_run || look.count == 0 {
            return report(&look, "would be", output);
        }
        let question = format!("{} deleted", rows(&look));
        if !confirm(&question, self.yes)? {
            return Ok(Verdict::No);
        }
        report(&reach.act(action).await?, "are", output)
    }
}

fn rows(report: &Report) -> String {
    let removable = report.removable.unwrap_or_default();
    format!(
        "{} events, {} uuids of events that are gone, and {} bodies in quarantine are",
        removable.events, removable.uuids, removable.quarantined
    )
}

fn report(report: &Report, verb: &str, output: &mut Output) -> Result<Verdict> {
    let rows = rows(report);
    let text = format!("{} {verb} deleted", rows.trim_end_matches(" are"));
    output.result(&json!({"prune": report}), &text)?;
    output.finish()?;
    Ok(Verdict::Yes)
}
