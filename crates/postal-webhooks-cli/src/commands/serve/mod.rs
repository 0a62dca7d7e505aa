//! `serve`: the receiver that loses nothing.

mod admin;
pub(crate) mod configuration;
mod logs;
mod run;
mod systemd;

use std::time::Duration;

use anyhow::Result;
use clap::Args;

use self::configuration::Configuration;
use crate::Verdict;
use crate::output::Output;

const EXIT_CODES: &str = "\
Exit codes:
  0  it ended in order
  1  it failed while it ran, or was ended at once: its supervisor starts it again
  2  it did not start: wrong use, or what it needs is not there

Settings stand in the file, in variables and in flags; the later ones win.
POSTAL_WEBHOOKS__SOURCE__MAIN__PATH sets `path` of `[source.main]`.";

/// Receive webhooks: verify each, store it, answer, forward it.
///
/// What is answered with 200 is stored durably, and forwarded until each sink has it. Without a
/// file, `--keys` is all that it needs. Ctrl-C and SIGTERM end it in order; a second one at once.
#[derive(Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Serve {
    #[command(flatten)]
    configuration: Configuration,
}

impl Serve {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let config = self.configuration.read()?;
        logs::begin(config.log_json);
        for warning in &config.warnings {
            tracing::warn!(code = "setting-doubtful", %warning);
        }
        let runtime = tokio::runtime::Runtime::new()?;
        let ended = runtime.block_on(run::run(&config, output));
        // What hangs does not keep the process.
        runtime.shutdown_timeout(Duration::from_millis(200));
        ended
    }
}
