//! Three profiles of the source: tolerant for receivers, strict for tests and senders, and one for
//! code generators.

use serde_json::{Map, Value, json};

use crate::model::{Envelope, Event, Kind, Model, Property, Shape, Type, Variant};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    /// Unknown keys, values of enumerations and events pass.
    Tolerant,
    /// Nothing passes that Postal 3 does not send.
    Strict,
    /// Unknown keys pass; enumerations are closed, so that they become types.
    Codegen,
}

/// `format` alone is an annotation since draft 2019-09, and unknown to draft-07: validators do not
/// agree on it. All agree on a pattern. Either case passes, as RFC 9562 (section 4) asks of
/// readers.
const UUID_PATTERN: &str =
    "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";

/// Programs that pass events on write a timestamp as a decimal string, some of them.
const DECIMAL_PATTERN: &str = r"^-?[0-9]{1,20}(\.[0-9]+)?$";

/// The whole body, any event: dispatches on `event`, so that an error points into the payload.
pub(super) fn webhook(model: &Model, profile: Profile) -> Value {
    let names: Vec<&str> = model.events.iter().map(|event| event.name.as_str()).collect();
    let mut event = json!({"description": model.envelope.event, "type": "string"});
    event[if profile == Profile::Strict { "enum" } else { "examples" }] = json!(names);
    let branches = model.events.iter().map(|event| {
        json!({
            "if": {"properties": {"event": {"const": event.name}}, "required": ["event"]},
            "then": {"properties": {"payload": payload_of(event, profile)}}
        })
    });
    let branches: Vec<Value> = branches.collect();
    let mut schema = envelope(
        model,
        "Webhook",
        &model.envelope.description,
        &event,
        &json!({"description": model.envelope.payload, "type": "object"}),
        profile,
    );
    schema["allOf"] = branches.into();
    schema["$defs"] = definitions(model, model.events.iter(), profile);
    schema
}

/// The whole body of one event.
pub(super) fn event(model: &Model, event: &Event, profile: Profile) -> Value {
    let name = json!({"description": model.envelope.event, "type": "string", "const": event.name});
    let title = &event.envelope;
    let mut schema =
        envelope(model, title, &event.description, &name, &payload_of(event, profile), profile);
    schema["$defs"] = definitions(model, [event], profile);
    schema
}

/// The payload of one event, without its envelope, as Postal's documentation shows them.
pub(super) fn payload(model: &Model, event: &Event) -> Value {
    json!({
        "title": event.payload,
        "description": format!("The payload of `{}`, without its envelope.", event.name),
        "$ref": format!("#/$defs/{}", event.payload),
        "$defs": definitions(model, [event], Profile::Tolerant)
    })
}

/// One union of all events, each with its own definition.
pub(super) fn codegen(model: &Model) -> Value {
    let names: Vec<String> = model.events.iter().map(|event| event.envelope.clone()).collect();
    let branches: Vec<Value> = names.iter().map(|name| reference(name)).collect();
    let Value::Object(mut defs) = definitions(model, model.events.iter(), Profile::Codegen) else {
        return Value::Null;
    };
    for (event, name) in model.events.iter().zip(&names) {
        let tag =
            json!({"description": model.envelope.event, "type": "string", "const": event.name});
        let mut schema = envelope(
            model,
            name,
            &event.description,
            &tag,
            &reference(&event.payload),
            Profile::Codegen,
        );
        if let Some(object) = schema.as_object_mut() {
            object.shift_remove("title");
        }
        defs.insert(name.clone(), schema);
    }
    json!({"title": "Webhook", "description": model.envelope.description, "oneOf": branches, "$defs": defs})
}

fn envelope(
    model: &Model,
    title: &str,
    description: &str,
    event: &Value,
    payload: &Value,
    profile: Profile,
) -> Value {
    let Envelope { timestamp, uuid, .. } = &model.envelope;
    let mut schema = json!({
        "title": title,
        "description": description,
        "type": "object",
        "required": ["event", "timestamp", "payload", "uuid"],
        "properties": {
            "event": event,
            "timestamp": {
                "description": timestamp,
                "$ref": "#/$defs/Timestamp"
            },
            "payload": payload,
            "uuid": self::uuid(uuid, profile)
        }
    });
    if profile == Profile::Strict {
        schema["additionalProperties"] = false.into();
    }
    schema
}

fn uuid(description: &str, profile: Profile) -> Value {
    let mut schema = json!({"description": description, "type": "string", "format": "uuid"});
    if profile != Profile::Codegen {
        schema["pattern"] = UUID_PATTERN.into();
    }
    schema
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

/// The payload of an event inside its envelope; the strict profile also checks that it is one of
/// this event.
fn payload_of(event: &Event, profile: Profile) -> Value {
    if profile != Profile::Strict || event.narrowed.is_empty() {
        return reference(&event.payload);
    }
    let narrowed = event.narrowed.iter();
    let properties: Map<String, Value> =
        narrowed.map(|(key, value)| (key.clone(), json!({"const": value}))).collect();
    json!({"allOf": [reference(&event.payload), {"properties": properties}]})
}

/// `$defs`: what the envelopes and payloads of `events` lead to.
fn definitions<'a>(
    model: &Model,
    events: impl IntoIterator<Item = &'a Event>,
    profile: Profile,
) -> Value {
    let payloads = events.into_iter().map(|event| event.payload.as_str());
    let types = model.reachable(payloads.chain(["Timestamp"]));
    let defined: Map<String, Value> =
        types.into_iter().map(|t| (t.name.clone(), definition(t, profile))).collect();
    Value::Object(defined)
}

/// One type as a definition.
pub(super) fn definition(t: &Type, profile: Profile) -> Value {
    let description = &t.description;
    match &t.shape {
        Shape::Object(properties) => object(description, properties, profile),
        Shape::Enumeration(variants) => enumeration(description, variants, profile),
        Shape::Timestamp { examples } => {
            let mut schema = json!({"description": description, "type": "number"});
            if profile == Profile::Tolerant {
                schema["type"] = json!(["number", "string"]);
                schema["pattern"] = DECIMAL_PATTERN.into();
            }
            put_examples(&mut schema, examples);
            schema
        }
    }
}

fn object(description: &str, properties: &[Property], profile: Profile) -> Value {
    let required: Vec<&str> =
        properties.iter().filter(|p| p.required).map(|p| p.name.as_str()).collect();
    let properties: Map<String, Value> = properties
        .iter()
        .map(|property| (property.name.clone(), self::property(property, profile)))
        .collect();
    let mut schema = json!({"description": description, "type": "object"});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema["properties"] = Value::Object(properties);
    if profile == Profile::Strict {
        schema["additionalProperties"] = false.into();
    }
    schema
}

fn enumeration(description: &str, variants: &[Variant], profile: Profile) -> Value {
    let values: Vec<&str> = variants.iter().map(|variant| variant.value.as_str()).collect();
    let mut schema = json!({"description": description, "type": "string"});
    // The tolerant profile shows the known values, and lets others pass.
    schema[if profile == Profile::Tolerant { "examples" } else { "enum" }] = json!(values);
    schema
}

fn property(property: &Property, profile: Profile) -> Value {
    let mut schema = json!({"description": property.description});
    if let (Some(schema), Value::Object(kind)) =
        (schema.as_object_mut(), kind(&property.kind, property.nullable, profile))
    {
        schema.extend(kind);
    }
    put_examples(&mut schema, &property.examples);
    schema
}

fn put_examples(schema: &mut Value, examples: &[Value]) {
    if !examples.is_empty() {
        schema["examples"] = json!(examples);
    }
}

fn kind(kind: &Kind, nullable: bool, profile: Profile) -> Value {
    let typed = |name: &str| {
        if nullable { json!({"type": [name, "null"]}) } else { json!({"type": name}) }
    };
    match kind {
        Kind::Boolean => typed("boolean"),
        Kind::Number => typed("number"),
        Kind::String => typed("string"),
        Kind::Integer => {
            let mut schema = typed("integer");
            schema["minimum"] = 0.into();
            if profile != Profile::Codegen {
                schema["maximum"] = i64::MAX.into();
            }
            schema
        }
        Kind::Uuid => {
            let mut schema = typed("string");
            schema["format"] = "uuid".into();
            if profile != Profile::Codegen {
                schema["pattern"] = UUID_PATTERN.into();
            }
            schema
        }
        Kind::Ref(name) if nullable => json!({"anyOf": [reference(name), {"type": "null"}]}),
        Kind::Ref(name) => reference(name),
        Kind::Array { items, nullable_items } => {
            let mut schema = typed("array");
            schema["items"] = self::kind(items, *nullable_items, profile);
            schema
        }
    }
}
