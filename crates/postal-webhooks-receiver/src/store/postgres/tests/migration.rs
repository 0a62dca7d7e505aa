//! Stores of earlier versions.

use super::accept;
use crate::event::Accepted;
use crate::store::index::Index as _;
use crate::store::postgres::PostgresIndex;
use crate::store::tests::postgres;
use crate::store::{Room, Store};

#[tokio::test(flavor = "multi_thread")]
async fn a_store_of_the_first_version_keeps_its_events_and_gets_the_index() {
    let engine = postgres();
    let tables = include_str!("../migrations/1.sql");
    let event = "SELECT accept(ARRAY['main'], ARRAY['a'], ARRAY['MessageSent'], ARRAY['known'], \
                 ARRAY[1::bigint], ARRAY[2::bigint], ARRAY['key'], ARRAY[''::bytea], \
                 ARRAY[''::bytea], ARRAY[sha256('{a}')], ARRAY['{a}'::bytea], ARRAY[NULL])";
    let first = format!(
        "CREATE SCHEMA postal_webhooks; SET search_path = postal_webhooks; {tables} \
         INSERT INTO meta VALUES ('version', '1'); {event}"
    );
    engine.sql(&first);

    for _ in 0..2 {
        let opened = engine.store.open().await.unwrap();
        assert_eq!(accept(&opened, "a").await.unwrap(), Accepted::Duplicate);
        let room = Room { events: 9, bytes: usize::MAX };
        let events = opened.readers.0.events(0, i64::MAX, room).await.unwrap();
        assert_eq!((events.len(), &*events[0].body), (1, &b"{a}"[..]));
        let version = "SELECT value FROM postal_webhooks.meta WHERE key = 'version'";
        assert_eq!(engine.sql(version), "2");
        let Store::Postgres(store) = &engine.store else { panic!() };
        let index = PostgresIndex::new(store.clone());
        index.add(vec![(&events[0]).into()]).await.unwrap();
        assert_eq!(index.last().await.unwrap(), Some((events[0].seq, 2)));
        opened.close().await;
    }
}
