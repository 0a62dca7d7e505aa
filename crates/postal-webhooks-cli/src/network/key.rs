//! The key that a command signs with.

use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow};
use clap::Args;
use postal_webhooks::testing::Signer;

use crate::input;

/// The key that the requests are signed with.
#[derive(Args)]
pub(crate) struct Key {
    /// The private key: a PEM file, `-` or `env:NAME`. Without it, a fresh key signs.
    #[arg(long, value_name = "FILE")]
    key: Option<String>,
    /// Write the public key as a JWKS to this file, before anything is sent.
    #[arg(long, value_name = "FILE")]
    jwks: Option<PathBuf>,
}

impl Key {
    /// Reads or makes the key, and writes its JWKS where that is asked for.
    pub(crate) fn signer(&self) -> Result<Signer> {
        let signer = match &self.key {
            Some(source) => read(source)?,
            None => Signer::generate(),
        };
        if let Some(path) = &self.jwks {
            write_whole(path, signer.jwks().as_bytes())?;
        }
        Ok(signer)
    }

    /// Whether a receiver cannot know the key.
    pub(crate) fn is_fresh_and_unknown(&self) -> bool {
        self.key.is_none() && self.jwks.is_none()
    }
}

/// Reads a private key from a file, `-` or `env:NAME`.
pub(crate) fn read(source: &str) -> Result<Signer> {
    let pem = match source.strip_prefix("env:") {
        Some(name) => std::env::var(name).map_err(|_| {
            anyhow!("there is no variable {name} that holds text; set it, or name a file")
        })?,
        None => input::read_text(source.as_ref())?,
    };
    // The cause would tell of both forms that were tried, and say no more than this.
    Signer::from_pem(&pem).map_err(|error| {
        let name = input::name(source);
        if pem.contains("PUBLIC KEY") || pem.contains("\"kty\"") {
            anyhow!("{name} holds a public key, and the private one signs")
        } else {
            anyhow!("no private key in {name}: {error}; `openssl genpkey -algorithm RSA` makes one")
        }
    })
}

/// Writes a file beside its place, and renames it: nobody reads a part of it.
pub(crate) fn write_whole(path: &std::path::Path, bytes: &[u8]) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, bytes)
        .and_then(|()| std::fs::rename(&beside, path))
        .with_context(|| format!("cannot write {}", path.display()))
}
