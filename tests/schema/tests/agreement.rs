//! Tests of the types against the tolerant schema: they read what it accepts, and nothing else.

use postal_webhooks::validate::{Profile, ValidateError, validate};
use postal_webhooks_tests::examples;
use postal_webhooks_types::{Event, EventKind, Message, ParseError, Webhook};
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
    let Value::Object(envelope) = &body else { panic!("{body}") };
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
    let (read, valid) = (Webhook::from_slice(body), validate(Profile::Tolerant, body));
    match (done, &read, &valid) {
        (Read, Ok(_), Ok(()))
        | (NotJson, Err(ParseError::NotUtf8 { .. }), Err(ValidateError::NotJson { .. })) => {}
        (
            NotJson,
            Err(ParseError::NotJson { line, column, .. }),
            Err(ValidateError::NotJson { line: l, column: c, .. }),
        ) => assert_eq!((line, column), (l, c), "{what}"),
        (
            Refused(path),
            Err(ParseError::Field { path: found, .. }),
            Err(ValidateError::Violations(violations)),
        ) => {
            assert_eq!(found, path, "{what}");
            let pointer = format!("/{}", path.replace('.', "/"));
            assert!(violations.iter().any(|v| v.pointer == pointer), "{what}: {violations:?}");
        }
        other => panic!("{what}: {other:?}"),
    }
}

/// The typical body with this value under a key that is none of Postal's.
fn unknown(value: &str) -> Vec<u8> {
    with("{", &format!("{{\"unknown\":{value},"))
}

/// The typical body with this key, which is none of Postal's.
fn unknown_key(key: &str) -> Vec<u8> {
    with("{", &format!("{{\"{key}\":1,"))
}

// The tests have each row of the table in the README of the types crate.

#[test]
fn what_is_json() {
    let mut not_utf8 = typical().into_bytes();
    not_utf8.insert(12, 0xff);

    check("no UTF-8", &not_utf8, NotJson);
    check("a BOM", &with("{", "\u{feff}{"), NotJson);
    check("nothing", b"", NotJson);
    check("text behind the body", &format!("{} x", typical()).into_bytes(), NotJson);
    check("a second body", &format!("{0}{0}", typical()).into_bytes(), NotJson);
    check("space around it", &format!(" \r\n{}\t\n", typical()).into_bytes(), Read);
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
}

#[test]
fn depth_and_size() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_object = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let digits = "7".repeat(1_000_000);
    let fraction = format!("1.{digits}");
    for value in [&deep, &deep_object, &digits, &fraction, "1e400", "-1e400", "1e-400"] {
        check("in an unknown part", &unknown(value), Read);
    }
    check("deep", &at("message", &deep), Refused("payload.message"));
    check("deep", &at("subject", &deep_object), Refused("payload.message.subject"));
    check("too large", &at("time", "1e400"), Refused("payload.time"));
    check("too large", &at("id", "1e400"), Refused("payload.message.id"));
    check("too large", &at("id", &digits), Refused("payload.message.id"));
    check("too large", &at("timestamp", "-1e400"), Refused("timestamp"));
    check("too large", &at("subject", "1e400"), Refused("payload.message.subject"));
    check("many digits", &at("time", &fraction), Read);
    check("too small", &at("time", "1e-400"), Read);
}

#[test]
fn lone_surrogates() {
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
    assert_eq!(sent.message.subject.as_deref(), Some("\u{1f600} \u{fffd} \u{fffd}"));
    let payload = br#"{"message":"\ud800"}"#;
    let error = Event::from_payload(EventKind::MessageLoaded, payload).expect_err("a string");
    assert_eq!(error.to_string(), "MessageLoaded: message: expected an object, found a string");
}

#[test]
fn keys_twice_and_payloads_of_unknown_events() {
    let unknown_event = typical().replacen("MessageSent", "NotOfPostal", 1);
    check("a key twice", &with("{", "{\"uuid\":1,"), Refused("uuid"));
    check("a key twice", &with("\"id\":", "\"id\":7,\"id\":"), Refused("payload.message.id"));
    check(
        "an escaped key twice",
        &with("\"id\":", "\"\\u0069d\":7,\"id\":"),
        Refused("payload.message.id"),
    );
    check("unknown keys twice", &with("{", "{\"a\":1,\"a\":{\"b\":1,\"b\":2},"), Read);
    let unknown_event = unknown_event.replacen("\"message\":", "\"message\":1,\"message\":", 1);
    check("twice in the payload of an unknown event", unknown_event.as_bytes(), Read);
    check("no object as the payload of an unknown event", &at("payload", "7"), Refused("payload"));
    let unknown_event = String::from_utf8(at("payload", "[]")).expect("UTF-8");
    let unknown_event = unknown_event.replacen("MessageSent", "NotOfPostal", 1);
    check(
        "no object as the payload of an unknown event",
        unknown_event.as_bytes(),
        Refused("payload"),
    );
}

/// What `serde_json` uses for itself is an object like any other.
#[test]
fn the_keys_that_serde_json_uses_for_itself() {
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

/// Serde's derive reads the values of an array, in the order of the fields, as a struct.
#[test]
fn objects_are_read_from_objects_alone() {
    let body: Value = serde_json::from_str(&typical()).expect("an example");
    let (payload, message) = (&body["payload"], &body["payload"]["message"]);
    // In wire order, which the keys of a `Value` have here.
    let values = |object: &Value| {
        let values = object.as_object().expect("an object").values();
        values.cloned().collect::<Value>().to_string()
    };
    check("payload", &at("payload", &values(payload)), Refused("payload"));
    check("message", &at("message", &values(message)), Refused("payload.message"));
    let refused = |error: String| {
        assert!(error.contains("expected an object, found an array"), "{error}");
    };
    let envelope = Webhook::from_slice(values(&body).as_bytes()).expect_err("an array");
    assert_eq!(
        envelope.to_string(),
        "the body is an array; a webhook is an object with the keys event, timestamp, payload and uuid"
    );
    let alone = Event::from_payload(EventKind::MessageSent, values(payload).as_bytes());
    refused(alone.expect_err("an array").to_string());
    refused(serde_json::from_str::<Message>(&values(message)).expect_err("an array").to_string());
    let value: Value = serde_json::from_str(&values(message)).expect("JSON");
    refused(serde_json::from_value::<Message>(value).expect_err("an array").to_string());
    serde_json::from_str::<Webhook>(&values(&body)).expect_err("an array");
}

/// Errors end in logs, those of serde too.
#[test]
fn no_error_shows_a_value() {
    const SECRET: &str = "s3cret";
    let places = ["timestamp", "uuid", "payload", "message", "id", "sent_with_ssl", "time"];
    let mut errors = 0;
    for key in places {
        let strings = [
            format!("\"{SECRET}\""),
            format!("[\"{SECRET}\"]"),
            format!("{{\"{SECRET}\":1}}"),
            "987654321987.5".to_owned(),
        ];
        for other in strings {
            let body = at(key, &other);
            let text = std::str::from_utf8(&body).expect("UTF-8");
            let Err(error) = Webhook::from_slice(&body) else {
                continue;
            };
            errors += 1;
            let by_serde = serde_json::from_str::<Webhook>(text).expect_err("as by from_slice");
            let value: Value = serde_json::from_str(text).expect("JSON");
            let by_value = serde_json::from_value::<Webhook>(value).expect_err("as by from_slice");
            for error in [error.to_string(), by_serde.to_string(), by_value.to_string()] {
                assert!(
                    !error.contains(SECRET) && !error.contains("987654321987"),
                    "{key}: {error}"
                );
            }
        }
    }
    assert!(errors > 20, "{errors}");
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
        ("urn:uuid:820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd", Refused("uuid")),
        (" 820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd", Refused("uuid")),
        ("820b47a44-dfd-42e4-ae6a-1e5bed5a33fd", Refused("uuid")),
        ("{20b47a4-4dfd-42e4-ae6a-1e5bed5a33f}", Refused("uuid")),
        ("", Refused("uuid")),
    ] {
        check(text, &at("uuid", &format!("\"{text}\"")), done);
    }
}
