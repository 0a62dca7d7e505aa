//! Opening a PostgreSQL store: what the server has to promise, and migrations.

use std::time::Duration;

use tokio::time::timeout;

use super::{Described, PgError, Postgres, fault, late, not_connected};
use crate::error::Error;
use crate::postgres::{Session, describe};
use crate::store::{Fault, StoreError};

/// One SQL file for each version of the schema.
const MIGRATIONS: [&str; 2] = [include_str!("migrations/1.sql"), include_str!("migrations/2.sql")];

/// Keeps two receivers that start from migrating at the same time.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_xact_lock(1347905645)";

/// How long a migration may take.
const MIGRATION: Duration = Duration::from_secs(600);

/// Settings of each session.
const SESSION: &str = "SET search_path = postal_webhooks; SET lock_timeout = '2s'; \
    SET idle_in_transaction_session_timeout = '3s'";

/// Waits for the disk of the server at least; for that of its standby where that is the setting.
const SYNCHRONOUS: &str = "SELECT set_config('synchronous_commit', 'on', false) \
    WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')";

/// What the server says about itself.
const ABOUT: &str = "SELECT current_setting('server_version_num')::int, \
    current_setting('fsync') = 'on', current_setting('full_page_writes') = 'on', \
    pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on', \
    current_setting('server_encoding') = 'UTF8'";

/// Whether tables that hold events lose all they have in a crash.
const UNLOGGED: &str = "SELECT EXISTS (SELECT FROM pg_class WHERE relpersistence <> 'p' \
    AND relkind = 'r' AND relnamespace = 'postal_webhooks'::regnamespace)";

/// Connects once, checks the server, and brings the schema up to date.
pub(crate) async fn open(store: &Postgres) -> Result<(), Error> {
    let unusable = |source| Error::StoreServer { store: store.place(), source };
    let session = store.target.connect("postal-webhooks").await;
    let session = session.map_err(|error| unusable(Box::new(error)))?;
    match timeout(MIGRATION, prepare(&session, &store.place())).await {
        Ok(Ok(None)) => Ok(()),
        Ok(Ok(Some(refusal))) => Err(refusal),
        Ok(Err(error)) => Err(unusable(Box::new(Described(describe(&error))))),
        Err(_) => Err(unusable(Box::new(late()))),
    }
}

/// Applies the migrations that are missing, or says why the server is refused.
async fn prepare(session: &Session, store: &str) -> Result<Option<Error>, PgError> {
    let store = || store.to_owned();
    if let Some((what, remedy)) = unsafe_setting(session).await? {
        return Ok(Some(Error::UnsafeServer { store: store(), what, remedy }));
    }
    session.batch_execute("BEGIN").await?;
    session.batch_execute(MIGRATION_LOCK).await?;
    let applied = match version(session).await? {
        Version::Foreign => return Ok(Some(Error::ForeignStore { store: store() })),
        Version::Some(version) if version > MIGRATIONS.len() => {
            return Ok(Some(Error::NewerStore { store: store(), version }));
        }
        Version::Some(version) => version,
        Version::None { has_schema } => {
            // Who may not make a schema can have been given an empty one.
            if !has_schema {
                session.batch_execute("CREATE SCHEMA postal_webhooks").await?;
            }
            0
        }
    };
    session.batch_execute("SET LOCAL search_path = postal_webhooks").await?;
    for (number, sql) in (1..).zip(MIGRATIONS).skip(applied) {
        session.batch_execute(sql).await?;
        let note = format!(
            "INSERT INTO meta VALUES ('version', '{number}') \
             ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        );
        session.batch_execute(&note).await?;
    }
    session.batch_execute("COMMIT").await?;
    if session.query_one(UNLOGGED, &[]).await?.get(0) {
        let what = "its tables are UNLOGGED, so that a crash empties them";
        let remedy = "ALTER TABLE … SET LOGGED";
        return Ok(Some(Error::UnsafeServer { store: store(), what, remedy }));
    }
    Ok(None)
}

/// A session whose settings keep the promise of the store, and whose statements end after `patience`:
/// the server gives up before the client does, so that nothing is written later that nobody waits for.
pub(super) async fn connect(store: &Postgres, patience: Duration) -> Result<Session, StoreError> {
    let session = store.target.connect("postal-webhooks").await.map_err(not_connected)?;
    let set = async {
        session.batch_execute(SESSION).await?;
        let patience = format!("SET statement_timeout = {}", patience.as_millis());
        session.batch_execute(&patience).await?;
        session.query_opt(SYNCHRONOUS, &[]).await?;
        // After a failover it may be another server.
        unsafe_setting(&session).await
    };
    match timeout(super::write::DEADLINE, set).await {
        Ok(Ok(None)) => Ok(session),
        Ok(Ok(Some((what, _)))) => Err(StoreError::new(Fault::Away, Described(what.to_owned()))),
        Ok(Err(error)) => Err(fault(&error)),
        Err(_) => Err(late()),
    }
}

/// A setting with which the server cannot promise that what it commits stays, and what to do.
async fn unsafe_setting(
    session: &Session,
) -> Result<Option<(&'static str, &'static str)>, PgError> {
    let row = session.query_one(ABOUT, &[]).await?;
    let is = |column: usize| row.get::<_, bool>(column);
    Ok(if row.get::<_, i32>(0) < 130_000 {
        Some(("it is older than PostgreSQL 13", "use a newer one"))
    } else if !is(1) {
        Some(("fsync is off, so that a power cut loses what was answered with 200", "turn it on"))
    } else if !is(2) {
        Some(("full_page_writes is off, so that a power cut can damage the store", "turn it on"))
    } else if is(3) {
        Some(("it is read-only, such as a standby", "name the primary server"))
    } else if !is(4) {
        Some(("the database is not in UTF-8", "make one by CREATE DATABASE … ENCODING 'UTF8'"))
    } else {
        None
    })
}

/// What is in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    /// Nothing.
    None { has_schema: bool },
    /// The tables of this version.
    Some(usize),
    /// Tables of another program.
    Foreign,
}

async fn version(session: &Session) -> Result<Version, PgError> {
    let sql = "SELECT to_regclass('postal_webhooks.meta') IS NOT NULL, EXISTS (SELECT FROM \
               pg_class WHERE relnamespace = to_regnamespace('postal_webhooks')), \
               to_regnamespace('postal_webhooks') IS NOT NULL";
    let row = session.query_one(sql, &[]).await?;
    match (row.get(0), row.get(1)) {
        (true, _) => {}
        (false, true) => return Ok(Version::Foreign),
        (false, false) => return Ok(Version::None { has_schema: row.get(2) }),
    }
    let sql = "SELECT value FROM postal_webhooks.meta WHERE key = 'version'";
    let version = session.query_opt(sql, &[]).await?.map(|row| row.get::<_, String>(0));
    let version = version.and_then(|version| version.parse().ok());
    Ok(version.map_or(Version::Foreign, Version::Some))
}
