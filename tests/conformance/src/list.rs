//! Questions of a run: schemas, bodies, and the answer that each schema must give about each body.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::compare::Expected;
use crate::source::{Body, Drafts, Error, Event, Source};

/// The one type for all events reads a body, and writes it again as it was.
pub(crate) const UNION: &str = "union";
/// So does the type for its event.
pub(crate) const BY_EVENT: &str = "by event";
/// A program that narrows on `event` compiles, and one that does so wrongly does not.
pub(crate) const NARROWED: &str = "narrowed";

#[derive(Debug, Default)]
pub(crate) struct List {
    pub schemas: Vec<Schema>,
    /// Texts by id.
    pub bodies: BTreeMap<String, String>,
    /// By the id of the schema and the id of the body; what is not here is valid.
    pub refused: BTreeMap<(String, String), Expected>,
    /// What the generators read.
    pub types: Value,
}

/// The two halves of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stage {
    Validators,
    Types,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Validators => "validation",
            Self::Types => "generated types",
        })
    }
}

/// A schema or, for generated types, one thing to prove.
#[derive(Debug)]
pub(crate) struct Schema {
    pub id: String,
    pub stage: Stage,
    /// The draft; for generated types the thing to prove.
    pub group: String,
    /// In the table.
    pub column: &'static str,
    pub path: Option<PathBuf>,
    pub bodies: Vec<String>,
}

/// A body as one schema is asked about it.
pub(crate) struct Question {
    id: String,
    text: String,
    pub expected: Expected,
}

/// The parts of a body that decide which schemas are asked about it.
#[derive(Deserialize)]
struct Envelope {
    event: String,
    payload: Value,
}

impl List {
    /// Reads `schema/` below `root`.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let source = Source::read(root)?;
        let mut list = Self::default();
        let schemas = &source.index.schemas;
        list.add(&source, "tolerant", &schemas.tolerant, |body| Some(of_tolerant(body)));
        list.add(&source, "strict", &schemas.strict, |body| Some(of_strict(body)));
        for Event { name, schemas } in &source.index.events {
            list.add(&source, "event", &schemas.event, |body| of_event(name, body));
            list.add(&source, "payload", &schemas.payload, |body| of_payload(name, body));
        }
        list.add_types(&source)?;
        Ok(list)
    }

    pub(crate) fn expected(&self, schema: &str, body: &str) -> Expected {
        let key = (schema.to_owned(), body.to_owned());
        self.refused.get(&key).cloned().unwrap_or(Expected::Valid)
    }

    /// As the runners read it.
    pub(crate) fn to_json(&self) -> String {
        let validated = self.schemas.iter().filter(|schema| schema.stage == Stage::Validators);
        let schemas: Vec<Value> = validated
            .map(|s| json!({"id": s.id, "draft": s.group, "path": s.path, "bodies": s.bodies}))
            .collect();
        json!({"schemas": schemas, "bodies": self.bodies, "types": self.types}).to_string()
    }

    /// A schema in each of its drafts, with the bodies that it is asked about.
    fn add(
        &mut self,
        source: &Source,
        column: &'static str,
        drafts: &Drafts,
        question: impl Fn(&Body) -> Option<Question>,
    ) {
        for (draft, path) in drafts {
            let mut bodies = Vec::new();
            for Question { id, text, expected } in source.bodies.iter().filter_map(&question) {
                if expected != Expected::Valid {
                    self.refused.insert((path.clone(), id.clone()), expected);
                }
                self.bodies.insert(id.clone(), text);
                bodies.push(id);
            }
            self.schemas.push(Schema {
                id: path.clone(),
                stage: Stage::Validators,
                group: draft.clone(),
                column,
                path: Some(source.dist.join(path)),
                bodies,
            });
        }
    }

    /// What is proved about generated types, and what the generators need to know.
    fn add_types(&mut self, source: &Source) -> Result<()> {
        let examples = || source.bodies.iter().filter(|body| body.error.is_none());
        let mut events = Vec::new();
        for Event { name, .. } in &source.index.events {
            let type_name = source
                .types
                .get(name)
                .with_context(|| format!("the codegen schema has no type for {name}"))?;
            let bodies: Vec<&str> = examples()
                .filter(|body| body.event == *name)
                .map(|body| body.id.as_str())
                .collect();
            events.push(json!({"name": name, "type": type_name, "bodies": bodies}));
        }
        let of = |drafts: &Drafts| -> BTreeMap<String, PathBuf> {
            drafts.iter().map(|(draft, path)| (draft.clone(), source.dist.join(path))).collect()
        };
        self.types = json!({
            "openapi": source.dist.join(&source.index.documents.openapi),
            "schemas": of(&source.index.schemas.codegen),
            "events": events
        });
        let all = || examples().map(|body| body.id.clone()).collect();
        let programs =
            source.index.events.iter().map(|event| format!("events/{}.json", event.name)).collect();
        for (column, bodies) in [(UNION, all()), (BY_EVENT, all()), (NARROWED, programs)] {
            self.schemas.push(Schema {
                id: column.to_owned(),
                stage: Stage::Types,
                group: column.to_owned(),
                column,
                path: None,
                bodies,
            });
        }
        Ok(())
    }
}

/// The tolerant schema is asked about every body, and finds one error where there is one.
pub(crate) fn of_tolerant(body: &Body) -> Question {
    let error = body.error.as_ref().filter(|error| !error.strict_only);
    Question::new(body, error.map(|error| refused(error, &error.pointer, true)))
}

/// The strict schema may find a second rule that is broken at the same place.
pub(crate) fn of_strict(body: &Body) -> Question {
    let error = body.error.as_ref();
    Question::new(body, error.map(|error| refused(error, &error.pointer, false)))
}

/// The tolerant schema of one event: it knows no other.
fn of_event(name: &str, body: &Body) -> Option<Question> {
    let error = body.error.as_ref().filter(|error| !error.strict_only);
    let asked = body.event == name && (error.is_some() || Envelope::of(body)?.event == name);
    asked.then(|| Question::new(body, error.map(|error| refused(error, &error.pointer, false))))
}

/// The tolerant schema of a payload without its envelope, which it does not know.
fn of_payload(name: &str, body: &Body) -> Option<Question> {
    let envelope =
        Envelope::of(body).filter(|envelope| body.event == name && envelope.event == name)?;
    let expected = match body.error.as_ref().filter(|error| !error.strict_only) {
        Some(error) => refused(error, error.pointer.strip_prefix("/payload")?, false),
        None => Expected::Valid,
    };
    Some(Question {
        id: format!("{}#/payload", body.id),
        text: envelope.payload.to_string(),
        expected,
    })
}

fn refused(error: &Error, pointer: &str, alone: bool) -> Expected {
    Expected::Refused { pointer: pointer.to_owned(), keyword: error.keyword.clone(), alone }
}

impl Question {
    fn new(body: &Body, refused: Option<Expected>) -> Self {
        Self {
            id: body.id.clone(),
            text: body.text.clone(),
            expected: refused.unwrap_or(Expected::Valid),
        }
    }
}

impl Envelope {
    fn of(body: &Body) -> Option<Self> {
        serde_json::from_str(&body.text).ok()
    }
}
