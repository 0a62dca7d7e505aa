//! Command line of the project: `cargo xtask --help`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use postal_webhooks_codegen::{self as codegen, Mode};
use xtask::{checks, packages, runner, site, tool};

/// The project's commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate the types of all languages and the published schemas from schema/.
    Codegen {
        /// Change nothing; fail if a generated file differs, is missing or is stale.
        #[arg(long)]
        check: bool,
    },
    /// Tell whether readers of released schemas can read what schema/ describes now.
    ///
    /// `cargo xtask compat --help` has the rest.
    #[command(disable_help_flag = true)]
    Compat {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
        arguments: Vec<String>,
    },
    /// Run the examples and invalid bodies of schema/ through the validators and type generators
    /// of other languages, and through our packages.
    ///
    /// Languages without a toolchain are named and skipped; with CI=true they fail the run.
    Conformance {
        /// `schemas`, or `packages` and perhaps the name of one; else all.
        part: Vec<String>,
    },
    /// Check the packages for other languages: lints, types, tests, the package as it is installed.
    ///
    /// Languages without a toolchain are named and skipped; with CI=true they fail the run.
    Packages {
        /// The folder of one below packages/; else each of them.
        package: Option<String>,
        /// Measure speed and size, and check nothing.
        #[arg(long)]
        bench: bool,
    },
    /// Run everything that proves the project.
    ///
    /// Names the languages that it skips for want of a toolchain; with CI=true they fail the run.
    Test,
    /// Check the documents in schema/dist with Redocly lint and the `AsyncAPI` parser.
    Documents,
    /// Kill the receiver, cut its power, fill its disk, and see whether it loses an event.
    Faults,
    /// Have real programs change signed bodies, and see whether `postal-webhooks verify` finds what
    /// they did.
    ///
    /// Needs Node.js, Python, Go, PHP, Ruby, Perl, jq and curl; without one it says so and skips, and
    /// with CI=true it fails.
    Diagnosis,
    /// Send signed requests and faults to django-anymail, in a real Django, and to webhook, and
    /// compare what they accept with tests/receivers/README.md.
    ///
    /// Needs Python 3.10 or newer and webhook; without one it says so and skips, and with CI=true it
    /// fails.
    Receivers,
    /// Look at the view of the receiver with Chromium: hostile mails, keyboard, phone, passwords.
    ///
    /// Needs Node.js and Chromium; without one it says so and skips, and with CI=true it fails. The
    /// pictures that it takes are in target/tests/view.
    View,
    /// Compile and run the code that the site shows beside each event, in five languages.
    ///
    /// Languages without a toolchain are named and skipped; with CI=true they fail the run.
    Snippets,
    /// Make the site in target/site: what Postal sends, how to receive it, and the published schemas.
    ///
    /// Needs Node.js for the scripts of the site.
    Site {
        /// Look at it with Chromium too: search, copy, bodies, signatures, replies, sizes, phone.
        ///
        /// Without Node.js or Chromium it says so and skips, and with CI=true it fails. The pictures
        /// that it takes are in target/tests/site.
        #[arg(long)]
        check: bool,
    },
    /// Build and check every artifact of a release, and print what would be published where.
    ///
    /// `cargo xtask release --help` has the rest.
    #[command(disable_help_flag = true)]
    Release {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
        arguments: Vec<String>,
    },
    /// Throw what strangers can send at what reads it: bodies, signatures, keys, SMTP replies.
    ///
    /// `cargo xtask fuzz --help` has the rest.
    #[command(disable_help_flag = true)]
    Fuzz {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let root = root();
    match command {
        Command::Codegen { check } => {
            codegen::run(&root, if check { Mode::Check } else { Mode::Write })
        }
        Command::Compat { arguments } => return start(&root, "compat", &arguments),
        Command::Release { arguments } => return start(&root, "release", &arguments),
        Command::Fuzz { arguments } => return start(&root, "fuzz", &arguments),
        Command::Conformance { part } => {
            let part: Vec<&str> = part.iter().map(String::as_str).collect();
            tool::cargo(&root, &[checks::CONFORMANCE, &["--"], &part].concat())
        }
        Command::Packages { package, bench } => {
            packages::run(&root, if bench { "bench" } else { "check" }, package.as_deref())
        }
        Command::Test => checks::run(&root),
        Command::Documents => runner::run(&root, checks::DOCUMENTS, "check"),
        Command::Faults => runner::run(&root, checks::FAULTS, "check"),
        Command::Diagnosis => runner::run(&root, checks::DIAGNOSIS, "check"),
        Command::Receivers => runner::run(&root, checks::RECEIVERS, "check"),
        Command::View => runner::run(&root, checks::VIEW, "check"),
        Command::Snippets => checks::snippets(&root),
        Command::Site { check: false } => site::build(&root),
        Command::Site { check: true } => site::check(&root),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// Starts a program of its own, so that a command which needs little is compiled quickly.
fn start(root: &Path, name: &str, arguments: &[String]) -> Result<ExitCode> {
    let package = format!("postal-webhooks-{name}");
    if !tool::target(root, &format!("debug/{package}")).exists() {
        eprintln!("compiling `cargo xtask {name}`, which takes about half a minute …");
    }
    let run = ["cargo", "run", "--quiet", "--bin", &package, "--"].into_iter();
    let command: Vec<&str> = run.chain(arguments.iter().map(String::as_str)).collect();
    let status = tool::command(&command).dir(root).unchecked().run()?.status;
    // It has printed its own error.
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The root of the workspace that this was built from.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
