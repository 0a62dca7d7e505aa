//! Command line of `cargo xtask conformance`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match root
        .canonicalize()
        .map_err(Into::into)
        .and_then(|root| postal_webhooks_conformance::run(&root))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
