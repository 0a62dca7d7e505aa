//! Bodies that are no webhook, and those that only look as if they were none.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postal_webhooks::testing::example;
use serde_json::{Value, json};

use crate::answered;

/// A part of a body. Bodies that are long are written short.
enum Piece {
    Text(String),
    Bytes(Vec<u8>),
    Times(&'static str, usize),
}

use Piece::{Bytes, Text, Times};

impl Piece {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Text(text) => text.clone().into_bytes(),
            Bytes(bytes) => bytes.clone(),
            Times(text, times) => text.repeat(*times).into_bytes(),
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Text(text) => json!(text),
            Bytes(bytes) => json!({"base64": STANDARD.encode(bytes)}),
            Times(text, times) => json!({"repeat": text, "times": times}),
        }
    }
}

#[test]
fn bodies() {
    let mut cases = documents();
    cases.extend(envelopes());
    cases.extend(values());
    cases.extend(large());
    let entries = cases.iter().map(|(name, pieces)| {
        let body = pieces.iter().flat_map(Piece::bytes).collect::<Vec<_>>();
        json!({
            "name": name,
            "body": pieces.iter().map(Piece::to_json).collect::<Vec<_>>(),
            "parse": ask("parse", &body),
            "tolerant": ask("tolerant", &body),
            "strict": ask("strict", &body),
        })
    });
    crate::check("bodies.json", &json!({}), &entries.collect::<Vec<_>>());
}

/// What one profile, or `parse`, says of a body.
fn ask(ask: &str, body: &[u8]) -> Value {
    answered(&json!({"ask": ask, "body": STANDARD.encode(body)}))
}

type Case = (String, Vec<Piece>);

fn case(name: &str, text: impl Into<String>) -> Case {
    (name.to_owned(), vec![Text(text.into())])
}

fn sent() -> &'static str {
    std::str::from_utf8(example("MessageSent", "documented").body).expect("UTF-8")
}

/// The documented body with another text in place of one that stands there once.
#[track_caller]
fn changed(name: &str, from: &str, to: &str) -> Case {
    assert_eq!(sent().matches(from).count(), 1, "{name}: {from}");
    case(name, sent().replace(from, to))
}

/// What is no JSON, or no object.
fn documents() -> Vec<Case> {
    let (start, end) = sent().split_at(sent().find("\"subject\":\"").expect("a subject") + 11);
    let inside = |name: &str, bytes: &[u8]| {
        let pieces = vec![Text(start.into()), Bytes(bytes.to_vec()), Text(end.into())];
        (name.to_owned(), pieces)
    };
    let utf_16 = sent().encode_utf16().flat_map(u16::to_be_bytes);
    vec![
        case("documented", sent()),
        case("in lines", sent().replace(",\"", ",\n  \"")),
        case("blanks around it", format!(" \r\n\t{}\n", sent())),
        case("empty", ""),
        case("blank", " \n"),
        case("cut", &sent()[..sent().len() / 2]),
        case("text behind it", format!("{}x", sent())),
        case("twice", format!("{0}\n{0}", sent())),
        case("form", "event=MessageSent&uuid=1"),
        case("page", "<html><body>error</body></html>"),
        ("UTF-16".into(), vec![Bytes(utf_16.collect())]),
        ("byte order mark".into(), vec![Bytes(b"\xef\xbb\xbf".to_vec()), Text(sent().into())]),
        inside("byte that is no UTF-8", b"\xff"),
        inside("Latin-1", b"\xe9"),
        inside("surrogate in UTF-8", b"\xed\xa0\x80"),
        inside("overlong", b"\xc0\xaf"),
        inside("cut character", b"\xf0\x9f\x98"),
        inside("control character", b"\x01"),
        inside("line break", b"\n"),
        inside("NUL", b"\0"),
        inside("escaped NUL", b"\\u0000"),
        inside("lone high surrogate", b"\\ud800"),
        inside("lone low surrogate", b"\\udc00"),
        inside("pair of surrogates", b"\\ud83d\\ude00"),
        inside("unknown escape", b"\\x41"),
        inside("cut escape", b"\\u12"),
        inside("marks of direction", "\u{202e}\u{2066}".as_bytes()),
        case("array", format!("[{}]", sent())),
        case("empty array", "[]"),
        case("string", "\"MessageSent\""),
        case("number", "5"),
        case("null", "null"),
        case("true", "true"),
        case("empty object", "{}"),
    ]
}

/// Keys of the envelope, and what stands in place of one.
fn envelopes() -> Vec<Case> {
    let payload = {
        let body: Value = serde_json::from_str(sent()).expect("JSON");
        body["payload"].to_string()
    };
    let mail = r#"{"id":5,"rcpt_to":"a@example.com","mail_from":"b@example.com","token":"x"}"#;
    let envelope = |event: &str, payload: &str| {
        format!(
            r#"{{"event":{event},"timestamp":1700000000.5,"payload":{payload},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}}"#
        )
    };
    let mut cases = vec![
        case("bare payload", payload.clone()),
        case("bare payload of no event", r#"{"message":5}"#),
        case("inbound mail", mail),
        case("event missing", sent().replacen("\"event\":\"MessageSent\",", "", 1)),
        changed("timestamp missing", "\"timestamp\":1477945177.20418,", ""),
        case("payload missing", envelope("\"MessageSent\"", "0").replace("\"payload\":0,", "")),
        case(
            "uuid missing",
            envelope("\"MessageSent\"", &payload)
                .replace(",\"uuid\":\"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd\"", ""),
        ),
        case("event in upper case", sent().replacen("\"event\"", "\"EVENT\"", 1)),
        case("event in another case beside", sent().replacen('{', "{\"Event\":5,", 1)),
        case("unknown key", sent().replacen('{', "{\"new\":{\"a\":[1]},", 1)),
        case(
            "keys that JavaScript knows",
            sent().replacen(
                '{',
                "{\"__proto__\":{\"a\":1},\"constructor\":1,\"toString\":null,",
                1,
            ),
        ),
        case("event twice", sent().replacen('{', "{\"event\":\"MessageSent\",", 1)),
        case("event twice, one escaped", sent().replacen('{', "{\"\\u0065vent\":\"x\",", 1)),
        case(
            "uuid twice",
            sent().replacen('{', "{\"uuid\":\"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd\",", 1),
        ),
        case("unknown key twice", sent().replacen('{', "{\"new\":1,\"new\":2,", 1)),
        case(
            "key twice inside an unknown one",
            sent().replacen('{', "{\"new\":{\"id\":1,\"id\":2},", 1),
        ),
        changed("key of the message twice", "\"direction\":", "\"id\":5,\"direction\":"),
        changed("key of the message in another case", "\"direction\":", "\"ID\":5,\"direction\":"),
        changed(
            "unknown key of the message twice",
            "\"direction\":",
            "\"new\":5,\"new\":6,\"direction\":",
        ),
        case("event empty", envelope("\"\"", "{}")),
        case("unknown event", envelope("\"MessageRead\"", r#"{"a":[null]}"#)),
        case(
            "unknown event, payload with a key twice",
            envelope("\"MessageRead\"", r#"{"a":1,"a":2}"#),
        ),
        case(
            "payload before event",
            format!(
                r#"{{"payload":{payload},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd","timestamp":1.5,"event":"MessageSent"}}"#
            ),
        ),
    ];
    for name in ["__proto__", "constructor", "toString", "hasOwnProperty", "messagesent"] {
        cases.push(case(&format!("event {name}"), envelope(&json!(name).to_string(), "{}")));
    }
    for value in ["null", "5", "true", "[]", "{}", "[\"MessageSent\"]"] {
        cases.push(case(&format!("event {value}"), envelope(value, &payload)));
    }
    for value in ["null", "5", "\"x\"", "true", "[]", "{}"] {
        cases.push(case(&format!("payload {value}"), envelope("\"MessageSent\"", value)));
        cases.push(case(
            &format!("payload {value} of an unknown event"),
            envelope("\"MessageRead\"", value),
        ));
    }
    let uuids = [
        "null",
        "5",
        "\"\"",
        "\"820b47a44dfd42e4ae6a1e5bed5a33fd\"",
        "\"{820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd}\"",
        "\"820B47A4-4DFD-42E4-AE6A-1E5BED5A33FD\"",
        "\"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd\\n\"",
        "\"820b47a4-4dfd-42e4-ae6a-1e5bed5a33f\u{ff11}\"",
    ];
    for uuid in uuids {
        let body = envelope("\"MessageSent\"", &payload)
            .replace("\"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd\"", uuid);
        cases.push(case(&format!("uuid {uuid}"), body));
    }
    let timestamps = [
        "null",
        "true",
        "[]",
        "0",
        "-1",
        "1e9",
        "1.5E+3",
        "1e400",
        "-0",
        "\"1700000000.5\"",
        "\"1700000000\"",
        "\"-5\"",
        "\"\"",
        "\"1e3\"",
        "\".5\"",
        "\"5.\"",
        "\"+1\"",
        "\" 1\"",
        "\"1.5\\n\"",
        "\"0x10\"",
        "\"\u{661}\"",
        "\"123456789012345678901\"",
        "\"NaN\"",
    ];
    for timestamp in timestamps {
        let body = envelope("\"MessageSent\"", &payload).replace("1700000000.5", timestamp);
        cases.push(case(&format!("timestamp {timestamp}"), body));
    }
    for literal in [
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        "1.",
        ".5",
        "+1",
        "0x10",
        "-",
        "1e",
        "True",
        "undefined",
    ] {
        let body = envelope("\"MessageSent\"", &payload).replace("1700000000.5", literal);
        cases.push(case(&format!("no number: {literal}"), body));
    }
    cases
}

/// Values deep inside.
fn values() -> Vec<Case> {
    let id = {
        let body: Value = serde_json::from_str(sent()).expect("JSON");
        format!("\"id\":{},", body["payload"]["message"]["id"])
    };
    let ids = [
        "\"17\"",
        "null",
        "true",
        "1.5",
        "-1",
        "-0",
        "0",
        "12.0",
        "1.2e1",
        "12e-1",
        "1e3",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "1e18",
        "1e19",
        "1e400",
        "[]",
        "[5]",
        "{}",
    ];
    let mut cases: Vec<_> = ids
        .iter()
        .map(|value| changed(&format!("id {value}"), &id, &format!("\"id\":{value},")))
        .collect();
    let spam = "\"spam_status\":\"NotSpam\"";
    for value in ["\"NewStatus\"", "\"\"", "null", "5", "[]", "\"notspam\""] {
        cases.push(changed(
            &format!("spam_status {value}"),
            spam,
            &format!("\"spam_status\":{value}"),
        ));
    }
    cases.extend([
        changed("id missing", &id, ""),
        changed("status missing", "\"status\":\"Sent\",", ""),
        changed("message null", "\"message\":{", "\"message\":null,\"new\":{"),
        changed("message array", "\"message\":{", "\"message\":[],\"new\":{"),
        changed("message string", "\"message\":{", "\"message\":\"x\",\"new\":{"),
    ]);
    cases
}

/// What is deep, long or large.
fn large() -> Vec<Case> {
    let inside = |name: &str, pieces: Vec<Piece>| {
        let mut body = vec![Text("{\"new\":".into())];
        body.extend(pieces);
        body.push(Text(format!(",{}", &sent()[1..])));
        (name.to_owned(), body)
    };
    let (start, end) = sent().split_at(sent().find("\"subject\":\"").expect("a subject") + 11);
    vec![
        inside("500 deep in an unknown key", vec![Times("[", 500), Times("]", 500)]),
        inside("100,000 deep in an unknown key", vec![Times("[", 100_000), Times("]", 100_000)]),
        inside(
            "100,000 objects deep in an unknown key",
            vec![Times("{\"a\":", 100_000), Text("0".into()), Times("}", 100_000)],
        ),
        inside("100,000 deep and not closed", vec![Times("[", 100_000)]),
        ("100,000 arrays".into(), vec![Times("[", 100_000), Times("]", 100_000)]),
        ("100,000 arrays, not closed".into(), vec![Times("[", 100_000)]),
        inside("integer of 5,000 digits in an unknown key", vec![Times("9", 5_000)]),
        inside("1e400 in an unknown key", vec![Text("1e400".into())]),
        ("id of 5,000 digits".into(), {
            let body: Value = serde_json::from_str(sent()).expect("JSON");
            let id = format!("\"id\":{},", body["payload"]["message"]["id"]);
            let (before, after) = sent().split_once(&id).expect("the id");
            vec![Text(format!("{before}\"id\":")), Times("9", 5_000), Text(format!(",{after}"))]
        }),
        (
            "subject of a megabyte".into(),
            vec![Text(start.into()), Times("é", 500_000), Text(end.into())],
        ),
        inside(
            "10,000 unknown keys",
            vec![Text("{\"x\":0".into()), Times(",\"a\":0", 10_000), Text("}".into())],
        ),
    ]
}
