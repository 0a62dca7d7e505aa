//! [`Configuration`]: a file, variables and flags.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use postal_webhooks_receiver::Store;
use postal_webhooks_receiver::config::{Config, Settings};

use crate::source;

/// What the receiver is to do.
#[derive(Args)]
pub(crate) struct Configuration {
    /// The configuration, in TOML. `POSTAL_WEBHOOKS__…` variables and flags win over it.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[arg(long, value_name = "SOURCE", help = source::HELP, conflicts_with = "config")]
    keys: Option<String>,
    /// The store: a file, which is made if it is not there, or the URL of PostgreSQL; `env:NAME` for
    /// one with a password [default: postal-webhooks.db].
    #[arg(long, value_name = "FILE")]
    store: Option<String>,
    /// Where to listen; port 0 is one that is free [default: 127.0.0.1:8000].
    #[arg(long, value_name = "ADDRESS:PORT")]
    address: Option<String>,
    /// Where health, metrics and the API are, or `off` [default: 127.0.0.1:8001].
    #[arg(long, value_name = "ADDRESS:PORT")]
    admin: Option<String>,
    /// Forward each event to this URL; `env:NAME` for one with a password.
    #[arg(long, value_name = "URL", conflicts_with = "config")]
    forward: Option<String>,
    /// Print each event on standard output, an object a line.
    #[arg(long, conflicts_with = "config")]
    print: bool,
    /// How the lines on standard error look: `text` or `json` [default: text].
    #[arg(long, value_name = "FORMAT")]
    log: Option<String>,
}

impl Configuration {
    /// Reads all of it.
    ///
    /// # Errors
    ///
    /// Something is wrong with it: all of it is told.
    pub(crate) fn read(&self) -> Result<Config> {
        let mut settings = Settings::default();
        if let Some(path) = &self.config {
            settings.add_file(path);
        }
        settings.add_variables(std::env::vars_os());
        if let Some(keys) = &self.keys {
            settings.add_flag("--keys", "source.main.path", "/postal");
            let keys = if keys == "-" { "/dev/stdin" } else { keys };
            settings.add_flag("--keys", "source.main.keys", keys);
        }
        let is_server = self.store.as_ref().is_some_and(|store| Store::is_server(store));
        for (flag, name, value) in [
            ("--store", if is_server { "store.url" } else { "store.path" }, &self.store),
            ("--address", "listen.address", &self.address),
            ("--admin", "admin.address", &self.admin),
            ("--forward", "sink.forward.url", &self.forward),
            ("--log", "log.format", &self.log),
        ] {
            if let Some(value) = value {
                settings.add_flag(flag, name, value);
            }
        }
        if self.forward.is_some() {
            settings.add_flag("--forward", "sink.forward.type", "http");
        }
        if self.print {
            settings.add_flag("--print", "sink.print.type", "stdout");
        }
        Ok(settings.read()?)
    }
}
