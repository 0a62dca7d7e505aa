//! [`Clock`], a monotonic clock as a trait.

use std::time::Instant;

/// Tells the time by which fetches cool down and keys grow old. Tests have one of their own.
///
/// It is a monotonic clock: the computer's date may jump without any effect.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Instant;
}

/// The computer's monotonic clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }
}
