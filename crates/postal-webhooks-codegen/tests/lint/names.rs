//! Rules on names, descriptions and the order of keys.

use expect_test::expect;

use crate::{check, check_property};

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
