//! Rules on the characters of what people read: they stand as they are in code, pages and
//! terminals.

use super::{At, Lint};

/// Whether an editor shows the character as itself: no control, no change of direction, nothing
/// invisible.
pub(in super::super) fn is_visible(letter: char) -> bool {
    // The standard library escapes what is not to be printed. In second place, since it would
    // escape a combining mark in first place, which is fine after a letter.
    matches!(letter, '"' | '\'' | '\\')
        || String::from_iter(['a', letter]).escape_debug().count() == 2
}

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

#[cfg(test)]
mod tests {
    use super::is_visible;

    #[test]
    fn letters_of_all_scripts_are_visible() {
        for text in ["aZ0 `\"'\\<>&|", "é日本語कि", "e\u{301}", "☺️😀"] {
            assert!(text.chars().all(is_visible), "{text}");
        }
    }

    #[test]
    fn what_an_editor_does_not_show_is_not() {
        let direction = ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
        let control = ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}');
        let others = [
            '\u{200b}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{2060}',
            '\u{feff}',
            '\u{ad}',
            '\u{61c}',
            '\u{fffe}',
            '\u{10ffff}',
            '\u{e0041}',
            '\u{fff9}',
        ];
        for letter in direction.chain(control).chain(others) {
            assert!(!is_visible(letter), "{letter:?}");
        }
    }
}
