//! How many instructions reading a body takes, counted by callgrind, and how often it allocates.
//!
//! The counts do not depend on what else the machine does. The program starts itself once more
//! under valgrind, where each measurement ends in a call that makes callgrind dump its counts.

mod competitors;

use std::fs;
use std::path::Path;
use std::process::Command;

use competitors::COMPETITORS;
use postal_webhooks::testing::examples;

/// Reads a measurement counts; the first of them warm up and are not counted.
const READS: usize = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    // `cargo test --benches` runs benches to see that they run.
    if arguments.iter().any(|argument| argument == "--measured") {
        measured();
    } else if arguments.iter().any(|argument| argument == "--bench") {
        compare();
    }
}

/// One reading of a body, counted.
struct Measurement {
    body: Vec<u8>,
    read: fn(&[u8]),
}

/// What the child measures, in the order in which the parent reads its counts.
fn measurements() -> Vec<Measurement> {
    let mut measurements = Vec::new();
    for example in examples() {
        for competitor in &COMPETITORS {
            let body = example.body.to_vec();
            let read = competitor.read;
            measurements.push(Measurement { body, read });
        }
        // sonic-rs cannot keep the raw value of `serde_json`, and so no payload that comes early.
        for competitor in COMPETITORS.iter().filter(|c| c.name != "sonic-rs") {
            let body = payload_first(example.body);
            let read = competitor.read;
            measurements.push(Measurement { body, read });
        }
    }
    measurements
}

/// The same bytes, but for the place of `payload`.
fn payload_first(body: &[u8]) -> Vec<u8> {
    let raw: std::collections::BTreeMap<&str, &serde_json::value::RawValue> =
        serde_json::from_slice(body).expect("an example is an object");
    let keys = ["payload", "event", "timestamp", "uuid"];
    let entries = keys.map(|key| format!("\"{key}\":{}", raw[key].get()));
    format!("{{{}}}", entries.join(",")).into_bytes()
}

fn measured() {
    for Measurement { body, read } in measurements() {
        read(&body);
        end_of_measurement();
        for _ in 0..READS {
            read(&body);
        }
        end_of_measurement();
    }
}

#[inline(never)]
fn end_of_measurement() {
    std::hint::black_box(());
}

fn compare() {
    let folder =
        std::env::temp_dir().join(format!("postal-webhooks-instructions-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", "--dump-after=*end_of_measurement*"])
        .arg(format!("--callgrind-out-file={}/out", folder.display()))
        .arg(std::env::current_exe().expect("the path of this program"))
        .arg("--measured")
        .status();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => panic!("valgrind ended with {status}"),
        Err(error) => panic!("cannot start valgrind ({error}): install it to count instructions"),
    }
    let counts = counts(&folder, 2 * measurements().len());
    let mut counts = counts.chunks(2).map(|pair| pair[1] / READS as u64);
    let mut next = || counts.next().expect("a count for each measurement");

    println!("Instructions a body, parsed and dropped; ratios against serde_json::Value\n");
    println!(
        "| example | bytes | ours | Value | typify | sonic-rs | floor | ours/Value | payload first: ours/Value |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for example in examples() {
        let wire: Vec<u64> = (0..5).map(|_| next()).collect();
        let first: Vec<u64> = (0..4).map(|_| next()).collect();
        let columns: Vec<String> = wire.iter().map(u64::to_string).collect();
        println!(
            "| {} | {} | {} | {:.2} | {:.2} |",
            example.name(),
            example.body.len(),
            columns.join(" | "),
            ratio(wire[0], wire[1]),
            ratio(first[0], first[1]),
        );
    }
    fs::remove_dir_all(&folder).expect("the temporary folder is removed");
}

#[allow(clippy::cast_precision_loss, reason = "a ratio for people")]
fn ratio(a: u64, b: u64) -> f64 {
    a as f64 / b as f64
}

/// The totals of callgrind's dumps, in the order in which they were made.
fn counts(folder: &Path, expected: usize) -> Vec<u64> {
    let total = |number: usize| {
        let path = folder.join(format!("out.{number}"));
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let line = text.lines().find_map(|line| {
            line.strip_prefix("summary: ").or_else(|| line.strip_prefix("totals: "))
        });
        line.and_then(|line| line.trim().parse().ok())
            .unwrap_or_else(|| panic!("{} has no total", path.display()))
    };
    (1..=expected).map(total).collect()
}
