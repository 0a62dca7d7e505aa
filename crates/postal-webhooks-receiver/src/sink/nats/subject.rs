//! [`Subject`]: the subject of a message, made of the names of the source and of the event.

use super::Wrong;

/// Longest word that the name of an event becomes: a server takes 4 KiB of subject and headers.
const LONGEST_WORD: usize = 64;
/// Longest subject as it is configured.
const LONGEST: usize = 256;

const SOURCE: &str = "{source}";
const EVENT: &str = "{event}";

/// A subject with `{source}` and `{event}` in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject(String);

impl Subject {
    pub(super) fn new(subject: &str) -> Result<Self, Wrong> {
        let wrong = |what, remedy| Wrong { setting: "subject", what, remedy };
        let subject = Self(subject.to_owned());
        let example = subject.of("a", "a");
        if example.contains(['{', '}']) {
            return Err(wrong("has another name in braces", "write `{source}` and `{event}`"));
        }
        let is_plain = |c: char| matches!(c, '!'..='~') && !matches!(c, '*' | '>');
        if !example.split('.').all(|word| !word.is_empty() && word.chars().all(is_plain)) {
            return Err(wrong(
                "is no subject to publish to",
                "write words with dots between them, such as \"postal.{source}.{event}\"",
            ));
        }
        if example.starts_with('$') || subject.0.len() > LONGEST {
            return Err(wrong("is one of the server's own, or too long", "write another"));
        }
        Ok(subject)
    }

    /// The subject of an event.
    pub(super) fn of(&self, source: &str, event: &str) -> String {
        self.0.replace(SOURCE, &word(source)).replace(EVENT, &word(event))
    }

    /// What all its subjects match.
    pub(super) fn pattern(&self) -> String {
        let words = self.0.split('.');
        let words = words.map(|word| if word.contains('{') { "*" } else { word });
        words.collect::<Vec<_>>().join(".")
    }
}

/// A name as a part of a word: it has no dot, wildcard, space or control character.
fn word(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let word: String = name.chars().take(LONGEST_WORD).map(plain).collect();
    if word.is_empty() { "_".to_owned() } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words() {
        let subject = Subject::new("postal.{source}.x-{event}").unwrap();
        assert_eq!(subject.of("main", "MessageSent"), "postal.main.x-MessageSent");
        assert_eq!(subject.of("a_b", "a.b*>\r\n \u{e9}"), "postal.a_b.x-a_b______");
        assert_eq!(subject.of("main", ""), "postal.main.x-_");
        assert_eq!(subject.of("main", "{source}"), "postal.main.x-_source_");
        assert_eq!(subject.of("main", &"x".repeat(5_000)).len(), 14 + LONGEST_WORD);
        assert_eq!(subject.pattern(), "postal.*.*");
        assert_eq!(Subject::new("postal").unwrap().pattern(), "postal");
    }

    #[test]
    fn what_cannot_be_published_to_is_refused() {
        for subject in ["", ".a", "a.", "a..b", "a b", "a.*", "a.>", "\u{e9}", "a.{kind}", "$JS.a"]
        {
            assert!(Subject::new(subject).is_err(), "{subject}");
        }
    }
}
