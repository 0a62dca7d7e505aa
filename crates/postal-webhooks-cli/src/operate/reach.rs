//! How a change reaches the store: through the receiver that has it, or directly where none has.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use postal_webhooks_receiver::Error;
use postal_webhooks_receiver::operate::{Action, Report, StoreFile};
use serde_json::Value;

use super::{Admin, Remote, Store};

/// Where to change.
#[derive(Args)]
pub(crate) struct Change {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    remote: Remote,
    /// Only say what would be touched.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl Change {
    /// Finds out who has the store.
    pub(crate) async fn reach(&self) -> Result<Reach> {
        if self.remote.admin.is_some() {
            return Ok(Reach::Admin(self.remote.admin()?));
        }
        match StoreFile::open(&self.store.file) {
            Ok(store) => Ok(Reach::File(store)),
            Err(Error::StoreInUse { .. }) => {
                let admin = self.remote.admin()?;
                is_of(&admin, &self.store.file).await?;
                Ok(Reach::Admin(admin))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Checks that the receiver at the usual port has this store, and not another one's.
async fn is_of(admin: &Admin, store: &Path) -> Result<()> {
    let hint = || {
        format!(
            "a receiver has {}, and it is not known where its admin port is: name it by --admin",
            store.display()
        )
    };
    let answer = admin.get("/api/v1/status").await.with_context(hint)?;
    if answer.status == 401 {
        bail!("the admin port asks for a password: give it by --admin-password");
    }
    let status: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let theirs = status["store"].as_str().unwrap_or_default();
    let same = match (Path::new(theirs).canonicalize(), store.canonicalize()) {
        (Ok(theirs), Ok(ours)) => theirs == ours,
        _ => false,
    };
    if !same {
        bail!("{}; the receiver at {} has another store", hint(), admin.url());
    }
    Ok(())
}

/// Who does it.
pub(crate) enum Reach {
    Admin(Admin),
    File(StoreFile),
}

impl Reach {
    /// Does it, or says what it would touch.
    pub(crate) async fn act(&self, action: &Action, dry_run: bool) -> Result<Report> {
        match self {
            Self::File(store) => Ok(store.act(action, dry_run).await?),
            Self::Admin(admin) => {
                let Value::Object(action) = serde_json::to_value(action)? else {
                    bail!("the change has no name");
                };
                let (word, body) = action.into_iter().next().context("the change has no name")?;
                let query = if dry_run { "?dry-run" } else { "" };
                let report = admin.post(&format!("/api/v1/{word}{query}"), &body).await?;
                serde_json::from_value(report).context("the answer is of another version")
            }
        }
    }

    /// Ends what is under way.
    pub(crate) async fn close(self) {
        if let Self::File(store) = self {
            store.close().await;
        }
    }
}
