//! Names of Python: those that are keywords, or that the generated module has for something else.

use crate::model::Model;

/// Words that are no names (Python 3.14, `keyword.kwlist`).
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// What the annotations name besides types of the schema.
const ANNOTATIONS: [&str; 8] = ["bool", "dict", "float", "int", "list", "str", "sys", "t"];

/// The types of the module that are no types of the schema.
const UNIONS: [&str; 5] =
    ["EventName", "KnownEventName", "KnownWebhook", "UnknownWebhook", "Webhook"];

/// The class of a type of the schema, or of the whole body of an event.
pub(super) fn class(name: &str) -> String {
    let taken = KEYWORDS.contains(&name) || UNIONS.contains(&name);
    if taken { format!("{name}_") } else { name.to_owned() }
}

/// The alias for the known values of an enumeration.
pub(super) fn known(model: &Model, name: &str) -> String {
    let known = format!("Known{name}");
    let is_taken = model.get(&known).is_some() || is_envelope(model, &known);
    if is_taken || UNIONS.contains(&known.as_str()) { format!("{known}_") } else { known }
}

/// Whether a key cannot be written as a field of a class: it is a keyword, or it would hide what
/// an annotation names.
pub(super) fn is_no_field(model: &Model, key: &str) -> bool {
    KEYWORDS.contains(&key)
        || ANNOTATIONS.contains(&key)
        || model.get(key).is_some()
        || is_envelope(model, key)
}

fn is_envelope(model: &Model, name: &str) -> bool {
    model.events.iter().any(|event| event.envelope == name)
}

/// A text as a string of Python.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => literal.extend(['\\', letter]),
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::{class, literal};

    #[test]
    fn no_class_has_a_name_of_python() {
        assert_eq!(class("None"), "None_");
        assert_eq!(class("KnownWebhook"), "KnownWebhook_");
        assert_eq!(class("Self"), "Self");
    }

    #[test]
    fn any_text_is_a_literal() {
        assert_eq!(literal(r#"a"b\u0041"#), r#""a\"b\\u0041""#);
    }
}
