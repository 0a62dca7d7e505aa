//! Who is let in, and what health says.

use postal_webhooks::testing::Signer;
use postal_webhooks::{KeySet, RemoteVerifier, Verifier};
use postal_webhooks_receiver::{
    AdminOptions, Error, Receiver, ReceiverBuilder, Retention, Source, Sqlite,
};
use tokio::net::TcpListener;

use crate::server::Server;

#[test]
fn a_foreign_host_a_foreign_page_and_no_password_are_refused() {
    let options = AdminOptions::default().password("correct horse").host("admin.example.com");
    let server = Server::with(options, |builder| builder);
    let right = ("Authorization", "Basic b3BzOmNvcnJlY3QgaG9yc2U=");
    let json = ("Content-Type", "application/json");
    let foreign = ("Host", "evil.example.com");
    for (method, path, headers, expected) in [
        ("GET", "/livez", vec![], 200),
        ("GET", "/readyz", vec![], 200),
        ("GET", "/metrics", vec![], 401),
        ("GET", "/api/v1/status", vec![], 401),
        ("GET", "/api/v1/status", vec![right], 200),
        ("GET", "/api/v1/status", vec![right, ("Host", "ADMIN.example.com:8001")], 200),
        ("GET", "/api/v1/status", vec![("Authorization", "Basic b3BzOg==")], 401),
        ("GET", "/nothing", vec![], 401),
        ("GET", "/nothing", vec![right], 404),
        ("POST", "/api/v1/prune", vec![json], 401),
        ("POST", "/api/v1/prune", vec![json, right], 200),
        ("POST", "/api/v1/prune", vec![json, right, ("Origin", "http://evil.example.com")], 403),
        ("POST", "/api/v1/prune", vec![json, right, ("Sec-Fetch-Site", "cross-site")], 403),
        ("POST", "/api/v1/prune", vec![right], 415),
        ("POST", "/api/v1/prune", vec![("Content-Type", "text/plain"), right], 415),
        ("POST", "/metrics", vec![right], 405),
        ("DELETE", "/api/v1/events", vec![right], 405),
        ("OPTIONS", "/api/v1/events", vec![right], 405),
    ] {
        let answer = server.ask(method, path, &headers, "{}");
        assert_eq!(answer.status, expected, "{method} {path} {headers:?} {answer:?}");
        assert!(answer.head.contains("cache-control: no-store"), "{answer:?}");
        assert!(!answer.head.contains("access-control"), "{answer:?}");
        // A foreign host comes nowhere, with the right password neither.
        let mut headers = headers;
        headers.retain(|(name, _)| *name != "Host");
        headers.push(foreign);
        let answer = server.ask(method, path, &headers, "{}");
        assert_eq!(answer.status, 403, "{method} {path} {headers:?} {answer:?}");
    }
    server.stop();
}

#[test]
fn a_browser_is_refused_by_a_page_and_a_program_by_a_line() {
    let options = AdminOptions::default().password("correct horse");
    let server = Server::with(options, |builder| builder);
    let foreign = ("Host", "evil.example.com");
    let elsewhere = ("Sec-Fetch-Site", "cross-site");
    let html = "application/xhtml+xml,text/html;q=0.9,*/*;q=0.8";
    for (method, header, status, line, remedy) in [
        ("GET", None, 401, "the password is missing or wrong", "admin.viewer_password"),
        ("GET", Some(foreign), 403, "this host name is not listed", "admin.hosts"),
        ("POST", Some(elsewhere), 403, "a page elsewhere has made", "make the change from there"),
    ] {
        for (accept, is_page) in [
            (Some(html), true),
            (Some("*/*"), false),
            (Some("text/htmlx, application/json"), false),
            (None, false),
        ] {
            let accept = accept.map(|kind| ("Accept", kind));
            let headers: Vec<_> = header.into_iter().chain(accept).collect();
            let answer = server.ask(method, "/act", &headers, "");
            assert_eq!(answer.status, status, "{headers:?} {answer:?}");
            let kind = if is_page { "text/html" } else { "text/plain" };
            for part in [
                &format!("content-type: {kind}; charset=utf-8"),
                "content-security-policy: default-src 'none'; style-src 'self';",
                "x-content-type-options: nosniff",
                "referrer-policy: no-referrer",
                "cache-control: no-store",
            ] {
                assert!(answer.head.contains(part), "{part}: {headers:?} {answer:?}");
            }
            assert_eq!(answer.head.contains("www-authenticate: basic"), status == 401);
            assert_eq!(answer.body.contains(remedy) && answer.body.contains("<h1>"), is_page);
            assert_eq!(answer.body.starts_with(line), !is_page, "{answer:?}");
            assert!(!answer.body.contains("evil") && !answer.body.contains("<script"));
        }
    }
    // What such a page looks like is no secret.
    let style = server.ask("GET", "/assets/view.css", &[foreign], "");
    assert!(style.status == 200 && style.head.contains("content-security-policy"), "{style:?}");
    assert_eq!(server.ask("POST", "/assets/view.css", &[], "").status, 405);
    server.stop();
}

#[test]
fn another_address_than_loopback_needs_a_password() {
    let server = Server::start();
    let open = |options: AdminOptions| {
        let admin = server.receiver.clone();
        server.runtime.block_on(async move {
            let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
            let serving = admin.admin(listener, options);
            tokio::time::timeout(std::time::Duration::from_millis(100), serving).await
        })
    };
    let refused = open(AdminOptions::default());
    assert!(matches!(refused, Ok(Err(Error::AdminNeedsPassword { .. }))), "{refused:?}");
    assert!(open(AdminOptions::default().password("x")).is_err(), "it serves on");
    server.stop();
}

#[test]
fn readiness_names_each_check_that_failed() {
    let server = Server::with(AdminOptions::default(), |builder| {
        let mut retention = Retention::default();
        retention.min_free = u64::MAX;
        builder.retention(retention)
    });
    let answer = server.get("/readyz");
    assert_eq!((answer.status, &*answer.body), (503, "space: less is free than min_free\n"));
    server.stop();

    // No key that may be used: one is too short, one is not there yet.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let short = Signer::generate_bits(1024).unwrap();
    let short = KeySet::from_jwks(short.jwks()).unwrap();
    let gone = RemoteVerifier::builder("https://127.0.0.1:9/");
    for (verifiers, expected) in [
        (vec![Source::new("short", Verifier::new(short.clone()))], 503),
        (vec![Source::new("short", Verifier::new(short).allow_insecure_short_keys())], 200),
        (
            vec![
                Source::new("gone", runtime.block_on(async { gone.build().unwrap() })),
                Source::new("there", Verifier::new(Signer::generate().key_set())),
            ],
            200,
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::at(folder.path().join("events.db")).ballast(0);
        let mut retention = Retention::default();
        retention.min_free = 0;
        let builder = Receiver::builder(store).retention(retention);
        let builder = verifiers.into_iter().fold(builder, ReceiverBuilder::source);
        let answer = runtime.block_on(async {
            let receiver = builder.start().await.unwrap();
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let admin = receiver.clone();
            tokio::spawn(async move { admin.admin(listener, AdminOptions::default()).await });
            let asked = tokio::task::spawn_blocking(move || crate::server::get(address, "/readyz"));
            let answer = asked.await.unwrap();
            receiver.shutdown(std::time::Duration::from_secs(1)).await;
            answer
        });
        assert_eq!(answer.status, expected, "{answer:?}");
        assert_eq!(answer.status == 503, answer.body.starts_with("keys: "), "{answer:?}");
    }
}

#[test]
fn a_receiver_that_ends_is_alive_and_not_ready() {
    let server = Server::start();
    assert_eq!(server.get("/readyz").body, "ready\n");
    server.receiver.announce_shutdown();
    let answer = server.get("/readyz");
    assert_eq!((answer.status, &*answer.body), (503, "ending: the receiver shuts down\n"));
    assert_eq!(server.get("/livez").status, 200);
    server.stop();
}
