//! Generator of the published schemas, one source in three profiles and two drafts; and of the
//! documents.

mod asyncapi;
mod catalog;
mod delivery;
mod drafts;
mod index;
mod openapi;
mod page;
mod profiles;
mod tables;

use drafts::Draft;
use profiles::Profile;
use serde_json::{Value, json};

use crate::Folder;
use crate::model::{Header, Model};
use crate::words::PREFIX;

/// The folder of the published schemas and documents, from the root of the workspace.
pub const FOLDER: &str = "schema/dist";
const LICENSE: &str = "MIT OR Apache-2.0";

/// Generates all files of `schema/dist`.
pub(super) fn generate(model: &Model) -> Folder {
    let mut files = Vec::new();
    for draft in [Draft::Draft202012, Draft::Draft07] {
        let mut publish = |name: String, schema: Value| {
            let name = format!("{}/{name}", draft.folder());
            let id = published(model, &name);
            let schema = drafts::write(schema, draft, Some(&id));
            files.push((name, text(&schema)));
        };
        publish("webhook.schema.json".to_owned(), profiles::webhook(model, Profile::Tolerant));
        publish("webhook.strict.schema.json".to_owned(), profiles::webhook(model, Profile::Strict));
        for event in &model.events {
            publish(
                format!("events/{}.schema.json", event.name),
                profiles::event(model, event, Profile::Tolerant),
            );
            publish(
                format!("payloads/{}.schema.json", event.name),
                profiles::payload(model, event),
            );
        }
        let codegen = drafts::write(profiles::codegen(model), draft, None);
        files.push((format!("{}/webhook.codegen.schema.json", draft.folder()), text(&codegen)));
    }
    let documents = [
        ("index.json", text(&index::generate(model))),
        ("openapi.json", text(&openapi::generate(model))),
        ("asyncapi.json", text(&asyncapi::generate(model))),
        ("catalog.json", text(&catalog::generate(model))),
        ("events.md", page::generate(model)),
    ];
    files.extend(documents.map(|(name, text)| (name.to_owned(), text)));
    files.extend(delivery::generate(model).iter().map(|(name, value)| (name.clone(), text(value))));
    Folder { path: FOLDER, files }
}

/// The types as typify reads them, by name.
pub(super) fn codegen_definitions(model: &Model) -> Vec<(String, Value)> {
    let define = |t| {
        let schema = profiles::definition(t, Profile::Codegen);
        drafts::write(schema, Draft::Draft07, None)
    };
    model.types.iter().map(|t| (t.name.clone(), without_schema(define(t)))).collect()
}

/// Where a file of `schema/dist` is published.
fn published(model: &Model, file: &str) -> String {
    format!("{}/{}/{file}", model.base_uri, model.version)
}

fn first_line(description: &str) -> &str {
    description.lines().next().unwrap_or_default()
}

/// A reference to a schema in a document that keeps its schemas under `components`.
fn component(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// What a definition of the codegen schema is called in a document: generators write classes of
/// their own beside those of the schemas, such as `Server`, and often into the same namespace.
fn component_name(model: &Model, definition: &str) -> String {
    match model.get(definition) {
        Some(_) => format!("{PREFIX}{definition}"),
        // The envelope of an event.
        None => definition.to_owned(),
    }
}

/// The definitions of the codegen schema and the references to them, as components.
fn to_components(model: &Model, schema: Value) -> Value {
    match schema {
        Value::Object(object) => {
            let rewritten = object.into_iter().map(|(key, value)| {
                let value = match (key.as_str(), value) {
                    ("$ref", Value::String(target)) => {
                        let name = target.rsplit('/').next().unwrap_or_default();
                        component(&component_name(model, name))["$ref"].take()
                    }
                    // Values of a body, not schemas.
                    ("examples" | "enum" | "const", value) => value,
                    // A property can have any name, that of a keyword too.
                    ("properties", Value::Object(named)) => {
                        let named = named.into_iter();
                        let schemas = named.map(|(name, s)| (name, to_components(model, s)));
                        Value::Object(schemas.collect())
                    }
                    ("$defs", Value::Object(named)) => {
                        let schemas = named.into_iter().map(|(name, schema)| {
                            let schema = to_components(model, schema);
                            (component_name(model, &name), schema)
                        });
                        Value::Object(schemas.collect())
                    }
                    (_, value) => to_components(model, value),
                };
                (key, value)
            });
            Value::Object(rewritten.collect())
        }
        Value::Array(items) => {
            let items = items.into_iter();
            items.map(|item| to_components(model, item)).collect()
        }
        other => other,
    }
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

/// The schema of the value of a header.
fn header(header: &Header) -> Value {
    json!({"type": "string", "pattern": header.pattern})
}
