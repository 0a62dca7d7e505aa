//! `types`: the file of each language, and that of Rust reads the examples. The compilers of the other
//! languages read theirs where their packages are checked.

use postal_webhooks::testing::examples;

use super::Call;

#[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic, reason = "it is what a user copies")]
#[rustfmt::skip]
#[path = "../../src/generated/types/types.rs"]
mod copied;

#[test]
fn what_is_printed_is_what_is_checked() {
    let call = Call::new();
    for (language, text) in [
        ("go", include_str!("../../src/generated/types/types.go")),
        ("java", include_str!("../../src/generated/types/PostalWebhooks.java")),
        ("python", include_str!("../../src/generated/types/types.py")),
        ("rust", include_str!("../../src/generated/types/types.rs")),
        ("typescript", include_str!("../../src/generated/types/types.ts")),
    ] {
        assert_eq!(call.run(&["types", language]).out, text);
        let ended = call.run(&["types", language, "--output", "file"]);
        assert_eq!((ended.code, ended.out.as_str()), (0, "wrote file\n"));
        assert_eq!(call.read("file"), text);
        let ended = call.run(&["--json", "types", language]);
        assert_eq!(ended.objects()[0]["text"], text);
    }
    call.run(&["types", "cobol"]).refuses("possible values");
    call.run(&["types", "go", "--output", "missing/file"]).refuses("cannot write missing/file");
}

#[test]
fn the_types_of_rust_read_every_example() {
    for example in examples() {
        let webhook: copied::Webhook = serde_json::from_slice(example.body).expect("a webhook");
        let event = webhook.event().expect("its event");
        assert!(!matches!(event, copied::Event::Unknown(_)), "{}", example.case);
        let value: serde_json::Value = serde_json::from_slice(example.body).expect("JSON");
        assert_eq!(serde_json::to_value(&webhook).expect("JSON"), value);
        let payload = match event {
            copied::Event::DomainDnsError(payload) => serde_json::to_value(payload),
            copied::Event::MessageBounced(payload) => serde_json::to_value(payload),
            copied::Event::MessageDelayed(payload)
            | copied::Event::MessageDeliveryFailed(payload)
            | copied::Event::MessageHeld(payload)
            | copied::Event::MessageSent(payload) => serde_json::to_value(payload),
            copied::Event::MessageLinkClicked(payload) => serde_json::to_value(payload),
            copied::Event::MessageLoaded(payload) => serde_json::to_value(payload),
            copied::Event::SendLimitApproaching(payload)
            | copied::Event::SendLimitExceeded(payload) => serde_json::to_value(payload),
            copied::Event::Unknown(payload) => Ok(payload),
        };
        assert_eq!(payload.expect("JSON"), value["payload"], "{}", example.case);
    }
    let other = r#"{"event":"Other","timestamp":1.5,"payload":{"a":1},"uuid":"b","c":1}"#;
    let webhook: copied::Webhook = serde_json::from_str(other).expect("a webhook");
    assert!(matches!(webhook.event(), Ok(copied::Event::Unknown(_))));
}
