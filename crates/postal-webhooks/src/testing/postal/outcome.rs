//! [`Outcome`] of an attempt, as Postal's history shows it.

use std::fmt;
use std::io;

use crate::request::{DELIVERED, LONGEST_ANSWER};

/// How an attempt to deliver ends, by `lib/postal/http.rb` and what it rescues.
///
/// The texts say why; they never hold anything of a request or an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// A complete answer with this status.
    Status(u16),
    /// `-1`: no complete answer within the deadline.
    TimedOut,
    /// `-2`: the name, the connection, or an answer that ends too early.
    NoAnswer(&'static str),
    /// `-3`, "Invalid SSL certificate": any error of TLS.
    Tls,
    /// An error that Postal does not rescue. The event stays locked: it is neither tried again nor
    /// shown.
    Locked(&'static str),
}

impl Outcome {
    /// Whether Postal takes the event as delivered.
    #[must_use]
    pub fn is_delivered(self) -> bool {
        matches!(self, Self::Status(status) if DELIVERED.contains(&status))
    }

    /// The status in Postal's history; `None` where nothing appears there, ever.
    #[must_use]
    pub fn history(self) -> Option<i32> {
        match self {
            Self::Status(status) => Some(status.into()),
            Self::TimedOut => Some(-1),
            Self::NoAnswer(_) => Some(-2),
            Self::Tls => Some(-3),
            Self::Locked(_) => None,
        }
    }

    /// What becomes of an error of the connection. A broken pipe while the request is written is
    /// no error to `Net::HTTP`, which then reads the answer.
    #[must_use]
    pub fn of_error(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::TimedOut | Kind::WouldBlock => Self::TimedOut,
            Kind::ConnectionReset => Self::NoAnswer("the connection was reset"),
            Kind::ConnectionRefused => Self::NoAnswer("the connection was refused"),
            Kind::HostUnreachable => Self::NoAnswer("the host is not reachable"),
            Kind::NetworkUnreachable => Self::NoAnswer("the network is not reachable"),
            Kind::UnexpectedEof => Self::CLOSED,
            Kind::InvalidInput => Self::NoAnswer("the system refuses the address"),
            // So rustls reports whatever is wrong with TLS.
            Kind::InvalidData => Self::Tls,
            Kind::ConnectionAborted => Self::Locked("the connection was aborted"),
            Kind::AddrNotAvailable => Self::Locked("no address of this machine reaches the host"),
            Kind::BrokenPipe => Self::Locked("the connection broke"),
            _ => Self::Locked("an error of the system that Postal does not rescue"),
        }
    }

    pub(super) const CLOSED: Self =
        Self::NoAnswer("the connection was closed before the answer was complete");

    /// The outcome once Postal has stored the answer, or failed to.
    ///
    /// The column takes [`LONGEST_ANSWER`] bytes of UTF-8. An answer that is not ASCII is binary to
    /// Ruby, which does not join it with a payload that is not ASCII either.
    pub(super) fn once_stored(self, answer: &[u8], length: u64, request: &[u8]) -> Self {
        if !matches!(self, Self::Status(_)) {
            return self;
        }
        if length > LONGEST_ANSWER as u64 {
            return Self::Locked("the answer is longer than Postal can store");
        }
        if answer.is_ascii() {
            return self;
        }
        if std::str::from_utf8(answer).is_err() {
            return Self::Locked("the answer is not UTF-8, and Postal cannot store it");
        }
        if !request.is_ascii() {
            return Self::Locked(
                "neither the answer nor the event is ASCII, and Ruby joins no such",
            );
        }
        self
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "{status}"),
            Self::TimedOut => f.write_str("-1, no complete answer within the deadline"),
            Self::NoAnswer(why) => write!(f, "-2, {why}"),
            Self::Tls => f.write_str("-3, Invalid SSL certificate"),
            Self::Locked(why) => write!(f, "nothing, for ever: {why}"),
        }
    }
}
