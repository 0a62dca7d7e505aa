//! Whether django-anymail, which knows nothing of this project, agrees about what our `Signer` signs:
//! its view of Postal's webhook must accept it, and refuse whatever was touched.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use postal_webhooks::EventKind;
use postal_webhooks::testing::Signer;
use serde_json::Value;

use crate::requests::{self, Request, Wanted};
use crate::site::{Event, Site};

/// The sizes of Postal's keys: what its installer made for years, and what its documentation says.
const BITS: [usize; 2] = [1024, 2048];

/// Gives back how many requests were answered in another way than they must be.
pub(crate) fn run(python: &Path) -> Result<usize> {
    let (mut passed, mut failed) = (0, 0);
    for bits in BITS {
        let signer = Signer::generate_bits(bits)?;
        let stranger = Signer::generate_bits(bits)?;
        let mut site = Site::start(python, Some(signer.dkim_record()))?;
        println!("{}, with a key of {bits} bits", site.versions);
        for group in requests::groups(&signer, &stranger) {
            let mut faults = Vec::new();
            for request in &group.requests {
                let name = request.example.name();
                if let Err(fault) = check(&mut site, request) {
                    faults.push(format!("{name}: {fault:#}"));
                }
            }
            let (all, wrong) = (group.requests.len(), faults.len());
            passed += all - wrong;
            failed += wrong;
            let wanted = match group.requests.first().map(|request| request.wanted) {
                Some(Wanted::Accepted) => "accepted",
                Some(Wanted::Refused(_)) => "refused",
                None => "sent",
            };
            println!("  {:<48} {:>5} of {all:>5} {wanted}", group.what, all - wrong);
            for fault in faults.iter().take(3) {
                println!("    {fault}");
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed)
}

/// Sends a request, and checks what becomes of it.
fn check(site: &mut Site, request: &Request) -> Result<()> {
    let answer = site.post(&request.headers, &request.body)?;
    match request.wanted {
        Wanted::Accepted => {
            ensure!(answer.status == 200, "{answer:?}");
            let wanted = events(request)?;
            ensure!(answer.report.events == wanted, "{answer:?}, not {wanted:?}");
        }
        Wanted::Refused(reason) => {
            ensure!(answer.status == 400, "{answer:?}");
            ensure!(answer.report.events.is_empty(), "{answer:?}");
            ensure!(answer.report.log == [reason], "{answer:?}, not {reason}");
        }
    }
    Ok(())
}

/// What must arrive in the Django project. Anymail leaves out events about incoming mail.
fn events(request: &Request) -> Result<Vec<Event>> {
    let body: Value = serde_json::from_slice(&request.body)?;
    if body["payload"]["message"]["direction"] == "incoming" {
        return Ok(Vec::new());
    }
    let r#type = match request.example.event {
        EventKind::MessageSent => "delivered",
        EventKind::MessageDelayed => "deferred",
        EventKind::MessageDeliveryFailed => "failed",
        EventKind::MessageHeld => "queued",
        EventKind::MessageBounced => "bounced",
        EventKind::MessageLinkClicked => "clicked",
        _ => "unknown",
    };
    let uuid = body["uuid"].as_str().context("an example without a uuid")?;
    Ok(vec![Event {
        name: request.example.event.to_string(),
        r#type: r#type.to_owned(),
        uuid: uuid.to_owned(),
    }])
}
