//! Logs on standard error: a line an event, as text or as an object in JSON.

/// Writes what happens from now on.
pub(super) fn begin(json: bool) {
    let logs = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        // Where nobody reads standard error any more, there is nobody to tell.
        .log_internal_errors(false)
        .with_ansi(false)
        .with_target(false);
    if json {
        logs.json().flatten_event(true).init();
    } else {
        logs.init();
    }
}
