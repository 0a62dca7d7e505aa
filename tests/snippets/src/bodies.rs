//! Bodies that the handlers read: all examples, and an event that nobody knows.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use postal_webhooks_codegen::Model;
use postal_webhooks_site::snippets::HANDLERS;

const UNKNOWN: &str = r#"{"event":"CredentialLocked","timestamp":1718093722.5,"payload":{},"uuid":"8a2a1b0c-5f43-4d0e-9f39-54bd1e9b6a57"}"#;

/// What the handlers say of it.
const UNKNOWN_SAID: &str = "CredentialLocked is not handled";

/// Lines that the handlers must say, so that not all of them can be wrong alike.
const SAID: [&str; 3] = [
    "message 48400 to olivia@example.com is delayed: 452 4.2.2 Mailbox full",
    "message 48610 to somebody is held: no reason given",
    "message 48500 to olivai@example.com failed: Recipient, unknown-recipient",
];

/// Bodies, each with its event.
#[derive(Debug)]
pub(crate) struct Bodies<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Bodies<'a> {
    pub(crate) fn new(model: &'a Model) -> Self {
        let examples = model
            .events
            .iter()
            .flat_map(|event| event.examples.iter().map(|example| (&*event.name, &*example.text)));
        Self(examples.chain([("", UNKNOWN)]).collect())
    }

    /// Those of one event, and the unknown one.
    pub(crate) fn of(&self, event: &str) -> Self {
        Self(self.0.iter().copied().filter(|(name, _)| *name == event || name.is_empty()).collect())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Writes them one a line.
    pub(crate) fn write(&self, path: &Path) -> Result<PathBuf> {
        let mut text = String::new();
        for (event, body) in &self.0 {
            ensure!(!body.contains('\n'), "an example of {event} has several lines");
            text.push_str(body);
            text.push('\n');
        }
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            fs::write(path, text)
        };
        write().with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path.to_owned())
    }

    /// Checks what a handler says of all of them: the events that it has a part for are handled, and
    /// no others are.
    pub(crate) fn check(&self, said: &str) -> Result<()> {
        let lines: Vec<&str> = said.lines().collect();
        ensure!(lines.len() >= self.count(), "it says {} lines", lines.len());
        for line in SAID {
            ensure!(lines.contains(&line), "it does not say: {line}");
        }
        ensure!(lines.last() == Some(&UNKNOWN_SAID), "it ends with: {:?}", lines.last());
        for (event, _) in self.0.iter().filter(|(event, _)| !event.is_empty()) {
            let is_handled = !lines.contains(&&*format!("{event} is not handled"));
            let has_part = HANDLERS[0].shown(event)?.is_some();
            ensure!(
                is_handled == has_part,
                "{event}: it has a part {has_part}, is handled {is_handled}"
            );
        }
        Ok(())
    }
}
