//! Servers that crash, stop and are locked.

use std::time::Duration;

use postal_webhooks_engines::Postgres;
use rustix::process::{Pid, Signal, kill_process};
use tokio::net::TcpListener;
use tokio::time::Instant;

use super::super::{Store, until};
use super::{assert_down, database, deliver, event, table};
use crate::postgres::Target;
use crate::sink::Outcome;

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_in_the_middle_loses_nothing() {
    const EVENTS: i64 = 3_000;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    let server = Postgres::start().unwrap();
    let url = database(&server, "crashes");
    // So slow that the crash is in the middle of a statement.
    server
        .sql(
            "crashes",
            "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             PERFORM pg_sleep(0.001); RETURN new; END $$; \
             CREATE TRIGGER slow BEFORE INSERT ON postal_event FOR EACH ROW EXECUTE FUNCTION slow()",
        )
        .unwrap();
    store.add_many(EVENTS.try_into().unwrap()).await;
    let mut running = store.start(table(&url)).await;
    until("some are delivered", || running.status().delivered > 300).await;
    server.crash().unwrap();
    until("it is down", || running.status().down > 0).await;
    assert!(store.row("history").await.cursor < EVENTS, "all was done before the crash");
    server.run().unwrap();
    let in_table = || -> i64 {
        server.sql("crashes", "SELECT count(*) FROM postal_event").unwrap().parse().unwrap()
    };
    assert!(in_table() >= running.status().cursor, "the cursor is ahead of the table");
    until("all are delivered", || running.status().cursor == EVENTS).await;
    assert_eq!(in_table(), EVENTS);
    let status = running.status();
    assert_eq!((status.refused, status.parked), (0, 0));
    running.stop(Instant::now() + Duration::from_secs(5)).await;
}

#[tokio::test]
async fn a_backend_that_stops_is_left_for_a_new_one() {
    let server = Postgres::start().unwrap();
    let sink = table(&database(&server, "stops"));
    assert_eq!(deliver(&sink, &event(1, "one"), None).await, Outcome::Delivered);
    let [stopped] = server.backends("postal-webhooks").unwrap()[..] else { panic!("one backend") };
    let stopped = Pid::from_raw(stopped).unwrap();
    kill_process(stopped, Signal::STOP).unwrap();
    let down = deliver(&sink, &event(2, "two"), None).await;
    assert_down(&down, "no answer within 5 seconds");
    assert_eq!(deliver(&sink, &event(2, "two"), None).await, Outcome::Delivered);
    kill_process(stopped, Signal::CONT).unwrap();
    assert_eq!(server.sql("stops", "SELECT count(*) FROM postal_event").unwrap(), "2");
}

#[tokio::test]
async fn a_proxy_that_never_answers_is_left_in_time() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://app@{}/mail", listener.local_addr().unwrap());
    let never_answer = async {
        let mut kept = Vec::new();
        loop {
            kept.push(listener.accept().await.unwrap());
        }
    };
    let (sink, event) = (table(&url), event(1, "one"));
    let outcome = tokio::select! {
        outcome = deliver(&sink, &event, None) => outcome,
        () = never_answer => unreachable!(),
    };
    assert_down(&outcome, "cannot connect within 4 seconds");
}

#[tokio::test]
async fn a_lock_is_waited_for_by_nobody_after_that() {
    let server = Postgres::start().unwrap();
    let url = database(&server, "locked");
    let owner = Target::parse(&url).unwrap().connect("owner").await.unwrap();
    owner.batch_execute("BEGIN; LOCK TABLE postal_event").await.unwrap();
    let sink = table(&url);
    let down = deliver(&sink, &event(1, "one"), None).await;
    assert_down(&down, "what locks postal_event? (SQLSTATE 57014)");
    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
    assert_eq!(server.sql("postgres", waiting).unwrap(), "0");
    owner.batch_execute("COMMIT").await.unwrap();
    assert_eq!(deliver(&sink, &event(1, "one"), None).await, Outcome::Delivered);
}
