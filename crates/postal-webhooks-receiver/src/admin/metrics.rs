//! Metrics in Prometheus's text format, with gauges that are set at each scrape.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use http::StatusCode;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use postal_webhooks::web::IntakeVerifier;

use super::{Answer, body, health, text};
use crate::error::Error;
use crate::metrics::{self, set, set_of};
use crate::operate::backup;
use crate::receiver::Inner;
use crate::sink::STANDBY;

/// Upper bounds in seconds of what is timed.
const SECONDS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 4.0];
/// Upper bounds of jobs in a transaction.
const JOBS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// A recorder of metrics, in Prometheus's text format.
#[derive(Clone)]
pub struct Recorder(PrometheusHandle);

impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}

impl Recorder {
    /// Installs a recorder for the whole program, before the receiver starts. Give it to an admin
    /// port ([`AdminOptions::recorder`](crate::AdminOptions::recorder)): that one empties its
    /// histograms.
    ///
    /// A program that has a recorder needs none of this: the receiver records to that one, by the
    /// crate `metrics`, and [`Receiver::refresh_metrics`](crate::Receiver::refresh_metrics) sets
    /// the gauges.
    ///
    /// # Errors
    ///
    /// The program has one already.
    pub fn install() -> Result<Self, Error> {
        let buckets = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
            .and_then(|it| it.set_buckets_for_metric(Matcher::Suffix("_jobs".to_owned()), &JOBS));
        let handle = buckets.and_then(PrometheusBuilder::install_recorder);
        let handle = handle.map_err(|_| Error::Recorder)?;
        metrics::describe();
        Ok(Self(handle))
    }

    /// All metrics, in Prometheus's text format.
    #[must_use]
    pub fn render(&self) -> String {
        self.0.render()
    }

    pub(super) fn run_upkeep(&self) {
        self.0.run_upkeep();
    }
}

pub(super) async fn answer(recorder: Option<&Recorder>, inner: &Arc<Inner>) -> Answer {
    refresh(inner).await;
    match recorder {
        Some(recorder) => {
            body(StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8", recorder.render())
        }
        None => text(
            StatusCode::NOT_FOUND,
            "the program has a recorder of its own, or none: see where that one shows metrics\n",
        ),
    }
}

/// Sets the gauges to how things stand.
pub(super) async fn refresh(inner: &Arc<Inner>) {
    set(metrics::QUEUE_JOBS, i64::try_from(inner.queue.len()).unwrap_or(i64::MAX));
    set(metrics::LAST_SEQ, *inner.last.borrow());
    set(metrics::CLOCK_SUSPECT, i64::from(*inner.clock_suspect.borrow()));
    if let Some(file) = inner.store.file() {
        set(metrics::BACKUP_TIMESTAMP, backup::made_at(file));
    }
    if let Ok(space) = inner.reader.space().await {
        if let Some(free) = space.free {
            set(metrics::FREE_BYTES, i64::try_from(free).unwrap_or(i64::MAX));
        }
        set(metrics::WAL_BYTES, i64::try_from(space.wal).unwrap_or(i64::MAX));
    }
    for state in &inner.ingest.sources {
        let name = &state.source.name;
        let received = state.last_received.load(Ordering::Relaxed) / 1_000_000;
        set_of(metrics::LAST_RECEIVED, "source", name, received);
        let usable = health::is_usable(&state.source.intake).await;
        set_of(metrics::KEYS_USABLE, "source", name, i64::from(usable));
        let age = match state.source.intake.verifier() {
            IntakeVerifier::Remote(verifier) => verifier.status().age.unwrap_or_default(),
            _ => std::time::Duration::ZERO,
        };
        let age = i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
        set_of(metrics::KEYS_AGE, "source", name, age);
    }
    let now = crate::clock::now();
    for sink in inner.operator().sinks().await.unwrap_or_default() {
        if sink.configured == Some(false) {
            continue;
        }
        let oldest = sink.oldest_undelivered.map_or(0, |at| now.saturating_sub(at).max(0));
        let state = sink.state.as_deref().unwrap_or_default();
        // What another receiver leads is not down as far as this one knows.
        let is_up = matches!(state, "up" | STANDBY);
        let is_led = !matches!(state, "" | STANDBY);
        for (metric, value) in [
            (metrics::SINK_UP, i64::from(is_up)),
            (metrics::SINK_LED, i64::from(is_led)),
            (metrics::SINK_LAG, sink.lag),
            (metrics::SINK_OLDEST, oldest / 1_000_000),
            (metrics::SINK_PARKED, sink.parked),
            (metrics::SINK_DEAD, sink.dead),
        ] {
            set_of(metric, "sink", &sink.name, value);
        }
    }
}
