//! The sample configuration.

use std::process::Command;

use postal_webhooks_receiver::config::Settings;

use crate::{path, run, text};

#[test]
fn check_config_accepts_it() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postal-webhooks"));
    let (is_right, printed) =
        run(command.args(["check-config", "-c"]).arg(path("postal-webhooks.toml")));
    assert!(
        is_right && printed.contains("source main") && printed.contains("sink app"),
        "{printed}"
    );
}

/// What is commented out is right too, but for the files of secrets, which are not here.
#[test]
fn what_is_commented_out_is_right() {
    let mut uncommented = 0;
    let is_setting = |line: &&str| {
        let name = line.strip_prefix("# ").and_then(|line| line.split_once(" = "));
        name.is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    };
    let lines: Vec<_> = text("postal-webhooks.toml")
        .lines()
        .map(|line| {
            if is_setting(&line) {
                uncommented += 1;
                line.trim_start_matches("# ").to_owned()
            } else {
                line.to_owned()
            }
        })
        .collect();
    assert_eq!(uncommented, 5);
    let mut settings = Settings::default();
    settings.add_toml("sample", &lines.join("\n"));
    let error = settings.read().unwrap_err();
    assert_eq!(error.problems().len(), 3, "{error}");
    for problem in error.problems() {
        assert!(problem.what.starts_with("the file that it names cannot be read"), "{problem}");
    }
}
