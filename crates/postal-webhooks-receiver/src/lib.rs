//! Receiver for the webhooks of the Postal mail server that loses nothing.

mod error;
mod event;
mod sink;
mod store;

pub use error::Error;
pub use event::{Accepted, Class, Reason, StoredEvent};
pub use sink::{Outcome, Sink};
pub use store::sqlite::Sqlite;
