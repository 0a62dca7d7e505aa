//! Opening a SQLite store: lock, settings, migrations.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::Sqlite;
use crate::error::Error;

/// Marks a database as ours: `PWhk`.
const APPLICATION_ID: i32 = 0x5057_686b;

/// One SQL file for each version of the schema.
const MIGRATIONS: [(u32, &str); 1] = [(1, include_str!("migrations/1.sql"))];

/// The first SQLite without a race between a write and a checkpoint that loses commits.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long a lock of another program is waited for.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// A store that is open for writing, and its lock.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) connection: Connection,
    /// Held as long as the store is.
    pub(crate) lock: File,
}

/// Opens the store for the one receiver that writes.
///
/// Nobody but SQLite opens the file itself: closing any descriptor of it would drop SQLite's locks.
pub(crate) fn open(store: &Sqlite) -> Result<Opened, Error> {
    let path = store.path.as_path();
    let lock_path = store.beside(".lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(|source| Error::StoreFile { path: lock_path.clone(), source })?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Error::StoreInUse { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => {
            return Err(Error::StoreFile { path: lock_path, source });
        }
    }
    let connection = connect(path)?;
    // A rollback journal that comes back after a power cut would undo what was committed since.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|source| Error::StoreFile { path: folder.to_owned(), source })?;
    Ok(Opened { connection, lock })
}

/// Whether somebody has the store open for writing.
pub(crate) fn is_locked(store: &Sqlite) -> Result<bool, Error> {
    let path = store.beside(".lock");
    let lock = match File::options().write(true).open(&path) {
        Ok(lock) => lock,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(source) => return Err(Error::StoreFile { path, source }),
    };
    match lock.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(source)) => Err(Error::StoreFile { path, source }),
    }
}

/// Connects and brings the schema up to date.
pub(super) fn connect(path: &Path) -> Result<Connection, Error> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::OldSqlite { version: rusqlite::version().to_owned() });
    }
    let failed = |source| Error::Store { path: path.to_owned(), source };
    let mut connection = Connection::open(path).map_err(failed)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(failed)?;
    let id = pragma(&connection, "application_id").map_err(failed)?;
    let version = pragma(&connection, "user_version").map_err(failed)?;
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(failed)?;
    if tables > 0 && id != i64::from(APPLICATION_ID) {
        return Err(Error::ForeignStore { store: path.display().to_string() });
    }
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > MIGRATIONS.len() {
        return Err(Error::NewerStore { store: path.display().to_string(), version });
    }
    if tables == 0 {
        // Before the first table, or it has no effect.
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL").map_err(failed)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    }
    let mode: String =
        connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).map_err(failed)?;
    if mode != "wal" {
        return Err(Error::NoWal { path: path.to_owned() });
    }
    for (name, value) in [
        ("synchronous", "FULL"),
        ("wal_autocheckpoint", "2000"),
        ("journal_size_limit", "67108864"),
        ("cache_size", "-8192"),
    ] {
        connection.pragma_update(None, name, value).map_err(failed)?;
    }
    migrate(&mut connection, path, version)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Applies each migration that is missing in a transaction of its own, after a copy was made.
fn migrate(connection: &mut Connection, path: &Path, version: usize) -> Result<(), Error> {
    let failed = |source| Error::Store { path: path.to_owned(), source };
    if version > 0 && version < MIGRATIONS.len() {
        let mut copy = path.as_os_str().to_owned();
        copy.push(format!(".before-{}", MIGRATIONS.len()));
        // The copy of a migration that was cut is not whole.
        if let Err(source) = std::fs::remove_file(&copy)
            && source.kind() != std::io::ErrorKind::NotFound
        {
            return Err(Error::StoreFile { path: copy.into(), source });
        }
        connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()]).map_err(failed)?;
    }
    for (number, sql) in MIGRATIONS.iter().skip(version) {
        let transaction = connection.transaction().map_err(failed)?;
        transaction.execute_batch(sql).map_err(failed)?;
        transaction.pragma_update(None, "user_version", number).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(())
}

/// Opens the store for reading alone: it changes nothing, and waits for nobody.
pub(crate) fn open_to_read(path: &Path) -> Result<Connection, Error> {
    let failed = |source| Error::Store { path: path.to_owned(), source };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(failed)?;
    if pragma(&connection, "application_id").map_err(failed)? != i64::from(APPLICATION_ID) {
        return Err(Error::ForeignStore { store: path.display().to_string() });
    }
    let version = pragma(&connection, "user_version").map_err(failed)?;
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version != MIGRATIONS.len() {
        return Err(Error::NewerStore { store: path.display().to_string(), version });
    }
    Ok(connection)
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
