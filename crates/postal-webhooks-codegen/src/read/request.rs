//! Rules on `request.toml`: what is true of every request.

use super::facts::Facts;
use super::json::not_utf8;
use super::since::names_version;
use super::text::characters;
use super::violation::{At, Lint};
use super::{Tree, description};
use crate::model::{Fact, Header, Request};

const FILE: &str = "request.toml";
const RULE: &str = "request";

/// Reads the facts, with their texts by name; `None` after a violation of its form.
pub(super) fn read(tree: &Tree, lint: &mut Lint) -> Option<(Request, Facts)> {
    let mut request: Request = toml(tree, FILE, RULE, lint)?;
    check(&request, lint);
    // Descriptions can name facts too, but no other description.
    let facts = Facts::new(&request);
    for_each_text(&mut request, |at, text| *text = facts.text(at, text, lint));
    for_each_text(&mut request, |at, text| description::check(at, text, lint));
    let facts = Facts::new(&request);
    Some((request, facts))
}

/// Reads a TOML file.
pub(super) fn toml<T: serde::de::DeserializeOwned>(
    tree: &Tree,
    file: &'static str,
    rule: &'static str,
    lint: &mut Lint,
) -> Option<T> {
    let at = At::file(file);
    let Some(bytes) = tree.0.get(file) else {
        let remedy = format!("write schema/{file}, as schema/README.md describes it");
        lint.violation(&at, rule, "it is missing", remedy);
        return None;
    };
    if let Some((problem, remedy)) = not_utf8(bytes) {
        lint.violation(&at, rule, problem, remedy);
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    match toml::from_str(&text) {
        Ok(read) => Some(read),
        Err(e) => {
            let before = e.span().map_or("", |span| &text[..span.start]);
            let row = before.matches('\n').count() + 1;
            lint.violation(
                &at,
                rule,
                format!("{} at line {row}", e.message()),
                "fix the TOML at that line; schema/README.md describes the file",
            );
            None
        }
    }
}

/// Calls `edit` with each description and its place.
fn for_each_text(request: &mut Request, mut edit: impl FnMut(&At<'_>, &mut String)) {
    let Request {
        deadline_seconds,
        delivered_statuses,
        retry_minutes,
        body_kilobytes,
        response_kilobytes,
        response_days,
        key_set_path,
        follows_redirects,
        obeys_retry_after,
        refuses_private_addresses,
        headers,
    } = request;
    let file = At::file(FILE);
    let facts = [
        ("deadline-seconds", &mut deadline_seconds.description),
        ("delivered-statuses", &mut delivered_statuses.description),
        ("retry-minutes", &mut retry_minutes.description),
        ("body-kilobytes", &mut body_kilobytes.description),
        ("response-kilobytes", &mut response_kilobytes.description),
        ("response-days", &mut response_days.description),
        ("key-set-path", &mut key_set_path.description),
        ("follows-redirects", &mut follows_redirects.description),
        ("obeys-retry-after", &mut obeys_retry_after.description),
        ("refuses-private-addresses", &mut refuses_private_addresses.description),
    ];
    for (name, text) in facts {
        edit(&file.key(name).key("description"), text);
    }
    for (index, header) in headers.iter_mut().enumerate() {
        let at = file.key("headers").key(&index.to_string()).key("description");
        edit(&at, &mut header.description);
    }
}

/// Checks the values.
fn check(request: &Request, lint: &mut Lint) {
    let file = At::file(FILE);
    let mut require = |name: &str, holds: bool, remedy: &str| {
        if !holds {
            lint.violation(&file.key(name).key("value"), RULE, "this cannot be the value", remedy);
        }
    };
    let seconds = request.deadline_seconds.value;
    require("deadline-seconds", seconds > 0, "write whole seconds, at least 1");
    let (from, to) = request.delivered_statuses.value;
    let statuses = 100 <= from && from <= to && to <= 599;
    require("delivered-statuses", statuses, "write the first and the last HTTP status");
    let minutes = &request.retry_minutes.value;
    let waits = !minutes.is_empty() && minutes.iter().all(|&n| n > 0 && n <= 7 * 24 * 60);
    require("retry-minutes", waits, "write whole minutes, at least 1 and at most a week");
    for (name, figure) in [
        ("body-kilobytes", request.body_kilobytes.value),
        ("response-kilobytes", request.response_kilobytes.value),
        ("response-days", request.response_days.value),
    ] {
        require(name, (1..=1_000_000).contains(&figure), "write a figure from 1 to a million");
    }
    let path = &request.key_set_path.value;
    let is_path = path.starts_with('/') && path.bytes().all(|b| b.is_ascii_graphic());
    require("key-set-path", is_path, "write a path that begins with `/`");

    check_fact(&request.deadline_seconds, "deadline-seconds", lint);
    check_fact(&request.delivered_statuses, "delivered-statuses", lint);
    check_fact(&request.retry_minutes, "retry-minutes", lint);
    check_fact(&request.body_kilobytes, "body-kilobytes", lint);
    check_fact(&request.response_kilobytes, "response-kilobytes", lint);
    check_fact(&request.response_days, "response-days", lint);
    check_fact(&request.key_set_path, "key-set-path", lint);
    check_fact(&request.follows_redirects, "follows-redirects", lint);
    check_fact(&request.obeys_retry_after, "obeys-retry-after", lint);
    check_fact(&request.refuses_private_addresses, "refuses-private-addresses", lint);
    for (index, header) in request.headers.iter().enumerate() {
        let at = file.key("headers").key(&index.to_string());
        check_header(&at, header, &request.headers[..index], lint);
    }
}

fn check_fact<T>(fact: &Fact<T>, name: &str, lint: &mut Lint) {
    check_origin(&At::file(FILE).key(name), &fact.source, fact.since.as_deref(), lint);
}

fn check_header(at: &At<'_>, header: &Header, before: &[Header], lint: &mut Lint) {
    check_origin(at, &header.source, header.since.as_deref(), lint);
    let Header { name, on_wire, pattern, example, .. } = header;
    let token = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if !token(name) {
        lint.violation(
            &at.key("name"),
            RULE,
            format!("`{name}` is no name of a header"),
            "write ASCII letters, digits and `-`",
        );
    }
    if before.iter().any(|other| other.name.eq_ignore_ascii_case(name)) {
        lint.violation(
            &at.key("name"),
            RULE,
            format!("`{name}` is there twice: HTTP ignores the case of letters"),
            "leave one of the two out",
        );
    }
    if on_wire.as_ref().is_some_and(|wire| !wire.eq_ignore_ascii_case(name) || wire == name) {
        lint.violation(
            &at.key("on-wire"),
            RULE,
            "it is not `name` in another case",
            "write the name as it is sent, or leave `on-wire` out",
        );
    }
    if !pattern.starts_with('^') {
        lint.violation(
            &at.key("pattern"),
            RULE,
            "a pattern without `^` fits anywhere in the value",
            "begin it with `^`",
        );
    }
    if example
        .as_ref()
        .is_some_and(|text| text.is_empty() || !text.bytes().all(|b| b.is_ascii_graphic()))
    {
        lint.violation(
            &at.key("example"),
            RULE,
            "it is no value of a header",
            "write ASCII characters without spaces, or leave it out",
        );
    }
}

fn check_origin(at: &At<'_>, source: &str, since: Option<&str>, lint: &mut Lint) {
    let markup =
        source.contains(['<', '>', '[', ']', '\\']) || source.matches('`').count() % 2 == 1;
    if source.trim().is_empty() || markup || source.contains('\n') {
        lint.violation(
            &at.key("source"),
            RULE,
            "it is no plain text on one line",
            "name the file of Postal that says so, or what else does",
        );
    }
    characters(&at.key("source"), source, false, lint);
    let is_date = |text: &str| {
        let shape: String =
            text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        shape == "0000-00-00"
    };
    if since.is_some_and(|text| text.contains(' ') || !(names_version(text) || is_date(text))) {
        lint.violation(
            &at.key("since"),
            RULE,
            "it is no version of Postal, and no date",
            "write it like `3.2.0`, or `2017-05-26` where no version tells; leave it out if all versions do",
        );
    }
}
