//! Rules on the settings, on JSON files and on events.

use expect_test::expect;

use crate::{check, outcome, tree};

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
    .assert_eq(&outcome(&tree));
}
