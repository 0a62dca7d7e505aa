//! `openapi.json`: `OpenAPI` 3.1, with a webhook for each event.

use heck::ToLowerCamelCase;
use serde_json::{Map, Value, json};

use super::drafts::{self, Draft};
use super::profiles;
use crate::model::{Event, Model, Request};

pub(super) fn generate(model: &Model) -> Value {
    let webhooks = model
        .events
        .iter()
        .map(|event| (event.name.clone(), json!({"post": operation(model, event)})));
    let webhooks: Map<String, Value> = webhooks.collect();
    let codegen = drafts::write(profiles::codegen(model), Draft::Draft202012, None);
    let texts = &model.pages.texts;
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": texts.title,
            "version": model.version,
            "description": format!("{}\n\n{}", texts.about, texts.authentication),
            "license": {"name": super::LICENSE, "identifier": super::LICENSE}
        },
        "externalDocs": {
            "description": texts.page,
            "url": super::published(model, "events.md")
        },
        // Said in words: for webhooks, ogen writes Go that does not compile where there is more.
        "security": [],
        // OpenAPI 3.1 can do without, but generators for 3.0 ask for it.
        "paths": {},
        "webhooks": webhooks,
        "components": {
            "schemas": schemas(model, codegen),
            "parameters": parameters(&model.request),
            "responses": {
                "Taken": {"description": texts.delivered, "content": {"text/plain": {"schema": {"type": "string"}}}},
                "Retried": {"description": texts.retried}
            }
        }
    })
}

fn operation(model: &Model, event: &Event) -> Value {
    let examples: Map<String, Value> = event
        .examples
        .iter()
        .map(|example| {
            let value = json!({"summary": example.case.replace('-', " "), "value": example.body});
            (example.case.clone(), value)
        })
        .collect();
    let parameters: Vec<Value> = model
        .request
        .headers
        .iter()
        .map(|header| json!({"$ref": format!("#/components/parameters/{}", header.name)}))
        .collect();
    json!({
        "operationId": event.ident.to_lower_camel_case(),
        "summary": super::first_line(&event.description),
        "description": event.description,
        "parameters": parameters,
        "requestBody": {
            "required": true,
            "content": {
                "application/json": {
                    "schema": super::component(&event.envelope),
                    "examples": examples
                }
            }
        },
        "responses": {
            "2XX": {"$ref": "#/components/responses/Taken"},
            "4XX": {"$ref": "#/components/responses/Retried"},
            "default": {"$ref": "#/components/responses/Retried"}
        }
    })
}

/// The definitions of the codegen profile, and their union with a discriminator.
fn schemas(model: &Model, codegen: Value) -> Value {
    let Value::Object(mut codegen) = super::to_components(model, codegen) else {
        return Value::Null;
    };
    let mapping: Map<String, Value> = model
        .events
        .iter()
        .map(|event| {
            let schema = format!("#/components/schemas/{}", event.envelope);
            (event.name.clone(), schema.into())
        })
        .collect();
    let mut schemas = codegen.shift_remove("$defs").unwrap_or_default();
    codegen.shift_remove("$schema");
    codegen
        .insert("discriminator".to_owned(), json!({"propertyName": "event", "mapping": mapping}));
    schemas["Webhook"] = Value::Object(codegen);
    sized(schemas)
}

/// With the sizes of numbers, by the formats of `OpenAPI`: generators take a number without one for
/// one of 32 bits, which has no room for the microseconds of a timestamp.
fn sized(schema: Value) -> Value {
    match schema {
        Value::Object(object) => {
            let format = match &object.get("type") {
                Some(Value::String(name)) => size(name),
                Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).find_map(size),
                _ => None,
            };
            let format = format.map(|format| ("format".to_owned(), format.into()));
            let entries = object.into_iter().map(|(key, value)| {
                // Values of a body, not schemas.
                let value = if key == "examples" { value } else { sized(value) };
                (key, value)
            });
            Value::Object(entries.chain(format).collect())
        }
        Value::Array(items) => items.into_iter().map(sized).collect(),
        other => other,
    }
}

fn size(kind: &str) -> Option<&'static str> {
    match kind {
        "number" => Some("double"),
        "integer" => Some("int64"),
        _ => None,
    }
}

fn parameters(request: &Request) -> Value {
    let parameters = request.headers.iter().map(|header| {
        let mut parameter = json!({
            "name": header.name,
            "in": "header",
            "required": header.required,
            "description": header.description,
            "schema": super::header(header)
        });
        if let Some(example) = &header.example {
            parameter["example"] = example.as_str().into();
        }
        (header.name.clone(), parameter)
    });
    Value::Object(parameters.collect())
}
