//! [`Store`]: which engine, and how it is opened.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::watch;

use super::index::Index;
use super::inspect::Inspect;
#[cfg(feature = "postgres")]
use super::postgres::{self, Postgres, PostgresIndex, PostgresReader, PostgresWriter};
use super::sqlite::{self, Sqlite, SqliteIndex, SqliteReader, SqliteWriter};
use super::{Queue, Reader, StoreError, Writer, writer};
use crate::config::secret;
use crate::error::Error;

/// Where events are stored.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Store {
    /// In a file, by one receiver.
    Sqlite(Sqlite),
    /// In a server, by any number of receivers.
    #[cfg(feature = "postgres")]
    Postgres(Postgres),
}

impl Store {
    /// The store of this name: a URL of `postgres`, or the path of a file; or `env:NAME` or
    /// `file:PATH`, where it is.
    ///
    /// # Errors
    ///
    /// Nothing is there, the URL is malformed, or this program was built without PostgreSQL.
    pub fn named(name: &str) -> Result<Self, Error> {
        let resolved = secret::resolve(name).map_err(|missing| Error::StoreUrl {
            what: missing.what(),
            remedy: "put the URL there",
        })?;
        let name = resolved.reveal();
        if !is_url(name) {
            return Ok(Sqlite::at(name).into());
        }
        #[cfg(feature = "postgres")]
        return Ok(Postgres::at(name)?.into());
        #[cfg(not(feature = "postgres"))]
        return Err(Error::StoreUrl {
            what: "this program was built without PostgreSQL".to_owned(),
            remedy: "build it with the feature `postgres`, or name a file",
        });
    }

    /// Whether a name is that of a server, or says where its URL is, and not the path of a file.
    #[must_use]
    pub fn is_server(name: &str) -> bool {
        is_url(name) || secret::is_reference(name)
    }

    /// The file, if it is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(store) => Some(&store.path),
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => None,
        }
    }
}

/// Shows the path, or the URL without what may be secret.
impl fmt::Display for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(store) => store.path.display().fmt(f),
            #[cfg(feature = "postgres")]
            Self::Postgres(store) => f.write_str(&store.place()),
        }
    }
}

impl From<Sqlite> for Store {
    fn from(store: Sqlite) -> Self {
        Self::Sqlite(store)
    }
}

impl From<PathBuf> for Store {
    fn from(path: PathBuf) -> Self {
        Sqlite::at(path).into()
    }
}

impl From<&Path> for Store {
    fn from(path: &Path) -> Self {
        Sqlite::at(path).into()
    }
}

#[cfg(feature = "postgres")]
impl From<Postgres> for Store {
    fn from(store: Postgres) -> Self {
        Self::Postgres(store)
    }
}

/// The thread that writes.
pub(crate) type WriterThread = JoinHandle<()>;

/// The two that read a store: for sinks, and for operators, who must not keep sinks waiting.
pub(crate) type Readers = (Arc<dyn Reader>, Arc<dyn Inspect>);

/// What the view reads by.
pub(crate) struct View {
    /// It waits for less time than others do.
    pub(crate) inspect: Arc<dyn Inspect>,
    /// Absent where it cannot be made: the log says why.
    pub(crate) index: Option<Arc<dyn Index>>,
}

/// A store that is open for writing.
pub(crate) struct Opened {
    pub(crate) readers: Readers,
    pub(crate) queue: Arc<Queue>,
    /// The newest sequence, which wakes the sinks.
    pub(crate) last: watch::Sender<i64>,
    /// Whether the writer has ended by itself.
    pub(crate) failed: watch::Receiver<bool>,
    pub(crate) writer: WriterThread,
}

impl Store {
    /// Opens it, and starts to write what is put into the queue.
    pub(crate) async fn open(&self) -> Result<Opened, Error> {
        match self {
            Self::Sqlite(store) => {
                let store = store.clone();
                let (writer, reader) = tokio::task::spawn_blocking(move || {
                    let writer = SqliteWriter::new(&store, sqlite::open(&store)?);
                    Ok::<_, Error>((writer, SqliteReader::open(store.path)?))
                })
                .await
                .map_err(std::io::Error::other)??;
                let reader = Arc::new(reader);
                self.start(writer, (Arc::clone(&reader) as _, reader)).await
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(store) => {
                postgres::open(store).await?;
                let reader = Arc::new(PostgresReader::for_sinks(store.clone()));
                let weak = Arc::downgrade(&reader);
                let inspect = Arc::new(PostgresReader::for_operators(store.clone()));
                let writer = PostgresWriter::new(store.clone());
                let opened = self.start(writer, (reader, inspect)).await?;
                tokio::spawn(postgres::follow(weak, opened.last.clone()));
                Ok(opened)
            }
        }
    }

    /// Opens it to read; nothing is changed, and a receiver that runs is not in the way.
    pub(crate) fn open_to_read(&self) -> Result<Readers, Error> {
        match self {
            Self::Sqlite(store) => {
                store.check_exists()?;
                let reader = Arc::new(SqliteReader::open(store.path.clone())?);
                Ok((Arc::clone(&reader) as _, reader))
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(store) => {
                let reader = Arc::new(PostgresReader::for_operators(store.clone()));
                Ok((Arc::clone(&reader) as _, reader))
            }
        }
    }

    /// What the view of a store reads by, which is open already.
    pub(crate) async fn view(&self, inspect: &Arc<dyn Inspect>) -> View {
        match self {
            Self::Sqlite(store) => {
                let path = store.beside(".search");
                let index = tokio::task::spawn_blocking(|| SqliteIndex::open(path)).await;
                let index = index.unwrap_or_else(|error| Err(std::io::Error::other(error).into()));
                let index = index.map(|index| Arc::new(index) as _);
                let index = index.inspect_err(|error| {
                    tracing::warn!(code = "no-index", error = %error);
                });
                View { inspect: Arc::clone(inspect), index: index.ok() }
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(store) => View {
                inspect: Arc::new(PostgresReader::for_view(store.clone())),
                index: Some(Arc::new(PostgresIndex::new(store.clone()))),
            },
        }
    }

    pub(crate) fn read_error(&self, error: StoreError) -> Error {
        Error::Read { store: self.to_string(), source: Box::new(error) }
    }

    async fn start(&self, writer: impl Writer, readers: Readers) -> Result<Opened, Error> {
        let newest = readers.0.last().await.map_err(|error| self.read_error(error))?;
        let queue = Arc::new(Queue::default());
        let (last, (failed_sender, failed)) = (watch::Sender::new(newest), watch::channel(false));
        let writer = spawn(writer, Arc::clone(&queue), last.clone(), failed_sender)?;
        Ok(Opened { readers, queue, last, failed, writer })
    }
}

fn is_url(name: &str) -> bool {
    name.starts_with("postgres://") || name.starts_with("postgresql://")
}

/// Starts the writer on a thread of its own.
fn spawn(
    writer: impl Writer,
    queue: Arc<Queue>,
    last: watch::Sender<i64>,
    failed: watch::Sender<bool>,
) -> Result<WriterThread, Error> {
    /// Says that the writer ended, also where it panicked.
    struct Ending(Arc<Queue>, watch::Sender<bool>, bool);

    impl Drop for Ending {
        fn drop(&mut self) {
            self.0.abandon();
            if !self.2 {
                tracing::error!(code = "writer-ended");
                self.1.send_replace(true);
            }
        }
    }

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = std::thread::Builder::new().name("store".to_owned()).spawn(move || {
        let mut ending = Ending(Arc::clone(&queue), failed, false);
        ending.2 = runtime.block_on(writer::run(writer, &queue, &last)).is_ok();
    })?;
    Ok(thread)
}
