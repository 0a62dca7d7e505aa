//! What the commands share that read and change the store of a receiver.

mod confirm;
mod reach;
mod remote;
mod select;

use std::future::Future;
use std::io;
use std::time::SystemTime;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use postal_webhooks_receiver::operate::OpenStore;
use serde::Serialize;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

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
    /// The store of the receiver, which may run meanwhile: a file, or the URL of PostgreSQL, or
    /// `env:NAME` or `file:PATH` where the URL is.
    #[arg(id = "store", long, value_name = "FILE", default_value = "postal-webhooks.db")]
    name: String,
}

impl Store {
    /// Which one it is.
    pub(crate) fn named(&self) -> Result<postal_webhooks_receiver::Store> {
        Ok(postal_webhooks_receiver::Store::named(&self.name)?)
    }

    pub(crate) fn open(&self) -> Result<OpenStore> {
        Ok(OpenStore::open_to_read(self.named()?)?)
    }
}

/// Runs a task to its end. All of a command run on the same runtime, which keeps connections.
pub(crate) fn wait<T>(task: impl Future<Output = Result<T>>) -> Result<T> {
    thread_local! {
        static RUNTIME: io::Result<Runtime> = Builder::new_current_thread().enable_all().build();
    }
    RUNTIME.with(|runtime| match runtime {
        Ok(runtime) => runtime.block_on(task),
        Err(error) => bail!("the system gives no runtime: {error}"),
    })
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
