//! Metrics: their names, and where each is counted.
//!
//! Labels are from closed sets: names of sources and sinks from the configuration, and words of
//! this program. So strangers cannot make series.

use std::time::Duration;

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

use crate::ingest::Answer;

/// A metric, as documentation shows it.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// `counter`, `gauge` or `histogram`.
    pub kind: &'static str,
    /// Names of its labels.
    pub labels: &'static [&'static str],
    /// What it tells.
    pub help: &'static str,
}

macro_rules! metrics {
    ($($id:ident = $kind:ident $name:literal [$($label:literal),*] $help:literal;)*) => {
        $(pub(crate) const $id: &str = $name;)*
        /// All metrics.
        pub const METRICS: &[Metric] = &[$(Metric {
            name: $name,
            kind: stringify!($kind),
            labels: &[$($label),*],
            help: $help,
        }),*];
    };
}

metrics! {
    REQUESTS = counter "postal_webhooks_requests_total" ["source", "status", "word"]
        "Requests by the source, the status and the line of the answer.";
    REQUEST_SECONDS = histogram "postal_webhooks_request_seconds" []
        "Time from the headers of a request to its answer.";
    COMMIT_SECONDS = histogram "postal_webhooks_store_commit_seconds" []
        "Time of a transaction of the store.";
    BATCH_JOBS = histogram "postal_webhooks_store_batch_jobs" []
        "Jobs of a transaction of the store.";
    STORE_ERRORS = counter "postal_webhooks_store_errors_total" ["kind"]
        "Transactions of the store that failed.";
    QUEUE_JOBS = gauge "postal_webhooks_store_queue_jobs" []
        "Jobs that wait for the store.";
    LAST_SEQ = gauge "postal_webhooks_store_last_seq" []
        "Sequence of the newest event.";
    FREE_BYTES = gauge "postal_webhooks_store_free_bytes" []
        "Bytes that the store can still take: those free on the disk and those free inside it.";
    WAL_BYTES = gauge "postal_webhooks_store_wal_bytes" []
        "Size of the write-ahead log.";
    CLOCK_SUSPECT = gauge "postal_webhooks_clock_suspect" []
        "1 after a step of the clock, until it is back: nothing is deleted meanwhile.";
    BACKUP_TIMESTAMP = gauge "postal_webhooks_backup_timestamp_seconds" []
        "When the last backup was made, in seconds since 1970; 0 if there is none.";
    CONNECTIONS = gauge "postal_webhooks_connections" []
        "Connections that are open.";
    CONNECTIONS_REFUSED = counter "postal_webhooks_connections_refused_total" []
        "Connections that were answered 503 or closed, since too many were open.";
    LAST_RECEIVED = gauge "postal_webhooks_last_received_timestamp_seconds" ["source"]
        "When the source last sent a verified request, in seconds since 1970; 0 for not since the start.";
    KEYS_USABLE = gauge "postal_webhooks_keys_usable" ["source"]
        "1 if there is a key to verify with.";
    KEYS_AGE = gauge "postal_webhooks_keys_age_seconds" ["source"]
        "How long ago the keys were fetched; 0 for keys from a file.";
    DELIVERIES = counter "postal_webhooks_deliveries_total" ["sink", "outcome"]
        "Deliveries by their outcome.";
    SINK_UP = gauge "postal_webhooks_sink_up" ["sink"]
        "1 if the sink takes events, 0 if it is down, full or paused; 1 too where another receiver leads it.";
    SINK_LED = gauge "postal_webhooks_sink_led" ["sink"]
        "1 if this receiver delivers for the sink, 0 if another does that shares the store.";
    SINK_LAG = gauge "postal_webhooks_sink_lag_events" ["sink"]
        "Events that are stored and that the sink has not come to.";
    SINK_OLDEST = gauge "postal_webhooks_sink_oldest_undelivered_seconds" ["sink"]
        "How long ago the oldest event was received that the sink has not come to.";
    SINK_PARKED = gauge "postal_webhooks_sink_parked_events" ["sink"]
        "Events that failed and are tried again.";
    SINK_DEAD = gauge "postal_webhooks_sink_dead_events" ["sink"]
        "Events that were given up, and wait for an operator.";
}

/// Tells the recorder what each metric is.
pub(crate) fn describe() {
    for metric in METRICS {
        match metric.kind {
            "counter" => describe_counter!(metric.name, metric.help),
            "gauge" => describe_gauge!(metric.name, metric.help),
            _ => describe_histogram!(metric.name, metric.help),
        }
    }
}

/// Counts a request.
pub(crate) fn answered(source: Option<&str>, answer: Answer, took: Duration) {
    let (status, word) = answer.line();
    let source = source.unwrap_or_default().to_owned();
    let status = status.as_str().to_owned();
    counter!(REQUESTS, "source" => source, "status" => status, "word" => word).increment(1);
    histogram!(REQUEST_SECONDS).record(took);
}

/// Counts a transaction of the store.
pub(crate) fn committed(jobs: usize, took: Duration) {
    histogram!(COMMIT_SECONDS).record(took);
    #[allow(clippy::cast_precision_loss, reason = "a batch is small")]
    histogram!(BATCH_JOBS).record(jobs as f64);
}

/// Counts a transaction that failed.
pub(crate) fn not_committed(kind: &'static str) {
    counter!(STORE_ERRORS, "kind" => kind).increment(1);
}

/// Sets a gauge to a whole number.
#[allow(clippy::cast_precision_loss, reason = "metrics are f64, and exact up to 2^53")]
pub(crate) fn set(name: &'static str, value: i64) {
    gauge!(name).set(value as f64);
}

/// Sets a gauge of a source or a sink to a whole number.
#[allow(clippy::cast_precision_loss, reason = "metrics are f64, and exact up to 2^53")]
pub(crate) fn set_of(name: &'static str, label: &'static str, of: &str, value: i64) {
    gauge!(name, label => of.to_owned()).set(value as f64);
}
