//! The event that schema/README.md adds step by step appears in everything that is generated.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::codegen::{self, Tree};

const EVENT: &str = "CredentialLocked";

fn schema() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema")
}

/// The files of the steps: their path in backticks, and below it their contents in a JSON block.
fn steps() -> BTreeMap<String, Vec<u8>> {
    let readme = fs::read_to_string(schema().join("README.md")).unwrap();
    let mut files = BTreeMap::new();
    for step in readme.split("**Step ").skip(1) {
        let path = step
            .split('`')
            .nth(1)
            .filter(|path| Path::new(path).extension().is_some());
        let block = step
            .split_once("```json\n")
            .and_then(|(_, rest)| rest.split_once("\n```"));
        if let (Some(path), Some((contents, _))) = (path, block) {
            files.insert(path.to_owned(), contents.into());
        }
    }
    files
}

/// All generated files after the steps, for a schema that has no event but this one: whoever
/// follows the steps, or adds an event of that name, leaves this test as it is.
fn generated() -> BTreeMap<String, String> {
    let mut tree = Tree::read(&schema()).unwrap();
    tree.0
        .retain(|path, _| ["schema.toml", "common/Timestamp.json"].contains(&path.as_str()));
    let steps = steps();
    assert_eq!(steps.len(), 5, "{:?}", steps.keys());
    tree.0.extend(steps);
    let generated = codegen::generate(&tree).unwrap_or_else(|e| panic!("{e:#}"));
    generated.files.into_iter().collect()
}

#[test]
fn a_new_event_appears_everywhere() {
    let files = generated();
    let json = |name: &str| -> Value {
        serde_json::from_str(&files[&format!("schema/dist/{name}")]).unwrap()
    };

    let openapi = json("openapi.json");
    let body = &openapi["webhooks"][EVENT]["post"]["requestBody"]["content"]["application/json"];
    assert_eq!(body["examples"]["typical"]["value"]["event"], EVENT);
    assert_eq!(
        body["schema"]["$ref"],
        "#/components/schemas/CredentialLockedWebhook"
    );
    let mapped = &openapi["components"]["schemas"]["Webhook"]["discriminator"]["mapping"][EVENT];
    assert_eq!(*mapped, body["schema"]["$ref"]);

    let asyncapi = json("asyncapi.json");
    let message = &asyncapi["components"]["messages"][EVENT];
    assert_eq!(message["examples"][0]["payload"]["event"], EVENT);
    assert!(asyncapi["channels"]["webhook"]["messages"][EVENT].is_object());

    let catalog = json("catalog.json");
    let names = catalog["schemas"].as_array().unwrap().iter();
    let of_event = names.filter(|entry| entry["name"].as_str().is_some_and(|n| n.contains(EVENT)));
    assert_eq!(
        of_event.count(),
        4,
        "the event and its payload, in two drafts"
    );

    let page = &files["schema/dist/events.md"];
    let section = page.split("### CredentialLocked\n").nth(1).unwrap();
    for part in [
        "Sent when Postal locks a credential.",
        "| `credential` | [Credential](#credential-object) | no | The credential that was locked. | all |",
        "| `reason` | string | yes |",
        "\"event\": \"CredentialLocked\"",
    ] {
        assert!(section.contains(part), "{part}");
    }
    assert!(page.contains("### Credential object\n"));
    assert!(page.contains("### CredentialKind values\n"));

    for reading in ["webhook", "webhook.strict", "webhook.codegen"] {
        for draft in ["2020-12", "draft-07"] {
            let schema = &files[&format!("schema/dist/{draft}/{reading}.schema.json")];
            assert!(schema.contains(EVENT), "{draft} {reading}");
        }
    }
}

#[test]
fn documents_are_the_same_each_time() {
    assert_eq!(generated(), generated());
}
