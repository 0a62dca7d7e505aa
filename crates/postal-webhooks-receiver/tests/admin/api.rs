//! The API: what operators see and change.

use postal_webhooks::testing::{example, examples};
use postal_webhooks_receiver::operate::{Action, ActionError, OpenStore};
use postal_webhooks_receiver::{AdminOptions, Outcome, Sink};
use serde_json::json;

use crate::server::{Server, event, now};

#[test]
fn events_are_listed_in_pages_and_shown_to_the_byte() {
    let server = Server::start();
    let body = example("MessageSent", "typical").body;
    assert_eq!(server.send(body).answer, b"stored");
    for number in 1..250 {
        let name = if number % 2 == 0 { "Even" } else { "Odd" };
        server.send(event(name, now(), &format!("uuid-{number}")));
    }
    let mut seen = Vec::new();
    let mut next = json!(1);
    while let Some(from) = next.as_i64() {
        let page = server.get(&format!("/api/v1/events?limit=100&from={from}")).json();
        seen.extend(
            page["events"].as_array().unwrap().iter().map(|it| it["seq"].as_i64().unwrap()),
        );
        next = page["next"].clone();
    }
    assert_eq!(seen, (1..=250).collect::<Vec<_>>());
    let newest = server.get("/api/v1/events?order=newest&limit=2&event=Even").json();
    let seqs: Vec<_> = newest["events"].as_array().unwrap().iter().map(|it| &it["seq"]).collect();
    assert_eq!((seqs, &newest["next"]), (vec![&json!(249), &json!(247)], &json!(246)));
    let by_uuid = server.get("/api/v1/events?uuid=uuid-7&uuid=none&source=main").json();
    assert_eq!(by_uuid["events"].as_array().unwrap().len(), 1);
    assert_eq!(by_uuid["events"][0]["uuid"], "uuid-7");
    assert!(by_uuid["events"][0].get("body").is_none());
    let ahead = server.get("/api/v1/events?since=2999-01-01T00:00:00Z").json();
    assert_eq!(ahead, json!({"events": [], "next": null}));

    // As Postal sent it, so that it verifies again.
    let shown = server.get("/api/v1/events/1").json();
    assert_eq!(shown["body"].as_str().unwrap().as_bytes(), body);
    assert_eq!(shown["headers"]["X-Postal-Signature-256"], server.signer.signature_256(body));
    assert_eq!(shown["headers"]["X-Postal-Signature-KID"], server.signer.kid().to_string());
    assert_eq!((&shown["class"], &shown["source"]), (&json!("known"), &json!("main")));
    for (path, status) in [
        ("/api/v1/events/999", 404),
        ("/api/v1/events/x", 400),
        ("/api/v1/events?what=1", 400),
        ("/api/v1/events?from=x", 400),
        ("/api/v1/events?since=yesterday", 400),
        ("/api/v1/nothing", 404),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.json()["error"].is_string(), "{path}");
    }
    let status = server.get("/api/v1/status").json();
    assert_eq!((&status["ready"], &status["last_seq"]), (&json!(true), &json!(250)));
    assert_eq!(status["sources"][0]["keys_usable"], json!(true));
    assert!(!status.to_string().contains("/postal/main"), "a path can be a secret");
    server.stop();
}

#[test]
fn a_late_body_is_released_and_others_say_why_not() {
    let server = Server::start();
    let old = event("Old", now() - 365 * 24 * 60 * 60, "old");
    for (body, word) in [
        (event("New", now(), "new"), "stored"),
        (old.clone(), "quarantined"),
        (event("New", now(), "new").replace("{}", r#"{"a":1}"#), "conflict"),
        ("not JSON".to_owned(), "quarantined"),
        ("{}".to_owned(), "quarantined"),
    ] {
        assert_eq!(server.send(body).answer, word.as_bytes());
    }
    let rows = server.get("/api/v1/quarantine").json();
    let rows = rows["quarantine"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    let digest = |reason: &str| {
        let row = rows.iter().find(|row| row["reason"] == reason).unwrap();
        row["digest"].as_str().unwrap().to_owned()
    };
    let late = digest("late");
    let shown = server.get(&format!("/api/v1/quarantine/{}", &late[..12])).json();
    assert_eq!(shown["body"], old);
    let release = |digest: &str, query: &str| {
        server.post(&format!("/api/v1/release{query}"), &json!({"digest": digest}).to_string())
    };
    for (reason, why) in
        [("not-json", "not a JSON object"), ("no-uuid", "no uuid"), ("conflict", "the first stay")]
    {
        let answer = release(&digest(reason), "");
        assert_eq!(answer.status, 409, "{answer:?}");
        assert!(answer.body.contains(why), "{answer:?}");
    }
    assert_eq!(release(&late, "?dry-run").json(), json!({"count": 1, "dry_run": true}));
    assert_eq!(release(&late, "").json(), json!({"count": 1, "dry_run": false, "seq": 2}));
    assert_eq!(release(&late, "").status, 404);
    for (wrong, status) in [("0123456", 400), ("zzzzzzzz", 400), ("0123456789", 404)] {
        assert_eq!(release(wrong, "").status, status, "{wrong}");
    }
    let event = server.get("/api/v1/events/2").json();
    assert_eq!((&event["uuid"], &event["event"]), (&json!("old"), &json!("Old")));
    let body = event["body"].as_str().unwrap().as_bytes();
    let signature = server.signer.signature_256(body);
    assert_eq!(event["headers"]["X-Postal-Signature-256"], signature);
    assert_eq!(server.get("/api/v1/quarantine").json()["quarantine"].as_array().unwrap().len(), 3);
    server.stop();
}

#[test]
fn a_backup_goes_into_its_folder_alone() {
    let server = Server::start();
    assert_eq!(server.post("/api/v1/backup", r#"{"file":"a.db"}"#).status, 409);
    server.stop();
    let folder = tempfile::tempdir().unwrap();
    let server = Server::with(AdminOptions::default().backups(folder.path()), |builder| builder);
    for example in examples().filter(|example| example.case == "typical") {
        server.send(example.body);
    }
    for file in ["", ".", "..", "../a.db", "/tmp/a.db", "a/b.db"] {
        let answer = server.post("/api/v1/backup", &json!({"file": file}).to_string());
        assert_eq!(answer.status, 400, "{file} {answer:?}");
    }
    let made = server.post("/api/v1/backup", r#"{"file":"a.db"}"#);
    assert_eq!(made.status, 200, "{made:?}");
    let made = made.json();
    let last = server.get("/api/v1/status").json()["last_seq"].clone();
    assert_eq!((&made["verified"], &made["last_seq"]), (&json!(true), &last));
    assert!(folder.path().join("a.db").exists());
    assert_eq!(server.post("/api/v1/backup", r#"{"file":"a.db"}"#).status, 409, "it is there");
    server.stop();
}

#[test]
fn what_is_not_a_change_is_refused() {
    let server = Server::start();
    for (path, body, status) in [
        ("/api/v1/pause", r#"{"sink":"none"}"#, 404),
        ("/api/v1/retry", r#"{"sink":"none"}"#, 404),
        ("/api/v1/drop", r#"{"sink":"none"}"#, 404),
        ("/api/v1/replay", r#"{"sink":"none","select":{}}"#, 400),
        ("/api/v1/replay", r#"{"sink":"none","select":{"from":1}}"#, 404),
        ("/api/v1/replay", r#"{"sink":"none","select":{"wrong":1}}"#, 400),
        ("/api/v1/prune", r#"{"keep_events":5}"#, 400),
        ("/api/v1/prune", "", 400),
        ("/api/v1/prune", "[", 400),
        ("/api/v1/prune?dry-run", "{}", 200),
        ("/api/v1/prune?dryrun", "{}", 400),
        ("/api/v1/explode", "{}", 400),
        ("/api/v1/pause", "{}", 400),
    ] {
        let answer = server.post(path, body);
        assert_eq!(answer.status, status, "{path} {body} {answer:?}");
    }
    let long = format!(r#"{{"digest":"{}"}}"#, "a".repeat(70_000));
    assert_eq!(server.post("/api/v1/release", &long).status, 413);
    server.stop();
}

#[test]
fn pruning_takes_what_is_old_and_delivered_and_no_more() {
    const DAY: i64 = 24 * 60 * 60;
    // One sink takes all, another has not come to the last two.
    let server = Server::with(AdminOptions::default(), |builder| {
        builder.sink(Sink::handler("slow", |event| async move {
            if event.seq > 8 { std::future::pending().await } else { Outcome::Delivered }
        }))
    });
    for number in 1..=10 {
        server.send(event("New", now(), &format!("uuid-{number}")));
    }
    server.send("not JSON");
    while server.get("/api/v1/sinks").json()["sinks"][0]["cursor"] != json!(8) {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let age = |table: &str| {
        let store = rusqlite::Connection::open(server.store()).unwrap();
        let sql = format!("UPDATE {table} SET received_at = received_at - ?1 WHERE rowid <= 9");
        store.execute(&sql, [20 * DAY * 1_000_000]).unwrap();
    };
    age("event");
    let prune = |query: &str, days: i64| {
        let body = json!({"keep_events": days * DAY}).to_string();
        server.post(&format!("/api/v1/prune{query}"), &body).json()
    };
    assert_eq!(prune("?dry-run", 30)["count"], 0);
    let look = prune("?dry-run", 10);
    assert_eq!(look["removable"], json!({"events": 8, "uuids": 0, "quarantined": 0}));
    assert_eq!(server.get("/api/v1/events").json()["events"].as_array().unwrap().len(), 10);
    assert_eq!(prune("", 10)["count"], 8);
    let left = server.get("/api/v1/events").json();
    let left: Vec<_> = left["events"].as_array().unwrap().iter().map(|it| &it["seq"]).collect();
    assert_eq!(left, [9, 10], "what is not delivered stays, however old");
    let again = event("Other", now(), "uuid-1");
    assert_eq!(server.send(again).answer, b"conflict", "it is known still");

    // The file itself says so too, once no receiver has it.
    let action = Action::Prune { keep_events: Some(10 * 24 * 60 * 60) };
    assert!(OpenStore::is_in_use(&server.store().into()).unwrap());
    assert!(server.runtime.block_on(OpenStore::open(server.store())).is_err());
    server.stop();
    server.runtime.block_on(async {
        let store = OpenStore::open_to_read(server.store()).unwrap();
        assert_eq!(store.look(&action).await.unwrap().count, 0);
        assert!(matches!(store.act(&action).await, Err(ActionError::ReadOnly)));
        let store = OpenStore::open(server.store()).await.unwrap();
        assert_eq!(store.act(&action).await.unwrap().count, 0);
        store.close().await;
        assert!(!OpenStore::is_in_use(&server.store().into()).unwrap());
    });
}

#[test]
fn a_sink_that_is_down_tells_why_and_leaves_the_receiver_ready() {
    let server = Server::with(AdminOptions::default(), |builder| {
        builder.sink(Sink::handler("out", |_| async { Outcome::Down("no route".to_owned()) }))
    });
    server.send(event("New", now(), "a"));
    let sink = || server.get("/api/v1/sinks").json()["sinks"][0].clone();
    while sink()["state"] != "down" {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let down = sink();
    assert_eq!((&down["error"], &down["lag"]), (&json!("no route"), &json!(1)));
    assert_eq!((&down["configured"], &down["paused"]), (&json!(true), &json!(false)));
    assert_eq!(server.get("/readyz").status, 200);
    let pause = Action::Pause { sink: "out".to_owned() };
    let paused = server.runtime.block_on(server.receiver.act(&pause)).unwrap();
    assert_eq!(paused.count, 1);
    while sink()["state"] != "paused" {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let sinks = server.runtime.block_on(server.receiver.sinks()).unwrap();
    assert!(sinks[0].paused);
    server.stop();
}
