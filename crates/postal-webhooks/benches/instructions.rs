//! How many instructions reading a body takes, counted by callgrind.
//!
//! The counts do not depend on what else the machine does. The program starts itself once more
//! under valgrind, where each measurement ends in a call that makes callgrind dump its counts. It
//! ends with 1 if ours takes more of the instructions of `serde_json::Value` than is allowed.

mod bodies;
mod competitors;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use bodies::{Form, bodies};
use competitors::COMPETITORS;

/// The largest part of the instructions of `serde_json::Value` that ours may take.
const LIMITS: [(Form, f64); 4] = [
    (Form::AsPostal, 0.30),
    (Form::PayloadFirst, 0.48),
    (Form::Blanks, 0.35),
    (Form::LongUrl, 0.62),
];

/// Reads a measurement counts; the first of them warm up and are not counted.
const READS: usize = 10;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    // `cargo test --benches` runs benches to see that they run.
    if arguments.iter().any(|argument| argument == "--measured") {
        measured();
    } else if arguments.iter().any(|argument| argument == "--bench") {
        return compare();
    }
    ExitCode::SUCCESS
}

/// What the child measures: each body by each competitor.
fn measured() {
    for body in bodies() {
        for competitor in &COMPETITORS {
            (competitor.read)(body.event, &body.bytes);
            end_of_measurement();
            for _ in 0..READS {
                (competitor.read)(body.event, &body.bytes);
            }
            end_of_measurement();
        }
    }
}

#[inline(never)]
fn end_of_measurement() {
    std::hint::black_box(());
}

fn compare() -> ExitCode {
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
    let bodies = bodies();
    let counts = counts(&folder, 2 * bodies.len() * COMPETITORS.len());
    fs::remove_dir_all(&folder).expect("the temporary folder is removed");
    let counts: Vec<u64> = counts.chunks(2).map(|pair| pair[1] / READS as u64).collect();

    println!("Instructions to read a body and drop it\n");
    let names: Vec<_> = COMPETITORS.iter().map(|c| c.name).collect();
    println!("| event | form | bytes | {} | ours / Value |", names.join(" | "));
    println!("|---|---|--:|{}--:|", "--:|".repeat(names.len()));
    let mut worst = LIMITS.map(|(form, limit)| (form, limit, 0.0_f64));
    for (body, counts) in bodies.iter().zip(counts.chunks(COMPETITORS.len())) {
        let columns: Vec<String> = counts.iter().map(u64::to_string).collect();
        let ratio = ratio(counts[0], counts[1]);
        let (event, form, bytes) = (body.event, body.form.name(), body.bytes.len());
        println!("| {event} | {form} | {bytes} | {} | {ratio:.3} |", columns.join(" | "));
        for (_, _, worst) in worst.iter_mut().filter(|(form, _, _)| *form == body.form) {
            *worst = worst.max(ratio);
        }
    }
    println!("\n| ours / Value | allowed | the most |\n|---|--:|--:|");
    for (form, limit, worst) in &worst {
        println!("| {} | {limit:.2} | {worst:.3} |", form.name());
    }
    ExitCode::from(u8::from(worst.iter().any(|(_, limit, worst)| worst > limit)))
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
