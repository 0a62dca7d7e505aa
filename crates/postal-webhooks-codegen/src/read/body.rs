//! Comparison of an example with the model: it must be what Postal sends, and nothing else.

use serde_json::{Map, Value};

use super::violation::{At, Lint};
use crate::model::{Event, Kind, Model, Property, Shape};

const ENVELOPE: [&str; 4] = ["event", "timestamp", "payload", "uuid"];

/// Checks the whole body of an event; each difference is a violation at its place.
pub(super) fn check(model: &Model, event: &Event, at: &At<'_>, body: &Value, lint: &mut Lint) {
    let mut body_check = Check { model, lint };
    let Some(object) = body_check.object(at, body, &ENVELOPE, &ENVELOPE) else { return };
    if let Some(name) = object.get("event") {
        let at = at.key("event");
        body_check.is_type(&at, name, "string", Value::is_string);
        body_check.is_equal(&at, name, &event.name);
    }
    if let Some(timestamp) = object.get("timestamp") {
        body_check.is_type(&at.key("timestamp"), timestamp, "number", Value::is_number);
    }
    if let Some(uuid) = object.get("uuid") {
        body_check.kind(&at.key("uuid"), uuid, &Kind::Uuid, false);
    }
    if let Some(payload) = object.get("payload") {
        let at = at.key("payload");
        body_check.named(&at, payload, &event.payload);
        for (key, wanted) in &event.narrowed {
            if let Some(value) = payload.get(key) {
                body_check.is_equal(&at.key(key), value, wanted);
            }
        }
    }
}

struct Check<'a> {
    model: &'a Model,
    lint: &'a mut Lint,
}

impl Check<'_> {
    fn differs(&mut self, at: &At<'_>, problem: impl Into<String>) {
        let remedy = "fix the example; or the schema, if Postal really sends this";
        self.lint.violation(at, "example-invalid", problem, remedy);
    }

    fn is_type(&mut self, at: &At<'_>, value: &Value, name: &str, is: fn(&Value) -> bool) -> bool {
        let right = is(value);
        if !right {
            self.differs(at, format!("it is not of type {name}"));
        }
        right
    }

    fn is_equal(&mut self, at: &At<'_>, value: &Value, wanted: &str) {
        if value != wanted {
            self.differs(at, format!("it is not {}", Value::from(wanted)));
        }
    }

    /// The object at a place, whose keys are known, and which has all that are required.
    fn object<'v>(
        &mut self,
        at: &At<'_>,
        value: &'v Value,
        known: &[&str],
        required: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let Some(object) = value.as_object() else {
            self.differs(at, "it is not of type object");
            return None;
        };
        let missing: Vec<&str> =
            required.iter().copied().filter(|key| !object.contains_key(*key)).collect();
        if !missing.is_empty() {
            self.differs(at, format!("it has no {}", missing.join(", ")));
        }
        let unknown: Vec<&str> =
            object.keys().map(String::as_str).filter(|key| !known.contains(key)).collect();
        if !unknown.is_empty() {
            self.differs(at, format!("the schema has no {}", unknown.join(", ")));
        }
        Some(object)
    }

    /// A value of a type that has a name.
    fn named(&mut self, at: &At<'_>, value: &Value, name: &str) {
        let model = self.model;
        match model.get(name).map(|t| &t.shape) {
            Some(Shape::Object(properties)) => self.properties(at, value, properties),
            Some(Shape::Enumeration(variants)) => {
                self.is_type(at, value, "string", Value::is_string);
                if !variants.iter().any(|variant| *value == *variant.value) {
                    self.differs(at, "it is no value of the enumeration");
                }
            }
            Some(Shape::Timestamp { .. }) => {
                self.is_type(at, value, "number", Value::is_number);
            }
            None => {}
        }
    }

    fn properties(&mut self, at: &At<'_>, value: &Value, properties: &[Property]) {
        let known: Vec<&str> = properties.iter().map(|p| p.name.as_str()).collect();
        let required = properties.iter().filter(|property| property.required);
        let required: Vec<&str> = required.map(|property| property.name.as_str()).collect();
        let Some(object) = self.object(at, value, &known, &required) else { return };
        for Property { name, kind, nullable, .. } in properties {
            if let Some(value) = object.get(name) {
                self.kind(&at.key(name), value, kind, *nullable);
            }
        }
    }

    fn kind(&mut self, at: &At<'_>, value: &Value, kind: &Kind, nullable: bool) {
        if nullable && value.is_null() {
            return;
        }
        let or_null =
            |name: &str| if nullable { format!("null or {name}") } else { name.to_owned() };
        match kind {
            Kind::Boolean => {
                self.is_type(at, value, &or_null("boolean"), Value::is_boolean);
            }
            Kind::Number => {
                self.is_type(at, value, &or_null("number"), Value::is_number);
            }
            Kind::String => {
                self.is_type(at, value, &or_null("string"), Value::is_string);
            }
            Kind::Uuid => {
                if self.is_type(at, value, &or_null("string"), Value::is_string)
                    && !value.as_str().is_some_and(is_uuid)
                {
                    self.differs(at, "it is no UUID");
                }
            }
            Kind::Integer => self.integer(at, value, &or_null("integer")),
            Kind::Ref(name) => self.named(at, value, name),
            Kind::Array { items, nullable_items } => {
                self.is_type(at, value, &or_null("array"), Value::is_array);
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.kind(&at.key(&index.to_string()), item, items, *nullable_items);
                }
            }
        }
    }

    /// An integer of 0 to 2^63 - 1. A number without a fraction is one: `12.0`.
    fn integer(&mut self, at: &At<'_>, value: &Value, name: &str) {
        let is_integer = |value: &Value| {
            value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|n| n.fract() == 0.0)
        };
        self.is_type(at, value, name, is_integer);
        let Some(number) = value.as_f64() else { return };
        if number < 0.0 {
            self.differs(at, "it is less than 0");
        } else if !value.is_i64() && number >= ABOVE_I64 {
            self.differs(at, format!("it is more than {}", i64::MAX));
        }
    }
}

/// 2^63.
const ABOVE_I64: f64 = 9_223_372_036_854_775_808.0;

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}
