//! Rules on the files of `common/` and `payloads/`: keywords, shapes, references, descriptions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::super::model::{Kind, Property, Shape, Type, Variant};
use super::{At, Lint, names};

/// Path inside `schema/` to file stem and contents.
pub(super) type Files = BTreeMap<String, (String, Value)>;

pub(super) struct Parsed {
    /// By name.
    pub types: Vec<Type>,
    /// The files that did not become a type: what is wrong with them is told there.
    pub unread: Vec<String>,
}

impl Parsed {
    fn get(&self, name: &str) -> Option<&Type> {
        find(&self.types, name)
    }
}

fn find<'a>(types: &'a [Type], name: &str) -> Option<&'a Type> {
    let at = types.binary_search_by(|t| t.name.as_str().cmp(name)).ok()?;
    types.get(at)
}

const OBJECT: &[&str] = &["description", "type", "required", "properties"];
const ENUMERATION: &[&str] = &["description", "type", "enum"];
const TIMESTAMP: &[&str] = &["description", "type", "examples"];
const PROPERTY: &[&str] = &[
    "description",
    "type",
    "items",
    "$ref",
    "examples",
    "minimum",
    "format",
];
const REFERENCE: &[&str] = &["description", "$ref", "examples"];
const ITEMS: &[&str] = &["description", "type", "items", "$ref", "minimum", "format"];
const EVENT: &[&str] = &["description", "$ref", "properties"];

pub(super) fn read(files: &Files, lint: &mut Lint) -> Parsed {
    let own: Vec<_> = files
        .iter()
        .filter(|(path, _)| !path.starts_with("events/"))
        .collect();
    let mut types = Vec::new();
    let mut unread = Vec::new();
    for (path, (stem, value)) in &own {
        let at = At::file(path);
        if let Some(shape) = read_shape(&at, stem, value, files, lint) {
            types.push(Type {
                name: stem.clone(),
                description: description(&at, value, lint),
                shape,
            });
        } else {
            description(&at, value, lint);
            unread.push((*path).clone());
        }
    }
    types.sort_by(|a, b| a.name.cmp(&b.name));
    check_cycles(files, &types, lint);
    Parsed { types, unread }
}

/// Reads an event: the name of its payload, and the properties that it narrows.
pub(super) fn read_event(
    at: &At<'_>,
    value: &Value,
    parsed: &Parsed,
    lint: &mut Lint,
) -> Option<(String, Vec<(String, String)>)> {
    let object = keywords(at, value, EVENT, lint)?;
    let payload = object.get("$ref").and_then(Value::as_str);
    let stem = payload
        .and_then(|r| r.strip_prefix("../payloads/"))
        .and_then(|r| r.strip_suffix(".json"));
    if let Some(stem) = stem
        && parsed.unread.contains(&format!("payloads/{stem}.json"))
    {
        return None;
    }
    let payload = stem.and_then(|stem| parsed.get(stem));
    let Some(Type {
        name,
        shape: Shape::Object(properties),
        ..
    }) = payload
    else {
        lint.violation(
            &at.key("$ref"),
            "ref",
            "an event names its payload, an object in schema/payloads/",
            "write `\"$ref\": \"../payloads/<Payload>.json\"`",
        );
        return None;
    };
    let mut narrowed = Vec::new();
    let Some(narrowing) = object.get("properties") else {
        return Some((name.clone(), narrowed));
    };
    let at = at.key("properties");
    for (key, constant) in narrowing.as_object().into_iter().flatten() {
        let property = properties.iter().find(|property| &property.name == key);
        let kind = property.map(|property| &property.kind);
        let values = match kind {
            Some(Kind::Ref(name)) => match parsed.get(name).map(|t| &t.shape) {
                Some(Shape::Enumeration(variants)) => variants.as_slice(),
                _ => &[],
            },
            _ => &[],
        };
        let only = constant.as_object().filter(|object| object.len() == 1);
        let value = only
            .and_then(|object| object.get("const"))
            .and_then(Value::as_str);
        match value.filter(|value| values.iter().any(|variant| variant.value == **value)) {
            Some(value) => narrowed.push((key.clone(), value.to_owned())),
            None => lint.violation(
                &at.key(key),
                "event",
                "an event narrows only an enumeration of its payload, to one of its values",
                "write `\"<property>\": {\"const\": \"<value>\"}`, or leave it out",
            ),
        }
    }
    Some((name.clone(), narrowed))
}

/// The description; where it is missing or malformed that is a violation, and it is empty.
pub(super) fn description(at: &At<'_>, value: &Value, lint: &mut Lint) -> String {
    const REMEDY: &str = "write a description: a first line of one sentence with a full stop, then, \
         after an empty line, what else there is to know";
    let Some(text) = value.get("description").and_then(Value::as_str) else {
        lint.violation(at, "description", "there is no description", REMEDY);
        return String::new();
    };
    let at = at.key("description");
    let mut lines = text.lines();
    if !lines
        .next()
        .is_some_and(|first| first.ends_with('.') && first.trim() == first)
    {
        lint.violation(
            &at,
            "description",
            "its first line is no sentence with a full stop",
            REMEDY,
        );
    } else if lines.next().is_some_and(|second| !second.is_empty()) {
        lint.violation(&at, "description", "its second line is not empty", REMEDY);
    } else if let Some(markup) = markup(text) {
        lint.violation(
            &at,
            "description",
            format!("`{markup}` is markup in the documents that are made of it"),
            "put URLs in <>, and names, values and brackets in backticks",
        );
    }
    text.to_owned()
}

/// What rustdoc would take for a link or for HTML: the text outside of code and of `<URL>`s.
fn markup(text: &str) -> Option<&'static str> {
    let outside: String = text.split('`').step_by(2).collect();
    if text.matches('`').count() % 2 == 1 {
        return Some("`");
    }
    let mut rest = outside.as_str();
    while let Some(start) = rest.find(['<', '[', ']']) {
        let link = rest[start..]
            .strip_prefix('<')
            .filter(|url| url.starts_with("https://"));
        if rest[..start].contains("http://") || rest[..start].contains("https://") {
            return Some("http");
        }
        match link.and_then(|url| url.split_once('>')) {
            Some((url, after)) if !url.contains(char::is_whitespace) => rest = after,
            _ if rest[start..].starts_with('<') => return Some("<"),
            _ => return Some("[ ]"),
        }
    }
    (rest.contains("http://") || rest.contains("https://")).then_some("http")
}

/// The object at `at`, after a look at its keywords.
fn keywords<'v>(
    at: &At<'_>,
    value: &'v Value,
    allowed: &[&str],
    lint: &mut Lint,
) -> Option<&'v Map<String, Value>> {
    let Some(object) = value.as_object() else {
        lint.violation(at, "type", "a schema is a JSON object", "write an object");
        return None;
    };
    let mut fine = true;
    for key in object.keys().filter(|key| !allowed.contains(&key.as_str())) {
        fine = false;
        let at = at.key(key);
        let known = [OBJECT, ENUMERATION, PROPERTY, EVENT]
            .concat()
            .contains(&key.as_str())
            || key == "const";
        match key.as_str() {
            "definitions" | "$defs" => lint.violation(
                &at,
                "definitions",
                format!("`{key}` stands in a file"),
                "give each object and enumeration a file of its own, and a `$ref` to it",
            ),
            _ if known => lint.violation(
                &at,
                "keyword",
                format!("`{key}` has no place here"),
                format!("leave it out; here these may stand: {}", allowed.join(", ")),
            ),
            _ => lint.violation(
                &at,
                "keyword",
                format!("`{key}` is no keyword of the portable subset"),
                format!("leave it out; here these may stand: {}", allowed.join(", ")),
            ),
        }
    }
    fine.then_some(object)
}

fn read_shape(
    at: &At<'_>,
    stem: &str,
    value: &Value,
    files: &Files,
    lint: &mut Lint,
) -> Option<Shape> {
    if stem == "Timestamp" {
        let object = keywords(at, value, TIMESTAMP, lint)?;
        if object.get("type").and_then(Value::as_str) != Some("number") {
            lint.violation(
                at,
                "type",
                "`Timestamp` is a number",
                "write `\"type\": \"number\"`",
            );
            return None;
        }
        let examples = examples(at, object, lint);
        return Some(Shape::Timestamp { examples });
    }
    match value.get("type").and_then(Value::as_str) {
        Some("object") => read_object(at, value, files, lint),
        Some("string") if value.get("enum").is_some() => read_enumeration(at, value, lint),
        _ => {
            keywords(at, value, &[OBJECT, ENUMERATION].concat(), lint);
            lint.violation(
                at,
                "type",
                "a file holds an object, or an enumeration of strings",
                "write `\"type\": \"object\"` with `properties`, or `\"type\": \"string\"` with `enum`; \
                 describe everything else where it is used",
            );
            None
        }
    }
}

fn read_object(at: &At<'_>, value: &Value, files: &Files, lint: &mut Lint) -> Option<Shape> {
    let object = keywords(at, value, OBJECT, lint)?;
    let at_properties = at.key("properties");
    let listed = object
        .get("properties")
        .and_then(Value::as_object)
        .filter(|p| !p.is_empty());
    let Some(listed) = listed else {
        lint.violation(
            &at_properties,
            "type",
            "an object has `properties`, an object with at least one key",
            "describe what is sent; leave the file out if nothing is known of it",
        );
        return None;
    };
    let Some(required) = object
        .get("required")
        .map_or_else(|| Some(Vec::new()), strings)
    else {
        lint.violation(
            &at.key("required"),
            "type",
            "`required` is a list of keys",
            "write the keys that Postal always sends",
        );
        return None;
    };
    for key in required.iter().filter(|key| !listed.contains_key(**key)) {
        lint.violation(
            &at.key("required"),
            "type",
            format!("`{key}` is required, and not under `properties`"),
            "describe it there, or leave it out here",
        );
    }
    let in_order: Vec<&str> = listed
        .keys()
        .map(String::as_str)
        .filter(|key| required.contains(key))
        .collect();
    let known: Vec<&str> = required
        .iter()
        .copied()
        .filter(|key| listed.contains_key(*key))
        .collect();
    if in_order != known {
        lint.violation(
            &at.key("required"),
            "order",
            "`required` has not the order of `properties`, or has a key twice",
            format!(
                "put both in wire order, as Postal writes the keys: {}",
                in_order.join(", ")
            ),
        );
    }
    let mut properties = Vec::new();
    for (name, value) in listed {
        let at = at_properties.key(name);
        if !names::is_identifier(name) {
            lint.violation(
                &at,
                "name",
                format!("`{name}` is no name that a Rust field can have"),
                "leave the key out: receivers pass over keys that they do not know",
            );
            continue;
        }
        let description = description(&at, value, lint);
        if let Some((kind, nullable)) = read_kind(&at, value, PROPERTY, files, lint) {
            properties.push(Property {
                name: name.clone(),
                description,
                required: required.contains(&name.as_str()),
                nullable,
                kind,
                examples: examples(&at, value.as_object()?, lint),
            });
        }
    }
    let properties_read = properties.len() == listed.len();
    for property in properties
        .iter()
        .filter(|property| property.nullable && !property.required)
    {
        lint.violation(
            &at_properties.key(&property.name),
            "nullable",
            "it may be null, and may be absent",
            "list it under `required` if Postal always sends it; make it not nullable if not",
        );
    }
    properties_read.then_some(Shape::Object(properties))
}

fn read_kind(
    at: &At<'_>,
    value: &Value,
    allowed: &[&str],
    files: &Files,
    lint: &mut Lint,
) -> Option<(Kind, bool)> {
    let inline = value
        .get("enum")
        .map(|_| ("inline-enum", "an enumeration"))
        .or_else(|| {
            let object = value.get("properties").is_some()
                || value.get("type") == Some(&Value::from("object"));
            object.then_some(("inline-object", "an object"))
        });
    if let Some((rule, what)) = inline {
        lint.violation(
            at,
            rule,
            format!("{what} stands inside another schema"),
            "give it a file of its own in schema/common/, named like its type, and a `$ref` to it",
        );
        return None;
    }
    if let Some(reference) = value.get("$ref") {
        keywords(at, value, REFERENCE, lint)?;
        return Some((Kind::Ref(read_ref(at, reference, files, lint)?), false));
    }
    let object = keywords(at, value, allowed, lint)?;
    let (name, nullable) = read_type(at, object.get("type"), lint)?;
    if let Some(key) = stray(object, name) {
        lint.violation(
            &at.key(key),
            "keyword",
            format!("`{key}` says nothing about {name}"),
            "leave it out",
        );
        return None;
    }
    let kind = match name {
        "boolean" => Kind::Boolean,
        "number" => Kind::Number,
        "integer" => {
            if object.get("minimum").and_then(Value::as_u64) != Some(0) {
                lint.violation(
                    at,
                    "integer",
                    "an integer has `minimum` 0, and no other",
                    "write `\"minimum\": 0`",
                );
            }
            Kind::Integer
        }
        "string" => match object.get("format") {
            None => Kind::String,
            Some(format) if format == "uuid" => Kind::Uuid,
            Some(_) => {
                lint.violation(
                    &at.key("format"),
                    "keyword",
                    "the only `format` is `uuid`",
                    "leave it out: what Postal sends is not always a clean address or URI",
                );
                return None;
            }
        },
        _ => {
            let Some(items) = object.get("items") else {
                lint.violation(
                    at,
                    "type",
                    "an array has no `items`",
                    "say what its items are",
                );
                return None;
            };
            let (items, nullable_items) = read_kind(&at.key("items"), items, ITEMS, files, lint)?;
            Kind::Array {
                items: Box::new(items),
                nullable_items,
            }
        }
    };
    Some((kind, nullable))
}

/// A keyword that belongs to another type.
fn stray(object: &Map<String, Value>, name: &str) -> Option<&'static str> {
    let belongs = [
        ("minimum", "integer"),
        ("format", "string"),
        ("items", "array"),
    ];
    let mut stray = belongs
        .iter()
        .filter(|(key, owner)| object.contains_key(*key) && *owner != name);
    stray.next().map(|(key, _)| *key)
}

/// The type, and whether null is allowed beside it.
fn read_type<'v>(
    at: &At<'_>,
    value: Option<&'v Value>,
    lint: &mut Lint,
) -> Option<(&'v str, bool)> {
    let read = match value {
        Some(Value::String(name)) => Some((name.as_str(), false)),
        Some(Value::Array(both)) => match both.as_slice() {
            [Value::String(name), Value::String(null)] if null == "null" => {
                Some((name.as_str(), true))
            }
            _ => None,
        },
        _ => None,
    };
    let known = ["array", "boolean", "integer", "number", "string"];
    let read = read.filter(|(name, _)| known.contains(name));
    if read.is_none() {
        lint.violation(
            at,
            "type",
            "it has no `type` that the generator reads",
            "write one of array, boolean, integer, number, string; or `[\"<type>\", \"null\"]`; or a `$ref`",
        );
    }
    read
}

/// The name of the type that a `$ref` leads to.
fn read_ref(at: &At<'_>, reference: &Value, files: &Files, lint: &mut Lint) -> Option<String> {
    let relative = reference.as_str().and_then(|r| r.strip_prefix("../"));
    let found = relative.and_then(|path| files.get(path).filter(|_| !path.starts_with("events/")));
    if let Some((stem, _)) = found {
        return Some(stem.clone());
    }
    let problem = match reference.as_str() {
        Some(text) if text.contains('#') => format!("`{text}` leads into a file, not to one"),
        Some(text) => format!("`{text}` leads to no file that can be read"),
        None => "it is no string".to_owned(),
    };
    lint.violation(
        &at.key("$ref"),
        "ref",
        problem,
        "write `../common/<Type>.json` or `../payloads/<Type>.json`, and that file",
    );
    None
}

fn read_enumeration(at: &At<'_>, value: &Value, lint: &mut Lint) -> Option<Shape> {
    let object = keywords(at, value, ENUMERATION, lint)?;
    let values = object
        .get("enum")
        .and_then(strings)
        .filter(|values| !values.is_empty());
    let Some(values) = values else {
        lint.violation(
            &at.key("enum"),
            "type",
            "`enum` is a list of strings, at least one",
            "write the values as they stand on the wire",
        );
        return None;
    };
    let text = object
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mut variants = Vec::new();
    for value in values {
        let prefix = format!("- `{value}`: ");
        let meaning = text.lines().find_map(|l| l.strip_prefix(prefix.as_str()));
        variants.push(Variant {
            value: value.to_owned(),
            ident: names::variant(value)?,
            description: meaning.map_or_else(|| format!("`{value}` on the wire."), str::to_owned),
        });
    }
    Some(Shape::Enumeration(variants))
}

fn examples(at: &At<'_>, object: &Map<String, Value>, lint: &mut Lint) -> Vec<Value> {
    match object.get("examples") {
        None => Vec::new(),
        Some(Value::Array(examples)) => examples.clone(),
        Some(_) => {
            lint.violation(
                &at.key("examples"),
                "type",
                "`examples` is a list",
                "write a list of values",
            );
            Vec::new()
        }
    }
}

fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

/// Refuses types that hold themselves: on the wire they would have no end.
fn check_cycles(files: &Files, types: &[Type], lint: &mut Lint) {
    for (path, (stem, _)) in files
        .iter()
        .filter(|(path, _)| !path.starts_with("events/"))
    {
        let mut seen = BTreeSet::new();
        let mut todo = vec![stem.as_str()];
        while let Some(name) = todo.pop() {
            let refs = find(types, name).into_iter().flat_map(Type::refs);
            for reference in refs {
                if reference == stem {
                    lint.violation(
                        &At::file(path),
                        "ref-cycle",
                        format!("`{stem}` leads back to itself, by `{name}`"),
                        "leave out the `$ref` that closes the circle",
                    );
                    seen.clear();
                    todo.clear();
                    break;
                }
                if seen.insert(reference) {
                    todo.push(reference);
                }
            }
        }
    }
}
