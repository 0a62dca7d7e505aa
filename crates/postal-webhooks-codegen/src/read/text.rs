//! Rules on the characters of what people read: they stand as they are in code, pages and
//! terminals.

use super::violation::{At, Lint};
use crate::words::is_visible;

/// Checks the characters of a text; `lines` says whether it may have more than one line.
pub(super) fn characters(at: &At<'_>, text: &str, lines: bool, lint: &mut Lint) -> bool {
    let odd = text.chars().find(|&letter| !(is_visible(letter) || lines && letter == '\n'));
    if let Some(odd) = odd {
        lint.violation(
            at,
            "character",
            format!(
                "it holds U+{:04X}, which is invisible, moves text or ends a line",
                u32::from(odd)
            ),
            "leave the character out; name it in backticks (`U+0000`) where a reader must know of it",
        );
    }
    odd.is_none()
}

/// Checks all strings and keys of a JSON value.
pub(super) fn characters_of_value(at: &At<'_>, value: &serde_json::Value, lint: &mut Lint) {
    match value {
        serde_json::Value::String(text) => {
            characters(at, text, false, lint);
        }
        serde_json::Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                characters_of_value(&at.key(&index.to_string()), item, lint);
            }
        }
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                characters(at, key, false, lint);
                characters_of_value(&at.key(key), value, lint);
            }
        }
        _ => {}
    }
}
