//! Faults, staged for real against the program `postal-webhooks serve`: kills, full disks, power
//! cuts, clocks that jump, clients that misbehave.
//!
//! Each fault is a function of `faults`, which says in one sentence what happened, or why the
//! receiver failed. A fault that did not happen is a failure too. `process` runs the receiver,
//! `oracle` sends as Postal does and knows what was acknowledged. `load` measures.

mod balancer;
mod bus;
mod endpoint;
mod faults;
mod load;
mod oracle;
mod page;
mod process;
mod random;
mod shared;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

/// How much is tried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    /// Rounds of what is tried at random.
    pub rounds: u32,
    /// What the random numbers begin with.
    pub seed: u64,
}

const USE: &str = "use: cargo run -p postal-webhooks-faults -- [--rounds N] [--seed N] [FAULT…]\n\
    or: cargo run --release -p postal-webhooks-faults -- load [rates] [ready] [memory] [drain] [drain-nats] [drain-postgres] [shared] [growth] [view]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut effort = Effort { rounds: 20, seed: 1 };
    let mut names = Vec::new();
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if_eq("load").is_some() {
        return load::run(arguments);
    }
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|text| text.parse::<u32>().ok());
        match argument.as_str() {
            "--rounds" => effort.rounds = number().ok_or_else(|| anyhow::anyhow!(USE))?,
            "--seed" => effort.seed = number().ok_or_else(|| anyhow::anyhow!(USE))?.into(),
            name if faults::ALL.iter().any(|fault| fault.name == name) => {
                names.push(argument.clone());
            }
            _ => {
                let all: Vec<_> = faults::ALL.iter().map(|fault| fault.name).collect();
                bail!("{USE}\nthe faults are {}", all.join(", "));
            }
        }
    }
    let mut failed = Vec::new();
    for fault in faults::ALL {
        if !names.is_empty() && !names.iter().any(|name| name == fault.name) {
            continue;
        }
        let begun = Instant::now();
        let result = (fault.stage)(effort);
        let took = begun.elapsed().as_secs_f64();
        match result {
            Ok(what) => println!("ok      {:<28}{took:>7.1} s  {what}", fault.name),
            Err(error) => {
                println!("FAILED  {:<28}{took:>7.1} s  {error:#}", fault.name);
                failed.push(fault.name);
            }
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("{} of {} faults failed: {}", failed.len(), faults::ALL.len(), failed.join(", "))
}
