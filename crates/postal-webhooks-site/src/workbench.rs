//! The page that tries things: a body against the schemas, a signature against a key, the reply of a
//! mail server against the rules. The script of the page is `web/try.mjs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use maud::{Markup, PreEscaped, html};
use postal_webhooks_codegen::Model;
use postal_webhooks_codegen::model::{Event, RefusedBy, Shape};
use serde_json::{Map, Value, json};

use crate::documents::Page;
use crate::markdown::anchor;
use crate::page::Group;

/// Where the page is.
pub(crate) const PATH: &str = "try.html";
const SOURCE: &str = "crates/postal-webhooks-site/src/assets/try.md";
const TEXT: &str = include_str!("assets/try.md");

/// The word by which the policy of the page lets the styles of the editor in. It is no secret: what it
/// keeps out is a style that gets in by mistake, and the page makes no HTML of what is pasted.
pub(crate) const NONCE: &str = "editor";

/// Signed requests that every package must answer alike.
const VECTORS: &str = "packages/vectors/requests.json";
/// The one that the page shows.
const SIGNED: &str = "2048: held, as Postal sends it";

/// The page with the words that stand above the fields.
pub(crate) fn page() -> Result<Page> {
    let (title, text) = TEXT.split_once('\n').context("it has no title")?;
    Ok(Page {
        path: PATH.to_owned(),
        title: title.trim_start_matches("# ").to_owned(),
        group: Group::Tools,
        text: text.to_owned(),
        source: SOURCE.to_owned(),
    })
}

/// The fields. The script shows them: without one they would do nothing.
pub(crate) fn markup(root: &Path, model: &Model, pages: &[Page]) -> Result<Markup> {
    // Within a script `<` could end it.
    let facts = facts(root, model, pages)?.to_string().replace('<', "\\u003c");
    Ok(html! {
        p #without .note { "This page works by a script, and it did not run. The command " code { "postal-webhooks" } " checks the same." }
        script type="application/json" id="facts" { (PreEscaped(facts)) }
        div #workbench hidden {
            (part("body", "A body", &html! {
                (fill("body-examples", "An example:"))
                (area("body-text", "The body of a request, as it came", 9))
                fieldset.row {
                    legend { "Check it as" }
                    label { input type="radio" name="profile" value="tolerant" checked; " a receiver does (tolerant): unknown things pass" }
                    label { input type="radio" name="profile" value="strict"; " a test does (strict): nothing passes that Postal does not send" }
                }
                (result("body-result"))
            }))
            (part("signature", "A signature", &html! {
                p {
                    "It is checked over the body above. "
                    a href="signatures.html" { "How signatures work" } " · "
                    a href="debug.html#it-does-not-verify" { "When a genuine request is refused" }
                }
                (fill("signature-examples", "An example:"))
                (area("signature-headers", "The headers of the request, one a line", 5))
                (area("signature-keys", "The key: a JWKS, as Postal serves it at /.well-known/jwks.json; or PEM; or the DKIM record", 4))
                fieldset.row {
                    legend { "Also accept, though it is not safe" }
                    label { input type="checkbox" id="allow-sha1"; " SHA-1, for Postal before 3.2.0" }
                    label { input type="checkbox" id="allow-short-keys"; " keys under 2048 bits" }
                }
                (result("signature-result"))
            }))
            (part("reply", "A reply of a mail server", &html! {
                (fill("reply-examples", "An example:"))
                (area("reply-output", "The output of a delivery: what the mail server answered", 3))
                (area("reply-details", "The details of the delivery, if there are any", 2))
                (result("reply-result"))
            }))
        }
    })
}

fn part(id: &str, title: &str, content: &Markup) -> Markup {
    html! {
        section.try aria-labelledby=(id) {
            h2 id=(id) { (title) (anchor(id)) }
            (content)
        }
    }
}

/// Where the script puts its buttons.
fn fill(id: &str, label: &str) -> Markup {
    html! { div.fill id=(id) role="group" aria-label=(label) { span { (label) } } }
}

fn area(id: &str, label: &str, rows: usize) -> Markup {
    html! {
        label.area id={ (id) "-label" } for=(id) { (label) }
        textarea id=(id) rows=(rows) spellcheck="false" autocapitalize="off" autocomplete="off" {}
    }
}

/// What the script says: one sentence that is spoken, and what there is to read.
fn result(id: &str) -> Markup {
    html! { div.result id=(id) { p role="status" {} div {} } }
}

/// What the script has to know of `schema/`.
fn facts(root: &Path, model: &Model, pages: &[Page]) -> Result<Value> {
    let types: BTreeMap<_, _> = model
        .types
        .iter()
        .filter_map(|t| match &t.shape {
            Shape::Object(properties) => Some((&t.name, properties)),
            Shape::Enumeration(_) | Shape::Timestamp { .. } => None,
        })
        .map(|(name, properties)| {
            let fields: BTreeMap<_, _> = properties
                .iter()
                .map(|property| {
                    (&property.name, json!([property.description, property.kind.reference()]))
                })
                .collect();
            (name, fields)
        })
        .collect();
    // In the order of the navigation.
    let place = |event: &&Event| pages.iter().position(|page| page.title == event.name);
    let mut ordered: Vec<_> = model.events.iter().collect();
    ordered.sort_by_key(place);
    let events: Map<_, _> = ordered
        .into_iter()
        .map(|event| {
            let typical = event.examples.iter().find(|example| example.case == "typical");
            let example = typical.or(event.examples.first()).map(|example| &example.text);
            (event.name.clone(), json!({ "example": example, "payload": event.payload }))
        })
        .collect();
    let wrong = model
        .events
        .iter()
        .flat_map(|event| &event.invalid)
        .find(|invalid| invalid.refused_by == RefusedBy::Tolerant && invalid.keyword == "type");
    let envelope = &model.envelope;
    Ok(json!({
        "envelope": {
            "event": envelope.event,
            "payload": envelope.payload,
            "timestamp": envelope.timestamp,
            "uuid": envelope.uuid,
        },
        "events": events,
        "kinds": named(model),
        "nonce": NONCE,
        "replies": replies(model),
        "signed": signed(root)?,
        "types": types,
        "wrong": wrong.map(|invalid| invalid.body.to_string()),
    }))
}

/// What each kind and each certainty of a reply means.
fn named(model: &Model) -> BTreeMap<&str, &str> {
    let vocabulary = model.delivery.iter().map(|delivery| &delivery.vocabulary);
    vocabulary
        .flat_map(|vocabulary| vocabulary.kinds.iter().chain(&vocabulary.certainties))
        .map(|named| (&*named.name, &*named.description))
        .collect()
}

/// Of each kind a reply that is read rightly.
fn replies(model: &Model) -> BTreeMap<&str, Value> {
    let mut replies = BTreeMap::new();
    for reply in model.delivery.iter().flat_map(|delivery| &delivery.replies) {
        if let ([kind], None, false) = (&*reply.kinds, &reply.found, reply.output.is_empty()) {
            replies.entry(&**kind).or_insert_with(|| {
                json!([reply.output, reply.details.clone().unwrap_or_default()])
            });
        }
    }
    replies
}

/// A request whose signature is right, with its key.
fn signed(root: &Path) -> Result<Value> {
    let text = fs::read_to_string(root.join(VECTORS))
        .with_context(|| format!("cannot read {VECTORS}; take it from git"))?;
    let vectors: Value =
        serde_json::from_str(&text).with_context(|| format!("{VECTORS} is not JSON"))?;
    let cases = vectors["cases"].as_array().into_iter().flatten();
    let case = cases
        .clone()
        .find(|case| case["name"] == SIGNED)
        .with_context(|| format!("{VECTORS} has no case {SIGNED:?}"))?;
    let key = case["keys"][0].as_str().unwrap_or_default();
    let keys = &vectors["keys"][key]["jwks"];
    Ok(json!({ "body": case["body"], "headers": case["headers"], "keys": keys }))
}
