//! The types read a body exactly when the tolerant schema accepts it.

use std::fmt::Write as _;

use jsonschema::Validator;
use postal_webhooks::validate::{Reading, ValidateError, validate};
use postal_webhooks_tests::{DRAFTS, examples, published};
use postal_webhooks_types::{Event, EventKind, ParseError, Webhook};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// What is done with a body that has something unusual in it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Done {
    Read,
    NotJson,
    Refused(&'static str),
}
use Done::{NotJson, Read, Refused};

fn typical() -> String {
    let examples = examples();
    let sent = examples.iter().find(|e| e.name == "MessageSent/typical");
    String::from_utf8(sent.expect("MessageSent/typical").body.clone()).expect("UTF-8")
}

/// The typical body with other text in place of a piece of it.
fn with(piece: &str, other: &str) -> Vec<u8> {
    let body = typical();
    assert!(body.contains(piece), "{piece}");
    body.replacen(piece, other, 1).into_bytes()
}

/// The typical body with other text in place of a value.
fn at(key: &str, other: &str) -> Vec<u8> {
    let body = typical();
    let body: Value = serde_json::from_str(&body).expect("an example");
    let Value::Object(envelope) = &body else {
        panic!("{body}")
    };
    let objects = [
        envelope,
        body["payload"].as_object().expect("an object"),
        body["payload"]["message"].as_object().expect("an object"),
    ];
    let value = objects.iter().find_map(|object| object.get(key));
    let value = value.unwrap_or_else(|| panic!("{key}"));
    with(&format!("\"{key}\":{value}"), &format!("\"{key}\":{other}"))
}

#[track_caller]
fn check(what: &str, body: &[u8], done: Done) {
    let (read, valid) = (Webhook::from_slice(body), validate(Reading::Tolerant, body));
    match (done, &read, &valid) {
        (Read, Ok(_), Ok(())) => {}
        (
            NotJson,
            Err(ParseError::NotJson { line, column, .. }),
            Err(ValidateError::NotJson {
                line: l, column: c, ..
            }),
        ) => assert_eq!((line, column), (l, c), "{what}"),
        (NotJson, Err(ParseError::NotUtf8 { .. }), Err(ValidateError::NotJson { .. })) => {}
        (
            Refused(path),
            Err(ParseError::Field { path: found, .. }),
            Err(ValidateError::Violations(violations)),
        ) => {
            assert_eq!(found, path, "{what}");
            let pointer = format!("/{}", path.replace('.', "/"));
            assert!(
                violations.iter().any(|v| v.pointer == pointer),
                "{what}: {violations:?}"
            );
        }
        other => panic!("{what}: {other:?}"),
    }
}

/// Each row of the table in the README of the types crate.
#[test]
fn what_is_json() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_object = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let digits = "7".repeat(1_000_000);
    let fraction = format!("1.{digits}");
    let unknown = |value: &str| with("{", &format!("{{\"unknown\":{value},"));
    let unknown_key = |key: &str| with("{", &format!("{{\"{key}\":1,"));
    let mut not_utf8 = typical().into_bytes();
    not_utf8.insert(12, 0xff);
    let mut unknown_event = typical().replacen("MessageSent", "NotOfPostal", 1);

    check("no UTF-8", &not_utf8, NotJson);
    check("a BOM", &with("{", "\u{feff}{"), NotJson);
    check("nothing", b"", NotJson);
    check(
        "text behind the body",
        &format!("{} x", typical()).into_bytes(),
        NotJson,
    );
    check(
        "a second body",
        &format!("{0}{0}", typical()).into_bytes(),
        NotJson,
    );
    check(
        "space around it",
        &format!(" \r\n{}\t\n", typical()).into_bytes(),
        Read,
    );
    check("a NUL in a string", &at("subject", "\"a\0b\""), NotJson);
    check("an escaped NUL", &at("subject", "\"a\\u0000b\""), Read);
    check("a NUL in an unknown key", &unknown_key("a\0b"), NotJson);
    for wrong in [
        "01",
        "1.",
        ".5",
        "+1",
        "NaN",
        "Infinity",
        "nul",
        "'a'",
        "[1,]",
        "{\"a\"}",
        "\"\\x\"",
        "\"\\ud8\"",
    ] {
        check(wrong, &unknown(wrong), NotJson);
        check(wrong, &at("id", wrong), NotJson);
    }

    for value in [
        &deep,
        &deep_object,
        &digits,
        &fraction,
        "1e400",
        "-1e400",
        "1e-400",
    ] {
        check("in an unknown part", &unknown(value), Read);
    }
    check("deep", &at("message", &deep), Refused("payload.message"));
    check(
        "deep",
        &at("subject", &deep_object),
        Refused("payload.message.subject"),
    );
    check("too large", &at("time", "1e400"), Refused("payload.time"));
    check(
        "too large",
        &at("id", "1e400"),
        Refused("payload.message.id"),
    );
    check(
        "too large",
        &at("id", &digits),
        Refused("payload.message.id"),
    );
    check(
        "too large",
        &at("timestamp", "-1e400"),
        Refused("timestamp"),
    );
    check(
        "too large",
        &at("subject", "1e400"),
        Refused("payload.message.subject"),
    );
    check("many digits", &at("time", &fraction), Read);
    check("too small", &at("time", "1e-400"), Read);

    for lone in [r"\ud800", r"\udfff", r"a\ude00\ud83d", r"\uD83D\n"] {
        check(lone, &unknown(&format!("\"{lone}\"")), Read);
        check(lone, &unknown_key(lone), Read);
        check(lone, &at("subject", &format!("\"{lone}\"")), Read);
        check(lone, &at("spam_status", &format!("\"{lone}\"")), Read);
        check(lone, &at("event", &format!("\"{lone}\"")), Read);
        check(lone, &at("uuid", &format!("\"{lone}\"")), Refused("uuid"));
    }
    let body = at("subject", r#""\ud83d\ude00 \ud83d \ude00""#);
    let Ok(Event::MessageSent(sent)) = Webhook::from_slice(&body).map(|webhook| webhook.event)
    else {
        panic!("a lone surrogate costs the event");
    };
    assert_eq!(
        sent.message.subject.as_deref(),
        Some("\u{1f600} \u{fffd} \u{fffd}")
    );
    let payload = br#"{"message":"\ud800"}"#;
    let error = Event::from_payload(EventKind::MessageLoaded, payload).expect_err("a string");
    assert_eq!(
        error.to_string(),
        "MessageLoaded: message: expected an object, found a string"
    );

    check("a key twice", &with("{", "{\"uuid\":1,"), Refused("uuid"));
    check(
        "a key twice",
        &with("\"id\":", "\"id\":7,\"id\":"),
        Refused("payload.message.id"),
    );
    check(
        "an escaped key twice",
        &with("\"id\":", "\"\\u0069d\":7,\"id\":"),
        Refused("payload.message.id"),
    );
    check(
        "unknown keys twice",
        &with("{", "{\"a\":1,\"a\":{\"b\":1,\"b\":2},"),
        Read,
    );
    unknown_event = unknown_event.replacen("\"message\":", "\"message\":1,\"message\":", 1);
    check(
        "twice in the payload of an unknown event",
        unknown_event.as_bytes(),
        Read,
    );
    check(
        "no object as the payload of an unknown event",
        &at("payload", "7").to_vec(),
        Refused("payload"),
    );
    let unknown_event = String::from_utf8(at("payload", "[]")).expect("UTF-8");
    let unknown_event = unknown_event.replacen("MessageSent", "NotOfPostal", 1);
    check(
        "no object as the payload of an unknown event",
        unknown_event.as_bytes(),
        Refused("payload"),
    );

    // What `serde_json` uses for itself is an object like any other.
    for token in ["Number", "RawValue"] {
        for value in ["\"1.5\"", "\"no\"", "1", "{}"] {
            let object = format!("{{\"$serde_json::private::{token}\":{value}}}");
            check(&object, &unknown(&object), Read);
            check(&object, &at("timestamp", &object), Refused("timestamp"));
            check(&object, &at("time", &object), Refused("payload.time"));
            check(&object, &at("id", &object), Refused("payload.message.id"));
            check(&object, &at("output", &object), Refused("payload.output"));
            let beside = format!("\"$serde_json::private::{token}\":{value},\"id\":");
            check(&object, &with("\"id\":", &beside), Read);
            let beside = format!("{{\"$serde_json::private::{token}\":{value},");
            check(&object, &with("{", &beside), Read);
        }
    }
}

#[test]
fn which_numbers_are_integers() {
    const ID: &str = "payload.message.id";
    for (digits, id) in [
        ("12", Some(12)),
        ("12.0", Some(12)),
        ("1e3", Some(1000)),
        ("1E+3", Some(1000)),
        ("1.2e1", Some(12)),
        ("0.1e1", Some(1)),
        ("1200e-2", Some(12)),
        ("0", Some(0)),
        ("0.0", Some(0)),
        ("-0", Some(0)),
        ("-0.0", Some(0)),
        ("9007199254740993", Some((1 << 53) + 1)),
        // Through a double, as elsewhere.
        ("9007199254740993.0", Some(1 << 53)),
        ("9223372036854775807", Some(i64::MAX.unsigned_abs())),
        ("9223372036854774784.0", Some(9_223_372_036_854_774_784)),
        ("9223372036854775807.0", None),
        ("9223372036854775808", None),
        ("18446744073709551615", None),
        ("18446744073709551616", None),
        ("1e19", None),
        ("1e400", None),
        ("340282366920938463463374607431768211456", None),
        ("-1", None),
        ("-1.0", None),
        ("-1e400", None),
        ("1.5", None),
        ("1e-1", None),
    ] {
        let body = at("id", digits);
        check(digits, &body, id.map_or(Refused(ID), |_| Read));
        let text = std::str::from_utf8(&body).expect("UTF-8");
        let value: Option<Value> = serde_json::from_str(text).ok();
        let value = value.map(|value| serde_json::from_value::<Webhook>(value).ok());
        let read = [
            Webhook::from_slice(&body).ok(),
            serde_json::from_str(text).ok(),
            serde_json::from_reader(&*body).ok(),
            value.unwrap_or_default(),
        ];
        for read in read {
            let read = read.map(|webhook: Webhook| webhook.event.message().map(|m| m.id));
            assert_eq!(read.flatten(), id, "{digits}");
        }
    }
}

#[test]
fn which_strings_are_timestamps() {
    for (text, done) in [
        ("1791288005.125", Read),
        ("1791288005", Read),
        ("-1.5", Read),
        ("007", Read),
        (r"\u0031", Read),
        ("99999999999999999999", Read),
        ("100000000000000000000", Refused("timestamp")),
        ("", Refused("timestamp")),
        ("-", Refused("timestamp")),
        ("1e3", Refused("timestamp")),
        (" 1.5", Refused("timestamp")),
        ("1.5 ", Refused("timestamp")),
        ("+1", Refused("timestamp")),
        ("inf", Refused("timestamp")),
        ("NaN", Refused("timestamp")),
        ("0x10", Refused("timestamp")),
        (".5", Refused("timestamp")),
        ("5.", Refused("timestamp")),
        ("1.2.3", Refused("timestamp")),
        ("--1", Refused("timestamp")),
        (r"1.5\n", Refused("timestamp")),
        ("٣", Refused("timestamp")),
        ("2024-06-12T11:33:35Z", Refused("timestamp")),
    ] {
        check(text, &at("timestamp", &format!("\"{text}\"")), done);
    }
}

#[test]
fn which_strings_are_uuids() {
    for (text, done) in [
        ("820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd", Read),
        ("820B47A4-4DFD-42E4-AE6A-1E5BED5A33FD", Read),
        ("00000000-0000-0000-0000-000000000000", Read),
        ("820b47a44dfd42e4ae6a1e5bed5a33fd", Refused("uuid")),
        ("{820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd}", Refused("uuid")),
        (
            "urn:uuid:820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd",
            Refused("uuid"),
        ),
        (" 820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd", Refused("uuid")),
        ("820b47a44-dfd-42e4-ae6a-1e5bed5a33fd", Refused("uuid")),
        ("{20b47a4-4dfd-42e4-ae6a-1e5bed5a33f}", Refused("uuid")),
        ("", Refused("uuid")),
    ] {
        check(text, &at("uuid", &format!("\"{text}\"")), done);
    }
}

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
                object
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::of(value)))
                    .collect(),
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

fn value() -> impl Strategy<Value = String> {
    const UUID: &str = "820B47a4-4dfd-42e4-ae6a-1e5bed5a33fd";
    let numbers = [
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
    let strings = [
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
    let others = [
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
    let deep = [
        format!("{}{}", "[".repeat(200), "]".repeat(200)),
        format!("{}1{}", "{\"a\":".repeat(200), "}".repeat(200)),
        "7".repeat(400),
        format!("0.{}7", "0".repeat(400)),
    ];
    prop_oneof![
        4 => select(&numbers[..]).prop_map(str::to_owned),
        4 => select(&strings[..]).prop_map(|text| format!("\"{text}\"")),
        3 => select(&others[..]).prop_map(str::to_owned),
        1 => select(deep.to_vec()),
        1 => any::<u64>().prop_map(|number| number.to_string()),
        1 => any::<f64>().prop_map(|number| format!("{number:e}")),
        1 => any::<f64>().prop_map(|number| number.to_string()),
        1 => any::<String>().prop_map(|text| Value::from(text).to_string()),
    ]
}

fn key() -> impl Strategy<Value = String> {
    let keys = [
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
    select(&keys[..]).prop_map(str::to_owned)
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

/// The body as other programs see it, where they see what is there: `None` for a body with a key
/// twice, and for what `serde_json` cannot hold or takes for its own.
fn seen_by_others(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    let own = cfg!(feature = "arbitrary-precision") || text.contains("$serde_json::private");
    // What is written again is shorter by each value that was lost.
    let numbers = |value: &Value| Json::of(value).count();
    let all = serde_json::from_str::<Count>(text).ok()?.0;
    (!own && numbers(&value) == all).then_some(value)
}

/// How many values a text has, those under a key that stands twice too.
struct Count(usize);

impl<'de> serde::Deserialize<'de> for Count {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&serde_json::value::RawValue>::deserialize(deserializer)?;
        Ok(Self(raw.get().len()))
    }
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
        let valid = validate(Reading::Tolerant, text.as_bytes());
        prop_assert_eq!(read.is_ok(), valid.is_ok(), "{:?} {:?}: {}", read, valid, text);
    }
}
