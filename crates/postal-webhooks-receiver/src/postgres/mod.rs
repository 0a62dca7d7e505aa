//! Connections to PostgreSQL, and what its errors mean.

mod error;
mod target;
mod text;

use std::ops::Deref;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_postgres::Client;

pub(crate) use self::error::{Blame, ConnectError, blame, describe};
pub(crate) use self::target::{Problem, Target};
pub(crate) use self::text::escape;

/// How long a connection may take, with names, TLS and the login, over all hosts of the URL.
const CONNECT: Duration = Duration::from_secs(4);

/// A connection, whose queries can be made as those of a [`Client`].
///
/// It ends when it is dropped, at once, whatever the server does: a server that has stopped would
/// keep it open otherwise as long as an answer is due.
#[derive(Debug)]
pub(crate) struct Session {
    client: Client,
    task: JoinHandle<()>,
}

impl Deref for Session {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Target {
    /// Connects, within 4 seconds. `application` is what the server shows in `pg_stat_activity`,
    /// unless the URL has another name.
    ///
    /// # Errors
    ///
    /// It cannot connect in that time, or the server refuses.
    pub(crate) async fn connect(&self, application: &str) -> Result<Session, ConnectError> {
        let mut config = self.config.clone();
        if config.get_application_name().is_none() {
            config.application_name(application);
        }
        let connecting = tokio::time::timeout(CONNECT, config.connect(self.tls.clone()));
        let (client, connection) = match connecting.await {
            Ok(connected) => connected.map_err(ConnectError::new)?,
            Err(_) => return Err(ConnectError::late()),
        };
        // An error of the connection is one of the query that waits for it.
        let task = tokio::spawn(async move { drop(connection.await) });
        Ok(Session { client, task })
    }
}
