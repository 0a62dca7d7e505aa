//! Backups: copies that SQLite makes of a store, also while a receiver writes it.

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::Serialize;

use crate::clock;
use crate::error::Error;
use crate::store::sqlite::{Sqlite, is_locked, open_to_read};

/// A copy of a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Backup {
    /// Where it is.
    pub file: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// Events in it.
    pub events: u64,
    /// Bodies in quarantine in it.
    pub quarantined: u64,
    /// Its newest sequence.
    pub last_seq: i64,
    /// Whether it was compared with the store.
    pub verified: bool,
}

/// Makes a copy, which is whole or not there, and notes the time beside the store.
pub(super) async fn make(store: PathBuf, to: PathBuf) -> Result<Backup, Error> {
    blocking(move || put(&store, &to, describe)).await
}

/// Makes a copy that is compared with the store before it takes its place.
pub(super) async fn make_verified(store: PathBuf, to: PathBuf) -> Result<Backup, Error> {
    blocking(move || put(&store, &to, |copy| compare(&store, copy))).await
}

/// Copies beside the place, looks at the copy, and puts it there.
fn put(
    store: &Path,
    to: &Path,
    look: impl Fn(&Path) -> Result<Backup, Error>,
) -> Result<Backup, Error> {
    check_place(store, to)?;
    let beside = ended(to, &format!(".{}.new", std::process::id()));
    let placed = copy(store, &beside, to).and_then(|()| look(&beside)).and_then(|backup| {
        place(&beside, to).map_err(|source| Error::BackupFile { path: to.to_owned(), source })?;
        Ok(Backup { file: to.to_owned(), ..backup })
    });
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(ended(&beside, end));
    }
    let backup = placed?;
    note(store)?;
    Ok(backup)
}

/// Checks that nothing is lost at the place but an older backup.
fn check_place(store: &Path, to: &Path) -> Result<(), Error> {
    let refused = |why| Err(Error::BackupDiffers { path: to.to_owned(), why });
    if !to.exists() {
        return Ok(());
    }
    if to.canonicalize().ok() == store.canonicalize().ok() {
        return refused("it is the store itself");
    }
    let wal = std::fs::metadata(ended(to, "-wal")).map_or(0, |file| file.len());
    if wal > 0 || is_locked(&Sqlite::at(to))? {
        return refused("the file there is in use as a store, and is not replaced");
    }
    if open_to_read(to).is_err() {
        return refused("the file there is no backup, and is not replaced");
    }
    Ok(())
}

fn copy(store: &Path, beside: &Path, to: &Path) -> Result<(), Error> {
    let file = |source| Error::BackupFile { path: to.to_owned(), source };
    // Made first, so that nobody else can read the addresses in it.
    let mut options = File::options();
    options.write(true).create_new(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let new = options.open(beside).map_err(file)?;
    let connection = open_to_read(store)?;
    let text = beside.to_str().ok_or_else(|| file(std::io::ErrorKind::InvalidFilename.into()))?;
    connection
        .execute("VACUUM INTO ?1", [text])
        .map_err(|source| Error::Store { path: store.to_owned(), source })?;
    new.sync_all().map_err(file)
}

/// Gives the copy its name, durably.
fn place(beside: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::rename(beside, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Compares a copy with its store: the copy is sound, and has each event and each uuid that the
/// store has up to the newest of the copy.
pub(super) async fn verify(store: PathBuf, copy: PathBuf) -> Result<Backup, Error> {
    blocking(move || compare(&store, &copy)).await
}

fn compare(store: &Path, copy: &Path) -> Result<Backup, Error> {
    let failed = |source| Error::Store { path: copy.to_owned(), source };
    let backup = describe(copy)?;
    let connection = open_to_read(copy)?;
    let sound: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(failed)?;
    if sound != "ok" {
        return Err(Error::BackupDiffers { path: copy.to_owned(), why: "SQLite finds it damaged" });
    }
    drop(connection);
    let connection = open_to_read(store)?;
    let text = copy.to_string_lossy();
    connection.execute("ATTACH ?1 AS copy", [text]).map_err(failed)?;
    let count = |sql| connection.query_row(sql, [backup.last_seq], |row| row.get::<_, i64>(0));
    let events = count(
        "SELECT count(*) FROM main.event e LEFT JOIN copy.event c ON c.seq = e.seq \
             WHERE e.seq <= ?1 AND (c.seq IS NULL OR c.uuid <> e.uuid OR c.body <> e.body)",
    );
    let uuids = count(
        "SELECT count(*) FROM main.seen s LEFT JOIN copy.seen c \
             ON c.source = s.source AND c.uuid = s.uuid \
             WHERE s.seq <= ?1 AND (c.seq IS NULL OR c.seq <> s.seq OR c.digest <> s.digest)",
    );
    if events.map_err(failed)? > 0 || uuids.map_err(failed)? > 0 {
        return Err(Error::BackupDiffers {
            path: copy.to_owned(),
            why: "the store has events that it lacks",
        });
    }
    Ok(Backup { verified: true, ..backup })
}

fn describe(copy: &Path) -> Result<Backup, Error> {
    let failed = |source| Error::Store { path: copy.to_owned(), source };
    let connection = open_to_read(copy)?;
    let number =
        |connection: &Connection, sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let unsigned = |number: i64| u64::try_from(number).unwrap_or_default();
    let events = number(&connection, "SELECT count(*) FROM event").map_err(failed)?;
    let quarantined = number(&connection, "SELECT count(*) FROM quarantine").map_err(failed)?;
    let last = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0)";
    let bytes = std::fs::metadata(copy)
        .map_err(|source| Error::BackupFile { path: copy.to_owned(), source })?
        .len();
    Ok(Backup {
        file: copy.to_owned(),
        bytes,
        events: unsigned(events),
        quarantined: unsigned(quarantined),
        last_seq: number(&connection, last).map_err(failed)?,
        verified: false,
    })
}

/// The path with this end.
fn ended(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// The file with the time of the last backup.
fn noted(store: &Path) -> PathBuf {
    ended(store, ".backup")
}

/// Notes that a backup was made now, in a file that is whole at each moment.
fn note(store: &Path) -> Result<(), Error> {
    let path = noted(store);
    let beside = ended(&path, ".new");
    let seconds = clock::now() / 1_000_000;
    std::fs::write(&beside, format!("{seconds}\n"))
        .and_then(|()| std::fs::rename(&beside, &path))
        .map_err(|source| Error::BackupNote { path, source })
}

/// When the last backup was made, in seconds since 1970; 0 if none is noted.
pub(crate) fn made_at(store: &Path) -> i64 {
    let text = std::fs::read_to_string(noted(store)).unwrap_or_default();
    text.trim().parse().unwrap_or_default()
}

async fn blocking<T: Send + 'static>(
    task: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(task).await.map_err(std::io::Error::other)?
}
