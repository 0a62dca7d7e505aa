//! `backup`: a copy of the store, also while the receiver runs.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::Verdict;
use crate::operate::{Store, wait};
use crate::output::Output;

/// Copy the store of a receiver to a file, also while it runs.
///
/// The copy is whole or not there, and nobody else can read it. An older backup of this name is
/// replaced, and nothing else. Its time is noted beside the store, where the metrics find it. Copy
/// no store with `cp`: that can be torn.
#[derive(Args)]
pub(crate) struct Backup {
    /// The file.
    file: PathBuf,
    #[command(flatten)]
    store: Store,
    /// Check the copy before it takes its place: that it is sound, and has each event that the
    /// store has.
    #[arg(long)]
    verify: bool,
    /// Make none, and check the one that is there.
    #[arg(long, conflicts_with = "verify")]
    verify_only: bool,
}

impl Backup {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let store = self.store.open()?;
        let backup = wait(async {
            Ok(match (self.verify_only, self.verify) {
                (true, _) => store.verify_backup(&self.file).await?,
                (false, true) => store.backup_verified(&self.file).await?,
                (false, false) => store.backup(&self.file).await?,
            })
        })?;
        let verified = if backup.verified { ", verified" } else { "" };
        let text = format!(
            "{}: {} events up to {}, {} bodies in quarantine, {} bytes{verified}",
            self.file.display(),
            backup.events,
            backup.last_seq,
            backup.quarantined,
            backup.bytes
        );
        output.result(&json!({"backup": backup}), &text)?;
        output.finish()?;
        Ok(Verdict::Yes)
    }
}
