//! [`Connections`] to a file: one query at a time on each, on tokio's threads for blocking work.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, ErrorCode};

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
    idle: Arc<Mutex<Idle>>,
}

/// Connections that nobody uses now.
#[derive(Debug, Default)]
struct Idle {
    /// How often the file was replaced: a connection of before is of no more use.
    generation: u64,
    connections: Vec<Connection>,
}

impl Connections {
    pub(super) fn open(path: PathBuf, connect: Connect) -> Result<Self, Error> {
        let first = connect(&path)?;
        let idle = Idle { generation: 0, connections: vec![first] };
        Ok(Self { path, connect, idle: Arc::new(Mutex::new(idle)) })
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes all that were made before the file was replaced, those in use after their query.
    pub(super) fn close(&self) {
        let mut idle = self.idle();
        idle.generation += 1;
        idle.connections.clear();
    }

    pub(super) fn run<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Reading<'static, T> {
        let this = self.clone();
        let task = move || -> Result<T, StoreError> {
            let (generation, connection) = {
                let mut idle = this.idle();
                (idle.generation, idle.connections.pop())
            };
            let connection = match connection {
                Some(connection) => connection,
                None => (this.connect)(&this.path).map_err(not_connected)?,
            };
            // A connection that failed is not used again.
            let result = query(&connection).map_err(fault)?;
            let mut idle = this.idle();
            if idle.generation == generation {
                idle.connections.push(connection);
            }
            Ok(result)
        };
        Box::pin(async {
            tokio::task::spawn_blocking(task)
                .await
                .unwrap_or_else(|error| Err(StoreError::new(Fault::Unknown, error)))
        })
    }
}

/// A damaged file is unusable also where it is found while connecting, before the first query.
fn not_connected(error: Error) -> StoreError {
    let code = match &error {
        Error::Store { source, .. } => source.sqlite_error_code(),
        _ => None,
    };
    let is_damaged = matches!(code, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase));
    let kind = if is_damaged { Fault::Unusable } else { Fault::Unknown };
    StoreError::new(kind, error)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn connect(path: &Path) -> Result<Connection, Error> {
        Connection::open(path).map_err(|source| Error::Store { path: path.to_owned(), source })
    }

    #[tokio::test]
    async fn a_connection_of_before_the_file_was_replaced_is_not_used_again() {
        let folder = tempfile::tempdir().unwrap();
        let connections = Connections::open(folder.path().join("a.db"), connect).unwrap();
        let (started, has_started) = mpsc::channel();
        let (end, may_end) = mpsc::channel();
        let query = tokio::spawn(connections.run(move |_| {
            started.send(()).unwrap();
            may_end.recv().unwrap();
            Ok(())
        }));
        tokio::task::spawn_blocking(move || has_started.recv().unwrap()).await.unwrap();
        connections.close();
        end.send(()).unwrap();
        query.await.unwrap().unwrap();
        assert_eq!(connections.idle().connections.len(), 0);
        connections.run(|_| Ok(())).await.unwrap();
        assert_eq!(connections.idle().connections.len(), 1);
    }
}
