//! `asyncapi.json`: `AsyncAPI` 3 with the HTTP binding, from the side of the receiver.

use serde_json::{Map, Value, json};

use super::drafts::{self, Draft};
use super::profiles;
use crate::model::{Event, Model, Request};

/// The version of the HTTP binding that the documents follow.
const BINDING: &str = "0.3.0";

pub(super) fn generate(model: &Model) -> Value {
    // The schemas of AsyncAPI are those of draft-07, but a description can stand beside a `$ref`:
    // in an `allOf`, as in draft-07, the type would be another one for each property that has it.
    let codegen = drafts::write(profiles::codegen(model), Draft::Draft202012, None);
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
    let messages = model.events.iter().map(|event| (event.name.clone(), message(model, event)));
    let messages: Map<String, Value> = messages.collect();
    let texts = &model.pages.texts;
    let (from, to) = model.request.delivered_statuses.value;
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": texts.title,
            "version": model.version,
            "description": texts.about,
            "license": {"name": super::LICENSE},
            "externalDocs": {
                "description": texts.page,
                "url": super::published(model, "events.md")
            }
        },
        "defaultContentType": "application/json",
        "channels": {
            "webhook": {
                "title": "Webhook",
                "description": texts.channel,
                // The address is the receiver's own.
                "address": null,
                "messages": in_channel
            }
        },
        "operations": {
            "receiveWebhook": {
                "action": "receive",
                "title": "Receive a webhook",
                "summary": texts.receive,
                "description": format!(
                    "{from} to {to}: {}\n\nEverything else: {}",
                    texts.delivered,
                    texts.retried
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

fn message(model: &Model, event: &Event) -> Value {
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
        "bindings": {"http": {"headers": headers(&model.request), "bindingVersion": BINDING}},
        "examples": examples
    })
}

fn headers(request: &Request) -> Value {
    let properties = request.headers.iter().map(|header| {
        let mut schema = super::header(header);
        schema["description"] = header.description.as_str().into();
        if let Some(example) = &header.example {
            schema["examples"] = json!([example]);
        }
        (header.name.clone(), schema)
    });
    let properties: Map<String, Value> = properties.collect();
    let required = request.headers.iter().filter(|header| header.required);
    let required: Vec<&str> = required.map(|header| header.name.as_str()).collect();
    json!({"type": "object", "required": required, "properties": properties})
}
