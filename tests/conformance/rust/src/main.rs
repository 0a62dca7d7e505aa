//! Runs the bodies of a list through jsonschema and boon; `../../README.md` describes the form.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Deserialize)]
struct List {
    schemas: Vec<Entry>,
    bodies: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    path: String,
    bodies: Vec<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    validator: &'a str,
    version: &'a str,
    schema: &'a str,
    body: &'a str,
    valid: bool,
    errors: Errors,
}

/// Pointer and keyword of each.
type Errors = Vec<(String, String)>;
type Validator = Box<dyn Fn(&Value) -> Errors>;

fn main() -> Result<()> {
    let path = std::env::args()
        .nth(1)
        .context("the path of the list is missing")?;
    let list: List = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let mut out = std::io::stdout().lock();
    for entry in &list.schemas {
        // Both take the draft that `$schema` names.
        let schema: Value = serde_json::from_str(&std::fs::read_to_string(&entry.path)?)?;
        let validators = [
            ("jsonschema", jsonschema(&schema)?),
            ("boon", boon(schema)?),
        ];
        for (name, errors_of) in &validators {
            for body in &entry.bodies {
                let errors = errors_of(&serde_json::from_str(&list.bodies[body])?);
                let answer = Answer {
                    validator: name,
                    version: version(name),
                    schema: &entry.id,
                    body,
                    valid: errors.is_empty(),
                    errors,
                };
                serde_json::to_writer(&mut out, &answer)?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

fn jsonschema(schema: &Value) -> Result<Validator> {
    let validator = jsonschema::validator_for(schema).map_err(|error| anyhow!("{error}"))?;
    Ok(Box::new(move |body| {
        let errors = validator.iter_errors(body);
        errors
            .map(|error| {
                (
                    error.instance_path().to_string(),
                    error.kind().keyword().to_owned(),
                )
            })
            .collect()
    }))
}

fn boon(schema: Value) -> Result<Validator> {
    const LOCATION: &str = "schema:///schema.json";
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler
        .add_resource(LOCATION, schema)
        .map_err(|error| anyhow!("{error}"))?;
    let index = compiler
        .compile(LOCATION, &mut schemas)
        .map_err(|error| anyhow!("{error}"))?;
    Ok(Box::new(move |body| {
        let mut errors = Vec::new();
        if let Err(error) = schemas.validate(body, index) {
            leaves(&error, &mut errors);
        }
        errors
    }))
}

/// The errors without a cause: what `$ref`, `allOf` and `if` hold together is no error of its own.
/// An `anyOf` is one: none of its branches need be the one that was meant.
fn leaves(error: &boon::ValidationError<'_, '_>, errors: &mut Errors) {
    let any_of = matches!(error.kind, boon::ErrorKind::AnyOf);
    if error.causes.is_empty() || any_of {
        errors.push((
            error.instance_location.to_string(),
            keyword(&error.kind).to_owned(),
        ));
        return;
    }
    for cause in &error.causes {
        leaves(cause, errors);
    }
}

fn keyword(kind: &boon::ErrorKind<'_, '_>) -> &'static str {
    use boon::ErrorKind;
    match kind {
        ErrorKind::Type { .. } => "type",
        ErrorKind::Required { .. } => "required",
        ErrorKind::Minimum { .. } => "minimum",
        ErrorKind::Maximum { .. } => "maximum",
        ErrorKind::Pattern { .. } => "pattern",
        ErrorKind::Enum { .. } => "enum",
        ErrorKind::Const { .. } => "const",
        ErrorKind::AdditionalProperties { .. } => "additionalProperties",
        ErrorKind::Format { .. } => "format",
        ErrorKind::AnyOf => "anyOf",
        // The published schemas have no other keyword that can fail by itself.
        _ => "other",
    }
}

/// The version of a crate, as the lock file pins it.
fn version(name: &str) -> &'static str {
    let entry = format!("name = \"{name}\"\nversion = \"");
    let version = include_str!("../Cargo.lock").split(entry.as_str()).nth(1);
    version
        .and_then(|rest| rest.split('"').next())
        .unwrap_or("?")
}
