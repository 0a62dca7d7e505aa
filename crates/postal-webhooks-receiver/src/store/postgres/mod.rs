//! PostgreSQL store: several receivers share one, in a schema of its own.

mod columns;
mod index;
mod inspect;
mod open;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;
use std::sync::Arc;

use tokio_postgres::error::SqlState;

pub(crate) use self::index::PostgresIndex;
pub(crate) use self::open::open;
pub(crate) use self::read::{PostgresReader, follow};
pub(crate) use self::write::PostgresWriter;
use super::{Fault, StoreError};
use crate::error::Error;
use crate::postgres::{Blame, ConnectError, Target, blame, describe};

/// A store in PostgreSQL 13 or newer, which several receivers share: in the schema
/// `postal_webhooks`, which is made if it is not there.
///
/// What is received is stored as long as the server is up. Otherwise requests are answered 503, and
/// Postal comes again.
#[derive(Clone)]
pub struct Postgres {
    pub(crate) target: Arc<Target>,
}

impl Postgres {
    /// Stores in the database of this URL, `postgres://user@host/database`.
    ///
    /// `sslmode` is `disable`, or `require` or `verify-full`, which both verify the certificate and
    /// the name. Without it, TLS is required unless the server is on this machine.
    ///
    /// # Errors
    ///
    /// It is no such URL. The error shows nothing of it, since it may have a password.
    ///
    /// ```
    /// use postal_webhooks_receiver::{Postgres, Receiver};
    ///
    /// let store = Postgres::at("postgres://postal@db.example.com/webhooks")?;
    /// let builder = Receiver::builder(store);
    /// # Ok::<_, postal_webhooks_receiver::Error>(())
    /// ```
    pub fn at(url: &str) -> Result<Self, Error> {
        let target = Target::parse(url).map_err(|problem| Error::StoreUrl {
            what: problem.what.to_owned(),
            remedy: problem.remedy,
        })?;
        Ok(target.into())
    }

    /// Hosts and database, without what may be secret.
    pub(crate) fn place(&self) -> String {
        format!("postgres://{}", self.target.place())
    }
}

impl From<Target> for Postgres {
    fn from(target: Target) -> Self {
        Self { target: Arc::new(target) }
    }
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Postgres").field(&self.place()).finish()
    }
}

type PgError = tokio_postgres::Error;

/// What an error of the server means for the one who waits, in words without values.
fn fault(error: &PgError) -> StoreError {
    let kind = match error.code().map(SqlState::code) {
        Some("53100") => Fault::Full,
        // In order: a serialization, a deadlock, a lock, a statement that took too long.
        Some("40001" | "40P01" | "55P03" | "57014") => Fault::Busy,
        // The connection is of no more use, and the next may find another server.
        _ => Fault::Away,
    };
    let text = match error.code() {
        // Tables that are not there.
        Some(&SqlState::UNDEFINED_TABLE) => {
            "there is no store in this database; name that of the receiver".to_owned()
        }
        Some(&SqlState::QUERY_CANCELED) => "it took too long".to_owned(),
        _ => describe(error),
    };
    StoreError::new(kind, Described(text))
}

fn not_connected(error: ConnectError) -> StoreError {
    StoreError::new(Fault::Away, error)
}

fn late() -> StoreError {
    StoreError::new(Fault::Away, Described("no answer in time".to_owned()))
}

fn is_data(error: &PgError) -> bool {
    blame(error) == Blame::Data
}

/// What happened.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Described(String);
