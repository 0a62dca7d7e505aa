//! Sources of keys: a JWKS, PEM or DKIM record in a file, in a variable or on standard input.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use postal_webhooks::KeySet;

use crate::input;

/// Help for an argument that is a source of keys.
pub(crate) const HELP: &str = "Keys: a file, `-` or `env:NAME`, with a JWKS, PEM or a DKIM record";

/// Where keys come from, and what was read there.
pub(crate) struct Source {
    pub text: String,
    pub keys: KeySet,
}

/// Reads keys from a source, whatever form they have there.
pub(crate) fn read(source: &str) -> Result<Source> {
    if source.starts_with("http://") || source.starts_with("https://") {
        bail!("keys are not fetched yet; save the JWKS to a file: curl -o jwks.json {source}");
    }
    let text = match source.strip_prefix("env:") {
        Some(name) => std::env::var(name).map_err(|_| {
            anyhow!("there is no variable {name} that holds text; set it, or name a file")
        })?,
        None => input::read_text(Path::new(source))?,
    };
    let keys = parse(&text).with_context(|| format!("no keys in {source}"))?;
    Ok(Source { text, keys })
}

/// Reads keys in the form that they seem to have.
pub(crate) fn parse(text: &str) -> Result<KeySet> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with(['{', '[', '<']) {
        return Ok(KeySet::from_jwks(text)?);
    }
    if text.contains("-----") || text.contains("BEGIN") {
        return Ok(KeySet::from_pem(text)?);
    }
    if text.contains("p=") || text.to_ascii_lowercase().contains("v=dkim1") {
        return Ok(KeySet::from_dkim_record(text)?);
    }
    // Bare base64, or PEM in base64 once more.
    KeySet::from_base64(text)
        .or_else(|_| KeySet::from_pem(text))
        .map_err(|error| anyhow!("neither a JWKS, nor PEM, nor a DKIM record: {error}"))
}

/// Whether the keys are from the DKIM record of a mail domain: Postal ends the selector of each in
/// six capitals, `postal-ABCDEF._domainkey.example.com`.
pub(crate) fn is_of_domain(source: &Source) -> bool {
    let Some((before, _)) = source.text.split_once("._domainkey") else { return false };
    let selector =
        before.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or_default();
    let id = selector.rsplit('-').next().unwrap_or_default();
    id.len() == 6 && id.len() < selector.len() && id.bytes().all(|byte| byte.is_ascii_uppercase())
}
