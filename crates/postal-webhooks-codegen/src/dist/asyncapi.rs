//! `asyncapi.json`: `AsyncAPI` 3 with the HTTP binding, from the side of the receiver.

use serde_json::{Map, Value, json};

use super::drafts::{self, Draft};
use super::http::{self, HEADERS};
use super::readings;
use crate::model::{Event, Model};

/// The version of the HTTP binding that the documents follow.
const BINDING: &str = "0.3.0";

pub(super) fn generate(model: &Model) -> Value {
    // The schemas of AsyncAPI are those of draft-07, but a description can stand beside a `$ref`:
    // in an `allOf`, as in draft-07, the type would be another one for each property that has it.
    let codegen = drafts::write(readings::codegen(model), Draft::Draft202012, None);
    let schemas = titled(super::to_components(model, codegen)["$defs"].take());
    let in_channel = |event: &Event| {
        let message = json!({"$ref": format!("#/components/messages/{}", event.name)});
        (event.name.clone(), message)
    };
    let in_channel: Map<String, Value> = model.events.iter().map(in_channel).collect();
    let in_operation: Vec<Value> = in_channel
        .keys()
        .map(|name| json!({"$ref": format!("#/channels/webhook/messages/{name}")}))
        .collect();
    let messages = model.events.iter().map(|event| (event.name.clone(), message(event)));
    let messages: Map<String, Value> = messages.collect();
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Postal webhooks",
            "version": model.version,
            "description": http::about(),
            "license": {"name": super::LICENSE},
            "externalDocs": {
                "description": "Webhook events and payloads, for people.",
                "url": super::published(model, "events.md")
            }
        },
        "defaultContentType": "application/json",
        "channels": {
            "webhook": {
                "title": "Webhook",
                "description": "A URL of yours that is registered as a webhook in Postal. Its query is kept, and its user info is sent as basic authentication.",
                // The address is the receiver's own.
                "address": null,
                "messages": in_channel
            }
        },
        "operations": {
            "receiveWebhook": {
                "action": "receive",
                "title": "Receive a webhook",
                "summary": "Postal sends an event, and waits 5 seconds for the answer.",
                "description": format!(
                    "200 to 299: {}\n\nEverything else: {}",
                    http::TAKEN,
                    http::RETRIED
                ),
                "channel": {"$ref": "#/channels/webhook"},
                "messages": in_operation,
                "bindings": {"http": {"method": "POST", "bindingVersion": BINDING}}
            }
        },
        "components": {
            "messages": messages,
            "schemas": schemas
        }
    })
}

/// Each schema with its name as its title: generators name types by it.
fn titled(schemas: Value) -> Value {
    let Value::Object(schemas) = schemas else {
        return schemas;
    };
    let titled = schemas.into_iter().map(|(name, schema)| {
        let mut with_title = json!({"title": name});
        if let (Some(object), Value::Object(schema)) = (with_title.as_object_mut(), schema) {
            object.extend(schema);
        }
        (name, with_title)
    });
    Value::Object(titled.collect())
}

fn message(event: &Event) -> Value {
    let examples: Vec<Value> = event
        .examples
        .iter()
        .map(|example| {
            json!({
                "name": example.case,
                "summary": example.case.replace('-', " "),
                "payload": example.body
            })
        })
        .collect();
    json!({
        "name": event.name,
        "title": event.name,
        "summary": super::first_line(&event.description),
        "description": event.description,
        "contentType": "application/json",
        "payload": super::component(&event.envelope),
        "bindings": {"http": {"headers": headers(), "bindingVersion": BINDING}},
        "examples": examples
    })
}

fn headers() -> Value {
    let properties = HEADERS.iter().map(|header| {
        let mut schema = header.schema();
        schema["description"] = header.description.into();
        if let Some(example) = header.example {
            schema["examples"] = json!([example]);
        }
        (header.name.to_owned(), schema)
    });
    let properties: Map<String, Value> = properties.collect();
    let required = HEADERS.iter().filter(|header| header.required);
    let required: Vec<&str> = required.map(|header| header.name).collect();
    json!({"type": "object", "required": required, "properties": properties})
}
