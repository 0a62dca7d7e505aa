//! The types of Rust that users copy, of the tree with every construct: they read and write each
//! example.

use serde_json::Value;

#[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic, reason = "what a user copies")]
#[rustfmt::skip]
#[path = "../copied/constructs/types.rs"]
mod copied;

#[test]
fn every_example() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/examples");
    let events = std::fs::read_dir(folder).expect("a folder").flatten();
    let files = events.flat_map(|event| std::fs::read_dir(event.path()).expect("a folder"));
    let mut count = 0;
    for file in files {
        let path = file.expect("an entry").path();
        let body = std::fs::read(&path).expect("a file");
        let webhook: copied::Webhook = serde_json::from_slice(&body).expect("a webhook");
        let event = webhook.event().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(!matches!(event, copied::Event::Unknown(_)), "{}", path.display());
        let value: Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(serde_json::to_value(&webhook).expect("JSON"), value);
        count += 1;
    }
    assert!(count > 0);
}
