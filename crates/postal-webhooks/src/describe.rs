//! [`Place`]: what the published JSON Schemas say of a place of a body.
//!
//! It is for whoever shows a body to people: each field has a description there, and some have a
//! list of the values that Postal sends.
//!
//! ```
//! use postal_webhooks::describe::Place;
//!
//! let body = Place::body("MessageSent");
//! let spam = body.pointer("/payload/message/spam_status");
//! assert!(spam.description().starts_with("What the spam check found."));
//! assert!(body.at("payload").keys().contains("message"));
//! // An event of another name has an envelope, and nothing is known of its payload.
//! assert!(!Place::body("NotOfPostal").pointer("/payload/message").is_known());
//! ```

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use serde_json::Value;

/// A place of a body, as a published schema describes it.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// All parts of the schema that hold here, the nearest first.
    parts: Vec<&'a Value>,
    root: &'a Value,
    event: Arc<str>,
}

impl Place<'static> {
    /// The body of an event of this name, by the schema for receivers.
    ///
    /// That is `webhook.schema.json`, which is tolerant: it names no values of enumerations.
    #[must_use]
    pub fn body(event: &str) -> Self {
        static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
            // The tests read it; without it nothing would be known.
            serde_json::from_str(include_str!("generated/webhook.schema.json")).unwrap_or_default()
        });
        Self::of_schema(&SCHEMA, event)
    }
}

impl<'a> Place<'a> {
    /// The body of an event of this name, by this schema: `webhook.schema.json` or its strict form,
    /// in either draft.
    #[must_use]
    pub fn of_schema(schema: &'a Value, event: &str) -> Self {
        Self { parts: Vec::new(), root: schema, event: event.into() }.with([schema])
    }

    /// The place under a key, or the items of an array for an index. Nothing is known of it if the
    /// schema does not name the key.
    #[must_use]
    pub fn at(&self, key: &str) -> Self {
        let below = |part: &&'a Value| {
            let property = part.get("properties").and_then(|properties| properties.get(key));
            property.or_else(|| part.get("items").filter(|_| is_index(key)))
        };
        self.with(self.parts.iter().filter_map(below))
    }

    /// The place under a JSON pointer (RFC 6901), counted from here. An empty one is this place, and
    /// nothing is known of what is no pointer.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Self {
        let mut tokens = pointer.split('/');
        if tokens.next() != Some("") {
            return self.with([]);
        }
        // In this order, so that `~01` is `~1`.
        let unescaped = tokens.map(|token| token.replace("~1", "/").replace("~0", "~"));
        unescaped.fold(self.clone(), |place, key| place.at(&key))
    }

    /// Whether the schema names this place.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.parts.is_empty()
    }

    /// The descriptions, each once, joined by line breaks; empty if there is none.
    #[must_use]
    pub fn description(&self) -> String {
        let mut texts: Vec<&str> = Vec::new();
        for text in self.parts.iter().filter_map(|part| part["description"].as_str()) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.join("\n")
    }

    /// The keys that the schema names here.
    #[must_use]
    pub fn keys(&self) -> BTreeSet<&'a str> {
        let objects = self.parts.iter().filter_map(|part| part["properties"].as_object());
        objects.flatten().map(|(key, _)| key.as_str()).collect()
    }

    /// The values that an enumeration allows here; empty if none does. Of several enumerations, the
    /// narrowest counts: with one event, one value may be all that is left.
    #[must_use]
    pub fn values(&self) -> Vec<&'a str> {
        let allowed = self.parts.iter().map(|part| values(part));
        let allowed = allowed.filter(|values| !values.is_empty());
        allowed.min_by_key(Vec::len).unwrap_or_default()
    }

    /// Another place of the same body: where these parts hold, and all that hold beside them.
    fn with(&self, parts: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut found = Self { parts: Vec::new(), root: self.root, event: Arc::clone(&self.event) };
        parts.into_iter().for_each(|part| found.add(part));
        found
    }

    /// Adds a part, and those that hold beside it.
    fn add(&mut self, part: &'a Value) {
        // A schema of somebody else could refer to itself.
        if self.parts.iter().any(|known| std::ptr::eq(*known, part)) {
            return;
        }
        self.parts.push(part);
        let target = part["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
        let target = target.and_then(|target| self.root.pointer(target));
        let beside = part["allOf"].as_array().into_iter().flatten();
        for part in target.into_iter().chain(beside) {
            match part.pointer("/if/properties/event/const") {
                Some(name) if *name == *self.event => {
                    part.get("then").into_iter().for_each(|part| self.add(part));
                }
                Some(_) => {}
                None => self.add(part),
            }
        }
    }
}

/// Whether a token of a pointer is the index of an item: digits, without a zero in front.
fn is_index(token: &str) -> bool {
    let is_number = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    is_number && (token == "0" || !token.starts_with('0'))
}

/// The values that a part allows.
fn values(part: &Value) -> Vec<&str> {
    let one = std::slice::from_ref(&part["const"]);
    part["enum"].as_array().map_or(one, Vec::as_slice).iter().filter_map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn description(event: &str, pointer: &str) -> String {
        Place::body(event).pointer(pointer).description()
    }

    #[test]
    fn a_key_below_keys() {
        let envelope = Place::body("MessageSent");
        assert!(envelope.description().starts_with("The body of a webhook request"));
        assert_eq!(envelope.keys(), BTreeSet::from(["event", "payload", "timestamp", "uuid"]));
        let token = envelope.at("payload").at("message").at("token");
        assert!(token.description().starts_with("The random token of the message."));
        assert!(token.keys().is_empty() && token.is_known());
        assert_eq!(
            token.description(),
            envelope.pointer("/payload").pointer("/message/token").description()
        );
        assert_eq!(envelope.pointer("").keys(), envelope.keys());
    }

    #[test]
    fn what_a_reference_leads_to_holds_too() {
        let text = description("MessageSent", "/payload/message/spam_status");
        let (here, there) = (text.find("What the spam check found."), text.find("- `NotSpam`: "));
        assert!(here.is_some() && here < there, "{text}");
        assert!(Place::body("MessageSent").pointer("/payload/message").keys().contains("tag"));
    }

    #[test]
    fn each_event_has_a_payload_of_its_own() {
        for event in crate::EventKind::ALL {
            let payload = Place::body(event.as_str()).at("payload");
            assert!(payload.is_known() && !payload.keys().is_empty(), "{}", event.as_str());
            for key in payload.keys() {
                assert_ne!(payload.at(key).description(), "", "{}: {key}", event.as_str());
            }
        }
        assert!(description("SendLimitExceeded", "/payload/limit").starts_with("How many"));
        assert_eq!(description("MessageSent", "/payload/limit"), "");
        assert!(Place::body("MessageBounced").pointer("/payload/bounce/id").is_known());
    }

    #[test]
    fn nothing_is_known_of_other_places() {
        let known = |event: &str, pointer: &str| Place::body(event).pointer(pointer).is_known();
        assert!(known("NotOfPostal", "/payload") && known("NotOfPostal", "/timestamp"));
        for (event, pointer) in [
            ("NotOfPostal", "/payload/message"),
            ("MessageSent", "/payload/unknown"),
            ("MessageSent", "/payload/unknown/id"),
            ("MessageSent", "/payload/0"),
            ("MessageSent", "/"),
            ("MessageSent", "/payload/"),
            ("MessageSent", "payload"),
        ] {
            assert!(!known(event, pointer), "{event} {pointer}");
        }
        let unknown = Place::body("MessageSent").at("unknown");
        assert!(unknown.description().is_empty() && unknown.keys().is_empty());
        assert!(unknown.values().is_empty());
    }

    #[test]
    fn the_narrowest_enumeration_counts() {
        let schema = include_str!("generated/webhook.strict.schema.json");
        let schema: Value = serde_json::from_str(schema).unwrap();
        let place = |event, pointer| Place::of_schema(&schema, event).pointer(pointer);
        assert_eq!(place("MessageDelayed", "/payload/status").values(), ["SoftFail"]);
        let spam = place("MessageDelayed", "/payload/message/spam_status");
        assert_eq!(spam.values(), ["NotChecked", "NotSpam", "Spam"]);
        assert_eq!(place("MessageDelayed", "/event").values().len(), crate::EventKind::ALL.len());
        assert!(place("MessageDelayed", "/uuid").values().is_empty());
        // The schema for receivers has none.
        assert!(Place::body("MessageDelayed").pointer("/payload/status").values().is_empty());
    }

    /// The published schemas have neither; those of draft 7 have references in `allOf`.
    #[test]
    fn arrays_escapes_and_schemas_that_go_round() {
        let schema = json!({
            "properties": {
                "list": {"description": "a list", "items": {"$ref": "#/$defs/item"}},
                "a/b~1": {"allOf": [{"$ref": "#/$defs/item"}, {"description": "here"}]},
                "round": {"$ref": "#/$defs/round"},
            },
            "$defs": {
                "item": {"description": "an item", "properties": {"id": {"description": "an id"}}},
                "round": {"description": "round", "allOf": [{"$ref": "#/$defs/round"}]},
            },
        });
        let body = Place::of_schema(&schema, "MessageSent");
        assert_eq!(body.pointer("/list/0").description(), "an item");
        assert_eq!(body.pointer("/list/12/id").description(), "an id");
        for key in ["first", "01", "+1", "-", ""] {
            assert!(!body.at("list").at(key).is_known(), "{key}");
        }
        assert_eq!(body.pointer("/a~1b~01").description(), "an item\nhere");
        assert_eq!(body.at("round").description(), "round");
    }
}
