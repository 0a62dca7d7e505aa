//! A web service that receives Postal's webhooks, with axum.
//!
//! ```sh
//! POSTAL_JWKS_URL=https://postal.example.com cargo run --example axum --features axum,jwks-fetch -- 127.0.0.1:8080
//! ```
//!
//! | variable | value |
//! |---|---|
//! | `POSTAL_JWKS_URL` | URL of Postal's web interface (3.2.0 or later): the key is fetched from there |
//! | `POSTAL_PINNED_KID` | the only key that is taken from there; with it, the URL may be `http` |
//! | `POSTAL_KEY_FILE` | instead of the two: a file with what `postal default-dkim-record` prints |

use std::{env, error::Error, fs};

use axum::{Router, routing::post};
use postal_webhooks::{
    KeySet, RemoteKeys, Verifier,
    web::{Intake, PostalWebhook},
};
use tokio::net::TcpListener;

async fn receive(PostalWebhook(webhook): PostalWebhook) -> &'static str {
    // Keep it here; the same uuid may come again. What is not stored when this answers 200 does not come a second time.
    println!("{} {}", webhook.event.name(), webhook.uuid);
    "received"
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let router = Router::new()
        .route("/postal", post(receive))
        .with_state(intake().await?);
    let address = env::args().nth(1).unwrap_or("127.0.0.1:8080".into());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/postal", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

/// The keys that are trusted, from the environment.
async fn intake() -> Result<Intake, Box<dyn Error>> {
    if let Ok(file) = env::var("POSTAL_KEY_FILE") {
        let keys = KeySet::from_dkim_record(&fs::read_to_string(file)?)?;
        return Ok(Intake::new(Verifier::new(keys)));
    }
    let url = env::var("POSTAL_JWKS_URL").map_err(|_| "no POSTAL_KEY_FILE, no POSTAL_JWKS_URL")?;
    let mut keys = RemoteKeys::builder(url);
    if let Ok(kid) = env::var("POSTAL_PINNED_KID") {
        keys = keys.pin([kid.parse()?]);
    }
    let keys = keys.build()?;
    // No reason to stop: a request that needs the key asks for it again.
    if let Err(error) = keys.refresh().await {
        eprintln!("no key yet: {error}");
    }
    Ok(Intake::new(keys))
}
