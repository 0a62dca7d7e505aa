//! The end of a receiver that nobody shuts down.

use std::time::{Duration, Instant};

use postal_webhooks::Verifier;
use postal_webhooks::testing::{Signer, example};
use postal_webhooks_receiver::{Error, Outcome, Receiver, Sink, Source, Sqlite};
use tempfile::TempDir;
use tower_service::Service as _;

#[tokio::test(flavor = "multi_thread")]
async fn a_service_keeps_the_receiver_and_its_end_gives_the_store_back() {
    let folder = TempDir::new().unwrap();
    let store = || Sqlite::at(folder.path().join("events.db")).ballast(0);
    let signer = Signer::generate();
    let (sender, mut delivered) = tokio::sync::mpsc::unbounded_channel();
    let sink = Sink::handler("a", move |event| {
        let sent = sender.send(event.uuid);
        async move { if sent.is_ok() { Outcome::Delivered } else { Outcome::Down(String::new()) } }
    });
    let source = Source::new("main", Verifier::new(signer.key_set()));
    let receiver = Receiver::builder(store()).source(source).sink(sink).start().await.unwrap();
    let mut service = receiver.service("main").unwrap();
    drop(receiver);

    let body = example("MessageSent", "typical").body;
    let request = signer.sign(body).into_http::<http_body_util::Full<bytes::Bytes>>("/");
    assert_eq!(service.call(request).await.unwrap().status(), 200);
    assert!(delivered.recv().await.is_some(), "the sink runs as long as the service is there");

    assert!(matches!(Receiver::builder(store()).start().await, Err(Error::StoreInUse { .. })));
    drop(service);
    let begun = Instant::now();
    while let Err(error) = Receiver::builder(store()).start().await {
        assert!(matches!(error, Error::StoreInUse { .. }), "{error}");
        assert!(begun.elapsed() < Duration::from_secs(10), "the store is not given back");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
