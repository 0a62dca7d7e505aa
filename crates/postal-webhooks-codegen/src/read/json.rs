//! JSON files: read, and refused where something would be lost without a word.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::violation::{At, Lint};

/// Reads a JSON file; a key that stands twice in one object is refused, since one would be lost.
pub(super) fn json(at: &At<'_>, bytes: &[u8], lint: &mut Lint) -> Option<Value> {
    if let Some((problem, remedy)) = not_utf8(bytes) {
        lint.violation(at, "json", problem, remedy);
        return None;
    }
    let read = serde_json::from_slice::<UniqueKeys>(bytes)
        .and_then(|UniqueKeys| serde_json::from_slice(bytes));
    match read {
        Ok(value) => Some(value),
        Err(e) => {
            lint.violation(at, "json", e.to_string(), remedy(bytes, &e));
            None
        }
    }
}

/// What is wrong with a file that is no text, and what to do.
pub(super) fn not_utf8(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SAVE: &str = "save the file as UTF-8 without a byte order mark";
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some(("it begins with a byte order mark (BOM)", SAVE)),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => {
            Some(("it is in UTF-16 or UTF-32", SAVE))
        }
        _ if std::str::from_utf8(bytes).is_err() => Some(("it is not in UTF-8", SAVE)),
        _ if bytes.trim_ascii().is_empty() => {
            Some(("it is empty", "write what it is to hold, or remove it"))
        }
        _ => None,
    }
}

/// What to do about an error, by what stands at its place.
fn remedy(bytes: &[u8], error: &serde_json::Error) -> &'static str {
    let line = error.line().checked_sub(1);
    let line = line.and_then(|line| bytes.split(|b| *b == b'\n').nth(line));
    let from = line.and_then(|line| line.get(error.column().checked_sub(1)?..));
    if error.is_data() {
        return "leave one of the two keys out";
    }
    match from {
        Some([b'/' | b'#', ..]) => {
            "leave the comment out: JSON has none; `description` is for words"
        }
        Some([b'\'', ..]) => "write strings in double quotes, as JSON does",
        Some([b'}' | b']', ..]) if error.to_string().contains("trailing comma") => {
            "leave out the comma before that place"
        }
        _ => "fix the JSON at that line and column",
    }
}

/// JSON whose objects have each key once.
struct UniqueKeys;

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for UniqueKeys {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while let Some(Self) = seq.next_element()? {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some((key, Self)) = map.next_entry::<String, _>()? {
            if let Some(key) = keys.replace(key) {
                return Err(A::Error::custom(format!(
                    "the key `{key}` stands twice in one object"
                )));
            }
        }
        Ok(self)
    }
}
