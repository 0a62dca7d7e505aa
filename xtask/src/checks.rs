//! List of checks that prove the project: `cargo xtask test`.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};
use postal_webhooks_codegen::{self as codegen, Mode};

use crate::{packages, runner, site, tool};

/// The arguments by which cargo starts the conformance run.
///
/// A program is named by `--bin` alone. With `--package` its dependencies have the features that this
/// package asks for, and are compiled for it once more.
pub const CONFORMANCE: &[&str] = &["run", "--quiet", "--bin", "postal-webhooks-conformance"];
/// The arguments by which cargo compiles the code of the site, and those by which it runs it.
pub const SNIPPETS: [&[&str]; 2] = [
    &["build", "--quiet", "--bin", "handler"],
    &["run", "--quiet", "--bin", "postal-webhooks-snippets"],
];
/// The folder of the programs that check the documents.
pub const DOCUMENTS: &str = "tests/documents";
/// The folder of the program that has real programs change signed bodies.
pub const DIAGNOSIS: &str = "tests/diagnosis";
/// The folder of the program that stages faults for the receiver.
pub const FAULTS: &str = "tests/faults";
/// The folder of the program that sends to real receivers.
pub const RECEIVERS: &str = "tests/receivers";
/// The folder of the program that looks at the view of the receiver with a browser.
pub const VIEW: &str = "tests/view";
/// The folder of the program that follows an event into every artifact of a release.
pub const RELEASE: &str = "tests/release";

/// Checks that cargo runs, each with what it proves.
///
/// `--all-features` would switch serde_json's `arbitrary_precision` on for every test at once: it
/// has a run of its own.
const CARGO: &[(&str, &[&str])] = &[
    (
        "the crates, with all features",
        &["test", "--workspace", "--exclude", "postal-webhooks-tests", "--all-features"],
    ),
    (
        "the verifier on ring",
        &["test", "--package", "postal-webhooks", "--no-default-features", "--features", "ring"],
    ),
    (
        "schemas, types and examples against each other",
        &["test", "--package", "postal-webhooks-tests"],
    ),
    (
        "the same with serde_json's arbitrary_precision",
        &["test", "--package", "postal-webhooks-tests", "--features", "arbitrary-precision"],
    ),
    (
        "the types crate packaged: it holds all that it needs",
        &["package", "--package", "postal-webhooks-types", "--allow-dirty"],
    ),
];

/// Runs every proof; the ones after a failed one run too.
///
/// # Errors
///
/// Names the proofs that failed.
pub fn run(root: &Path) -> Result<()> {
    let mut failed = Vec::new();
    let mut prove = |what: &'static str, proof: &dyn Fn() -> Result<()>| {
        println!("\n==> {what}");
        let start = Instant::now();
        match proof() {
            Ok(()) => println!("==> proved in {:.0} s: {what}", start.elapsed().as_secs_f64()),
            Err(error) => {
                println!("==> FAILED: {what}: {error:#}");
                failed.push(what);
            }
        }
    };
    prove("the generated files are what schema/ says", &|| codegen::run(root, Mode::Check));
    for (what, arguments) in CARGO {
        prove(what, &|| tool::cargo(root, arguments));
    }
    prove("the published documents, by the tools that read them", &|| {
        runner::run(root, DOCUMENTS, "check")
    });
    prove("the packages, by the programs of their languages", &|| {
        packages::run(root, "check", None)
    });
    prove("schemas and packages, by the same questions in five languages", &|| {
        tool::cargo(root, CONFORMANCE)
    });
    prove("the code of the site, in five languages", &|| snippets(root));
    prove("the diagnosis, by what real programs do to a signed body", &|| {
        runner::run(root, DIAGNOSIS, "check")
    });
    prove("the receiver, by faults that are staged for real", &|| {
        runner::run(root, FAULTS, "check")
    });
    prove("signatures and `send`, by real receivers", &|| runner::run(root, RECEIVERS, "check"));
    prove("the view, in a real browser", &|| runner::run(root, VIEW, "check"));
    prove("the site, in a real browser", &|| site::check(root));
    prove("a release: its workflow, its artifacts, and a new event in each", &|| {
        runner::run(root, RELEASE, "check")
    });
    if failed.is_empty() {
        println!("\neverything is proved");
        return Ok(());
    }
    bail!("{} failed:\n  {}", failed.len(), failed.join("\n  "))
}

/// Runs the code of the site in each language.
///
/// # Errors
///
/// If one does not compile or says something else; with `CI=true` also if a program is missing.
pub fn snippets(root: &Path) -> Result<()> {
    SNIPPETS.iter().try_for_each(|arguments| tool::cargo(root, arguments))
}
