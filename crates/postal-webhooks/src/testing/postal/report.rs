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
