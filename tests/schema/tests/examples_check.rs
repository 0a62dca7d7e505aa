//! The generator's check of examples against the published strict schema: both accept and refuse
//! the same bodies, at the same places.

use std::collections::BTreeSet;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use postal_webhooks_codegen::{Tree, read};
use postal_webhooks_tests::{examples, published, root};
use serde_json::{Value, json};

/// What stands in place of each value of an example.
fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(""),
        json!("Sent"),
        json!("820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(12.0),
        json!(9_223_372_036_854_775_808_u64),
        json!([]),
        json!([null]),
        json!({}),
        json!({"a": 1}),
    ]
}

#[test]
fn both_find_the_same_places() {
    let mut tree = Tree::read(&root().join("schema")).unwrap();
    tree.0.retain(|path, _| !path.starts_with("examples/") && !path.starts_with("invalid/"));
    let strict = jsonschema::validator_for(&published("2020-12", "webhook.strict")).unwrap();
    let mut changed = 0;
    for example in examples().into_iter().filter(|example| example.name.ends_with("/typical")) {
        let body = example.value();
        for body in changes(&body) {
            // Another event would be checked by its own name in one of them, and not in the other.
            if body["event"] != example.event.as_str() {
                continue;
            }
            let path = format!("examples/{}/typical.json", example.event);
            tree.0.insert(path.clone(), body.to_string().into_bytes());
            assert_eq!(found_by_codegen(&tree, &path), found_by_schema(&strict, &body), "{body}");
            tree.0.remove(&path);
            changed += 1;
        }
    }
    assert!(changed > 2_000, "{changed}");
}

/// The body with each value replaced, removed, and each object with a key more.
fn changes(body: &Value) -> Vec<Value> {
    let mut changes = vec![body.clone()];
    for pointer in pointers(body, "") {
        let mut change = |value: Value| {
            let mut copy = body.clone();
            if let Some(place) = copy.pointer_mut(&pointer) {
                *place = value;
            }
            changes.push(copy);
        };
        replacements().into_iter().for_each(&mut change);
        if let Some(object) = body.pointer(&pointer).and_then(Value::as_object) {
            let mut more = object.clone();
            more.insert("more".to_owned(), 1.into());
            change(more.into());
            for key in object.keys() {
                let mut less = object.clone();
                less.shift_remove(key);
                change(less.into());
            }
        }
    }
    changes
}

fn pointers(value: &Value, at: &str) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, v)| (key.clone(), v)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(n, v)| (n.to_string(), v)).collect(),
        _ => Vec::new(),
    };
    let below =
        children.into_iter().flat_map(|(key, child)| pointers(child, &format!("{at}/{key}")));
    [at.to_owned()].into_iter().chain(below).collect()
}

fn found_by_codegen(tree: &Tree, path: &str) -> BTreeSet<String> {
    let violations = read(tree).err().map(|violations| violations.0).unwrap_or_default();
    let of_example = violations.into_iter().filter(|v| v.file == path);
    of_example.filter(|v| v.rule == "example-invalid").map(|v| v.pointer).collect()
}

fn found_by_schema(strict: &Validator, body: &Value) -> BTreeSet<String> {
    strict.iter_errors(body).flat_map(|error| places(&error)).collect()
}

/// The place of an error; for a reference that may be null those of the reference.
fn places(error: &ValidationError<'_>) -> Vec<String> {
    match error.kind() {
        ValidationErrorKind::AnyOf { context } => context[0].iter().flat_map(places).collect(),
        _ => vec![error.instance_path().as_str().to_owned()],
    }
}
