//! Texts with U+0000, which PostgreSQL's `text` refuses, kept so that they can be read back.

use std::borrow::Cow;

/// Makes a text that PostgreSQL takes: U+0000 becomes `\0`, and `\` becomes `\\`.
///
/// Texts without either, which is all that Postal sends, stay as they are.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if text.contains(['\\', '\0']) {
        Cow::Owned(text.replace('\\', r"\\").replace('\0', r"\0"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Undoes [`escape`]. None if it is no such text.
pub(crate) fn unescape(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('\\') {
        return Some(Cow::Borrowed(text));
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        plain.push(match c {
            '\\' => match chars.next()? {
                '\\' => '\\',
                '0' => '\0',
                _ => return None,
            },
            c => c,
        });
    }
    Some(Cow::Owned(plain))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_postal_sends_stays_as_it_is() {
        for text in ["", "MessageSent", "6d1bbe6c-8b3a-4f8e-9b1f-1d2c3b4a5f60", "ä0"] {
            assert!(matches!(escape(text), Cow::Borrowed(same) if same == text));
        }
        assert_eq!(escape("a\0b"), r"a\0b");
        assert_eq!(escape(r"a\0b"), r"a\\0b");
    }

    #[test]
    fn what_was_not_escaped_is_refused() {
        for text in [r"\", r"a\n", r"\\\"] {
            assert_eq!(unescape(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_is_undone(text in r"(\PC|\\|0|\x00){0,12}") {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains('\0'));
            let plain = unescape(&escaped);
            prop_assert_eq!(plain.as_deref(), Some(&*text));
        }
    }
}
