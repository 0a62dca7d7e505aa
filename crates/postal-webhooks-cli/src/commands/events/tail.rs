//! `events tail`: the newest events, and those that come.

use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Result;
use postal_webhooks_receiver::operate::{OpenStore, Selection};

use crate::Verdict;
use crate::network::interrupt;
use crate::operate::PAGE;
use crate::output::Output;

/// How often is looked for more. The newest sequence alone is read where nothing came.
const LOOK: Duration = Duration::from_millis(200);

pub(super) async fn run(
    store: &OpenStore,
    mut select: Selection,
    lines: usize,
    follow: bool,
    output: &mut Output,
) -> Result<Verdict> {
    // Before the list is read, so that none is left out between the two.
    let mut last = store.last().await?;
    select.until = Some(select.until.map_or(last, |until| until.min(last)));
    let mut newest = store.newest(&select, lines).await?;
    newest.reverse();
    for event in &newest {
        super::print(event, output)?;
    }
    output.finish()?;
    if !follow {
        return Ok(Verdict::Yes);
    }
    let stop = interrupt::flag()?;
    select.since = None;
    while !stop.load(Ordering::Relaxed) {
        let now = store.last().await?;
        while last < now {
            (select.from, select.until) = (Some(last + 1), Some(now));
            let events = store.oldest(&select, PAGE).await?;
            for event in &events {
                super::print(event, output)?;
            }
            last = match events.last() {
                Some(event) if events.len() == PAGE => event.seq,
                _ => now,
            };
            output.finish()?;
        }
        tokio::time::sleep(LOOK).await;
    }
    Ok(Verdict::Yes)
}
