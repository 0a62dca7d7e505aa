//! The command line of the project: `cargo xtask --help`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use postal_webhooks_codegen::{self as codegen, Mode};
use xtask::{anymail, compat, conformance, documents, fuzz, test};

/// The project's commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate the types crate and the published schemas from schema/.
    Codegen {
        /// Change nothing; fail if a generated file differs, is missing or is stale.
        #[arg(long)]
        check: bool,
    },
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
    Compat {
        /// A git revision, or a folder with published schemas; else the last releases, by the
        /// headings of schema/CHANGELOG.md.
        #[arg(long, value_name = "REVISION OR FOLDER")]
        base: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Run the examples and invalid bodies of schema/ through the validators and type generators
    /// of other languages.
    ///
    /// Languages without a toolchain are named and skipped; with CI=true they fail the run.
    Conformance,
    /// Run everything that proves the project.
    ///
    /// Names the languages that it skips for want of a toolchain; with CI=true they fail the run.
    Test,
    /// Check the documents in schema/dist with Redocly lint and the `AsyncAPI` parser.
    Documents,
    /// Ask django-anymail, in a real Django, whether the test kit signs as Postal does.
    ///
    /// Needs Python 3.10 or newer; without it, it says so and skips, and with CI=true it fails.
    Anymail,
    /// Throw what strangers can send at what reads it: bodies, signatures, keys, SMTP replies.
    ///
    /// Needs nightly Rust and cargo-fuzz; without them it says so and skips, and with CI=true it
    /// fails. What was found lies in tests/fuzz/artifacts.
    Fuzz {
        /// How long each target runs.
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
        seconds: u32,
        /// One target; else each of them.
        #[arg(value_parser = fuzz::TARGETS)]
        target: Option<String>,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Codegen { check } => {
            codegen::run(&root(), if check { Mode::Check } else { Mode::Write })
        }
        Command::Compat { base, json } => compat::run(&root(), base.as_deref(), json),
        Command::Conformance => conformance::run(&root()),
        Command::Test => test::run(&root()),
        Command::Documents => documents::run(&root()),
        Command::Anymail => anymail::run(&root()),
        Command::Fuzz { seconds, target } => fuzz::run(&root(), seconds, target.as_deref()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the workspace that this was built from.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
