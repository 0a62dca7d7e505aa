//! Whether `postal-webhooks verify` finds out what real programs do to a signed body: each example
//! through each program, and the reason that the command gives.
//!
//! `cases` has the programs with the reason that must be found, `change` runs them, and `failures`
//! runs the transcript `five-failures.md` of the command line.

mod cases;
mod change;
mod failures;
#[path = "../../../crates/postal-webhooks-cli/tests/network/transcript.rs"]
mod transcript;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, thread};

use anyhow::{Context, Result, bail};
use postal_webhooks::testing::{Signer, examples};
use serde_json::Value;

use self::cases::{Case, Key};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A request as Postal signed it.
#[derive(Clone)]
pub(crate) struct Request {
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What the runs need.
struct Bench {
    /// The command under test.
    command: PathBuf,
    folder: tempfile::TempDir,
    postal: Signer,
    other: Signer,
    /// With a key of 1024 bits.
    old: Signer,
}

fn run() -> Result<()> {
    let out = env::args().nth(1).context("name the folder in which the programs are built")?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bench = Bench {
        command: xtask::tool::target(&root, "debug/postal-webhooks"),
        folder: tempfile::tempdir()?,
        postal: Signer::generate(),
        other: Signer::generate(),
        old: Signer::generate_bits(1024)?,
    };
    failures::check(&bench.command, Path::new(&out))?;
    let cases = cases::all(Path::new(&out));
    println!(
        "{:<52}{:<20}{:>8}{:>8}{:>8}",
        "what happened to the request", "code", "certain", "likely", "same"
    );
    let rows = thread::scope(|scope| {
        let halves: Vec<_> = cases.chunks(cases.len().div_ceil(2)).collect();
        let threads: Vec<_> = halves
            .into_iter()
            .map(|half| {
                scope.spawn(|| half.iter().map(|case| bench.check(case)).collect::<Vec<_>>())
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect::<Vec<_>>()
    });
    let (mut passed, mut failed) = (0, 0);
    for (case, row) in cases.iter().zip(rows) {
        match row.and_then(|row| row.judge(case)) {
            Ok(line) => {
                passed += 1;
                println!("{line}");
            }
            Err(error) => {
                failed += 1;
                println!("{:<52}FAILED: {error:#}", case.what);
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    if failed > 0 {
        bail!("{failed} reasons are not found as they must be");
    }
    Ok(())
}

fn request(signer: &Signer, body: &[u8]) -> Request {
    let postal = signer.sign(body);
    let length = ("Content-Length".to_owned(), body.len().to_string());
    let headers = postal.headers.into_iter().map(|(name, value)| (name.to_owned(), value));
    Request { headers: headers.chain([length]).collect(), body: postal.body }
}

/// How many requests gave which code; those that verify have none.
struct Row {
    /// Bodies that the program did not change.
    same: usize,
    codes: BTreeMap<String, usize>,
    /// How many reasons are only likely.
    likely: usize,
    remedies: Vec<String>,
}

impl Bench {
    /// Sends every request through the change of a case, and verifies what comes out.
    fn check(&self, case: &Case) -> Result<Row> {
        let folder = self.folder.path().join(case.what.replace([' ', '/', '\'', '`'], "-"));
        fs::create_dir_all(&folder)?;
        let signer = if case.key == Key::Short { &self.old } else { &self.postal };
        let requests: Vec<_> = examples().map(|example| request(signer, example.body)).collect();
        let changed = change::all(&case.change, &requests)?;
        let mut same = 0;
        for (at, (request, changed)) in requests.iter().zip(&changed).enumerate() {
            same += usize::from(request.body == changed.body && request.headers == changed.headers);
            fs::write(folder.join(format!("{at:03}")), changed.to_bytes())?;
        }
        let keys = folder.with_extension("keys");
        let text = match case.key {
            Key::Right => self.postal.public_pem().to_owned(),
            Key::Other => self.other.public_pem().to_owned(),
            Key::Short => self.old.public_pem().to_owned(),
            Key::Domain => format!(
                "postal-QWERTY._domainkey.example.com. 3600 IN TXT \"{}\"",
                self.other.dkim_record()
            ),
        };
        fs::write(&keys, text)?;
        if case.key != Key::Right {
            same = 0;
        }
        let mut command = Command::new(&self.command);
        command.args(["--json", "verify", "--keys"]).arg(&keys).args(case.arguments);
        let output = command.arg("--request").arg(&folder).output().context("cannot run verify")?;
        let text = String::from_utf8(output.stdout).context("verify prints no UTF-8")?;
        let mut row = Row { same, codes: BTreeMap::new(), likely: 0, remedies: Vec::new() };
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).context("verify prints no JSON")?;
            let code = if line["verified"] == true {
                "verified"
            } else {
                line["code"].as_str().unwrap_or("?")
            };
            row.likely += usize::from(line["certainty"] == "likely");
            *row.codes.entry(code.to_owned()).or_default() += 1;
            if let Some(remedy) = line["remedy"].as_str() {
                row.remedies.push(remedy.to_owned());
            }
        }
        let lines: usize = row.codes.values().sum();
        let is_no = row.codes.keys().any(|code| code != "verified");
        let status = if is_no { Some(1) } else { Some(0) };
        if lines != requests.len() || output.status.code() != status {
            let stderr = String::from_utf8_lossy(&output.stderr);
            bail!("{lines} answers, {}: {stderr}", output.status);
        }
        Ok(row)
    }
}

impl Row {
    /// The line of the table, if each changed request has the code, or enough of them.
    fn judge(&self, case: &Case) -> Result<String> {
        let of = |code: &str| self.codes.get(code).copied().unwrap_or_default();
        let total: usize = self.codes.values().sum();
        let others: usize = case.or.iter().map(|code| of(code)).sum();
        let (found, verified) = (of(case.code) + others, of("verified"));
        if self.same == total && case.key == Key::Right {
            bail!("nothing was changed");
        }
        if verified != self.same {
            bail!(
                "{} requests were not changed, and {verified} verify: {:?}",
                self.same,
                self.codes
            );
        }
        if found + verified < total || of(case.code) == 0 || self.likely > case.likely {
            bail!("{} are only likely, and the codes are {:?}", self.likely, self.codes);
        }
        if self.remedies.iter().any(String::is_empty) {
            bail!("a reason has no remedy");
        }
        let Case { what, code, .. } = case;
        let (certain, likely, same) = (found - self.likely, self.likely, self.same);
        Ok(format!("{what:<52}{code:<20}{certain:>8}{likely:>8}{same:>8}"))
    }
}

impl Request {
    /// As it goes over a connection.
    fn to_bytes(&self) -> Vec<u8> {
        let headers = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        let head = format!("POST /postal HTTP/1.1\r\n{}\r\n", headers.collect::<Vec<_>>().concat());
        [head.as_bytes(), &self.body].concat()
    }
}
