//! JSON Schema of the envelope, for schemars: it accepts what the types read.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::number::LARGEST_INTEGER;
use crate::{Event, EventKind, Timestamp, Webhook};

impl JsonSchema for Webhook {
    fn schema_name() -> Cow<'static, str> {
        "Webhook".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let timestamp = generator.subschema_for::<Timestamp>();
        let uuid = generator.subschema_for::<UuidSchema>();
        let more = Map::from_iter([
            ("timestamp".to_owned(), timestamp.to_value()),
            ("uuid".to_owned(), uuid.to_value()),
        ]);
        envelope(&["event", "timestamp", "payload", "uuid"], more, generator)
    }
}

impl JsonSchema for Event {
    fn schema_name() -> Cow<'static, str> {
        "Event".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        envelope(&["event", "payload"], Map::new(), generator)
    }
}

impl JsonSchema for EventKind {
    fn schema_name() -> Cow<'static, str> {
        "EventKind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        json_schema!({"description": "The name of an event.", "type": "string", "enum": names})
    }
}

/// An object whose payload depends on its event; the payload of an unknown event is any object.
fn envelope(
    required: &[&str],
    mut more: Map<String, Value>,
    generator: &mut SchemaGenerator,
) -> Schema {
    let branch = |kind: &EventKind| {
        let payload = kind.payload_schema(generator);
        json!({
            "if": {"properties": {"event": {"const": kind.as_str()}}, "required": ["event"]},
            "then": {"properties": {"payload": payload}}
        })
    };
    let branches: Vec<Value> = EventKind::ALL.iter().map(branch).collect();
    let names: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
    more.insert("event".to_owned(), json!({"type": "string", "examples": names}));
    more.insert("payload".to_owned(), json!({"type": "object"}));
    json_schema!({"type": "object", "required": required, "properties": more, "allOf": branches})
}

/// A value or null, under a key that is always there.
pub(crate) struct Nullable<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Nullable<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Nullable_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// A UUID as a JSON Schema that all validators assert: they do not agree on `format`.
pub(crate) struct UuidSchema;

impl JsonSchema for UuidSchema {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Uuid".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "uuid",
            "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
        })
    }
}

/// An integer as it is read.
#[allow(dead_code, reason = "a schema may have no integer")]
pub(crate) struct IntegerSchema;

impl JsonSchema for IntegerSchema {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Integer".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "minimum": 0, "maximum": LARGEST_INTEGER})
    }
}
