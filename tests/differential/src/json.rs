//! JSON by `serde_json` alone, without the reader that is tested.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The text, with U+FFFD for each escape of half of a surrogate pair that has no other half:
/// `serde_json` refuses these in what it keeps, and the reader takes them for that. All else keeps
/// its place.
#[must_use]
pub fn without_lone_surrogates(text: &str) -> Cow<'_, str> {
    let unit = |at: usize| {
        let digits = text.as_bytes().get(at..at + 6)?.strip_prefix(b"\\u")?;
        digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?))
    };
    let mut halves = Vec::new();
    let mut at = 0;
    while let Some(backslash) = text.as_bytes()[at..].iter().position(|byte| *byte == b'\\') {
        at += backslash;
        at += match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => 12,
            Some(0xd800..=0xdfff) => {
                halves.push(at);
                6
            }
            _ => 2.min(text.len() - at),
        };
    }
    let mut text = Cow::Borrowed(text);
    for half in halves {
        text.to_mut().replace_range(half..half + 6, "\\ufffd");
    }
    text
}

/// The entries of an object, in their order.
pub(crate) struct Entries<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'a> Entries<'a> {
    /// Of a text that is JSON; `None` where it is no object.
    pub(crate) fn of(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The values of a key.
    pub(crate) fn values(&self, key: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.get())
    }
}

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// Where a part of a text begins in it.
pub(crate) fn place(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}
