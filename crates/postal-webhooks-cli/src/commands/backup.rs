//! `backup`: a copy of the store, also while the receiver runs.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;

use crate::Verdict;
use crate::operate::{Store, wait};
use crate::output::Output;

/// Copy the store of a receiver to a file, also while it runs.
///
/// The copy is whole or not there, and nobody else can read it. Its time is noted beside the store,
/// where the metrics find it. Copy no store with `cp`: that can be torn.
#[derive(Args)]
pub(crate) struct Backup {
    /// A new file; with --verify alone, the backup to look at.
    file: PathBuf,
    #[command(flatten)]
    store: Store,
    /// Check the copy: that it is sound, and has each event that the store has. If the file is
    /// there, it is checked alone.
    #[arg(long)]
    verify: bool,
}

impl Backup {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let store = self.store.open()?;
        let is_there = self.file.exists();
        if is_there && !self.verify {
            bail!("{} is there already; name a new file", self.file.display());
        }
        let made = wait(async {
            let made = if is_there { None } else { Some(store.backup(&self.file).await?) };
            Ok(match made {
                Some(made) if !self.verify => made,
                _ => store.verify_backup(&self.file).await?,
            })
        })?;
        let verified = if made.verified { ", verified" } else { "" };
        let text = format!(
            "{}: {} events up to {}, {} bodies in quarantine, {} bytes{verified}",
            self.file.display(),
            made.events,
            made.last_seq,
            made.quarantined,
            made.bytes
        );
        output.result(&json!({"backup": made}), &text)?;
        output.finish()?;
        Ok(Verdict::Yes)
    }
}
