//! Quarantine: what verified and cannot be an event, why, and how it can be released.

use maud::{Markup, html};

use super::act::release;
use super::event::raw;
use super::page::{Look, Tab, show};
use super::sinks::done;
use super::text::{moment, number, size};
use super::{Page, Problem, download};
use crate::event::Reason;
use crate::ingest::classify;
use crate::operate::hex;
use crate::store::inspect::Quarantined;
use crate::store::{Content, StoreError};

/// Rows of a page.
const ROWS: usize = 50;

const NOT_FOR_VIEWERS: Problem = Problem::Forbidden("The password of a viewer shows no bodies.");

/// What a reason means, and what can be done.
fn meaning(reason: &str) -> &'static str {
    match Reason::from_word(reason) {
        Some(Reason::NotJson) => {
            "It is no JSON object. A release is refused as long as no version reads it."
        }
        Some(Reason::NoUuid) => "It has no uuid to tell a repetition by, so it cannot be released.",
        Some(Reason::Late) => {
            "It is older than the uuids that are kept: nobody can tell whether it came before. \
             Release it if it is new to you."
        }
        Some(Reason::Conflict) => {
            "Other bytes are stored with the same uuid. The first stay: compare the two."
        }
        None => "A later version put it here.",
    }
}

pub(super) async fn page(look: &Look, query: &str) -> Page {
    let before = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "before")
        .and_then(|(_, value)| value.parse().ok());
    let inspect = &look.inner().view().await.inspect;
    let mut rows = inspect.quarantine_before(before.unwrap_or(i64::MAX), ROWS + 1).await?;
    let is_more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| is_more).map(|(number, _)| *number);
    let markup = html! {
        (done(query))
        p { "These requests were signed rightly and answered 200, and are no events: no retry of Postal's can make one of them." }
        @if rows.is_empty() { p.empty { "Nothing is in quarantine." } } @else {
            table.list {
                thead { tr {
                    th scope="col" { "First received (UTC)" } th scope="col" { "Reason" } th scope="col" { "Times" }
                    th scope="col" { "Size" } th scope="col" { "Source" } th scope="col" { "SHA-256" }
                } }
                tbody {
                    @for (_, row) in &rows {
                        tr {
                            td.when {
                                @if look.may() { a href={ "/quarantine/" (row.digest) } { (moment(row.received_at)) } }
                                @else { (moment(row.received_at)) }
                            }
                            td.who { b { (row.reason) } br; span.quiet { (meaning(&row.reason)) } }
                            td data-label="Times" { (number(row.times)) }
                            td.size { (size(row.bytes)) }
                            td { (row.source) }
                            td { code title=(row.digest) { (row.digest.get(..12).unwrap_or_default()) "…" } }
                        }
                    }
                }
            }
        }
        @if let Some(next) = next { nav.paging { a href={ "/quarantine?before=" (next) } rel="next" { "Older" } } }
    };
    Ok(show(look, Tab::Quarantine, "Quarantine", &markup).await)
}

pub(super) async fn one(look: &Look, digest: &str) -> Page {
    if !look.may() {
        return Err(NOT_FOR_VIEWERS);
    }
    let found = look.operator().await.quarantined(digest).await?;
    let other = other(look, &found).await?;
    let (incoming, digest) = (&found.incoming, hex(&found.incoming.digest));
    let markup = html! {
        dl.facts {
            dt { "Reason" } dd { b { (found.reason.as_str()) } ": " (meaning(found.reason.as_str())) }
            (other)
            dt { "First received" } dd { (moment(incoming.received_at)) }
            dt { "Times" } dd { (number(found.times)) }
            dt { "Source" } dd { (incoming.source) }
            dt { "Key" } dd { code { (incoming.kid) } }
            dt { "SHA-256" } dd { code.long { (digest) } }
        }
        @if found.reason != Reason::NoUuid { (release(&digest)) }
        section { h2 { "Body" } (raw(&incoming.body, &format!("/quarantine/{digest}/body"))) }
    };
    Ok(show(look, Tab::Quarantine, "In quarantine", &markup).await)
}

/// The event that a body is in conflict with.
async fn other(look: &Look, found: &Quarantined) -> Result<Markup, StoreError> {
    let incoming = &found.incoming;
    let (Reason::Conflict, Content::Event { uuid, .. }) = (found.reason, classify(&incoming.body))
    else {
        return Ok(Markup::default());
    };
    let event = look.operator().await.stored(&incoming.source, &uuid).await?;
    Ok(html! {
        dt { "Stored with its uuid" } dd {
            @match event {
                Some(event) => {
                    a href={ "/events/" (event.seq) } { "Event " (event.seq) }
                    ", " (size(event.body.len() as u64)) ", received " (moment(event.received_at))
                }
                None => { "the event was deleted by its age; its uuid is kept longer" }
            }
        }
    })
}

/// The body, to the byte.
pub(super) async fn body(look: &Look, digest: &str) -> Page {
    if !look.may() {
        return Err(NOT_FOR_VIEWERS);
    }
    let found = look.operator().await.quarantined(digest).await?;
    let name = format!("quarantine-{}.bin", hex(&found.incoming.digest[..6]));
    Ok(download(&name, found.incoming.body))
}
