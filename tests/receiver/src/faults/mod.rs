//! The faults.

mod kill;
mod power;
mod traced;

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
pub(crate) const ALL: &[Fault] = &[
    fault("kill-at-random", kill::at_random),
    fault("kill-at-fsync", traced::kill_at_fsync),
    fault("kill-in-creation", traced::kill_in_creation),
    fault("kill-at-answer", traced::kill_at_answer),
    fault("kill-at-checkpoint", traced::kill_at_checkpoint),
    fault("one-fsync-fails", traced::one_fsync_fails),
    fault("every-fsync-fails", traced::every_fsync_fails),
    fault("power-cut", power::cut),
    fault("one-write-has-no-room", traced::one_write_has_no_room),
];
