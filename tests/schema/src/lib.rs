//! What lies in `schema/`, for the tests: a new file there is tested without an edit here.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The drafts in which the schemas are published, by folder.
pub const DRAFTS: [&str; 2] = ["2020-12", "draft-07"];

/// A request body of `schema/examples`.
pub struct Example {
    /// The event's name on the wire.
    pub event: String,
    /// `MessageSent/typical`
    pub name: String,
    /// The bytes of the body.
    pub body: Vec<u8>,
}

impl Example {
    /// The body as JSON.
    ///
    /// # Panics
    ///
    /// If it is none.
    #[must_use]
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{}: {e}", self.name))
    }
}

/// A request body of `schema/invalid`, with the error that it must give.
pub struct Invalid {
    /// `MessageSent/id-string`
    pub name: String,
    /// The weakest reading that refuses it: `tolerant` or `strict`.
    pub refused_by: String,
    /// The JSON pointer of the error.
    pub pointer: String,
    /// The keyword of the error.
    pub keyword: String,
    /// The body.
    pub body: Value,
}

/// All examples, by event and case.
///
/// # Panics
///
/// If there are none, or one cannot be read.
#[must_use]
pub fn examples() -> Vec<Example> {
    let read = |(event, name, body)| Example { event, name, body };
    let examples: Vec<_> = bodies("examples").into_iter().map(read).collect();
    assert!(!examples.is_empty(), "schema/examples is empty");
    examples
}

/// All invalid bodies, by event and case.
///
/// # Panics
///
/// If there are none, or one cannot be read.
#[must_use]
pub fn invalid() -> Vec<Invalid> {
    let read = |(_, name, text): (String, String, Vec<u8>)| {
        let file: Value = serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let text = |key: &str| {
            let text = file[key].as_str();
            text.unwrap_or_else(|| panic!("{name} has no {key}")).to_owned()
        };
        Invalid {
            refused_by: text("refused_by"),
            pointer: text("pointer"),
            keyword: text("keyword"),
            body: file["body"].clone(),
            name,
        }
    };
    let invalid: Vec<_> = bodies("invalid").into_iter().map(read).collect();
    assert!(!invalid.is_empty(), "schema/invalid is empty");
    invalid
}

/// A published schema: `published("2020-12", "webhook.strict")`.
///
/// # Panics
///
/// If there is none.
#[must_use]
pub fn published(draft: &str, name: &str) -> Value {
    let path = schema_folder().join(format!("dist/{draft}/{name}.schema.json"));
    let text = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn schema_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema")
}

fn bodies(folder: &str) -> Vec<(String, String, Vec<u8>)> {
    let mut bodies = Vec::new();
    for event in list(&schema_folder().join(folder)) {
        for file in list(&event) {
            let stem =
                |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            bodies.push((stem(&event), format!("{}/{}", stem(&event), stem(&file)), text));
        }
    }
    bodies
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    paths
}

/// Runs `check` on each item, and reports all that fail, by name.
///
/// # Panics
///
/// If any fails.
pub fn each<T>(
    items: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> String,
    check: impl Fn(&T) -> Result<(), String>,
) {
    let failures: Vec<String> = items
        .into_iter()
        .filter_map(|item| check(&item).err().map(|problem| format!("{}: {problem}", name(&item))))
        .collect();
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
}

/// Whether two JSON values are equal, numbers as numbers: `1.0` is `1`.
#[must_use]
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        (a, b) => a == b,
    }
}

/// The example of the project's README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
mod readme {}
