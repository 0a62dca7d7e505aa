//! Operations page against the code: every setting, answer, metric and log line is on it, and
//! nothing else.
//!
//! `UPDATE_EXPECT=1 cargo test -p postal-webhooks-receiver documentation` writes its tables of
//! settings and metrics.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::config::KEYS;
use crate::ingest::Answer;
use crate::metrics::METRICS;

fn page_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operations.md")
}

fn page() -> String {
    std::fs::read_to_string(page_path()).unwrap()
}

/// Compares a table between its marks, or writes it.
#[track_caller]
fn check_table(name: &str, table: &str) {
    let page = page();
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let from = page.find(&start).unwrap() + start.len();
    let to = from + page[from..].find(&end).unwrap();
    if page[from..to] == *table {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let page = [&page[..from], table, &page[to..]].concat();
        std::fs::write(page_path(), page).unwrap();
    } else {
        panic!("the table of {name} is stale: UPDATE_EXPECT=1 writes it\n{table}");
    }
}

/// The tables are written by one test, one after the other.
#[test]
fn tables_of_settings_and_metrics() {
    let mut settings =
        "| setting | value | default | what it does |\n|---|---|---|---|\n".to_owned();
    for key in KEYS {
        let default = key.default.map(|default| format!("`{default}`")).unwrap_or_default();
        let value = key.shape.expected();
        let _ = writeln!(settings, "| `{}` | {value} | {default} | {} |", key.name, key.help);
    }
    check_table("settings", &settings);
    let mut metrics = "| metric | type | what it tells | line |\n|---|---|---|---|\n".to_owned();
    for metric in METRICS {
        let labels = metric.labels.iter().map(|label| {
            let value = match *label {
                "source" => "main",
                "sink" => "app",
                "status" => "200",
                "word" => "stored",
                "kind" => "full",
                "outcome" => "delivered",
                other => panic!("{other}: give it a value"),
            };
            format!("{label}=\"{value}\"")
        });
        let mut labels: Vec<_> = labels.collect();
        let (end, value) = match metric.kind {
            "histogram" => {
                let bound = if metric.name.ends_with("_jobs") { "8" } else { "0.005" };
                labels.push(format!("le=\"{bound}\""));
                ("_bucket", "1200")
            }
            _ if metric.name.ends_with("timestamp_seconds") => ("", "1790000000"),
            _ => ("", "1"),
        };
        let labels =
            if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let (name, kind, help) = (metric.name, metric.kind, metric.help);
        let _ = writeln!(metrics, "| `{name}` | {kind} | {help} | `{name}{end}{labels} {value}` |");
    }
    check_table("metrics", &metrics);
}

/// The first cells of the rows of a section, without their backticks.
fn first_cells(section: &str) -> Vec<Vec<String>> {
    let page = page();
    let rest = page.split_once(&format!("\n## {section}\n")).expect(section).1;
    let section = rest.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `") || line.starts_with("| 2"));
    let rows =
        rows.chain(section.lines().filter(|line| {
            line.strip_prefix("| ").is_some_and(|rest| rest.starts_with(['4', '5']))
        }));
    rows.map(|row| {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    })
    .collect()
}

#[test]
fn every_answer_is_on_the_page() {
    let expected: BTreeSet<_> = Answer::all()
        .into_iter()
        .map(|answer| {
            let (status, word) = answer.line();
            (status.as_str().to_owned(), word.to_owned())
        })
        .collect();
    let rows = first_cells("Answers");
    let there: BTreeSet<_> = rows.iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    assert_eq!(there, expected);
    assert_eq!(rows.len(), expected.len(), "a row stands twice");
}

#[test]
fn every_log_line_is_on_the_page() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut codes = BTreeSet::new();
    for folder in ["postal-webhooks-receiver/src", "postal-webhooks-cli/src"] {
        add_codes(&crates.join(folder), &mut codes);
    }
    assert!(codes.len() > 10, "{codes:?}");
    let rows = first_cells("Log lines");
    let there: BTreeSet<_> = rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(there, codes);
    assert_eq!(rows.len(), codes.len(), "a row stands twice");
}

/// Each `code = "…"` of the sources under a folder.
fn add_codes(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add_codes(&path, codes);
        } else if !path.ends_with(file!().rsplit('/').next().unwrap()) {
            let text = std::fs::read_to_string(&path).unwrap();
            let found = text.split("code = \"").skip(1).filter_map(|rest| rest.split_once('"'));
            codes.extend(found.map(|(code, _)| code.to_owned()));
        }
    }
}
