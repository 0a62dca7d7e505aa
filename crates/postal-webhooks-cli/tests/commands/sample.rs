//! `sample` and `schema`.

use postal_webhooks::Webhook;
use postal_webhooks::testing::{example, examples};
use serde_json::json;

use super::Call;

#[test]
fn a_sample_is_the_example_to_the_byte() {
    let call = Call::new();
    let ended = call.run(&["sample", "MessageSent", "--case", "escaped-as-rails-does"]);
    assert_eq!(ended.out.as_bytes(), example("MessageSent", "escaped-as-rails-does").body);
    let list = call.run(&["sample", "--list"]);
    assert_eq!(list.out.lines().count(), examples().len());
    call.run(&["sample", "MessageSend"]).refuses("a similar value exists: 'MessageSent'");
    call.run(&["sample", "MessageSent", "--case", "x"]).refuses("its cases are");
}

#[test]
fn a_sample_with_other_values() {
    let call = Call::new();
    let arguments = [
        "sample",
        "MessageSent",
        "--set",
        "payload.message.to=x@example.com",
        "--set-json",
        "payload.message.id=7",
        "--set-json",
        "payload.new={\"a\":[1]}",
    ];
    let body: serde_json::Value = serde_json::from_str(&call.run(&arguments).out).expect("JSON");
    assert_eq!(body["payload"]["message"]["to"], "x@example.com");
    assert_eq!(body["payload"]["message"]["id"], 7);
    assert_eq!(body["payload"]["new"], json!({"a": [1]}));
    call.run(&["sample", "MessageSent", "--set", "a"]).refuses("has no `=`");
    call.run(&["sample", "MessageSent", "--set-json", "a={"]).refuses("is no JSON");
    call.run(&["sample", "MessageSent", "--set", "uuid.a=1"]).refuses("is no object");
    call.run(&["sample", "MessageSent", "--set", "payload.mesage.to=a"])
        .refuses("payload.mesage.to: there is no \"mesage\"");
    call.run(&["sample", "MessageSent", "--set", "=a"]).refuses("no key before `=`");
}

#[test]
fn many_samples_have_uuids_of_their_own_and_the_same_seed_gives_the_same() {
    let call = Call::new();
    let run =
        |seed: &str| call.run(&["sample", "MessageHeld", "--count", "50", "--seed", seed]).out;
    let uuids = |text: &str| -> std::collections::BTreeSet<_> {
        let webhook = |line: &str| Webhook::from_slice(line.as_bytes()).expect("a webhook");
        text.lines().map(|line| webhook(line).uuid).collect()
    };
    assert_eq!(run("1"), run("1"));
    assert_eq!(uuids(&run("1")).len(), 50);
    assert!(uuids(&run("1")).is_disjoint(&uuids(&run("2"))));
}

#[test]
fn every_published_schema_is_printed() {
    let call = Call::new();
    let mut events: Vec<_> = examples().map(|example| example.event.as_str()).collect();
    events.dedup();
    let mut arguments = vec![vec![], vec!["--profile", "strict"], vec!["--profile", "codegen"]];
    arguments.extend(events.iter().map(|event| vec![*event]));
    arguments.extend(events.iter().map(|event| vec![*event, "--payload"]));
    let mut printed = std::collections::BTreeSet::new();
    for (draft, uri) in [("2020-12", "/draft/2020-12/schema"), ("7", "/draft-07/schema#")] {
        for arguments in &arguments {
            let arguments = [&["schema", "--draft", draft], arguments.as_slice()].concat();
            let ended = call.run(&arguments);
            assert_eq!(ended.code, 0, "{ended:?}");
            let schema: serde_json::Value = serde_json::from_str(&ended.out).expect("JSON");
            assert!(schema["$schema"].as_str().expect("a draft").ends_with(uri), "{arguments:?}");
            let lines = call.run(&[&["--json"], arguments.as_slice()].concat());
            assert_eq!(lines.objects(), [schema]);
            printed.insert(ended.out);
        }
    }
    assert_eq!(printed.len(), 2 * (3 + 2 * events.len()));
    call.run(&["schema", "MessageSend"]).refuses("there is no event \"MessageSend\"");
    call.run(&["schema", "MessageSent", "--profile", "strict"]).refuses("leave the event out");
    call.run(&["schema", "--payload"]).refuses("<EVENT>");
    let schema = call.run(&["schema", "--profile", "strict"]).out;
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    assert!(schema["$id"].as_str().expect("an id").ends_with("webhook.strict.schema.json"));
}
