//! What the lint says: one message for every rule, for the smallest input that breaks it.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod facts;

use std::collections::BTreeMap;
use std::path::Path;

use expect_test::{Expect, expect};
use postal_webhooks_codegen::{Tree, generate, read};
use proptest::prelude::*;

use self::facts::with_facts;

/// The smallest tree that keeps the rules.
fn tree() -> Tree {
    let files = [
        ("schema.toml", "version = \"1.0.0\"\nbase-uri = \"https://example.com\"\n"),
        ("common/Timestamp.json", r#"{"description": "A time.", "type": "number"}"#),
        ("common/Color.json", r#"{"description": "A colour.", "type": "string", "enum": ["red"]}"#),
        (
            "payloads/Thing.json",
            r#"{"description": "A thing.", "type": "object", "required": ["name", "color"], "properties": {"name": {"description": "Its name.", "type": "string"}, "color": {"description": "Its colour.", "$ref": "../common/Color.json"}}}"#,
        ),
        (
            "events/Made.json",
            r#"{"description": "Sent when a thing is made.", "$ref": "../payloads/Thing.json"}"#,
        ),
        (
            "examples/Made/typical.json",
            r#"{"event":"Made","timestamp":1.5,"payload":{"name":"a","color":"red"},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}"#,
        ),
    ];
    let owned = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    with_facts(Tree(BTreeMap::from(owned)))
}

/// Puts files into the smallest tree, and compares what the generator says.
fn check(files: &[(&str, &str)], expected: &Expect) {
    let mut tree = tree();
    for (path, text) in files {
        tree.0.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    expected.assert_eq(&said(&tree));
}

/// The same with a property of `Thing` in place of `name`.
fn check_property(property: &str, expected: &Expect) {
    let thing = format!(
        r#"{{"description": "A thing.", "type": "object", "required": ["color"], "properties": {{"name": {property}, "color": {{"description": "Its colour.", "$ref": "../common/Color.json"}}}}}}"#
    );
    check(&[("payloads/Thing.json", &thing)], expected);
}

fn said(tree: &Tree) -> String {
    match read(tree).map(|model| generate(&model).unwrap()) {
        Ok(_) => "fine".to_owned(),
        Err(error) => {
            let text = format!("{error:#}");
            text.split_once("\n\n").map_or(text.clone(), |(_, violations)| violations.to_owned())
        }
    }
}

#[test]
fn the_smallest_tree_is_fine() {
    check(&[], &expect!["fine"]);
}

#[test]
fn settings() {
    check(
        &[("schema.toml", "version = 1\nbase-uri = \"http://example.com/\"\nextra = 1\n")],
        &expect![[r#"
            schema/schema.toml#: settings: `base-uri` is no https URI without a slash at its end
              remedy: write `version = "1.0.0"` and `base-uri = "https://…"` (no slash at its end)

            schema/schema.toml#: settings: `version` is no version of three numbers
              remedy: write `version = "1.0.0"` and `base-uri = "https://…"` (no slash at its end)

            schema/schema.toml#: settings: the key `extra` is unknown
              remedy: write `version = "1.0.0"` and `base-uri = "https://…"` (no slash at its end)"#]],
    );
    check(
        &[("schema.toml", "version = \"1.0")],
        &expect![[r#"
        schema/schema.toml#: settings: invalid basic string, expected `"`
          remedy: write `version = "1.0.0"` and `base-uri = "https://…"` (no slash at its end)"#]],
    );
}

#[test]
fn json() {
    check(
        &[("common/Color.json", "{\"description\": ")],
        &expect![[r#"
            schema/common/Color.json#: json: EOF while parsing a value at line 1 column 16
              remedy: fix the JSON at that line and column

            schema/payloads/Thing.json#/properties/color/$ref: ref: `../common/Color.json` leads to no file that can be read
              remedy: write `../common/<Type>.json` or `../payloads/<Type>.json`, and that file"#]],
    );
    check(
        &[("common/Color.json", "{\"type\": \"string\", \"type\": \"object\"}")],
        &expect![[r#"
            schema/common/Color.json#: json: the key `type` stands twice in one object at line 1 column 36
              remedy: leave one of the two keys out

            schema/payloads/Thing.json#/properties/color/$ref: ref: `../common/Color.json` leads to no file that can be read
              remedy: write `../common/<Type>.json` or `../payloads/<Type>.json`, and that file"#]],
    );
}

#[test]
fn file_name() {
    check(
        &[("common/dark_color.json", r#"{"description": "A.", "type": "string", "enum": ["a"]}"#)],
        &expect![[r#"
            schema/common/dark_color.json#: file-name: `dark_color` does not begin with a capital
              remedy: name the file in PascalCase, with ASCII letters and digits"#]],
    );
    check(
        &[("common/DARKColor.json", r#"{"description": "A.", "type": "string", "enum": ["a"]}"#)],
        &expect![[r#"
            schema/common/DARKColor.json#: file-name: `DARKColor` is not in PascalCase as Rust writes it
              remedy: rename the file to DarkColor.json, and the `$ref`s to it"#]],
    );
    check(
        &[("events/notes.txt", "")],
        &expect![[r#"
        schema/events/notes.txt#: file-name: this is no schema file
          remedy: keep only <Name>.json files in schema/events/, and no folders"#]],
    );
}

#[test]
fn keyword() {
    check_property(
        r#"{"description": "Its name.", "type": "string", "minLength": 1}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/minLength: keyword: `minLength` is no keyword of the portable subset
              remedy: leave it out; here these may stand: description, type, items, $ref, anyOf, examples, minimum, format, x-postal-since"#]],
    );
    check_property(
        r#"{"description": "Its name.", "type": "string", "format": "email"}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/format: keyword: the only `format` is `uuid`
              remedy: leave it out: what Postal sends is not always a clean address or URI"#]],
    );
    check_property(
        r#"{"description": "Its name.", "type": "string", "minimum": 0}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/minimum: keyword: `minimum` says nothing about string
              remedy: leave it out"#]],
    );
    check_property(
        r#"{"description": "Its name.", "type": "string", "required": ["a"]}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/required: keyword: `required` has no place here
              remedy: leave it out; here these may stand: description, type, items, $ref, anyOf, examples, minimum, format, x-postal-since"#]],
    );
}

#[test]
fn definitions() {
    check(
        &[(
            "common/Color.json",
            r#"{"description": "A colour.", "type": "string", "enum": ["red"], "$defs": {}, "definitions": {}}"#,
        )],
        &expect![[r#"
            schema/common/Color.json#/$defs: definitions: `$defs` stands in a file
              remedy: give each object and enumeration a file of its own, and a `$ref` to it

            schema/common/Color.json#/definitions: definitions: `definitions` stands in a file
              remedy: give each object and enumeration a file of its own, and a `$ref` to it"#]],
    );
}

#[test]
fn reference() {
    check_property(
        r#"{"description": "Its name.", "$ref": "../common/Name.json"}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/$ref: ref: `../common/Name.json` leads to no file that can be read
              remedy: write `../common/<Type>.json` or `../payloads/<Type>.json`, and that file"#]],
    );
    check_property(
        r##"{"description": "Its name.", "$ref": "#/$defs/Name"}"##,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/$ref: ref: `#/$defs/Name` leads into a file, not to one
              remedy: write `../common/<Type>.json` or `../payloads/<Type>.json`, and that file"#]],
    );
    check_property(
        r#"{"description": "Its name.", "$ref": 7}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/$ref: ref: it is no string
              remedy: write `../common/<Type>.json` or `../payloads/<Type>.json`, and that file"#]],
    );
    check(
        &[("events/Made.json", r#"{"description": "Sent when.", "$ref": "../common/Color.json"}"#)],
        &expect![[r#"
            schema/events/Made.json#/$ref: ref: `../common/Color.json` is no file in schema/payloads/, where payloads are
              remedy: write `"$ref": "../payloads/<Payload>.json"`, and an object into that file"#]],
    );
}

#[test]
fn reference_cycle() {
    check(
        &[
            (
                "common/A.json",
                r#"{"description": "An a.", "type": "object", "properties": {"b": {"description": "A b.", "$ref": "../common/B.json"}}}"#,
            ),
            (
                "common/B.json",
                r#"{"description": "A b.", "type": "object", "properties": {"a": {"description": "An a.", "$ref": "../common/A.json"}}}"#,
            ),
        ],
        &expect![[r#"
            schema/common/A.json#: ref-cycle: `A` leads back to itself, by `B`
              remedy: leave out the `$ref` that closes the circle

            schema/common/B.json#: ref-cycle: `B` leads back to itself, by `A`
              remedy: leave out the `$ref` that closes the circle"#]],
    );
}

#[test]
fn inline() {
    check_property(
        r#"{"description": "Its name.", "type": "object", "properties": {}}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name: inline-object: an object stands inside another schema
              remedy: give it a file of its own in schema/common/, named like its type, and a `$ref` to it"#]],
    );
    check_property(
        r#"{"description": "Its name.", "type": "string", "enum": ["a"]}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name: inline-enum: an enumeration stands inside another schema
              remedy: give it a file of its own in schema/common/, named like its type, and a `$ref` to it"#]],
    );
}

#[test]
fn description() {
    check_property(
        r#"{"type": "string"}"#,
        &expect![[r#"
        schema/payloads/Thing.json#/properties/name: description: there is no description
          remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know"#]],
    );
    check_property(
        r#"{"description": "name", "type": "string"}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/description: description: its first line is no sentence with a full stop
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know"#]],
    );
    check_property(
        r#"{"description": "Its name.\nMore.", "type": "string"}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/description: description: its second line is not empty
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know"#]],
    );
    check_property(
        r#"{"description": "See https://example.com.", "type": "string"}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/description: description: `http` is markup in the documents that are made of it
              remedy: put URLs in <>, and names, values and brackets in backticks"#]],
    );
    check_property(
        r#"{"description": "A <b> or [x].", "type": "string"}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name/description: description: `<` is markup in the documents that are made of it
              remedy: put URLs in <>, and names, values and brackets in backticks"#]],
    );
}

#[test]
fn name_clash() {
    check(
        &[(
            "payloads/Color.json",
            r#"{"description": "A colour.", "type": "string", "enum": ["red"]}"#,
        )],
        &expect![[r#"
            schema/payloads/Color.json#: name-clash: `payloads/Color.json` and `common/Color.json` are both `Color`, in Rust or where case does not count
              remedy: rename one of the two, and the `$ref`s to it"#]],
    );
    check(
        &[(
            "common/Color.json",
            r#"{"description": "A colour.", "type": "string", "enum": ["red", "Red"]}"#,
        )],
        &expect![[r#"
            schema/common/Color.json#/enum/1: name-clash: `Red` and `red` are both `Red` in Rust
              remedy: describe the property as a plain string, and its values in its description"#]],
    );
    check(
        &[(
            "common/Color.json",
            r#"{"description": "A colour.", "type": "string", "enum": ["red", "other"]}"#,
        )],
        &expect![[r#"
            schema/common/Color.json#/enum/1: name-clash: `other` is a name that the generated code has for something else
              remedy: describe the property as a plain string, and its values in its description"#]],
    );
    check(
        &[(
            "common/Color.json",
            r#"{"description": "A colour.", "type": "object", "properties": {"aB": {"description": "A.", "type": "string"}, "a_b": {"description": "A.", "type": "string"}}}"#,
        )],
        &expect![[r#"
            schema/common/Color.json#/properties/a_b: name-clash: `a_b` and `aB` are both `a_b` in Rust
              remedy: leave one of the two keys out: receivers ignore keys that they do not know

            schema/examples/Made/typical.json#/payload/color: example-invalid: it is not of type object
              remedy: fix the example; or the schema, if Postal really sends this"#]],
    );
    check(
        &[(
            "common/Event.json",
            r#"{"description": "An event.", "type": "string", "enum": ["a"]}"#,
        )],
        &expect![[r#"
            schema/common/Event.json#: name-clash: `Event` is the name of another item of the crates, which would hide this type
              remedy: choose another name for the file, and change the `$ref`s to it"#]],
    );
    check(
        &[(
            "common/MadeWebhook.json",
            r#"{"description": "A webhook.", "type": "string", "enum": ["a"]}"#,
        )],
        &expect![[r#"
            schema/common/MadeWebhook.json#: name-clash: the codegen schema names the envelope of Made like this type
              remedy: rename the file, and change the `$ref`s to it"#]],
    );
}

#[test]
fn name() {
    check(
        &[(
            "common/Part.json",
            r#"{"description": "A part.", "type": "object", "properties": {"a-b": {"description": "A.", "type": "string"}}}"#,
        )],
        &expect![[r#"
            schema/common/Part.json#/properties/a-b: name: `a-b` has a character that is no ASCII letter, digit or `_`, so it is no name in every language
              remedy: leave the key out: receivers ignore keys that they do not know"#]],
    );
    check(
        &[(
            "common/Color.json",
            r#"{"description": "A colour.", "type": "string", "enum": ["red", "+"]}"#,
        )],
        &expect![[r#"
            schema/common/Color.json#/enum/1: name: `+` has no letter or digit to make a Rust name of
              remedy: describe the property as a plain string, and its values in its description"#]],
    );
}

#[test]
fn order() {
    check(
        &[(
            "common/Part.json",
            r#"{"description": "A part.", "type": "object", "required": ["b", "a"], "properties": {"a": {"description": "A.", "type": "string"}, "b": {"description": "B.", "type": "string"}}}"#,
        )],
        &expect![[r#"
            schema/common/Part.json#/required: order: `required` has not the order of `properties`, or has a key twice
              remedy: put both in wire order, as Postal writes the keys: a, b"#]],
    );
    check(
        &[(
            "examples/Made/typical.json",
            r#"{"event":"Made","timestamp":1.5,"payload":{"color":"red","name":"a"},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}"#,
        )],
        &expect![[r#"
            schema/events/Made.json#: order: no example of Made has its keys in the order of the properties
              remedy: put the properties in wire order, and write one example as Postal writes it"#]],
    );
}

#[test]
fn types() {
    check_property(
        r#"{"description": "Its name."}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name: type: it has no `type` that the generator reads
              remedy: write one of array, boolean, integer, number, string; or `["<type>", "null"]`; or a `$ref`; or `anyOf` with a `$ref` and null"#]],
    );
    check_property(
        r#"{"description": "Its name.", "type": ["string", "number"]}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name: type: it has no `type` that the generator reads
              remedy: write one of array, boolean, integer, number, string; or `["<type>", "null"]`; or a `$ref`; or `anyOf` with a `$ref` and null"#]],
    );
    check_property(
        r#"{"description": "Its name.", "type": "array"}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name: type: an array has no `items`
              remedy: say what its items are"#]],
    );
    check_property(
        "7",
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name: description: there is no description
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know

            schema/payloads/Thing.json#/properties/name: type: a schema is a JSON object
              remedy: write an object"#]],
    );
    check(
        &[("common/Name.json", r#"{"description": "A name.", "type": "string"}"#)],
        &expect![[r#"
            schema/common/Name.json#: type: a file holds an object, or an enumeration of strings
              remedy: write `"type": "object"` with `properties`, or `"type": "string"` with `enum`; describe everything else where it is used"#]],
    );
    check(
        &[("common/Part.json", r#"{"description": "A part.", "type": "object"}"#)],
        &expect![[r#"
            schema/common/Part.json#/properties: type: an object has `properties`, an object with at least one key
              remedy: describe what is sent; leave the file out if nothing is known of it"#]],
    );
    check(
        &[(
            "common/Part.json",
            r#"{"description": "A part.", "type": "object", "required": ["b"], "properties": {"a": {"description": "A.", "type": "string"}}}"#,
        )],
        &expect![[r#"
            schema/common/Part.json#/required: type: `b` is required, and not under `properties`
              remedy: describe it there, or leave it out here"#]],
    );
    check(
        &[("common/Color.json", r#"{"description": "A colour.", "type": "string", "enum": [1]}"#)],
        &expect![[r#"
            schema/common/Color.json#/enum: type: `enum` is a list of strings, at least one
              remedy: write the values as they stand on the wire"#]],
    );
    check(
        &[("common/Timestamp.json", r#"{"description": "A time.", "type": "string"}"#)],
        &expect![[r#"
            schema/common/Timestamp.json#: type: `Timestamp` is a number
              remedy: write `"type": "number"`"#]],
    );
}

#[test]
fn integer() {
    check_property(
        r#"{"description": "Its name.", "type": "integer", "minimum": 1}"#,
        &expect![[r#"
            schema/examples/Made/typical.json#/payload/name: example-invalid: it is not of type integer
              remedy: fix the example; or the schema, if Postal really sends this

            schema/payloads/Thing.json#/properties/name: integer: an integer has `minimum` 0, and no other
              remedy: write `"minimum": 0`"#]],
    );
}

#[test]
fn nullable() {
    check_property(
        r#"{"description": "Its name.", "type": ["string", "null"]}"#,
        &expect![[r#"
            schema/payloads/Thing.json#/properties/name: nullable: it may be null, and may be absent
              remedy: list it under `required` if Postal always sends it; make it not nullable if not"#]],
    );
}

#[test]
fn event() {
    check(
        &[(
            "events/Made.json",
            r#"{"description": "Sent when.", "$ref": "../payloads/Thing.json", "properties": {"color": {"const": "blue"}}}"#,
        )],
        &expect![[r#"
            schema/events/Made.json#/properties/color: event: an event narrows only an enumeration of its payload, to one of its values
              remedy: write `"<property>": {"const": "<value>"}`, or leave it out"#]],
    );
}

#[test]
fn no_event() {
    let mut tree = tree();
    tree.0.retain(|path, _| !path.starts_with("events/") && !path.starts_with("examples/"));
    expect![[r#"
        schema/events#: no-event: there is no event
          remedy: write schema/events/<EventName>.json"#]]
    .assert_eq(&said(&tree));
}

/// The types must read what the generator embeds.
#[test]
fn integers_in_examples() {
    for (digits, fine) in [
        ("0", true),
        ("9223372036854775807", true),
        ("9223372036854775808", false),
        ("18446744073709551616", false),
        ("1e19", false),
        ("12.0", false),
        ("1e3", false),
        ("-0", false),
    ] {
        let mut tree = tree();
        let thing = r#"{"description": "A thing.", "type": "object", "required": ["color", "ids"], "properties": {"color": {"description": "Its colour.", "$ref": "../common/Color.json"}, "ids": {"description": "Its numbers.", "type": "array", "items": {"type": "integer", "minimum": 0}}}}"#;
        let body = format!(
            r#"{{"event":"Made","timestamp":1.5,"payload":{{"color":"red","ids":[1,{digits}]}},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}}"#
        );
        for (path, text) in
            [("payloads/Thing.json", thing.to_owned()), ("examples/Made/typical.json", body)]
        {
            tree.0.insert(path.to_owned(), text.into_bytes());
        }
        let said = said(&tree);
        let remedy = "schema/examples/Made/typical.json#/payload/ids/1: example-number: it is no integer from 0 to 9223372036854775807, without a decimal point\n  \
                      remedy: write it as Postal does: `12`, not `12.0`";
        assert_eq!(said == "fine", fine, "{digits}: {said}");
        assert_eq!(!said.contains(remedy), fine, "{digits}: {said}");
    }
}

#[test]
fn example() {
    let mut tree = tree();
    tree.0.remove("examples/Made/typical.json");
    expect![[r#"
        schema/events/Made.json#: example: Made has no example
          remedy: write a whole request body into schema/examples/Made/typical.json"#]]
    .assert_eq(&said(&tree));
    check(
        &[("examples/Gone/typical.json", "{}")],
        &expect![[r#"
        schema/examples/Gone/typical.json#: example: it belongs to no event
          remedy: move it to schema/examples/<EventName>/, or write schema/events/Gone.json"#]],
    );
}

#[test]
fn example_invalid() {
    check(
        &[(
            "examples/Made/other.json",
            r#"{"event":"Made","timestamp":"now","payload":{"name":null,"color":"secret","more":1},"uuid":"820b"}"#,
        )],
        &expect![[r#"
            schema/examples/Made/other.json#/payload: example-invalid: the schema has no more
              remedy: fix the example; or the schema, if Postal really sends this

            schema/examples/Made/other.json#/payload/color: example-invalid: it is no value of the enumeration
              remedy: fix the example; or the schema, if Postal really sends this

            schema/examples/Made/other.json#/payload/name: example-invalid: it is not of type string
              remedy: fix the example; or the schema, if Postal really sends this

            schema/examples/Made/other.json#/timestamp: example-invalid: it is not of type number
              remedy: fix the example; or the schema, if Postal really sends this

            schema/examples/Made/other.json#/uuid: example-invalid: it is no UUID
              remedy: fix the example; or the schema, if Postal really sends this"#]],
    );
    check(
        &[("examples/Made/other.json", "[")],
        &expect![[r#"
            schema/examples/Made/other.json#: json: EOF while parsing a list at line 1 column 1
              remedy: fix the JSON at that line and column"#]],
    );
}

#[test]
fn invalid() {
    check(
        &[(
            "invalid/Made/one.json",
            r#"{"description": "One.", "refused_by": "both", "pointer": "", "keyword": "type", "body": 1}"#,
        )],
        &expect![[r#"
            schema/invalid/Made/one.json#: invalid: it has not all of description, refused_by, pointer, keyword and body
              remedy: write refused_by as `tolerant` or `strict`, and pointer as a JSON pointer (RFC 6901) into body"#]],
    );
}

#[test]
fn all_violations_at_once() {
    check(
        &[
            ("common/Color.json", r#"{"type": "string", "enum": ["red"], "title": "Colour"}"#),
            (
                "payloads/Other.json",
                r#"{"description": "other", "type": "object", "properties": {"a": {"type": "string"}}}"#,
            ),
            ("examples/Gone/typical.json", "{}"),
        ],
        &expect![[r#"
            schema/common/Color.json#: description: there is no description
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know

            schema/common/Color.json#/title: keyword: `title` is no keyword of the portable subset
              remedy: leave it out; here these may stand: description, type, enum

            schema/examples/Gone/typical.json#: example: it belongs to no event
              remedy: move it to schema/examples/<EventName>/, or write schema/events/Gone.json

            schema/payloads/Other.json#/description: description: its first line is no sentence with a full stop
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know

            schema/payloads/Other.json#/properties/a: description: there is no description
              remedy: write a description: a first line of one sentence with a full stop, then, after an empty line, what else there is to know"#]],
    );
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    let words = [
        "string",
        "object",
        "array",
        "integer",
        "null",
        "uuid",
        "red",
        "",
        "Self",
        "$ref",
        "../common/Color.json",
        "../payloads/Thing.json",
        "A sentence.",
        "`",
        "type",
        "\u{0}",
        "日本",
        "4",
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        prop::sample::select(words.to_vec()).prop_map(Into::into),
    ];
    let keys = [
        "type",
        "properties",
        "required",
        "items",
        "enum",
        "const",
        "$ref",
        "description",
        "examples",
        "x-postal-since",
        "minimum",
        "format",
        "$defs",
        "name",
        "",
    ];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::vec((prop::sample::select(keys.to_vec()), inner), 0..4).prop_map(
                |entries| {
                    entries
                        .into_iter()
                        .map(|(key, value)| (key.to_owned(), value))
                        .collect::<serde_json::Map<_, _>>()
                        .into()
                }
            ),
        ]
    })
}

/// The pointers of all places in a JSON value.
fn places(value: &serde_json::Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        serde_json::Value::Object(object) => {
            object.iter().for_each(|(key, value)| places(value, &format!("{at}/{key}"), found));
        }
        serde_json::Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(n, value)| places(value, &format!("{at}/{n}"), found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_input_makes_it_panic(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), value()), 1..3),
    ) {
        let mut tree = tree();
        for (file, place, value) in edits {
            let is_json = |path: &&String| Path::new(path).extension().is_some_and(|end| end == "json");
            let paths: Vec<String> = tree.0.keys().filter(is_json).cloned().collect();
            let path = &paths[file.index(paths.len())];
            let mut json: serde_json::Value = serde_json::from_slice(&tree.0[path]).expect("JSON");
            let mut found = Vec::new();
            places(&json, "", &mut found);
            if let Some(there) = json.pointer_mut(&found[place.index(found.len())]) {
                *there = value;
            }
            tree.0.insert(path.clone(), json.to_string().into_bytes());
        }
        // A violation is fine; so is none. A panic is not.
        prop_assert!(!said(&tree).is_empty());
    }
}
