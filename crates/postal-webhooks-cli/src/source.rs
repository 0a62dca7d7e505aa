//! Sources of keys: the URL of an installation, or a JWKS, PEM or DKIM record in a file, in a
//! variable or on standard input.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use postal_webhooks::remote::{DEADLINE, HttpTransport, Transport as _};
use postal_webhooks::request::KEY_SET_PATH;
use postal_webhooks::{KeySet, RemoteVerifier};

use postal_webhooks_receiver::config::{KeyTextError, parse_keys};

use crate::input;

/// Help for an argument that is a source of keys.
pub(crate) const HELP: &str = "Keys: the URL of Postal's web interface or of its JWKS; or a file, `-` or `env:NAME` with a JWKS, \
    PEM or a DKIM record";

/// Where keys come from, and what was read there.
pub(crate) struct Source {
    pub text: String,
    pub keys: KeySet,
}

/// Reads keys from a source, whatever form they have there.
pub(crate) fn read(source: &str) -> Result<Source> {
    if source.starts_with("http://") || source.starts_with("https://") {
        let keys = fetch(source).context("the keys cannot be fetched")?;
        return Ok(Source { text: String::new(), keys });
    }
    let text = text(source)?;
    let keys = parse(&text).with_context(|| format!("no keys in {}", input::name(source)))?;
    Ok(Source { text, keys })
}

/// What stands in a file, in a variable (`env:NAME`) or on standard input (`-`).
pub(crate) fn text(source: &str) -> Result<String> {
    match source.strip_prefix("env:") {
        Some(name) => std::env::var(name).map_err(|_| {
            anyhow!("there is no variable {name} that holds text; set it, or name a file")
        }),
        None if looks_like_a_host(source) => bail!(
            "there is no file {source}; if it is the host of a Postal, write https://{source}"
        ),
        None => input::read_text(Path::new(source)),
    }
}

/// Whether this is no file, and the name of a host: `postal.example.com`.
fn looks_like_a_host(source: &str) -> bool {
    let is_of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let is_file = ["json", "pem", "txt", "key", "pub"]
        .iter()
        .any(|end| source.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case(end)));
    source.contains('.')
        && source.chars().all(is_of_host)
        && !is_file
        && !Path::new(source).exists()
}

/// Fetches the keys of an installation, as a receiver does: by `https`, and by `http` only from this
/// machine, where tests run.
fn fetch(url: &str) -> Result<KeySet> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if let Some(rest) = url.strip_prefix("http://") {
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        if !matches!(host, "localhost" | "127.0.0.1" | "[::1]") {
            bail!(
                "by `http` anybody on the way can give other keys; use `https`, or save the JWKS where you trust the connection, and name the file"
            );
        }
        let path = if path.trim_matches('/').is_empty() { KEY_SET_PATH } else { path };
        let url = format!("http://{authority}{path}");
        let transport = HttpTransport::new()?;
        let answer = runtime.block_on(async {
            tokio::time::timeout(DEADLINE, transport.get(&url, 64 << 10)).await
        });
        let answer = answer
            .map_err(|_| anyhow!("no answer within {} s", DEADLINE.as_secs_f64()))?
            .map_err(|error| causes(&error))?;
        if answer.status() != 200 {
            bail!(
                "the answer has the status {}, and not 200; give the URL where the JWKS is, since redirects are not followed",
                answer.status()
            );
        }
        return Ok(KeySet::from_jwks(answer.body())?);
    }
    let verifier = RemoteVerifier::builder(url).build()?;
    // The error is behind an `Arc`, so its causes are told here.
    runtime.block_on(verifier.refresh()).map_err(|error| causes(&*error))?;
    let keys = verifier.status().keys.context("there is no answer yet; try again")?;
    Ok(KeySet::clone(&keys))
}

/// An error and what caused it, in one line.
fn causes(error: &dyn std::error::Error) -> anyhow::Error {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    let text = causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"));
    anyhow!("{text}; where the URL answers, save the JWKS, and name the file here")
}

/// Reads keys in the form that they seem to have.
pub(crate) fn parse(text: &str) -> Result<KeySet> {
    parse_keys(text).map_err(|error| match error {
        KeyTextError::Form(error) => {
            anyhow::Error::new(error).context("neither a JWKS, nor PEM, nor a DKIM record")
        }
        KeyTextError::Keys(error) => error.into(),
        other => other.into(),
    })
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
