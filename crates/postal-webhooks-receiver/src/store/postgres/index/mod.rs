//! Index of a PostgreSQL store: a table beside the events, which all receivers fill together.

mod find;

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use super::read::integer;
use super::{Postgres, PostgresReader, fault, late, open};
use crate::postgres::escape;
use crate::store::index::{Entry, Find, Index, Matching};
use crate::store::{Reading, StoreError};
use crate::summary::MessageKey;

/// How long adding and forgetting may take.
const FILL: Duration = Duration::from_secs(30);
/// How long it may take to make the index of texts: most of a minute for a million events.
const MAKE: Duration = Duration::from_secs(1800);
/// After how long to look whether it is to be made, …
const LOOK: Duration = Duration::from_secs(60);
/// … and after how long once more where it could not be.
const RETRY: Duration = Duration::from_secs(3600);

/// An index in the tables of the store.
///
/// Any part of a text is found where the extension `pg_trgm` is installed; its begin alone where it
/// is not, which only an administrator can change.
#[derive(Debug)]
pub(crate) struct PostgresIndex {
    store: Postgres,
    view: PostgresReader,
    filler: PostgresReader,
    /// When to look whether the index of texts is to be made.
    look_at: Mutex<Instant>,
}

impl PostgresIndex {
    pub(crate) fn new(store: Postgres) -> Self {
        Self {
            view: PostgresReader::for_view(store.clone()),
            filler: PostgresReader::new(store.clone(), FILL),
            store,
            look_at: Mutex::new(Instant::now()),
        }
    }

    /// Makes the index of texts where it can be made and is missing. Without it less is found,
    /// which is no reason to add nothing.
    async fn index_texts(&self) {
        let mut look_at = self.look_at.lock().await;
        if Instant::now() < *look_at {
            return;
        }
        let sql = "SELECT 1::bigint FROM pg_extension WHERE extname = 'pg_trgm' \
                   AND to_regclass('postal_webhooks.entry_texts') IS NULL";
        let is_to_be_made = matches!(self.filler.number(sql, &[]).await, Ok(Some(_)));
        let failed = is_to_be_made && self.make_index_of_texts().await.is_err();
        *look_at = Instant::now() + if failed { RETRY } else { LOOK };
    }

    async fn make_index_of_texts(&self) -> Result<(), StoreError> {
        let session = open::connect(&self.store, MAKE).await?;
        match timeout(MAKE + FILL, session.batch_execute("SELECT index_texts()")).await {
            Ok(made) => made.map_err(|error| fault(&error)),
            Err(_) => Err(late()),
        }
    }
}

impl Index for PostgresIndex {
    fn last(&self) -> Reading<'_, Option<(i64, i64)>> {
        Box::pin(async {
            let sql = "SELECT seq, received_at FROM entry ORDER BY seq DESC LIMIT 1";
            let row = |row: &tokio_postgres::Row| Ok((row.try_get(0)?, row.try_get(1)?));
            Ok(self.view.rows(sql, &[], row).await?.pop())
        })
    }

    fn add(&self, entries: Vec<Entry>) -> Reading<'_, ()> {
        Box::pin(async move {
            self.index_texts().await;
            let sql = "SELECT add_entries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
            let text = |of: fn(&Entry) -> &str| -> Vec<_> {
                entries.iter().map(|entry| escape(of(entry))).collect()
            };
            let number = |of: fn(&Entry) -> i64| entries.iter().map(of).collect::<Vec<_>>();
            let messages = || entries.iter().map(|entry| entry.message.as_ref());
            let ids: Vec<_> = messages().map(|message| message.map(|it| it.id)).collect();
            let tokens: Vec<_> =
                messages().map(|message| message.map(|it| escape(&it.token))).collect();
            self.filler
                .query(
                    sql,
                    &[
                        &number(|entry| entry.seq),
                        &text(|entry| &entry.source),
                        &text(|entry| &entry.event),
                        &number(|entry| entry.received_at),
                        &ids,
                        &tokens,
                        &text(|entry| &entry.texts[0]),
                        &text(|entry| &entry.texts[1]),
                        &text(|entry| &entry.texts[2]),
                        &text(|entry| &entry.texts[3]),
                        &text(|entry| &entry.texts[4]),
                    ],
                )
                .await?;
            Ok(())
        })
    }

    fn forget(&self, before: i64, limit: usize) -> Reading<'_, usize> {
        Box::pin(async move {
            let sql = "WITH gone AS (DELETE FROM entry WHERE seq <= (SELECT max(seq) FROM \
                       (SELECT seq FROM entry WHERE seq < $1 ORDER BY seq LIMIT $2) old) \
                       RETURNING seq) SELECT count(*) FROM gone";
            let forgotten = self.filler.number(sql, &[&before, &integer(limit)]).await?;
            Ok(usize::try_from(forgotten.unwrap_or_default()).unwrap_or_default())
        })
    }

    fn clear(&self) -> Reading<'_, ()> {
        Box::pin(async {
            self.filler.query("SELECT clear_entries()", &[]).await?;
            Ok(())
        })
    }

    fn find(&self, find: Find) -> Reading<'_, Vec<i64>> {
        Box::pin(async move {
            let matching =
                if find.text.is_empty() { Matching::Anywhere } else { self.matching().await? };
            find::find(&self.view, &find, matching).await
        })
    }

    fn of_message(
        &self,
        source: String,
        message: MessageKey,
        limit: usize,
    ) -> Reading<'_, Vec<i64>> {
        Box::pin(async move {
            let MessageKey { id, token } = message;
            let sql = "SELECT seq FROM entry WHERE message = $1 AND token = $2 AND source = $3 \
                       ORDER BY seq DESC LIMIT $4";
            let (token, source, limit) = (escape(&token), escape(&source), integer(limit));
            self.view.rows(sql, &[&id, &token, &source, &limit], |row| row.try_get(0)).await
        })
    }

    fn matching(&self) -> Reading<'_, Matching> {
        Box::pin(async {
            let sql =
                "SELECT 1::bigint WHERE to_regclass('postal_webhooks.entry_texts') IS NOT NULL";
            let is_there = self.view.number(sql, &[]).await?.is_some();
            Ok(if is_there { Matching::Anywhere } else { Matching::Beginning })
        })
    }
}
