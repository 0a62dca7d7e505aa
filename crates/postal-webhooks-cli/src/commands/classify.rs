//! `classify`: what the reply of a mail server means.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use postal_webhooks::delivery::{SmtpReply, classify};
use postal_webhooks::{Event, Webhook};
use serde_json::json;

use crate::output::Output;
use crate::{Verdict, input};

/// Say what kind of failure a delivery tells of, and why.
#[derive(Args)]
pub(crate) struct Classify {
    /// The `output` of a delivery: what the mail server said.
    #[arg(long, value_name = "TEXT", required_unless_present = "body")]
    output: Option<String>,
    /// The `details` of a delivery: what Postal said.
    #[arg(long, value_name = "TEXT")]
    details: Option<String>,
    /// The body of an event about a delivery; `-` is standard input.
    #[arg(conflicts_with_all = ["output", "details"])]
    body: Option<PathBuf>,
}

impl Classify {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let (text, details) = match &self.body {
            Some(path) => {
                let webhook = Webhook::from_slice(&input::read(path)?)?;
                match webhook.event {
                    Event::MessageSent(it)
                    | Event::MessageDelayed(it)
                    | Event::MessageDeliveryFailed(it)
                    | Event::MessageHeld(it) => (it.output, it.details),
                    _ => anyhow::bail!(
                        "{} tells of no delivery; MessageSent, MessageDelayed, MessageDeliveryFailed and MessageHeld do",
                        path.display()
                    ),
                }
            }
            None => (self.output.clone().unwrap_or_default(), self.details.clone()),
        };
        let why = classify(&text, details.as_deref());
        let reply = SmtpReply::parse(&text);
        let status = reply.and_then(|reply| reply.enhanced()).map(|status| status.to_string());
        let json = json!({
            "kind": format!("{:?}", why.kind),
            "certainty": format!("{:?}", why.certainty),
            "rule": why.rule,
            "source": why.source,
            "phrase": why.phrase,
            "code": reply.map(|reply| reply.code()),
            "status": status,
        });
        let source = if why.source.is_empty() {
            String::new()
        } else {
            format!("\n  source: {}", why.source)
        };
        output.result(&json, &format!("{why}{source}"))?;
        output.finish()?;
        Ok(Verdict::Yes)
    }
}
