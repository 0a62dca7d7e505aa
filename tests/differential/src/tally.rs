//! [`Tally`]: how often each kind of change led to each outcome.

use std::fmt;
use std::panic::AssertUnwindSafe;

use fastrand::Rng;

use crate::change::{CHANGES, change};

/// Counts by kind of change and by outcome.
#[derive(Default)]
pub struct Tally {
    /// In the order in which they came.
    outcomes: Vec<String>,
    counts: Vec<[u64; CHANGES.len()]>,
    bodies: Vec<u64>,
}

impl Tally {
    fn count(&mut self, changes: &[usize], outcome: &str) {
        let known = self.outcomes.iter().position(|known| known == outcome);
        let outcome = known.unwrap_or_else(|| {
            self.outcomes.push(outcome.to_owned());
            self.counts.push([0; CHANGES.len()]);
            self.bodies.push(0);
            self.outcomes.len() - 1
        });
        self.bodies[outcome] += 1;
        for change in changes {
            self.counts[outcome][*change] += 1;
        }
    }

    /// How many bodies had an outcome.
    #[must_use]
    pub fn of(&self, outcome: impl fmt::Debug) -> u64 {
        let outcome = format!("{outcome:?}");
        let known = self.outcomes.iter().position(|known| *known == outcome);
        known.map_or(0, |known| self.bodies[known])
    }
}

/// A table with a line for each kind of change, which counts for each body that it was made in.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<12}", "change")?;
        for outcome in &self.outcomes {
            write!(f, " {outcome:>12}")?;
        }
        for (n, change) in CHANGES.iter().enumerate() {
            write!(f, "\n{:<12}", format!("{change:?}"))?;
            for counts in &self.counts {
                write!(f, " {:>12}", counts[n])?;
            }
        }
        write!(f, "\n{:<12}", "all bodies")?;
        for bodies in &self.bodies {
            write!(f, " {bodies:>12}")?;
        }
        Ok(())
    }
}

/// A run over changed bodies that can be repeated: one seed makes the same bodies.
pub struct Run {
    /// How many bodies.
    pub bodies: u64,
    /// What the first body is made from; each other one has the next.
    pub seed: u64,
    /// How many differences end the run.
    pub differences: usize,
}

impl Run {
    /// The numbers of the environment: `DIFFERENTIAL_BODIES` and `DIFFERENTIAL_SEED`.
    ///
    /// # Panics
    ///
    /// If they are none.
    #[must_use]
    pub fn of_environment(bodies: u64) -> Self {
        let number = |name: &str, default| match std::env::var(name) {
            Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} must be a number")),
            Err(_) => default,
        };
        Self {
            bodies: number("DIFFERENTIAL_BODIES", bodies),
            seed: number("DIFFERENTIAL_SEED", 1),
            differences: 10,
        }
    }

    /// Changes one of the bodies after the other, at random, and compares what becomes of it.
    ///
    /// # Panics
    ///
    /// If there is a difference; it prints the bodies.
    pub fn compare<T, O: fmt::Debug>(
        &self,
        bodies: &[(T, Vec<u8>)],
        compare: impl Fn(&T, &[u8]) -> Result<O, String>,
    ) -> Tally {
        let mut tally = Tally::default();
        let mut differences = 0;
        let mut changes = Vec::new();
        for seed in self.seed..self.seed + self.bodies {
            let mut rng = Rng::with_seed(seed);
            let (about, body) = &bodies[rng.usize(..bodies.len())];
            let mut body = body.clone();
            changes.clear();
            for _ in 0..[1, 1, 2, 3][rng.usize(..4)] {
                changes.push(change(&mut body, &mut rng) as usize);
            }
            changes.sort_unstable();
            changes.dedup();
            let compared = std::panic::catch_unwind(AssertUnwindSafe(|| compare(about, &body)));
            match compared.unwrap_or_else(|_| Err("it panics".to_owned())) {
                Ok(outcome) => tally.count(&changes, &format!("{outcome:?}")),
                Err(difference) => {
                    differences += 1;
                    let body = String::from_utf8_lossy(&body);
                    eprintln!("seed {seed}, {changes:?}: {difference}\n{body}\n");
                    if differences == self.differences {
                        break;
                    }
                }
            }
        }
        assert!(differences == 0, "{differences} differences, or more");
        tally
    }
}
