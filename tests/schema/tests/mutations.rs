//! Bodies that are changed at random: the types read one exactly when the tolerant schema accepts
//! it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jsonschema::Validator;
use postal_webhooks::validate::{Profile, validate};
use postal_webhooks_tests::{DRAFTS, examples, published};
use postal_webhooks_types::{ParseError, Webhook};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// A JSON text that can be no JSON: whatever the grammar allows twice or out of range, and worse.
#[derive(Clone, Debug)]
enum Json {
    Raw(String),
    /// Keys as they are written between their quotes.
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
}

impl Json {
    fn of(value: &Value) -> Self {
        match value {
            Value::Object(object) => Self::Object(
                object.iter().map(|(key, value)| (key.clone(), Self::of(value))).collect(),
            ),
            Value::Array(items) => Self::Array(items.iter().map(Self::of).collect()),
            scalar => Self::Raw(scalar.to_string()),
        }
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Raw(raw) => text.push_str(raw),
            Self::Object(entries) => {
                text.push('{');
                for (n, (key, value)) in entries.iter().enumerate() {
                    let _ = write!(text, "{}\"{key}\":", if n == 0 { "" } else { "," });
                    value.write(text);
                }
                text.push('}');
            }
            Self::Array(items) => {
                text.push('[');
                for (n, item) in items.iter().enumerate() {
                    text.push_str(if n == 0 { "" } else { "," });
                    item.write(text);
                }
                text.push(']');
            }
        }
    }

    /// Whether a key stands twice in one object.
    fn has_repeats(&self) -> bool {
        match self {
            Self::Raw(_) => false,
            Self::Object(entries) => {
                let name = |key: &str| serde_json::from_str(&format!("\"{key}\"")).ok();
                let names: BTreeSet<Option<String>> =
                    entries.iter().map(|(key, _)| name(key)).collect();
                names.len() < entries.len() || entries.iter().any(|(_, v)| v.has_repeats())
            }
            Self::Array(items) => items.iter().any(Self::has_repeats),
        }
    }

    /// Itself and all that is in it.
    fn count(&self) -> usize {
        match self {
            Self::Raw(_) => 1,
            Self::Object(entries) => 1 + entries.iter().map(|(_, v)| v.count()).sum::<usize>(),
            Self::Array(items) => 1 + items.iter().map(Self::count).sum::<usize>(),
        }
    }

    /// The part of this number, in the order in which the text has them.
    fn part(&mut self, number: &mut usize) -> Option<&mut Self> {
        if *number == 0 {
            return Some(self);
        }
        *number -= 1;
        match self {
            Self::Raw(_) => None,
            Self::Object(entries) => entries.iter_mut().find_map(|(_, v)| v.part(number)),
            Self::Array(items) => items.iter_mut().find_map(|item| item.part(number)),
        }
    }
}

#[derive(Clone, Debug)]
enum Change {
    Replace(String),
    Add(String, String),
    Remove(Index),
    Rename(Index, String),
    Repeat(Index),
    Rotate(Index),
    Reverse,
    /// The values of an object, in wire order, or of an array the object.
    Turn,
    Wrap,
}

impl Change {
    fn make(&self, part: &mut Json) {
        if let Self::Replace(raw) = self {
            *part = Json::Raw(raw.clone());
            return;
        }
        if let Self::Wrap = self {
            *part = Json::Array(vec![part.clone()]);
            return;
        }
        let Json::Object(entries) = part else {
            return;
        };
        match self {
            Self::Add(key, raw) => entries.push((key.clone(), Json::Raw(raw.clone()))),
            _ if entries.is_empty() => {}
            Self::Remove(which) => _ = entries.remove(which.index(entries.len())),
            Self::Rename(which, key) => which.get_mut(entries).0.clone_from(key),
            Self::Repeat(which) => entries.push(which.get(entries).clone()),
            Self::Rotate(by) => {
                let by = by.index(entries.len());
                entries.rotate_left(by);
            }
            Self::Reverse => entries.reverse(),
            Self::Turn => *part = Json::Array(entries.iter().map(|(_, v)| v.clone()).collect()),
            Self::Replace(_) | Self::Wrap => {}
        }
    }
}

const UUID: &str = "820B47a4-4dfd-42e4-ae6a-1e5bed5a33fd";
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-0.0",
    "0.0",
    "7",
    "12.0",
    "1e3",
    "1.2e1",
    "0.1e1",
    "1.5",
    "-0.25",
    "-1",
    "1e-400",
    "-1e-400",
    "1e400",
    "-1e400",
    "1e19",
    "1e300",
    "5e-324",
    "9007199254740993.0",
    "9223372036854775807",
    "9223372036854775807.0",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551615.0",
    "18446744073709551616",
    "-9223372036854775809",
    "340282366920938463463374607431768211455",
    "1E+2",
    "2147483648",
    "1718093722.914306",
];
const STRINGS: &[&str] = &[
    "",
    "text",
    "Held",
    "Sent",
    "OK",
    "MessageHeld",
    "MessageLoaded",
    "SendLimitExceeded",
    "DomainDNSError",
    "NotOfPostal",
    "1791288005.125",
    "17",
    "1e3",
    " 1.5",
    "+1",
    "-1",
    "-",
    "inf",
    "nan",
    "0x10",
    ".5",
    "5.",
    "1.5\\n",
    "\\u0031",
    "100000000000000000000",
    UUID,
    "820b47a44dfd42e4ae6a1e5bed5a33fd",
    "{820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd}",
    "urn:uuid:820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd",
    "\\ud800",
    "a\\ude00b",
    "\\ud83d\\ude00",
    "\\u0000",
    "true",
    "null",
    "\u{1f600}",
];
const OTHERS: &[&str] = &[
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[[]]",
    "[1,2]",
    r#"{"a":[{}]}"#,
    r#"{"a":1,"a":2}"#,
    r#"{"id":1,"id":2}"#,
    r#"["outgoing",null]"#,
    r#"{"Sent":null}"#,
    r#"{"\ud800":1e400}"#,
    r#"{"$serde_json::private::Number":"1.5"}"#,
    r#"{"$serde_json::private::RawValue":"1.5"}"#,
    r#"{"$serde_json::private::RawValue":"no"}"#,
    "nul",
    "01",
    "1.",
    "NaN",
    "'a'",
    "\"\u{1}\"",
    "",
    " 1 ",
    "\t\"text\"\n",
];

fn value() -> impl Strategy<Value = String> {
    let deep = [
        format!("{}{}", "[".repeat(200), "]".repeat(200)),
        format!("{}1{}", "{\"a\":".repeat(200), "}".repeat(200)),
        "7".repeat(400),
        format!("0.{}7", "0".repeat(400)),
    ];
    prop_oneof![
        4 => select(NUMBERS).prop_map(str::to_owned),
        4 => select(STRINGS).prop_map(|text| format!("\"{text}\"")),
        3 => select(OTHERS).prop_map(str::to_owned),
        1 => select(deep.to_vec()),
        1 => any::<u64>().prop_map(|number| number.to_string()),
        1 => any::<f64>().prop_map(|number| format!("{number:e}")),
        1 => any::<f64>().prop_map(|number| number.to_string()),
        1 => any::<String>().prop_map(|text| Value::from(text).to_string()),
    ]
}

fn key() -> impl Strategy<Value = String> {
    const KEYS: &[&str] = &[
        "added",
        "event",
        "\\u0065vent",
        "timestamp",
        "payload",
        "uuid",
        "message",
        "id",
        "server",
        "volume",
        "status",
        "details",
        "original_message",
        "\\ud800",
        "",
        "$serde_json::private::Number",
        "$serde_json::private::RawValue",
        "\\u0000",
        "a/b",
        "a.b",
    ];
    select(KEYS).prop_map(str::to_owned)
}

fn change() -> impl Strategy<Value = Change> {
    let which = any::<Index>;
    prop_oneof![
        12 => value().prop_map(Change::Replace),
        2 => (key(), value()).prop_map(|(key, raw)| Change::Add(key, raw)),
        1 => which().prop_map(Change::Remove),
        1 => (which(), key()).prop_map(|(which, key)| Change::Rename(which, key)),
        1 => which().prop_map(Change::Repeat),
        1 => which().prop_map(Change::Rotate),
        1 => Just(Change::Reverse),
        1 => Just(Change::Turn),
        1 => Just(Change::Wrap),
    ]
}

thread_local! {
    static EXAMPLES: Vec<Json> = examples().iter().map(|e| Json::of(&e.value())).collect();
    static TOLERANT: Vec<Validator> = DRAFTS
        .iter()
        .map(|draft| jsonschema::validator_for(&published(draft, "webhook")).expect("a schema"))
        .collect();
}

/// The body as a `Value`, if that can hold it: it has a limit of depth and size, no lone
/// surrogates, and keys of its own.
fn held(text: &str) -> Option<Value> {
    let has_own_keys = text.contains("$serde_json::private");
    let value = || serde_json::from_str(text).ok();
    // With this feature a number is no double any more, and what schemas say of large ones is
    // another matter.
    (!has_own_keys && cfg!(not(feature = "arbitrary-precision"))).then(value).flatten()
}

/// `validate` asks the types about what no schema sees. This asks the published schemas alone.
fn published_schemas_agree(
    read: &Result<Webhook, ParseError>,
    body: &Json,
    text: &str,
) -> Result<(), TestCaseError> {
    let Some(value) = held(text) else {
        return Ok(());
    };
    // A `Value` keeps the last of two values; the first one may be what is refused.
    let is_twice = read.is_err() && body.has_repeats();
    TOLERANT.with(|schemas| {
        for (draft, schema) in DRAFTS.iter().zip(schemas) {
            let agree = schema.is_valid(&value) == read.is_ok() || is_twice;
            prop_assert!(agree, "{}: {:?}: {}", draft, read, text);
        }
        Ok(())
    })?;
    let by_value = serde_json::from_value::<Webhook>(value).is_ok();
    prop_assert!(by_value == read.is_ok() || is_twice, "{}", text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(4000)))]

    #[test]
    fn types_and_tolerant_schema_agree(
        example in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), change()), 1..4),
    ) {
        let mut body = EXAMPLES.with(|examples| example.get(examples).clone());
        for (place, change) in &changes {
            let mut number = place.index(body.count());
            if let Some(part) = body.part(&mut number) {
                change.make(part);
            }
        }
        let mut text = String::new();
        body.write(&mut text);
        let read = Webhook::from_slice(text.as_bytes());
        let valid = validate(Profile::Tolerant, text.as_bytes());
        prop_assert_eq!(read.is_ok(), valid.is_ok(), "{:?} {:?}: {}", read, valid, text);
        published_schemas_agree(&read, &body, &text)?;
    }
}
