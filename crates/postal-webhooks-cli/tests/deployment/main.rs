//! Files that the operations page gives to operators: each is checked by the tool that will read
//! it, and what it names is there.

mod alerts;
mod commands;
mod containers;
mod sample;
mod shapes;
mod unit;

use std::path::PathBuf;
use std::process::Command;

/// A file of the documentation of the receiver.
fn path(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../postal-webhooks-receiver/docs"))
        .join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap()
}

/// How a program ended, and what it printed.
#[track_caller]
fn run(command: &mut Command) -> (bool, String) {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().unwrap_or_else(|error| {
        panic!("{program} is needed ({error}): install systemd, prometheus and haproxy of Debian")
    });
    let printed = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&printed).into_owned())
}

/// Checks that the command line takes these words.
#[track_caller]
fn check_command(words: &[&str]) {
    let parsed = postal_webhooks_cli::command().try_get_matches_from(words);
    assert!(parsed.is_ok(), "{words:?}: {}", parsed.unwrap_err());
}
