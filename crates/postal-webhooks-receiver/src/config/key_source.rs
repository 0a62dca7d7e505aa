//! Keys of a source: fetched from a URL, or read from a text in any of their forms.

use std::path::PathBuf;

use postal_webhooks::remote::{HttpTransport, RemoteVerifierError, Transport, TransportFuture};
use postal_webhooks::web::Intake;
use postal_webhooks::{KeySet, KeySetError, Kid, RemoteVerifier, Verifier};

/// Why a text gives no keys.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyTextError {
    /// The form is plain, and what it holds is wrong.
    #[error(transparent)]
    Keys(#[from] KeySetError),
    /// The form is none that keys have.
    #[error("neither a JWKS, nor PEM, nor a DKIM record")]
    Form(#[source] KeySetError),
}

/// Reads keys from a text, in the form that they seem to have: JWKS, PEM, a DKIM record, or base64.
///
/// # Errors
///
/// There is no key in it.
pub fn parse_keys(text: &str) -> Result<KeySet, KeyTextError> {
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
    KeySet::from_base64(text).or_else(|_| KeySet::from_pem(text)).map_err(KeyTextError::Form)
}

/// What a verifier is made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choices {
    pub(super) pins: Vec<Kid>,
    pub(super) sha1: bool,
    pub(super) short_keys: bool,
}

/// A verifier with keys that stay as they are.
pub(super) fn fixed(keys: KeySet, choices: &Choices) -> Result<(Intake, usize), KeySetError> {
    let keys = if choices.pins.is_empty() { keys } else { keys.pin(choices.pins.clone())? };
    let count = keys.len();
    let mut verifier = Verifier::new(keys);
    if choices.sha1 {
        verifier = verifier.allow_insecure_sha1();
    }
    if choices.short_keys {
        verifier = verifier.allow_insecure_short_keys();
    }
    Ok((Intake::new(verifier), count))
}

/// A verifier that fetches the keys, and keeps the last good ones in a file if there is to be one.
pub(super) fn remote(
    url: &str,
    choices: &Choices,
    cache: Option<PathBuf>,
) -> Result<Intake, RemoteVerifierError> {
    let is_loopback = choices.pins.is_empty() && is_http_of_loopback(url);
    let url = match url.split_once("://") {
        Some((_, rest)) if is_loopback => format!("https://{rest}"),
        _ => url.to_owned(),
    };
    let mut builder = RemoteVerifier::builder(url);
    if let Some(cache) = cache {
        builder = builder.cache_file(cache);
    }
    if is_loopback {
        builder = builder.transport(Loopback(HttpTransport::new()?));
    }
    if !choices.pins.is_empty() {
        builder = builder.pin(choices.pins.clone());
    }
    if choices.sha1 {
        builder = builder.allow_insecure_sha1();
    }
    if choices.short_keys {
        builder = builder.allow_insecure_short_keys();
    }
    Ok(Intake::new(builder.build()?))
}

/// Whether the URL is one of `http` on this machine, where nobody is on the way.
pub(super) fn is_http_of_loopback(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

/// Asks this machine by `http`, for tests.
struct Loopback(HttpTransport);

impl Transport for Loopback {
    fn get<'a>(&'a self, url: &'a str, limit: usize) -> TransportFuture<'a> {
        let rest = url.strip_prefix("https://").unwrap_or(url);
        let url = format!("http://{rest}");
        Box::pin(async move { self.0.get(&url, limit).await })
    }
}
