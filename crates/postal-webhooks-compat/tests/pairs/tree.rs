//! A small `schema/` to change, and the schemas that are published of it.

use std::collections::BTreeMap;
use std::path::Path;

use postal_webhooks_codegen::{DIST, Folder, Tree, find, generate, read};
use postal_webhooks_compat::Schemas;
use serde_json::{Value, json};

/// A small `schema/`: the event `Sent` with all kinds of properties, and the event `Seen`.
pub(crate) fn base() -> Files {
    let text = |description: &str| json!({"description": description, "type": "string"});
    Files(BTreeMap::from([
        (
            "common/Timestamp.json",
            json!({"description": "A time.", "type": "number", "examples": [1.5]}),
        ),
        (
            "common/State.json",
            json!({"description": "A state.\n\n- `new`: One.\n- `old`: Two.", "type": "string", "enum": ["new", "old"]}),
        ),
        (
            "common/Mail.json",
            json!({
                "description": "A mail.",
                "type": "object",
                "required": ["id", "subject"],
                "properties": {
                    "id": {"description": "A number.", "type": "integer", "minimum": 0},
                    "subject": {"description": "Maybe text.", "type": ["string", "null"]}
                }
            }),
        ),
        (
            "common/Reply.json",
            json!({
                "description": "A reply.",
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"description": "A number.", "type": "integer", "minimum": 0}}
            }),
        ),
        (
            "payloads/Report.json",
            json!({
                "description": "A report.",
                "type": "object",
                "required": ["mail", "state", "host", "port", "took", "reply", "before"],
                "properties": {
                    "mail": {"description": "The mail.", "$ref": "../common/Mail.json"},
                    "state": {"description": "The state.", "$ref": "../common/State.json"},
                    "host": text("A name."),
                    "port": {"description": "A number.", "type": "integer", "minimum": 0},
                    "took": {"description": "Seconds.", "type": ["number", "null"]},
                    "reply": {"description": "Maybe a reply.", "anyOf": [{"$ref": "../common/Reply.json"}, {"type": "null"}]},
                    "before": {"description": "Maybe a state.", "anyOf": [{"$ref": "../common/State.json"}, {"type": "null"}]},
                    "hint": text("Sometimes there.")
                }
            }),
        ),
        (
            "payloads/View.json",
            json!({
                "description": "A view.",
                "type": "object",
                "required": ["mail", "at"],
                "properties": {
                    "mail": {"description": "The mail.", "$ref": "../common/Mail.json"},
                    "at": {"description": "When.", "$ref": "../common/Timestamp.json"}
                }
            }),
        ),
        ("events/Sent.json", json!({"description": "Sent.", "$ref": "../payloads/Report.json"})),
        ("events/Seen.json", json!({"description": "Seen.", "$ref": "../payloads/View.json"})),
        (
            "examples/Sent/typical.json",
            body(
                "Sent",
                &json!({
                    "mail": {"id": 1, "subject": "Hi"},
                    "state": "new", "host": "mx", "port": 25, "took": 0.5,
                    "reply": {"id": 2}, "before": null, "hint": "tls"
                }),
            ),
        ),
        (
            "examples/Seen/typical.json",
            body("Seen", &json!({"mail": {"id": 1, "subject": "Hi"}, "at": 1.5})),
        ),
    ]))
}

pub(crate) fn body(event: &str, payload: &Value) -> Value {
    let uuid = "0c3f8a52-8d0e-4a6b-9f0e-5f3a3e1b7c64";
    json!({"event": event, "timestamp": 1.5, "payload": payload, "uuid": uuid})
}

/// The JSON files of a `schema/`.
#[derive(Clone)]
pub(crate) struct Files(pub(crate) BTreeMap<&'static str, Value>);

pub(crate) const REPORT: &str = "payloads/Report.json";
pub(crate) const SENT: &str = "examples/Sent/typical.json";

impl Files {
    pub(crate) fn at(&mut self, file: &str, pointer: &str) -> &mut Value {
        let value = self.0.get_mut(file).and_then(|value| value.pointer_mut(pointer));
        value.unwrap_or_else(|| panic!("{file} has no {pointer}"))
    }

    /// Sets a key of the object at `pointer`.
    pub(crate) fn set(&mut self, file: &str, pointer: &str, key: &str, value: Value) {
        self.at(file, pointer)[key] = value;
    }

    pub(crate) fn remove(&mut self, file: &str, pointer: &str, key: &str) {
        let object = self.at(file, pointer).as_object_mut();
        object.and_then(|object| object.shift_remove(key)).expect("the key is there");
    }

    /// Makes a property of `Report` required, or no longer so.
    pub(crate) fn require(&mut self, name: &str, required: bool) {
        let names = self.at(REPORT, "/required").as_array_mut().expect("a list");
        names.retain(|other| other != name);
        if required {
            names.push(name.into());
        }
    }

    fn generate(&self) -> Vec<Folder> {
        let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/facts");
        let mut tree = Tree::read(&facts).unwrap_or_else(|e| panic!("{e:#}"));
        for (path, value) in &self.0 {
            tree.0.insert((*path).to_owned(), value.to_string().into_bytes());
        }
        let model = read(&tree).unwrap_or_else(|e| panic!("{e}"));
        generate(&model).unwrap_or_else(|e| panic!("{e:#}"))
    }

    pub(crate) fn publish(&self) -> Schemas {
        let files = self.generate();
        let read = |name: &str| {
            let file = find(&files, &format!("{DIST}/2020-12/{name}.schema.json"));
            serde_json::from_str(file.expect("a published schema"))
                .expect("generated files are JSON")
        };
        Schemas {
            tolerant: read("webhook"),
            strict: read("webhook.strict"),
            codegen: read("webhook.codegen"),
        }
    }
}
