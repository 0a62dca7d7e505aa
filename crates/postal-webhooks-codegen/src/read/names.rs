//! Rules on names of files and properties.

use heck::ToUpperCamelCase;

use super::violation::{At, Lint};

pub(super) fn check_file_name(at: &At<'_>, folder: &str, stem: &str, lint: &mut Lint) {
    let pascal = stem.to_upper_camel_case();
    if let Some(fault) = fault(stem).or_else(|| {
        let lower = !stem.starts_with(|c: char| c.is_ascii_uppercase());
        lower.then_some("does not begin with a capital")
    }) {
        let remedy = if folder == "events" {
            "name the file like the event on the wire, with ASCII letters, digits and `_`; leave out an event whose \
             name is otherwise: receivers read it as an unknown one"
        } else {
            "name the file in PascalCase, with ASCII letters and digits"
        };
        lint.violation(at, "file-name", format!("`{stem}` {fault}"), remedy);
    } else if folder != "events" && pascal != stem {
        lint.violation(
            at,
            "file-name",
            format!("`{stem}` is not in PascalCase as Rust writes it"),
            format!("rename the file to {pascal}.json, and the `$ref`s to it"),
        );
    }
}

/// Checks the name of a property.
pub(super) fn check_property_name(at: &At<'_>, name: &str, lint: &mut Lint) -> bool {
    let fault = fault(name);
    if let Some(fault) = fault {
        lint.violation(
            at,
            "name",
            format!("`{name}` {fault}"),
            "leave the key out: receivers ignore keys that they do not know",
        );
    }
    fault.is_none()
}

/// Why a name cannot be one in all the languages that code is generated for.
fn fault(name: &str) -> Option<&'static str> {
    let ascii = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() {
        Some("is empty")
    } else if !name.chars().all(ascii) {
        Some(
            "has a character that is no ASCII letter, digit or `_`, so it is no name in every language",
        )
    } else if name.starts_with('_') {
        Some(
            "begins with `_`: Python makes such names private, and Rust's case conventions drop the `_`",
        )
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        Some("begins with a digit, which no name in code does")
    } else {
        None
    }
}
