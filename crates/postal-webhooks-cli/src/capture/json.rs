//! Requests that a tool saved as JSON: HAR, events of API Gateway and of Lambda URLs, n8n, smee.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::Capture;

/// The requests in a JSON document, if it has some.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Capture>> {
    let document: Value = serde_json::from_slice(bytes).ok()?;
    if let Some(entries) = document["log"]["entries"].as_array() {
        let posts = entries.iter().map(|entry| &entry["request"]);
        let captures: Vec<_> = posts.filter_map(har).filter(Capture::has_signature).collect();
        return (!captures.is_empty()).then_some(captures);
    }
    let items = match &document {
        Value::Array(items) => items.as_slice(),
        item => std::slice::from_ref(item),
    };
    let captures: Vec<_> = items.iter().filter_map(item).filter(Capture::has_signature).collect();
    (!captures.is_empty()).then_some(captures)
}

/// A request of a HAR file (version 1.2).
fn har(request: &Value) -> Option<Capture> {
    let pair = |header: &Value| {
        Some((header["name"].as_str()?.to_owned(), header["value"].as_str()?.to_owned()))
    };
    let headers = request["headers"].as_array()?.iter().filter_map(pair).collect();
    let data = &request["postData"];
    let text = data["text"].as_str()?;
    let body = match data["encoding"].as_str() {
        Some("base64") => STANDARD.decode(text).ok()?,
        _ => text.as_bytes().to_vec(),
    };
    Some(Capture { headers, body, ..Capture::default() })
}

/// An object with headers and a body.
fn item(item: &Value) -> Option<Capture> {
    let object = item.as_object()?;
    let mut headers = Vec::new();
    // With several values of one header, this alone has them all.
    if let Some(several) = item["multiValueHeaders"].as_object() {
        for (name, values) in several {
            let values = values.as_array()?.iter().filter_map(Value::as_str);
            headers.extend(values.map(|value| (name.clone(), value.to_owned())));
        }
    } else if let Some(single) = item["headers"].as_object() {
        let pairs = single.iter().filter_map(|(name, value)| Some((name, value.as_str()?)));
        headers.extend(pairs.map(|(name, value)| (name.clone(), value.to_owned())));
    } else {
        // smee.io puts them beside the body.
        let pairs = object.iter().filter(|(name, _)| name.as_str() != "body");
        let pairs = pairs.filter_map(|(name, value)| Some((name, value.as_str()?)));
        headers.extend(pairs.map(|(name, value)| (name.clone(), value.to_owned())));
    }
    let body = match &item["body"] {
        Value::String(text) if item["isBase64Encoded"] == true => STANDARD.decode(text).ok()?,
        Value::String(text) => text.clone().into_bytes(),
        // It was parsed; the diagnosis writes it again as Postal does.
        Value::Object(_) => item["body"].to_string().into_bytes(),
        _ => return None,
    };
    Some(Capture { headers, body, ..Capture::default() })
}
