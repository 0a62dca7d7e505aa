//! Generator of the records and of the enumerations.

use std::fmt::Write as _;

use super::docs::{comment, escaped};
use super::names::{Names, REST, component, constant, literal};
use super::{INTERNAL, TYPES};
use crate::model::{Model, Property, Type, Variant};

const JACKSON: &str = "com.fasterxml.jackson.annotation";
const REST_TEXT: &str = "Keys that this version does not know, with their values: texts, numbers, booleans, null, lists and maps.";

const OTHER_TEXT: &str = "A value that this version does not know. Make it with `of`, which never puts a known value here.";

/// The record of an object, with a component for each key and one for all others.
pub(super) fn object(model: &Model, t: &Type, properties: &[Property]) -> String {
    let mut names = Names::new(model, TYPES, &[]);
    let mut tags: Vec<_> = properties
        .iter()
        .map(|p| (format!("@param {}", component(&p.name)), described(p)))
        .collect();
    tags.push(rest_tag());
    let mut text = comment("", &t.description, &tags);
    let keys: Vec<_> = properties.iter().map(|p| literal(&p.name)).collect();
    text.push_str(&annotations(&mut names, "", &keys, false));
    let mut components: Vec<_> = properties.iter().map(|p| of_property(&mut names, p)).collect();
    components.push(rest(&mut names));
    let name = &t.name;
    // Writing into a string does not fail.
    let _ = write!(
        text,
        "public record {name}(\n        {}) {{\n{}}}\n",
        components.join(",\n        "),
        constructor(&mut names, "    ", name)
    );
    names.file(&text)
}

/// The description, with what null means for a key that may be absent: Java has one nothing.
fn described(property: &Property) -> String {
    if property.required {
        return property.description.clone();
    }
    format!("{}\n\nIt is null where the key is absent.", property.description)
}

fn of_property(names: &mut Names<'_>, property: &Property) -> String {
    let ty = names.kind(&property.kind, property.nullable || !property.required);
    let key = names.java(&format!("{JACKSON}.JsonProperty"));
    let mut text = format!("@{key}({}) ", literal(&property.name));
    if !property.required {
        let include = names.java(&format!("{JACKSON}.JsonInclude"));
        let _ = write!(text, "@{include}({include}.Include.NON_NULL) ");
    }
    format!("{text}{ty} {}", component(&property.name))
}

/// Null is written, and the keys are written in the order of Postal, whatever a mapper is set to.
///
/// The component for other keys is none of the keys itself, and `event` is written but not read,
/// where the record says it.
pub(super) fn annotations(
    names: &mut Names<'_>,
    indent: &str,
    keys: &[String],
    is_event: bool,
) -> String {
    let include = names.java(&format!("{JACKSON}.JsonInclude"));
    let order = names.java(&format!("{JACKSON}.JsonPropertyOrder"));
    let ignore = names.java(&format!("{JACKSON}.JsonIgnoreProperties"));
    let keys = keys.join(", ");
    let ignored = if is_event {
        format!("value = {{\"event\", \"{REST}\"}}, allowGetters = true")
    } else {
        format!("\"{REST}\"")
    };
    format!(
        "{indent}@{include}({include}.Include.ALWAYS)\n{indent}@{order}({{{keys}}})\n\
         {indent}@{ignore}({ignored})\n"
    )
}

/// The component for the keys that a record does not know.
pub(super) fn rest(names: &mut Names<'_>) -> String {
    let (setter, getter) = (
        names.java(&format!("{JACKSON}.JsonAnySetter")),
        names.java(&format!("{JACKSON}.JsonAnyGetter")),
    );
    let include = names.java(&format!("{JACKSON}.JsonInclude"));
    let always = format!("{include}.Include.ALWAYS");
    let rest = names.rest();
    format!("@{setter} @{getter} @{include}(value = {always}, content = {always}) {rest} {REST}")
}

/// The constructor, which takes null for no unknown keys: so Jackson calls it.
pub(super) fn constructor(names: &mut Names<'_>, indent: &str, name: &str) -> String {
    let values = names.java(&format!("{INTERNAL}.Values"));
    format!("{indent}public {name} {{\n{indent}    {REST} = {values}.rest({REST});\n{indent}}}\n")
}

/// The description of the component for the keys that a record does not know.
pub(super) fn rest_tag() -> (String, String) {
    (format!("@param {REST}"), REST_TEXT.to_owned())
}

/// The open enumeration: known values, and any other string.
pub(super) fn enumeration(model: &Model, t: &Type, variants: &[Variant]) -> String {
    let name = t.name.as_str();
    // A nested type must not have the name of the one around it.
    let nested =
        |nested: &'static str, other: &'static str| if name == nested { other } else { nested };
    let (known, other) = (nested("Known", "Known_"), nested("Other", "Other_"));
    let mut names = Names::new(model, TYPES, &[known, other]);
    let string = names.java("java.lang.String");
    let overrides = names.java("java.lang.Override");
    let creator = names.java(&format!("{JACKSON}.JsonCreator"));
    let value = names.java(&format!("{JACKSON}.JsonValue"));
    let mut text = comment("", &t.description, &[]);
    let _ = write!(
        text,
        "public sealed interface {name} {{\n    \
         /**\n     * The value as it stands on the wire.\n     *\n     * @return the value\n     */\n    @{value}\n    {string} value();\n\n"
    );
    let tags = [
        ("@param value".to_owned(), "The value on the wire.".to_owned()),
        ("@return".to_owned(), "The known value, or another one.".to_owned()),
    ];
    let of = comment("    ", "The value of this text: a known one, where there is one.", &tags);
    let _ = write!(
        text,
        "{of}    @{creator}\n    static {name} of({string} value) {{\n        return switch (value) {{\n"
    );
    for variant in variants {
        let (value, constant) = (literal(&variant.value), constant(&variant.ident));
        let _ = writeln!(text, "            case {value} -> {known}.{constant};");
    }
    let _ = write!(
        text,
        "            default -> new {other}(value);\n        }};\n    }}\n\n    \
         /** The values that this version knows. */\n    enum {known} implements {name} {{\n"
    );
    for (n, variant) in variants.iter().enumerate() {
        let doc = match variant.description.as_str() {
            "" => format!("        /** <code>{}</code> */\n", escaped(&variant.value)),
            description => comment("        ", description, &[]),
        };
        let end = if n + 1 == variants.len() { ";" } else { "," };
        let (constant, value) = (constant(&variant.ident), literal(&variant.value));
        let _ = write!(text, "{doc}        {constant}({value}){end}\n\n");
    }
    let _ = write!(
        text,
        "        private final {string} value;\n\n        \
         {known}({string} value) {{\n            this.value = value;\n        }}\n\n        \
         @{overrides}\n        public {string} value() {{\n            return value;\n        }}\n    }}\n\n"
    );
    let tags = [("@param value".to_owned(), "The value on the wire.".to_owned())];
    text.push_str(&comment("    ", OTHER_TEXT, &tags));
    let _ = write!(text, "    record {other}({string} value) implements {name} {{}}\n}}\n");
    names.file(&text)
}
