//! Explanations of violations: what Postal does there, in the words of the published schema.

use std::collections::BTreeSet;

use postal_webhooks::validate::{Profile, Violation};
use serde_json::Value;

/// The published schema, with its descriptions.
pub(super) struct Explainer(Value);

impl Explainer {
    pub(super) fn new(profile: Profile) -> anyhow::Result<Self> {
        Ok(Self(serde_json::from_str(profile.schema())?))
    }

    /// What the schema says of the place of a violation, in a body of this event.
    pub(super) fn explain(&self, event: &str, violation: &Violation) -> String {
        let place = self.at(event, &violation.pointer);
        let mut texts = Vec::new();
        for key in &violation.keys {
            let below = self.below(event, &place, key);
            if below.is_empty() {
                let objects = place.iter().filter_map(|part| part["properties"].as_object());
                // In another part, the same key can have a narrower value.
                let known: BTreeSet<_> = objects.flatten().map(|(name, _)| name.as_str()).collect();
                texts
                    .push(format!("Postal sends no key {key:?} here. It sends {}.", listed(known)));
            } else {
                texts.push(format!("{key}: {}", described(&below)));
            }
        }
        if matches!(violation.keyword.as_str(), "enum" | "const") {
            // With this event, one value may be all that is left of an enumeration.
            let allowed = place.iter().map(|part| values(part)).filter(|values| !values.is_empty());
            let fewest = allowed.min_by_key(Vec::len).unwrap_or_default();
            texts.push(format!("Postal sends {} here.", listed(fewest)));
        }
        if violation.keys.is_empty() {
            texts.push(described(&place));
        }
        texts.retain(|text| !text.is_empty());
        if texts.is_empty() {
            texts.push("The schema says nothing of this place.".to_owned());
        }
        texts.join("\n")
    }

    /// The parts of the schema that hold for a place of a body.
    fn at(&self, event: &str, pointer: &str) -> Vec<&Value> {
        let root = self.all(event, &self.0);
        pointer.split('/').skip(1).fold(root, |parts, token| {
            self.below(event, &parts, &token.replace("~1", "/").replace("~0", "~"))
        })
    }

    /// The parts that hold for what stands under a key.
    fn below<'a>(&'a self, event: &str, parts: &[&'a Value], key: &str) -> Vec<&'a Value> {
        let named = |part: &&'a Value| part.get("properties")?.get(key).or(part.get("items"));
        parts.iter().filter_map(named).flat_map(|part| self.all(event, part)).collect()
    }

    /// A part, and those that hold beside it.
    fn all<'a>(&'a self, event: &str, part: &'a Value) -> Vec<&'a Value> {
        let mut found = vec![part];
        let target = part["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
        let beside = part["allOf"].as_array().into_iter().flatten();
        for part in target.and_then(|target| self.0.pointer(target)).into_iter().chain(beside) {
            match part.pointer("/if/properties/event/const") {
                Some(name) if name == event => found.extend(self.all(event, &part["then"])),
                Some(_) => {}
                None => found.extend(self.all(event, part)),
            }
        }
        found
    }
}

/// The descriptions of the parts, each once.
fn described(parts: &[&Value]) -> String {
    let mut texts: Vec<_> = parts.iter().filter_map(|part| part["description"].as_str()).collect();
    texts.dedup();
    texts.join("\n")
}

/// The values that a part allows.
fn values(part: &Value) -> Vec<&str> {
    let one = std::slice::from_ref(&part["const"]);
    part["enum"].as_array().map_or(one, Vec::as_slice).iter().filter_map(Value::as_str).collect()
}

fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<_> = words.into_iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
