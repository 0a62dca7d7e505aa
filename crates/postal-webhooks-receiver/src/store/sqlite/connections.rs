//! [`Connections`] to a file: one query at a time on each, on tokio's threads for blocking work.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::fault;
use crate::error::Error;
use crate::store::{Fault, Reading, StoreError};

/// How a connection is made.
pub(super) type Connect = fn(&Path) -> Result<Connection, Error>;

/// Connections to a file, as many as there are queries at a time.
#[derive(Clone, Debug)]
pub(super) struct Connections {
    path: PathBuf,
    connect: Connect,
    /// Those that nobody uses now.
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Connections {
    pub(super) fn open(path: PathBuf, connect: Connect) -> Result<Self, Error> {
        let first = connect(&path)?;
        Ok(Self { path, connect, idle: Arc::new(Mutex::new(vec![first])) })
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes those that nobody uses now.
    pub(super) fn close(&self) {
        self.idle().clear();
    }

    pub(super) fn run<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Reading<'static, T> {
        let this = self.clone();
        let task = move || -> Result<T, StoreError> {
            let connection = this.idle().pop();
            let connection = match connection {
                Some(connection) => connection,
                None => (this.connect)(&this.path)
                    .map_err(|error| StoreError::new(Fault::Unknown, error))?,
            };
            // A connection that failed is not used again.
            let result = query(&connection).map_err(fault)?;
            this.idle().push(connection);
            Ok(result)
        };
        Box::pin(async {
            tokio::task::spawn_blocking(task)
                .await
                .unwrap_or_else(|error| Err(StoreError::new(Fault::Unknown, error)))
        })
    }
}
