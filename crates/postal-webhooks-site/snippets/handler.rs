//! Handler of all events: the code beside each event on the site.

use postal_webhooks::{Event, Webhook};

// snippet: MessageDeliveryFailed
use postal_webhooks::delivery::Classification;

// end
/// Tells in one line what happened.
fn handle(webhook: &Webhook) {
    match &webhook.event {
        // snippet: MessageSent
        Event::MessageSent(sent) => {
            let to = sent.message.to.as_deref().unwrap_or("somebody");
            let tag = sent.message.tag.as_deref().unwrap_or("no tag");
            println!("message {} to {to} is delivered ({tag})", sent.message.id);
        }
        // end
        // snippet: MessageDelayed
        Event::MessageDelayed(delayed) => {
            let to = delayed.message.to.as_deref().unwrap_or("somebody");
            // It may have several lines, or none: then Postal got no answer.
            let reply = delayed.output.lines().next().unwrap_or("no answer");
            println!("message {} to {to} is delayed: {reply}", delayed.message.id);
        }
        // end
        // snippet: MessageDeliveryFailed
        Event::MessageDeliveryFailed(failed) => {
            let to = failed.message.to.as_deref().unwrap_or("somebody");
            // Take the address off a list for the kind `Recipient` alone.
            let Classification { kind, rule, .. } = Classification::of(failed);
            println!("message {} to {to} failed: {kind:?}, {rule}", failed.message.id);
        }
        // end
        // snippet: MessageHeld
        Event::MessageHeld(held) => {
            let to = held.message.to.as_deref().unwrap_or("somebody");
            let why = held.details.as_deref().unwrap_or("no reason given");
            println!("message {} to {to} is held: {why}", held.message.id);
        }
        // end
        // snippet: MessageBounced
        Event::MessageBounced(bounced) => {
            let message = &bounced.original_message;
            let to = message.to.as_deref().unwrap_or("somebody");
            let from = bounced.bounce.from.as_deref().unwrap_or("nobody");
            println!("message {} to {to} came back from {from}", message.id);
        }
        // end
        // snippet: MessageLinkClicked
        Event::MessageLinkClicked(click) => {
            let by = click.user_agent.as_deref().unwrap_or("unknown program");
            println!("message {}: {} is requested ({by})", click.message.id, click.url);
        }
        // end
        // snippet: MessageLoaded
        Event::MessageLoaded(load) => {
            let by = load.user_agent.as_deref().unwrap_or("unknown program");
            println!("message {} is loaded at {} ({by})", load.message.id, load.ip_address);
        }
        // end
        // snippet: SendLimitApproaching
        Event::SendLimitApproaching(send) => {
            let limit = send.limit.map_or("no limit".to_owned(), |limit| limit.to_string());
            println!("{} nears its limit: {} of {limit}", send.server.name, send.volume);
        }
        // end
        // snippet: SendLimitExceeded
        Event::SendLimitExceeded(send) => {
            let limit = send.limit.map_or("no limit".to_owned(), |limit| limit.to_string());
            println!("{} is at its limit: {} of {limit}", send.server.name, send.volume);
        }
        // end
        // snippet: DomainDNSError
        Event::DomainDnsError(dns) => {
            let (spf, dkim) = (dns.spf_status.as_str(), dns.dkim_status.as_str());
            println!("{} of {}: SPF {spf}, DKIM {dkim}", dns.domain, dns.server.name);
            for error in [&dns.spf_error, &dns.dkim_error].into_iter().flatten() {
                println!("  {error}");
            }
        }
        // end
        // Answer 200 to what you do not handle: Postal would send it again.
        other => println!("{} is not handled", other.name()),
    }
}

// snippet: main
/// Handles the bodies in a file, one a line. Bodies from outside need a `Verifier` first.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of bodies")?;
    for body in std::fs::read_to_string(path)?.lines() {
        handle(&Webhook::from_slice(body.as_bytes())?);
    }
    Ok(())
}
// end
