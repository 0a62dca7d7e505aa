//! Databases and tables that are not as they have to be: the sink is down, and says why.

use std::os::unix::fs::PermissionsExt;

use postal_webhooks_engines::Postgres;

use super::{TABLE, assert_down, database, deliver, event, table};
use crate::sink::{Outcome, Sink};

#[tokio::test]
async fn a_table_that_is_missing_is_named_and_made_later() {
    let server = Postgres::shared().unwrap();
    let sink = table(&server.database("missing").unwrap());
    let down = deliver(&sink, &event(1, "one"), None).await;
    assert_down(&down, "there is no table postal_event: docs/sink_table.sql makes it");
    server.sql("missing", TABLE).unwrap();
    assert_eq!(deliver(&sink, &event(1, "one"), None).await, Outcome::Delivered);
    // Also in the middle of it.
    server.sql("missing", "DROP TABLE postal_event CASCADE; DROP FUNCTION postal_json").unwrap();
    assert_down(&deliver(&sink, &event(2, "two"), None).await, "there is no table");
    server.sql("missing", TABLE).unwrap();
    assert_eq!(deliver(&sink, &event(2, "two"), None).await, Outcome::Delivered);
}

#[tokio::test]
async fn a_table_of_another_shape_is_not_used() {
    let server = Postgres::shared().unwrap();
    for (name, change, part) in [
        ("no_column", "DROP COLUMN kid CASCADE", "(SQLSTATE 42703"),
        ("no_key", "DROP CONSTRAINT postal_event_pkey", "(SQLSTATE 42P10"),
        ("other_type", "DROP COLUMN body CASCADE, ADD body jsonb", "(SQLSTATE 42804"),
    ] {
        let url = database(&server, name);
        server.sql(name, &format!("ALTER TABLE postal_event {change}")).unwrap();
        let down = deliver(&table(&url), &event(1, "one"), None).await;
        assert_down(&down, "the table postal_event is not as docs/sink_table.sql makes it");
        assert_down(&down, part);
    }
    let url = database(&server, "other_form");
    let outbox = Sink::postgres_outbox("app", &url, "postal_event").unwrap();
    let down = deliver(&outbox, &event(1, "one"), None).await;
    assert_down(&down, "not as docs/sink_outbox.sql makes it");
}

#[tokio::test]
async fn permission_can_be_given_later() {
    let server = Postgres::shared().unwrap();
    let url = database(&server, "denied");
    server.sql("denied", "CREATE ROLE limited LOGIN").unwrap();
    let sink = table(&url.replace("postgres@", "limited@"));
    let down = deliver(&sink, &event(1, "one"), None).await;
    assert_down(&down, "grant it SELECT and INSERT (SQLSTATE 42501");
    server.sql("denied", "GRANT SELECT, INSERT ON postal_event TO limited").unwrap();
    assert_eq!(deliver(&sink, &event(1, "one"), None).await, Outcome::Delivered);
}

#[tokio::test]
async fn a_database_that_only_reads_is_down() {
    let server = Postgres::shared().unwrap();
    let sink = table(&database(&server, "reads"));
    assert_eq!(deliver(&sink, &event(1, "one"), None).await, Outcome::Delivered);
    let set = |value| format!("ALTER DATABASE reads SET default_transaction_read_only = {value}");
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = 'reads' AND application_name = 'postal-webhooks'";
    server.sql("reads", &set("on")).unwrap();
    server.sql("postgres", end).unwrap();
    // The connection may be seen to be closed before it is used.
    let first = deliver(&sink, &event(2, "two"), None).await;
    assert_down(&first, "");
    let down = deliver(&sink, &event(2, "two"), None).await;
    assert_down(&down, "the database is read-only (SQLSTATE 25006");
    server.sql("postgres", &set("off")).unwrap();
    assert_eq!(deliver(&sink, &event(2, "two"), None).await, Outcome::Delivered);
}

#[tokio::test]
async fn a_login_that_is_refused_is_down_and_shows_no_password() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    let rules = folder.path().join("hba");
    let lines = "host all app all scram-sha-256\nhost all all all trust\n";
    std::fs::write(&rules, lines).unwrap();
    let server = Postgres::start_with(&[&format!("hba_file={}", rules.display())]).unwrap();
    let url = database(&server, "login");
    let user =
        "CREATE ROLE app LOGIN PASSWORD 'right'; GRANT SELECT, INSERT ON postal_event TO app";
    server.sql("login", user).unwrap();
    let with = |user: &str| table(&url.replace("postgres@", user));
    let down = deliver(&with("app:CANARY@"), &event(1, "one"), None).await;
    assert_down(&down, "SQLSTATE 28P01: let this user log in, with this password");
    assert!(!format!("{down:?}").contains("CANARY"));
    assert_down(&deliver(&with("nobody@"), &event(1, "one"), None).await, "SQLSTATE 28000");
    let elsewhere = table(&url.replace("/login", "/elsewhere"));
    assert_down(&deliver(&elsewhere, &event(1, "one"), None).await, "there is no such database");
    assert_eq!(deliver(&with("app:right@"), &event(1, "one"), None).await, Outcome::Delivered);
}

#[tokio::test]
async fn a_server_without_tls_is_not_used_where_tls_is_required() {
    let server = Postgres::shared().unwrap();
    let url = database(&server, "plain");
    for mode in ["require", "verify-full"] {
        let sink = table(&format!("{url}?sslmode={mode}"));
        assert_down(&deliver(&sink, &event(1, "one"), None).await, "TLS failed");
    }
}

#[test]
fn what_cannot_be_used_is_told_at_once() {
    for (url, name) in [("http://CANARY/", "t"), ("postgres://u:CANARY@h/d", "a.b.CANARY")] {
        let error = Sink::postgres("history", url, name).unwrap_err().to_string();
        assert!(error.starts_with("the sink \"history\" has"), "{error}");
        assert!(!error.contains("CANARY"), "{error}");
    }
}
