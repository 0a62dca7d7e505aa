//! `validate`: files, lines and folders; what is wrong, and never a value.

use postal_webhooks::testing::{example, examples};

use serde_json::json;

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
    let column = wrong.find("\"status\":5").expect("the value") + "\"status\":".len() + 1;
    let call = Call::new().file("log.ndjson", format!("{body}\n{wrong}\nno JSON\n{body}\n"));
    let ended = call.run(&["validate", "log.ndjson"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.out.contains(&format!("log.ndjson:2:{column}: /payload/status: ")),
        "{}",
        ended.out
    );
    assert!(ended.out.contains("log.ndjson:3:2: the body is not JSON"), "{}", ended.out);
    assert!(ended.out.contains("MessageSent: 2 valid, 1 invalid"), "{}", ended.out);
    let ended = call.run(&["--json", "validate", "log.ndjson"]);
    let first = &ended.objects()[0];
    assert_eq!(first["pointer"], "/payload/status");
    assert_eq!((&first["line"], &first["column"]), (&2.into(), &column.into()));
    let call = Call::new().file("one.json", "{\n");
    assert_eq!(call.run(&["validate", "one.json"]).code, 1);
    call.run(&["validate", "missing.json"]).refuses("cannot read missing.json");
    call.run(&["validate"]).refuses("<FILES>");
}

#[test]
fn nothing_that_a_terminal_obeys_is_printed() {
    let event = "\u{1b}[31m\u{202e}\u{7}\u{9b}\nforged: 1 valid";
    let mut body = json!({"event": event, "timestamp": 1.5, "payload": {event: 1}, "uuid": event});
    body[event] = json!({event: event});
    let call = Call::new().file("a.json", body.to_string());
    let ended = call.run(&["validate", "--profile", "strict", "--explain", "-v", "a.json"]);
    assert_eq!(ended.code, 1);
    let printed = ended.out + &ended.err;
    let is_control = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    assert!(!printed.contains(is_control), "{printed:?}");
    assert!(printed.contains("\\u{1b}"), "{printed}");
    assert!(!printed.lines().any(|line| line.starts_with("forged")), "{printed}");
}

#[test]
fn a_body_of_many_lines_has_their_places() {
    let body: serde_json::Value =
        serde_json::from_slice(example("MessageDelayed", "typical").body).expect("JSON");
    let mut wrong = body;
    wrong["payload"]["message"]["id"] = json!("5");
    wrong["payload"]["message"].as_object_mut().expect("an object").remove("token");
    let text = format!("\n  {}\n", serde_json::to_string_pretty(&wrong).expect("JSON"));
    let place = |what: &str, of_value: &str| {
        let (at, line) =
            text.lines().enumerate().find(|(_, line)| line.contains(what)).expect("it is there");
        format!("a.json:{}:{}: ", at + 1, line.find(of_value).expect("the value") + 1)
    };
    let call = Call::new().file("a.json", &text);
    let ended = call.run(&["validate", "a.json"]);
    assert_eq!(ended.code, 1);
    for (place, what) in [
        (place("\"message\": {", "{"), "/payload/message: \"token\" is a required property"),
        (place("\"id\":", "\"5\""), "/payload/message/id: "),
    ] {
        assert!(ended.out.contains(&(place.clone() + what)), "{place}{what}: {}", ended.out);
    }
    let call = Call::new().file("a.json", "{\n  \"event\": x\n}");
    let ended = call.run(&["validate", "a.json"]);
    assert!(ended.out.starts_with("a.json:2:12: the body is not JSON"), "{}", ended.out);
}

#[test]
fn explained_with_what_postal_sends() {
    let mut body: serde_json::Value =
        serde_json::from_slice(example("MessageDelayed", "typical").body).expect("JSON");
    body["payload"]["status"] = json!("Sent");
    body["payload"]["unknown"] = json!("private");
    body["payload"]["message"].as_object_mut().expect("an object").remove("token");
    let mut other = body.clone();
    other["event"] = json!("CredentialLocked");
    let call = Call::new().file("a.ndjson", format!("{body}\n{other}\nno JSON\n"));
    let explain = ["validate", "--profile", "strict", "--explain", "a.ndjson"];
    let ended = call.run(&explain);
    assert_eq!(ended.code, 1);
    for expected in [
        "    token: The random token of the message.\n",
        "    Postal sends no key \"unknown\" here. It sends `details`, `message`, ",
        "    Postal sends `SoftFail` here.\n    The result of the attempt",
        "    Postal sends `DomainDNSError`, `MessageBounced`, ",
        "    Postal sends one JSON object in UTF-8",
    ] {
        assert!(ended.out.contains(expected), "{expected:?} is not in {}", ended.out);
    }
    assert!(!ended.out.contains("private"), "{}", ended.out);
    let ended = call.run(&[&["--json"][..], &explain].concat());
    let explained = |line: &&serde_json::Value| line["explanation"].is_string();
    let objects = ended.objects();
    let told = objects.iter().filter(|line| line["line"].is_number());
    assert_eq!(told.clone().count(), told.filter(explained).count());
}

#[test]
fn verbose_names_what_is_valid() {
    let body = String::from_utf8_lossy(example("MessageHeld", "typical").body).into_owned();
    let call = Call::new().file("a.ndjson", format!("{body}\n\n no JSON\n  {body}\n"));
    let ended = call.run(&["validate", "--verbose", "a.ndjson"]);
    let lines: Vec<_> = ended.out.lines().collect();
    assert_eq!(lines[0], "a.ndjson:1:1: MessageHeld: valid");
    assert!(lines[1].starts_with("a.ndjson:3:3: the body is not JSON"), "{}", ended.out);
    assert_eq!(lines[2], "a.ndjson:4:3: MessageHeld: valid");
}

#[test]
fn a_file_that_cannot_be_read_does_not_end_the_run() {
    let call = Call::new().file("a.json", example("MessageHeld", "typical").body).file("empty", "");
    let ended = call.run(&["validate", "missing.json", "a.json"]);
    assert_eq!((ended.code, ended.out.as_str()), (2, "MessageHeld: 1 valid, 0 invalid\n"));
    assert!(ended.err.contains("cannot read missing.json"), "{}", ended.err);
    call.run(&["validate", "empty"]).refuses("there is no body in what was named");
    Call::new().run(&["validate", "."]).refuses("there is no body in what was named");
}

#[test]
fn a_long_file_is_reported_in_the_order_of_its_lines() {
    let body = String::from_utf8_lossy(example("MessageSent", "typical").body).into_owned();
    // Far more than the threads have at work at once.
    let lines =
        (1..=8000).map(|line| if line % 500 == 0 { "no JSON\n" } else { "" }.to_owned() + &body);
    let call = Call::new().file("log.ndjson", lines.collect::<Vec<_>>().join("\n"));
    let ended = call.run(&["--json", "validate", "log.ndjson"]);
    assert_eq!(ended.code, 1);
    let found: Vec<_> = ended.objects().iter().filter_map(|found| found["line"].as_u64()).collect();
    let expected: Vec<_> = (1..=16).map(|n| n * 501 - 1).collect();
    assert_eq!(found, expected);
    let sent = ended.objects().into_iter().find(|object| object["valid"].is_u64());
    assert_eq!(sent.unwrap()["valid"], 8000);
}
