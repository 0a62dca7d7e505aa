//! Tests of the types with the examples: they read what Postal sends, and write it back.

use postal_webhooks_tests::{each, equal, examples, invalid, published};
use postal_webhooks_types::parse_error::{Fault, JsonType};
use postal_webhooks_types::{Event, EventKind, ParseError, Webhook};
use serde_json::{Map, Value, json};

#[test]
fn examples_parse_and_write_back_equal() {
    each(
        examples(),
        |e| e.name.clone(),
        |e| {
            let webhook = Webhook::from_slice(&e.body).map_err(|e| e.to_string())?;
            if webhook.event.kind().map(EventKind::as_str) != Some(e.event.as_str()) {
                return Err(format!("read as {}", webhook.event.name()));
            }
            let written = serde_json::to_value(&webhook).map_err(|e| e.to_string())?;
            if !equal(&written, &e.value()) {
                return Err(format!("wrote {written}"));
            }
            let again: Webhook = serde_json::from_value(written).map_err(|e| e.to_string())?;
            if again == webhook { Ok(()) } else { Err("a second reading differs".to_owned()) }
        },
    );
}

#[test]
fn digits_are_written_as_they_were_read() {
    each(
        examples(),
        |e| e.name.clone(),
        |e| {
            let digits = |json: &str| {
                let number = |c: char| !(c.is_ascii_digit() || c == '.');
                let mut runs: Vec<String> =
                    json.split(number).filter(|run| run.len() > 12).map(str::to_owned).collect();
                runs.sort();
                runs
            };
            let body = String::from_utf8(e.body.clone()).map_err(|e| e.to_string())?;
            let webhook = Webhook::from_slice(&e.body).map_err(|e| e.to_string())?;
            let written = serde_json::to_string(&webhook).map_err(|e| e.to_string())?;
            if digits(&body) == digits(&written) { Ok(()) } else { Err(written) }
        },
    );
}

#[test]
fn keys_are_written_in_the_order_of_postal_3() {
    let schema = published("2020-12", "webhook.codegen");
    each(
        examples(),
        |e| e.name.clone(),
        |e| {
            let webhook = Webhook::from_slice(&e.body).map_err(|e| e.to_string())?;
            // Parsed from text: it keeps the order in which the keys were written.
            let text = serde_json::to_string(&webhook).map_err(|e| e.to_string())?;
            let written: Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
            let branches = schema["$defs"].as_object().expect("definitions");
            let branch =
                branches.values().find(|def| def["properties"]["event"]["const"] == json!(e.event));
            same_order(&schema, branch.expect("the event's definition"), &written)
        },
    );
}

fn same_order(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => root.pointer(&reference[1..]).expect("a definition"),
        None => schema,
    };
    let (Some(properties), Some(object)) = (schema["properties"].as_object(), value.as_object())
    else {
        return Ok(());
    };
    if !properties.keys().filter(|key| object.contains_key(*key)).eq(object.keys()) {
        return Err(format!("wrote {:?}", object.keys().collect::<Vec<_>>()));
    }
    properties
        .iter()
        .filter_map(|(key, schema)| Some((schema, object.get(key)?)))
        .try_for_each(|(s, v)| same_order(root, s, v))
}

#[test]
fn bodies_that_the_tolerant_schema_refuses_are_refused_with_their_place() {
    each(
        invalid().into_iter().filter(|i| !i.strict_only),
        |i| i.name.clone(),
        |i| {
            let body = i.body.to_string();
            let error = match Webhook::from_slice(body.as_bytes()) {
                // The types are more tolerant than the schema with two things that re-encoders do:
                // a timestamp as a string, and a UUID in another of its forms.
                Ok(_) if i.body.pointer(&i.pointer).is_some_and(more_tolerant) => return Ok(()),
                Ok(_) => return Err("it was read".to_owned()),
                Err(error) => error,
            };
            let expected = i.pointer.trim_start_matches('/').replace('/', ".");
            match &error {
                ParseError::Field { path, fault: Fault::Missing, .. } => {
                    let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
                    if parent == expected { Ok(()) } else { Err(error.to_string()) }
                }
                ParseError::Field { path, .. } if *path == expected => Ok(()),
                ParseError::NotAnObject { .. } if expected.is_empty() => Ok(()),
                ParseError::BarePayload { .. }
                    if expected.is_empty() && i.keyword == "required" =>
                {
                    Ok(())
                }
                _ => Err(error.to_string()),
            }
        },
    );
}

fn more_tolerant(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.parse::<f64>().is_ok() || text.parse::<uuid::Uuid>().is_ok()
}

#[test]
fn bodies_that_only_the_strict_schema_refuses_are_read() {
    each(
        invalid().into_iter().filter(|i| i.strict_only),
        |i| i.name.clone(),
        |i| Webhook::from_slice(i.body.to_string().as_bytes()).map(drop).map_err(|e| e.to_string()),
    );
}

#[test]
fn the_envelope_is_read_in_all_24_orders() {
    const KEYS: [&str; 4] = ["event", "timestamp", "payload", "uuid"];
    for example in examples() {
        let body = example.value();
        let expected = Webhook::from_slice(&example.body).expect("an example");
        let mut orders = 0;
        for code in 0..256_usize {
            let order = [code / 64 % 4, code / 16 % 4, code / 4 % 4, code % 4];
            if (0..4).any(|key| !order.contains(&key)) {
                continue;
            }
            orders += 1;
            let shuffled: Map<String, Value> =
                order.iter().map(|at| (KEYS[*at].to_owned(), body[KEYS[*at]].clone())).collect();
            let text = Value::Object(shuffled).to_string();
            assert_eq!(
                Webhook::from_slice(text.as_bytes()),
                Ok(expected.clone()),
                "{}: {order:?}",
                example.name
            );
            assert_eq!(serde_json::from_str::<Webhook>(&text).expect("any order"), expected);
            assert_eq!(
                serde_json::from_reader::<_, Webhook>(text.as_bytes()).expect("a reader"),
                expected
            );
        }
        assert_eq!(orders, 24);
    }
}

#[test]
fn the_event_alone_is_read_and_written() {
    each(
        examples(),
        |e| e.name.clone(),
        |e| {
            let webhook = Webhook::from_slice(&e.body).map_err(|e| e.to_string())?;
            let event: Event = serde_json::from_slice(&e.body).map_err(|e| e.to_string())?;
            let written = serde_json::to_string(&event).map_err(|e| e.to_string())?;
            let again: Event = serde_json::from_str(&written).map_err(|e| e.to_string())?;
            let kind = e.event.parse().map_err(|_| "unknown".to_owned())?;
            let payload = e.value()["payload"].to_string();
            let bare = Event::from_payload(kind, payload.as_bytes()).map_err(|e| e.to_string())?;
            if event == webhook.event && again == event && bare == event {
                Ok(())
            } else {
                Err("they differ".to_owned())
            }
        },
    );
}

fn typical() -> Value {
    let examples = examples();
    let sent = examples.iter().find(|e| e.name == "MessageSent/typical");
    sent.expect("MessageSent/typical").value()
}

fn read(body: &Value) -> Result<Webhook, ParseError> {
    Webhook::from_slice(body.to_string().as_bytes())
}

#[test]
fn unknown_events_keys_and_values_are_read() {
    let mut body = typical();
    body["event"] = json!("NotOfPostal");
    body["payload"] = json!({"credential": {"name": "smtp"}, "list": [1, null]});
    let webhook = read(&body).expect("an unknown event");
    let Event::Unknown(unknown) = &webhook.event else { panic!("{webhook:?}") };
    assert_eq!(unknown.name, "NotOfPostal");
    assert_eq!(unknown.payload.get(), body["payload"].to_string());
    assert_eq!(serde_json::to_value(&webhook).expect("written"), body);

    let mut body = typical();
    body["server"] = json!({"deep": [{}]});
    body["payload"]["message"]["bounce_class"] = json!(["x"]);
    assert_eq!(read(&body), read(&typical()));

    let mut body = typical();
    body["payload"]["message"]["spam_status"] = json!("SpamFailure");
    let webhook = read(&body).expect("an unknown value");
    let Event::MessageSent(sent) = &webhook.event else { panic!("{webhook:?}") };
    assert_eq!(sent.message.spam_status.as_str(), "SpamFailure");
    assert!(equal(&serde_json::to_value(&webhook).expect("written"), &body));
}

#[test]
fn variants_of_re_encoders_are_read() {
    let mut body = typical();
    body["timestamp"] = json!("1791288005.125");
    assert_eq!(
        read(&body).expect("a decimal string").timestamp.unix_micros(),
        1_791_288_005_125_000
    );
    body["timestamp"] = json!(1_791_288_005);
    assert_eq!(read(&body).expect("an integer").timestamp.unix_micros(), 1_791_288_005_000_000);
}

#[test]
fn duplicate_keys_are_refused() {
    let body = typical().to_string();
    for (from, to, path) in [
        ("{\"event\"", "{\"event\":\"MessageSent\",\"event\"", "event"),
        ("\"uuid\"", "\"uuid\":\"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd\",\"uuid\"", "uuid"),
        ("\"payload\":", "\"timestamp\":1.0,\"payload\":", "timestamp"),
        ("{\"event\"", "{\"payload\":{},\"event\"", "payload"),
        ("\"output\"", "\"details\":\"\",\"output\"", "payload.details"),
    ] {
        let twice = body.replacen(from, to, 1);
        assert_ne!(twice, body, "{from}");
        match Webhook::from_slice(twice.as_bytes()) {
            Err(ParseError::Field { path: found, fault: Fault::Duplicate, .. }) => {
                assert_eq!(found, path);
            }
            other => panic!("{from}: {other:?}"),
        }
    }
}

#[test]
fn depth_bombs_neither_overflow_the_stack_nor_cost_the_event() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let body = typical().to_string();
    let unknown_key = body.replacen('{', &format!("{{\"bomb\":{deep},"), 1);
    assert_eq!(Webhook::from_slice(unknown_key.as_bytes()), read(&typical()));
    let early_payload = format!(
        "{{\"payload\":{{\"bomb\":{deep}}},\"event\":\"Unknown\",\"timestamp\":1.0,\"uuid\":\"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd\"}}"
    );
    assert!(matches!(
        Webhook::from_slice(early_payload.as_bytes()),
        Ok(Webhook { event: Event::Unknown(_), .. })
    ));
    let open = "[".repeat(200_000);
    assert!(matches!(Webhook::from_slice(open.as_bytes()), Err(ParseError::NotJson { .. })));
    assert!(matches!(
        Webhook::from_slice(deep.as_bytes()),
        Err(ParseError::NotAnObject { found: JsonType::Array, .. })
    ));
    let in_place = body.replacen("\"uuid\"", &format!("\"payload2\":{deep},\"uuid\""), 1);
    assert!(Webhook::from_slice(in_place.as_bytes()).is_ok());
    let where_a_string_is_due = typical().to_string().replacen("\"MessageSent\"", &deep, 1);
    assert!(Webhook::from_slice(where_a_string_is_due.as_bytes()).is_err());
}

#[test]
fn bodies_that_are_no_webhooks_are_told_apart() {
    let payload = typical()["payload"].to_string();
    match Webhook::from_slice(payload.as_bytes()) {
        Err(error @ ParseError::BarePayload { .. }) => assert_eq!(
            error.to_string(),
            "the body is a bare payload (MessageDelayed, MessageDeliveryFailed, MessageHeld, MessageSent) without \
             its envelope; read it with `Event::from_payload`"
        ),
        other => panic!("{other:?}"),
    }
    let mail =
        json!({"id": 1, "rcpt_to": "a@example.com", "mail_from": "b@example.com", "message": "…"});
    assert_eq!(read(&mail), Err(ParseError::InboundMail));
    let batch = json!([typical()]);
    assert!(matches!(read(&batch), Err(ParseError::NotAnObject { found: JsonType::Array, .. })));
    assert!(matches!(
        Webhook::from_slice(b""),
        Err(ParseError::NotJson { line: 1, column: 0, .. })
    ));
    assert!(matches!(
        Webhook::from_slice(b"{\"event\":\xff}"),
        Err(ParseError::NotUtf8 { valid_up_to: 9, .. })
    ));
    let trailing = format!("{} x", typical());
    assert!(matches!(Webhook::from_slice(trailing.as_bytes()), Err(ParseError::NotJson { .. })));
}

const SECRET: &str = "s3cret, expected nothing";

/// Puts a value at a place of the typical body, with the payload last and first.
fn check(pointer: &str, value: &Value, expected: &str) {
    let mut body = typical();
    *body.pointer_mut(pointer).expect(pointer) = value.clone();
    let keys = ["payload", "event", "timestamp", "uuid"];
    let payload_first: Map<String, Value> =
        keys.map(|key| (key.to_owned(), body[key].clone())).into_iter().collect();
    for body in [body, Value::Object(payload_first)] {
        let error = read(&body).expect_err(pointer);
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
}

#[test]
fn errors_name_event_and_path_and_hold_no_value() {
    const ID: &str = "MessageSent: payload.message.id: expected a non-negative integer, found";
    const TIME: &str =
        "MessageSent: payload.timestamp: expected a timestamp: seconds as a number, found";
    for (value, found) in
        [(json!(SECRET), "a string"), (json!(-1), "a number"), (json!(1.5), "a number")]
    {
        check("/payload/message/id", &value, &format!("{ID} {found}"));
    }
    for (value, found) in [
        (json!([[SECRET]]), "an array"),
        (json!({SECRET: SECRET}), "an object"),
        (json!(SECRET), "a string"),
    ] {
        check("/payload/timestamp", &value, &format!("{TIME} {found}"));
    }
    for (pointer, value, expected) in [
        (
            "/payload/message/subject",
            json!([SECRET]),
            "MessageSent: payload.message.subject: expected a string, found an array",
        ),
        (
            "/payload/message",
            json!(SECRET),
            "MessageSent: payload.message: expected an object, found a string",
        ),
        (
            "/payload/message",
            json!(null),
            "MessageSent: payload.message: expected an object, found null",
        ),
        (
            "/payload/message",
            json!({"id": 1}),
            "MessageSent: payload.message.token: missing, although Postal always sends it",
        ),
        (
            "/payload/sent_with_ssl",
            json!(1),
            "MessageSent: payload.sent_with_ssl: expected a boolean, found a number",
        ),
        (
            "/payload/time",
            json!(SECRET),
            "MessageSent: payload.time: expected a number, found a string",
        ),
        (
            "/payload/output",
            json!(null),
            "MessageSent: payload.output: expected a string, found null",
        ),
        (
            "/payload/status",
            json!(null),
            "MessageSent: payload.status: expected a string: a DeliveryStatus, found null",
        ),
        ("/payload", json!(SECRET), "MessageSent: payload: expected an object, found a string"),
        ("/uuid", json!(SECRET), "MessageSent: uuid: expected a UUID, found a string"),
        (
            "/timestamp",
            json!(null),
            "MessageSent: timestamp: expected a timestamp: seconds as a number, found null",
        ),
        (
            "/event",
            json!(7),
            "webhook: event: expected the name of an event as a string, found a number",
        ),
    ] {
        check(pointer, &value, expected);
    }
}

#[test]
fn errors_outside_of_a_value_name_their_place() {
    let mut body = typical();
    body.as_object_mut().expect("an object").shift_remove("uuid");
    assert_eq!(
        read(&body).expect_err("no uuid").to_string(),
        "MessageSent: uuid: missing, although Postal always sends it"
    );
    let kind = EventKind::MessageSent;
    let error = Event::from_payload(kind, b"{\"message\": 1}").expect_err("no message");
    assert_eq!(error.to_string(), "MessageSent: message: expected an object, found a number");
    let error = Event::from_payload(kind, b"\"text\"").expect_err("no object");
    assert_eq!(error.to_string(), "MessageSent: expected an object, found a string");
    let out_of_range =
        typical().to_string().replacen("\"timestamp\":", "\"timestamp\":1e999,\"x\":", 1);
    let error = Webhook::from_slice(out_of_range.as_bytes()).expect_err("out of range");
    assert_eq!(
        error.to_string(),
        "MessageSent: timestamp: expected a number that fits 64 bits, found a number"
    );
}
