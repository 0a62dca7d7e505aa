//! Rules on keywords, references and types.

use expect_test::expect;

use crate::{check, check_property};

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
