//! Makes the site: `cargo xtask site`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let Some(out) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("use: cargo run -p postal-webhooks-site -- FOLDER");
        return ExitCode::from(2);
    };
    let begun = Instant::now();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match postal_webhooks_site::build(&root, &out) {
        Ok(count) => {
            let seconds = begun.elapsed().as_secs_f64();
            println!("{count} files in {}, {seconds:.2} s", out.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
