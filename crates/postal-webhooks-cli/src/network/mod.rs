//! What the commands that use the network share.

pub(crate) mod bodies;
pub(crate) mod interrupt;
pub(crate) mod jwks;
pub(crate) mod key;
pub(crate) mod latency;
pub(crate) mod server;
pub(crate) mod tls;

use anyhow::{Context as _, Result};
use postal_webhooks::testing::postal::Target;

/// Reads a URL that requests go to.
///
/// # Errors
///
/// It is none. The error does not repeat it: it can hold a password.
pub(crate) fn target(url: &str) -> Result<Target> {
    let hint = "write the URL as it stands in Postal: http://localhost:8000/postal";
    url.parse::<Target>().context(hint)
}
