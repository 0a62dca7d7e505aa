//! Reader of `schema/`: checks every file by the authoring rules, and makes the model.
//!
//! All violations are reported at once. What passes here, typify reads without a panic.

mod body;
mod clashes;
mod delivery;
mod description;
mod envelope;
mod event;
mod examples;
mod facts;
mod json;
mod keywords;
mod names;
mod numbers;
mod pages;
mod property;
mod references;
mod request;
mod reserved;
mod settings;
mod shape;
mod since;
mod text;
mod tree;
mod types;
mod violation;
mod written;

use std::collections::BTreeMap;

use serde_json::Value;

use self::json::json;
pub use self::tree::Tree;
use self::violation::{At, Lint};
pub use self::violation::{RULES, Violation, Violations};
use crate::beside;
use crate::model::Model;

/// Path inside `schema/` to file stem and contents.
type Files = BTreeMap<String, (String, Value)>;

/// Reads the files of `schema/`, and checks them.
///
/// # Errors
///
/// All violations of the authoring rules, by file and place.
pub fn read(tree: &Tree) -> Result<Model, Violations> {
    let mut lint = Lint::default();
    let (model, (delivery, of_delivery)) = beside(
        || build(tree, &mut lint),
        || {
            let mut lint = Lint::default();
            (delivery::read(tree, &mut lint), lint)
        },
    );
    lint.violations.extend(of_delivery.violations);
    lint.violations.sort();
    lint.violations.dedup();
    match model {
        Some(model) if lint.violations.is_empty() => Ok(Model { delivery, ..model }),
        _ => Err(Violations(lint.violations)),
    }
}

/// The model without its delivery; it is whole only if there is no violation, and `None` where a
/// file is missing that every tree has.
fn build(tree: &Tree, lint: &mut Lint) -> Option<Model> {
    let settings = settings::settings(tree, lint);
    let mut files = BTreeMap::new();
    for folder in ["common", "payloads", "events"] {
        for (below, bytes) in tree.folder(folder) {
            let path = format!("{folder}/{below}");
            let at = At::file(&path);
            let named = below.strip_suffix(".json").filter(|stem| !stem.contains('/'));
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
    if !tree.0.contains_key("common/Timestamp.json") {
        lint.violation(
            &At::file("common/Timestamp.json"),
            "no-timestamp",
            "it is missing, and the envelope of every event refers to it",
            "write `{\"description\": \"…\", \"type\": \"number\"}` into it",
        );
    }
    let parsed = types::read(&files, lint);
    let events = event::read(tree, &files, &parsed, lint);
    clashes::check(&files, lint);
    let envelope = envelope::read(tree, lint);
    let facts = request::read(tree, lint);
    let pages = facts.as_ref().and_then(|(_, facts)| pages::read(tree, &files, facts, lint));
    let model = Model {
        version: settings.as_ref().map(|s| s.0.clone()).unwrap_or_default(),
        base_uri: settings.as_ref().map(|s| s.1.clone()).unwrap_or_default(),
        types: parsed.types,
        events,
        envelope,
        request: facts?.0,
        pages: pages?,
        delivery: None,
        changelog: tree.text("CHANGELOG.md"),
        compat: tree.text("compat.toml"),
    };
    // Bodies are compared with a model that is whole; with half a model they would all fail.
    if parsed.unread.is_empty()
        && model.events.len() == files.keys().filter(|p| p.starts_with("events/")).count()
    {
        examples::check_bodies(&model, lint);
    }
    Some(model)
}
