//! `index.json`: the events, with their files and examples, for programs.

use serde_json::{Map, Value, json};

use super::drafts::Draft;
use crate::model::{Event, Model};

pub(super) fn generate(model: &Model) -> Value {
    let schemas = |name: &str| -> Value {
        let drafts = [Draft::Draft202012, Draft::Draft07];
        let files = drafts
            .map(|draft| (draft.folder().to_owned(), format!("{}/{name}", draft.folder()).into()));
        Value::Object(Map::from_iter(files))
    };
    let events: Vec<Value> = model.events.iter().map(|event| entry(event, &schemas)).collect();
    let mut index = json!({
        "version": model.version,
        "baseUri": format!("{}/{}", model.base_uri, model.version),
        "schemas": {
            "tolerant": schemas("webhook.schema.json"),
            "strict": schemas("webhook.strict.schema.json"),
            "codegen": schemas("webhook.codegen.schema.json")
        },
        "documents": {
            "page": "events.md",
            "openapi": "openapi.json",
            "asyncapi": "asyncapi.json",
            "catalog": "catalog.json"
        },
        "events": events
    });
    if model.delivery.is_some() {
        index["delivery"] =
            json!({"rules": "delivery/rules.json", "replies": "delivery/replies.json"});
    }
    index
}

fn entry(event: &Event, schemas: &impl Fn(&str) -> Value) -> Value {
    let examples: Map<String, Value> = event
        .examples
        .iter()
        .map(|example| {
            (
                example.case.clone(),
                format!("../examples/{}/{}.json", event.name, example.case).into(),
            )
        })
        .collect();
    json!({
        "name": event.name,
        "description": event.description,
        "payload": event.payload,
        "schemas": {
            "event": schemas(&format!("events/{}.schema.json", event.name)),
            "payload": schemas(&format!("payloads/{}.schema.json", event.name))
        },
        "examples": examples
    })
}
