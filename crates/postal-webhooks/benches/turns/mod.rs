//! Measurement of rivals turn by turn in one loop, so that a busy computer slows all alike.

use std::time::{Duration, Instant};

/// How long one turn of one rival takes.
pub(crate) const TURN: Duration = Duration::from_micros(200);

/// How many turns each rival has.
const ROUNDS: usize = 301;

/// How many times longer something takes than the first: in the middle of all rounds, and in the
/// quarters around it.
#[derive(Clone, Copy)]
pub(crate) struct Ratio {
    median: f64,
    quartiles: (f64, f64),
}

impl std::fmt::Display for Ratio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (low, high) = self.quartiles;
        write!(f, "{:.2} ({low:.2}–{high:.2})", self.median)
    }
}

/// What takes turns: a call, or a program that is asked to make calls.
pub(crate) trait Turn {
    /// The seconds that a call takes, over one turn.
    fn seconds(&self) -> f64;
}

impl<F: Fn()> Turn for F {
    fn seconds(&self) -> f64 {
        // The first call brings its code and data into the caches.
        self();
        let start = Instant::now();
        let mut calls = 0_u32;
        while start.elapsed() < TURN {
            for _ in 0..8 {
                self();
            }
            calls += 8;
        }
        start.elapsed().as_secs_f64() / f64::from(calls)
    }
}

/// The ratio of each rival's time to that of the first, which is 1.
pub(crate) fn ratios(rivals: &[&dyn Turn]) -> Vec<Ratio> {
    let mut rounds = vec![Vec::with_capacity(ROUNDS); rivals.len()];
    for round in 0..ROUNDS {
        let mut seconds = vec![0.0; rivals.len()];
        // Each round begins with another, so that none always comes behind the same.
        for turn in 0..rivals.len() {
            let rival = (round + turn) % rivals.len();
            seconds[rival] = rivals[rival].seconds();
        }
        for (ratios, second) in rounds.iter_mut().zip(&seconds) {
            ratios.push(second / seconds[0]);
        }
    }
    rounds.into_iter().map(ratio).collect()
}

fn ratio(mut ratios: Vec<f64>) -> Ratio {
    ratios.sort_by(f64::total_cmp);
    let quarter = |quarter| ratios[(ratios.len() - 1) * quarter / 4];
    Ratio { median: quarter(2), quartiles: (quarter(1), quarter(3)) }
}
