//! Alerts: promtool tests them, and its tests fail without each of them.

use std::path::Path;
use std::process::Command;

use crate::{path, run, text};

fn test_rules(folder: &Path) -> (bool, String) {
    run(Command::new("promtool").args(["test", "rules", "alerts_test.yml"]).current_dir(folder))
}

#[test]
fn promtool_accepts_and_tests_them() {
    let (is_right, printed) =
        run(Command::new("promtool").args(["check", "rules"]).arg(path("alerts.yml")));
    assert!(is_right, "{printed}");
    let (is_right, printed) = test_rules(path("").as_path());
    assert!(is_right, "{printed}");
}

#[test]
fn without_any_of_them_the_tests_fail() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("alerts_test.yml"), text("alerts_test.yml")).unwrap();
    let alerts = text("alerts.yml");
    let (head, rest) = alerts.split_once("      - alert: ").unwrap();
    let rules: Vec<_> = rest.split("      - alert: ").collect();
    assert!(rules.len() >= 12);
    for (at, rule) in rules.iter().enumerate() {
        let others = rules.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<_> = others.map(|(_, rule)| *rule).collect();
        let others = [&[head], &others[..]].concat().join("      - alert: ");
        std::fs::write(folder.path().join("alerts.yml"), others).unwrap();
        let (is_right, printed) = test_rules(folder.path());
        assert!(!is_right && printed.contains("FAILED"), "{rule}\n{printed}");
    }
}

#[test]
fn each_names_a_metric_and_says_how_many_minutes_are_left() {
    let page = text("operations.md");
    for rule in text("alerts.yml").split("      - alert: ").skip(1) {
        let name = rule.lines().next().unwrap();
        for part in ["severity: ", "summary: ", "minutes_left: ", "commands: |"] {
            assert!(rule.contains(part), "{name}: {part}");
        }
        let expr = rule.split("labels: {").next().unwrap();
        for word in expr.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            if word.starts_with("postal_webhooks_") {
                let is_known =
                    |metric: &postal_webhooks_receiver::metrics::Metric| metric.name == word;
                let mut metrics = postal_webhooks_receiver::metrics::METRICS.iter();
                assert!(metrics.any(is_known), "{name}: {word}");
            }
        }
        if rule.contains("severity: page") {
            assert!(page.contains(&format!("| {name} |")), "the page tells nothing of {name}");
        }
    }
}
