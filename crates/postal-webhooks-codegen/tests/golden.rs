//! The generated code of small schema trees: one with every construct that the rules allow, one
//! with names and sizes that generated code has not survived, one with next to nothing.
//!
//! The Rust is compiled with every warning denied, and used, by the crate `tests/golden`; the other
//! languages are compiled by the checks of their packages. `UPDATE_EXPECT=1 cargo test -p postal-webhooks-codegen` writes them.

mod facts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use postal_webhooks_codegen::{DIST, Folder, Tree, find, generate, read};

use self::facts::with_facts;

/// The folder of what the command line embeds.
const CLI: &str = "crates/postal-webhooks-cli/src/generated";

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

#[test]
fn packages_of_every_construct() {
    check_packages("schema", "constructs");
}

#[test]
fn packages_of_strange_names_and_sizes() {
    check_packages("strange/schema", "strange");
}

#[test]
fn packages_of_a_schema_with_next_to_nothing() {
    check_packages("bare/schema", "bare");
}

/// Compares the code that the generator makes of a tree for the packages with
/// `tests/golden/<package>/<tree>`.
#[track_caller]
fn check_packages(schema: &str, tree: &str) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    let mut made: BTreeMap<&str, BTreeSet<PathBuf>> = BTreeMap::new();
    let folders = generated(&golden.join(schema));
    for Folder { path, files } in &folders {
        let (package, start) = match path.strip_prefix("packages/") {
            Some(path) => (path.split('/').next().unwrap_or(path), ""),
            // What users copy, of all languages.
            None if *path == CLI => ("copied", "types/"),
            None => continue,
        };
        let paths = made.entry(package).or_default();
        // Data are copies of files that are compared elsewhere.
        let is_code = |name: &str| Path::new(name).extension().is_none_or(|end| end != "json");
        for (name, contents) in files.iter().filter(|(name, _)| is_code(name)) {
            let Some(name) = name.strip_prefix(start) else { continue };
            let file = golden.join(package).join(tree).join(name);
            expect_test::expect_file![file.clone()].assert_eq(contents);
            paths.insert(file);
        }
    }
    for (package, paths) in made {
        let mut there = BTreeSet::new();
        list(&golden.join(package).join(tree), &mut there);
        assert_eq!(there, paths, "a golden file is stale");
    }
}

fn list(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the golden files") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { list(&path, files) } else { _ = files.insert(path) }
    }
}

/// Compares the Rust that the generator makes of a tree with the files in `folder`, both below
/// `tests/golden`.
#[track_caller]
fn check(schema: &str, folder: &str) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    let mut names = Vec::new();
    for Folder { path, files } in generated(&golden.join(schema)) {
        // What lies beside Rust are copies of the schemas: the test below compares them. The facts
        // of a request are the same in all trees.
        let is_golden = |name: &str| {
            let is_rust = Path::new(name).extension().is_some_and(|end| end == "rs");
            path.starts_with("crates/")
                && path != CLI
                && is_rust
                && (name != "request.rs" || schema == "schema")
        };
        for (name, contents) in files.iter().filter(|(name, _)| is_golden(name)) {
            expect_test::expect_file![golden.join(folder).join(name)].assert_eq(contents);
            names.push(name.clone());
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
    let folders = generated(&schema());
    for name in ["webhook.schema.json", "webhook.strict.schema.json"] {
        let embedded = find(&folders, &format!("crates/postal-webhooks/src/generated/{name}"));
        assert!(embedded.is_some());
        assert_eq!(embedded, find(&folders, &format!("{DIST}/2020-12/{name}")));
    }
}

#[test]
fn the_same_bytes_in_every_run() {
    assert_eq!(generated(&schema()), generated(&schema()));
}

fn schema() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema")
}

fn generated(schema: &Path) -> Vec<Folder> {
    let tree = with_facts(Tree::read(schema).unwrap_or_else(|error| panic!("{error:#}")));
    let model = read(&tree).unwrap_or_else(|error| panic!("{error}"));
    generate(&model).unwrap_or_else(|error| panic!("{error:#}"))
}
