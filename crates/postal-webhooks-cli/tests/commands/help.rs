//! Help, wrong use, and pipes that close.

use std::io::Read as _;
use std::process::{Command, Stdio};

use postal_webhooks::testing::Signer;

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

#[test]
fn a_pipe_without_a_dash_gets_the_command_that_was_meant() {
    let call = Call::new().input(b"{}");
    for (arguments, meant) in [
        (&["validate", "--profile", "strict"][..], "postal-webhooks validate --profile strict -\n"),
        (&["verify", "--keys", "a b's"], "postal-webhooks verify --keys 'a b'\\''s' -\n"),
        (&["sign", "--key", "key.pem"], "postal-webhooks sign --key key.pem -\n"),
    ] {
        let ended = call.run(arguments);
        ended.refuses("required arguments");
        assert!(ended.err.ends_with(meant), "{}", ended.err);
    }
    // Something else is missing too.
    let ended = call.run(&["verify"]);
    assert!(!ended.err.contains("Standard input"), "{}", ended.err);
}

#[test]
fn wrong_use_is_an_object_too() {
    let call = Call::new();
    for arguments in [
        &["--json"][..],
        &["--json", "verfy"],
        &["validate", "--json"],
        &["send", "--json", "--rat"],
    ] {
        let ended = call.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        let [object] = &ended.objects()[..] else { panic!("{arguments:?}: {ended:?}") };
        let error = object["error"].as_str().expect("an error");
        assert!(!error.is_empty() && !error.starts_with("error"), "{error}");
    }
}

#[test]
fn standard_input_is_one_file() {
    let call = Call::new().input(Signer::generate().public_pem().as_bytes());
    call.run(&["verify", "--keys", "-", "-"]).refuses("standard input is one file alone");
    call.run(&["verify", "--keys", "-", "--request", "-"]).refuses("standard input is one file");
}

#[test]
fn help_and_version_are_no_errors() {
    let call = Call::new();
    for arguments in [&["--version"][..], &["help", "send"], &["send", "-h"]] {
        let ended = call.run(arguments);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{arguments:?}");
    }
}

/// As many lines as a terminal has, and a few to scroll by.
#[test]
fn the_short_help_is_one_screen() {
    let call = Call::new();
    let commands = ["verify", "keys", "validate", "sample", "sign", "schema", "classify", "send"];
    for command in commands.into_iter().chain(["mock-postal", "listen"]) {
        let lines = call.run(&[command, "-h"]).out.lines().count();
        assert!((5..=50).contains(&lines), "{command}: {lines} lines");
    }
}
