//! `catalog.json`: the published schemas in the form of `SchemaStore`'s catalog, for editors.

use serde_json::{Value, json};

use super::drafts::Draft;
use crate::model::Model;

pub(super) fn generate(model: &Model) -> Value {
    let mut schemas = Vec::new();
    for draft in [Draft::Draft202012, Draft::Draft07] {
        let mut list = |name: &str, what: &str, file: &str| {
            let url = super::published(model, &format!("{}/{file}", draft.folder()));
            schemas.push(json!({
                "name": format!("Postal {name} ({})", draft.folder()),
                "description": format!("{what} Draft {}.", draft.folder().trim_start_matches("draft-")),
                "url": url,
                "versions": {model.version.as_str(): url}
            }));
        };
        for (name, what, file) in READINGS {
            list(name, what, file);
        }
        for event in &model.events {
            let name = &event.name;
            list(
                &format!("webhook {name}"),
                &format!(
                    "The body of a {name} request: {}",
                    lower(super::first_line(&event.description))
                ),
                &format!("events/{name}.schema.json"),
            );
            list(
                &format!("payload {name}"),
                &format!("The payload of {name}, without its envelope."),
                &format!("payloads/{name}.schema.json"),
            );
        }
    }
    json!({
        "$schema": "https://json.schemastore.org/schema-catalog.json",
        "version": 1,
        "schemas": schemas
    })
}

const READINGS: [(&str, &str, &str); 3] = [
    (
        "webhook",
        "The body of any webhook request of the Postal mail server, for receivers: unknown keys, values and events pass.",
        "webhook.schema.json",
    ),
    (
        "webhook strict",
        "The body of any webhook request of the Postal mail server, for tests and senders: nothing else passes.",
        "webhook.strict.schema.json",
    ),
    (
        "webhook codegen",
        "The body of any webhook request of the Postal mail server, for code generators.",
        "webhook.codegen.schema.json",
    ),
];

/// With its first letter small, to stand after a colon.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
