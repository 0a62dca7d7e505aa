//! `classify`: what the replies of mail servers mean.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use postal_webhooks::delivery::{Classification, SmtpReply, classify};
use postal_webhooks::{Event, Webhook};
use serde_json::{Value, json};

use crate::Verdict;
use crate::blocks::{Blocks, list};
use crate::output::Output;

/// Say what kind of failure a delivery tells of, and why.
///
/// Of one reply, or of a log of events: one line for each failure, then a summary by kind. Events
/// that tell of no failed delivery are counted alone: a `MessageSent` is none, and a `MessageBounced`
/// holds no reply of a mail server. A line that cannot be read does not end the run.
#[derive(Args)]
pub(crate) struct Classify {
    /// The `output` of a delivery: what the mail server said.
    #[arg(long, value_name = "TEXT", required_unless_present = "files")]
    output: Option<String>,
    /// The `details` of a delivery: what Postal said.
    #[arg(long, value_name = "TEXT", requires = "output")]
    details: Option<String>,
    /// Each line of the files is an `output`, as text or as a JSON string, and not an event.
    #[arg(long, conflicts_with = "output")]
    texts: bool,
    /// Events: files with one body each or one a line, or folders of them; `-` is standard input.
    #[arg(conflicts_with_all = ["output", "details"])]
    files: Vec<PathBuf>,
}

impl Classify {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        if let Some(text) = &self.output {
            let why = classify(text, self.details.as_deref());
            let source = if why.source.is_empty() {
                String::new()
            } else {
                format!("\n  source: {}", why.source)
            };
            output.result(&reply_json(&why, text), &format!("{why}{source}"))?;
            output.finish()?;
            return Ok(Verdict::Yes);
        }
        let mut summary = Summary::default();
        let mut is_whole = true;
        for path in &self.files {
            let mut files = Vec::new();
            let listed = list(path, &mut files);
            for file in &files {
                let done = self.file(file, &mut summary, &mut is_whole, output);
                is_whole &= output.tell(done)?;
            }
            is_whole &= output.tell(listed)?;
        }
        if is_whole && summary.kinds.is_empty() {
            bail!(
                "there is nothing to classify; MessageDelayed, MessageDeliveryFailed and MessageHeld tell of failures"
            );
        }
        summary.print(output)?;
        output.finish()?;
        Ok(if is_whole { Verdict::Yes } else { Verdict::Partial })
    }

    fn file(
        &self,
        file: &Path,
        summary: &mut Summary,
        is_whole: &mut bool,
        output: &mut Output,
    ) -> Result<()> {
        let mut blocks = if self.texts { Blocks::open_lines(file)? } else { Blocks::open(file)? };
        while let Some(block) = blocks.next()? {
            for (line, bytes) in block.bodies() {
                if self.texts {
                    let text = String::from_utf8_lossy(bytes);
                    let text = serde_json::from_str(&text).unwrap_or(text.into_owned());
                    let why = classify(&text, None);
                    summary.add(file, line, None, &why, &text, output)?;
                    continue;
                }
                let place = || format!("{}:{line}", file.display());
                match Webhook::from_slice(bytes).with_context(place) {
                    Ok(webhook) => summary.event(file, line, &webhook.event, output)?,
                    Err(error) => *is_whole &= output.tell(Err(error))?,
                }
            }
        }
        Ok(())
    }
}

/// How many failures there were.
#[derive(Default)]
struct Summary {
    /// By kind, and by rule.
    kinds: BTreeMap<String, BTreeMap<&'static str, u64>>,
    /// Events that tell of no failure.
    others: u64,
}

impl Summary {
    /// Counts an event, and prints its failure if it tells of one.
    fn event(
        &mut self,
        file: &Path,
        line: usize,
        event: &Event,
        output: &mut Output,
    ) -> Result<()> {
        let (Event::MessageDelayed(delivery)
        | Event::MessageDeliveryFailed(delivery)
        | Event::MessageHeld(delivery)) = event
        else {
            self.others += 1;
            return Ok(());
        };
        let why = Classification::of(delivery);
        self.add(file, line, Some(event.name()), &why, &delivery.output, output)
    }

    /// Counts a failure, and prints it.
    fn add(
        &mut self,
        file: &Path,
        line: usize,
        event: Option<&str>,
        why: &Classification,
        text: &str,
        output: &mut Output,
    ) -> Result<()> {
        *self.kinds.entry(format!("{:?}", why.kind)).or_default().entry(why.rule).or_default() += 1;
        let mut json = reply_json(why, text);
        json["file"] = json!(file.display().to_string());
        json["line"] = json!(line);
        let mut place = format!("{}:{line}: ", file.display());
        if let Some(event) = event {
            json["event"] = json!(event);
            place.extend([event, ": "]);
        }
        output.result(&json, &format!("{place}{why}"))
    }

    fn print(&self, output: &mut Output) -> Result<()> {
        for (kind, rules) in &self.kinds {
            let count: u64 = rules.values().sum();
            let json = json!({"summary": {"kind": kind, "count": count, "rules": rules}});
            output.result(&json, &format!("{kind}: {count}"))?;
        }
        if self.others > 0 {
            let json = json!({"summary": {"kind": null, "count": self.others}});
            output.result(&json, &format!("no failure: {}", self.others))?;
        }
        Ok(())
    }
}

/// The classification of a reply, as `--json` prints it.
fn reply_json(why: &Classification, text: &str) -> Value {
    let reply = SmtpReply::parse(text);
    let status = reply.and_then(|reply| reply.enhanced()).map(|status| status.to_string());
    json!({
        "kind": format!("{:?}", why.kind),
        "certainty": format!("{:?}", why.certainty),
        "rule": why.rule,
        "source": why.source,
        "phrase": why.phrase,
        "code": reply.map(|reply| reply.code()),
        "status": status,
    })
}
