//! `validate`: files, lines and folders; what is wrong, and never a value.

use postal_webhooks::testing::{example, examples};

use super::Call;

#[test]
fn one_body_many_lines_and_folders() {
    let typical = example("MessageSent", "typical").body;
    let lines: Vec<u8> = examples().flat_map(|example| [example.body, b"\n"].concat()).collect();
    let call =
        Call::new().file("one.json", typical).file("all.ndjson", &lines).file("notes.txt", "x");
    for arguments in [["one.json"], ["all.ndjson"], ["."]] {
        let ended = call.run(&[&["validate", "--profile", "strict"][..], &arguments].concat());
        assert_eq!(ended.code, 0, "{ended:?}");
    }
    let ended = call.run(&["validate", "."]);
    assert!(ended.out.contains("MessageSent: "), "{}", ended.out);
    let ended = Call::new().input(&lines).run(&["--json", "validate", "-"]);
    let valid: u64 = ended.objects().iter().filter_map(|line| line["valid"].as_u64()).sum();
    assert_eq!(valid, examples().len() as u64);
}

#[test]
fn what_is_wrong_has_its_place_and_no_value() {
    let body = String::from_utf8_lossy(example("MessageSent", "typical").body).into_owned();
    let wrong = body.replace("\"status\":\"Sent\"", "\"status\":5");
    assert_ne!(wrong, body, "nothing was changed");
    let call = Call::new().file("log.ndjson", format!("{body}\n{wrong}\nno JSON\n{body}\n"));
    let ended = call.run(&["validate", "log.ndjson"]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("log.ndjson:2: /payload/status: "), "{}", ended.out);
    assert!(ended.out.contains("log.ndjson:3: the body is not JSON"), "{}", ended.out);
    assert!(ended.out.contains("MessageSent: 2 valid, 1 invalid"), "{}", ended.out);
    let ended = call.run(&["--json", "validate", "log.ndjson"]);
    assert_eq!(ended.objects()[0]["pointer"], "/payload/status");
    let call = Call::new().file("one.json", "{\n");
    assert_eq!(call.run(&["validate", "one.json"]).code, 1);
    call.run(&["validate", "missing.json"]).refuses("cannot read missing.json");
    call.run(&["validate"]).refuses("<FILES>");
}

#[test]
fn nothing_that_a_terminal_obeys_is_printed() {
    let event = "\u{1b}[31m\u{202e}\u{7}\u{9b}";
    let body = serde_json::json!({"event": event, "timestamp": 1.5, "payload": {}, "uuid": event});
    let call = Call::new().file("a.json", body.to_string());
    let ended = call.run(&["validate", "--profile", "strict", "a.json"]);
    assert_eq!(ended.code, 1);
    let printed = ended.out + &ended.err;
    let is_control = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    assert!(!printed.contains(is_control), "{printed:?}");
    assert!(printed.contains("\\u{1b}"), "{printed}");
    assert!(call.path().join("a.json").exists());
}
