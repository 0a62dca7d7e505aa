//! One event: what it says, what the schema says of it, and what became of it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, html};
use postal_webhooks::delivery::{Classification, FailureKind};
use postal_webhooks::web::IntakeVerifier;
use postal_webhooks::{Event, SIGNATURE, SIGNATURE_256, SIGNATURE_KID, SignatureHeaders, Verifier};

use super::act::send_again;
use super::list::name;
use super::page::{Look, Tab, show};
use super::payload::payload;
use super::state::{Cursors, State};
use super::text::{bytes, due, moment, short, size, span, text};
use super::{Page, Problem, download};
use crate::event::{Class, StoredEvent};
use crate::store::Park;
use crate::summary::Summary;

/// Events of a timeline.
const TIMELINE: usize = 100;
/// Bytes of a body that a page shows.
const SHOWN: usize = 64 << 10;

const NOT_HERE: Problem = Problem::NotFound(
    "There is no event with this number: it was never given, or the event was deleted by its age.",
);
const NOT_FOR_VIEWERS: Problem =
    Problem::Forbidden("The password of a viewer shows no bodies, and nothing out of a mail.");

async fn stored(look: &Look, seq: &str) -> Result<StoredEvent, Problem> {
    let seq = seq.parse().map_err(|_| NOT_HERE)?;
    if !look.may() {
        return Err(NOT_FOR_VIEWERS);
    }
    let mut found = look.inner().view().await.inspect.events_by_seq(vec![seq]).await?;
    found.pop().ok_or(NOT_HERE)
}

/// The body, to the byte.
pub(super) async fn body(look: &Look, seq: &str) -> Page {
    let event = stored(look, seq).await?;
    Ok(download(&format!("event-{}.json", event.seq), event.body))
}

pub(super) async fn page(look: &Look, seq: &str) -> Page {
    let event = stored(look, seq).await?;
    let deliveries = deliveries(look, &event).await?;
    let timeline = timeline(look, &event).await?;
    let markup = html! {
        (head(&event))
        (reply(&event))
        section { h2 { "Deliveries" } (deliveries) }
        @if let Some(timeline) = timeline { section { h2 { "The message, event by event" } (timeline) } }
        section { h2 { "Payload" } (payload(&event)) }
        section { h2 { "Signature" } (signature(look, &event)) }
        section { h2 { "Body" } (raw(&event.body, &format!("/events/{}/body", event.seq))) }
    };
    let title = format!("Event {}", event.seq);
    Ok(show(look, Tab::Events, &title, &markup).await)
}

fn head(event: &StoredEvent) -> Markup {
    let Summary { to, subject, occurred_at, .. } = Summary::of(event);
    html! {
        dl.facts {
            dt { "Event" } dd { (name(event)) }
            @if event.class == Class::Invalid {
                dt { "Why invalid" } dd {
                    @if let Err(error) = event.parse() { (text(&error.to_string())) }
                }
            }
            @if !to.is_empty() { dt { "Recipient" } dd { (text(&to)) } }
            @if !subject.is_empty() { dt { "Subject" } dd { (text(&subject)) } }
            @if let Some(at) = occurred_at { dt { "Happened" } dd { (moment(at)) } }
            @if let Some(at) = event.signed_at {
                dt { "Queued by Postal" } dd { (moment(at)) }
            }
            dt { "Received" } dd {
                (moment(event.received_at))
                @if let Some(at) = event.signed_at { ", " (span(event.received_at - at)) " after that" }
            }
            dt { "Source" } dd { (event.source) }
            dt { "Uuid" } dd { code { (text(&event.uuid)) } }
        }
    }
}

/// What a delivery that failed came to, and of which kind the failure is.
fn reply(event: &StoredEvent) -> Markup {
    let webhook = event.parse();
    let Ok(
        Event::MessageDelayed(delivery)
        | Event::MessageDeliveryFailed(delivery)
        | Event::MessageHeld(delivery),
    ) = webhook.as_ref().map(|webhook| &webhook.event)
    else {
        return Markup::default();
    };
    let Classification { kind, certainty, rule, source, phrase, .. } = Classification::of(delivery);
    html! {
        section {
            h2 { "Why it failed" }
            dl.facts {
                @if let Some(details) = &delivery.details { dt { "Postal says" } dd { (text(details)) } }
                @if !delivery.output.is_empty() { dt { "The other side says" } dd { pre { (bytes(delivery.output.as_bytes())) } } }
                dt { "Kind" } dd {
                    b { (format!("{kind:?}")) }
                    @if kind != FailureKind::Unknown {
                        ", by the rule " code { (rule) }
                        @if let Some(phrase) = phrase { " for “" (phrase) "”" }
                        @if !source.is_empty() { " (" (source) ")" }
                        "; certainty: " (format!("{certainty:?}").to_lowercase())
                    }
                }
            }
        }
    }
}

async fn deliveries(look: &Look, event: &StoredEvent) -> Result<Markup, Problem> {
    let inner = look.inner();
    let cursors = Cursors::read(look).await?;
    let parks = inner.view().await.inspect.parks(vec![event.seq]).await?;
    let park = |sink: &str| parks.iter().find(|(name, _)| name == sink).map(|(_, park)| park);
    Ok(html! {
        @if cursors.0.is_empty() { p { "No sink is configured: events are stored, and go nowhere." } }
        @else {
            table.list {
                thead { tr { th scope="col" { "Sink" } th scope="col" { "State" } th scope="col" { "Attempts" } th scope="col" { "What it came to" } } }
                tbody {
                    @for (sink, cursor) in &cursors.0 {
                        tr {
                            td { a href={ "/sinks/" (sink) } { (sink) } }
                            (delivery(look, event, park(sink), inner.takes(sink, event), *cursor))
                        }
                    }
                }
            }
            (send_again(look, &cursors.0, event.seq))
        }
    })
}

/// What became of an event at a sink, as cells of a row.
fn delivery(
    look: &Look,
    event: &StoredEvent,
    park: Option<&Park>,
    is_wanted: bool,
    cursor: i64,
) -> Markup {
    html! {
        @match park {
            Some(park) => {
                td { (if park.dead_at.is_some() { State::Dead } else { State::Parked }.badge()) }
                td data-label="Attempts" { (park.attempts) }
                td.error {
                    (short(&park.error))
                    @match park.dead_at {
                        Some(at) => { "; given up " (moment(at)) }
                        None => { "; again " (due(park.next_at - look.now)) }
                    }
                }
            }
            None if !is_wanted => { td { "not wanted" } td {} td { "the filter of the sink leaves it out" } }
            None if event.seq <= cursor => { td { (State::Delivered.badge()) } td {} td { "the sink has it" } }
            None => { td { (State::Stored.badge()) } td {} td { "the sink has not come to it yet" } }
        }
    }
}

async fn timeline(look: &Look, event: &StoredEvent) -> Result<Option<Markup>, Problem> {
    let view = look.inner().view().await;
    let (Some(message), Some(index)) = (Summary::of(event).message, &view.index) else {
        return Ok(None);
    };
    let id = message.id;
    let seqs = index.of_message(event.source.to_string(), message, TIMELINE).await?;
    let mut events = view.inspect.events_by_seq(seqs).await?;
    if !events.iter().any(|it| it.seq == event.seq) {
        events.push(event.clone());
    }
    let mut events: Vec<_> = events
        .into_iter()
        .map(|event| {
            let summary = Summary::of(&event);
            (summary.occurred_at.unwrap_or(event.received_at), summary.details, event)
        })
        .collect();
    events.sort_by_key(|(at, _, event)| (*at, event.seq));
    Ok(Some(html! {
        p.quiet { "Message " (id) " of " (event.source) ", by the time at which each happened." }
        ol.timeline {
            @for (at, details, it) in &events {
                li aria-current=[(it.seq == event.seq).then_some("true")] {
                    (moment(*at)) " "
                    @if it.seq == event.seq { b { (name(it)) } }
                    @else { a href={ "/events/" (it.seq) } { (name(it)) } }
                    @if !details.is_empty() { " " span.quiet { (short(details)) } }
                }
            }
        }
    }))
}

fn signature(look: &Look, event: &StoredEvent) -> Markup {
    let sha256 = BASE64_STANDARD.encode(&event.signature);
    let sha1 = BASE64_STANDARD.encode(&event.signature_sha1);
    html! {
        p { (verified(look, event, &sha256, &sha1)) }
        dl.facts {
            dt { (SIGNATURE_KID) } dd { code { (event.kid) } }
            @for (header, value) in [(SIGNATURE_256, &sha256), (SIGNATURE, &sha1)] {
                @if !value.is_empty() { dt { (header) } dd { code.long { (value) } } }
            }
        }
    }
}

/// Whether the signature is right by the keys that the source has now.
fn verified(look: &Look, event: &StoredEvent, sha256: &str, sha1: &str) -> Markup {
    let sources = &look.inner().ingest.sources;
    let state = sources.iter().find(|state| state.source.name == event.source);
    let keys = state.and_then(|state| match state.source.intake.verifier() {
        IntakeVerifier::Fixed(verifier) => Some(verifier.keys().clone()),
        IntakeVerifier::Remote(verifier) => verifier.status().keys.map(|keys| (*keys).clone()),
        _ => None,
    });
    let when = "It was verified when it was received";
    let (Some(keys), Ok(kid)) = (keys, event.kid.parse()) else {
        return html! { (when) "; the source has no key now to verify it again." };
    };
    let Some(bits) = keys.get(kid).map(postal_webhooks::PublicKey::bits) else {
        return html! { (when) "; the source no longer has the key that signed it." };
    };
    let mut headers = SignatureHeaders::new().kid(&event.kid);
    if !sha256.is_empty() {
        headers = headers.signature_256(sha256);
    }
    if !sha1.is_empty() {
        headers = headers.signature_sha1(sha1);
    }
    match Verifier::new(keys).verify(&headers, &event.body[..]) {
        Ok(_) => {
            html! { b.good { "Right" } ": verified now with a key of the source (" (bits) " bits)." }
        }
        Err(error) => {
            html! { (when) ". Verified now, it is refused: " (text(&error.to_string())) "." }
        }
    }
}

/// A body as text, and as a file.
pub(super) fn raw(body: &[u8], link: &str) -> Markup {
    let shown = &body[..body.len().min(SHOWN)];
    html! {
        p { (size(body.len() as u64)) ", as it was signed. " a href=(link) download { "Save it to the byte" } }
        @if shown.len() < body.len() { p.note { "The first " (size(SHOWN as u64)) ":" } }
        pre tabindex="0" { (bytes(shown)) }
    }
}
