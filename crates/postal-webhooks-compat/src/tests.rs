//! Tests of the rules on versions, and of finding the base, each in a small repository of its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use tempfile::TempDir;

use crate::compare::{Change, Event, Verdict};
use crate::published::{self, Published};
use crate::releases;
use crate::rules::{self, Records};
use crate::schemas::Schemas;

fn published(version: &str, text: &str) -> Published {
    Published {
        name: "the base".to_owned(),
        version: version.to_owned(),
        schemas: Schemas { tolerant: json!({}), strict: json!({}), codegen: json!({}) },
        text: text.to_owned(),
    }
}

fn event(verdict: Verdict, pointers: &[&str]) -> Event {
    let change = |pointer: &&str| Change {
        pointer: (*pointer).to_owned(),
        problem: "can be null".to_owned(),
        refused_by: vec!["strict"],
        sample: None,
    };
    Event {
        name: "MessageSent".to_owned(),
        verdict,
        note: None,
        changes: pointers.iter().map(change).collect(),
    }
}

/// The problems of a rise from 1.2.3, each cut after its first words.
fn problems(to: &str, verdict: Verdict, text: &str, list: &str) -> Vec<String> {
    let records = Records::read("", list).unwrap();
    let pointers: &[&str] = if verdict == Verdict::Breaking { &["/payload/tag"] } else { &[] };
    let events = [event(verdict, pointers)];
    let judgement =
        rules::judge(&published("1.2.3", "old"), &published(to, text), &events, &records);
    let words = |problem: String| problem.split("; ").next().unwrap_or_default().to_owned();
    judgement.problems.into_iter().map(words).collect()
}

#[test]
fn the_version_rises_with_the_change() {
    use Verdict::{Breaking, Compatible, Unchanged};
    let listed = |version: &str| {
        format!(
            "[[breaking]]\nversion = \"{version}\"\nevent = \"MessageSent\"\npointer = \"/payload/tag\"\nreason = \"So.\"\n"
        )
    };
    let still = "schema/ differs from the base, and version is still 1.2.3";
    let short = "version rises from 1.2.3 to 1.2.4 only, and this change is";
    let none: &[String] = &[];
    assert_eq!(problems("1.2.3", Unchanged, "old", ""), none);
    assert_eq!(problems("1.2.3", Unchanged, "new", ""), [still]);
    assert_eq!(problems("1.2.4", Unchanged, "new", ""), none);
    assert_eq!(problems("1.2.3", Compatible, "new", ""), [still]);
    assert_eq!(problems("1.2.4", Compatible, "new", ""), [format!("{short} compatible")]);
    assert_eq!(problems("1.3.0", Compatible, "new", ""), none);
    assert_eq!(problems("1.2.3", Breaking, "new", &listed("1.2.3")), [still]);
    assert_eq!(
        problems("1.3.0", Breaking, "new", &listed("2.0.0")),
        ["version rises from 1.2.3 to 1.3.0 only, and this change is breaking"]
    );
    assert_eq!(problems("2.0.0", Breaking, "new", ""), ["MessageSent breaks at \"/payload/tag\""]);
    assert_eq!(
        problems("2.0.0", Breaking, "new", &listed("3.0.0")),
        ["MessageSent breaks at \"/payload/tag\""]
    );
    assert_eq!(problems("2.0.0", Breaking, "new", &listed("2.0.0")), none);
    let of_all = listed("2.0.0").replace("MessageSent", "*");
    assert_eq!(problems("2.0.0", Breaking, "new", &of_all), none);
    assert_eq!(
        problems("2.0.0", Compatible, "new", &listed("2.0.0")),
        [
            "schema/compat.toml lists MessageSent \"/payload/tag\" for 2.0.0, and nothing breaks there"
        ]
    );
    assert_eq!(problems("1.2.2", Unchanged, "old", ""), ["version goes back from 1.2.3 to 1.2.2"]);
}

#[test]
fn a_version_has_an_entry() {
    let changelog = "# Changes\n\n## 1.1.0 (unreleased)\n\n- One.\n\n## 1.0.0 (2026-11-24)\n";
    assert_eq!(rules::entry_problem(changelog, "1.1.0"), None);
    assert!(rules::entry_problem(changelog, "1.0.0").is_some_and(|p| p.contains("says nothing")));
    assert!(rules::entry_problem(changelog, "1.2.0").is_some_and(|p| p.contains("no heading")));
}

#[test]
fn a_break_needs_a_reason() {
    let entry =
        "[[breaking]]\nversion = \"2.0.0\"\nevent = \"A\"\npointer = \"\"\nreason = \" \"\n";
    let error = Records::read("", entry).err().expect("it has no reason");
    assert!(error.to_string().contains("gives no reason"), "{error}");
    let error = Records::read("", "[[breaking]]\nevents = \"A\"\n").err().expect("it is no entry");
    assert!(error.to_string().contains("unknown field"), "{error}");
}

#[test]
fn releases_are_found_by_their_headings() {
    let folder = folder();
    let root = folder.path();
    git(root, &["init", "--quiet"]);
    let commit = |version: &str, changelog: &str| {
        publish(root, version);
        fs::write(root.join("schema/CHANGELOG.md"), changelog).unwrap();
        git(root, &["add", "."]);
        git(root, &["commit", "--quiet", "-m", "x"]);
    };
    let found = |version: &str| -> Vec<String> {
        let changelog = fs::read_to_string(root.join("schema/CHANGELOG.md")).unwrap();
        let bases = releases::bases(root, &changelog, version).unwrap();
        bases.into_iter().map(|base| base.version).collect()
    };
    commit("1.0.0", "## 1.0.0 (unreleased)\n");
    assert_eq!(found("1.0.0"), [""; 0]);
    commit("1.0.0", "## 1.0.0 (2026-01-01)\n");
    assert_eq!(found("1.0.0"), ["1.0.0"]);
    commit("1.1.0", "## 1.1.0 (unreleased)\n\n## 1.0.0 (2026-01-01)\n");
    assert_eq!(found("1.1.0"), ["1.0.0"]);
    commit("1.1.0", "## 1.1.0 (2026-02-02)\n\n## 1.0.0 (2026-01-01)\n");
    assert_eq!(found("1.1.0"), ["1.1.0", "1.0.0"]);
    // A heading that is not committed releases nothing.
    fs::write(root.join("schema/CHANGELOG.md"), "## 1.2.0 (2026-03-03)\n\n## 1.1.0 (2026-02-02)\n")
        .unwrap();
    assert_eq!(found("1.2.0"), ["1.1.0"]);
}

#[test]
fn a_base_without_schemas_has_a_remedy() {
    let folder = folder();
    let root = folder.path();
    git(root, &["init", "--quiet"]);
    git(root, &["commit", "--quiet", "--allow-empty", "-m", "x"]);
    let error = |base: &str| {
        let error = published::named(root, base).err().expect("it is no base");
        assert!(!format!("{error:#}").contains('\n'), "{error:#}");
        error.to_string()
    };
    assert!(error("v9").contains("git knows no such revision; fetch it"));
    assert!(error("--all").contains("git knows no such revision; fetch it"));
    assert!(error("HEAD").contains("HEAD has no published schemas"));
    let empty = root.join("schema");
    assert!(error(&empty.to_string_lossy()).contains("has no published schemas; name a folder"));
}

#[test]
fn a_folder_can_be_any_of_three() {
    let folder = folder();
    let root = folder.path();
    publish(root, "1.0.0");
    for below in ["", "schema", "schema/dist"] {
        let base = published::named(root, &root.join(below).to_string_lossy()).unwrap();
        assert_eq!(base.version, "1.0.0");
        assert!(
            base.text.contains("\"https://example.com/2020-12/webhook.schema.json\""),
            "{}",
            base.text
        );
    }
}

/// Writes what is needed of `schema/dist`.
fn publish(root: &Path, version: &str) {
    let dist = root.join("schema/dist");
    fs::create_dir_all(dist.join("2020-12")).unwrap();
    fs::write(dist.join("index.json"), json!({"version": version}).to_string()).unwrap();
    for name in ["webhook", "webhook.strict", "webhook.codegen"] {
        let file = format!("2020-12/{name}.schema.json");
        let schema = json!({"$id": format!("https://example.com/{version}/{file}")});
        fs::write(dist.join(file), schema.to_string()).unwrap();
    }
}

/// A folder that is gone after the test.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("schema")).unwrap();
    folder
}

fn git(root: &Path, arguments: &[&str]) {
    let settings =
        ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(settings).args(arguments);
    assert!(git.status().unwrap().success(), "git {arguments:?}");
}
