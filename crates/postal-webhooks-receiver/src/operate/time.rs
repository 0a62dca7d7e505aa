//! Times as text: RFC 3339 for people and JSON, microseconds since 1970 inside.

use jiff::Timestamp;
use serde::{Deserialize as _, Deserializer, Serializer, de};

/// The time in RFC 3339.
#[must_use]
pub fn text(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| micros.to_string(), |at| at.to_string())
}

/// Reads a time in RFC 3339, in microseconds since 1970.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_microsecond)
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(super) fn write<S: Serializer>(micros: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text(*micros))
}

#[allow(clippy::ref_option, reason = "serde passes a reference")]
pub(super) fn write_option<S: Serializer>(
    micros: &Option<i64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match micros {
        Some(micros) => write(micros, serializer),
        None => serializer.serialize_none(),
    }
}

pub(super) fn read_option<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<i64>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let read = |text: String| {
        parse(&text).ok_or_else(|| de::Error::custom("a time is as 2026-01-31T12:00:00Z"))
    };
    text.map(read).transpose()
}
