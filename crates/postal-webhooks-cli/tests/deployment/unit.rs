//! The unit of systemd.

use std::process::Command;

use crate::{check_command, run, text};

#[test]
fn systemd_accepts_it_and_finds_little_exposed() {
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("postal-webhooks.service");
    // The binary is not installed here.
    let text = text("postal-webhooks.service")
        .replace("/usr/bin/postal-webhooks", env!("CARGO_BIN_EXE_postal-webhooks"))
        .replace("Documentation=", "# ");
    std::fs::write(&unit, text).unwrap();
    let (is_right, printed) =
        run(Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&unit));
    assert!(is_right && printed.trim().is_empty(), "{printed}");
    // In tenths.
    let (is_right, printed) = run(Command::new("systemd-analyze")
        .args(["security", "--no-pager", "--offline=true", "--threshold=15"])
        .arg(&unit));
    assert!(is_right, "{printed}");
}

#[test]
fn its_commands_are_there() {
    let unit = text("postal-webhooks.service");
    let commands = unit.lines().filter_map(|line| {
        line.strip_prefix("ExecStartPre=").or_else(|| line.strip_prefix("ExecStart="))
    });
    let commands: Vec<Vec<_>> = commands.map(|line| line.split(' ').collect()).collect();
    assert_eq!(commands.len(), 2);
    for command in commands {
        check_command(&command);
    }
}
