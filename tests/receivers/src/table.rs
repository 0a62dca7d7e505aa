//! The table of what receivers accept of what `send` sends: made anew, and compared with the README.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use postal_webhooks::testing::{Signer, example, examples};
use serde_json::Value;

use crate::site::Site;
use crate::targets::Webhook;

/// The columns: a right request, and the faults of `send`.
const COLUMNS: [&str; 7] =
    ["right", "duplicate", "wrong-signature", "sha1-only", "unknown-kid", "cut-body", "slow-body"];
const UNSIGNED: &str = "unsigned";
const BEGIN: &str = "<!-- table -->\n";
const END: &str = "<!-- end of table -->\n";

/// How many requests of a kind were accepted, and made.
type Row = BTreeMap<String, (usize, usize)>;

struct Sender {
    command: PathBuf,
    folder: tempfile::TempDir,
    signer: Signer,
}

/// Sends to each receiver, and compares the table with that of the README.
pub(crate) fn check(python: &Path) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sender = Sender {
        command: xtask::tool::target(&root, "debug/postal-webhooks").canonicalize()?,
        folder: tempfile::tempdir()?,
        signer: Signer::generate(),
    };
    sender.write_files()?;
    let mut table = String::from("| receiver |");
    let columns = || COLUMNS.into_iter().chain([UNSIGNED]);
    columns().for_each(|column| {
        let _ = write!(table, " {column} |");
    });
    table.push_str("\n|---|");
    columns().for_each(|_| table.push_str("--:|"));
    table.push('\n');
    let mut add = |name: &str, row: &Row| -> Result<()> {
        let _ = write!(table, "| {name} |");
        for column in columns() {
            let (accepted, made) = row.get(column).context("a fault that was not sent")?;
            let _ = write!(table, " {accepted} of {made} |");
        }
        table.push('\n');
        Ok(())
    };
    for (name, record) in [
        ("django-anymail, with a key", Some(sender.signer.dkim_record())),
        ("django-anymail", None),
    ] {
        let mut site = Site::start(python, record)?;
        site.ignore_reports();
        add(name, &sender.row(&site.url())?)?;
    }
    let webhook = Webhook::start(sender.folder.path(), &sender.command, &sender.signer)?;
    println!("{}", webhook.version);
    for (name, hook) in [
        ("webhook, without a rule", "open"),
        ("webhook, the kid compared", "kid"),
        ("webhook, `payload-hmac-sha256`", "hmac"),
        ("webhook, `verify` of `entire-payload`", "entire-payload"),
        ("webhook, `verify` not waited for", "not-waited-for"),
        ("webhook, `verify` of `raw-request-body`", "raw-request-body"),
    ] {
        add(name, &sender.row(&webhook.url(hook))?)?;
    }
    println!("{table}");
    compare(&table)
}

/// Compares with the README, or writes it where `UPDATE_EXPECT` is set.
fn compare(table: &str) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path)?;
    let (before, rest) = readme.split_once(BEGIN).context("the README has no table")?;
    let (there, after) = rest.split_once(END).context("the table of the README has no end")?;
    if there == table {
        return Ok(());
    }
    ensure!(
        std::env::var_os("UPDATE_EXPECT").is_some(),
        "the table in {} is another one; with UPDATE_EXPECT=1 it is written anew",
        path.display()
    );
    Ok(std::fs::write(path, [before, BEGIN, table, END, after].concat())?)
}

impl Sender {
    fn write_files(&self) -> Result<()> {
        let folder = self.folder.path();
        std::fs::write(folder.join("private.pem"), self.signer.private_pem())?;
        std::fs::write(folder.join("jwks.json"), self.signer.jwks())?;
        let head = "POST /postal HTTP/1.1\r\nContent-Type: application/json\r\n\r\n";
        let body = example("MessageSent", "typical").body;
        Ok(std::fs::write(folder.join("unsigned"), [head.as_bytes(), body].concat())?)
    }

    /// Sends all that there is to a URL.
    fn row(&self, url: &str) -> Result<Row> {
        let mut row = Row::new();
        let all = examples().len();
        let mut faults = Vec::new();
        for fault in COLUMNS.into_iter().filter(|column| !["right", "slow-body"].contains(column)) {
            faults.extend(["--fault", fault]);
        }
        let key = ["--key", "private.pem"];
        let runs = [
            [&key[..], &["--event", "all", "--fault", "reorder"], &faults].concat(),
            // One, since a slow body is as slow as Postal's deadline allows.
            [&key[..], &["--event", "MessageSent", "--fault", "slow-body"]].concat(),
            vec!["--replay", "unsigned"],
        ];
        for (at, arguments) in runs.iter().enumerate() {
            let output = Command::new(&self.command)
                .args(["--json", "send", url])
                .args(arguments)
                .current_dir(self.folder.path())
                .output()?;
            let text = String::from_utf8(output.stdout)?;
            let lines: Vec<Value> =
                text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
            let requests = || lines.iter().filter(|line| line["request"].is_u64());
            if requests().next().is_none() {
                bail!("`send` made no request: {}", String::from_utf8_lossy(&output.stderr));
            }
            for request in requests() {
                let name = match (at, request["fault"].as_str()) {
                    (2, _) => UNSIGNED,
                    (1, None) => continue,
                    (_, fault) => fault.unwrap_or("right"),
                };
                let (accepted, made) = row.entry(name.to_owned()).or_default();
                *made += 1;
                let is_accepted =
                    request["status"].as_u64().is_some_and(|s| (200..300).contains(&s));
                *accepted += usize::from(is_accepted);
            }
        }
        ensure!(row["right"].1 == all, "{} right requests of {all} were made", row["right"].1);
        Ok(row)
    }
}
