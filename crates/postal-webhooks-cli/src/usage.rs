//! Wrong use of the command line: what is wrong with it, and the command that was meant.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use serde_json::json;

use crate::output::visible;

/// Ends a run whose arguments are no command: those that ask for help too.
pub(crate) fn end(error: &clap::Error) -> ExitCode {
    let arguments: Vec<_> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    if error.use_stderr()
        && arguments.iter().take_while(|word| *word != "--").any(|w| w == "--json")
    {
        let text = error.render().to_string();
        let text = text.split("\n\n").next().unwrap_or_default();
        let text = text.strip_prefix("error: ").unwrap_or(text).trim();
        println!("{}", json!({"error": text}));
    }
    let text = error.render().to_string();
    let shown = visible(&text);
    if shown == text {
        // With its colours. Who closed the pipe reads no help.
        let _ = error.print();
    } else {
        eprint!("{shown}");
    }
    if lacks_input(error) && !std::io::stdin().is_terminal() {
        let words: Vec<_> = arguments.iter().map(|word| quoted(word)).collect();
        let command = visible(&words.join(" "));
        eprintln!("\nStandard input is read for `-` alone: postal-webhooks {command} -");
    }
    // To Nagios, the usual 2 of wrong use would be CRITICAL.
    let is_check =
        arguments.iter().find(|word| !word.starts_with('-')).is_some_and(|it| it == "check");
    if error.use_stderr() && is_check {
        return ExitCode::from(3);
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Whether the file is missing for which `-` could stand, and nothing else.
fn lacks_input(error: &clap::Error) -> bool {
    let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg) else {
        return false;
    };
    let is_file = |name: &String| name.contains("BODY") || name.contains("FILES");
    error.kind() == ErrorKind::MissingRequiredArgument && missing.len() == 1 && is_file(&missing[0])
}

/// The word for a shell.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,%+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
