//! `dlq`: dead letters, the events that a sink gave up.

use anyhow::Result;
use clap::{Args, Subcommand};
use postal_webhooks_receiver::operate::{Action, time};
use serde_json::json;

use crate::Verdict;
use crate::commands::events;
use crate::operate::{Change, Reach, Store, confirm, pages, wait};
use crate::output::Output;

/// List, show, retry and drop dead letters: events that a sink gave up.
#[derive(Args)]
pub(crate) struct Dlq {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List dead letters with the last error of each.
    List {
        #[command(flatten)]
        store: Store,
        /// Of this sink alone.
        #[arg(long)]
        sink: Option<String>,
    },
    /// Show the event of a dead letter with its headers and its body.
    Show {
        /// Sequence of the event.
        seq: i64,
        #[command(flatten)]
        store: Store,
        /// Print the body alone, to the byte.
        #[arg(long, conflicts_with = "json")]
        raw: bool,
    },
    /// Try dead letters again.
    Retry {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        change: Change,
    },
    /// Forget dead letters: they are not delivered to this sink. The events stay for as long as
    /// others.
    Drop {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        change: Change,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Args)]
struct Which {
    /// The sink.
    sink: String,
    /// Sequences of the events.
    #[arg(required_unless_present = "all")]
    seq: Vec<i64>,
    /// All of this sink.
    #[arg(long, conflicts_with = "seq")]
    all: bool,
}

impl Which {
    /// The changes: one for each sequence, or one for all.
    fn actions(&self, action: impl Fn(String, Option<i64>) -> Action) -> Vec<Action> {
        if self.all {
            return vec![action(self.sink.clone(), None)];
        }
        self.seq.iter().map(|seq| action(self.sink.clone(), Some(*seq))).collect()
    }
}

impl Dlq {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        match &self.command {
            Command::List { store, sink } => list(store, sink.as_deref(), output),
            Command::Show { seq, store, raw } => {
                events::show::run(&store.open()?, &seq.to_string(), *raw, output)
            }
            Command::Retry { which, change } => wait(async {
                let actions = which.actions(|sink, seq| Action::Retry { sink, seq });
                let count = act(&change.reach().await?, &actions, change.dry_run).await?;
                let verb = if change.dry_run { "would be" } else { "are" };
                report("retry", count, change.dry_run, &format!("{verb} tried again"), output)
            }),
            Command::Drop { which, change, yes } => wait(async {
                let actions = which.actions(|sink, seq| Action::Drop { sink, seq });
                drop(&change.reach().await?, &actions, change.dry_run, *yes, output).await
            }),
        }
    }
}

fn list(store: &Store, sink: Option<&str>, output: &mut Output) -> Result<Verdict> {
    let store = store.open()?;
    pages(
        output,
        async |skip, limit| Ok(store.dead_letters(sink, skip, limit).await?),
        |row| {
            format!(
                "{}  {:>8}  {}  {}  {}  {} attempts: {}",
                row.sink,
                row.seq,
                time::text(row.dead_at),
                row.event,
                row.uuid,
                row.attempts,
                row.error
            )
        },
    )
}

async fn act(reach: &Reach, actions: &[Action], dry_run: bool) -> Result<u64> {
    let mut count = 0;
    for action in actions {
        count += reach.act_or_look(action, dry_run).await?.count;
    }
    Ok(count)
}

async fn drop(
    reach: &Reach,
    actions: &[Action],
    dry_run: bool,
    yes: bool,
    output: &mut Output,
) -> Result<Verdict> {
    let count = act(reach, actions, true).await?;
    if dry_run || count == 0 {
        return report("drop", count, dry_run, "would be forgotten", output);
    }
    if !confirm(&format!("{count} dead letters are forgotten"), yes)? {
        return report("drop", 0, false, "are forgotten", output);
    }
    let count = act(reach, actions, false).await?;
    report("drop", count, false, "are forgotten", output)
}

fn report(
    word: &str,
    count: u64,
    dry_run: bool,
    verb: &str,
    output: &mut Output,
) -> Result<Verdict> {
    let text = format!("{count} dead letters {verb}");
    output.result(&json!({word: {"count": count, "dry_run": dry_run}}), &text)?;
    output.finish()?;
    Ok(if count > 0 { Verdict::Yes } else { Verdict::No })
}
