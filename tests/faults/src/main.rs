//! Faults, staged for real against the program `postal-webhooks serve`: kills, full disks, power
//! cuts, clocks that jump, clients that misbehave.
//!
//! Each fault is a function of `faults`, which says in one sentence what happened, or why the
//! receiver failed. A fault that did not happen is a failure too. `process` runs the receiver,
//! `oracle` sends as Postal does and knows what was acknowledged. `lanes` says which faults run beside
//! each other. `load` measures.

mod balancer;
mod bus;
mod endpoint;
mod faults;
mod lanes;
mod load;
mod oracle;
mod page;
mod process;
mod random;
mod shared;

use std::process::ExitCode;

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
    let is_chosen =
        |fault: &&faults::Fault| names.is_empty() || names.iter().any(|name| name == fault.name);
    let chosen: Vec<_> = faults::ALL.iter().filter(is_chosen).collect();
    let failed = lanes::stage(&chosen, effort);
    if failed.is_empty() {
        return Ok(());
    }
    bail!("{} of {} faults failed: {}", failed.len(), faults::ALL.len(), failed.join(", "))
}
