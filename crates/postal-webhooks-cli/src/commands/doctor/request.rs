//! Requests that the checks send: examples without a signature, as Postal sends them but for that.

use postal_webhooks::request::LONGEST_BODY;
use postal_webhooks::testing::postal::{Target, Wire};
use postal_webhooks::testing::{example, rails_json};
use serde_json::json;

/// An example with characters that are not ASCII: an answer that is not ASCII either locks it.
pub(crate) fn small(target: &Target) -> Wire {
    unsigned(target, example("SendLimitApproaching", "server-name-not-ascii").body.to_vec())
}

/// An event as long as Postal's longest.
pub(crate) fn large(target: &Target) -> Wire {
    let example = example("MessageDeliveryFailed", "typical");
    let mut body: serde_json::Value = serde_json::from_slice(example.body).unwrap_or_default();
    let text = "x".repeat(LONGEST_BODY.saturating_sub(example.body.len()));
    body["payload"]["output"] = json!(text);
    unsigned(target, rails_json(&body))
}

/// A request with Postal's headers, in its order, but for the signatures.
fn unsigned(target: &Target, body: Vec<u8>) -> Wire {
    let mut headers = vec![
        ("Accept-Encoding", "gzip;q=1.0,deflate;q=0.6,identity;q=0.3".to_owned()),
        ("Accept", "*/*".to_owned()),
        ("User-Agent", "Postal/3.3.6".to_owned()),
    ];
    headers.extend(target.authorization().map(|value| ("Authorization", value)));
    headers.extend([
        ("Content-Type", "application/json".to_owned()),
        ("Connection", "close".to_owned()),
        ("Host", target.host_header()),
        ("Content-Length", body.len().to_string()),
    ]);
    Wire::with_headers(target, &headers, body)
}
