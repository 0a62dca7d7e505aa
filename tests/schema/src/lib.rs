//! Examples, invalid bodies and published schemas for the tests: a new file is tested without an
//! edit.

use std::fs;
use std::path::{Path, PathBuf};

use postal_webhooks_codegen::model::{self, Model, RefusedBy};
use postal_webhooks_codegen::{DIST, Tree, read};
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
    /// Whether the tolerant schema accepts it.
    pub strict_only: bool,
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
/// If `schema/` cannot be read.
#[must_use]
pub fn examples() -> Vec<Example> {
    let of = |event: model::Event| {
        let name = event.name;
        event.examples.into_iter().map(move |example| Example {
            name: format!("{name}/{}", example.case),
            event: name.clone(),
            body: example.text.into_bytes(),
        })
    };
    model().events.into_iter().flat_map(of).collect()
}

/// All invalid bodies, by event and case.
///
/// # Panics
///
/// If `schema/` cannot be read.
#[must_use]
pub fn invalid() -> Vec<Invalid> {
    let of = |event: model::Event| {
        let name = event.name;
        event.invalid.into_iter().map(move |invalid| Invalid {
            name: format!("{name}/{}", invalid.case),
            strict_only: invalid.refused_by == RefusedBy::Strict,
            pointer: invalid.pointer,
            keyword: invalid.keyword,
            body: invalid.body,
        })
    };
    model().events.into_iter().flat_map(of).collect()
}

/// A published schema: `published("2020-12", "webhook.strict")`.
///
/// # Panics
///
/// If there is none.
#[must_use]
pub fn published(draft: &str, name: &str) -> Value {
    let path = root().join(DIST).join(format!("{draft}/{name}.schema.json"));
    let text = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn model() -> Model {
    let tree = Tree::read(&root().join("schema")).unwrap_or_else(|e| panic!("{e:#}"));
    read(&tree).unwrap_or_else(|e| panic!("{e:#}"))
}

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
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
