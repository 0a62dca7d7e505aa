//! The release command refuses to publish, and the workflow publishes in the order of needs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use postal_webhooks_release::versions::CRATES;
use toml::Table;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn without_dry_run_it_refuses_with_the_remedy() {
    let output = Command::new(env!("CARGO_BIN_EXE_postal-webhooks-release")).output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    let expected = "error: nothing is published from here: push a tag, as CONTRIBUTING.md tells, \
                    or try with --dry-run\n";
    assert_eq!(said, expected);
}

/// As where Node.js, Python, Go and Maven are missing, and the dry run has skipped their packages.
#[test]
fn what_was_not_made_is_not_installed() {
    let temporary = tempfile::tempdir().unwrap();
    let target = temporary.path();
    let run = |ci: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_postal-webhooks-release"))
            .arg("--check-install")
            .envs([("CARGO_TARGET_DIR", target.as_os_str()), ("CI", ci.as_ref())])
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    };
    let (is_success, said) = run("false");
    assert!(!is_success && said.contains("make it with `cargo xtask release --dry-run`"), "{said}");
    fs::create_dir_all(target.join("release-artifacts")).unwrap();
    let (is_success, said) = run("false");
    assert!(is_success && said.matches(" skipped: there is no postal").count() == 8, "{said}");
    let (is_success, said) = run("true");
    assert!(!is_success && said.contains("8 artifacts do not install"), "{said}");
}

#[test]
fn every_crate_comes_after_those_that_it_needs() {
    for (place, name) in CRATES.iter().enumerate() {
        let manifest = root().join(format!("crates/{name}/Cargo.toml"));
        let manifest: Table = fs::read_to_string(manifest).unwrap().parse().unwrap();
        for needed in manifest["dependencies"].as_table().unwrap().keys() {
            if let Some(before) = CRATES.iter().position(|name| name == needed) {
                assert!(before < place, "{name} needs {needed}");
            }
        }
    }
}

#[test]
fn the_workflow_publishes_these_crates_in_this_order() {
    let workflow = fs::read_to_string(root().join(".github/workflows/release.yml")).unwrap();
    let crates = CRATES.map(|name| format!(" --package {name}")).concat();
    let expected = format!("- run: cargo publish --locked{crates}\n");
    assert!(workflow.contains(&expected), "{expected}");
}
