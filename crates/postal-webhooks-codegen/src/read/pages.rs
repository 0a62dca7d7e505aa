//! Rules on `pages/`: the prose of the documents, in which facts and parts have names.

use super::facts::Facts;
use super::json::not_utf8;
use super::violation::{At, Lint};
use super::{Files, Tree, request};
use crate::model::{PagePart, Pages, Piece, RequestPart, Texts};

const RULE: &str = "page";
const EVENTS: &str = "pages/events.md";
const REQUEST: &str = "pages/request.http";
const DOCUMENTS: &str = "pages/documents.toml";

const PARTS_OF_EVENTS: &[(&str, PagePart)] = &[
    ("version", PagePart::Version),
    ("schemas", PagePart::Schemas),
    ("headers", PagePart::Headers),
    ("envelope", PagePart::Envelope),
    ("contents", PagePart::Contents),
    ("events", PagePart::Events),
    ("objects", PagePart::Objects),
    ("enumerations", PagePart::Enumerations),
];
const PARTS_OF_REQUEST: &[(&str, RequestPart)] =
    &[("length", RequestPart::Length), ("body", RequestPart::Body)];

/// Reads the pages; `None` after a violation of their form.
pub(super) fn read(tree: &Tree, files: &Files, facts: &Facts, lint: &mut Lint) -> Option<Pages> {
    for (below, _) in tree.folder("pages") {
        let path = format!("pages/{below}");
        if ![EVENTS, REQUEST, DOCUMENTS].contains(&path.as_str()) {
            let remedy = format!("keep only {EVENTS}, {REQUEST} and {DOCUMENTS} in schema/");
            lint.violation(&At::file(&path), RULE, "no document is made of it", remedy);
        }
    }
    let events = page(tree, EVENTS, PARTS_OF_EVENTS, facts, lint);
    let request = page(tree, REQUEST, PARTS_OF_REQUEST, facts, lint);
    let texts = texts(tree, files, facts, lint);
    Some(Pages { events: events?, request: request?, texts: texts? })
}

fn page<P: Copy + PartialEq>(
    tree: &Tree,
    file: &'static str,
    parts: &[(&str, P)],
    facts: &Facts,
    lint: &mut Lint,
) -> Option<Vec<Piece<P>>> {
    let at = At::file(file);
    let bytes = tree.0.get(file).map_or(&[][..], Vec::as_slice);
    if let Some((problem, remedy)) = not_utf8(bytes) {
        let problem = if tree.0.contains_key(file) { problem } else { "it is missing" };
        lint.violation(&at, RULE, problem, remedy);
        return None;
    }
    let pieces = facts.pieces(&at, &String::from_utf8_lossy(bytes), parts, lint);
    for (name, part) in parts {
        if !pieces.contains(&Piece::Part(*part)) {
            lint.violation(
                &at,
                RULE,
                format!("it has no `{{{{{name}}}}}`"),
                "write it where that part is to stand",
            );
        }
    }
    Some(pieces)
}

fn texts(tree: &Tree, files: &Files, facts: &Facts, lint: &mut Lint) -> Option<Texts> {
    let mut texts: Texts = request::toml(tree, DOCUMENTS, RULE, lint)?;
    let at = At::file(DOCUMENTS);
    for (index, payload) in texts.payload_order.iter().enumerate() {
        if !files.contains_key(&format!("payloads/{payload}.json")) {
            lint.violation(
                &at.key("payload-order").key(&index.to_string()),
                RULE,
                format!("`{payload}` is no file in schema/payloads/"),
                "leave it out, or write the name of the file without `.json`",
            );
        }
    }
    let Texts {
        payload_order: _,
        title,
        page,
        about,
        channel,
        authentication,
        receive,
        delivered,
        retried,
        tolerant,
        strict,
        codegen,
    } = &mut texts;
    for (name, text) in [
        ("title", title),
        ("page", page),
        ("about", about),
        ("channel", channel),
        ("authentication", authentication),
        ("receive", receive),
        ("delivered", delivered),
        ("retried", retried),
        ("tolerant", tolerant),
        ("strict", strict),
        ("codegen", codegen),
    ] {
        *text = facts.text(&at.key(name), text, lint);
    }
    Some(texts)
}
