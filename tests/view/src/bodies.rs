//! What is sent to the receivers: Postal's events, strange bodies, and what a stranger can put into a
//! mail.

use std::time::SystemTime;

use anyhow::{Result, ensure};
use postal_webhooks::testing::{example, examples};
use serde_json::{Value, json};

use crate::stage::{SOURCES, Stage};

/// What a page must show as text.
const HOSTILE: [&str; 12] = [
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "javascript:window.hit=1",
    "\" autofocus onfocus=window.hit=1 x=\"",
    "' onmouseover=window.hit=1 '",
    "</bdi></td></table><h1>hit</h1>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "nul\u{0}esc\u{1b}[31m del\u{7f}",
    "rlo\u{202e}fdp.exe isolate\u{2066}",
    "zero\u{200b}width\u{feff}joiner\u{200d}",
    "</title><style>*{display:none}</style>",
    "&lt;b&gt; &#x3c;i>",
];
/// Stands where half of a character comes, which no text of Rust can hold.
const HALF: &str = "HALF-OF-A-CHARACTER";
/// From one example to the next; the number of examples has no divisor in common with it.
const STRIDE: usize = 37;
/// Events that are sent at once while somebody follows.
const MANY: usize = 300;
/// More fields than a page shows.
const FIELDS: usize = 5000;
/// What a viewer must not see.
const SECRET: &str = "secret@example.com";

/// Seconds since 1970.
fn now() -> f64 {
    SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs_f64()
}

/// Numbers the events that a receiver stores, as it does.
struct Sender<'a> {
    stage: &'a Stage,
    stored: i64,
}

impl Sender<'_> {
    /// Sends an event that has to be stored. Gives back its number.
    fn store(&mut self, source: &str, body: &str) -> Result<i64> {
        let answer = self.stage.send(source, body.replace(HALF, "\\ud800").into_bytes())?;
        ensure!(answer == "stored", "{answer} for {body}");
        self.stored += 1;
        Ok(self.stored)
    }

    /// Sends what is no event.
    fn put_aside(&self, body: &[u8]) -> Result<()> {
        let answer = self.stage.send(SOURCES[0], body.to_vec())?;
        ensure!(answer != "stored" && answer != "duplicate", "{answer}");
        Ok(())
    }

    /// An example that happened so many seconds ago, with a `uuid` that no other has.
    fn event(&self, event: &str, case: &str, ago: f64) -> Result<Value> {
        let mut body: Value = serde_json::from_slice(example(event, case).body)?;
        body["timestamp"] = json!(now() - ago);
        body["uuid"] = json!(format!("820b47a4-4dfd-42e4-ae6a-{:012}", self.stored + 1));
        if body["payload"]["timestamp"].is_number() {
            body["payload"]["timestamp"] = json!(now() - ago);
        }
        Ok(body)
    }
}

/// Sends all kinds of things. Gives back what was hostile in which events.
pub(crate) fn send_all(stage: &Stage) -> Result<Value> {
    let mut sender = Sender { stage, stored: 0 };
    // Mixed: a sink that fails at many in a row is taken to be down.
    let all: Vec<_> = examples().collect();
    for place in 0..all.len() {
        let example = all[place * STRIDE % all.len()];
        let body = sender.event(example.event.as_str(), example.case, 2.0)?;
        sender.store(SOURCES[place % 2], &body.to_string())?;
    }
    strange(&mut sender)?;
    let mut hostile = Vec::new();
    let long = "long ".repeat(600);
    for value in HOSTILE.into_iter().chain([long.as_str(), HALF]) {
        hostile.push(send_hostile(&mut sender, value)?);
    }
    timeline(&mut sender)?;
    Ok(hostile.into())
}

/// An event of each state that Postal's own do not have, and what goes to quarantine.
fn strange(sender: &mut Sender<'_>) -> Result<()> {
    let mut later = sender.event("MessageSent", "typical", 2.0)?;
    later["event"] = json!("MessageRecalled");
    sender.store(SOURCES[0], &later.to_string())?;
    let mut invalid = sender.event("MessageSent", "typical", 2.0)?;
    invalid["payload"] = json!(7);
    sender.store(SOURCES[0], &invalid.to_string())?;
    let mut many = sender.event("MessageSent", "typical", 2.0)?;
    many["payload"]["many"] = (0..FIELDS).collect();
    many["payload"]["long"] = json!("x".repeat(FIELDS * 10));
    sender.store(SOURCES[0], &many.to_string())?;
    // The same uuid with other bytes.
    invalid["payload"] = json!(8);
    sender.put_aside(invalid.to_string().as_bytes())?;
    let mut late = sender.event("MessageHeld", "typical", 400.0 * 86_400.0)?;
    late["uuid"] = json!("820b47a4-4dfd-42e4-ae6a-late00000000");
    sender.put_aside(late.to_string().as_bytes())?;
    let all: String = HOSTILE.join("\n");
    let broken = [b"{\"event\": \"Message\xff\xfe\", ".to_vec(), all.into_bytes()].concat();
    sender.put_aside(&broken)?;
    sender.put_aside(b"{\"event\":\"MessageSent\",\"payload\":{}}")
}

/// Sends one text in all places. Gives back the text and the numbers of the events.
fn send_hostile(sender: &mut Sender<'_>, value: &str) -> Result<Value> {
    let mut failed = sender.event("MessageDeliveryFailed", "typical", 2.0)?;
    let payload = &mut failed["payload"];
    for field in ["to", "from", "subject", "message_id", "tag", "token"] {
        payload["message"][field] = json!(value);
    }
    payload["details"] = json!(value);
    payload["output"] = json!(value);
    payload["message"][value] = json!(value);
    payload[value] = json!([value, { value: value }]);
    let failed = sender.store(SOURCES[0], &failed.to_string())?;

    let mut clicked = sender.event("MessageLinkClicked", "typical", 2.0)?;
    for field in ["url", "user_agent", "ip_address"] {
        clicked["payload"][field] = json!(value);
    }
    let clicked = sender.store(SOURCES[1], &clicked.to_string())?;

    // The envelope has room for no more, and what half of a character stands in is no name.
    let cut: String = value.chars().take(100).collect();
    let cut = cut.replace(HALF, "half");
    let mut named = sender.event("MessageSent", "typical", 2.0)?;
    named["event"] = json!(cut);
    named["uuid"] = json!(format!("{cut}-{}", sender.stored));
    let named = sender.store(SOURCES[0], &named.to_string())?;
    Ok(json!({
        "value": value.replace(HALF, "\u{fffd}"),
        "failed": failed,
        "clicked": clicked,
        "named": named,
    }))
}

/// The events of one message, not in the order in which they happened.
fn timeline(sender: &mut Sender<'_>) -> Result<()> {
    let message = sender.event("MessageSent", "typical", 0.0)?["payload"]["message"].clone();
    for (event, minutes) in [
        ("MessageDelayed", 52.0),
        ("MessageSent", 31.0),
        ("MessageDelayed", 46.0),
        ("MessageLoaded", 12.0),
        ("MessageLinkClicked", 11.0),
        ("MessageBounced", 3.0),
    ] {
        let mut body = sender.event(event, "typical", minutes * 60.0)?;
        let place = if event == "MessageBounced" { "original_message" } else { "message" };
        body["payload"][place] = message.clone();
        for (key, value) in [("id", json!(52_001)), ("token", json!("Tq3dTimeLine0001"))] {
            body["payload"][place][key] = value;
        }
        body["payload"][place]["subject"] = json!("Your order 2024-118 has shipped");
        body["payload"][place]["to"] = json!("olivia@example.com");
        sender.store(SOURCES[0], &body.to_string())?;
    }
    Ok(())
}

/// Sends a mail and a body that a viewer must not see. Gives back the secret.
pub(crate) fn send_secret(stage: &Stage) -> Result<Value> {
    let mut sender = Sender { stage, stored: 0 };
    let mut body = sender.event("MessageSent", "typical", 2.0)?;
    body["payload"]["message"]["to"] = json!(SECRET);
    body["payload"]["message"]["subject"] = json!(SECRET);
    sender.store(SOURCES[0], &body.to_string())?;
    sender.put_aside(format!("no JSON, with {SECRET}").as_bytes())?;
    Ok(json!(SECRET))
}

/// Requests for the browser's side to send while somebody follows.
pub(crate) fn later(stage: &Stage) -> Value {
    let signed = |number: usize| {
        let at = now();
        let body = format!(
            r#"{{"event":"MessageRecalled","timestamp":{at},"payload":{{}},"uuid":"live-{number}"}}"#
        );
        let request = stage.signer.sign(body);
        let headers: serde_json::Map<String, Value> = request
            .headers
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        json!({ "headers": headers, "body": String::from_utf8_lossy(&request.body) })
    };
    (0..=MANY).map(signed).collect()
}
