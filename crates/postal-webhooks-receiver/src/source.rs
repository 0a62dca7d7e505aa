//! [`Source`]: a Postal installation whose webhooks are received at one path.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use postal_webhooks::web::Intake;
use sha2::{Digest as _, Sha256};

/// A Postal installation, or one of its mail servers, whose webhooks come to one path.
///
/// Postal's message events do not say which mail server they are from, so give each a source of its
/// own. The path can be a secret: logs and metrics show the name of the source alone.
#[derive(Clone, Debug)]
pub struct Source {
    pub(crate) name: Arc<str>,
    pub(crate) path: String,
    pub(crate) intake: Intake,
    /// SHA-256 of the whole header, so that comparing takes the same time whatever differs.
    password: Option<[u8; 32]>,
}

impl Source {
    /// Receives at `/postal/<name>` what an [`Intake`] verifies, or a verifier that makes one.
    ///
    /// The name is made of `a` to `z`, `0` to `9`, `-` and `_`.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, intake: impl Into<Intake>) -> Self {
        let name = name.into();
        let path = format!("/postal/{name}");
        Self { name, path, intake: intake.into(), password: None }
    }

    /// Receives at this path instead, to the character: `/hooks/5f0c…`.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Asks for this user name and password, which Postal sends if they stand in the URL
    /// (`https://user:password@receiver.example.com/…`). Postal sends them as they are written
    /// there, percent signs and all.
    #[must_use]
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        let header = format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")));
        self.password = Some(Sha256::digest(header).into());
        self
    }

    /// Whether the request has the password that is asked for.
    pub(crate) fn is_authorized(&self, headers: &HeaderMap) -> bool {
        let Some(expected) = self.password else { return true };
        let mut given = headers.get_all(AUTHORIZATION).iter();
        match (given.next(), given.next()) {
            (Some(header), None) => <[u8; 32]>::from(Sha256::digest(header)) == expected,
            _ => false,
        }
    }
}

/// Whether sources and sinks may have this name: it becomes a label of metrics.
pub(crate) fn is_name(name: &str) -> bool {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
    (1..=64).contains(&name.len()) && name.bytes().all(is_plain)
}
