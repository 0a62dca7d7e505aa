//! `classify`: one reply, and logs of them.

use postal_webhooks::testing::{example, examples};

use super::Call;

#[test]
fn one_reply() {
    let call = Call::new();
    let ended = call.run(&["--json", "classify", "--output", "550 5.1.1 User unknown"]);
    assert_eq!(ended.objects()[0]["kind"], "Recipient");
    assert_eq!(ended.objects()[0]["status"], "5.1.1");
    call.run(&["classify"]).refuses("--output <TEXT>");
    call.run(&["classify", "--details", "x"]).refuses("--output <TEXT>");
}

/// The numbers of a summary by kind: of all, and of those that tell of no failure.
fn counts(ended: &super::Ended) -> (u64, u64) {
    let objects = ended.objects();
    let summaries = objects.iter().map(|line| &line["summary"]).filter(|line| line.is_object());
    let (mut all, mut others) = (0, 0);
    for summary in summaries {
        let count = summary["count"].as_u64().expect("a number");
        all += count;
        match summary["rules"].as_object() {
            Some(rules) => {
                assert_eq!(
                    rules.values().filter_map(serde_json::Value::as_u64).sum::<u64>(),
                    count
                );
            }
            None => others += count,
        }
    }
    (all, others)
}

#[test]
fn a_log_has_a_line_for_each_failure_and_a_summary() {
    let log: Vec<u8> = examples().flat_map(|example| [example.body, b"\n"].concat()).collect();
    let call = Call::new().file("a.ndjson", &log).file("b.json", &log).input(&log);
    let failures = examples().filter(|example| {
        let name = example.event.as_str();
        matches!(name, "MessageDelayed" | "MessageDeliveryFailed" | "MessageHeld")
    });
    let failures = failures.count();
    assert!(failures > 20 && failures < examples().len(), "{failures}");
    for (arguments, times) in [(["-"], 1), (["a.ndjson"], 1), (["."], 2)] {
        let ended = call.run(&[&["--json", "classify"][..], &arguments].concat());
        assert_eq!(ended.code, 0, "{ended:?}");
        let others = examples().len() - failures;
        assert_eq!(counts(&ended), (times * examples().len() as u64, times * others as u64));
        let lines = ended.objects();
        let lines = lines.iter().filter(|line| line["line"].is_number());
        assert_eq!(lines.count() as u64, times * failures as u64);
    }
    let ended = call.run(&["classify", "a.ndjson"]);
    let place = examples().position(|it| it.body == example("MessageDelayed", "greylisted").body);
    let place = place.expect("the example") + 1;
    let line = format!("a.ndjson:{place}: MessageDelayed: PolicyOrReputation: ");
    assert!(ended.out.contains(&line), "{line:?} is not in {}", ended.out);
    assert!(ended.out.contains("\nno failure: "), "{}", ended.out);
}

#[test]
fn a_bad_line_does_not_end_the_run() {
    let body =
        String::from_utf8_lossy(example("MessageDeliveryFailed", "typical").body).into_owned();
    let wrong = body.replace("\"output\":\"", "\"output\":5,\"private\":\"");
    let call = Call::new().file("log", format!("{body}\nno JSON\n\n{wrong}\n{body}\n"));
    let ended = call.run(&["--json", "classify", "log", "missing"]);
    assert_eq!((ended.code, counts(&ended)), (2, (2, 0)), "{ended:?}");
    let errors: Vec<_> = ended.err.lines().collect();
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors[0].starts_with("error: log:2: "), "{errors:?}");
    assert!(
        errors[1].starts_with("error: log:4: MessageDeliveryFailed: payload.output: "),
        "{errors:?}"
    );
    assert!(errors[2].contains("cannot read missing"), "{errors:?}");
    assert_eq!(ended.objects().iter().filter(|line| line["error"].is_string()).count(), 3);
    let call = Call::new().file("body", example("SendLimitExceeded", "typical").body);
    call.run(&["classify", "body"]).refuses("there is nothing to classify");
}

#[test]
fn a_log_of_texts() {
    let texts = "550 5.1.1 User unknown\n\n\"450 4.2.0 Greylisted\\n\"\n550 \u{1b}[31m\u{202e}x\n";
    let call = Call::new().input(texts.as_bytes());
    let ended = call.run(&["classify", "--texts", "-"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let lines: Vec<_> = ended.out.lines().collect();
    assert!(lines[0].starts_with("-:1: Recipient: "), "{lines:?}");
    assert!(lines[1].starts_with("-:3: PolicyOrReputation: "), "{lines:?}");
    assert!(lines[2].starts_with("-:4: "), "{lines:?}");
    assert!(!ended.out.contains(['\u{1b}', '\u{202e}']), "{lines:?}");
    assert_eq!(counts(&call.run(&["--json", "classify", "--texts", "-"])), (3, 0));
}
