//! Rules on names together: no two become one in Rust, or where the case of letters does not count.

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::{Map, Value};

use super::text::characters;
use super::violation::{At, Lint};
use super::{Files, reserved};
use crate::words::{self, OTHER, PREFIX, UNKNOWN};

/// What is to be done about a value that cannot become a variant.
const AS_STRING: &str =
    "describe the property as a plain string, and its values in its description";
const HIDDEN: &str = "is a name that the generated code has for something else";

pub(super) fn check(files: &Files, lint: &mut Lint) {
    let mut types = Seen::default();
    let mut events = Seen::default();
    for (path, (stem, value)) in files {
        let at = At::file(path);
        if path.starts_with("events/") {
            let ident = words::variant(stem).unwrap_or_default();
            let remedy = "leave one of the two out: receivers read an event that they do not know as `Unknown`";
            if ident == UNKNOWN {
                lint.violation(&at, "name-clash", format!("`{stem}` {HIDDEN}"), remedy);
            }
            events.add(&at, stem, &ident, remedy, lint);
        } else {
            check_reserved(&at, stem, lint);
            let ident = stem.to_upper_camel_case();
            types.add(&at, path, &ident, "rename one of the two, and the `$ref`s to it", lint);
            let properties = value.get("properties").and_then(Value::as_object);
            check_properties(&at.key("properties"), properties, lint);
            check_values(&at.key("enum"), value.get("enum"), lint);
        }
    }
    // The codegen schema names each event's envelope `<Event>Webhook`, and generators name what is
    // in it `<Event>WebhookEvent` and so on.
    for event in files.keys().filter_map(|path| path.strip_prefix("events/")) {
        let event = event.trim_end_matches(".json");
        let envelope = words::envelope(event).to_lowercase();
        // In the documents for programs the types have a prefix.
        let prefixed = envelope.strip_prefix(&PREFIX.to_lowercase());
        for (_, path) in types.0.iter().filter(|(name, _)| {
            name.starts_with(&envelope) || prefixed.is_some_and(|p| name.starts_with(p))
        }) {
            let problem =
                format!("the codegen schema names the envelope of {event} like this type");
            let remedy = "rename the file, and change the `$ref`s to it";
            lint.violation(&At::file(path), "name-clash", problem, remedy);
        }
    }
}

fn check_reserved(at: &At<'_>, name: &str, lint: &mut Lint) {
    match reserved::is_reserved(name) {
        Ok(false) => {}
        Ok(true) => lint.violation(
            at,
            "name-clash",
            format!(
                "`{name}` is the name of another item of the crates, which would hide this type"
            ),
            "choose another name for the file, and change the `$ref`s to it",
        ),
        Err(problem) => lint.violation(
            at,
            "name-clash",
            format!("the names that the crates export cannot be read: {problem}"),
            "fix crates/postal-webhooks-types/src/lib.rs and crates/postal-webhooks/src/lib.rs",
        ),
    }
}

fn check_properties(at: &At<'_>, properties: Option<&Map<String, Value>>, lint: &mut Lint) {
    let mut fields = BTreeMap::new();
    for name in properties.into_iter().flat_map(Map::keys) {
        let ident = name.to_snake_case();
        if let Some(other) = fields.insert(ident.clone(), name) {
            lint.violation(
                &at.key(name),
                "name-clash",
                format!("`{name}` and `{other}` are both `{ident}` in Rust"),
                "leave one of the two keys out: receivers ignore keys that they do not know",
            );
        }
    }
}

fn check_values(at: &At<'_>, values: Option<&Value>, lint: &mut Lint) {
    let mut variants = BTreeMap::new();
    let values = values.and_then(Value::as_array).into_iter().flatten();
    for (index, value) in values.enumerate() {
        let at = at.key(&index.to_string());
        let Some(value) = value.as_str().filter(|v| characters(&at, v, false, lint)) else {
            continue;
        };
        let Some(ident) = words::variant(value) else {
            let problem = if value.is_ascii() {
                format!("`{value}` has no letter or digit to make a Rust name of")
            } else {
                format!(
                    "`{value}` has letters that are not ASCII, and would be a Rust name of such"
                )
            };
            lint.violation(&at, "name", problem, AS_STRING);
            continue;
        };
        if ident == OTHER {
            lint.violation(&at, "name-clash", format!("`{value}` {HIDDEN}"), AS_STRING);
        }
        match variants.insert(ident.clone(), value) {
            Some(other) if other == value => {
                let problem = format!("`{value}` stands twice");
                lint.violation(&at, "name-clash", problem, "leave one of the two out");
            }
            Some(other) => {
                let problem = format!("`{value}` and `{other}` are both `{ident}` in Rust");
                lint.violation(&at, "name-clash", problem, AS_STRING);
            }
            None => {}
        }
    }
}

/// Files by their name in lower case: file systems, links and some languages do not tell case
/// apart.
#[derive(Default)]
struct Seen<'a>(BTreeMap<String, &'a str>);

impl<'a> Seen<'a> {
    fn add(&mut self, at: &At<'_>, name: &'a str, ident: &str, remedy: &str, lint: &mut Lint) {
        let Some(other) = self.0.insert(ident.to_lowercase(), name) else {
            return;
        };
        let problem = format!(
            "`{name}` and `{other}` are both `{ident}`, in Rust or where case does not count"
        );
        lint.violation(at, "name-clash", problem, remedy);
    }
}
