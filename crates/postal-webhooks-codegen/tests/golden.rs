//! The generated Rust of small schema trees: one with every construct that the rules allow, one
//! with names and sizes that generated code has not survived, one with next to nothing.
//!
//! The files that this compares are compiled with every warning denied, and used, by the crate
//! `tests/golden`. `UPDATE_EXPECT=1 cargo test -p postal-webhooks-codegen` writes them.

use std::fs;
use std::path::Path;

use postal_webhooks_codegen::{Tree, generate};

#[test]
fn rust_of_every_construct() {
    check("schema", "src/generated");
}

#[test]
fn rust_of_strange_names_and_sizes() {
    check("strange/schema", "strange/generated");
}

#[test]
fn rust_of_a_schema_with_next_to_nothing() {
    check("bare/schema", "bare/generated");
}

/// Compares what the generator makes of a tree with the files in `folder`, both below
/// `tests/golden`.
#[track_caller]
fn check(schema: &str, folder: &str) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    let tree = Tree::read(&golden.join(schema)).expect("the golden schema");
    let generated = generate(&tree).unwrap_or_else(|error| panic!("{error}"));
    let mut names = Vec::new();
    for (path, contents) in &generated.files {
        let of_types = path.strip_prefix("crates/postal-webhooks-types/src/generated/");
        let of_sdk = path.strip_prefix("crates/postal-webhooks/src/generated/");
        // What the SDK embeds beside Rust are copies: the test below compares them.
        if let Some(name) = of_types
            .or(of_sdk.filter(|name| Path::new(name).extension().is_some_and(|end| end == "rs")))
        {
            expect_test::expect_file![golden.join(folder).join(name)].assert_eq(contents);
            names.push(name.to_owned());
        }
    }
    names.sort();
    let entries = fs::read_dir(golden.join(folder)).expect("the golden files");
    let mut there: Vec<_> =
        entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    there.sort();
    assert_eq!(there, names, "a golden file is stale");
}

#[test]
fn the_embedded_schemas_are_the_published_ones() {
    let tree =
        Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema")).expect("schema/");
    let generated = generate(&tree).unwrap_or_else(|error| panic!("{error}"));
    let file = |path: String| {
        let file = generated.files.iter().find(|(there, _)| *there == path);
        &file.unwrap_or_else(|| panic!("no {path}")).1
    };
    for name in ["webhook.schema.json", "webhook.strict.schema.json"] {
        assert_eq!(
            file(format!("crates/postal-webhooks/src/generated/{name}")),
            file(format!("schema/dist/2020-12/{name}"))
        );
    }
}

#[test]
fn the_same_bytes_in_every_run() {
    let tree =
        Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema")).expect("schema/");
    let files = |tree: &Tree| generate(tree).unwrap_or_else(|error| panic!("{error}")).files;
    assert_eq!(files(&tree), files(&tree.clone()));
}
