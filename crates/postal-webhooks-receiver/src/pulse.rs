//! [`Pulse`]: what a source was answered in the last hour, for people who look.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::ingest::Answer;

/// Minutes that are kept.
pub(crate) const MINUTES: usize = 60;
const MINUTE: i64 = 60 * 1_000_000;

/// What a source was answered.
#[derive(Debug, Default)]
pub(crate) struct Pulse(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The newest last; those without a request are left out.
    minutes: VecDeque<(i64, Minute)>,
    /// When the first request was not accepted since the last that was.
    failing_since: Option<i64>,
}

/// The answers of a minute.
#[derive(Clone, Debug, Default)]
pub(crate) struct Minute {
    pub(crate) accepted: u64,
    /// Requests that were not accepted, by the word of the answer.
    pub(crate) refused: BTreeMap<&'static str, u64>,
    /// The longest time to an answer.
    pub(crate) slowest: Duration,
}

impl Pulse {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts an answer at this time, in microseconds since 1970.
    pub(crate) fn answered(&self, answer: Answer, took: Duration, now: i64) {
        let (status, word) = answer.line();
        let mut state = self.state();
        if status.is_success() {
            state.failing_since = None;
        } else {
            state.failing_since.get_or_insert(now);
        }
        let minute = now.div_euclid(MINUTE);
        // A clock that was set back counts on in the newest minute.
        if state.minutes.back().is_none_or(|(newest, _)| *newest < minute) {
            state.minutes.push_back((minute, Minute::default()));
            if state.minutes.len() > MINUTES {
                state.minutes.pop_front();
            }
        }
        let Some((_, counts)) = state.minutes.back_mut() else { return };
        counts.slowest = counts.slowest.max(took);
        if status.is_success() {
            counts.accepted += 1;
        } else {
            *counts.refused.entry(word).or_default() += 1;
        }
    }

    /// When the first request was not accepted since the last that was, in microseconds since 1970.
    pub(crate) fn failing_since(&self) -> Option<i64> {
        self.state().failing_since
    }

    /// The last hour, the oldest minute first.
    pub(crate) fn minutes(&self, now: i64) -> Vec<Minute> {
        let mut hour = vec![Minute::default(); MINUTES];
        let newest = now.div_euclid(MINUTE);
        for (minute, counts) in &self.state().minutes {
            let ago = usize::try_from(newest - minute).ok().filter(|ago| *ago < MINUTES);
            if let Some(ago) = ago {
                hour[MINUTES - 1 - ago] = counts.clone();
            }
        }
        hour
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Accepted;

    #[test]
    fn an_hour_is_kept_and_a_success_ends_a_failure() {
        let pulse = Pulse::default();
        let (stored, took) =
            (Answer::Accepted(Accepted::Stored { seq: 1 }), Duration::from_millis(2));
        for minute in 0..70 {
            pulse.answered(stored, took, minute * MINUTE + 1);
        }
        pulse.answered(Answer::Busy, 3 * took, 69 * MINUTE + 2);
        pulse.answered(Answer::NotStored, took, 69 * MINUTE + 3);
        assert_eq!(pulse.failing_since(), Some(69 * MINUTE + 2));
        let hour = pulse.minutes(70 * MINUTE);
        assert_eq!(hour.len(), MINUTES);
        assert_eq!(hour.iter().map(|minute| minute.accepted).sum::<u64>(), 59);
        assert_eq!((hour[58].accepted, hour[58].slowest), (1, 3 * took));
        assert_eq!(hour[58].refused, [("busy", 1), ("not-stored", 1)].into());
        assert_eq!(hour[59].accepted, 0);
        pulse.answered(stored, took, 71 * MINUTE);
        assert_eq!(pulse.failing_since(), None);
        // A clock that was set back loses nothing.
        pulse.answered(stored, took, 0);
        assert_eq!(pulse.minutes(71 * MINUTE)[59].accepted, 2);
    }
}
