//! `events`: what a receiver has stored.

mod export;
pub(super) mod show;
mod tail;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};
use postal_webhooks_receiver::operate::{EventHead, time};
use serde_json::json;

use crate::Verdict;
use crate::operate::{Select, Store, wait};
use crate::output::Output;

/// List, show, follow and export the events that a receiver has stored.
///
/// The store is opened to read alone, whether the receiver runs or not.
#[derive(Args)]
pub(crate) struct Events {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List events without their bodies, the newest first.
    List {
        #[command(flatten)]
        store: Store,
        #[command(flatten)]
        select: Select,
        /// The most events.
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
    },
    /// Show one event with its headers and its body.
    Show {
        /// Its sequence or its uuid.
        event: String,
        #[command(flatten)]
        store: Store,
        /// Print the body alone, to the byte.
        #[arg(long, conflicts_with = "json")]
        raw: bool,
    },
    /// List the newest events, the oldest of them first, and follow what comes.
    Tail {
        #[command(flatten)]
        store: Store,
        #[command(flatten)]
        select: Select,
        /// The most events to begin with.
        #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
        lines: usize,
        /// Go on with what comes, until Ctrl-C.
        #[arg(short, long)]
        follow: bool,
    },
    /// Write events with headers and bodies, one JSON object a line, the oldest first.
    Export {
        #[command(flatten)]
        store: Store,
        #[command(flatten)]
        select: Select,
        /// Write to this file, which is whole or not there. Standard output without it.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

impl Events {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        match &self.command {
            Command::List { store, select, limit } => {
                let (store, select) = (store.open()?, select.selection()?);
                let events = wait(async { Ok(store.newest(&select, *limit).await?) })?;
                for event in &events {
                    print(event, output)?;
                }
                output.finish()?;
                Ok(Verdict::Yes)
            }
            Command::Show { event, store, raw } => show::run(&store.open()?, event, *raw, output),
            Command::Tail { store, select, lines, follow } => {
                let select = select.selection()?;
                wait(tail::run(&store.open()?, select, *lines, *follow, output))
            }
            Command::Export { store, select, output: file } => {
                let select = select.selection()?;
                wait(export::run(&store.open()?, select, file.as_deref(), output))
            }
        }
    }
}

/// Prints an event in a line.
fn print(event: &EventHead, output: &mut Output) -> Result<()> {
    let text = format!(
        "{:>8}  {}  {}  {}  {}  {}",
        event.seq,
        time::text(event.received_at),
        event.source,
        if event.event.is_empty() { "-" } else { &event.event },
        event.class.as_str(),
        event.uuid,
    );
    output.result(&json!(event), &one_line(&text))
}

/// The text without line feeds: what comes from outside begins no line of its own.
pub(crate) fn one_line(text: &str) -> String {
    text.replace('\n', "\\u{a}")
}
