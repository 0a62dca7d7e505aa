//! Waits between attempts: how long a parked event waits, and a sink that is down.

/// A second, in microseconds.
pub(crate) const SECOND: i64 = 1_000_000;
/// The longest wait of a parked event.
pub(crate) const LONGEST: i64 = 300 * SECOND;
/// The longest wait between two probes of a sink that is down.
const LONGEST_PROBE: i64 = 15 * SECOND;

/// How long an event waits after its attempts failed, in microseconds: evenly spread from nothing
/// to 1 s·2ⁿ, at most 5 minutes, so that events which failed together do not come back together.
pub(crate) fn retry(attempts: u32, random: u64) -> i64 {
    let longest = doubled(SECOND, attempts.saturating_sub(1), LONGEST);
    let wait = (u128::from(longest.unsigned_abs()) * u128::from(random)) >> 64;
    i64::try_from(wait).unwrap_or(longest)
}

/// How long a sink that is down is left alone after so many probes, in microseconds: 0.5 s·2ⁿ, at
/// most 15 s.
pub(crate) fn probe(probes: u32) -> i64 {
    doubled(SECOND / 2, probes, LONGEST_PROBE)
}

fn doubled(first: i64, times: u32, longest: i64) -> i64 {
    // 2²⁰ half seconds are beyond every limit here.
    (first << times.min(20)).min(longest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn probes_double_up_to_15_seconds() {
        let waits: Vec<_> = (0..7).map(|probes| probe(probes) * 2 / SECOND).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(probe(u32::MAX), LONGEST_PROBE);
    }

    #[test]
    fn retries_double_up_to_5_minutes() {
        let longest: Vec<_> =
            (1..12).map(|attempts| (retry(attempts, u64::MAX) + 1) / SECOND).collect();
        assert_eq!(longest, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(retry(1, u64::MAX / 2) * 2 / SECOND, 0);
        assert_eq!(retry(10, 0), 0);
    }

    proptest! {
        #[test]
        fn no_wait_is_out_of_bounds(attempts: u32, random: u64) {
            prop_assert!((0..=LONGEST).contains(&retry(attempts, random)));
            prop_assert!((SECOND / 2..=LONGEST_PROBE).contains(&probe(attempts)));
        }
    }
}
