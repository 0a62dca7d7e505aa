//! JSON text of a body: one rule of what is JSON, for every reader.

use std::borrow::Cow;

use serde::de::{Deserializer, MapAccess};
use serde_json::{Map, Value};

use crate::ParseError;
use crate::de::{Read, Seed};
use crate::envelope;
use crate::reader::{self, Reader};

/// The text of a body that is JSON by the grammar of RFC 8259, in UTF-8: nested to any depth, with
/// numbers of any length, and with lone surrogates, which stand as U+FFFD in the text.
///
/// # Errors
///
/// [`ParseError::NotUtf8`] and [`ParseError::NotJson`].
pub fn json_text(body: &[u8]) -> Result<Cow<'_, str>, ParseError> {
    let text = std::str::from_utf8(body).map_err(|e| ParseError::not_utf8(&e))?;
    let mut reader = Reader::new(text);
    let read = reader.skip().and_then(|()| reader.end());
    read.map_err(|_| ParseError::not_json(text, reader.at()))?;
    Ok(without_lone_surrogates(text))
}

/// The text of a body that any deserializer gives.
pub(crate) struct BodyText(pub(crate) String);

impl BodyText {
    /// The text as it stands where `serde_json` reads it, as [`RawValue`](serde_json::value::RawValue)
    /// has it; else it is written anew.
    pub(crate) fn of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(RAW, Seed::new())
    }
}

/// The name by which `serde_json` is asked for the text, and the only key of what it gives then.
const RAW: &str = "$serde_json::private::RawValue";

impl<'de> Read<'de> for BodyText {
    const EXPECTED: &'static str = envelope::EXPECTED;

    fn pull(reader: &mut Reader<'de>, slot: &mut Option<Self>) -> reader::Result<()> {
        let start = reader.at();
        reader.skip()?;
        *slot = Some(Self(reader.since(start).to_owned()));
        Ok(())
    }

    fn from_object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        let mut values = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            if key == RAW && values.is_empty() {
                return object.next_value().map(Self);
            }
            values.insert(key, object.next_value()?);
        }
        Ok(Self(Value::Object(values).to_string()))
    }
}

/// Writes `\ufffd` for each escape of a surrogate that has no other half: Unicode has no such
/// character, so that no Rust string can hold it. All else stays at its place.
fn without_lone_surrogates(json: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(json);
    let mut at = 0;
    while let Some(found) = json[at..].find('\\') {
        at += found;
        at += match (surrogate(json, at), surrogate(json, at + 6)) {
            (Some(Half::High), Some(Half::Low)) => 12,
            (Some(_), _) => {
                text.to_mut().replace_range(at..at + 6, "\\ufffd");
                6
            }
            // Whatever is escaped, it is one character of ASCII at least.
            (None, _) => 2,
        };
    }
    text
}

enum Half {
    High,
    Low,
}

/// The half that the escape at a place of the text stands for.
fn surrogate(json: &str, at: usize) -> Option<Half> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xd800..=0xdbff => Some(Half::High),
        0xdc00..=0xdfff => Some(Half::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_alone_are_replaced() {
        for (json, expected) in [
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\uD83D\uDE00""#, r#""\uD83D\uDE00""#),
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""\ude00""#, r#""\ufffd""#),
            (r#""\ude00\ud83d""#, r#""\ufffd\ufffd""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\ud83d\n\ude00""#, r#""\ufffd\n\ufffd""#),
            (r#""\\ud83d""#, r#""\\ud83d""#),
            (r#""\\\ud83d""#, r#""\\\ufffd""#),
            (r#"{"\ud83dé":"é\ude00é"}"#, r#"{"\ufffdé":"é\ufffdé"}"#),
            (r#""\ud83dé""#, r#""\ufffdé""#),
        ] {
            assert_eq!(without_lone_surrogates(json), expected);
            assert_eq!(json_text(json.as_bytes()).expect("JSON"), expected);
        }
    }

    #[test]
    fn no_more_than_the_grammar_is_asked() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let digits = "1".repeat(1_000_000);
        for json in [&deep, &digits, "1e400", "{\"a\":1,\"a\":2}", " 1\r\n\t", "\"\\u0000\""] {
            assert_eq!(json_text(json.as_bytes()).expect("JSON"), json);
        }
        for other in ["", "\u{feff}1", "1 x", "01", "\"\0\"", "NaN", "'a'", "[1,]", "\"\\ud83\""] {
            let error = json_text(other.as_bytes()).expect_err(other);
            assert!(matches!(error, ParseError::NotJson { .. }), "{error}");
        }
        let error = json_text(b"\"\xff\"").expect_err("no UTF-8");
        assert!(matches!(error, ParseError::NotUtf8 { valid_up_to: 1 }));
    }
}
