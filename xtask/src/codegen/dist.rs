//! The published schemas: one source, three readings, two drafts.

mod drafts;
mod index;
mod readings;

use serde_json::Value;

use super::model::Model;
use drafts::Draft;
use readings::Reading;

const FOLDER: &str = "schema/dist";

/// Generates all files of `schema/dist`.
pub(super) fn generate(model: &Model) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for draft in [Draft::Draft202012, Draft::Draft07] {
        let mut publish = |name: String, schema: Value| {
            let id = format!(
                "{}/{}/{}/{name}",
                model.base_uri,
                model.version,
                draft.folder()
            );
            let path = format!("{FOLDER}/{}/{name}", draft.folder());
            files.push((path, text(&drafts::write(schema, draft, Some(&id)))));
        };
        publish(
            "webhook.schema.json".to_owned(),
            readings::webhook(model, Reading::Tolerant),
        );
        publish(
            "webhook.strict.schema.json".to_owned(),
            readings::webhook(model, Reading::Strict),
        );
        for event in &model.events {
            publish(
                format!("events/{}.schema.json", event.name),
                readings::event(model, event, Reading::Tolerant),
            );
            publish(
                format!("payloads/{}.schema.json", event.name),
                readings::payload(model, event),
            );
        }
        let codegen = drafts::write(readings::codegen(model), draft, None);
        files.push((
            format!("{FOLDER}/{}/webhook.codegen.schema.json", draft.folder()),
            text(&codegen),
        ));
    }
    files.push((
        format!("{FOLDER}/index.json"),
        text(&index::generate(model)),
    ));
    files
}

/// The strict schema of each event, for the lint of the examples.
pub(super) fn strict_by_event(model: &Model) -> impl Iterator<Item = Value> {
    let strict = |event| readings::event(model, event, Reading::Strict);
    model
        .events
        .iter()
        .map(move |event| drafts::write(strict(event), Draft::Draft202012, None))
}

/// The types as typify reads them, by name.
pub(super) fn codegen_definitions(model: &Model) -> Vec<(String, Value)> {
    let define = |t| {
        let schema = readings::definition(t, Reading::Codegen);
        drafts::write(schema, Draft::Draft07, None)
    };
    model
        .types
        .iter()
        .map(|t| (t.name.clone(), without_schema(define(t))))
        .collect()
}

/// The published codegen schema in draft-07, which is what typify reads.
pub(super) fn codegen_draft_07(model: &Model) -> Value {
    drafts::write(readings::codegen(model), Draft::Draft07, None)
}

fn without_schema(mut schema: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        object.shift_remove("$schema");
    }
    schema
}

fn text(value: &Value) -> String {
    // Writing a `Value` into a string cannot fail: its keys are strings.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
