//! Messages of the authoring rules: one for every rule, for the smallest input that breaks it.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod examples;
#[path = "../facts/mod.rs"]
mod facts;
mod files;
mod names;
mod schemas;

use std::collections::BTreeMap;
use std::path::Path;

use expect_test::{Expect, expect};
use postal_webhooks_codegen::{Tree, generate, read};
use proptest::prelude::*;

use self::facts::with_facts;

/// The smallest tree that keeps the rules.
fn tree() -> Tree {
    let files = [
        ("schema.toml", "version = \"1.0.0\"\nbase-uri = \"https://example.com\"\n"),
        ("common/Timestamp.json", r#"{"description": "A time.", "type": "number"}"#),
        ("common/Color.json", r#"{"description": "A colour.", "type": "string", "enum": ["red"]}"#),
        (
            "payloads/Thing.json",
            r#"{"description": "A thing.", "type": "object", "required": ["name", "color"], "properties": {"name": {"description": "Its name.", "type": "string"}, "color": {"description": "Its colour.", "$ref": "../common/Color.json"}}}"#,
        ),
        (
            "events/Made.json",
            r#"{"description": "Sent when a thing is made.", "$ref": "../payloads/Thing.json"}"#,
        ),
        (
            "examples/Made/typical.json",
            r#"{"event":"Made","timestamp":1.5,"payload":{"name":"a","color":"red"},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}"#,
        ),
    ];
    let owned = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    with_facts(Tree(BTreeMap::from(owned)))
}

/// Puts files into the smallest tree, and compares what the generator says.
fn check(files: &[(&str, &str)], expected: &Expect) {
    let mut tree = tree();
    for (path, text) in files {
        tree.0.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    expected.assert_eq(&outcome(&tree));
}

/// The same with a property of `Thing` in place of `name`.
fn check_property(property: &str, expected: &Expect) {
    let thing = format!(
        r#"{{"description": "A thing.", "type": "object", "required": ["color"], "properties": {{"name": {property}, "color": {{"description": "Its colour.", "$ref": "../common/Color.json"}}}}}}"#
    );
    check(&[("payloads/Thing.json", &thing)], expected);
}

fn outcome(tree: &Tree) -> String {
    match read(tree).map(|model| generate(&model).unwrap()) {
        Ok(_) => "fine".to_owned(),
        Err(error) => {
            let text = format!("{error:#}");
            text.split_once("\n\n").map_or(text.clone(), |(_, violations)| violations.to_owned())
        }
    }
}

#[test]
fn the_smallest_tree_is_fine() {
    check(&[], &expect!["fine"]);
}

#[test]
fn all_violations_at_once() {
    check(
        &[
            ("common/Color.json", r#"{"type": "string", "enum": ["red"], "title": "Colour"}"#),
            (
                "payloads/Other.json",
                r#"{"description": "other", "type": "object", "properties": {"a": {"type": "string"}}}"#,
            ),
            ("examples/Gone/typical.json", "{}"),
        ],
        &expect![[r#"
            schema/common/Color.json#: description: there is no description
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know

            schema/common/Color.json#/title: keyword: `title` is no keyword of the portable subset
              remedy: leave it out; here these may stand: description, type, enum

            schema/examples/Gone/typical.json#: example: it belongs to no event
              remedy: move it to schema/examples/<EventName>/, or write schema/events/Gone.json

            schema/payloads/Other.json#/description: description: its first line is no sentence with a full stop
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know

            schema/payloads/Other.json#/properties/a: description: there is no description
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know"#]],
    );
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    let words = [
        "string",
        "object",
        "array",
        "integer",
        "null",
        "uuid",
        "red",
        "",
        "Self",
        "$ref",
        "../common/Color.json",
        "../payloads/Thing.json",
        "A sentence.",
        "`",
        "type",
        "\u{0}",
        "日本",
        "4",
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        prop::sample::select(words.to_vec()).prop_map(Into::into),
    ];
    let keys = [
        "type",
        "properties",
        "required",
        "items",
        "enum",
        "const",
        "$ref",
        "description",
        "examples",
        "x-postal-since",
        "minimum",
        "format",
        "$defs",
        "name",
        "",
    ];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::vec((prop::sample::select(keys.to_vec()), inner), 0..4).prop_map(
                |entries| {
                    entries
                        .into_iter()
                        .map(|(key, value)| (key.to_owned(), value))
                        .collect::<serde_json::Map<_, _>>()
                        .into()
                }
            ),
        ]
    })
}

/// The pointers of all places in a JSON value.
fn places(value: &serde_json::Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        serde_json::Value::Object(object) => {
            object.iter().for_each(|(key, value)| places(value, &format!("{at}/{key}"), found));
        }
        serde_json::Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(n, value)| places(value, &format!("{at}/{n}"), found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_input_makes_it_panic(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), value()), 1..3),
    ) {
        let mut tree = tree();
        for (file, place, value) in edits {
            let is_json = |path: &&String| Path::new(path).extension().is_some_and(|end| end == "json");
            let paths: Vec<String> = tree.0.keys().filter(is_json).cloned().collect();
            let path = &paths[file.index(paths.len())];
            let mut json: serde_json::Value = serde_json::from_slice(&tree.0[path]).expect("JSON");
            let mut found = Vec::new();
            places(&json, "", &mut found);
            if let Some(there) = json.pointer_mut(&found[place.index(found.len())]) {
                *there = value;
            }
            tree.0.insert(path.clone(), json.to_string().into_bytes());
        }
        // A violation is fine; so is none. A panic is not.
        prop_assert!(!outcome(&tree).is_empty());
    }
}
