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
    let schema = if draft == Draft::Draft07 {
        to_draft_07(schema)
    } else {
        schema
    };
    if let Value::Object(schema) = schema {
        head.extend(schema);
    }
    Value::Object(head)
}

/// `definitions` for `$defs`; and no keyword beside a `$ref`, where draft-07 passes it over.
fn to_draft_07(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let beside = object.len() > 1;
            let mut written = Map::new();
            for (key, value) in object {
                match (key.as_str(), value) {
                    ("$defs", value) => {
                        written.insert("definitions".to_owned(), to_draft_07(value));
                    }
                    ("$ref", Value::String(target)) => {
                        let target = json!({"$ref": target.replace("#/$defs/", "#/definitions/")});
                        if beside {
                            written.insert("allOf".to_owned(), json!([target]));
                        } else {
                            return target;
                        }
                    }
                    // Values of a body, not schemas.
                    ("examples" | "enum" | "const", value) => {
                        written.insert(key, value);
                    }
                    (_, value) => {
                        written.insert(key, to_draft_07(value));
                    }
                }
            }
            Value::Object(written)
        }
        Value::Array(items) => items.into_iter().map(to_draft_07).collect(),
        other => other,
    }
}
