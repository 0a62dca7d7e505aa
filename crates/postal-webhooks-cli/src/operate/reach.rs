//! How a change reaches the store: through the receiver that has it, or directly where none has.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use postal_webhooks_receiver::operate::{Action, OpenStore, Report};
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
        let store = self.store.named()?;
        if !OpenStore::is_in_use(&store)? {
            return Ok(Reach::Store(store));
        }
        let admin = self.remote.admin()?;
        is_of(&admin, Path::new(&store.to_string())).await?;
        Ok(Reach::Admin(admin))
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
    let status = admin.look("/api/v1/status").await.with_context(hint)?;
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
    /// The store itself, which is held only while it changes: a receiver that starts while somebody
    /// is asked is not in the way.
    Store(postal_webhooks_receiver::Store),
}

impl Reach {
    /// Says what it would touch.
    pub(crate) async fn look(&self, action: &Action) -> Result<Report> {
        match self {
            Self::Store(store) => Ok(OpenStore::open_to_read(store.clone())?.look(action).await?),
            Self::Admin(admin) => ask(admin, action, "?dry-run").await,
        }
    }

    /// Does it.
    pub(crate) async fn act(&self, action: &Action) -> Result<Report> {
        match self {
            Self::Store(store) => {
                let store = OpenStore::open(store.clone()).await?;
                let report = store.act(action).await;
                store.close().await;
                Ok(report?)
            }
            Self::Admin(admin) => ask(admin, action, "").await,
        }
    }

    /// Does it, or says what it would touch on a dry run.
    pub(crate) async fn act_or_look(&self, action: &Action, dry_run: bool) -> Result<Report> {
        if dry_run { self.look(action).await } else { self.act(action).await }
    }
}

async fn ask(admin: &Admin, action: &Action, query: &str) -> Result<Report> {
    let Value::Object(action) = serde_json::to_value(action)? else {
        bail!("the change has no name");
    };
    let (word, body) = action.into_iter().next().context("the change has no name")?;
    let report = admin.post(&format!("/api/v1/{word}{query}"), &body).await?;
    serde_json::from_value(report).context("the answer is of another version")
}
