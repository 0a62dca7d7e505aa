//! What `schema/` says, once it is known to follow the authoring rules.

use std::collections::BTreeSet;

use serde_json::Value;

/// Everything the generators need.
#[derive(Debug)]
pub(super) struct Model {
    pub version: String,
    pub base_uri: String,
    /// By name.
    pub types: Vec<Type>,
    /// By name on the wire.
    pub events: Vec<Event>,
}

/// A file of `payloads/` or `common/`.
#[derive(Debug)]
pub(super) struct Type {
    /// In PascalCase, as the file.
    pub name: String,
    pub description: String,
    pub shape: Shape,
}

#[derive(Debug)]
pub(super) enum Shape {
    Object(Vec<Property>),
    Enumeration(Vec<Variant>),
    /// `common/Timestamp.json`, whose Rust type is written by hand.
    Timestamp {
        examples: Vec<Value>,
    },
}

#[derive(Debug)]
pub(super) struct Property {
    /// On the wire.
    pub name: String,
    pub description: String,
    pub required: bool,
    pub nullable: bool,
    pub kind: Kind,
    pub examples: Vec<Value>,
}

#[derive(Debug)]
pub(super) enum Kind {
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
pub(super) struct Variant {
    /// On the wire.
    pub value: String,
    /// In Rust.
    pub ident: String,
    pub description: String,
}

/// A file of `events/`.
#[derive(Debug)]
pub(super) struct Event {
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
}

/// A file of `examples/`.
#[derive(Debug)]
pub(super) struct Example {
    pub case: String,
    pub body: Value,
    /// The file, which is the body as it is sent.
    pub text: String,
}

impl Model {
    pub(super) fn get(&self, name: &str) -> Option<&Type> {
        let index = self.types.binary_search_by(|t| t.name.as_str().cmp(name));
        index.ok().map(|at| &self.types[at])
    }

    /// The types that `roots` lead to, themselves included, by name.
    pub(super) fn reachable<'a>(
        &'a self,
        roots: impl IntoIterator<Item = &'a str>,
    ) -> Vec<&'a Type> {
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
    pub(super) fn refs(&self) -> impl Iterator<Item = &str> {
        let properties = match &self.shape {
            Shape::Object(properties) => properties.as_slice(),
            Shape::Enumeration(_) | Shape::Timestamp { .. } => &[],
        };
        properties
            .iter()
            .filter_map(|property| property.kind.reference())
    }
}

impl Kind {
    pub(super) fn reference(&self) -> Option<&str> {
        match self {
            Self::Ref(name) => Some(name),
            Self::Array { items, .. } => items.reference(),
            Self::Boolean | Self::Integer | Self::Number | Self::String | Self::Uuid => None,
        }
    }
}
