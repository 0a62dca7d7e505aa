//! The authoring rules: checks every file of `schema/`, and makes the model of those that keep them.
//!
//! All violations are reported at once. What passes here, typify reads without a panic.

mod examples;
mod names;
mod types;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use heck::ToUpperCamelCase;
use serde_json::Value;

use super::model::{Event, Model};
use super::tree::Tree;

/// One breach of an authoring rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Violation {
    /// Path inside `schema/`.
    pub file: String,
    /// RFC 6901; empty for the whole file.
    pub pointer: String,
    pub rule: &'static str,
    pub problem: String,
    pub remedy: String,
}

/// The violations found so far.
#[derive(Default)]
struct Lint {
    violations: Vec<Violation>,
}

/// A place inside a file.
#[derive(Clone)]
struct At<'a> {
    file: &'a str,
    pointer: String,
}

impl<'a> At<'a> {
    fn file(file: &'a str) -> Self {
        Self {
            file,
            pointer: String::new(),
        }
    }

    fn key(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self {
            file: self.file,
            pointer: format!("{}/{key}", self.pointer),
        }
    }
}

impl Lint {
    fn violation(
        &mut self,
        at: &At<'_>,
        rule: &'static str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.violations.push(Violation {
            file: at.file.to_owned(),
            pointer: at.pointer.clone(),
            rule,
            problem: problem.into(),
            remedy: remedy.into(),
        });
    }
}

/// Checks all files; gives the model, or every violation in order of file and place.
pub(super) fn check(tree: &Tree) -> Result<Model, Vec<Violation>> {
    let mut lint = Lint::default();
    let model = build(tree, &mut lint);
    lint.violations.sort();
    lint.violations.dedup();
    if lint.violations.is_empty() {
        Ok(model)
    } else {
        Err(lint.violations)
    }
}

/// The violations, as the command line shows them.
pub(super) fn report(violations: &[Violation]) -> String {
    let mut text = format!(
        "schema/ breaks {} of its rules (schema/README.md has their reasons):",
        violations.len()
    );
    for Violation {
        file,
        pointer,
        rule,
        problem,
        remedy,
    } in violations
    {
        let _ = write!(
            text,
            "\n\nschema/{file}#{pointer}: {rule}: {problem}\n  remedy: {remedy}"
        );
    }
    text
}

/// The model; it is whole only if there is no violation.
fn build(tree: &Tree, lint: &mut Lint) -> Model {
    let settings = settings(tree, lint);
    let mut files = BTreeMap::new();
    for folder in ["common", "payloads", "events"] {
        for (below, bytes) in tree.folder(folder) {
            let path = format!("{folder}/{below}");
            let at = At::file(&path);
            let named = below
                .strip_suffix(".json")
                .filter(|stem| !stem.contains('/'));
            let Some(stem) = named else {
                lint.violation(
                    &at,
                    "file-name",
                    "this is no schema file",
                    format!("keep only <Name>.json files in schema/{folder}/, and no folders"),
                );
                continue;
            };
            names::check_file_name(&at, folder, stem, lint);
            if let Some(value) = json(&at, bytes, lint) {
                files.insert(path.clone(), (stem.to_owned(), value));
            }
        }
    }
    let parsed = types::read(&files, lint);
    let events = events(tree, &files, &parsed, lint);
    names::check_clashes(&files, lint);
    examples::check_invalid(tree, &files, lint);
    let mut model = Model {
        version: settings.as_ref().map(|s| s.0.clone()).unwrap_or_default(),
        base_uri: settings.as_ref().map(|s| s.1.clone()).unwrap_or_default(),
        types: parsed.types,
        events,
    };
    // Bodies are held against a model that is whole; against half a model they would all fail.
    if parsed.unread.is_empty()
        && model.events.len() == files.keys().filter(|p| p.starts_with("events/")).count()
    {
        examples::check_bodies(&mut model, lint);
    }
    model
}

fn settings(tree: &Tree, lint: &mut Lint) -> Option<(String, String)> {
    let at = At::file("schema.toml");
    let remedy = "write `version = \"1.0.0\"` and `base-uri = \"https://…\"` (no slash at its end)";
    let text = tree
        .0
        .get("schema.toml")
        .and_then(|bytes| std::str::from_utf8(bytes).ok());
    let table: toml::Table = match text.unwrap_or_default().parse() {
        Ok(table) => table,
        Err(e) => {
            lint.violation(&at, "settings", e.message().to_owned(), remedy);
            return None;
        }
    };
    for key in table
        .keys()
        .filter(|key| !matches!(key.as_str(), "version" | "base-uri"))
    {
        lint.violation(
            &at,
            "settings",
            format!("the key `{key}` is unknown"),
            remedy,
        );
    }
    let get = |key: &str| {
        table
            .get(key)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
    };
    let version = get("version").filter(|version| {
        let numbers: Vec<&str> = version.split('.').collect();
        let number = |n: &&str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
        numbers.len() == 3 && numbers.iter().all(number)
    });
    if version.is_none() {
        lint.violation(
            &at,
            "settings",
            "`version` is no version of three numbers",
            remedy,
        );
    }
    let base_uri = get("base-uri").filter(|uri| {
        uri.starts_with("https://") && !uri.ends_with('/') && !uri.contains(['"', ' ', '#', '?'])
    });
    if base_uri.is_none() {
        lint.violation(
            &at,
            "settings",
            "`base-uri` is no https URI without a slash at its end",
            remedy,
        );
    }
    version.zip(base_uri)
}

/// Reads a JSON file; a key that stands twice in one object is refused, since one would be lost.
fn json(at: &At<'_>, bytes: &[u8], lint: &mut Lint) -> Option<Value> {
    match serde_json::from_slice::<Strict>(bytes) {
        Ok(Strict(value)) => Some(value),
        Err(e) => {
            lint.violation(
                at,
                "json",
                e.to_string(),
                "mend the JSON at that line and column",
            );
            None
        }
    }
}

/// A JSON value whose objects have each key once.
struct Strict(Value);

impl<'de> serde::Deserialize<'de> for Strict {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrictVisitor;

        impl<'de> serde::de::Visitor<'de> for StrictVisitor {
            type Value = Value;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("JSON")
            }

            fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_str<E>(self, v: &str) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut seq: A,
            ) -> Result<Value, A::Error> {
                let mut items = Vec::new();
                while let Some(Strict(item)) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Value::Array(items))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Value, A::Error> {
                let mut object = serde_json::Map::new();
                while let Some((key, Strict(value))) = map.next_entry::<String, _>()? {
                    if object.contains_key(&key) {
                        return Err(serde::de::Error::custom(format!(
                            "the key `{key}` stands twice in one object"
                        )));
                    }
                    object.insert(key, value);
                }
                Ok(Value::Object(object))
            }
        }

        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

/// Reads the files of `events/`.
fn events(
    tree: &Tree,
    files: &types::Files,
    parsed: &types::Parsed,
    lint: &mut Lint,
) -> Vec<Event> {
    let mut events = Vec::new();
    for (path, (stem, value)) in files.iter().filter(|(path, _)| path.starts_with("events/")) {
        let at = At::file(path);
        if let Some((payload, narrowed)) = types::read_event(&at, value, parsed, lint) {
            events.push(Event {
                name: stem.clone(),
                ident: stem.to_upper_camel_case(),
                description: types::description(&at, value, lint),
                payload,
                narrowed,
                examples: examples::read(tree, stem, lint),
            });
        } else {
            types::description(&at, value, lint);
            examples::read(tree, stem, lint);
        }
    }
    if !files.keys().any(|path| path.starts_with("events/")) {
        let at = At::file("events");
        lint.violation(
            &at,
            "no-event",
            "there is no event",
            "write schema/events/<EventName>.json",
        );
    }
    examples::check_orphans(tree, files, lint);
    events
}
