//! `catalog.json`: the published schemas in the form of `SchemaStore`'s catalog, for editors.

use serde_json::{Value, json};

use super::drafts::Draft;
use crate::model::Model;

pub(super) fn generate(model: &Model) -> Value {
    let texts = &model.pages.texts;
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
        list("webhook", &texts.tolerant, "webhook.schema.json");
        list("webhook strict", &texts.strict, "webhook.strict.schema.json");
        list("webhook codegen", &texts.codegen, "webhook.codegen.schema.json");
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

/// With its first letter small, to stand after a colon.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
