//! Reads a request on standard input, and writes what changed on standard output, both as JSON.

use std::process::ExitCode;

use postal_webhooks_compat::{Request, compare};

fn main() -> ExitCode {
    let answer = serde_json::from_reader(std::io::stdin().lock())
        .map_err(|e| format!("the request is not understood: {e}"))
        .and_then(|request: Request| compare(&request).map_err(|fault| fault.to_string()))
        .and_then(|events| serde_json::to_string(&events).map_err(|e| e.to_string()));
    match answer {
        Ok(events) => {
            println!("{events}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
