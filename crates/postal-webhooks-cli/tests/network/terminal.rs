//! What a terminal obeys, in every text of every event: it never reaches one.

use postal_webhooks::testing::{examples, rails_json};
use serde_json::{Value, json};

use crate::program::{Folder, Running, run};
use crate::receiver::{Receiver, status};

/// Escape sequences of both kinds, a bell, a carriage return, and marks that turn text around.
const HOSTILE: &str = "\u{1b}[31m\u{9b}31m\u{7}\r\u{202e}\u{2066}\u{200f}\u{feff}";

/// The value with the hostile text in every text of it.
fn poisoned(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(format!("{text}{HOSTILE}")),
        Value::Array(items) => items.iter().map(poisoned).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| (key.clone(), poisoned(value))).collect()
        }
        other => other.clone(),
    }
}

/// Each event with hostile texts in its payload, and one with a name and a key that are hostile.
fn bodies() -> Vec<Vec<u8>> {
    let typical = examples().filter(|example| example.case == "typical");
    let mut bodies: Vec<_> = typical
        .map(|example| {
            let mut value: Value = serde_json::from_slice(example.body).unwrap();
            value["payload"] = poisoned(&value["payload"]);
            rails_json(&value)
        })
        .collect();
    let example: Value = serde_json::from_slice(examples().next().unwrap().body).unwrap();
    let mut hostile = poisoned(&example);
    hostile[HOSTILE] = json!(HOSTILE);
    bodies.push(rails_json(&hostile));
    hostile["uuid"] = example["uuid"].clone();
    bodies.push(rails_json(&hostile));
    bodies.push(HOSTILE.as_bytes().to_vec());
    bodies
}

#[track_caller]
fn assert_visible(text: &str) {
    let hidden = text.chars().find(|c| HOSTILE.contains(*c) && !"[31m".contains(*c));
    assert_eq!(hidden, None, "{text:?}");
    assert!(text.contains("\\u{202e}") || !text.contains("31m"), "{text}");
}

#[test]
fn no_command_prints_what_a_terminal_obeys() {
    let folder = Folder::new();
    let (key, jwks) = (folder.text("key.pem"), folder.text("jwks.json"));
    let bodies = bodies();
    let mut files = Vec::new();
    for (number, body) in bodies.iter().enumerate() {
        let name = format!("{number}.json");
        std::fs::write(folder.path(&name), body).unwrap();
        files.extend(["--body".to_owned(), folder.text(&name)]);
    }
    let files: Vec<_> = files.iter().map(String::as_str).collect();
    let count = bodies.len().to_string();
    let listen = ["listen", "--address", "127.0.0.1:0", "--allow-unverified", "--count", &count];
    for keys in [&["--keys", &jwks][..], &[]] {
        let running = Running::start(&[&listen, keys].concat());
        let url = running.ready.trim().rsplit(' ').next().unwrap().to_owned();
        let sent = run(&[&["send", &url, "--key", &key], &files[..]].concat());
        assert_eq!(sent.code, Some(0), "{sent:?}");
        let ran = running.end();
        assert_visible(&sent.out);
        assert_visible(&ran.out);
        assert!(ran.out.contains("31m"));
    }
    let url = "http://127.0.0.1:9/";
    for arguments in [&["send", url, "--dry-run"][..], &["send", url, "--curl"]] {
        let ran = run(&[arguments, &files].concat());
        let hidden = ran.out.chars().find(|c| HOSTILE.contains(*c) && !"[31m".contains(*c));
        assert_eq!((ran.code, hidden), (Some(0), None), "{ran:?}");
    }
    let receiver = Receiver::start(None, |_, _| status(200));
    let ran = run(&[&["mock-postal", &receiver.url], &files[..]].concat());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_visible(&ran.out);
}
