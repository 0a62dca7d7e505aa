//! The receiver inside an application of actix-web, or of any framework that has the headers and
//! the bytes of a request: `accept` stores what its extractor has verified.
//!
//! ```sh
//! cargo run -p postal-webhooks-receiver --example receiver_actix -- jwks.json events.db 127.0.0.1:8000
//! ```

use std::time::Duration;
use std::{env, fs};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use anyhow::{Context as _, Result};
use bytes::Bytes;
use postal_webhooks::web::Intake;
use postal_webhooks::{SignatureHeaders, Verified, Verifier};
use postal_webhooks_receiver::config::parse_keys;
use postal_webhooks_receiver::{Outcome, Receiver, Sink, Source, Sqlite, StoredEvent};

/// What the application does with an event. It is called again after a failure, after a restart
/// too, so it tells by the uuid whether it was done before.
async fn handle(event: StoredEvent) -> Outcome {
    println!("{} {}", event.event.escape_debug(), event.uuid.escape_debug());
    Outcome::Delivered
}

/// The extractor has verified the body; 200 is answered once it is stored.
async fn postal(
    verified: Verified<Bytes>,
    request: HttpRequest,
    receiver: web::Data<Receiver>,
) -> HttpResponse {
    let headers = request.headers().iter().map(|(name, value)| (name, value.as_bytes()));
    let headers = SignatureHeaders::from_pairs(headers);
    match receiver.accept("main", verified, &headers).await {
        Ok(accepted) => HttpResponse::Ok().body(accepted.word()),
        Err(_) => HttpResponse::ServiceUnavailable().body("not-stored"),
    }
}

#[actix_web::main]
async fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let mut argument = || arguments.next().context("usage: actix KEYS STORE ADDRESS:PORT");
    let (keys, store, address) = (argument()?, argument()?, argument()?);
    let intake = Intake::new(Verifier::new(parse_keys(&fs::read_to_string(keys)?)?));

    let receiver = Receiver::builder(Sqlite::at(store))
        .source(Source::new("main", intake.clone()))
        .sink(Sink::handler("print", handle))
        .start()
        .await?;
    let data = web::Data::new(receiver.clone());
    let app = move || {
        let resource = web::resource("/postal/main").route(web::post().to(postal));
        App::new().app_data(intake.clone()).app_data(data.clone()).service(resource)
    };
    let server =
        HttpServer::new(app).client_request_timeout(Duration::from_secs(3)).bind(address)?;
    for address in server.addrs() {
        println!("listening on http://{address}");
    }
    tokio::select! {
        served = server.run() => served?,
        () = receiver.failed() => anyhow::bail!("the store failed"),
    }
    receiver.shutdown(Duration::from_secs(5)).await;
    Ok(())
}
