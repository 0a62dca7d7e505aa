//! `doctor`: whether a webhook's URL works with Postal, and whether keys are the right ones.

mod address;
mod answer;
mod certificate;
mod keys;
mod postal;
mod probe;
mod replay;
mod reply;
mod request;
mod row;
mod send;
mod url;

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use self::row::{Row, Rows};
use crate::Verdict;
use crate::output::Output;

/// Find out why a webhook does not arrive: check its URL, or keys.
///
/// For a URL of a webhook it looks the host up, connects to each address, checks TLS, and SENDS
/// what Postal would send but without signatures: five short events, which a handler that verifies
/// drops. Other checks are made only when they are asked for. Each row has a code, what Postal's
/// history shows because of it, and what to change. It sees what the machine sees on which it runs,
/// so run it on the machine of Postal too.
///
/// A source of keys is a file, `-`, `env:NAME`, or a URL that ends in `jwks.json`; another one is
/// given by --keys: `doctor --keys https://postal.example.com`.
#[derive(Args)]
pub(crate) struct Doctor {
    /// The URL of the webhook as it stands in Postal, or a source of keys.
    #[arg(value_name = "URL|KEYS", required_unless_present_any = ["keys", "postal_sql"])]
    target: Option<String>,
    /// Check these keys too: the URL of Postal's web interface, or another source.
    #[arg(long, value_name = "SOURCE")]
    keys: Option<String>,
    /// Send a captured request as it was, with a byte changed, and without its signatures. The
    /// handler takes the first for a genuine event that comes again.
    #[arg(long, value_name = "FILE|DIR", requires = "target")]
    replay: Option<PathBuf>,
    /// Send an event as long as Postal's longest too, about 400 KB.
    #[arg(long, requires = "target")]
    large: bool,
    /// Print how to look into Postal's database, and how to run doctor where its worker runs.
    #[arg(long, conflicts_with_all = ["target", "keys"])]
    postal_sql: bool,
}

impl Doctor {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        if self.postal_sql {
            postal::print(output)?;
            return Ok(Verdict::Yes);
        }
        let mut rows = Rows::new(output);
        let keys = match &self.keys {
            Some(source) => keys::check(source, &mut rows)?,
            None => None,
        };
        if let Some(target) = &self.target {
            if keys::is_source(target) {
                self.check_source(target, &mut rows)?;
            } else {
                self.check_url(target, keys.as_ref(), &mut rows)?;
            }
        }
        Ok(rows.verdict())
    }

    fn check_source(&self, source: &str, rows: &mut Rows<'_>) -> Result<()> {
        if self.replay.is_some() || self.large {
            bail!("--replay and --large are for the URL of a webhook; write it with `https://`");
        }
        let is_path = source != "-" && !source.starts_with("env:") && !source.contains("://");
        if is_path && !std::path::Path::new(source).exists() {
            // Without its scheme, a URL can still hold a password.
            bail!("there is no such file of keys; the URL of a webhook begins with `https://`");
        }
        keys::check(source, rows)?;
        Ok(())
    }

    fn check_url(
        &self,
        url: &str,
        keys: Option<&postal_webhooks::KeySet>,
        rows: &mut Rows<'_>,
    ) -> Result<()> {
        let (found, target) = url::check(url);
        for row in &found {
            rows.add("url", row)?;
        }
        let Some(target) = target else { return Ok(()) };
        let mut usable = address::check(&target, rows)?;
        if target.is_tls() {
            let accepting = std::mem::take(&mut usable);
            for address in accepting {
                let row = certificate::check(&target, address)?;
                rows.add("tls", &row)?;
                if !row.is_failed() {
                    usable.push(address);
                }
            }
        }
        if usable.is_empty() {
            let why = "no connection comes about, so nothing was sent";
            rows.add("unsigned", &Row::skipped("unsigned", why))?;
        } else {
            send::check(&target, &usable, self.large, rows)?;
            if let Some(path) = &self.replay {
                replay::check(&target, path, keys, rows)?;
            } else {
                let why = "--replay CAPTURE tells whether the handler verifies, with a request \
                    that it got";
                rows.add("replay", &Row::skipped("replay", why))?;
            }
        }
        rows.add("postal", &postal::row())
    }
}
