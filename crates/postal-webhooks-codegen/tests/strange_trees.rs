//! Trees by strange authors: each is refused with a remedy, or becomes code that compiles.
//!
//! The names and sizes that pass here stand in `tests/golden/strange`, which is compiled.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod facts;

use std::path::Path;

use expect_test::{Expect, expect};
use postal_webhooks_codegen::{DIST, Tree, find, generate, read};

use self::facts::with_facts;

/// What the generator says of a small tree with more files, or other ones.
fn outcome(files: &[(&str, &[u8])]) -> String {
    let bare = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/bare/schema");
    let mut tree = with_facts(Tree::read(&bare).expect("the bare schema"));
    for (path, bytes) in files {
        tree.0.insert((*path).to_owned(), bytes.to_vec());
    }
    match read(&tree).map(|model| generate(&model).unwrap()) {
        Ok(_) => "fine".to_owned(),
        Err(error) => {
            let text = format!("{error:#}");
            let violations = text.split_once("\n\n").map(|(_, violations)| violations);
            violations.map_or(text.clone(), str::to_owned)
        }
    }
}

#[track_caller]
fn check(path: &str, text: &str, expected: &Expect) {
    expected.assert_eq(&outcome(&[(path, text.as_bytes())]));
}

#[track_caller]
fn check_bytes(path: &str, bytes: &[u8], expected: &Expect) {
    expected.assert_eq(&outcome(&[(path, bytes)]));
}

/// Asserts that each of the texts is refused under a rule.
#[track_caller]
fn refused(path: &str, texts: impl IntoIterator<Item = String>, rule: &str) {
    for text in texts {
        let outcome = outcome(&[(path, text.as_bytes())]);
        let place = format!("schema/{path}#");
        assert!(outcome.contains(&place) && outcome.contains(rule), "{text:?}: {outcome}");
        assert!(outcome.contains("\n  remedy: "), "{text:?}: {outcome}");
    }
}

fn described(description: &str) -> String {
    let description = serde_json::Value::from(description);
    format!(
        r#"{{"description": {description}, "type": "object", "required": ["flag"], "properties": {{"flag": {{"description": "A flag.", "type": "boolean"}}}}}}"#
    )
}

fn enumeration(values: &[&str]) -> String {
    let values = serde_json::json!(values);
    format!(r#"{{"description": "Some values.", "type": "string", "enum": {values}}}"#)
}

fn object(property: &str, schema: &str) -> String {
    format!(
        r#"{{"description": "An object.", "type": "object", "required": ["{property}"], "properties": {{"{property}": {schema}}}}}"#
    )
}

fn body(text: &str) -> String {
    format!(
        r#"{{"event":"Made","timestamp":1.5,"payload":{text},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}}"#
    )
}

#[test]
fn names_of_rust_and_of_the_generated_code_are_free() {
    for name in [
        "From",
        "Strategy",
        "Union",
        "Values",
        "Arbitrary",
        "Option",
        "String",
        "Result",
        "OpenVisitor",
        "D",
    ] {
        let path = format!("common/{name}.json");
        assert_eq!(outcome(&[(&path, enumeration(&["strategy", "self"]).as_bytes())]), "fine");
        assert_eq!(outcome(&[(&path, described("An object.").as_bytes())]), "fine");
    }
}

#[test]
fn names_that_the_crates_export_are_not() {
    for name in [
        "PublicKey",
        "Kid",
        "Verified",
        "Verifier",
        "KeySet",
        "RemoteVerifier",
        "Webhook",
        "Event",
        "EventKind",
        "Self",
    ] {
        let path = format!("common/{name}.json");
        refused(&path, [enumeration(&["a"]), described("An object.")], "name-clash");
    }
    for name in ["MadeWebhook", "MadeWebhookEvent"] {
        let path = format!("common/{name}.json");
        refused(&path, [enumeration(&["a"])], "name-clash");
    }
    check(
        "common/PublicKey.json",
        &enumeration(&["a"]),
        &expect![[r#"
            schema/common/PublicKey.json#: name-clash: `PublicKey` is the name of another item of the crates, which would hide this type
              remedy: choose another name for the file, and change the `$ref`s to it"#]],
    );
}

#[test]
fn names_that_become_one() {
    check(
        "common/Color.json",
        &enumeration(&["a-b", "a_b"]),
        &expect![[r#"
            schema/common/Color.json#/enum/1: name-clash: `a_b` and `a-b` are both `AB` in Rust
              remedy: describe the property as a plain string, and its values in its description"#]],
    );
    check(
        "common/Color.json",
        &enumeration(&["a", "a"]),
        &expect![[r#"
            schema/common/Color.json#/enum/1: name-clash: `a` stands twice
              remedy: leave one of the two out"#]],
    );
    expect![[r#"
        schema/common/DnsERROR.json#: file-name: `DnsERROR` is not in PascalCase as Rust writes it
          remedy: rename the file to DnsError.json, and the `$ref`s to it

        schema/common/DnsError.json#: name-clash: `common/DnsError.json` and `common/DnsERROR.json` are both `DnsError`, in Rust or where case does not count
          remedy: rename one of the two, and the `$ref`s to it"#]].assert_eq(&outcome(&[
        ("common/DnsError.json", enumeration(&["a"]).as_bytes()),
        ("common/DnsERROR.json", enumeration(&["a"]).as_bytes()),
    ]));
    let event = br#"{"description": "Sent.", "$ref": "../payloads/Flag.json"}"#;
    let example = body(r#"{"flag":true}"#).replace("Made", "MADE");
    expect![[r#"
        schema/events/Made.json#: name-clash: `Made` and `MADE` are both `Made`, in Rust or where case does not count
          remedy: leave one of the two out: receivers read an event that they do not know as `Unknown`"#]].assert_eq(&outcome(&[
        ("events/MADE.json", event),
        ("examples/MADE/typical.json", example.as_bytes()),
    ]));
}

#[test]
fn values_without_a_rust_name() {
    for value in ["", " ", "+", "日本", "größe", "other"] {
        refused("common/Color.json", [enumeration(&[value])], "plain string");
    }
    for value in ["a\u{202e}b", "a\0", "a\nb", "a\u{200b}"] {
        refused("common/Color.json", [enumeration(&[value])], "character");
    }
}

#[test]
fn keys_that_are_no_names() {
    for key in ["_message", "1st", "a-b", "größe", ""] {
        let text = object(key, r#"{"description": "A.", "type": "boolean"}"#);
        refused("common/Part.json", [text], "leave the key out");
    }
    check(
        "common/Part.json",
        &object("_message", r#"{"description": "A.", "type": "boolean"}"#),
        &expect![[r#"
            schema/common/Part.json#/properties/_message: name: `_message` begins with `_`: Python makes such names private, and Rust's case conventions drop the `_`
              remedy: leave the key out: receivers ignore keys that they do not know"#]],
    );
}

#[test]
fn long_lists() {
    let values: Vec<String> = (0..1000).map(|n| format!("v{n}")).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    assert_eq!(outcome(&[("common/Color.json", enumeration(&values).as_bytes())]), "fine");
    refused("common/Color.json", [enumeration(&[])], "at least one");
}

#[test]
fn characters_that_an_editor_does_not_show() {
    for letter in [
        '\r', '\0', '\t', '\u{7f}', '\u{85}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}',
        '\u{200f}', '\u{2028}', '\u{feff}', '\u{200b}', '\u{fffe}',
    ] {
        let text = format!("A thing {letter}.");
        refused("common/Part.json", [described(&text)], "character");
        let example =
            serde_json::json!({"description": "A.", "type": "string", "examples": [text]});
        refused("common/Part.json", [object("a", &example.to_string())], "character");
    }
    check(
        "common/Part.json",
        &described("A thing\u{202e}."),
        &expect![[r#"
            schema/common/Part.json#/description: character: it holds U+202E, which is invisible, moves text or ends a line
              remedy: leave the character out; name it in backticks (`U+0000`) where a reader must know of it"#]],
    );
}

#[test]
fn descriptions_that_become_code_or_headings() {
    for rest in [
        "```\nlet a = 1;\n```",
        "```rust\nx\n```",
        "~~~\nx\n~~~",
        "    x",
        "\tx",
        "- ```\n  x\n  ```",
        "-     x",
        "- - x",
        "1.     x",
        "# Heading",
        "- # Heading",
        "Heading\n===",
        "Heading\n---",
        "***",
        "> x",
        "| a | b |",
        "@param x",
        "- a\nb",
        "a \nb",
        "[x]: y",
    ] {
        refused("common/Part.json", [described(&format!("A thing.\n\n{rest}"))], "description: ");
    }
    for text in [
        r"A `\u0041`.",
        r"A \u0041.",
        r"Ends */.",
        r"A `*/`.",
        r#"A """."#,
        r"A `\N{DASH}`.",
        r"A \[x\].",
        "A ``[x]``` `.",
        "A `x.\n\n[y]` z.",
    ] {
        refused("common/Part.json", [described(text)], "description: ");
    }
    check(
        "common/Part.json",
        &described("A.\n\n```\nx\n```"),
        &expect![[r#"
            schema/common/Part.json#/description: description: a line of it begins a block of code, which Rust runs as a test
              remedy: write paragraphs, one line each, and lists of `- ` items, one line each, with an empty line around a list; put code in backticks, and whole bodies in schema/examples/"#]],
    );
    check(
        "common/Part.json",
        &described(r"A `\u0041`."),
        &expect![[r#"
            schema/common/Part.json#/description: description: `\u` is an escape in Java, in comments too
              remedy: say it in words, or name the character as in `U+0000`"#]],
    );
    for fine in [
        "A thing.\n\n- one\n- two\n\nMore, with `a|b`, `\\n` and <https://example.com/a_b>.",
        "A thing.\n\n1. One.\n2. Two.",
        "Größe: 日本語, e\u{301}, 😀.",
    ] {
        assert_eq!(outcome(&[("common/Part.json", described(fine).as_bytes())]), "fine", "{fine}");
    }
}

#[test]
fn examples_are_what_postal_sends() {
    let fine = body(r#"{"flag":true}"#);
    assert_eq!(outcome(&[("examples/Made/other.json", fine.as_bytes())]), "fine");
    for text in [
        format!("{fine}\n"),
        format!("{fine}\r\n"),
        format!(" {fine}"),
        fine.replace(':', ": "),
        fine.replace("Made", "M\\u0061de"),
        fine.replace("1.5", "1.50"),
        fine.replace("1.5", "15e-1"),
    ] {
        refused("examples/Made/other.json", [text], "example-bytes");
    }
    refused("examples/Made/other.json", [format!("\u{feff}{fine}")], "byte order mark");
    refused("examples/Made/other.json", [fine.replace("1.5", "1")], "example-number");
    refused("examples/Made/Other_case.json", [fine.clone()], "kebab-case");
    check(
        "examples/Made/other.json",
        &format!("{fine}\n"),
        &expect![[r#"
            schema/examples/Made/other.json#: example-bytes: there is a space or a line break between the tokens at line 1 column 103
              remedy: write the body as Postal sends it: one line of compact JSON, no line break at its end; `<`, `>`, `&`, U+2028 and U+2029 as `\u003c` and so on, other characters as themselves"#]],
    );
    let id = r#"{"description": "A number.", "type": ["integer", "null"], "minimum": 0}"#;
    for (id_sent, rule) in [
        ("12.0", "example-number"),
        ("18446744073709551616", "example-number"),
        ("1e3", "example-bytes"),
    ] {
        let outcome = outcome(&[
            ("payloads/Flag.json", object("id", id).as_bytes()),
            ("examples/Made/typical.json", body(&format!(r#"{{"id":{id_sent}}}"#)).as_bytes()),
        ]);
        assert!(outcome.contains(rule), "{id_sent}: {outcome}");
    }
}

#[test]
fn references_that_may_be_null() {
    let reference = r#"{"$ref": "../common/Timestamp.json"}"#;
    let null = r#"{"type": "null"}"#;
    let any_of =
        |list: &str| object("at", &format!(r#"{{"description": "A.", "anyOf": [{list}]}}"#));
    let fine = any_of(&format!("{reference}, {null}"));
    assert_eq!(outcome(&[("common/Part.json", fine.as_bytes())]), "fine");
    let optional = fine.replace(r#""required": ["at"]"#, r#""required": []"#);
    refused("common/Part.json", [optional], "nullable: ");
    for list in [
        format!("{null}, {reference}"),
        reference.to_owned(),
        format!("{reference}, {null}, {null}"),
        format!(r#"{reference}, {{"type": "string"}}"#),
        String::new(),
    ] {
        refused("common/Part.json", [any_of(&list)], "null-reference");
    }
    for schema in [
        r#"{"description": "A.", "oneOf": [{"$ref": "../common/Timestamp.json"}, {"type": "null"}]}"#,
        r#"{"description": "A.", "$ref": "../common/Timestamp.json", "nullable": true}"#,
        r#"{"description": "A.", "$ref": "../common/Timestamp.json", "type": ["number", "null"]}"#,
    ] {
        refused("common/Part.json", [object("at", schema)], "for a reference that may be null");
    }
    check(
        "common/Part.json",
        &any_of(&format!("{null}, {reference}")),
        &expect![[r#"
            schema/common/Part.json#/properties/at/anyOf: null-reference: `anyOf` says here only that a reference may be null
              remedy: write `"anyOf": [{"$ref": "../common/<Type>.json"}, {"type": "null"}]`, in this order"#]],
    );
}

#[test]
fn references_to_other_names() {
    for reference in [
        "../payloads/flag.json",
        "../payloads/FLAG.json",
        "Flag.json",
        "../common/Flag.json",
        "../payloads/Flag",
    ] {
        let event = format!(r#"{{"description": "Sent.", "$ref": "{reference}"}}"#);
        refused("events/Made.json", [event], r#"write `"$ref": "../payloads/Flag.json"`"#);
    }
    for reference in [
        "../common/timestamp.json",
        "./Timestamp.json",
        "../payloads/Timestamp.json",
        "../common/Timestamp.json#",
    ] {
        let schema = format!(r#"{{"description": "A.", "$ref": "{reference}"}}"#);
        refused(
            "common/Part.json",
            [object("at", &schema)],
            r#"write `"$ref": "../common/Timestamp.json"`"#,
        );
    }
    check(
        "events/Made.json",
        r#"{"description": "Sent.", "$ref": "../payloads/flag.json"}"#,
        &expect![[r#"
            schema/events/Made.json#/$ref: ref: `../payloads/flag.json` is no file in schema/payloads/, where payloads are
              remedy: write `"$ref": "../payloads/Flag.json"`"#]],
    );
}

#[test]
fn files_that_are_no_json() {
    check_bytes(
        "common/Part.json",
        b"\xef\xbb\xbf{}",
        &expect![[r#"
        schema/common/Part.json#: json: it begins with a byte order mark (BOM)
          remedy: save the file as UTF-8 without a byte order mark"#]],
    );
    check_bytes(
        "schema.toml",
        b"\xef\xbb\xbfversion = \"1.0.0\"",
        &expect![[r#"
            schema/schema.toml#: settings: it begins with a byte order mark (BOM)
              remedy: save the file as UTF-8 without a byte order mark"#]],
    );
    check_bytes(
        "common/Part.json",
        b"\xff\xfe{\0}\0",
        &expect![[r#"
        schema/common/Part.json#: json: it is in UTF-16 or UTF-32
          remedy: save the file as UTF-8 without a byte order mark"#]],
    );
    check_bytes(
        "common/Part.json",
        b"{\"a\": \"\xff\"}",
        &expect![[r#"
        schema/common/Part.json#: json: it is not in UTF-8
          remedy: save the file as UTF-8 without a byte order mark"#]],
    );
    check(
        "common/Part.json",
        "\n",
        &expect![[r#"
        schema/common/Part.json#: json: it is empty
          remedy: write what it is to hold, or remove it"#]],
    );
    check(
        "common/Part.json",
        "{\"type\": 1,}",
        &expect![[r#"
        schema/common/Part.json#: json: trailing comma at line 1 column 12
          remedy: leave out the comma before that place"#]],
    );
    check(
        "common/Part.json",
        "{ // a comment\n}",
        &expect![[r#"
        schema/common/Part.json#: json: key must be a string at line 1 column 3
          remedy: leave the comment out: JSON has none; `description` is for words"#]],
    );
    check(
        "common/Part.json",
        "{'type': 1}",
        &expect![[r#"
        schema/common/Part.json#: json: key must be a string at line 1 column 2
          remedy: write strings in double quotes, as JSON does"#]],
    );
}

#[test]
fn a_schema_without_a_timestamp() {
    let bare = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/bare/schema");
    let mut tree = with_facts(Tree::read(&bare).expect("the bare schema"));
    tree.0.remove("common/Timestamp.json");
    let error = read(&tree).expect_err("a violation").to_string();
    assert!(error.contains("no-timestamp"), "{error}");
}

#[test]
fn an_example_that_is_wrong_where_it_may_be_null() {
    let part =
        r#"{"description": "A.", "anyOf": [{"$ref": "../common/Part.json"}, {"type": "null"}]}"#;
    expect![[r#"
        schema/examples/Made/typical.json#/payload/part/flag: example-invalid: it is not of type boolean
          remedy: fix the example; or the schema, if Postal really sends this"#]].assert_eq(&outcome(&[
        ("common/Part.json", described("A thing.").as_bytes()),
        ("payloads/Flag.json", object("part", part).as_bytes()),
        (
            "examples/Made/typical.json",
            body(r#"{"part":{"flag":7}}"#).as_bytes(),
        ),
    ]));
}

#[test]
fn the_page_shows_no_invisible_character() {
    let bare = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/bare/schema");
    let mut tree = with_facts(Tree::read(&bare).expect("the bare schema"));
    let text = r#"{"description": "A text.", "type": "string"}"#;
    tree.0.insert("payloads/Flag.json".to_owned(), object("text", text).into());
    let example = body("{\"text\":\"a\u{202e}b\u{e0041}\"}");
    tree.0.insert("examples/Made/typical.json".to_owned(), example.into());
    let folders = generate(&read(&tree).unwrap_or_else(|e| panic!("{e}"))).unwrap();
    let page = find(&folders, &format!("{DIST}/events.md")).expect("the page");
    assert!(page.contains(r#""text": "a\u202eb\udb40\udc41""#));
}

/// What is no file is an error with its path, and not a run without end.
#[cfg(unix)]
#[test]
fn links_to_folders_are_refused() {
    let folder = std::env::temp_dir().join(format!("xtask-links-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("common")).expect("a folder");
    std::fs::write(folder.join("schema.toml"), "").expect("a file");
    std::os::unix::fs::symlink(&folder, folder.join("common/loop")).expect("a link");
    let error = Tree::read(&folder).err().expect("an error").to_string();
    std::fs::remove_dir_all(&folder).expect("removed");
    assert!(error.contains("common/loop is a link to a folder"), "{error}");
}
