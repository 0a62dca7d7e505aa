//! Types of Java in one file that needs Jackson's annotations alone.

use std::fmt::Write as _;

use super::docs::comment;
use super::names::{component, constant, literal};
use crate::model::{Envelope, Event, Kind, Model, Property, Shape, Variant};
use crate::packages;

const IGNORES: &str = "    @JsonIgnoreProperties(ignoreUnknown = true)\n";

/// A class in which the types stand, since a file of Java has one.
pub(crate) fn generate(model: &Model) -> String {
    let about = packages::about_plain(model);
    let about = format!(
        "{about}\n\nA mapper of Jackson (2.12 or later) reads {}; its `payloadType` is the type to convert the payload to.",
        "`PostalWebhooks.Webhook`"
    );
    let mut text = format!(
        "import com.fasterxml.jackson.annotation.JsonIgnoreProperties;\n\
         import com.fasterxml.jackson.annotation.JsonInclude;\n\
         import com.fasterxml.jackson.annotation.JsonProperty;\n\n\
         {}public final class PostalWebhooks {{\n    private PostalWebhooks() {{}}\n",
        comment("", &about, &[])
    );
    envelope(&mut text, model);
    for t in &model.types {
        match &t.shape {
            Shape::Object(properties) => {
                record(&mut text, model, &t.name, &t.description, properties);
            }
            Shape::Enumeration(variants) => {
                enumeration(&mut text, &t.name, &t.description, variants);
            }
            Shape::Timestamp { .. } => {}
        }
    }
    text + "}\n"
}

fn envelope(text: &mut String, model: &Model) {
    let Envelope { description, event, timestamp, payload, uuid } = &model.envelope;
    let tags = [("event", event), ("timestamp", timestamp), ("payload", payload), ("uuid", uuid)];
    let tags = tags.map(|(name, text)| (format!("@param {name}"), text.clone()));
    let doc = comment("    ", description, &tags);
    // Writing into a string does not fail.
    let _ = write!(
        text,
        "\n{doc}{IGNORES}    public record Webhook(\n            \
         @JsonProperty(\"event\") String event,\n            \
         @JsonProperty(\"timestamp\") double timestamp,\n            \
         @JsonProperty(\"payload\") java.util.Map<String, Object> payload,\n            \
         @JsonProperty(\"uuid\") String uuid) {{\n"
    );
    let about = "The type of the payload of this event; `Map` for an event that is not known.";
    let doc = comment("        ", about, &[("@return".to_owned(), "the type".to_owned())]);
    let _ = writeln!(
        text,
        "{doc}        public Class<?> payloadType() {{\n            return switch (event) {{"
    );
    for Event { name, payload, .. } in &model.events {
        let _ = writeln!(text, "                case {} -> {payload}.class;", literal(name));
    }
    text.push_str(
        "                default -> java.util.Map.class;\n            };\n        }\n    }\n",
    );
}

fn record(text: &mut String, model: &Model, name: &str, about: &str, properties: &[Property]) {
    let tags = properties.iter().map(|property| {
        (format!("@param {}", component(&property.name)), property.description.clone())
    });
    let doc = comment("    ", about, &tags.collect::<Vec<_>>());
    let components = properties.iter().map(|property| {
        let Property { name, required, nullable, kind, .. } = property;
        let absent = if *required { "" } else { "@JsonInclude(JsonInclude.Include.NON_NULL) " };
        let java = java(model, kind, *nullable || !required);
        format!("            @JsonProperty({}) {absent}{java} {}", literal(name), component(name))
    });
    let components = components.collect::<Vec<_>>().join(",\n");
    let _ = write!(text, "\n{doc}{IGNORES}    public record {name}(\n{components}) {{}}\n");
}

/// The known values as constants: a component has the type `String`, so that any other value passes.
fn enumeration(text: &mut String, name: &str, about: &str, variants: &[Variant]) {
    let doc = comment("    ", about, &[]);
    let _ = writeln!(text, "\n{doc}    public static final class {name} {{");
    for Variant { value, ident, description } in variants {
        let doc = match description.as_str() {
            "" => String::new(),
            description => comment("        ", description, &[]),
        };
        let (constant, value) = (constant(ident), literal(value));
        let _ = writeln!(text, "{doc}        public static final String {constant} = {value};\n");
    }
    let _ = write!(text, "        private {name}() {{}}\n    }}\n");
}

fn java(model: &Model, kind: &Kind, boxed: bool) -> String {
    match kind {
        Kind::Boolean => if boxed { "Boolean" } else { "boolean" }.to_owned(),
        Kind::Integer => if boxed { "Long" } else { "long" }.to_owned(),
        Kind::Number => if boxed { "Double" } else { "double" }.to_owned(),
        Kind::String | Kind::Uuid => "String".to_owned(),
        Kind::Array { items, .. } => format!("java.util.List<{}>", java(model, items, true)),
        Kind::Ref(name) => match model.get(name).map(|t| &t.shape) {
            Some(Shape::Enumeration(_)) => "String".to_owned(),
            Some(Shape::Timestamp { .. }) => java(model, &Kind::Number, boxed),
            _ => name.clone(),
        },
    }
}
