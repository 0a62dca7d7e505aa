//! Ids of the authoring rules: schema/README.md lists them all, and the source uses them all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use postal_webhooks_codegen::RULES;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_readme_lists_every_rule() {
    let readme = fs::read_to_string(folder().join("../../schema/README.md")).unwrap();
    let (_, section) = readme.split_once("### Rule ids").expect("the section");
    let section = section.split("\n#").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), RULES);
}

#[test]
fn the_source_uses_every_rule() {
    let mut source = String::new();
    let mut folders = vec![folder().join("src/read")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(Path::new("violation.rs")) {
                source += &fs::read_to_string(path).unwrap();
            }
        }
    }
    let unused: BTreeSet<_> =
        RULES.iter().filter(|rule| !source.contains(&format!("\"{rule}\""))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
