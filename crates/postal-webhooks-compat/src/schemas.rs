//! Published schemas of a version, and the schema of one event inside them.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

/// The published schemas of one version, in draft 2020-12.
#[derive(Clone, Debug)]
pub struct Schemas {
    /// `webhook.schema.json`.
    pub tolerant: Value,
    /// `webhook.strict.schema.json`.
    pub strict: Value,
    /// `webhook.codegen.schema.json`.
    pub codegen: Value,
}

/// Error of schemas that are not in the form in which they are published.
#[derive(Debug)]
pub struct FormError(pub(crate) String);

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FormError {}

/// The strict schema of the whole body of each event, by name of the event.
pub(crate) fn by_event(strict: &Value) -> Result<BTreeMap<String, Value>, FormError> {
    let error =
        || FormError("the strict schema does not dispatch on `event` with if and then".to_owned());
    let branches = strict["allOf"].as_array().ok_or_else(error)?;
    let mut events = BTreeMap::new();
    for branch in branches {
        let name = branch["if"]["properties"]["event"]["const"].as_str().ok_or_else(error)?;
        let payload = &branch["then"]["properties"]["payload"];
        if !payload.is_object() {
            return Err(error());
        }
        let mut schema = strict.clone();
        if let Some(schema) = schema.as_object_mut() {
            // Without `$id` all references stay inside the file.
            schema.shift_remove("$id");
            schema.shift_remove("allOf");
        }
        schema["properties"]["event"] = json!({"const": name});
        schema["properties"]["payload"] = payload.clone();
        events.insert(name.to_owned(), schema);
    }
    Ok(events)
}

/// The schema with all its objects open to more keys.
pub(crate) fn opened(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let kept = object
                .iter()
                // A property of this name has a schema that is an object.
                .filter(|(key, value)| *key != "additionalProperties" || **value != json!(false));
            kept.map(|(key, value)| (key.clone(), opened(value))).collect()
        }
        Value::Array(items) => items.iter().map(opened).collect(),
        other => other.clone(),
    }
}
