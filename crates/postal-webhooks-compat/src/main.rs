//! Command line of `cargo xtask compat`.

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

/// Tell whether readers of released schemas can read what schema/ describes now.
///
/// Compares each event in the direction of the receiver: may Postal now send something that a
/// reader of the old schemas never agreed to read? Prints what is unchanged, compatible or
/// breaking, with the place and a sample body that the old schemas refuse. Where nothing can
/// be decided, the change counts as breaking.
///
/// Fails on a break that schema/compat.toml does not list, on a version in schema/schema.toml
/// that does not rise as semver asks (breaking: major; compatible: minor; text: patch), and on
/// a version without an entry in schema/CHANGELOG.md.
#[derive(Parser)]
#[command(name = "cargo xtask compat", bin_name = "cargo xtask compat")]
struct Arguments {
    /// A git revision, or a folder with published schemas; else the last releases, by the
    /// headings of schema/CHANGELOG.md.
    #[arg(long, value_name = "REVISION OR FOLDER")]
    base: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let Arguments { base, json } = Arguments::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match postal_webhooks_compat::run(&root, base.as_deref(), json) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
