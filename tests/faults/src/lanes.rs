//! Which faults run beside each other: one that works beside those that wait, and others alone.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::Effort;
use crate::faults::Fault;

/// What a fault does most of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// It keeps a core busy.
    Works,
    /// It waits for timers of the receiver, or for an outage to be over.
    Waits,
    /// It is measured by the clock, or needs the machine for itself.
    Alone,
}

/// How many of those that wait run at a time.
const WAITING: usize = 3;

/// Stages the faults, and gives the names of those that failed.
pub(crate) fn stage(faults: &[&'static Fault], effort: Effort) -> Vec<&'static str> {
    let of = |lane| faults.iter().copied().filter(move |fault| fault.lane == lane).collect();
    let [works, waits, alone]: [Vec<_>; 3] = [Lane::Works, Lane::Waits, Lane::Alone].map(of);
    let mut failed = one_after_another(&alone, &AtomicUsize::new(0), effort);
    let (next_to_work, next_to_wait) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let lane = |faults, next| scope.spawn(move || one_after_another(faults, next, effort));
        let mut lanes = vec![lane(&works, &next_to_work)];
        lanes.extend((0..WAITING).map(|_| lane(&waits, &next_to_wait)));
        for lane in lanes {
            failed.extend(lane.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    failed
}

/// Takes the next fault until there is none.
fn one_after_another(
    faults: &[&'static Fault],
    next: &AtomicUsize,
    effort: Effort,
) -> Vec<&'static str> {
    let mut failed = Vec::new();
    while let Some(fault) = faults.get(next.fetch_add(1, Ordering::Relaxed)) {
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
    failed
}
