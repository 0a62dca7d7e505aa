//! Help, wrong use, and pipes that close.

use std::io::Read as _;
use std::process::{Command, Stdio};

use super::Call;

#[test]
fn every_command_has_help() {
    let call = Call::new();
    let help = call.run(&["--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Exit codes:"), "{}", help.out);
    let commands = help.out.split("Commands:").nth(1).expect("a list").split("Options:").next();
    let commands =
        commands.expect("a list").lines().filter_map(|line| line.split_whitespace().next());
    let mut count = 0;
    for command in commands.filter(|command| *command != "help") {
        let help = call.run(&[command, "--help"]);
        assert_eq!(help.code, 0, "{command}");
        assert!(help.out.contains("Usage:"), "{command}: {}", help.out);
        count += 1;
    }
    assert!(count >= 7, "{count}");
}

#[test]
fn a_near_miss_is_suggested() {
    let call = Call::new();
    let ended = call.run(&["verfy"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("verify"), "{}", ended.err);
    let ended = call.run(&["sample", "MessageSent", "--cas", "typical"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("--case"), "{}", ended.err);
}

#[test]
fn a_reader_who_has_enough_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_postal-webhooks"))
        .args(["sample", "MessageSent", "--count", "100000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary");
    let mut stdout = child.stdout.take().expect("it is piped");
    let mut start = [0; 20];
    stdout.read_exact(&mut start).expect("it prints");
    drop(stdout);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
