//! Sample bodies of a schema: one that is whole, and one for each thing that can be otherwise in
//! it.

use serde_json::{Map, Value, json};

const UUID: &str = "0c3f8a52-8d0e-4a6b-9f0e-5f3a3e1b7c64";

/// How deep objects may nest; the schemas have no cycles that a body must follow for ever.
const DEPTH: usize = 12;

/// Values that `schema` describes, the plain one first. Only the keywords of the published schemas
/// are known: check each sample with the schema before you rely on it.
pub(crate) fn of(schema: &Value) -> Vec<Value> {
    values(schema, schema, DEPTH)
}

fn values(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    if depth == 0 {
        return Vec::new();
    }
    let schema = merged(schema, root, depth);
    if let Some(value) = schema.get("const") {
        return vec![value.clone()];
    }
    if let Some(Value::Array(values)) = schema.get("enum") {
        return values.clone();
    }
    if let Some(Value::Array(branches)) = schema.get("anyOf") {
        let of_branch = |branch| values(branch, root, depth - 1);
        return branches.iter().flat_map(of_branch).collect();
    }
    let types = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(name)) => vec![name.as_str()],
        _ => Vec::new(),
    };
    let of_type = |name: &&str| of_type(name, &schema, root, depth);
    types.iter().flat_map(of_type).collect()
}

fn of_type(name: &str, schema: &Map<String, Value>, root: &Value, depth: usize) -> Vec<Value> {
    let shown = schema.get("examples").and_then(Value::as_array);
    let shown = shown.into_iter().flatten();
    let mut values: Vec<Value> = match name {
        "object" => return objects(schema, root, depth),
        "array" => return arrays(schema, root, depth),
        "null" => return vec![Value::Null],
        "boolean" => return vec![json!(true), json!(false)],
        "string" if schema.contains_key("pattern") => vec![json!(UUID)],
        "string" => shown.filter(|value| value.is_string()).cloned().collect(),
        _ => Vec::new(),
    };
    values.extend(match name {
        "string" if !schema.contains_key("pattern") => vec![json!("text"), json!("")],
        "integer" => vec![json!(1), json!(0), json!(-1)],
        "number" => vec![json!(0.5), json!(-0.5)],
        _ => Vec::new(),
    });
    values
}

/// The object with all its keys; then, one at a time, without each key that may be missing, and
/// with each other value of each key.
fn objects(schema: &Map<String, Value>, root: &Value, depth: usize) -> Vec<Value> {
    let Some(Value::Object(properties)) = schema.get("properties") else {
        return vec![json!({})];
    };
    let choices: Vec<(&String, Vec<Value>)> =
        properties.iter().map(|(name, schema)| (name, values(schema, root, depth - 1))).collect();
    let plain = choices.iter().filter_map(|(name, values)| {
        let value = values.first()?;
        Some(((*name).clone(), value.clone()))
    });
    let plain: Map<String, Value> = plain.collect();
    let required = |name: &str| {
        let required = schema.get("required").and_then(Value::as_array);
        required.is_some_and(|names| names.iter().any(|other| other == name))
    };
    let mut objects = vec![plain.clone()];
    for (name, values) in choices {
        if !required(name) {
            let mut without = plain.clone();
            without.shift_remove(name);
            objects.push(without);
        }
        for value in values.into_iter().skip(1) {
            let mut with = plain.clone();
            with.insert(name.clone(), value);
            objects.push(with);
        }
    }
    objects.into_iter().map(Value::Object).collect()
}

fn arrays(schema: &Map<String, Value>, root: &Value, depth: usize) -> Vec<Value> {
    let items = schema.get("items").map(|items| values(items, root, depth - 1));
    let full = items.into_iter().flatten().map(|item| json!([item]));
    full.chain([json!([])]).collect()
}

/// The keywords of a schema, with those of its `$ref` and `allOf`: what narrows stands last and
/// wins.
fn merged(schema: &Value, root: &Value, depth: usize) -> Map<String, Value> {
    let mut keywords = Map::new();
    if depth == 0 {
        return keywords;
    }
    let target = schema.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|target| root.pointer(target.strip_prefix('#')?));
    if let Some(target) = target {
        keywords = merged(target, root, depth - 1);
    }
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        add(&mut keywords, merged(part, root, depth - 1));
    }
    if let Value::Object(own) = schema {
        let own = own.iter().filter(|(key, _)| !matches!(key.as_str(), "$ref" | "allOf"));
        add(&mut keywords, own.map(|(key, value)| (key.clone(), value.clone())).collect());
    }
    keywords
}

fn add(keywords: &mut Map<String, Value>, more: Map<String, Value>) {
    for (key, value) in more {
        match (keywords.get_mut(&key), value) {
            (Some(Value::Object(properties)), Value::Object(narrowed)) if key == "properties" => {
                properties.extend(narrowed);
            }
            (_, value) => {
                keywords.insert(key, value);
            }
        }
    }
}
