//! What `schema/` says, once it is known to follow the authoring rules.

#![allow(missing_docs, reason = "documented with the split of read and model")]

use std::collections::BTreeSet;

use serde_json::Value;

/// Everything the generators need.
#[derive(Debug)]
pub struct Model {
    pub version: String,
    pub base_uri: String,
    /// By name.
    pub types: Vec<Type>,
    /// By name on the wire.
    pub events: Vec<Event>,
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
    pub description: String,
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
    /// The weakest reading that refuses it.
    pub refused_by: Strength,
    /// RFC 6901, into the body.
    pub pointer: String,
    /// The keyword of JSON Schema that the body breaks.
    pub keyword: String,
    pub body: Value,
}

/// How much a published schema refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
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
