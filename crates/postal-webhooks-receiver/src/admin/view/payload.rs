//! Payload of an event: each field, with what the schema says of it.

use maud::{Markup, html};
use postal_webhooks::describe::Place;
use serde_json::Value;

use super::text::{begin, text};
use crate::event::{Class, StoredEvent};

/// Fields that a page shows. Postal's events have up to 30.
const FIELDS: usize = 500;
/// Characters of one value that a page shows.
const LONGEST: usize = 10_000;

pub(super) fn payload(event: &StoredEvent) -> Markup {
    let value = serde_json::from_slice::<Value>(&event.body).ok();
    // Postal can send halves of characters, which only our reader accepts.
    let value = value.or_else(|| event.parse().ok().and_then(|it| serde_json::to_value(it).ok()));
    let Some(value) = value else {
        return html! { p { "The body cannot be read as JSON. It is shown below, byte by byte." } };
    };
    let mut rows = Vec::new();
    let place = Place::body(&event.event).at("payload");
    fields("", &value["payload"], &place, event.class, &mut rows);
    if rows.is_empty() {
        return html! { p { "It has no fields." } };
    }
    html! {
        table.fields {
            thead { tr { th scope="col" { "Field" } th scope="col" { "Value" } th scope="col" { "What it is" } } }
            tbody { @for row in &rows { (row) } }
        }
        @if rows.len() == FIELDS { p.note { "There are more than these " (FIELDS) " fields: the body has all." } }
    }
}

/// A row for each field below a value, as long as there is room.
fn fields(path: &str, value: &Value, place: &Place<'_>, class: Class, rows: &mut Vec<Markup>) {
    let mut field = |key: &str, value: &Value| {
        if rows.len() < FIELDS {
            let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            let place = place.at(key);
            rows.push(row(&path, value, &place, class));
            fields(&path, value, &place, class, rows);
        }
    };
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| field(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, value)| field(&n.to_string(), value));
        }
        _ => {}
    }
}

fn row(path: &str, value: &Value, place: &Place<'_>, class: Class) -> Markup {
    html! {
        tr {
            th scope="row" { code { (text(path)) } }
            td {
                @match value {
                    Value::Null => { i { "null" } }
                    Value::String(it) => { (begin(it, LONGEST)) }
                    Value::Object(_) | Value::Array(_) => {}
                    it => { (it.to_string()) }
                }
            }
            td.quiet {
                @if place.is_known() { (first(&place.description())) }
                @else if class == Class::Known { "Not in the schema: from a later version of Postal, or a fork." }
            }
        }
    }
}

/// The first paragraph of a description, with what stands between backticks as code.
fn first(description: &str) -> Markup {
    let paragraph = description.split("\n\n").next().unwrap_or_default();
    html! {
        @for (place, part) in paragraph.split('`').enumerate() {
            @if place % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}
