//! `events export`: events with headers and bodies, for another program.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use postal_webhooks_receiver::operate::{OpenStore, Selection, Whole};
use serde_json::json;

use crate::Verdict;
use crate::operate::PAGE;
use crate::output::Output;

pub(super) async fn run(
    store: &OpenStore,
    select: Selection,
    file: Option<&Path>,
    output: &mut Output,
) -> Result<Verdict> {
    let Some(path) = file else {
        each(store, select, |line| output.bytes(line)).await?;
        output.finish()?;
        return Ok(Verdict::Yes);
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    let failed = || format!("cannot write {}", path.display());
    let mut options = File::options();
    options.write(true).create_new(true);
    // Bodies have addresses: nobody else reads them.
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut writer = BufWriter::new(options.open(&beside).with_context(failed)?);
    let write = async {
        let count = each(store, select, |line| writer.write_all(line).with_context(failed)).await?;
        writer.into_inner().with_context(failed)?.sync_all().with_context(failed)?;
        std::fs::rename(&beside, path).with_context(failed)?;
        Ok(count)
    };
    let written: Result<u64> = write.await;
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    let count = written?;
    let text = format!("{count} events are in {}", path.display());
    output.result(&json!({"file": path, "events": count}), &text)?;
    output.finish()?;
    Ok(Verdict::Yes)
}

/// Gives each event as a line, and counts them.
async fn each(
    store: &OpenStore,
    mut select: Selection,
    mut write: impl FnMut(&[u8]) -> Result<()>,
) -> Result<u64> {
    let last = store.last().await?;
    select.until = Some(select.until.map_or(last, |until| until.min(last)));
    let mut count = 0;
    loop {
        let events = store.events(&select, PAGE).await?;
        let Some(last) = events.last() else { return Ok(count) };
        (select.from, select.since) = (Some(last.seq + 1), None);
        for event in events {
            write(format!("{}\n", json!(Whole::from(event))).as_bytes())?;
            count += 1;
        }
    }
}
