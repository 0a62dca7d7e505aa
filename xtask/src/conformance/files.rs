//! What is read of `schema/`: the index of the published schemas, the examples and the invalid
//! bodies.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What lies in `schema/`.
pub(super) struct Source {
    pub dist: PathBuf,
    pub index: Index,
    /// The codegen schema in draft-07.
    pub codegen: Value,
    /// The examples and then the invalid bodies, by event and case.
    pub bodies: Vec<Body>,
}

/// `dist/index.json`.
#[derive(Deserialize)]
pub(super) struct Index {
    pub schemas: Schemas,
    pub documents: Documents,
    pub events: Vec<Event>,
}

/// Paths below `dist/`, by draft.
pub(super) type Drafts = BTreeMap<String, String>;

#[derive(Deserialize)]
pub(super) struct Schemas {
    pub tolerant: Drafts,
    pub strict: Drafts,
    pub codegen: Drafts,
}

#[derive(Deserialize)]
pub(super) struct Documents {
    pub openapi: String,
}

#[derive(Deserialize)]
pub(super) struct Event {
    pub name: String,
    pub schemas: EventSchemas,
}

#[derive(Deserialize)]
pub(super) struct EventSchemas {
    pub event: Drafts,
    pub payload: Drafts,
}

pub(super) struct Body {
    /// The path of its file below `schema/`.
    pub id: String,
    /// The event whose folder it is in.
    pub event: String,
    pub text: String,
    /// What is wrong with an invalid one.
    pub fault: Option<Fault>,
}

pub(super) struct Fault {
    /// Whether the tolerant reading accepts the body.
    pub strict_only: bool,
    pub pointer: String,
    pub keyword: String,
}

/// A file of `invalid/`.
#[derive(Deserialize)]
struct Invalid {
    refused_by: String,
    pointer: String,
    keyword: String,
    body: Value,
}

impl Source {
    pub(super) fn read(schema: &Path) -> Result<Self> {
        let dist = schema.join("dist");
        let index: Index = parse(&text(&dist.join("index.json"))?, "dist/index.json")?;
        let codegen = index.schemas.codegen.get("draft-07");
        let codegen = codegen.context("dist/index.json names no codegen schema in draft-07")?;
        let codegen = parse(&text(&dist.join(codegen))?, &format!("dist/{codegen}"))?;
        let mut bodies = Vec::new();
        for kind in ["examples", "invalid"] {
            for event in names(&schema.join(kind))? {
                if index.events.iter().all(|known| known.name != event) {
                    bail!(
                        "schema/dist does not know the event of schema/{kind}/{event}; run `cargo xtask codegen`"
                    );
                }
                for file in names(&schema.join(kind).join(&event))? {
                    let id = format!("{kind}/{event}/{file}");
                    let text = text(&schema.join(&id))?;
                    let (text, fault) =
                        if kind == "invalid" { invalid(&text, &id)? } else { (text, None) };
                    bodies.push(Body { id, event: event.clone(), text, fault });
                }
            }
        }
        for Event { name, .. } in &index.events {
            let is_example = |body: &Body| body.event == *name && body.fault.is_none();
            ensure!(
                bodies.iter().any(is_example),
                "schema/examples/{name} has no example; add typical.json"
            );
        }
        Ok(Self { dist, index, codegen, bodies })
    }
}

fn invalid(text: &str, id: &str) -> Result<(String, Option<Fault>)> {
    let Invalid { refused_by, pointer, keyword, body } = parse(text, id)?;
    let strict_only = match refused_by.as_str() {
        "tolerant" => false,
        "strict" => true,
        _ => bail!("schema/{id}: `refused_by` is neither tolerant nor strict"),
    };
    Ok((body.to_string(), Some(Fault { strict_only, pointer, keyword })))
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

fn text(path: &Path) -> Result<String> {
    let remedy = "run `cargo xtask codegen` if it is a generated file";
    fs::read_to_string(path).with_context(|| format!("cannot read {}; {remedy}", path.display()))
}

fn parse<T: DeserializeOwned>(text: &str, name: &str) -> Result<T> {
    serde_json::from_str(text).with_context(|| format!("schema/{name} is not what it should be"))
}
