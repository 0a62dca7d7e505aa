//! SQLite store: one file, one writer thread, any number of readers.

mod connections;
mod index;
mod inspect;
mod open;
mod read;
mod space;
mod write;

use std::path::PathBuf;

pub(crate) use self::index::SqliteIndex;
pub(crate) use self::open::{is_locked, open, open_to_read};
pub(crate) use self::read::SqliteReader;
pub(crate) use self::space::free_bytes;
pub(crate) use self::write::SqliteWriter;
use super::{Fault, StoreError};
use crate::error::Error;

/// The embedded store: a SQLite database in a file, its lock and its ballast beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sqlite {
    pub(crate) path: PathBuf,
    pub(crate) ballast: u64,
}

impl Sqlite {
    /// Stores in this file, which is made if it is not there; its folder has to be.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), ballast: 32 << 20 }
    }

    /// Bytes that are kept in reserve, in a file of their own, and given up when the disk is full:
    /// without them a full disk cannot even delete. 32 MiB by default.
    #[must_use]
    pub fn ballast(mut self, bytes: u64) -> Self {
        self.ballast = bytes;
        self
    }

    /// Whoever only looks makes no store.
    pub(crate) fn check_exists(&self) -> Result<(), Error> {
        if self.path.exists() {
            return Ok(());
        }
        let source = std::io::ErrorKind::NotFound.into();
        Err(Error::NoStore { path: self.path.clone(), source })
    }

    pub(crate) fn beside(&self, end: &str) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(end);
        name.into()
    }
}

/// What an error of SQLite means for the one who waits.
fn fault(error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Fault::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Busy,
        Some(
            ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen,
        ) => Fault::Unusable,
        _ => Fault::Unknown,
    };
    StoreError::new(kind, error)
}
