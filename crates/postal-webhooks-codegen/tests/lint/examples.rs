//! Rules on examples and invalid bodies.

use expect_test::expect;

use crate::{check, outcome, tree};

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
        let said = outcome(&tree);
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
    .assert_eq(&outcome(&tree));
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
