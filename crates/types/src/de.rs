//! What the generated code reads and describes with.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// Reads an open enumeration: a known value costs no allocation.
#[allow(dead_code, reason = "a schema may have no enumeration")]
pub(crate) struct OpenVisitor<T> {
    expecting: &'static str,
    of: PhantomData<T>,
}

impl<T> OpenVisitor<T> {
    #[allow(dead_code, reason = "a schema may have no enumeration")]
    pub(crate) fn new(expecting: &'static str) -> Self {
        Self {
            expecting,
            of: PhantomData,
        }
    }
}

impl<T> Visitor<'_> for OpenVisitor<T>
where
    T: for<'a> From<&'a str>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Ok(T::from(value))
    }
}

/// Reads a key that may be absent, but not null.
#[allow(dead_code, reason = "a schema may have no such key")]
pub(crate) fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// A value or null, under a key that is always there.
#[cfg(feature = "schemars")]
#[allow(dead_code, reason = "a schema may have no such key")]
pub(crate) struct Nullable<T>(PhantomData<T>);

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Nullable<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Nullable_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Option::<T>::json_schema(generator)
    }
}

/// A UUID as a JSON Schema that all validators assert: they do not agree on `format`.
#[cfg(feature = "schemars")]
pub(crate) struct UuidSchema;

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for UuidSchema {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Uuid".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "uuid",
            "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
        })
    }
}
