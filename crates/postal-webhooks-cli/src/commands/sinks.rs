//! `sinks`: where events go, and how far each has come.

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use postal_webhooks_receiver::operate::{Action, SinkInfo, time};
use serde_json::json;

use crate::Verdict;
use crate::operate::{Change, Remote, Store, wait};
use crate::output::Output;

/// List sinks, pause and resume them.
///
/// Without --admin, the store is read, which does not tell whether a sink can be reached now.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Sinks {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Subcommand)]
enum Command {
    /// Offer nothing more to a sink, until it is resumed. Its events wait.
    Pause {
        /// The sink.
        sink: String,
        #[command(flatten)]
        change: Change,
    },
    /// Go on with a sink.
    Resume {
        /// The sink.
        sink: String,
        #[command(flatten)]
        change: Change,
    },
}

impl Sinks {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let (action, change, verb) = match &self.command {
            None => {
                for sink in wait(self.list())? {
                    output.result(&json!(sink), &line(&sink))?;
                }
                output.finish()?;
                return Ok(Verdict::Yes);
            }
            Some(Command::Pause { sink, change }) => {
                (Action::Pause { sink: sink.clone() }, change, "paused")
            }
            Some(Command::Resume { sink, change }) => {
                (Action::Resume { sink: sink.clone() }, change, "resumed")
            }
        };
        let report =
            wait(async { change.reach().await?.act_or_look(&action, change.dry_run).await })?;
        let text = match (report.count, report.dry_run) {
            (0, _) => format!("it was {verb} before"),
            (_, true) => format!("it would be {verb}"),
            (_, false) => format!("it is {verb}"),
        };
        output.result(&json!({verb: report}), &text)?;
        output.finish()?;
        Ok(Verdict::Yes)
    }
}

impl Sinks {
    async fn list(&self) -> Result<Vec<SinkInfo>> {
        if self.remote.admin.is_none() {
            return Ok(self.store.open()?.sinks().await?);
        }
        let mut answer = self.remote.admin()?.look("/api/v1/sinks").await?;
        serde_json::from_value(answer["sinks"].take()).context("the answer is of another version")
    }
}

fn line(sink: &SinkInfo) -> String {
    let oldest = sink.oldest_undelivered.map(|at| format!(", the oldest of {}", time::text(at)));
    format!(
        "{}  {}  at {}, {} behind{}, {} parked, {} dead, {} replays",
        sink.name,
        state(sink),
        sink.cursor,
        sink.lag,
        oldest.unwrap_or_default(),
        sink.parked,
        sink.dead,
        sink.replays
    )
}

fn state(sink: &SinkInfo) -> String {
    match (&sink.state, &sink.error) {
        _ if sink.configured == Some(false) => "no longer configured".to_owned(),
        _ if sink.paused => "paused".to_owned(),
        (Some(state), Some(error)) if state != "up" => format!("{state} ({error})"),
        (Some(state), _) => state.clone(),
        (None, _) => "in the store".to_owned(),
    }
}
