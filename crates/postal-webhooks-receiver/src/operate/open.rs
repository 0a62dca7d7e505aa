//! [`OpenStore`]: a store that is open without a receiver, to look at it or to change it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{
    Action, ActionError, Backup, DeadLetter, EventHead, Operator, QuarantineHead, Report,
    Selection, SinkInfo, Whole, backup,
};
use crate::error::Error;
use crate::event::StoredEvent;
use crate::retention::Retention;
use crate::store::inspect::Listing;
use crate::store::{Opened, Queue, Readers, Store, StoreError, WriterThread, sqlite};

/// A store that is open without a receiver.
///
/// To read, it can be opened at any time; to change, a file while no receiver has it, and PostgreSQL
/// at any time. Its methods need a tokio runtime.
pub struct OpenStore {
    store: Store,
    operator: Operator,
    writer: Option<WriterThread>,
}

impl std::fmt::Debug for OpenStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenStore").field("store", &self.store).finish_non_exhaustive()
    }
}

impl OpenStore {
    /// Opens a store to read; nothing is changed, and a receiver that runs is not in the way.
    ///
    /// # Errors
    ///
    /// There is no store, or it is of another program or a later version.
    pub fn open_to_read(store: impl Into<Store>) -> Result<Self, Error> {
        let store = store.into();
        let operator = operator(store.open_to_read()?, None);
        Ok(Self { store, operator, writer: None })
    }

    /// Opens a store to change it, as a receiver does: a file by no other meanwhile.
    ///
    /// # Errors
    ///
    /// As those of [`open_to_read`](Self::open_to_read), and a receiver has the file
    /// ([`Error::StoreInUse`]).
    pub async fn open(store: impl Into<Store>) -> Result<Self, Error> {
        let store = match store.into() {
            Store::Sqlite(store) => Store::Sqlite(store.ballast(0)),
            #[cfg(feature = "postgres")]
            store @ Store::Postgres(_) => store,
        };
        // Who names the wrong one makes no store of it.
        let (reader, _) = store.open_to_read()?;
        reader.last().await.map_err(|error| store.read_error(error))?;
        drop(reader);
        let Opened { readers, queue, writer, .. } = store.open().await?;
        Ok(Self { store, operator: operator(readers, Some(queue)), writer: Some(writer) })
    }

    /// Whether a receiver, or who changes the store, keeps others from changing it now.
    ///
    /// # Errors
    ///
    /// There is no store, or its lock cannot be read.
    pub fn is_in_use(store: &Store) -> Result<bool, Error> {
        match store {
            Store::Sqlite(store) => {
                store.check_exists()?;
                sqlite::is_locked(store)
            }
            #[cfg(feature = "postgres")]
            Store::Postgres(_) => Ok(false),
        }
    }

    /// The newest sequence, or 0.
    ///
    /// # Errors
    ///
    /// The store cannot be read, here and below.
    pub async fn last(&self) -> Result<i64, Error> {
        self.operator.reader.last().await.map_err(|error| self.read(error))
    }

    /// When the newest event was received, in microseconds since 1970.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub async fn last_received(&self) -> Result<Option<i64>, Error> {
        let newest = self.newest(&Selection::default(), 1).await?;
        Ok(newest.first().map(|event| event.received_at))
    }

    /// Events without their bodies, the oldest first, at most so many.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub async fn oldest(&self, select: &Selection, limit: usize) -> Result<Vec<EventHead>, Error> {
        let list = async {
            let list = Listing { limit, ..self.operator.listing(select).await? };
            self.operator.inspect.heads(list).await
        };
        list.await.map_err(|error| self.read(error))
    }

    /// Events without their bodies, the newest first, at most so many.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub async fn newest(&self, select: &Selection, limit: usize) -> Result<Vec<EventHead>, Error> {
        let list = async {
            let list = self.operator.listing(select).await?;
            self.operator.inspect.heads(Listing { limit, newest_first: true, ..list }).await
        };
        list.await.map_err(|error| self.read(error))
    }

    /// Events, the oldest first, at most so many, and fewer where their bodies are long.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub async fn events(
        &self,
        select: &Selection,
        limit: usize,
    ) -> Result<Vec<StoredEvent>, Error> {
        let list = async {
            let list = Listing { limit, ..self.operator.listing(select).await? };
            self.operator.inspect.full(list).await
        };
        list.await.map_err(|error| self.read(error))
    }

    /// How all sinks stand.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub async fn sinks(&self) -> Result<Vec<SinkInfo>, Error> {
        self.operator.sinks().await.map_err(|error| self.read(error))
    }

    /// Bodies in quarantine, after so many, at most so many.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub async fn quarantine(&self, skip: u64, limit: usize) -> Result<Vec<QuarantineHead>, Error> {
        let list = self.operator.inspect.quarantine(skip, limit);
        list.await.map_err(|error| self.read(error))
    }

    /// The body in quarantine whose digest begins so.
    ///
    /// # Errors
    ///
    /// There is none, or there are several.
    pub async fn quarantined(&self, digest: &str) -> Result<Whole, ActionError> {
        self.operator.quarantined(digest).await.map(Whole::from)
    }

    /// Dead letters of a sink, or of all, after so many, at most so many.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub async fn dead_letters(
        &self,
        sink: Option<&str>,
        skip: u64,
        limit: usize,
    ) -> Result<Vec<DeadLetter>, Error> {
        let list = self.operator.inspect.dead(sink.map(str::to_owned), skip, limit);
        list.await.map_err(|error| self.read(error))
    }

    /// Keeps what is stored for as long as this when [`Action::Prune`] asks for it.
    #[must_use]
    pub fn retention(mut self, retention: Retention) -> Self {
        self.operator.retention = retention;
        self
    }

    /// Does what an operator asks for.
    ///
    /// # Errors
    ///
    /// It cannot be done, or the store is open for reading alone.
    pub async fn act(&self, action: &Action) -> Result<Report, ActionError> {
        self.operator.act(action, false).await
    }

    /// Tells what [`act`](Self::act) would touch, and changes nothing.
    ///
    /// # Errors
    ///
    /// It could not be done.
    pub async fn look(&self, action: &Action) -> Result<Report, ActionError> {
        self.operator.act(action, true).await
    }

    /// Makes a copy of the store in a file, which is whole or not there, and notes the time. An
    /// older backup is replaced, and nothing else.
    ///
    /// # Errors
    ///
    /// The file is there and is no backup, it cannot be written, or the store cannot be read.
    pub async fn backup(&self, to: &Path) -> Result<Backup, Error> {
        backup::make(self.file()?, to.to_owned()).await
    }

    /// Makes a copy as [`backup`](Self::backup) does, and compares it with the store as
    /// [`verify_backup`](Self::verify_backup) does before it takes the place of an older one.
    ///
    /// # Errors
    ///
    /// As those of both.
    pub async fn backup_verified(&self, to: &Path) -> Result<Backup, Error> {
        backup::make_verified(self.file()?, to.to_owned()).await
    }

    /// Compares a copy with the store: all that both can have is in both, and the copy is sound.
    ///
    /// # Errors
    ///
    /// It is not, or one of them cannot be read.
    pub async fn verify_backup(&self, copy: &Path) -> Result<Backup, Error> {
        backup::verify(self.file()?, copy.to_owned()).await
    }

    /// Ends what is under way.
    pub async fn close(self) {
        if let Some(queue) = &self.operator.queue {
            queue.close();
        }
        if let Some(writer) = self.writer {
            let _ = tokio::task::spawn_blocking(move || writer.join()).await;
        }
    }

    fn file(&self) -> Result<PathBuf, Error> {
        self.store.file().map(Path::to_owned).ok_or(Error::BackupOfServer)
    }

    fn read(&self, error: StoreError) -> Error {
        self.store.read_error(error)
    }
}

fn operator((reader, inspect): Readers, queue: Option<Arc<Queue>>) -> Operator {
    Operator {
        reader,
        inspect,
        queue,
        retention: Retention::default(),
        configured: None,
        clock_suspect: false,
        running: Vec::new(),
    }
}
