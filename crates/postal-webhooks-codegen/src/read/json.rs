//! Reads JSON files, and refuses what would be lost in silence.

use serde_json::Value;

use super::{At, Lint};

/// Reads a JSON file; a key that stands twice in one object is refused, since one would be lost.
pub(super) fn json(at: &At<'_>, bytes: &[u8], lint: &mut Lint) -> Option<Value> {
    if let Some((problem, remedy)) = not_utf8(bytes) {
        lint.violation(at, "json", problem, remedy);
        return None;
    }
    match serde_json::from_slice::<Strict>(bytes) {
        Ok(Strict(value)) => Some(value),
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

/// A JSON value whose objects have each key once.
struct Strict(Value);

impl<'de> serde::Deserialize<'de> for Strict {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrictVisitor;

        impl<'de> serde::de::Visitor<'de> for StrictVisitor {
            type Value = Value;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("JSON")
            }

            fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_str<E>(self, v: &str) -> Result<Value, E> {
                Ok(v.into())
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut seq: A,
            ) -> Result<Value, A::Error> {
                let mut items = Vec::new();
                while let Some(Strict(item)) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Value::Array(items))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Value, A::Error> {
                let mut object = serde_json::Map::new();
                while let Some((key, Strict(value))) = map.next_entry::<String, _>()? {
                    if object.contains_key(&key) {
                        return Err(serde::de::Error::custom(format!(
                            "the key `{key}` stands twice in one object"
                        )));
                    }
                    object.insert(key, value);
                }
                Ok(Value::Object(object))
            }
        }

        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}
