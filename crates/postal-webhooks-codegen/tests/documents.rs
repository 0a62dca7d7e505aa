//! The event that schema/README.md adds step by step appears in everything that is generated.

mod facts;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use postal_webhooks_codegen::{Folder, Tree, generate, read};
use serde_json::Value;

use self::facts::with_facts;

const EVENT: &str = "CredentialLocked";

fn schema() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema")
}

/// The files of the steps: their path in backticks, and below it their contents in a JSON block.
fn steps() -> BTreeMap<String, Vec<u8>> {
    let readme = fs::read_to_string(schema().join("README.md")).unwrap();
    let mut files = BTreeMap::new();
    for step in readme.split("**Step ").skip(1) {
        let path = step.split('`').nth(1).filter(|path| Path::new(path).extension().is_some());
        let block = step.split_once("```json\n").and_then(|(_, rest)| rest.split_once("\n```"));
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
    tree.0.retain(|path, _| ["schema.toml", "common/Timestamp.json"].contains(&path.as_str()));
    let steps = steps();
    assert_eq!(steps.len(), 5, "{:?}", steps.keys());
    tree.0.extend(steps);
    files(&with_facts(tree))
}

/// All generated files, by their path from the root of the workspace.
fn files(tree: &Tree) -> BTreeMap<String, String> {
    let model = read(tree).unwrap_or_else(|e| panic!("{e}"));
    let folders = generate(&model).unwrap_or_else(|e| panic!("{e:#}"));
    let of = |folder: Folder| {
        let path = folder.path;
        folder.files.into_iter().map(move |(name, text)| (format!("{path}/{name}"), text))
    };
    folders.into_iter().flat_map(of).collect()
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
    assert_eq!(body["schema"]["$ref"], "#/components/schemas/CredentialLockedWebhook");
    let mapped = &openapi["components"]["schemas"]["Webhook"]["discriminator"]["mapping"][EVENT];
    assert_eq!(*mapped, body["schema"]["$ref"]);

    let asyncapi = json("asyncapi.json");
    let message = &asyncapi["components"]["messages"][EVENT];
    assert_eq!(message["examples"][0]["payload"]["event"], EVENT);
    assert!(asyncapi["channels"]["webhook"]["messages"][EVENT].is_object());

    let catalog = json("catalog.json");
    let names = catalog["schemas"].as_array().unwrap().iter();
    let of_event = names.filter(|entry| entry["name"].as_str().is_some_and(|n| n.contains(EVENT)));
    assert_eq!(of_event.count(), 4, "the event and its payload, in two drafts");

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

/// The references in a document, wherever they are.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// openapi-python-client refuses a document without `paths`; a component `Server` is a class of
/// ogen's own; oapi-codegen takes a number without a size for one of 32 bits.
#[test]
fn generators_can_read_openapi() {
    let tree = Tree::read(&schema()).unwrap();
    let types = tree.0.keys().filter_map(|path| {
        let (folder, file) = path.split_once('/')?;
        let of_types = ["common", "payloads"].contains(&folder);
        of_types.then(|| file.trim_end_matches(".json").to_owned())
    });
    let types: Vec<String> = types.collect();
    let files = files(&tree);
    for document in ["openapi", "asyncapi"] {
        let document: Value =
            serde_json::from_str(&files[&format!("schema/dist/{document}.json")]).unwrap();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        for name in &types {
            assert!(!schemas.contains_key(name), "{name} has no prefix");
            assert!(schemas.contains_key(&format!("Postal{name}")), "{name}");
        }
        let mut found = Vec::new();
        references(&document, &mut found);
        for reference in found {
            let pointer = reference.strip_prefix('#').expect("inside the document");
            assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
    }
    let openapi: Value = serde_json::from_str(&files["schema/dist/openapi.json"]).unwrap();
    assert!(openapi["paths"].is_object());
    let schemas = &openapi["components"]["schemas"];
    assert_eq!(schemas["PostalTimestamp"]["format"], "double");
    assert_eq!(schemas["PostalMessage"]["properties"]["id"]["format"], "int64");
}

/// Modelina names a type by its title, and makes another one, without a name, of each `allOf`.
#[test]
fn generators_can_name_the_schemas_of_asyncapi() {
    let files = files(&Tree::read(&schema()).unwrap());
    let text = &files["schema/dist/asyncapi.json"];
    assert!(!text.contains("\"allOf\""));
    let asyncapi: Value = serde_json::from_str(text).unwrap();
    for (name, schema) in asyncapi["components"]["schemas"].as_object().unwrap() {
        assert_eq!(schema["title"], *name);
    }
}
