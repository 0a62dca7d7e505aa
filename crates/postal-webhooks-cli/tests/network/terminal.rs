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

#[test]
fn no_command_that_reads_a_file_prints_what_a_terminal_obeys() {
    let folder = Folder::new();
    let jwks = folder.text("jwks.json");
    let (file, request) = (folder.text("body.json"), folder.text("request.http"));
    let mut shown = 0;
    for body in bodies() {
        std::fs::write(&file, &body).unwrap();
        // The header says what the body says, and is as hostile.
        let head = format!("POST / HTTP/1.1\r\nX-Postal-Signature-256: {HOSTILE}\r\n\r\n");
        std::fs::write(&request, [head.replace("\r\u{202e}", "").as_bytes(), &body].concat())
            .unwrap();
        for arguments in [
            &["validate", &file][..],
            &["validate", "--profile", "strict", &file],
            &["verify", "--keys", &jwks, &file],
            &["verify", "--keys", &jwks, "--request", &request],
            &["classify", &file],
            &["classify", "--output", HOSTILE, "--details", HOSTILE],
            &["sample", HOSTILE],
            &["sample", "MessageSent", "--case", HOSTILE],
        ] {
            let ran = run(arguments);
            assert_ne!(ran.code, None, "{ran:?}");
            for text in [&ran.out, &ran.err] {
                let hidden = text.chars().find(|c| HOSTILE.contains(*c) && !"[31m".contains(*c));
                assert_eq!(hidden, None, "{arguments:?}: {text:?}");
                shown += usize::from(text.contains("\\u{202e}"));
            }
        }
    }
    assert!(shown > 0);
}

/// What is made for another program is bytes, but not where a terminal reads them.
#[test]
fn bodies_are_visible_on_a_terminal_and_exact_in_a_pipe() {
    let binary = env!("CARGO_BIN_EXE_postal-webhooks");
    let arguments = ["sample", "MessageSent", "--set", "payload.message.subject=a\u{202e}\u{9b}b"];
    assert!(run(&arguments).out.contains("\"a\u{202e}\u{9b}b\""));
    let line =
        format!("{binary} {} {} {} '{}'", arguments[0], arguments[1], arguments[2], arguments[3]);
    let output = std::process::Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .stdin(std::process::Stdio::null())
        .output()
        .expect("this test needs a terminal, which `script` makes: apt-get install bsdutils");
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("\"a\\u{202e}\\u{9b}b\""), "{out:?}");
}
