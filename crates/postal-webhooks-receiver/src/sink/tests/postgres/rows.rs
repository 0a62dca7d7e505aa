//! What is in the table.

use bytes::Bytes;
use postal_webhooks_engines::Postgres;

use super::{database, deliver, deliver_all, event, events, table};
use crate::event::{Class, StoredEvent};
use crate::sink::{Outcome, Sink};

#[tokio::test]
async fn a_row_has_what_the_store_has() {
    let server = Postgres::shared().unwrap();
    let sink = table(&database(&server, "rows"));
    let first = StoredEvent { body: Bytes::from_static(b"{\"n\":\"\xff\"}"), ..event(7, "one") };
    let second = StoredEvent {
        uuid: "a\0b\\".to_owned(),
        event: "\0".to_owned(),
        class: Class::Invalid,
        signed_at: None,
        body: Bytes::from_static(br#"{"a":"\u0000"}"#),
        ..event(8, "")
    };
    let third = StoredEvent { source: "b".into(), ..event(9, "one") };
    for event in [&first, &second, &third, &first] {
        assert_eq!(deliver(&sink, event, None).await, Outcome::Delivered);
    }
    let micros = |name: &str| format!("(extract(epoch FROM {name}) * 1000000)::bigint");
    let select = format!(
        "SELECT seq, source, uuid, replay, event, class, {}, {}, length(kid), body, json \
         FROM postal_event_json ORDER BY seq",
        micros("signed_at"),
        micros("received_at")
    );
    assert_eq!(
        server.sql("rows", &select).unwrap(),
        [
            r"7|main|one|0|MessageSent|known|1790000000123457|1790000001000001|64|\x7b226e223a22ff227d|",
            r"8|main|a\0b\\|0|\0|invalid||1790000001000001|64|\x7b2261223a225c7530303030227d|",
            r#"9|b|one|0|MessageSent|known|1790000000123457|1790000001000001|64|\x7b226e223a397d|{"n": 9}"#,
        ]
        .join("\n")
    );
}

#[tokio::test]
async fn times_that_no_database_has_are_refused() {
    let server = Postgres::shared().unwrap();
    let sink = table(&database(&server, "times"));
    for (signed_at, is_there) in [(i64::MIN, false), (0, true), (i64::MAX / 2, true)] {
        let event = StoredEvent { signed_at: Some(signed_at), ..event(1, &signed_at.to_string()) };
        let outcome = deliver(&sink, &event, None).await;
        if is_there {
            assert_eq!(outcome, Outcome::Delivered);
        } else {
            assert_eq!(outcome, Outcome::Refused("SQLSTATE 22008".to_owned()));
        }
    }
}

#[tokio::test]
async fn a_replay_puts_back_what_is_gone() {
    let server = Postgres::shared().unwrap();
    let sink = table(&database(&server, "replays"));
    for event in events(0..3) {
        assert_eq!(deliver(&sink, &event, None).await, Outcome::Delivered);
    }
    server.sql("replays", "DELETE FROM postal_event WHERE uuid = 'uuid-0001'").unwrap();
    for event in events(0..3) {
        assert_eq!(deliver(&sink, &event, Some(4)).await, Outcome::Delivered);
    }
    let rows = server.sql("replays", "SELECT uuid, replay FROM postal_event ORDER BY uuid");
    assert_eq!(rows.unwrap(), "uuid-0000|0\nuuid-0001|4\nuuid-0002|0");
}

#[tokio::test]
async fn a_bad_row_fails_alone() {
    let server = Postgres::shared().unwrap();
    let sink = table(&database(&server, "bad"));
    server
        .sql(
            "bad",
            "ALTER TABLE postal_event ADD CONSTRAINT no_ends CHECK (seq % 100 <> 99); \
             CREATE UNIQUE INDEX one_body ON postal_event (md5(body)); \
             CREATE FUNCTION no_fifty() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF new.seq = 50 THEN RAISE 'CANARY'; END IF; RETURN new; END $$; \
             CREATE TRIGGER no_fifty BEFORE INSERT ON postal_event FOR EACH ROW \
             EXECUTE FUNCTION no_fifty(); \
             CREATE TABLE statements (n int); \
             CREATE FUNCTION count_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             INSERT INTO statements VALUES (1); RETURN NULL; END $$; \
             CREATE TRIGGER count_one AFTER INSERT ON postal_event FOR EACH STATEMENT \
             EXECUTE FUNCTION count_one()",
        )
        .unwrap();
    let mut all = events(0..300);
    all[30].body = all[31].body.clone();
    let outcomes = deliver_all(&sink, all).await;
    for (n, outcome) in outcomes.iter().enumerate() {
        let constraint = |name| Outcome::Refused(format!("SQLSTATE {name}"));
        let expected = match n {
            99 | 199 | 299 => constraint("23514, table postal_event, constraint no_ends"),
            31 => constraint("23505, table postal_event, constraint one_body"),
            50 => Outcome::Failed("SQLSTATE P0001".to_owned()),
            _ => Outcome::Delivered,
        };
        assert_eq!(*outcome, expected, "{n}");
    }
    assert_eq!(server.sql("bad", "SELECT count(*) FROM postal_event").unwrap(), "295");
    // Many rows came by one statement, or this shows nothing.
    let statements: usize =
        server.sql("bad", "SELECT count(*) FROM statements").unwrap().parse().unwrap();
    assert!(statements < 100, "{statements}");
}

#[tokio::test]
async fn the_table_may_be_in_a_schema_and_have_any_name() {
    let server = Postgres::shared().unwrap();
    let url = database(&server, "named");
    let move_it = "CREATE SCHEMA \"Mail\"; ALTER TABLE postal_event SET SCHEMA \"Mail\"; \
                   ALTER TABLE \"Mail\".postal_event RENAME TO \"the events\"";
    server.sql("named", move_it).unwrap();
    let sink = Sink::postgres("history", &url, "Mail.the events").unwrap();
    assert_eq!(deliver(&sink, &event(1, "one"), None).await, Outcome::Delivered);
}

#[tokio::test]
async fn a_commit_is_waited_for_whatever_the_database_says() {
    let server = Postgres::shared().unwrap();
    let url = database(&server, "relaxed");
    server
        .sql(
            "relaxed",
            "ALTER DATABASE relaxed SET synchronous_commit = off; \
             ALTER TABLE postal_event ADD sync text DEFAULT current_setting('synchronous_commit')",
        )
        .unwrap();
    assert_eq!(deliver(&table(&url), &event(1, "one"), None).await, Outcome::Delivered);
    assert_eq!(server.sql("relaxed", "SELECT sync FROM postal_event").unwrap(), "on");
}
