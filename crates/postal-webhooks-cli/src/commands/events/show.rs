//! `events show`: one event, with its body.

use anyhow::{Result, bail};
use postal_webhooks_receiver::operate::{OpenStore, Selection, Whole};
use serde_json::json;

use crate::Verdict;
use crate::operate::wait;
use crate::output::Output;

pub(crate) fn run(
    store: &OpenStore,
    event: &str,
    raw: bool,
    output: &mut Output,
) -> Result<Verdict> {
    let select = match event.parse() {
        Ok(seq) => Selection { from: Some(seq), until: Some(seq), ..Selection::default() },
        Err(_) => Selection { uuids: vec![event.to_owned()], ..Selection::default() },
    };
    let mut events = wait(async { Ok(store.events(&select, 2).await?) })?;
    if events.len() > 1 {
        bail!("several sources have an event with this uuid; name one by its sequence");
    }
    let Some(event) = events.pop() else {
        bail!("there is no such event; `events list` names those that are kept");
    };
    print(&event.into(), raw, output)
}

/// Prints something whole.
pub(crate) fn print(whole: &Whole, raw: bool, output: &mut Output) -> Result<Verdict> {
    if raw {
        output.bytes(whole.body())?;
    } else {
        let head = whole.head().chain(whole.headers());
        let lines = head.map(|(name, value)| format!("{name}: {}\n", super::one_line(&value)));
        let body = String::from_utf8_lossy(whole.body());
        let text = format!("{}\n{body}", lines.collect::<String>());
        output.result(&json!(whole), &text)?;
    }
    output.finish()?;
    Ok(Verdict::Yes)
}
