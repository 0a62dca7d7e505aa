//! The versions of a release: what agrees is accepted, and what does not is named with its file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use postal_webhooks_release::versions::{Versions, check};

/// A small tree in which all versions agree: crates 0.2.0, schemas 1.1.0.
fn tree() -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = [
        (
            "Cargo.toml",
            "[workspace.package]\nversion = \"0.2.0\"\n[workspace.dependencies]\n\
             postal-webhooks = { path = \"crates/postal-webhooks\", version = \"0.2.0\" }\n\
             postal-webhooks-codegen = { path = \"crates/postal-webhooks-codegen\" }\nserde = \"1\"\n",
        ),
        (
            "Cargo.lock",
            "[[package]]\nname = \"postal-webhooks\"\nversion = \"0.2.0\"\n\
             [[package]]\nname = \"serde\"\nversion = \"1.0.0\"\n",
        ),
        ("schema/schema.toml", "version = \"1.1.0\"\n"),
        ("packages/npm/package.json", "{ \"version\": \"1.1.0\" }"),
        ("packages/npm/package-lock.json", "{ \"version\": \"1.1.0\" }"),
        (
            "packages/python/src/postal_webhooks/_generated/constants.py",
            "__version__ = \"1.1.0\"\n",
        ),
        ("packages/go/events_gen.go", "const Version = \"1.1.0\"\n"),
        ("packages/java/pom.xml", "<version>1.1.0</version><version>9</version>"),
        ("packages/java/README.md", "<version>1.1.0</version>"),
        ("schema/CHANGELOG.md", "# Changelog\n\n## 1.1.0 (unreleased)\n\n## 1.0.0 (2026-11-24)\n"),
        ("crates/CHANGELOG.md", "# Changelog\n\n## 0.2.0 (2026-12-01)\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into();
    for name in ["types", "webhooks", "receiver", "cli"] {
        let name = match name {
            "webhooks" => "postal-webhooks".to_owned(),
            name => format!("postal-webhooks-{name}"),
        };
        let text = "[package]\nversion.workspace = true\n[dependencies]\n\
                    postal-webhooks = { workspace = true }\n[dev-dependencies]\n\
                    postal-webhooks-codegen = { path = \"../postal-webhooks-codegen\" }\n";
        files.insert(format!("crates/{name}/Cargo.toml"), text.to_owned());
    }
    files
}

fn problems(files: &BTreeMap<String, String>, tag: Option<&str>) -> Vec<String> {
    let disagreements = check(&|path| files.get(path).cloned(), tag).err().unwrap_or_default();
    disagreements.iter().map(ToString::to_string).collect()
}

#[test]
fn a_tree_that_agrees_gives_both_versions() {
    let files = tree();
    let versions = check(&|path| files.get(path).cloned(), None).unwrap();
    assert_eq!(versions, Versions { crates: "0.2.0".to_owned(), schemas: "1.1.0".to_owned() });
    assert_eq!(versions.tags(), ("v0.2.0".to_owned(), "schema-v1.1.0".to_owned()));
}

#[test]
fn this_repository_agrees() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let result = check(&|path| fs::read_to_string(root.join(path)).ok(), None);
    assert!(result.is_ok(), "{result:#?}");
}

/// Each place by itself, changed, is the one disagreement.
#[test]
fn each_disagreement_is_named_with_its_file_and_a_remedy() {
    let stamped =
        "version is 1.0.9, and that of schema/schema.toml 1.1.0; run `cargo xtask codegen`";
    let constants = "packages/python/src/postal_webhooks/_generated/constants.py";
    for (file, from, to, expected) in [
        ("packages/npm/package.json", "1.1.0", "1.0.9", stamped),
        ("packages/npm/package-lock.json", "1.1.0", "1.0.9", stamped),
        (constants, "1.1.0", "1.0.9", stamped),
        ("packages/go/events_gen.go", "1.1.0", "1.0.9", stamped),
        ("packages/java/pom.xml", "1.1.0", "1.0.9", stamped),
        ("packages/java/README.md", "1.1.0", "1.0.9", stamped),
        ("packages/go/events_gen.go", "const", "var", "has no const Version = \"…\"; write one"),
        (
            "Cargo.toml",
            "version = \"0.2.0\" }",
            "version = \"0.1.0\" }",
            "requires 0.1.0 of postal-webhooks; write `version = \"0.2.0\"`",
        ),
        (
            "Cargo.lock",
            "0.2.0",
            "0.1.0",
            "postal-webhooks is 0.1.0; run `cargo update --workspace`",
        ),
        (
            "crates/postal-webhooks-cli/Cargo.toml",
            "version.workspace = true",
            "version = \"0.1.0\"",
            "version is 0.1.0, not 0.2.0; write `version.workspace = true`",
        ),
        (
            "crates/postal-webhooks-cli/Cargo.toml",
            "{ workspace = true }",
            "{ path = \"../postal-webhooks\" }",
            "requires no version of postal-webhooks; write `version = \"0.2.0\"`",
        ),
        (
            "crates/postal-webhooks/Cargo.toml",
            "[dev-dependencies]",
            "",
            "needs postal-webhooks-codegen, which is not published; move what it needs into a \
             published crate",
        ),
        (
            "schema/CHANGELOG.md",
            "## 1.1.0 (unreleased)\n",
            "",
            "the first heading is `## 1.0.0 (2026-11-24)`; write `## 1.1.0 (unreleased)` and what \
             changed",
        ),
        (
            "crates/CHANGELOG.md",
            "## 0.2.0 (2026-12-01)",
            "",
            "the first heading is `## `; write `## 0.2.0 (unreleased)` and what changed",
        ),
    ] {
        let mut files = tree();
        let text = files.get_mut(file).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        *text = text.replace(from, to);
        assert_eq!(problems(&files, None), [format!("{file}: {expected}")]);
    }
}

#[test]
fn a_file_that_is_missing_is_named() {
    let mut files = tree();
    files.remove("packages/java/README.md");
    let expected = "packages/java/README.md: cannot be read; take it from git, or write it";
    assert_eq!(problems(&files, None)[0], expected);
}

#[test]
fn a_tag_is_of_a_version_whose_changelog_has_a_date() {
    let files = tree();
    assert_eq!(problems(&files, Some("v0.2.0")), [""; 0]);
    assert_eq!(
        problems(&files, Some("schema-v1.1.0")),
        ["schema/CHANGELOG.md: 1.1.0 is released, and has no date; write `## 1.1.0 (YYYY-MM-DD)` \
          before the tag"]
    );
    assert_eq!(
        problems(&files, Some("v0.3.0")),
        [
            "the tag: v0.3.0 is not of this version; use v0.2.0 for the crates, or schema-v1.1.0 for \
          schemas and packages"
        ]
    );
}
