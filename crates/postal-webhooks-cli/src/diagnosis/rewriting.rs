//! Bodies that were parsed and written again, written once more as Postal does.

use postal_webhooks::Webhook;
use postal_webhooks::testing::{rails_json, to_rails_json};
use serde_json::{Map, Number, Value};

use super::Rebuilt;

/// The most nulls that are tried as the empty string, each way.
const NULLS: usize = 8;

/// The body as Postal may have written it, where it is JSON.
pub(super) fn undone(body: &[u8]) -> Vec<Rebuilt> {
    let Ok(value) = serde_json::from_slice::<Value>(body) else { return Vec::new() };
    let mut found = Vec::new();
    unwrapped(&value, &mut found);
    if !value.is_object() {
        return found;
    }
    written(&value, "rewritten", "the body was parsed and written again", &mut found);
    let mut nulls = Vec::new();
    places_of_null(&value, &mut Vec::new(), &mut nulls);
    nulls.truncate(NULLS);
    // Each set of nulls, the small ones first.
    let mut sets: Vec<u32> = (1..1_u32 << nulls.len()).collect();
    sets.sort_by_key(|set| set.count_ones());
    for set in sets {
        let mut value = value.clone();
        let chosen = nulls.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
        chosen.for_each(|(_, place)| set_empty(&mut value, place));
        let what = "empty strings became null, as Laravel's ConvertEmptyStringsToNull does";
        written(&value, "empty-null", what, &mut found);
    }
    found
}

/// The value in each order in which Postal writes keys.
fn written(value: &Value, code: &'static str, what: &str, found: &mut Vec<Rebuilt>) {
    let received = rails_json(&with_decimals(value.clone(), ""));
    let Ok(webhook) = Webhook::from_slice(&received) else {
        found.push(Rebuilt::new(code, what, received));
        return;
    };
    found.push(Rebuilt::new(code, what, received));
    found.extend(in_orders(&webhook).into_iter().map(|body| Rebuilt::new(code, what, body)));
}

/// Whether the bytes are those that Postal writes for what they say, in one of its orders.
pub(super) fn is_as_postal_writes(body: &[u8]) -> bool {
    let webhook = Webhook::from_slice(body);
    webhook.is_ok_and(|webhook| in_orders(&webhook).iter().any(|written| written == body))
}

/// The bytes of a webhook in the order of Postal 3, and in that of older ones.
fn in_orders(webhook: &Webhook) -> Vec<Vec<u8>> {
    let ordered = to_rails_json(webhook);
    let older = serde_json::from_slice(&ordered)
        .map(|ordered| rails_json(&with_decimals(older_order(ordered), "")));
    [ordered].into_iter().chain(older.ok()).collect()
}

/// Before Postal 3 the message stood last in a payload.
fn older_order(mut body: Value) -> Value {
    if let Some(payload) = body.get_mut("payload").and_then(Value::as_object_mut)
        && let Some(message) = payload.shift_remove("message")
    {
        payload.insert("message".to_owned(), message);
    }
    body
}

/// Writers of some languages drop the `.0` of a whole number; Postal always writes it for a time.
fn with_decimals(value: Value, key: &str) -> Value {
    match value {
        Value::Object(entries) => {
            let entries = entries.into_iter();
            entries
                .map(|(key, value)| (key.clone(), with_decimals(value, &key)))
                .collect::<Map<_, _>>()
                .into()
        }
        Value::Array(items) => items.into_iter().map(|item| with_decimals(item, "")).collect(),
        Value::Number(number) if matches!(key, "timestamp" | "time") => {
            let decimal = number.as_f64().and_then(Number::from_f64);
            Value::Number(decimal.unwrap_or(number))
        }
        other => other,
    }
}

/// A body inside an object that a tool has put around it.
fn unwrapped(value: &Value, found: &mut Vec<Rebuilt>) {
    const KEYS: [&str; 9] =
        ["body", "rawBody", "raw_body", "raw", "data", "payload", "content", "message", "text"];
    let items = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
    for item in
        items.iter().filter(|item| item.get("event").is_none() || item.get("uuid").is_none())
    {
        for key in KEYS {
            let what = || format!("the body is under the key `{key}` of an object around it");
            match item.get(key) {
                Some(Value::String(text)) => {
                    found.push(Rebuilt::new("wrapper", what(), text.clone().into_bytes()));
                }
                Some(inner @ Value::Object(_)) => {
                    let text = inner.to_string().into_bytes();
                    found.push(Rebuilt::new("wrapper", what(), text));
                }
                _ => {}
            }
        }
    }
}

fn places_of_null(value: &Value, place: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match value {
        Value::Null => found.push(place.clone()),
        Value::Object(entries) => {
            for (key, value) in entries {
                place.push(key.clone());
                places_of_null(value, place, found);
                place.pop();
            }
        }
        _ => {}
    }
}

fn set_empty(value: &mut Value, place: &[String]) {
    let found = place.iter().try_fold(value, |value, key| value.get_mut(key));
    if let Some(found) = found {
        *found = Value::String(String::new());
    }
}

/// Who writes JSON as it came, by the texts from the place on where it first differs; and how it is
/// put right there.
pub(super) fn looks_like(signed: &str, received: &str) -> Option<(&'static str, &'static str)> {
    let is = |signed_start: &str, received_start: &str| {
        signed.starts_with(signed_start) && received.starts_with(received_start)
    };
    if received.starts_with(' ') {
        return Some((
            "with blanks behind `:` and `,`, as Python's `json.dumps` does",
            "Flask: `request.get_data()`; Django: `request.body`; FastAPI: `await request.body()`.",
        ));
    }
    if received.starts_with('\n') || received.starts_with('\r') {
        return Some((
            "in lines, as a pretty printer does",
            "Show it in lines, but keep the bytes.",
        ));
    }
    if is("/", "\\/") {
        return Some((
            "with `\\/`, as PHP's `json_encode` does",
            "PHP: `file_get_contents('php://input')`; Laravel: `$request->getContent()`.",
        ));
    }
    if is("\\u00", "<") || is("\\u00", ">") || is("\\u00", "&") || is("\\u2028", "") {
        return Some((
            "without the escapes `\\u003c`, `\\u003e` and `\\u0026` that Rails writes, as JavaScript, Ruby, PHP and jq do",
            "Express: `express.raw({type: 'application/json'})` before any `express.json()`.",
        ));
    }
    if signed.starts_with(".0") {
        return Some((
            "without the `.0` of whole seconds, as JavaScript does",
            "Express: `express.raw({type: 'application/json'})` before any `express.json()`.",
        ));
    }
    if received.starts_with("\\u") && !signed.starts_with('\\') {
        return Some((
            "with `\\u` for letters that are not ASCII, as Python and PHP do",
            "Flask: `request.get_data()`; Django: `request.body`; PHP: `file_get_contents('php://input')`.",
        ));
    }
    if signed.starts_with("event\"") || received.starts_with("payload\"") {
        return Some((
            "with its keys in another order, as a map of Go or `jq -S` writes them",
            "Go: `io.ReadAll(r.Body)`, and verify these bytes.",
        ));
    }
    None
}
