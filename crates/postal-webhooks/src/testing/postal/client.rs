//! [`Client`], which makes single attempts.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Connect, Outcome, PlainConnect, Stream, Target, Wire, answer};
use crate::request::DEADLINE;

/// Sends requests as Postal's `lib/postal/http.rb` does: each on a new connection, within the
/// deadline, without following redirects.
///
/// Unlike Postal's worker, it uses no proxy.
#[derive(Clone)]
pub struct Client {
    connect: Arc<dyn Connect>,
    deadline: Duration,
}

/// An attempt to deliver.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// How it ended.
    pub outcome: Outcome,
    /// The body of the answer, decoded, and cut at the length that Postal can store.
    pub answer: Vec<u8>,
    /// Whether the whole request went out, so that the receiver may have it.
    pub was_sent: bool,
    /// How long it took, connecting and reading included.
    pub took: Duration,
}

impl Client {
    /// Sends by `http` alone, within Postal's [`DEADLINE`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_connect(PlainConnect)
    }

    /// Sends on connections that the program opens, for instance with TLS.
    #[must_use]
    pub fn with_connect(connect: impl Connect + 'static) -> Self {
        Self { connect: Arc::new(connect), deadline: DEADLINE }
    }

    /// Sets another deadline than Postal's.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Makes one attempt. It never takes much longer than the deadline.
    #[must_use]
    pub fn post(&self, target: &Target, wire: &Wire) -> Attempt {
        let start = Instant::now();
        let (mut attempt, until) = (Attempt::failed(Outcome::TimedOut), start + self.deadline);
        match self.connect.connect(target, until) {
            Ok(mut stream) => attempt.exchange(stream.as_mut(), wire),
            Err(outcome) => attempt.outcome = outcome,
        }
        attempt.took = start.elapsed();
        attempt
    }
}

impl Attempt {
    fn failed(outcome: Outcome) -> Self {
        Self { outcome, answer: Vec::new(), was_sent: false, took: Duration::ZERO }
    }

    fn exchange(&mut self, stream: &mut dyn Stream, wire: &Wire) {
        match wire.write_to(stream) {
            Ok(was_sent) => self.was_sent = was_sent,
            // The answer of a receiver that does not read to the end can be there all the same.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Err(error) => {
                self.outcome = Outcome::of_error(&error);
                return;
            }
        }
        let (outcome, body) = answer::read(stream);
        self.outcome = outcome.once_stored(&body.kept, body.length, &wire.body);
        self.answer = body.kept;
    }
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}
