//! What differs between the drafts of JSON Schema.

use serde_json::{Map, Value, json};

/// A draft in which the schemas are published.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Draft {
    Draft202012,
    Draft07,
}

impl Draft {
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Draft202012 => "2020-12",
            Self::Draft07 => "draft-07",
        }
    }

    fn uri(self) -> &'static str {
        match self {
            Self::Draft202012 => "https://json-schema.org/draft/2020-12/schema",
            Self::Draft07 => "http://json-schema.org/draft-07/schema#",
        }
    }
}

/// A schema of draft 2020-12 without head, with its head and in `draft`.
pub(super) fn write(schema: Value, draft: Draft, id: Option<&str>) -> Value {
    let mut head = Map::new();
    head.insert("$schema".to_owned(), draft.uri().into());
    if let Some(id) = id {
        head.insert("$id".to_owned(), id.into());
    }
    let schema = if draft == Draft::Draft07 { to_draft_07(schema) } else { schema };
    if let Value::Object(schema) = schema {
        head.extend(schema);
    }
    Value::Object(head)
}

/// `definitions` for `$defs`; and no keyword beside a `$ref`, where draft-07 passes it over.
fn to_draft_07(schema: Value) -> Value {
    let Value::Object(object) = schema else {
        return schema;
    };
    let beside = object.len() > 1;
    let mut written = Map::new();
    for (keyword, value) in object {
        match (keyword.as_str(), value) {
            ("$ref", Value::String(target)) => {
                let target = json!({"$ref": target.replace("#/$defs/", "#/definitions/")});
                if !beside {
                    return target;
                }
                written.insert("allOf".to_owned(), json!([target]));
            }
            ("$defs", value) => {
                written.insert("definitions".to_owned(), each(value));
            }
            ("properties", value) => {
                written.insert(keyword, each(value));
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                written.insert(keyword, schemas.into_iter().map(to_draft_07).collect());
            }
            ("if" | "then" | "items", value) => {
                written.insert(keyword, to_draft_07(value));
            }
            // Values, not schemas.
            (_, value) => {
                written.insert(keyword, value);
            }
        }
    }
    Value::Object(written)
}

/// The schemas of a map from names, which are no keywords.
fn each(schemas: Value) -> Value {
    match schemas {
        Value::Object(schemas) => {
            let schemas = schemas.into_iter();
            schemas.map(|(name, schema)| (name, to_draft_07(schema))).collect()
        }
        other => other,
    }
}
