//! The faults.

mod kill;

use anyhow::Result;

use crate::Effort;

/// A fault: it is staged, and the receiver is looked at.
pub(crate) struct Fault {
    pub name: &'static str,
    /// Says what happened, or what is wrong.
    pub stage: fn(Effort) -> Result<String>,
}

const fn fault(name: &'static str, stage: fn(Effort) -> Result<String>) -> Fault {
    Fault { name, stage }
}

/// All of them.
pub(crate) const ALL: &[Fault] = &[fault("kill-at-random", kill::at_random)];
