//! Key watch: fetches the keys of a source where there are none, and tells when they change.

use std::collections::BTreeSet;
use std::sync::Weak;
use std::time::Duration;

use postal_webhooks::remote::COOL_DOWN;
use postal_webhooks::web::IntakeVerifier;
use postal_webhooks::{KeySet, RemoteVerifier};
use tokio::time::Instant;

use crate::receiver::Inner;

/// How often the keys are looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How often they are fetched where there are none: nobody sends to a receiver that is not ready,
/// so no request would.
const RETRY: Duration = COOL_DOWN.saturating_add(LOOK);

/// Runs as long as the receiver does, if the keys of this source are fetched.
pub(crate) async fn run(receiver: Weak<Inner>, source: usize) {
    let Some(inner) = receiver.upgrade() else { return };
    let Some(state) = inner.ingest.sources.get(source) else { return };
    let IntakeVerifier::Remote(keys) = state.source.intake.verifier() else { return };
    let (keys, name) = (keys.clone(), state.source.name.clone());
    drop(inner);
    let mut watch = Watch::default();
    let mut tried: Option<Instant> = None;
    while receiver.strong_count() > 0 {
        if tried.is_none_or(|at| at.elapsed() >= RETRY) && (tried.is_none() || !has_keys(&keys)) {
            tried = Some(Instant::now());
            // How it ended is in the status.
            let _ = keys.refresh().await;
        }
        watch.look(&keys, &name);
        tokio::time::sleep(LOOK).await;
    }
}

fn has_keys(keys: &RemoteVerifier) -> bool {
    keys.status().keys.is_some()
}

/// What was told last.
#[derive(Default)]
struct Watch {
    kids: BTreeSet<String>,
    failed: bool,
    uncached: bool,
}

impl Watch {
    fn look(&mut self, keys: &RemoteVerifier, source: &str) {
        let status = keys.status();
        let kids = status.keys.as_deref().map(kids).unwrap_or_default();
        if kids != self.kids {
            let is_first = self.kids.is_empty();
            self.kids = kids;
            let kids = self.kids.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
            if is_first {
                tracing::info!(code = "keys-loaded", source, kids);
            } else {
                tracing::warn!(code = "keys-changed", source, kids);
            }
        }
        let failed = status.fetch_error.is_some();
        if failed != self.failed {
            self.failed = failed;
            if let Some(error) = &status.fetch_error {
                tracing::warn!(code = "keys-not-fetched", source, %error);
            } else {
                tracing::info!(code = "keys-fetched", source);
            }
        }
        let uncached = status.cache_error.is_some();
        if uncached != self.uncached {
            self.uncached = uncached;
            if let Some(error) = &status.cache_error {
                tracing::warn!(code = "keys-not-cached", source, %error);
            }
        }
    }
}

fn kids(keys: &KeySet) -> BTreeSet<String> {
    keys.kids().map(|kid| kid.to_string()).collect()
}
