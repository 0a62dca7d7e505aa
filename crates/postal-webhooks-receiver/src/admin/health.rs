//! Readiness: whether requests would be stored now. A sink that is down is no reason against it.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::StatusCode;
use postal_webhooks::web::{Intake, IntakeVerifier};
use postal_webhooks::{KeySet, SignatureHeaders};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use super::{Answer, text};
use crate::clock;
use crate::receiver::Inner;
use crate::store::Job;

/// How long an answer holds.
const FRESH: Duration = Duration::from_secs(1);
/// How long a check may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// The last answer, and when it was found.
#[derive(Debug, Default)]
pub(super) struct Health {
    last: Mutex<Option<(Instant, Vec<&'static str>)>>,
}

impl Health {
    /// 200, or 503 with a line for each check that failed.
    pub(super) async fn ready(&self, inner: &Arc<Inner>) -> Answer {
        let failed = self.failed(inner).await;
        if failed.is_empty() {
            text(StatusCode::OK, "ready\n")
        } else {
            text(StatusCode::SERVICE_UNAVAILABLE, failed.join("\n") + "\n")
        }
    }

    /// The checks that failed. Many who ask at a time cause one check.
    pub(super) async fn failed(&self, inner: &Arc<Inner>) -> Vec<&'static str> {
        let mut last = self.last.lock().await;
        let is_ending = inner.is_ending();
        let mut failed = match &*last {
            Some((at, failed)) if at.elapsed() < FRESH => failed.clone(),
            _ => {
                let failed = check(inner).await;
                *last = Some((Instant::now(), failed.clone()));
                failed
            }
        };
        if is_ending {
            failed.push("ending: the receiver shuts down");
        }
        failed
    }
}

async fn check(inner: &Arc<Inner>) -> Vec<&'static str> {
    let mut failed = Vec::new();
    let probe = async {
        let reply = inner.queue.offer(Job::Probe(clock::now())).ok()?;
        timeout(PATIENCE, reply).await.ok()?.ok()?.ok()
    };
    if probe.await.is_none() {
        failed.push("store: it cannot be written");
    }
    match timeout(PATIENCE, inner.reader.space()).await {
        Ok(Ok(space)) if space.free.is_none_or(|free| free >= inner.retention.min_free) => {}
        Ok(Ok(_)) => failed.push("space: less is free than min_free"),
        _ => failed.push("space: it cannot be read"),
    }
    let mut usable = false;
    for state in &inner.ingest.sources {
        usable = usable || is_usable(&state.source.intake).await;
    }
    if !usable {
        failed.push("keys: no source has one that may be used");
    }
    failed
}

/// Whether there is a key that may be used.
pub(super) async fn is_usable(intake: &Intake) -> bool {
    match intake.verifier() {
        IntakeVerifier::Fixed(verifier) => may_be_used(intake, verifier.keys()).await,
        IntakeVerifier::Remote(verifier) => match verifier.status().keys {
            Some(keys) => may_be_used(intake, &keys).await,
            None => false,
        },
        _ => true,
    }
}

/// Asks the verifier itself, by a signature of the right length: it alone knows which keys are too
/// short.
async fn may_be_used(intake: &Intake, keys: &KeySet) -> bool {
    for key in keys {
        let (kid, signature) = (key.kid().to_string(), vec![0; key.bits().div_ceil(8)]);
        let signature = BASE64_STANDARD.encode(signature);
        let headers = SignatureHeaders::new().kid(&kid).signature_256(&signature);
        if matches!(timeout(PATIENCE, intake.check_headers(&headers)).await, Ok(Ok(()))) {
            return true;
        }
    }
    false
}
