//! Commands that the page, the alerts and the README show: the command line takes each.

use crate::{check_command, text};

#[test]
fn every_command_is_one() {
    let readme = include_str!("../../../postal-webhooks-receiver/README.md");
    let mut count = 0;
    for text in [text("operations.md"), text("shapes.md"), text("alerts.yml"), readme.to_owned()] {
        for line in text.lines() {
            let line =
                line.replace("{{ $labels.sink }}", "app").replace("$(date +%F)", "2026-01-01");
            let line = line.trim().trim_start_matches("$ ");
            let rest = line.strip_prefix("postal-webhooks ");
            // The other is a line of a manifest.
            let Some(rest) = rest.filter(|rest| !rest.starts_with('=')) else { continue };
            let words: Vec<_> = rest
                .split(" | ")
                .next()
                .unwrap()
                .split(" > ")
                .next()
                .unwrap()
                .split_whitespace()
                .collect();
            check_command(&[&["postal-webhooks"], &words[..]].concat());
            count += 1;
        }
        // In a sentence: `postal-webhooks health`.
        for part in text.split("`postal-webhooks ").skip(1) {
            let words = part.split('`').next().unwrap().split_whitespace();
            let name: Vec<_> = words
                .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
                .collect();
            let mut command = postal_webhooks_cli::command();
            for name in name.into_iter().filter(|name| !name.starts_with('-')) {
                let below = command.find_subcommand(name).cloned();
                command = below.unwrap_or_else(|| panic!("no command {name}: {part:.60}"));
            }
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}
