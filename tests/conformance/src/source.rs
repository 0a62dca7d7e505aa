//! Source of the questions: the index of the published schemas, the examples and the invalid
//! bodies.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use postal_webhooks_codegen::delivery::Reply;
use postal_webhooks_codegen::model::RefusedBy;
use postal_webhooks_codegen::{DIST, Tree, find, generate, read};
use serde::Deserialize;

/// What is asked about: schemas and bodies.
pub(crate) struct Source {
    pub dist: PathBuf,
    pub index: Index,
    /// By event: what the codegen schema calls the whole body.
    pub types: BTreeMap<String, String>,
    /// The examples and then the invalid bodies, by event and case.
    pub bodies: Vec<Body>,
    /// Labelled replies of mail servers: a name, `output` and `details`.
    pub replies: Vec<(String, String, Option<String>)>,
}

/// `dist/index.json`.
#[derive(Deserialize)]
pub(crate) struct Index {
    pub schemas: Schemas,
    pub documents: Documents,
    pub events: Vec<Event>,
}

/// Paths below `dist/`, by draft.
pub(crate) type Drafts = BTreeMap<String, String>;

#[derive(Deserialize)]
pub(crate) struct Schemas {
    pub tolerant: Drafts,
    pub strict: Drafts,
    pub codegen: Drafts,
}

#[derive(Deserialize)]
pub(crate) struct Documents {
    pub openapi: String,
}

#[derive(Deserialize)]
pub(crate) struct Event {
    pub name: String,
    pub schemas: EventSchemas,
}

#[derive(Deserialize)]
pub(crate) struct EventSchemas {
    pub event: Drafts,
    pub payload: Drafts,
}

pub(crate) struct Body {
    /// The path of its file below `schema/`.
    pub id: String,
    /// The event whose folder it is in.
    pub event: String,
    pub text: String,
    /// The error of an invalid one.
    pub error: Option<Error>,
}

/// The error that a validator must find in a body.
pub(crate) struct Error {
    /// Whether the tolerant schema accepts the body.
    pub strict_only: bool,
    pub pointer: String,
    pub keyword: String,
}

impl Source {
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let model = read(&Tree::read(&root.join("schema"))?)?;
        let index = format!("{DIST}/index.json");
        let folders = generate(&model)?;
        let text = find(&folders, &index).with_context(|| format!("codegen makes no {index}"))?;
        let index = serde_json::from_str(text).context("index.json has another form")?;
        let examples = model.events.iter().flat_map(|event| {
            event.examples.iter().map(|example| Body {
                id: format!("examples/{}/{}.json", event.name, example.case),
                event: event.name.clone(),
                text: example.text.clone(),
                error: None,
            })
        });
        let invalid = model.events.iter().flat_map(|event| {
            event.invalid.iter().map(|invalid| Body {
                id: format!("invalid/{}/{}.json", event.name, invalid.case),
                event: event.name.clone(),
                text: invalid.body.to_string(),
                error: Some(Error {
                    strict_only: invalid.refused_by == RefusedBy::Strict,
                    pointer: invalid.pointer.clone(),
                    keyword: invalid.keyword.clone(),
                }),
            })
        });
        let replies = model.delivery.iter().flat_map(|delivery| {
            let named = |file: &'static str, replies: &[Reply]| -> Vec<_> {
                let named = |reply: &Reply| {
                    let name = format!("{file}, line {}", reply.line);
                    (name, reply.output.clone(), reply.details.clone())
                };
                replies.iter().map(named).collect()
            };
            [named("replies.tsv", &delivery.replies), named("field.tsv", &delivery.field)].concat()
        });
        Ok(Self {
            replies: replies.collect(),
            dist: root.join(DIST),
            index,
            bodies: examples.chain(invalid).collect(),
            types: model.events.iter().map(|e| (e.name.clone(), e.envelope.clone())).collect(),
        })
    }
}
