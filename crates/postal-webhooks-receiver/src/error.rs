//! [`Error`]: why a receiver does not start, or ends.

use std::io;
use std::path::PathBuf;

/// Why a receiver does not start, or ends.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The URL of a store cannot be used.
    #[error("the URL of the store cannot be used: {what}; {remedy}")]
    StoreUrl {
        /// What is wrong with it.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// The server of the store cannot be used.
    #[error(
        "cannot use the store {store}: {source}; let the server run, and this user own the schema `postal_webhooks` or make it"
    )]
    StoreServer {
        /// The store.
        store: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The server of the store does not promise that what it commits stays.
    #[error("{store} cannot be a store: {what}; {remedy}")]
    UnsafeServer {
        /// The store.
        store: String,
        /// What it does not promise.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A store in a server is not a file that could be copied.
    #[error(
        "a store in PostgreSQL is backed up by PostgreSQL: pg_dump --schema=postal_webhooks, or its continuous archiving"
    )]
    BackupOfServer,
    /// A file beside the store cannot be used.
    #[error("cannot use {path}: make its folder, and let the receiver write there", path = path.display())]
    StoreFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another receiver has the store.
    #[error("{path} is in use by another receiver; stop it first, or give this one a store of its own", path = path.display())]
    StoreInUse {
        /// The store.
        path: PathBuf,
    },
    /// The database cannot be opened or read.
    #[error("cannot use the store {path}", path = path.display())]
    Store {
        /// The store.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// There is no store to open.
    #[error("there is no store {path}; name the one of the receiver", path = path.display())]
    NoStore {
        /// Where it was looked for.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A backup cannot be written.
    #[error("cannot write the backup {path}; name a new file in a folder with room", path = path.display())]
    BackupFile {
        /// The backup.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A backup is made, and its time cannot be noted.
    #[error("the backup is made, but its time cannot be noted in {path}", path = path.display())]
    BackupNote {
        /// The file with the time.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A backup is not what it should be.
    #[error("the backup {path} cannot be used: {why}", path = path.display())]
    BackupDiffers {
        /// The backup.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The database is another program's.
    #[error("{store} is of another program; name another file or database")]
    ForeignStore {
        /// The store.
        store: String,
    },
    /// A later version of the receiver has written the database.
    #[error(
        "{store} has version {version} of the tables, which this receiver does not know; use the newer receiver, or a backup"
    )]
    NewerStore {
        /// The store.
        store: String,
        /// The version of its tables.
        version: usize,
    },
    /// The file system does not support a write-ahead log.
    #[error("{path} cannot have a write-ahead log; put it on a local disk", path = path.display())]
    NoWal {
        /// The store.
        path: PathBuf,
    },
    /// The system's SQLite can lose commits.
    #[error("SQLite {version} can lose commits; use 3.51.3 or newer, or the feature `bundled`")]
    OldSqlite {
        /// Its version.
        version: String,
    },
    /// Two sources or two sinks have the same name, or a name has characters that it may not have.
    #[error("the name {name:?} is taken, or is not made of a-z, 0-9, `-` and `_`")]
    Name {
        /// The name.
        name: String,
    },
    /// Two sources have the same path, or a path does not begin with `/`.
    #[error("the path of the source {source_name:?} is taken, or does not begin with `/`")]
    Path {
        /// Name of the source.
        source_name: String,
    },
    /// The store cannot be read.
    #[error("cannot read the store {store}")]
    Read {
        /// The store.
        store: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is no source of this name.
    #[error("there is no source {name:?}")]
    NoSource {
        /// The name.
        name: String,
    },
    /// The store takes no more for now, or could not write: answer 503, and Postal comes again.
    #[error("the event is not stored; Postal will send it again")]
    NotStored,
    /// The admin port would be open to others without a password.
    #[error(
        "the admin port is at {address}, which others can reach; set a password, or use an address of loopback"
    )]
    AdminNeedsPassword {
        /// Where it is.
        address: std::net::SocketAddr,
    },
    /// The program has a recorder of metrics already.
    #[error("the program has a recorder of metrics already; show what that one records")]
    Recorder,
    /// A sink has a URL that nothing can be posted to.
    #[error("the URL of the sink {sink:?} {problem}; write https://host/path")]
    SinkUrl {
        /// Name of the sink.
        sink: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A sink has a setting for NATS that cannot be used.
    #[cfg(feature = "nats")]
    #[error("`{setting}` of the sink {sink:?} {what}; {remedy}")]
    SinkNats {
        /// Name of the sink.
        sink: String,
        /// Which one.
        setting: &'static str,
        /// What is wrong with it.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A sink has the URL of a database, or the name of a table, that cannot be used.
    #[error("the sink {sink:?} has a URL or a table that cannot be used: {what}; {remedy}")]
    SinkDatabase {
        /// Name of the sink.
        sink: String,
        /// What is wrong.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Certificates cannot be verified.
    #[error("the sink {sink:?} cannot verify certificates; install the operating system's")]
    SinkTls {
        /// Name of the sink.
        sink: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The writer ended.
    #[error("the store failed")]
    Writer,
    /// A file or a socket failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
