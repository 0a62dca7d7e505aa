//! Command line of `cargo xtask fuzz`: cargo-fuzz on the targets of `tests/fuzz`, for a bounded time.

mod seeds;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use duct::Expression;
use xtask::tool;

/// The targets, in the order of `tests/fuzz/Cargo.toml`.
const TARGETS: [&str; 8] = [
    "parse",
    "parse_write_parse",
    "reader_serde",
    "validate_schema",
    "verify",
    "jwks",
    "dkim_record",
    "smtp_reply",
];

const FOLDER: &str = "tests/fuzz";
const NIGHTLY: &str = "rustup toolchain install nightly --profile minimal";
const CARGO_FUZZ: &str = "cargo install cargo-fuzz --version =0.13.2 --locked";

/// Throw what strangers can send at what reads it: bodies, signatures, keys, SMTP replies.
///
/// Needs nightly Rust and cargo-fuzz; without them it says so and skips, and with CI=true it
/// fails. What was found lies in tests/fuzz/artifacts.
#[derive(Parser)]
#[command(name = "cargo xtask fuzz", bin_name = "cargo xtask fuzz")]
struct Arguments {
    /// How long each target runs.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// One target; else each of them.
    #[arg(value_parser = TARGETS)]
    target: Option<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one target, or each one.
fn run(Arguments { seconds, target }: &Arguments) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    for (arguments, problem) in [
        (&["--version"][..], format!("there is no nightly Rust; run `{NIGHTLY}`")),
        (&["fuzz", "--version"], format!("there is no cargo-fuzz; run `{CARGO_FUZZ}`")),
    ] {
        if nightly(arguments).stdout_null().stderr_null().run().is_err() {
            return tool::skip("fuzz", &problem);
        }
    }
    let folder = root.join(FOLDER);
    seeds::write(&root, &folder.join("seeds"))?;
    let mut failed = Vec::new();
    for name in TARGETS.into_iter().filter(|name| target.as_ref().is_none_or(|only| only == name)) {
        match fuzz(&root, &folder, name, *seconds)? {
            Some(executions) => println!("{name:<18} {executions:>10} executions, no finding"),
            None => failed.push(name),
        }
    }
    if let Some(first) = failed.first() {
        bail!(
            "{} failed; repeat one with `cargo +nightly fuzz run --fuzz-dir {FOLDER} {first} FILE`",
            failed.join(", ")
        );
    }
    Ok(())
}

/// Runs a target; gives back how often it was executed, or prints why it failed.
fn fuzz(root: &Path, folder: &Path, target: &str, seconds: u32) -> Result<Option<u64>> {
    let path = |below: &str| folder.join(below).display().to_string();
    let corpus = path(&format!("corpus/{target}"));
    fs::create_dir_all(&corpus).with_context(|| format!("cannot make {corpus}"))?;
    let output = tool::target(root, "fuzz").display().to_string();
    let options = ["--fuzz-dir", &path(""), "--target-dir", &output, target];
    let build = [&["fuzz", "build"], &options[..]].concat();
    nightly(&build).dir(folder).run().with_context(|| format!("{target} does not build"))?;
    let (time, dictionary) =
        (format!("-max_total_time={seconds}"), format!("-dict={}", path("json.dict")));
    let limits = ["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"];
    let seeds = path(&format!("seeds/{target}"));
    let arguments = [
        &["fuzz", "run"],
        &options[..],
        &[corpus.as_str(), &seeds, "--", &time, &dictionary],
        &limits[..],
    ];
    eprintln!("{target}: {seconds} s");
    let run = nightly(&arguments.concat())
        .dir(folder)
        .stderr_to_stdout()
        .stdout_capture()
        .unchecked()
        .run()
        .context("cannot run cargo")?;
    let text = String::from_utf8_lossy(&run.stdout);
    let executions = executions(&text).filter(|number| run.status.success() && *number > 0);
    if executions.is_none() {
        eprintln!("{}\n{target} failed ({})", tool::last_lines(&text), run.status);
    }
    Ok(executions)
}

/// What libFuzzer prints last of all.
fn executions(text: &str) -> Option<u64> {
    let line =
        text.lines().rev().find(|line| line.starts_with("stat::number_of_executed_units"))?;
    line.rsplit(' ').next()?.parse().ok()
}

/// The cargo of the PATH, which rustup answers for: the one that runs this is a stable one itself.
fn nightly(arguments: &[&str]) -> Expression {
    let arguments = ["+nightly"].iter().chain(arguments);
    duct::cmd("cargo", arguments).stdin_null().env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN")
}

#[cfg(test)]
mod tests {
    use super::executions;

    #[test]
    fn the_number_of_executions() {
        let text = "Done 77 runs\nstat::number_of_executed_units: 77\nstat::average_exec: 3\n";
        assert_eq!(executions(text), Some(77));
        assert_eq!(executions("#2\tINITED cov: 3\n"), None);
    }
}
