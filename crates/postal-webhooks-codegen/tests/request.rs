//! What the lint says of the files that every tree has: the envelope, the facts, the pages; and of
//! sentences on versions.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod facts;

use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};
use postal_webhooks_codegen::{Tree, read};

use self::facts::with_facts;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn bare() -> Tree {
    let bare = Tree::read(&root().join("tests/golden/bare/schema"));
    with_facts(bare.expect("the bare schema"))
}

/// Compares what the generator says of the bare tree with other text in one file.
#[track_caller]
fn check(path: &str, before: &str, after: &str, expected: &Expect) {
    let mut tree = bare();
    let text = String::from_utf8(tree.0[path].clone()).expect("UTF-8");
    assert!(text.contains(before), "{path} has no {before}");
    tree.0.insert(path.to_owned(), text.replacen(before, after, 1).into_bytes());
    expected.assert_eq(&violations(&tree));
}

fn violations(tree: &Tree) -> String {
    let text = read(tree).map_or_else(|error| error.to_string(), |_| "\n\nfine".to_owned());
    text.split_once("\n\n").expect("a violation").1.to_owned()
}

#[test]
fn each_file_must_be_there() {
    for path in [
        "envelope.json",
        "request.toml",
        "pages/events.md",
        "pages/request.http",
        "pages/documents.toml",
    ] {
        let mut tree = bare();
        tree.0.remove(path);
        let violations = violations(&tree);
        assert!(violations.starts_with(&format!("schema/{path}#: ")), "{violations}");
        assert!(violations.contains("it is missing"), "{violations}");
    }
}

#[test]
fn envelope() {
    check(
        "envelope.json",
        "common/",
        "../common/",
        &expect![[r#"
        schema/envelope.json#: envelope: it is not the envelope that the types of all languages read
          remedy: write, with a description of the whole and of each key: {"type":"object","required":["event","timestamp","payload","uuid"],"properties":{"event":{"type":"string"},"timestamp":{"$ref":"common/Timestamp.json"},"payload":{"type":"object"},"uuid":{"type":"string","format":"uuid"}}}"#]],
    );
    check(
        "envelope.json",
        "\"The name of the event.\"",
        "\"The name\"",
        &expect![[r#"
        schema/envelope.json#/properties/event/description: description: its first line is no sentence with a full stop
          remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know"#]],
    );
    check(
        "envelope.json",
        "\"format\": \"uuid\"",
        "\"minLength\": 1",
        &expect![[r#"
        schema/envelope.json#: envelope: it is not the envelope that the types of all languages read
          remedy: write, with a description of the whole and of each key: {"type":"object","required":["event","timestamp","payload","uuid"],"properties":{"event":{"type":"string"},"timestamp":{"$ref":"common/Timestamp.json"},"payload":{"type":"object"},"uuid":{"type":"string","format":"uuid"}}}"#]],
    );
}

#[test]
fn request_form() {
    check(
        "request.toml",
        "value = 1\n",
        "value = \"1\"\n",
        &expect![[r#"
        schema/request.toml#: request: invalid type: string "1", expected u64 at line 4
          remedy: fix the TOML at that line; schema/README.md describes the file"#]],
    );
    check(
        "request.toml",
        "since = \"0.1.2\"",
        "until = \"0.1.2\"",
        &expect![[r#"
        schema/request.toml#: request: unknown field `until`, expected one of `value`, `description`, `source`, `since` at line 17
          remedy: fix the TOML at that line; schema/README.md describes the file"#]],
    );
    check(
        "request.toml",
        "[response-days]",
        "[response-weeks]",
        &expect![[r#"
        schema/request.toml#: request: unknown field `response-weeks`, expected one of `deadline-seconds`, `delivered-statuses`, `retry-minutes`, `body-kilobytes`, `response-kilobytes`, `response-days`, `key-set-path`, `follows-redirects`, `obeys-retry-after`, `refuses-private-addresses`, `headers` at line 29
          remedy: fix the TOML at that line; schema/README.md describes the file"#]],
    );
}

#[test]
fn request_values() {
    check(
        "request.toml",
        "value = 1\n",
        "value = 0\n",
        &expect![[r#"
            schema/request.toml#/deadline-seconds/value: request: this cannot be the value
              remedy: write whole seconds, at least 1"#]],
    );
    check(
        "request.toml",
        "[201, 201]",
        "[299, 200]",
        &expect![[r#"
            schema/request.toml#/delivered-statuses/value: request: this cannot be the value
              remedy: write the first and the last HTTP status"#]],
    );
    check(
        "request.toml",
        "[2, 90]",
        "[]",
        &expect![[r#"
            schema/request.toml#/retry-minutes/value: request: this cannot be the value
              remedy: write whole minutes, at least 1 and at most a week"#]],
    );
    check(
        "request.toml",
        "value = 4",
        "value = 0",
        &expect![[r#"
            schema/request.toml#/body-kilobytes/value: request: this cannot be the value
              remedy: write a figure from 1 to a million"#]],
    );
    check(
        "request.toml",
        "\"/keys\"",
        "\"keys\"",
        &expect![[r#"
            schema/request.toml#/key-set-path/value: request: this cannot be the value
              remedy: write a path that begins with `/`"#]],
    );
    check(
        "request.toml",
        "source = \"no file\"",
        "source = \"\"",
        &expect![[r#"
        schema/request.toml#/deadline-seconds/source: request: it is no plain text on one line
          remedy: name the file of Postal that says so, or what else does"#]],
    );
    check(
        "request.toml",
        "\"0.1.2\"",
        "\"the first\"",
        &expect![[r#"
        schema/request.toml#/retry-minutes/since: request: it is no version of Postal, and no date
          remedy: write it like `3.2.0`, or `2017-05-26` where no version tells; leave it out if all versions do"#]],
    );
    check(
        "request.toml",
        "How long a request may take.",
        "How long",
        &expect![[r#"
        schema/request.toml#/deadline-seconds/description: description: its first line is no sentence with a full stop
          remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know"#]],
    );
}

#[test]
fn request_headers() {
    check(
        "request.toml",
        "\"Other\"",
        "\"Other \"",
        &expect![[r#"
        schema/request.toml#/headers/1/name: request: `Other ` is no name of a header
          remedy: write ASCII letters, digits and `-`"#]],
    );
    check(
        "request.toml",
        "\"Other\"",
        "\"x-postal-short\"",
        &expect![[r#"
        schema/request.toml#/headers/1/name: request: `x-postal-short` is there twice: HTTP ignores the case of letters
          remedy: leave one of the two out"#]],
    );
    check(
        "request.toml",
        "\"x-postal-short\"",
        "\"x-postal-shorter\"",
        &expect![[r#"
        schema/request.toml#/headers/0/on-wire: request: it is not `name` in another case
          remedy: write the name as it is sent, or leave `on-wire` out"#]],
    );
    check(
        "request.toml",
        "\"^a$\"",
        "\"a\"",
        &expect![[r#"
        schema/request.toml#/headers/0/pattern: request: a pattern without `^` fits anywhere in the value
          remedy: begin it with `^`"#]],
    );
    check(
        "request.toml",
        "example = \"a\"",
        "example = \"\"",
        &expect![[r#"
        schema/request.toml#/headers/0/example: request: it is no value of a header
          remedy: write ASCII characters without spaces, or leave it out"#]],
    );
}

#[test]
fn page() {
    check(
        "pages/events.md",
        "{{events}}",
        "",
        &expect![[r#"
        schema/pages/events.md#: page: it has no `{{events}}`
          remedy: write it where that part is to stand"#]],
    );
    check(
        "pages/documents.toml",
        "[]",
        "[\"Flag\", \"Flog\"]",
        &expect![[r#"
        schema/pages/documents.toml#/payload-order/1: page: `Flog` is no file in schema/payloads/
          remedy: leave it out, or write the name of the file without `.json`"#]],
    );
    check(
        "pages/documents.toml",
        "title",
        "titel",
        &expect![[r#"
        schema/pages/documents.toml#: page: unknown field `titel`, expected one of `payload-order`, `title`, `page`, `about`, `channel`, `authentication`, `receive`, `delivered`, `retried`, `tolerant`, `strict`, `codegen` at line 2
          remedy: fix the TOML at that line; schema/README.md describes the file"#]],
    );
    let mut tree = bare();
    tree.0.insert("pages/more.md".to_owned(), b"More.".to_vec());
    expect![[r#"
        schema/pages/more.md#: page: no document is made of it
          remedy: keep only pages/events.md, pages/request.http and pages/documents.toml in schema/"#]].assert_eq(&violations(&tree));
}

#[test]
fn fact() {
    check(
        "pages/request.http",
        "{{length}}",
        "{{length}} {{lenght}}",
        &expect![[r#"
        schema/pages/request.http#: fact: `{{lenght}}` is no fact of schema/request.toml, and no part of this page
          remedy: write one of these names: attempts, body-kilobytes, deadline-seconds, delivered-statuses, follows-redirects, gives-up-after, key-set-path, obeys-retry-after, refuses-private-addresses, response-days, response-kilobytes, retry-count, retry-minutes, since key-set-path, since retry-minutes, length, body"#]],
    );
    check(
        "pages/events.md",
        "Version {{",
        "Version {{ {{",
        &expect![[r#"
        schema/pages/events.md#: fact: `{{ {{version}}` is no fact of schema/request.toml, and no part of this page
          remedy: write one of these names: attempts, body-kilobytes, deadline-seconds, delivered-statuses, follows-redirects, gives-up-after, key-set-path, obeys-retry-after, refuses-private-addresses, response-days, response-kilobytes, retry-count, retry-minutes, since key-set-path, since retry-minutes, version, schemas, headers, envelope, contents, events, objects, enumerations

        schema/pages/events.md#: page: it has no `{{version}}`
          remedy: write it where that part is to stand"#]],
    );
    check(
        "pages/events.md",
        "{{gives-up-after}}",
        "92 minutes",
        &expect![[r#"
        schema/pages/events.md#: fact: `92 minutes` is a fact of schema/request.toml
          remedy: write `{{gives-up-after}}`, or say it in other words if it is another fact"#]],
    );
    check("pages/events.md", "Waits", "Waits 192 minutes, not", &expect![["fine"]]);
    check(
        "pages/request.http",
        "X-Postal-Short",
        "X-Postal-Shorter",
        &expect![[r#"
        schema/pages/request.http#: fact: `X-Postal-Shorter` is no header of schema/request.toml
          remedy: write one of these names: X-Postal-Short, x-postal-short, Other"#]],
    );
    check(
        "pages/documents.toml",
        "Delivered.",
        "{{delivered",
        &expect![[r#"
        schema/pages/documents.toml#/delivered: fact: `{{` has no `}}`
          remedy: close it, or leave it out"#]],
    );
    check(
        "pages/documents.toml",
        "Delivered.",
        "\\u202e",
        &expect![[r#"
        schema/pages/documents.toml#/delivered: character: it holds U+202E, which is invisible, moves text or ends a line
          remedy: leave the character out; name it in backticks (`U+0000`) where a reader must know of it"#]],
    );
    check(
        "request.toml",
        "{{retry-minutes}}",
        "{{retry-hours}}",
        &expect![[r#"
        schema/request.toml#/obeys-retry-after/description: fact: `{{retry-hours}}` is no fact of schema/request.toml, and no part of this page
          remedy: write one of these names: attempts, body-kilobytes, deadline-seconds, delivered-statuses, follows-redirects, gives-up-after, key-set-path, obeys-retry-after, refuses-private-addresses, response-days, response-kilobytes, retry-count, retry-minutes, since key-set-path, since retry-minutes"#]],
    );
}

#[test]
fn since() {
    let property = |more: &str| format!("\"description\": \"Whether it flies.\"{more}");
    let check = |more: &str, expected: &Expect| {
        let mut tree = bare();
        let text = String::from_utf8(tree.0["payloads/Flag.json"].clone()).expect("UTF-8");
        let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let properties = json["properties"].as_object_mut().expect("an object");
        let first = properties.values_mut().next().expect("a property");
        let keywords: serde_json::Map<_, _> =
            serde_json::from_str(&format!("{{{}}}", property(more))).expect("keywords");
        first.as_object_mut().expect("an object").extend(keywords);
        tree.0.insert("payloads/Flag.json".to_owned(), json.to_string().into_bytes());
        expected.assert_eq(&violations(&tree));
    };
    check(r#", "x-postal-since": "It does since Postal 3.0.0.""#, &expect![["fine"]]);
    check(
        r#", "x-postal-since": "It does since Postal 3.""#,
        &expect![[r#"
        schema/payloads/Flag.json#/properties/flag/x-postal-since: since: it is no text on one line that names a version
          remedy: write sentences that name a version in three numbers, such as `It has 16 characters since Postal 3.0.0.`"#]],
    );
    check(
        r#", "x-postal-since": "Since 3.0.0.\n\nAlways.""#,
        &expect![[r#"
        schema/payloads/Flag.json#/properties/flag/x-postal-since: since: it is no text on one line that names a version
          remedy: write sentences that name a version in three numbers, such as `It has 16 characters since Postal 3.0.0.`"#]],
    );
    check(
        r#", "x-postal-since": "Since 3.0.0""#,
        &expect![[r#"
            schema/payloads/Flag.json#/properties/flag/x-postal-since: description: its first line is no sentence with a full stop
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know"#]],
    );
    check(
        r#", "x-postal-since": ["3.0.0"]"#,
        &expect![[r#"
        schema/payloads/Flag.json#/properties/flag/x-postal-since: since: it is no text on one line that names a version
          remedy: write sentences that name a version in three numbers, such as `It has 16 characters since Postal 3.0.0.`"#]],
    );
    check(
        r#", "description": "Whether it flies.\n\nSince 3.0.0 it does.""#,
        &expect![[r#"
        schema/payloads/Flag.json#/properties/flag/description: since: it names a version of Postal
          remedy: put the sentences on versions into `x-postal-since`"#]],
    );
}
