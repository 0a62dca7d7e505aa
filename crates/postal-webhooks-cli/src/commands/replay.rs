//! `replay`: events once more to a sink.

use anyhow::Result;
use clap::{ArgGroup, Args};
use postal_webhooks_receiver::operate::Action;
use serde_json::json;

use crate::Verdict;
use crate::operate::{Change, Select, wait};
use crate::output::Output;

/// Offer stored events to a sink once more.
///
/// Those that the sink has not come to are left out: it gets them anyway. Each is sent with an
/// idempotency key of its own.
#[derive(Args)]
#[command(group = ArgGroup::new("which").required(true).multiple(true).args(["since", "seq", "uuid", "event", "source"]))]
pub(crate) struct Replay {
    /// The sink.
    #[arg(long, value_name = "SINK")]
    to: String,
    #[command(flatten)]
    select: Select,
    #[command(flatten)]
    change: Change,
}

impl Replay {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let action = Action::Replay { sink: self.to.clone(), select: self.select.selection()? };
        let report = wait(async {
            self.change.reach().await?.act_or_look(&action, self.change.dry_run).await
        })?;
        let verb = if report.dry_run { "would be" } else { "are" };
        let text = format!("{} events {verb} offered to {} once more", report.count, self.to);
        output.result(&json!({"replay": report}), &text)?;
        output.finish()?;
        Ok(if report.count > 0 { Verdict::Yes } else { Verdict::No })
    }
}
