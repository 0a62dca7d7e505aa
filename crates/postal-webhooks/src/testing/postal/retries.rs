//! [`Retries`], the state of one event between its attempts.

use std::time::Duration;

use super::Outcome;
use crate::request::RETRY_WAITS;

/// Counts the attempts of an event, and says what follows each.
///
/// ```
/// use std::time::Duration;
/// use postal_webhooks::testing::postal::{Next, Outcome, Retries};
///
/// let mut retries = Retries::default();
/// assert_eq!(retries.record(Outcome::Status(503)), Next::RetryAfter(Duration::from_secs(120)));
/// assert_eq!(retries.record(Outcome::Status(200)), Next::End(postal_webhooks::testing::postal::End::Acknowledged));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retries {
    attempts: usize,
}

/// What follows an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another attempt, so long after this one has ended.
    RetryAfter(Duration),
    /// Nothing.
    End(End),
}

/// How an event ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// A receiver accepted it.
    Acknowledged,
    /// The last attempt failed too. It is lost.
    GivenUp,
    /// Postal failed over the answer. The event stays in its table, and is never tried again.
    Locked,
}

impl Retries {
    /// The attempts that were recorded.
    #[must_use]
    pub fn attempts(self) -> usize {
        self.attempts
    }

    /// Records an attempt.
    pub fn record(&mut self, outcome: Outcome) -> Next {
        let wait = RETRY_WAITS.get(self.attempts);
        self.attempts += 1;
        match (outcome, wait) {
            (Outcome::Locked(_), _) => Next::End(End::Locked),
            (outcome, _) if outcome.is_delivered() => Next::End(End::Acknowledged),
            (_, Some(wait)) => Next::RetryAfter(*wait),
            (_, None) => Next::End(End::GivenUp),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::GIVES_UP_AFTER;

    #[test]
    fn an_event_is_tried_six_times_and_then_lost() {
        for outcome in [
            Outcome::Status(199),
            Outcome::Status(301),
            Outcome::Status(410),
            Outcome::TimedOut,
            Outcome::NoAnswer(""),
            Outcome::Tls,
        ] {
            let mut retries = Retries::default();
            let mut waited = Duration::ZERO;
            let end = loop {
                match retries.record(outcome) {
                    Next::RetryAfter(wait) => waited += wait,
                    Next::End(end) => break end,
                }
            };
            assert_eq!((end, retries.attempts(), waited), (End::GivenUp, 6, GIVES_UP_AFTER));
        }
    }

    #[test]
    fn an_answer_that_postal_fails_over_locks_the_event() {
        let mut retries = Retries::default();
        assert_eq!(retries.record(Outcome::Locked("")), Next::End(End::Locked));
    }

    #[test]
    fn every_2xx_acknowledges() {
        for status in [200, 204, 299] {
            let mut retries = Retries::default();
            retries.record(Outcome::TimedOut);
            let next = retries.record(Outcome::Status(status));
            assert_eq!((next, retries.attempts()), (Next::End(End::Acknowledged), 2));
        }
    }
}
