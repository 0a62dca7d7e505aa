//! What the commands share that read and change the store of a receiver.

mod confirm;
mod reach;
mod remote;
mod select;

use std::future::Future;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Result, anyhow};
use clap::Args;
use postal_webhooks_receiver::operate::StoreFile;
use serde::Serialize;
use serde_json::json;

pub(crate) use self::confirm::confirm;
pub(crate) use self::reach::{Change, Reach};
pub(crate) use self::remote::{Admin, Remote};
pub(crate) use self::select::{Select, duration};

use crate::Verdict;
use crate::commands::events;
use crate::output::Output;

/// The store to read.
#[derive(Args)]
pub(crate) struct Store {
    /// The store of the receiver, which may run meanwhile.
    #[arg(id = "store", long, value_name = "FILE", default_value = "postal-webhooks.db")]
    pub(crate) file: PathBuf,
}

impl Store {
    pub(crate) fn open(&self) -> Result<StoreFile> {
        Ok(StoreFile::open_to_read(&self.file)?)
    }
}

/// Runs a task to its end.
pub(crate) fn wait<T>(task: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(task)
}

/// Rows that are read at once.
pub(crate) const PAGE: usize = 1000;

/// Prints all rows of a list, a line each, a page after the other.
pub(crate) fn pages<T: Serialize>(
    output: &mut Output,
    read: impl AsyncFn(u64, usize) -> Result<Vec<T>>,
    line: impl Fn(&T) -> String,
) -> Result<Verdict> {
    let mut skip = 0;
    loop {
        let rows = wait(read(skip, PAGE))?;
        for row in &rows {
            output.result(&json!(row), &events::one_line(&line(row)))?;
        }
        skip += rows.len() as u64;
        if rows.len() < PAGE {
            break;
        }
    }
    output.finish()?;
    Ok(Verdict::Yes)
}

/// The time of day, in microseconds since 1970.
pub(crate) fn now() -> Result<i64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let since = since.map_err(|_| anyhow!("the clock of this machine is before 1970"))?;
    Ok(i64::try_from(since.as_micros())?)
}
