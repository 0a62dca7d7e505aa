//! Figures of Postal in sources and READMEs are those of `schema/request.toml`.

use std::fs;
use std::path::{Path, PathBuf};

use postal_webhooks_codegen::model::Request;
use postal_webhooks_codegen::{Tree, read};

const PACKAGES: [&str; 2] = ["postal-webhooks", "postal-webhooks-types"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn request() -> Request {
    let tree = Tree::read(&root().join("schema")).unwrap_or_else(|error| panic!("{error:#}"));
    read(&tree).unwrap_or_else(|error| panic!("{error}")).request
}

/// The figures as prose states them.
fn figures(request: &Request) -> Vec<String> {
    let (from, to) = request.delivered_statuses.value;
    let (last, others) = request.retry_minutes.value.split_last().expect("a wait");
    let others: Vec<String> = others.iter().map(u64::to_string).collect();
    vec![
        format!("{} seconds", request.deadline_seconds.value),
        format!("{from} to {to}"),
        format!("{} and {last} minutes", others.join(", ")),
        format!("{} minutes", request.retry_minutes.value.iter().sum::<u64>()),
        format!("{} KB", request.body_kilobytes.value),
        format!("{} KB", request.response_kilobytes.value),
        format!("{} days", request.response_days.value),
    ]
}

/// The sources written by hand, each on one line: a sentence may go over the end of a line.
fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("generated") {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).expect("a text");
            let words = text.split_whitespace().filter(|word| !["//", "///", "//!"].contains(word));
            found.push((path, words.collect::<Vec<_>>().join(" ")));
        }
    }
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for package in PACKAGES {
        sources(&root().join("crates").join(package).join("src"), &mut found);
    }
    assert!(found.len() > 40, "{} files", found.len());
    found
}

/// Whether a text has the figure, and not as the end of a longer number.
fn states(text: &str, figure: &str) -> bool {
    let ends = |before: &str| before.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    text.match_indices(figure).any(|(at, _)| !ends(&text[..at]))
}

/// They would stay when `request.toml` changes.
#[test]
fn sources_link_to_the_constants() {
    let figures = figures(&request());
    for (path, text) in all_sources() {
        for figure in &figures {
            let link = "link to a constant of `postal_webhooks::request`";
            assert!(!states(&text, figure), "{}: `{figure}`: {link}", path.display());
        }
    }
}

#[test]
fn sources_name_known_versions() {
    let request = request();
    let since = request.headers.iter().map(|header| &header.since);
    let since = since.chain([&request.key_set_path.since]).flatten();
    // The version that was read, too.
    let versions: Vec<&str> = since.map(String::as_str).chain(["3.3.6"]).collect();
    let mut count = 0;
    for (path, text) in all_sources() {
        for (at, start) in text.match_indices("Postal ") {
            let rest = &text[at + start.len()..];
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            let version = rest[..end].trim_end_matches('.');
            if version.split('.').count() == 3 {
                assert!(versions.contains(&version), "{}: Postal {version}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 0);
}

/// They cannot link, but what they say of Postal is compared.
#[test]
fn readmes_state_the_figures() {
    let figures = figures(&request());
    let readmes = PACKAGES.map(|package| root().join("crates").join(package).join("README.md"));
    let mut count = 0;
    for path in readmes.into_iter().chain([root().join("README.md")]) {
        let text = fs::read_to_string(&path).expect("a text");
        let of_postal =
            |line: &&str| ["Postal waits", "Postal tries"].iter().any(|w| line.contains(w));
        for line in text.lines().filter(of_postal) {
            let mut rest = line.to_owned();
            for figure in figures.iter().filter(|figure| states(line, figure)) {
                rest = rest.replace(figure.as_str(), "");
                count += 1;
            }
            for unit in [" seconds", " minutes", " KB", " days"] {
                let before = rest.split(unit).next().filter(|before| *before != rest);
                let number = before.is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()));
                assert!(!number, "{}: no figure of request.toml: {line}", path.display());
            }
        }
    }
    assert!(count > 0);
}
