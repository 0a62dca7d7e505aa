//! Explanations of violations: what Postal does there, in the words of the published schema.

use postal_webhooks::describe::Place;
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
        let place = Place::of_schema(&self.0, event).pointer(&violation.pointer);
        let mut texts = Vec::new();
        for key in &violation.keys {
            let below = place.at(key);
            if below.is_known() {
                texts.push(format!("{key}: {}", below.description()));
            } else {
                let known = listed(place.keys());
                texts.push(format!("Postal sends no key {key:?} here. It sends {known}."));
            }
        }
        if matches!(violation.keyword.as_str(), "enum" | "const") {
            texts.push(format!("Postal sends {} here.", listed(place.values())));
        }
        if violation.keys.is_empty() {
            texts.push(place.description());
        }
        texts.retain(|text| !text.is_empty());
        if texts.is_empty() {
            texts.push("The schema says nothing of this place.".to_owned());
        }
        texts.join("\n")
    }
}

fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<_> = words.into_iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
