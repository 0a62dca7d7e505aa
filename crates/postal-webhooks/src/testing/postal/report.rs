//! [`Report`] of what became of each event.

use super::{Attempt, End};

/// What became of the events of an [`Installation`](super::Installation).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Each event that was sent at least once, in the order of their numbers.
    pub deliveries: Vec<Delivery>,
    /// How many were never sent, since the installation was stopped.
    pub unsent: usize,
}

/// An event and its attempts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// The name of the event.
    pub name: String,
    /// Its uuid.
    pub uuid: Option<String>,
    /// The attempts, first to last.
    pub attempts: Vec<Attempt>,
    /// How it ended; `None` where it would still be tried.
    pub end: Option<End>,
}

impl Delivery {
    /// Whether it was sent more than once.
    #[must_use]
    pub fn was_retried(&self) -> bool {
        self.attempts.len() > 1
    }

    /// Whether a receiver may have taken it twice: it was sent again although it had gone out whole,
    /// because no complete answer came.
    #[must_use]
    pub fn may_be_duplicated(&self) -> bool {
        let earlier = self.attempts.split_last().map_or(&[][..], |(_, earlier)| earlier);
        let is_unanswered = |attempt: &Attempt| {
            attempt.was_sent && attempt.outcome.history().is_some_and(|status| status < 0)
        };
        earlier.iter().any(is_unanswered)
    }
}

impl Report {
    /// How many events ended so.
    #[must_use]
    pub fn ended(&self, end: End) -> usize {
        self.deliveries.iter().filter(|delivery| delivery.end == Some(end)).count()
    }

    /// How many events were sent more than once.
    #[must_use]
    pub fn retried(&self) -> usize {
        self.deliveries.iter().filter(|delivery| delivery.was_retried()).count()
    }

    /// How many events a receiver may have taken twice.
    #[must_use]
    pub fn duplicated(&self) -> usize {
        self.deliveries.iter().filter(|delivery| delivery.may_be_duplicated()).count()
    }

    /// How many events would still be tried, those never sent included.
    #[must_use]
    pub fn pending(&self) -> usize {
        let open = self.deliveries.iter().filter(|delivery| delivery.end.is_none());
        open.count() + self.unsent
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::testing::postal::Outcome;

    fn delivery(attempts: &[(Outcome, bool)], end: Option<End>) -> Delivery {
        let attempts = attempts.iter().map(|(outcome, was_sent)| Attempt {
            outcome: *outcome,
            answer: Vec::new(),
            was_sent: *was_sent,
            took: Duration::ZERO,
        });
        Delivery { name: String::new(), uuid: None, attempts: attempts.collect(), end }
    }

    #[test]
    fn an_event_may_be_taken_twice_where_it_went_out_and_no_answer_came() {
        let accepted = (Outcome::Status(200), true);
        for (first, expected) in [
            ((Outcome::TimedOut, true), true),
            ((Outcome::CLOSED, true), true),
            // It did not go out whole, or the receiver said that it did not take it.
            ((Outcome::TimedOut, false), false),
            ((Outcome::Status(503), true), false),
        ] {
            let delivery = delivery(&[first, accepted], Some(End::Acknowledged));
            assert_eq!(delivery.may_be_duplicated(), expected, "{first:?}");
        }
        // It is not tried again.
        assert!(!delivery(&[(Outcome::TimedOut, true)], Some(End::GivenUp)).may_be_duplicated());
    }

    #[test]
    fn the_report_counts_each_event_once() {
        let failed = (Outcome::Status(500), true);
        let report = Report {
            deliveries: vec![
                delivery(&[(Outcome::Status(200), true)], Some(End::Acknowledged)),
                delivery(&[failed; 6], Some(End::GivenUp)),
                delivery(&[failed], None),
                delivery(&[(Outcome::Locked(""), true)], Some(End::Locked)),
            ],
            unsent: 2,
        };
        let ended = [End::Acknowledged, End::GivenUp, End::Locked].map(|end| report.ended(end));
        assert_eq!((ended, report.retried(), report.pending()), ([1, 1, 1], 1, 3));
    }
}
