//! The view: what it shows, to whom, and what it takes.

use std::time::{Duration, Instant};

use postal_webhooks::testing::example;
use postal_webhooks_receiver::{AdminOptions, Outcome, Sink};

use crate::server::{Answer, Server, event, now};

/// Fields of a form, as a browser sends them.
fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The value of a hidden field of a page.
fn hidden(page: &Answer, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    let value = page.body.split(&begin).nth(1).unwrap_or_else(|| panic!("{page:?}"));
    value.split('"').next().unwrap().replace("&quot;", "\"").replace("&amp;", "&")
}

fn act(server: &Server, fields: &[(&str, &str)]) -> Answer {
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    server.ask("POST", "/act", &headers, &form(fields))
}

/// Asks until the page is so.
fn wait(server: &Server, path: &str, is_so: impl Fn(&Answer) -> bool) -> Answer {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let page = server.get(path);
        if is_so(&page) {
            return page;
        }
        assert!(Instant::now() < end, "{path}: {page:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn link(seq: i64) -> String {
    format!("\"/events/{seq}\"")
}

/// An event about a message with these texts, as JSON writes them.
fn hostile(seq: usize, text: &str) -> Vec<u8> {
    let body = std::str::from_utf8(example("MessageDeliveryFailed", "typical").body).unwrap();
    let mut value: serde_json::Value = serde_json::from_str(body).unwrap();
    value["uuid"] = format!("820b47a4-4dfd-42e4-ae6a-{seq:012}").into();
    value["timestamp"] = now().into();
    for field in ["to", "from", "subject", "message_id", "tag"] {
        value["payload"]["message"][field] = text.into();
    }
    value["payload"]["output"] = text.into();
    value["payload"]["details"] = text.into();
    value["payload"]["new"] = text.into();
    serde_json::to_vec(&value).unwrap()
}

#[test]
fn events_are_listed_found_and_shown() {
    let server = Server::start();
    assert!(server.get("/").body.contains("Nothing has arrived yet."));
    for seq in 1..=120 {
        let name = if seq % 40 == 0 { "MessageHeld" } else { "MessageSent" };
        server.send(event(name, now(), &format!("uuid-{seq}")));
    }
    server.send(hostile(121, "ann@example.com"));
    let first = server.get("/");
    assert_eq!(first.status, 200);
    assert_eq!(first.body.matches("<td class=\"when\">").count(), 50);
    assert!(first.body.len() < 40_000, "{}", first.body.len());
    assert!(first.body.contains(&link(121)) && !first.body.contains(&link(71)));
    let second = server.get("/?at=71");
    assert!(second.body.contains(&link(71)) && second.body.contains("at=21"), "{second:?}");
    // The index is filled meanwhile.
    let held = wait(&server, "/?event=MessageHeld", |page| page.body.contains(&link(120)));
    assert_eq!(held.body.matches("<td class=\"when\">").count(), 3, "{held:?}");
    let found = wait(&server, "/?q=ANN%40example", |page| page.body.contains(&link(121)));
    assert_eq!(found.body.matches("<td class=\"when\">").count(), 1);
    assert!(server.get("/?q=an").body.contains("Type 3 characters"));
    assert!(server.get("/?q=nobody").body.contains("No event fulfils"));
    let later = server.get("/?since=2020-01-01T00:00&before=2020-01-02T00:00");
    assert!(later.body.contains("No event fulfils"));
    let stored = server.get("/?state=stored");
    assert_eq!(stored.body.matches("state stored").count(), 50, "no sink is configured");
    assert!(server.get("/?state=dead").body.contains("No event fulfils"));
    assert!(server.get("/?state=quarantined").head.contains("location: /quarantine"));

    let one = server.get("/events/121");
    for text in [
        "The message, event by event",
        "verified now with a key",
        "Not in the schema",
        "message.spam_status",
        "What the spam check found.",
        "X-Postal-Signature-KID",
        "no sink is configured",
    ] {
        assert!(one.body.to_lowercase().contains(&text.to_lowercase()), "{text}: {}", one.body);
    }
    let body = server.get("/events/121/body");
    assert_eq!(body.body, server.get("/api/v1/events/121").json()["body"].as_str().unwrap());
    assert!(body.head.contains("content-disposition: attachment; filename=\"event-121.json\""));
    assert!(body.head.contains("application/octet-stream"));
    for path in ["/events/9999", "/events/x", "/nothing", "/sinks/none", "/quarantine/00000000"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            answer.body.contains("There is no") || answer.body.contains("Nothing in"),
            "{path}"
        );
    }
    assert_eq!(server.get("/ask?do=fly").status, 400);
    assert_eq!(server.ask("DELETE", "/", &[], "").status, 405);
    assert_eq!(server.get("/act").status, 405);
    server.stop();
}

#[test]
fn the_events_of_a_message_are_one_timeline() {
    let server = Server::start();
    let sent = example("MessageSent", "typical").body;
    server.send(sent);
    let delayed = std::str::from_utf8(example("MessageDelayed", "typical").body).unwrap();
    let mut delayed: serde_json::Value = serde_json::from_str(delayed).unwrap();
    let message: serde_json::Value = serde_json::from_slice(sent).unwrap();
    delayed["payload"]["message"] = message["payload"]["message"].clone();
    server.send(delayed.to_string());
    // Another message of the same id, of another mail server.
    delayed["payload"]["message"]["token"] = "other".into();
    delayed["uuid"] = "820b47a4-4dfd-42e4-ae6a-000000000000".into();
    server.send(delayed.to_string());
    let page = wait(&server, "/events/1", |page| page.body.contains(&link(2)));
    let timeline = page.body.split("class=\"timeline\"").nth(1).unwrap();
    let timeline = timeline.split("</ol>").next().unwrap();
    assert_eq!(timeline.matches("<li").count(), 2, "{timeline}");
    server.stop();
}

#[test]
fn what_came_from_a_mail_is_text_in_every_page() {
    let server = Server::start();
    let texts = [
        "<script>window.hit=1</script>",
        "\"><img src=x onerror=window.hit=1>",
        "javascript:window.hit=1",
        "a\u{0}b\u{202e}c\u{1b}d\u{200b}e\u{7f}f",
    ];
    for (seq, text) in texts.iter().enumerate() {
        assert_eq!(server.send(hostile(seq, text)).answer, b"stored");
    }
    let long = "x".repeat(3000);
    server.send(hostile(9, &long));
    server.send(event("<b>Bold", now(), "<i>uuid"));
    server.send(b"{\"event\":\"MessageSent\",\"uuid\":\"\xff\xfe\"".to_vec());
    let quarantine = server.get("/quarantine");
    let digest = quarantine.body.split("/quarantine/").nth(1).unwrap();
    let digest = format!("/quarantine/{}", digest.split('"').next().unwrap());
    let mut pages = vec![server.get("/"), quarantine, server.get(&digest)];
    for seq in 1..=6 {
        pages.push(server.get(&format!("/events/{seq}")));
    }
    for page in &pages {
        assert_eq!(page.status, 200, "{page:?}");
        for markup in ["<script>", "<img", "<b>Bold", "<i>uuid", "href=\"javascript"] {
            assert!(!page.body.contains(markup), "{markup}: {}", page.body);
        }
        assert!(!page.body.contains(['\0', '\u{202e}', '\u{1b}', '\u{200b}', '\u{7f}']));
        let policy = "content-security-policy: default-src 'none'; style-src 'self'; \
                      script-src 'self'; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";
        assert!(page.head.contains(policy), "{}", page.head);
        assert!(page.head.contains("referrer-policy: no-referrer"));
        assert!(page.head.contains("x-content-type-options: nosniff"));
        assert!(page.head.contains("cache-control: no-store"));
    }
    let list = &pages[0].body;
    assert!(list.contains("&lt;script&gt;window.hit=1&lt;/script&gt;"));
    assert!(list.contains("a<i class=\"mark\">U+0000</i>b<i class=\"mark\">U+202E</i>c"));
    assert!(!list.contains(&long[..200]), "a list has the begin alone");
    assert!(pages[7].body.contains(&long), "the event has it all");
    assert!(pages[2].body.contains("<i class=\"mark\">0xFF</i><i class=\"mark\">0xFE</i>"));
    server.stop();
}

#[test]
fn a_change_is_shown_with_a_count_and_made_by_its_form_alone() {
    let sink = Sink::handler("billing", |event| async move {
        if event.event == "Bad" { Outcome::Refused("<b>no".into()) } else { Outcome::Delivered }
    });
    let server = Server::with(AdminOptions::default(), |builder| builder.sink(sink));
    for (name, uuid) in [("Good", "1"), ("Bad", "2"), ("Bad", "3"), ("Good", "4")] {
        server.send(event(name, now(), uuid));
    }
    let dead = wait(&server, "/?state=dead", |page| page.body.contains(&link(2)));
    assert!(dead.body.contains(&link(3)) && !dead.body.contains(&link(1)), "{dead:?}");
    let delivered = wait(&server, "/?state=delivered", |page| page.body.contains(&link(4)));
    assert!(!delivered.body.contains(&link(2)), "{delivered:?}");
    let sink = server.get("/sinks/billing");
    assert!(sink.body.contains("&lt;b&gt;no") || sink.body.contains("given up"), "{sink:?}");
    assert!(server.get("/sinks").body.contains(">2</b> given up"));
    assert!(server.get("/events/2").body.contains("state dead"));

    let ask = server.get("/ask?do=retry&sink=billing");
    assert!(ask.body.contains("<b>2 dead letters</b>"), "{ask:?}");
    let (change, token) = (hidden(&ask, "change"), hidden(&ask, "token"));
    let other = change.replace("retry", "drop");
    assert_ne!(other, change);
    let stale = format!("0{}", token.get(1..).unwrap());
    for (fields, text) in [
        (vec![("change", &*change)], "has no token"),
        (vec![("change", &*change), ("token", "")], "too old"),
        (vec![("change", &*change), ("token", &*stale)], "too old"),
        (vec![("change", &*other), ("token", &*token)], "too old"),
        (vec![("token", &*token)], "too old"),
    ] {
        let answer = act(&server, &fields);
        assert_eq!(answer.status, 403, "{fields:?}");
        assert!(answer.body.contains(text), "{fields:?}: {}", answer.body);
    }
    let fields = form(&[("change", &change), ("token", &token)]);
    for header in [("Origin", "http://evil.example.com"), ("Sec-Fetch-Site", "cross-site")] {
        assert_eq!(server.ask("POST", "/act", &[header], &fields).status, 403);
    }
    assert!(server.get("/sinks").body.contains(">2</b> given up"), "nothing was done");
    // One was dealt with elsewhere: what was shown is no longer so.
    assert_eq!(server.post("/api/v1/drop", r#"{"sink":"billing","seq":2}"#).status, 200);
    let changed = act(&server, &[("change", &change), ("token", &token)]);
    assert!(changed.body.contains("would touch 1 now, and not 2"), "{changed:?}");
    let (change, token) = (hidden(&changed, "change"), hidden(&changed, "token"));
    // As a browser sends it: the page has no referrer, and so no origin.
    let headers = [("Origin", "null"), ("Sec-Fetch-Site", "same-origin")];
    let fields = form(&[("change", &change), ("token", &token)]);
    let done = server.ask("POST", "/act", &headers, &fields);
    assert_eq!(done.status, 303, "{done:?}");
    assert!(done.head.contains("location: /sinks/billing?done=1"), "{}", done.head);
    assert!(server.get("/sinks/billing?done=1").body.contains("Done: 1 touched."));
    let twice = act(&server, &[("change", &change), ("token", &token)]);
    assert_ne!(twice.status, 303, "{twice:?}");

    let replay = server.get("/ask?do=replay&sink=billing&from=1&until=4&event=Good");
    assert!(replay.body.contains("<b>2 events</b>"), "{replay:?}");
    assert_eq!(server.get("/ask?do=replay&sink=none&from=1").status, 409);
    assert_eq!(server.get("/ask?do=retry&sink=billing&seq=x").status, 400);
    server.stop();
}

#[test]
fn a_body_in_quarantine_is_released_after_a_question() {
    let server = Server::start();
    server.send(event("Old", now() - 365 * 24 * 60 * 60, "old"));
    server.send(event("New", now(), "new"));
    server.send(event("Older", now() - 366 * 24 * 60 * 60, "older"));
    let page = server.get("/quarantine");
    let digest = page.body.split("/quarantine/").nth(1).unwrap().split('"').next().unwrap();
    let one = server.get(&format!("/quarantine/{digest}"));
    assert!(one.body.contains("late"), "{one:?}");
    let ask = server.get(&format!("/ask?do=release&digest={digest}"));
    assert!(ask.body.contains("<b>1 body</b>"), "{ask:?}");
    let fields = [("change", hidden(&ask, "change")), ("token", hidden(&ask, "token"))];
    let done = act(&server, &fields.each_ref().map(|(name, value)| (*name, &**value)));
    assert_eq!(done.status, 303, "{done:?}");
    assert!(server.get("/").body.contains(&link(2)));
    assert_eq!(server.get(&format!("/quarantine/{digest}")).status, 404);
    server.stop();
}

#[test]
fn a_conflict_leads_to_the_event_with_its_uuid() {
    let server = Server::start();
    server.send(event("Before", now(), "1"));
    server.send(event("First", now(), "2"));
    server.send(event("Other", now(), "2"));
    let page = server.get("/quarantine");
    let digest = page.body.split("/quarantine/").nth(1).unwrap().split('"').next().unwrap();
    let one = server.get(&format!("/quarantine/{digest}"));
    assert!(one.body.contains("<b>conflict</b>") && one.body.contains(&link(2)), "{one:?}");
    assert!(!one.body.contains(&link(1)), "{one:?}");
    let store = rusqlite::Connection::open(server.store()).unwrap();
    assert_eq!(store.execute("DELETE FROM event WHERE seq = 2", []).unwrap(), 1);
    let one = server.get(&format!("/quarantine/{digest}"));
    assert!(!one.body.contains(&link(2)) && one.body.contains("deleted by its age"), "{one:?}");
    server.stop();
}

#[test]
fn a_viewer_sees_how_it_stands_and_nothing_of_a_mail() {
    let options = AdminOptions::default().password("all").viewer_password("some");
    let server = Server::with(options, |builder| builder);
    server.send(hostile(1, "secret@example.com"));
    server.send("not JSON, but secret");
    let all = ("Authorization", "Basic OmFsbA==");
    let some = ("Authorization", "Basic OnNvbWU=");
    let get = |path: &str, who| server.ask("GET", path, &[who], "");
    assert_eq!(server.get("/").status, 401);
    assert_eq!(server.get("/assets/view.js").status, 401);
    assert!(!get("/", some).body.contains("/events/1"), "a link that is refused");
    assert!(!get("/quarantine", some).body.contains("/quarantine/"), "a link that is refused");
    let quarantine = get("/quarantine", all);
    let digest = quarantine.body.split("/quarantine/").nth(1).unwrap();
    let digest = digest.split('"').next().unwrap().to_owned();
    for path in ["/", "/sinks", "/quarantine", "/health", "/api/v1/events", "/metrics"] {
        let page = get(path, some);
        assert!(page.status == 200 || path == "/metrics", "{path}: {page:?}");
        assert!(!page.body.contains("secret"), "{path}: {page:?}");
    }
    assert!(get("/", all).body.contains("secret@example.com"));
    for path in [
        "/events/1".to_owned(),
        "/events/1/body".to_owned(),
        "/?q=secret".to_owned(),
        "/ask?do=pause&sink=none".to_owned(),
        format!("/quarantine/{digest}"),
        format!("/quarantine/{digest}/body"),
        "/api/v1/events/1".to_owned(),
        format!("/api/v1/quarantine/{digest}"),
    ] {
        let page = get(&path, some);
        assert_eq!(page.status, 403, "{path}: {page:?}");
        assert!(page.body.contains("viewer"), "{path}: {page:?}");
        assert!(matches!(get(&path, all).status, 200 | 409), "{path}");
    }
    for path in ["/act", "/api/v1/prune"] {
        let json = ("Content-Type", "application/json");
        assert_eq!(server.ask("POST", path, &[some, json], "{}").status, 403, "{path}");
    }
    server.stop();
}

#[test]
fn who_follows_gets_what_arrives_and_no_more_than_fits() {
    use std::io::{BufRead as _, BufReader, Write as _};

    let server = Server::start();
    server.send(event("Before", now(), "0"));
    let mut stream = std::net::TcpStream::connect(server.admin).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "GET /tail?source=main&event=After HTTP/1.1\r\nHost: {}\r\n\r\n", server.admin)
        .unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.next().unwrap().starts_with("HTTP/1.1 200"));
    assert!(lines.any(|line| line == ": open"));
    for number in 1..=60 {
        server.send(event("After", now(), &format!("{number}")));
        server.send(event("Other", now(), &format!("other-{number}")));
    }
    let (mut rows, mut passed) = (0, 0);
    while passed < 60 {
        let data = lines.find_map(|line| line.strip_prefix("data: ").map(str::to_owned)).unwrap();
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        let shown = data["rows"].as_str().unwrap();
        assert!(
            !shown.contains("Other")
                && !shown.contains("Before")
                && shown.matches("<tr").count() <= 20
        );
        rows += shown.matches("<tr").count();
        passed += data["passed"].as_u64().unwrap();
    }
    assert_eq!(passed, 60, "others are not counted");
    assert!((20..=60).contains(&rows), "{rows}");
    // Too many are told so.
    let streams: Vec<_> = (0..20)
        .map(|_| {
            let mut stream = std::net::TcpStream::connect(server.admin).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            write!(stream, "GET /tail HTTP/1.1\r\nHost: {}\r\n\r\n", server.admin).unwrap();
            let mut reader = BufReader::new(stream);
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            (line, reader)
        })
        .collect();
    let refused = streams.iter().filter(|(line, _)| line.contains("503")).count();
    assert_eq!(refused, 5, "16 follow, one of them from before");
    server.stop();
}
