//! A web service that receives Postal's webhooks, with actix-web.
//!
//! ```sh
//! POSTAL_JWKS_URL=https://postal.example.com cargo run --example actix --features actix-web,jwks-fetch -- 127.0.0.1:8080
//! ```
//!
//! | variable | value |
//! |---|---|
//! | `POSTAL_JWKS_URL` | URL of Postal's web interface (3.2.0 or later): the key is fetched from there |
//! | `POSTAL_PINNED_KID` | the only key that is taken from there; with it, the URL may be `http` |
//! | `POSTAL_KEY_FILE` | instead of the two: a file with what `postal default-dkim-record` prints |

use std::time::Duration;
use std::{env, fs};

use actix_web::{App, HttpServer, web};
use anyhow::Context as _;
use postal_webhooks::web::{Intake, PostalWebhook};
use postal_webhooks::{KeySet, RemoteVerifier, Verifier};

async fn receive(webhook: PostalWebhook) -> &'static str {
    let PostalWebhook(webhook) = webhook;
    // Keep it here; the same uuid may come again. What is not stored when this answers 200 does not
    // come a second time. A name can hold anything, line breaks too, so it is escaped.
    println!("{} {}", webhook.event.name().escape_debug(), webhook.uuid);
    "received"
}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let intake = intake().await?;
    let address = env::args().nth(1).unwrap_or("127.0.0.1:8080".into());
    let app = move || {
        // A resource, so that other methods are answered 405, and not 404.
        let postal = web::resource("/postal").route(web::post().to(receive));
        App::new().app_data(intake.clone()).service(postal)
    };
    let server =
        HttpServer::new(app).client_request_timeout(Duration::from_secs(3)).bind(address)?;
    for address in server.addrs() {
        println!("listening on http://{address}/postal");
    }
    Ok(server.run().await?)
}

/// The keys that are trusted, from the environment.
async fn intake() -> anyhow::Result<Intake> {
    if let Some(file) = env::var_os("POSTAL_KEY_FILE") {
        let record = fs::read_to_string(file).context("POSTAL_KEY_FILE")?;
        let keys = KeySet::from_dkim_record(&record).context("POSTAL_KEY_FILE")?;
        return Ok(Intake::new(Verifier::new(keys)));
    }
    let url = env::var("POSTAL_JWKS_URL").context("no POSTAL_KEY_FILE, no POSTAL_JWKS_URL")?;
    let mut keys = RemoteVerifier::builder(url);
    if let Some(kid) = env::var_os("POSTAL_PINNED_KID") {
        let kid = kid.to_string_lossy().parse();
        keys = keys.pin([kid.context("POSTAL_PINNED_KID")?]);
    }
    let keys = keys.build()?;
    // No reason to stop: a request that needs the key asks for it again.
    if let Err(error) = keys.refresh().await {
        eprintln!("no key yet: {:#}", anyhow::Error::from(error));
    }
    Ok(Intake::new(keys))
}
