//! Names and marks that more than one part of the generator writes.

use heck::ToUpperCamelCase;

/// Prefix of the names of types in the documents for programs.
pub(crate) const PREFIX: &str = "Postal";
/// Variant of an enumeration for values that it does not know.
pub(crate) const OTHER: &str = "Other";
/// Variant of `Event` for events that it does not know.
pub(crate) const UNKNOWN: &str = "Unknown";

/// The Rust name of an enumeration's value or of an event; `None` where the value has other
/// characters, or nothing that can stand in a name.
pub(crate) fn variant(value: &str) -> Option<String> {
    let pascal = value.to_upper_camel_case();
    let ascii = pascal.bytes().all(|b| b.is_ascii_alphanumeric());
    match pascal.bytes().next() {
        Some(first) if ascii && first.is_ascii_alphabetic() => {
            Some(if pascal == "Self" { "Self_".to_owned() } else { pascal })
        }
        Some(_) if ascii => Some(format!("X{pascal}")),
        _ => None,
    }
}

/// What the codegen schema calls the whole body of an event.
pub(crate) fn envelope(event: &str) -> String {
    format!("{}Webhook", event.to_upper_camel_case())
}

/// Text as code, however many backticks it has.
pub(crate) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Whether an editor shows the character as itself: no control, no change of direction, nothing
/// invisible.
pub(crate) fn is_visible(letter: char) -> bool {
    // The standard library escapes what is not to be printed. In second place, since it would
    // escape a combining mark in first place, which is fine after a letter.
    matches!(letter, '"' | '\'' | '\\')
        || String::from_iter(['a', letter]).escape_debug().count() == 2
}

#[cfg(test)]
mod tests {
    use super::{code, is_visible};

    #[test]
    fn code_holds_any_text() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a"), "`` `a ``");
    }

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
