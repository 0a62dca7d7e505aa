//! `quarantine`: what verified, and is no event.

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use postal_webhooks_receiver::operate::{Action, time};
use serde_json::json;

use crate::Verdict;
use crate::commands::events;
use crate::operate::{Change, Reach, Store, pages, wait};
use crate::output::{Output, visible};

/// List, show and release what verified, and is no event.
#[derive(Args)]
pub(crate) struct Quarantine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List bodies in quarantine, the oldest first, with the reason of each.
    List {
        #[command(flatten)]
        store: Store,
    },
    /// Show a body with its headers.
    Show {
        /// The first 8 digits of its digest, or more.
        digest: String,
        #[command(flatten)]
        store: Store,
        /// Print the body alone, to the byte.
        #[arg(long, conflicts_with = "json")]
        raw: bool,
    },
    /// Make events of bodies that came late: they are delivered, and kept as if they came now.
    ///
    /// What is not JSON or has no uuid cannot be an event. Of two bodies with the same uuid, the
    /// first stays.
    Release {
        /// The first 8 digits of the digests, or more.
        #[arg(required = true)]
        digest: Vec<String>,
        #[command(flatten)]
        change: Change,
    },
}

impl Quarantine {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        match &self.command {
            Command::List { store } => {
                let store = store.open()?;
                pages(
                    output,
                    async |skip, limit| Ok(store.quarantine(skip, limit).await?),
                    |row| {
                        format!(
                            "{}  {}  {}  {}  {}×  {} bytes",
                            &row.digest[..12.min(row.digest.len())],
                            time::text(row.received_at),
                            row.source,
                            row.reason,
                            row.times,
                            row.bytes
                        )
                    },
                )
            }
            Command::Show { digest, store, raw } => {
                let store = store.open()?;
                let whole = wait(async { Ok(store.quarantined(digest).await?) })?;
                events::show::print(&whole, *raw, output)
            }
            Command::Release { digest, change } => wait(async {
                release(&change.reach().await?, digest, change.dry_run, output).await
            }),
        }
    }
}

/// Releases one after the other; one that cannot be does not keep the others.
async fn release(
    reach: &Reach,
    digests: &[String],
    dry_run: bool,
    output: &mut Output,
) -> Result<Verdict> {
    let mut failed = 0;
    for digest in digests {
        match reach.act_or_look(&Action::Release { digest: digest.clone() }, dry_run).await {
            Ok(report) => {
                let text = match report.seq {
                    Some(seq) => format!("{digest}  is event {seq}"),
                    None if report.dry_run => format!("{digest}  would be released"),
                    None => format!("{digest}  is stored already, and out of quarantine"),
                };
                output.result(&json!({"digest": digest, "release": report}), &text)?;
            }
            Err(error) => {
                failed += 1;
                let text = format!("{error:#}");
                output.result(
                    &json!({"digest": digest, "error": text}),
                    &format!("{digest}  {text}"),
                )?;
            }
        }
    }
    output.finish()?;
    if failed > 0 {
        bail!(visible(&format!("{failed} of {} are not released", digests.len())));
    }
    Ok(Verdict::Yes)
}
