//! What `schema/` says, once it is known to follow the authoring rules.

#![allow(missing_docs, reason = "documented with the split of read and model")]

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use crate::delivery::Delivery;

/// Everything the generators need.
#[derive(Debug)]
pub struct Model {
    pub version: String,
    pub base_uri: String,
    /// By name.
    pub types: Vec<Type>,
    /// By name on the wire.
    pub events: Vec<Event>,
    pub envelope: Envelope,
    pub request: Request,
    pub pages: Pages,
    /// `None` if there is no folder `delivery/`.
    pub delivery: Option<Delivery>,
    /// The text of `CHANGELOG.md`; empty if there is none.
    pub changelog: String,
    /// The text of `compat.toml`; empty if there is none.
    pub compat: String,
}

/// A file of `payloads/` or `common/`.
#[derive(Debug)]
pub struct Type {
    /// In PascalCase, as the file.
    pub name: String,
    pub description: String,
    pub shape: Shape,
}

#[derive(Debug)]
pub enum Shape {
    Object(Vec<Property>),
    Enumeration(Vec<Variant>),
    /// `common/Timestamp.json`, whose Rust type is written by hand.
    Timestamp {
        examples: Vec<Value>,
    },
}

#[derive(Debug)]
pub struct Property {
    /// On the wire.
    pub name: String,
    /// The whole text: the meaning, and what differs between versions.
    pub description: String,
    /// The `description` in the file.
    pub meaning: String,
    /// The `x-postal-since` in the file: what differs between versions of Postal.
    pub since: Option<String>,
    pub required: bool,
    pub nullable: bool,
    pub kind: Kind,
    pub examples: Vec<Value>,
}

#[derive(Debug)]
pub enum Kind {
    Boolean,
    Integer,
    Number,
    String,
    Uuid,
    /// A type, by name.
    Ref(String),
    Array {
        items: Box<Kind>,
        nullable_items: bool,
    },
}

#[derive(Debug)]
pub struct Variant {
    /// On the wire.
    pub value: String,
    /// In Rust.
    pub ident: String,
    pub description: String,
}

/// A file of `events/`.
#[derive(Debug)]
pub struct Event {
    /// On the wire: `DomainDNSError`.
    pub name: String,
    /// In Rust: `DomainDnsError`.
    pub ident: String,
    /// What the codegen schema calls the whole body: `DomainDnsErrorWebhook`.
    pub envelope: String,
    pub description: String,
    /// The type of the payload, by name.
    pub payload: String,
    /// Properties of the payload that have one value with this event, and no other.
    pub narrowed: Vec<(String, String)>,
    pub examples: Vec<Example>,
    pub invalid: Vec<Invalid>,
}

/// A file of `examples/`.
#[derive(Debug)]
pub struct Example {
    pub case: String,
    pub body: Value,
    /// The file, which is the body as it is sent.
    pub text: String,
}

/// A file of `invalid/`: a body with the error that a validator must find in it.
#[derive(Debug)]
pub struct Invalid {
    pub case: String,
    pub description: String,
    /// The weakest profile that refuses it.
    pub refused_by: RefusedBy,
    /// RFC 6901, into the body.
    pub pointer: String,
    /// The keyword of JSON Schema that the body breaks.
    pub keyword: String,
    pub body: Value,
}

/// How much a published schema refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedBy {
    /// What no receiver can read.
    Tolerant,
    /// What Postal does not send.
    Strict,
}

impl Model {
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Type> {
        let index = self.types.binary_search_by(|t| t.name.as_str().cmp(name));
        index.ok().map(|at| &self.types[at])
    }

    /// The types that `roots` lead to, themselves included, by name.
    pub fn reachable<'a>(&'a self, roots: impl IntoIterator<Item = &'a str>) -> Vec<&'a Type> {
        let mut todo: Vec<&str> = roots.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = todo.pop() {
            if seen.insert(name) {
                let reached = self.get(name).map(Type::refs);
                todo.extend(reached.into_iter().flatten());
            }
        }
        seen.into_iter().filter_map(|name| self.get(name)).collect()
    }
}

impl Type {
    /// The types that this one names.
    pub fn refs(&self) -> impl Iterator<Item = &str> {
        let properties = match &self.shape {
            Shape::Object(properties) => properties.as_slice(),
            Shape::Enumeration(_) | Shape::Timestamp { .. } => &[],
        };
        properties.iter().filter_map(|property| property.kind.reference())
    }
}

impl Kind {
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Ref(name) => Some(name),
            Self::Array { items, .. } => items.reference(),
            Self::Boolean | Self::Integer | Self::Number | Self::String | Self::Uuid => None,
        }
    }
}

/// What `envelope.json` says of the keys around every payload.
#[derive(Debug, Default)]
pub struct Envelope {
    /// Of the whole body.
    pub description: String,
    /// Of the key `event`.
    pub event: String,
    /// Of the key `timestamp`.
    pub timestamp: String,
    /// Of the key `payload`.
    pub payload: String,
    /// Of the key `uuid`.
    pub uuid: String,
}

/// The facts of `request.toml`, true of every request whatever its event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Request {
    pub deadline_seconds: Fact<u64>,
    /// The first and the last.
    pub delivered_statuses: Fact<(u16, u16)>,
    /// The wait after each failed attempt.
    pub retry_minutes: Fact<Vec<u64>>,
    pub body_kilobytes: Fact<u64>,
    pub response_kilobytes: Fact<u64>,
    pub response_days: Fact<u64>,
    pub key_set_path: Fact<String>,
    pub follows_redirects: Fact<bool>,
    pub obeys_retry_after: Fact<bool>,
    pub refuses_private_addresses: Fact<bool>,
    pub headers: Vec<Header>,
}

/// One fact of `request.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact<T> {
    pub value: T,
    pub description: String,
    /// The file of Postal, or what else says so.
    pub source: String,
    /// The first version of Postal in which it is true, if not all.
    pub since: Option<String>,
}

/// A header of the request that a receiver may want to read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Header {
    pub name: String,
    /// The name in the case in which it is sent, where that is another one.
    pub on_wire: Option<String>,
    /// Whether every Postal sends it that is in use.
    pub required: bool,
    pub description: String,
    /// A regular expression of JSON Schema.
    pub pattern: String,
    /// A value that is shown whole.
    pub example: Option<String>,
    /// The file of Postal, or what else says so.
    pub source: String,
    /// The first version of Postal that sends it, or its date; `None` if all do.
    pub since: Option<String>,
}

/// The prose of `pages/`, in which the facts stand.
#[derive(Debug)]
pub struct Pages {
    /// `events.md`.
    pub events: Vec<Piece<PagePart>>,
    /// `request.http`, a request of an example.
    pub request: Vec<Piece<RequestPart>>,
    /// `documents.toml`.
    pub texts: Texts,
}

/// A piece of a page: text, or a part that is generated in place of `{{its name}}`.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<P> {
    Text(String),
    Part(P),
}

/// What is generated on the page for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagePart {
    /// The version of the schemas.
    Version,
    /// Where `index.json` is published.
    Schemas,
    Headers,
    Envelope,
    Contents,
    Events,
    Objects,
    Enumerations,
}

/// What differs between the requests of examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestPart {
    /// The length of the body.
    Length,
    Body,
}

/// The texts of the documents for programs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Texts {
    /// The payloads in the order in which the page shows them; all others follow, by name.
    pub payload_order: Vec<String>,
    pub title: String,
    pub page: String,
    pub about: String,
    pub channel: String,
    pub authentication: String,
    pub receive: String,
    pub delivered: String,
    pub retried: String,
    pub tolerant: String,
    pub strict: String,
    pub codegen: String,
}
