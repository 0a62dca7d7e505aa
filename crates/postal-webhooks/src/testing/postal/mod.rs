//! A Postal that sends: requests, answers and retries as those of a real one.
//!
//! A [`Client`] makes single attempts as Postal's `lib/postal/http.rb` does with Ruby's
//! `Net::HTTP`, and tells the [`Outcome`] that Postal's history would show. An [`Installation`]
//! tries events again by Postal's table, on a time scale of its own, and reports what became of
//! each. So it is an oracle for the tests of a receiver: it shares no code with one.
//!
//! ```
//! use postal_webhooks::testing::postal::{Client, Outcome, Wire};
//! use postal_webhooks::testing::{Signer, example};
//!
//! let target = "http://127.0.0.1:9/postal".parse()?;
//! let request = Signer::generate().sign(example("MessageSent", "typical").body);
//! let attempt = Client::new().post(&target, &Wire::new(&target, &request));
//! assert_eq!(attempt.outcome, Outcome::NoAnswer("the connection was refused"));
//! assert_eq!(attempt.outcome.history(), Some(-2));
//! # Ok::<(), postal_webhooks::testing::postal::TargetError>(())
//! ```
//!
//! The library opens plain connections. A program that has TLS implements [`Connect`] on top of a
//! [`Connection`].

mod answer;
mod client;
mod connection;
mod content;
mod installation;
mod outcome;
mod reader;
mod report;
mod retries;
mod target;
mod wire;

pub use client::{Attempt, Client};
pub use connection::{Connect, Connection, PlainConnect, Stream};
pub use installation::{Installation, QueuedEvent};
pub use outcome::Outcome;
pub use report::{Delivery, Report};
pub use retries::{End, Next, Retries};
pub use target::{Target, TargetError};
pub use wire::{Pace, Wire};
