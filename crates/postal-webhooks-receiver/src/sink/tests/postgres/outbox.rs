//! The outbox, consumed with the SQL of the documentation.

use postal_webhooks_engines::Postgres;
use tokio_postgres::Row;

use super::{database, deliver, deliver_all, events};
use crate::postgres::{Session, Target};
use crate::sink::{Outcome, Sink};

/// The statements of the documentation, in their order.
fn documented() -> [&'static str; 3] {
    let file = include_str!("../../../../docs/sink_outbox_consume.sql");
    let statements: Vec<_> = file.trim_end().split_terminator(';').collect();
    statements.try_into().unwrap()
}

/// Begins a transaction, and takes what is next.
async fn take(session: &Session) -> Vec<i64> {
    session.batch_execute("BEGIN").await.unwrap();
    let rows = session.query(documented()[0], &[]).await.unwrap();
    rows.iter().map(|row: &Row| row.get("id")).collect()
}

/// Does something with what was taken, and marks it.
async fn consume(session: &Session, ids: &[i64]) {
    let own = "INSERT INTO done SELECT uuid, replay FROM postal_outbox WHERE id = ANY ($1)";
    session.execute(own, &[&ids]).await.unwrap();
    let marked = session.execute(documented()[1], &[&ids]).await.unwrap();
    assert_eq!(marked, ids.len() as u64);
}

#[tokio::test]
async fn each_event_is_consumed_once_by_one_of_several() {
    let server = Postgres::shared().unwrap();
    let url = database(&server, "outbox");
    server.sql("outbox", "CREATE TABLE done (uuid text, replay bigint)").unwrap();
    let sink = Sink::postgres_outbox("app", &url, "postal_outbox").unwrap();
    let delivered = deliver_all(&sink, events(0..250)).await;
    assert!(delivered.iter().all(|outcome| *outcome == Outcome::Delivered));
    let target = Target::parse(&url).unwrap();
    let [first, second] = [target.connect("a").await.unwrap(), target.connect("b").await.unwrap()];

    let (of_first, of_second) = (take(&first).await, take(&second).await);
    assert_eq!((of_first.len(), of_second.len()), (100, 100));
    assert!(of_first.iter().all(|id| !of_second.contains(id)), "both took the same");
    consume(&first, &of_first).await;
    first.batch_execute("COMMIT").await.unwrap();
    consume(&second, &of_second).await;
    // It fails: what it took is there for the next.
    second.batch_execute("ROLLBACK").await.unwrap();
    let again = take(&first).await;
    assert_eq!(again, of_second);
    consume(&first, &again).await;
    first.batch_execute("COMMIT").await.unwrap();

    // While some are in hand, and after they were consumed, they are delivered once more.
    let rest = take(&second).await;
    assert_eq!(rest.len(), 50);
    let delivered = deliver_all(&sink, events(0..250)).await;
    assert!(delivered.iter().all(|outcome| *outcome == Outcome::Delivered));
    consume(&second, &rest).await;
    second.batch_execute("COMMIT").await.unwrap();
    assert_eq!(take(&first).await, [0; 0]);
    first.batch_execute("COMMIT").await.unwrap();
    let count = "SELECT count(*), count(DISTINCT uuid) FROM done";
    assert_eq!(server.sql("outbox", count).unwrap(), "250|250");

    // A replay is one more, once.
    let replayed = &events(7..8)[0];
    for _ in 0..2 {
        assert_eq!(deliver(&sink, replayed, Some(3)).await, Outcome::Delivered);
    }
    let ids = take(&first).await;
    assert_eq!(ids.len(), 1);
    consume(&first, &ids).await;
    first.batch_execute("COMMIT").await.unwrap();
    let replays = "SELECT replay FROM done WHERE uuid = 'uuid-0007' ORDER BY replay";
    assert_eq!(server.sql("outbox", replays).unwrap(), "0\n3");
}

#[tokio::test]
async fn rows_go_once_nothing_can_come_again() {
    let server = Postgres::shared().unwrap();
    let url = database(&server, "swept");
    let sink = Sink::postgres_outbox("app", &url, "postal_outbox").unwrap();
    deliver_all(&sink, events(0..3)).await;
    let age = |uuid: &str, days: u32| {
        format!(
            "UPDATE postal_outbox SET consumed_at = now() - interval '{days} days' \
             WHERE uuid = '{uuid}'"
        )
    };
    server.sql("swept", &age("uuid-0000", 91)).unwrap();
    server.sql("swept", &age("uuid-0001", 89)).unwrap();
    server.sql("swept", documented()[2]).unwrap();
    let left = "SELECT uuid FROM postal_outbox ORDER BY uuid";
    assert_eq!(server.sql("swept", left).unwrap(), "uuid-0001\nuuid-0002");
    // The key is what kept it from coming again: without it, it does.
    deliver_all(&sink, events(0..3)).await;
    let waiting = "SELECT uuid FROM postal_outbox WHERE consumed_at IS NULL ORDER BY uuid";
    assert_eq!(server.sql("swept", waiting).unwrap(), "uuid-0000\nuuid-0002");
}
