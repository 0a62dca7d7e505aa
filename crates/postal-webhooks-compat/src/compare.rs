//! Comparison of two versions, event by event.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::canonical::{CanonicalSchema, Containment};
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde::Serialize;
use serde_json::Value;

use crate::samples;
use crate::schemas::{FormError, Schemas, by_event, opened};

/// What a change of the schemas means to a reader of the old ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The same bodies are allowed.
    Unchanged,
    /// Other bodies are allowed, and all of them can be read.
    Compatible,
    /// A body is allowed that a reader never agreed to read; or nobody can tell.
    Breaking,
}

/// One event and what happened to it.
#[derive(Debug, Serialize)]
pub struct Event {
    /// Its name on the wire.
    #[serde(rename = "event")]
    pub name: String,
    /// The worst of its changes.
    pub verdict: Verdict,
    /// In a few words: what is so for the whole event.
    pub note: Option<&'static str>,
    /// What breaks, one entry for each place.
    pub changes: Vec<Change>,
}

/// Something that Postal may now send, and that a reader never agreed to read.
#[derive(Debug, Serialize)]
pub struct Change {
    /// The place in the body (RFC 6901).
    pub pointer: String,
    /// What can be there now.
    pub problem: String,
    /// Which of the old schemas refuse the sample.
    #[serde(rename = "refusedBy")]
    pub refused_by: Vec<&'static str>,
    /// A body that the new schema allows.
    pub sample: Option<Value>,
}

/// Compares all events of two versions.
///
/// # Errors
///
/// If the schemas of a version are not in the form in which they are published.
pub fn compare(old: &Schemas, new: &Schemas) -> Result<Vec<Event>, FormError> {
    let others = [("tolerant", validator(&old.tolerant)?), ("codegen", validator(&old.codegen)?)];
    let old = by_event(&old.strict)?;
    let new = by_event(&new.strict)?;
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    names
        .into_iter()
        .map(|name| match (old.get(name), new.get(name)) {
            (Some(old), Some(new)) => event(name, old, new, &others),
            (None, _) => Ok(whole(
                name,
                Verdict::Compatible,
                "added: receivers ignore events that they do not know",
            )),
            (Some(_), None) => Ok(whole(
                name,
                Verdict::Breaking,
                "removed: its files and types are gone, and what it may hold is open",
            )),
        })
        .collect()
}

/// An event that only one version has.
fn whole(name: &str, verdict: Verdict, note: &'static str) -> Event {
    Event { name: name.to_owned(), verdict, note: Some(note), changes: Vec::new() }
}

fn event(
    name: &str,
    old: &Value,
    new: &Value,
    others: &[(&'static str, Validator)],
) -> Result<Event, FormError> {
    let agreed = opened(old);
    let changes = counterexamples(&agreed, new, others)?;
    let (verdict, note) = match covers(&agreed, new) {
        _ if !changes.is_empty() => (Verdict::Breaking, None),
        Containment::Yes if same(old, new) => (Verdict::Unchanged, None),
        Containment::Yes => (Verdict::Compatible, None),
        Containment::No => (Verdict::Breaking, Some(WITHOUT_SAMPLE)),
        Containment::Unknown => (Verdict::Breaking, Some(UNDECIDED)),
    };
    Ok(Event { name: name.to_owned(), verdict, note, changes })
}

const WITHOUT_SAMPLE: &str = "more is allowed than before, and no sample body shows what";
const UNDECIDED: &str = "undecided: no proof that all can be read, and no body that cannot";

/// Whether two closed schemas allow the same bodies.
fn same(old: &Value, new: &Value) -> bool {
    covers(old, new) == Containment::Yes && covers(new, old) == Containment::Yes
}

/// Whether `outer` allows all that `inner` allows; what cannot be compared is unknown.
fn covers(outer: &Value, inner: &Value) -> Containment {
    let canonical = |schema| -> Option<CanonicalSchema> {
        jsonschema::canonical::options().offline().canonicalize(&comparable(schema)).ok()
    };
    match (canonical(outer), canonical(inner)) {
        (Some(outer), Some(inner)) => outer.covers(&inner).unwrap_or(Containment::Unknown),
        _ => Containment::Unknown,
    }
}

/// The schema with a maximum that `jsonschema` 0.61 can compare. 2^63 - 1, the largest integer of
/// the published schemas, overflows there in some schemas, and whether one covers another is then
/// unknown.
fn comparable(schema: &Value) -> Value {
    let comparable_entry = |(key, value): (&String, &Value)| {
        let is_largest = key == "maximum" && value.as_i64() == Some(i64::MAX);
        let value = if is_largest { (i64::MAX - 1).into() } else { comparable(value) };
        (key.clone(), value)
    };
    match schema {
        Value::Object(object) => object.iter().map(comparable_entry).collect(),
        Value::Array(items) => items.iter().map(comparable).collect(),
        other => other.clone(),
    }
}

/// What the new schema allows and `agreed` refuses, each place with its first sample.
fn counterexamples(
    agreed: &Value,
    new: &Value,
    others: &[(&'static str, Validator)],
) -> Result<Vec<Change>, FormError> {
    let (agreed, allowed) = (validator(agreed)?, validator(new)?);
    let mut found: BTreeMap<(String, String), Change> = BTreeMap::new();
    for sample in samples::of(new) {
        if !allowed.is_valid(&sample) {
            continue;
        }
        for error in agreed.iter_errors(&sample) {
            for error in causes(&error) {
                let pointer = error.instance_path().to_string();
                let problem = problem(error);
                found.entry((pointer.clone(), problem.clone())).or_insert_with(|| Change {
                    pointer,
                    problem,
                    refused_by: refused_by(&sample, others),
                    sample: Some(sample.clone()),
                });
            }
        }
    }
    Ok(found.into_values().collect())
}

/// The error itself; for a reference that may be null, which is the only `anyOf` that is published,
/// what is wrong with the value where it is not null.
fn causes<'e>(error: &'e ValidationError<'e>) -> Vec<&'e ValidationError<'e>> {
    let branches = match error.kind() {
        ValidationErrorKind::AnyOf { context } => context.as_slice(),
        _ => &[],
    };
    match branches.first() {
        Some(reference) => reference.iter().flat_map(causes).collect(),
        None => vec![error],
    }
}

/// The published others that refuse a body; the strict one always does.
fn refused_by(sample: &Value, others: &[(&'static str, Validator)]) -> Vec<&'static str> {
    let refusing = others.iter().filter(|(_, schema)| !schema.is_valid(sample));
    refusing.map(|(name, _)| *name).chain(["strict"]).collect()
}

/// What can be at a place now, as a half sentence that begins with the value.
fn problem(error: &ValidationError<'_>) -> String {
    let value = error.instance();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            format!("can be without `{}`", property.as_str().unwrap_or_default())
        }
        ValidationErrorKind::Type { .. } => format!("can be {}", type_of(value)),
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => {
            format!("can be {value}")
        }
        ValidationErrorKind::Pattern { .. } => "can be text that is no UUID".to_owned(),
        ValidationErrorKind::Minimum { .. } => {
            format!("can be {value}, which is less than the minimum")
        }
        kind => format!("breaks `{}`", kind.keyword()),
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number that is no integer",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn validator(schema: &Value) -> Result<Validator, FormError> {
    jsonschema::options()
        .offline()
        .build(schema)
        .map_err(|e| FormError(format!("a published schema is no JSON Schema: {e}")))
}
