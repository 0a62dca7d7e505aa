//! What may be deleted: decided from times and cursors alone, without I/O.

use std::time::Duration;

use crate::clock::micros;
use crate::store::Prune;

/// How long what is stored is kept.
///
/// An event goes once it is old enough, and every sink has come past it. What is parked or dead at
/// some sink stays. So nothing that is not delivered goes in silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retention {
    /// How long events are kept after they were received: 30 days by default.
    pub keep_events: Duration,
    /// How long it is known which uuids came: 90 days by default. An event that was signed before
    /// that goes to quarantine.
    pub keep_uuids: Duration,
    /// How long bodies stay in quarantine: 90 days by default.
    pub keep_quarantine: Duration,
    /// With less room than this, delivered events go after an hour, and the receiver is not ready:
    /// 1 GiB by default.
    pub min_free: u64,
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Default for Retention {
    fn default() -> Self {
        Self {
            keep_events: 30 * DAY,
            keep_uuids: 90 * DAY,
            keep_quarantine: 90 * DAY,
            min_free: 1 << 30,
        }
    }
}

/// How long an event stays at the least, also where there is no room.
const LEAST: Duration = Duration::from_secs(60 * 60);

/// Rows that are looked at in one transaction: about a millisecond.
const CHUNK: u32 = 500;

/// How things stand when something may be deleted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Situation {
    /// The clock of this machine.
    pub(crate) now: i64,
    /// The newest timestamp that any source signed, if one did.
    pub(crate) newest_signed: Option<i64>,
    /// What the sinks have all come past.
    pub(crate) cursor: i64,
    /// `None` where it is not known.
    pub(crate) free: Option<u64>,
}

/// What may go now. Both clocks have to say that it is old enough: one of them can be wrong.
pub(crate) fn prune(retention: &Retention, situation: Situation) -> Prune {
    let Situation { now, newest_signed, cursor, free } = situation;
    let time = newest_signed.map_or(now, |newest| newest.min(now));
    let keep_events = if free.is_some_and(|free| free < retention.min_free) {
        retention.keep_events.min(LEAST)
    } else {
        retention.keep_events
    };
    let before = |keep| time.saturating_sub(micros(keep));
    Prune {
        after: 0,
        through: cursor,
        events_before: before(keep_events),
        seen_before: before(retention.keep_uuids.max(retention.keep_events)),
        quarantine_before: before(retention.keep_quarantine),
        limit: CHUNK,
    }
}

/// Tells when the clock of this machine was set: the time of day and the time that passed differ.
#[derive(Debug)]
pub(crate) struct ClockWatch {
    wall: i64,
    passed: Duration,
    /// How far the clock is from where it would be without its steps.
    offset: i64,
}

/// A step of the clock that stops deleting.
const STEP: i64 = 5 * 60 * 1_000_000;

impl ClockWatch {
    pub(crate) fn new(wall: i64) -> Self {
        Self { wall, passed: Duration::ZERO, offset: 0 }
    }

    /// Whether the clock is suspect, after `passed` since the start by a clock that nobody sets.
    pub(crate) fn is_suspect(&mut self, wall: i64, passed: Duration) -> bool {
        let expected = self.wall.saturating_add(micros(passed.saturating_sub(self.passed)));
        self.offset = self.offset.saturating_add(wall.saturating_sub(expected));
        (self.wall, self.passed) = (wall, passed);
        self.offset.abs() >= STEP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;
    const YEAR: i64 = 365 * 24 * 60 * 60 * SECOND;

    fn at(now: i64, newest_signed: Option<i64>, free: u64) -> Prune {
        let free = Some(free);
        prune(&Retention::default(), Situation { now, newest_signed, cursor: 7, free })
    }

    #[test]
    fn the_earlier_clock_decides() {
        let now = 60 * YEAR;
        let usual = at(now, Some(now), u64::MAX);
        assert_eq!(usual.events_before, now - micros(30 * DAY));
        assert_eq!(usual.seen_before, now - micros(90 * DAY));
        assert_eq!(usual.through, 7);
        assert_eq!(at(now, None, u64::MAX), usual);
        // A clock that is a year early deletes nothing, whichever it is.
        assert_eq!(at(now + YEAR, Some(now), u64::MAX), usual);
        assert_eq!(at(now, Some(now + YEAR), u64::MAX), usual);
    }

    #[test]
    fn without_room_delivered_events_go_after_an_hour() {
        let now = 60 * YEAR;
        let tight = at(now, Some(now), 0);
        assert_eq!(tight.events_before, now - micros(LEAST));
        assert_eq!(tight.seen_before, now - micros(90 * DAY));
    }

    #[test]
    fn a_step_is_suspect_until_it_is_taken_back() {
        let mut watch = ClockWatch::new(YEAR);
        let second = Duration::from_secs(1);
        assert!(!watch.is_suspect(YEAR + SECOND, second));
        // A drift of a minute is not a step.
        assert!(!watch.is_suspect(YEAR + 62 * SECOND, 2 * second));
        assert!(watch.is_suspect(2 * YEAR, 3 * second));
        assert!(watch.is_suspect(2 * YEAR + SECOND, 4 * second));
        assert!(!watch.is_suspect(YEAR + 5 * SECOND, 5 * second));
        assert!(watch.is_suspect(6 * SECOND, 6 * second));
    }
}
