//! Logs on standard error: a line an event, as text or as an object in JSON.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// Writes what happens from now on. What libraries have to say is not for an operator.
pub(super) fn begin(json: bool) {
    let ours = Targets::new().with_target("postal_webhooks", Level::INFO);
    let logs = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        // Where nobody reads standard error any more, there is nobody to tell.
        .log_internal_errors(false)
        .with_ansi(false)
        .with_target(false);
    let logs = if json { logs.json().flatten_event(true).boxed() } else { logs.boxed() };
    tracing_subscriber::registry().with(logs.with_filter(ours)).init();
}
