//! The NATS sink against real servers.

use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::jetstream::stream::{Config, DiscardPolicy};
use async_nats::jetstream::{self, Context};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use postal_webhooks_engines::Nats as Server;
use tokio::time::Instant;

use super::{Store, event, until};
use crate::event::StoredEvent;
use crate::sink::{Nats, Outcome, Running, Sink};

/// Two hours.
const WINDOW: Duration = Duration::from_secs(7_200);

async fn jetstream(server: &Server) -> Context {
    jetstream::new(async_nats::connect(server.url()).await.unwrap())
}

fn config() -> Config {
    Config {
        name: "postal".to_owned(),
        subjects: vec!["postal.>".to_owned()],
        duplicate_window: WINDOW,
        ..Config::default()
    }
}

/// A server with a stream.
async fn with_stream(config: Config) -> (Server, Context) {
    let server = Server::start().unwrap();
    let context = jetstream(&server).await;
    context.create_stream(config).await.unwrap();
    (server, context)
}

/// What is in the stream, from its first message on.
async fn messages(context: &Context) -> Vec<(String, HeaderMap, Bytes)> {
    let stream = context.get_stream("postal").await.unwrap();
    let state = stream.cached_info().state.clone();
    let mut messages = Vec::new();
    for sequence in state.first_sequence..=state.last_sequence {
        let message = stream.get_raw_message(sequence).await.unwrap();
        messages.push((message.subject.to_string(), message.headers, message.payload));
    }
    messages
}

async fn count(context: &Context) -> u64 {
    context.get_stream("postal").await.unwrap().cached_info().state.messages
}

async fn down(nats: Nats) -> String {
    match Sink::nats("bus", &nats).unwrap().deliver.deliver(&event("u"), None).await {
        Outcome::Down(error) => error,
        other => panic!("{other:?}"),
    }
}

async fn stop(mut running: Running) {
    running.stop(Instant::now() + Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_has_the_body_and_can_be_verified() {
    let (server, context) = with_stream(config()).await;
    let nats = Nats::at(server.url()).stream("postal");
    let deliver = Sink::nats("bus", &nats).unwrap().deliver;
    assert_eq!(deliver.deliver(&event("u-1"), None).await, Outcome::Delivered);
    let messages = messages(&context).await;
    let [(subject, headers, body)] = &messages[..] else { panic!("{messages:?}") };
    assert_eq!((subject.as_str(), body), ("postal.main.MessageSent", &event("").body));
    let kid = "ab".repeat(32);
    for (name, value) in [
        ("Nats-Msg-Id", "main/u-1"),
        ("Nats-Expected-Stream", "postal"),
        ("Postal-Source", "main"),
        ("Postal-Event", "MessageSent"),
        ("Postal-Uuid", "u-1"),
        ("Postal-Seq", "7"),
        ("X-Postal-Signature-256", &BASE64_STANDARD.encode("sha256")),
        ("X-Postal-Signature", &BASE64_STANDARD.encode("sha1")),
        ("X-Postal-Signature-KID", &kid),
    ] {
        assert_eq!(headers.get(name).map(async_nats::HeaderValue::as_str), Some(value), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stream_drops_what_came_before_and_takes_a_replay() {
    let (server, context) = with_stream(config()).await;
    let deliver = Sink::nats("bus", &Nats::at(server.url())).unwrap().deliver;
    let other = StoredEvent { source: "other".into(), ..event("u-1") };
    let strange = "a \r\nNats-Msg-Id: main/u-1%\u{e9}";
    for (event, replay, messages) in [
        (event("u-1"), None, 1),
        (event("u-1"), None, 1),
        (event("u-1"), Some(3), 2),
        (event("u-1"), Some(3), 2),
        (event("u-1"), Some(4), 3),
        (other, None, 4),
        (event(strange), None, 5),
        (StoredEvent { event: strange.repeat(1_000), ..event("u-2") }, None, 6),
    ] {
        assert_eq!(deliver.deliver(&event, replay).await, Outcome::Delivered);
        assert_eq!(count(&context).await, messages, "{} {replay:?}", event.uuid);
    }
    let ids = messages(&context).await.into_iter().map(|(_, headers, _)| headers);
    let ids: Vec<_> = ids.map(|it| it.get("Nats-Msg-Id").unwrap().to_string()).collect();
    assert_eq!(
        ids,
        [
            "main/u-1",
            "main/u-1/replay-3",
            "main/u-1/replay-4",
            "other/u-1",
            "main/a%20%0D%0ANats-Msg-Id:%20main/u-1%25%C3%A9",
            "main/u-2"
        ]
    );
}

/// One event that is too large, between others.
async fn one_too_large(server: &Server, context: &Context) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    store.add("small-1", "{}").await;
    store.add("large", format!("{{\"a\":\"{}\"}}", "x".repeat(1 << 20))).await;
    store.add("small-2", "{}").await;
    let sink = Sink::nats("bus", &Nats::at(server.url())).unwrap();
    let running = store.start(sink.strict()).await;
    until("all are done", || running.status().cursor == 3).await;
    let status = running.status();
    stop(running).await;
    assert_eq!((status.delivered, status.refused, status.down), (2, 1, 0), "{status:?}");
    assert_eq!(store.row("bus").await.dead, 1);
    assert_eq!(count(context).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_larger_than_the_server_takes_is_refused_and_the_next_goes_on() {
    let server = Server::start_with(&["max_payload: 65536"]).unwrap();
    let context = jetstream(&server).await;
    context.create_stream(config()).await.unwrap();
    one_too_large(&server, &context).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_larger_than_the_stream_takes_is_refused_and_the_next_goes_on() {
    let server = Server::start_with(&["max_payload: 4194304"]).unwrap();
    let context = jetstream(&server).await;
    context.create_stream(Config { max_message_size: 65_536, ..config() }).await.unwrap();
    one_too_large(&server, &context).await;
}

/// A sink with 500 events is down with this error until the remedy, and then takes all, and nothing
/// was put aside.
async fn recovers<F: Future<Output = ()>>(nats: Nats, error: &str, remedy: impl FnOnce() -> F) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    store.add_many(500).await;
    let running = store.start(Sink::nats("bus", &nats).unwrap()).await;
    until("it is down", || running.status().state == "down").await;
    let status = running.status();
    assert!(status.error.contains(error), "{status:?}");
    until("it is probed", || running.status().down > status.down).await;
    remedy().await;
    until("all are taken", || running.status().cursor == 500).await;
    let status = running.status();
    stop(running).await;
    assert_eq!((status.failed, status.refused, status.parked), (0, 0, 0), "{status:?}");
    let row = store.row("bus").await;
    assert_eq!((row.cursor, row.parked, row.dead), (500, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_stream_takes_it_down_until_it_is_there() {
    for stream in [None, Some("postal")] {
        let server = Server::start().unwrap();
        let context = jetstream(&server).await;
        let mut nats = Nats::at(server.url());
        if let Some(stream) = stream {
            nats = nats.stream(stream);
        }
        let error = "there is no stream for the subject: nats stream add";
        recovers(nats, error, async || {
            context.create_stream(config()).await.unwrap();
        })
        .await;
        assert_eq!(count(&context).await, 500);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_stream_takes_it_down_until_there_is_room() {
    let full = Config { max_messages: 100, discard: DiscardPolicy::New, ..config() };
    let (server, context) = with_stream(full.clone()).await;
    recovers(Nats::at(server.url()), "maximum messages exceeded", async || {
        assert_eq!(count(&context).await, 100);
        context.update_stream(Config { max_messages: -1, ..full }).await.unwrap();
    })
    .await;
    assert_eq!(count(&context).await, 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_window_takes_it_down_until_it_is_long_enough() {
    let short =
        Config { duplicate_window: WINDOW.saturating_sub(Duration::from_secs(1)), ..config() };
    let (server, context) = with_stream(short).await;
    let error = "nats stream edit postal --dupe-window=2h";
    recovers(Nats::at(server.url()), error, async || {
        assert_eq!(count(&context).await, 0);
        context.update_stream(config()).await.unwrap();
    })
    .await;
    assert_eq!(count(&context).await, 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_at_the_start_takes_it_down_until_it_is_there() {
    let (mut server, _) = with_stream(config()).await;
    server.stop().unwrap();
    let nats = Nats::at(server.url());
    let server = std::cell::RefCell::new(server);
    recovers(nats, "cannot connect to NATS: connection refused", async || {
        server.borrow_mut().run().unwrap();
    })
    .await;
    assert_eq!(count(&jetstream(&server.into_inner()).await).await, 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_in_mid_window_parks_nothing_and_lacks_nothing() {
    const EVENTS: i64 = 20_000;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    for _ in 0..10 {
        store.add_many(2_000).await;
    }
    let (mut server, _) = with_stream(config()).await;
    let running = store.start(Sink::nats("bus", &Nats::at(server.url())).unwrap()).await;
    let mut kills = 0;
    while running.status().cursor < EVENTS && kills < 5 {
        let before = running.status().delivered;
        until("some are taken", || {
            let status = running.status();
            status.delivered > before + 500 || status.cursor == EVENTS
        })
        .await;
        kills += u32::from(running.status().cursor < EVENTS);
        server.kill().unwrap();
        server.run().unwrap();
    }
    until("all are taken", || running.status().cursor == EVENTS).await;
    let status = running.status();
    stop(running).await;
    assert!(kills > 1 && status.down > 0, "{kills} kills in the middle: {status:?}");
    assert_eq!((status.failed, status.refused), (0, 0), "{status:?}");
    let row = store.row("bus").await;
    assert_eq!((row.parked, row.dead), (0, 0));
    assert_eq!(count(&jetstream(&server).await).await, u64::try_from(EVENTS).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_elsewhere_or_without_acknowledgements_takes_it_down() {
    let (server, context) = with_stream(config()).await;
    let other = Config { name: "other".to_owned(), subjects: vec!["x".to_owned()], ..config() };
    context.create_stream(other).await.unwrap();
    let error = down(Nats::at(server.url()).stream("other")).await;
    assert_eq!(error, "another stream than `stream` has the subject");
    context.update_stream(Config { no_ack: true, ..config() }).await.unwrap();
    let error = down(Nats::at(server.url())).await;
    assert!(error.contains("acknowledges nothing"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_refused_is_down_and_who_is_known_is_not() {
    let server = Server::start_with(&[
        "authorization { users: [",
        "{ user: 'us@er', password: 'pa:ss/' },",
        "{ user: b, password: b, permissions: { publish: '$JS.API.>' } },",
        "{ user: c, password: c, permissions: { publish: '>', subscribe: 'x' } } ] }",
    ])
    .unwrap();
    let at = |user_info: &str| Nats::at(format!("nats://{user_info}127.0.0.1:{}", server.port()));
    for user_info in ["", "us%40er:wrong@", "token@"] {
        let error = down(at(user_info)).await;
        assert_eq!(error, "NATS refuses the user, the password or the credentials");
    }
    let right = "us%40er:pa:ss%2F@";
    let error = down(at(right)).await;
    assert!(error.starts_with("there is no stream"), "{error}");
    let options =
        async_nats::ConnectOptions::with_user_and_password("us@er".into(), "pa:ss/".into());
    let client = options.connect(server.url()).await.unwrap();
    let context = jetstream::new(client);
    context.create_stream(config()).await.unwrap();
    for not_allowed in ["b:b@", "c:c@"] {
        let error = down(at(not_allowed)).await;
        assert!(error.starts_with("NATS does not allow it"), "{error}");
    }
    let deliver = Sink::nats("bus", &at(right)).unwrap().deliver;
    assert_eq!(deliver.deliver(&event("u"), None).await, Outcome::Delivered);
    assert_eq!(count(&context).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_jetstream_or_that_is_none_is_down() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = format!("nats://{}", listener.local_addr().unwrap());
    let error = down(Nats::at(silent)).await;
    assert_eq!(error, "cannot connect to NATS: no answer within 4 seconds");
    let error = down(Nats::at("nats://nowhere.invalid")).await;
    assert_eq!(error, "cannot connect to NATS: the name is not found");
    let (server, _) = with_stream(config()).await;
    // It does not speak TLS.
    let error = down(Nats::at(server.url().replace("nats:", "tls:"))).await;
    assert!(error.starts_with("cannot connect to NATS: "), "{error}");
}
