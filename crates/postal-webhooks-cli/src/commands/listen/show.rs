//! What `listen` prints of a request.

use anyhow::Result;
use postal_webhooks::Webhook;
use serde_json::{Value, json};
use std::fmt::Write as _;

use super::handle::{self, Handled};
use crate::diagnosis::Reason;
use crate::output::Output;

/// Prints a request. The body of one that did not verify is printed only where that is allowed.
pub(crate) fn print(handled: &Handled, output: &mut Output) -> Result<()> {
    let status = handled.status;
    let (mut json, mut text) = match &handled.result {
        handle::Result::Verified { kid, body, forwarded } => {
            let forwarded = forwarded.map(|outcome| outcome.to_string());
            let json = json!({"verified": true, "kid": kid, "status": status,
                "forwarded": forwarded, "body": value(body)});
            let forwarded =
                forwarded.map_or(String::new(), |outcome| format!(", forwarded: {outcome}"));
            (json, format!("{status}  verified{forwarded}\n{}", readable(body)))
        }
        handle::Result::Unverified { reason, body } => {
            let Reason { code, what, remedy, .. } = reason.as_ref();
            let mut json = json!({"verified": false, "status": status, "code": code,
                "what": what, "remedy": remedy});
            let mut text = format!("{status}  NOT verified: {code}\n  {what}\n  fix: {remedy}");
            if let Some(body) = body {
                json["UNVERIFIED"] = value(body);
                let _ =
                    write!(text, "\n  UNVERIFIED: anyone can have sent this\n{}", readable(body));
            }
            (json, text)
        }
        handle::Result::Refused(refusal) => (
            json!({"verified": false, "status": status, "code": "no-request", "what": refusal.why}),
            format!("{status}  no request to verify: {}", refusal.why),
        ),
    };
    match &handled.saved {
        Some(Ok(path)) => {
            let path = path.display().to_string();
            let _ = write!(text, "\n  saved: {path}");
            json["saved"] = json!(path);
        }
        Some(Err(error)) => {
            let _ = write!(text, "\n  NOT saved: {error}");
            json["not_saved"] = json!(error);
        }
        None => {}
    }
    output.result(&json, &text)?;
    output.finish()
}

fn value(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_else(|_| json!(String::from_utf8_lossy(body)))
}

/// The event, and its payload on lines of its own.
fn readable(body: &[u8]) -> String {
    let title = match Webhook::from_slice(body) {
        Ok(webhook) => {
            format!("{}  {}  at {}", webhook.event.name(), webhook.uuid, webhook.timestamp)
        }
        Err(error) => format!("not a webhook that the types read: {error}"),
    };
    let value = value(body);
    let payload = value.get("payload").unwrap_or(&value);
    let payload = serde_json::to_string_pretty(payload).unwrap_or_default();
    let lines: Vec<_> = payload.lines().map(|line| format!("  {line}")).collect();
    format!("  {title}\n{}", lines.join("\n"))
}
