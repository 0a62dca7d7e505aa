//! Phrases that are looked for in the words of a text.
//!
//! Servers write the same sentence with other capitals, punctuation, accents and line breaks. So a
//! text becomes a list of words, and a phrase is a list of words too:
//!
//! - A word is a run of letters and digits, in lower case and without accents; an apostrophe inside
//!   it is dropped. Chinese and Japanese have no spaces: each of their characters is a word.
//! - An e-mail address is the one word `@`: its parts say nothing about the failure.
//! - Every other character separates words. A `.`, `!`, `?` or `;` at the end of a token ends a
//!   sentence.
//! - A ` … ` in a phrase stands for at most [`GAP`] words, in the same sentence.

use std::collections::HashMap;

use super::tables::{GAP, without_accent};

/// Phrases, made ready to be found all at once.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// The words of all phrases, each with its number.
    vocabulary: HashMap<String, usize>,
    /// By the number of the word that a phrase begins with.
    by_first_word: Vec<Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    /// Its place among the phrases.
    at: usize,
    /// Its words; other words may stand between the parts.
    parts: Vec<Vec<usize>>,
}

/// A word of a text: its number, if it is one of the vocabulary, and that of its sentence.
type Word = (Option<usize>, usize);

impl Phrases {
    pub(super) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut this = Self::default();
        for (at, phrase) in phrases.into_iter().enumerate() {
            let parts: Vec<_> = phrase.split(" … ").map(|part| this.learn(part)).collect();
            this.by_first_word[parts[0][0]].push(Phrase { at, parts });
        }
        this
    }

    /// The numbers of the words of a part, which join the vocabulary.
    fn learn(&mut self, part: &str) -> Vec<usize> {
        let mut numbers = Vec::new();
        each_word([part], |word, _| {
            let next = self.vocabulary.len();
            let number = *self.vocabulary.entry(word.to_owned()).or_insert(next);
            self.by_first_word.resize_with(self.vocabulary.len(), Vec::new);
            numbers.push(number);
        });
        numbers
    }

    /// Calls `found` with the place of each phrase that stands in the lines.
    pub(super) fn find<'a>(
        &self,
        lines: impl IntoIterator<Item = &'a str>,
        mut found: impl FnMut(usize),
    ) {
        let mut words: Vec<Word> = Vec::new();
        each_word(lines, |word, sentence| {
            words.push((self.vocabulary.get(word).copied(), sentence));
        });
        for (place, (number, _)) in words.iter().enumerate() {
            let phrases = number.map_or(&[] as &[_], |number| &self.by_first_word[number]);
            for phrase in phrases.iter().filter(|phrase| phrase.begins(&words[place..])) {
                found(phrase.at);
            }
        }
    }
}

impl Phrase {
    /// Whether `words` begin with the phrase.
    fn begins(&self, words: &[Word]) -> bool {
        let Some(mut rest) = strip(words, &self.parts[0]) else {
            return false;
        };
        for part in &self.parts[1..] {
            let sentence = words[words.len() - rest.len() - 1].1;
            let after = (0..=GAP)
                .map_while(|gap| rest.get(gap..))
                .take_while(|rest| rest.first().is_some_and(|word| word.1 == sentence))
                .find_map(|rest| strip(rest, part));
            match after {
                Some(after) => rest = after,
                None => return false,
            }
        }
        true
    }
}

/// What follows the part, if the words begin with it.
fn strip<'a>(words: &'a [Word], part: &[usize]) -> Option<&'a [Word]> {
    let (here, rest) = words.split_at_checked(part.len())?;
    let is_part = here.iter().map(|word| word.0).eq(part.iter().copied().map(Some));
    is_part.then_some(rest)
}

/// Calls `each` with every word of the lines and the number of its sentence. A line break ends no
/// sentence.
fn each_word<'a>(lines: impl IntoIterator<Item = &'a str>, mut each: impl FnMut(&str, usize)) {
    let mut word = String::new();
    let mut sentence = 0;
    let tokens = lines.into_iter().flat_map(|line| line.split(is_separator));
    for token in tokens.filter(|token| !token.is_empty()) {
        let ends_sentence = token.ends_with(['.', '!', '?', ';']);
        let mut token = token;
        if is_address(token) {
            each("@", sentence);
            // `a@example.com...User unknown`
            token = token.split_once("..").map_or("", |(_, rest)| rest);
        }
        // What a URL asks for says nothing: `?ip=192.0.2.1`.
        token = token.split_once('?').map_or(token, |(before, _)| before);
        let mut end = |word: &mut String| {
            if !word.is_empty() {
                each(word, sentence);
                word.clear();
            }
        };
        for character in token.chars() {
            if character.is_ascii_alphanumeric() {
                word.push(character.to_ascii_lowercase());
            } else if is_ideograph(character) {
                end(&mut word);
                word.push(character);
                end(&mut word);
            } else if character.is_alphanumeric() {
                fold(&mut word, character);
            } else if !matches!(character, '\'' | '’' | '`') {
                end(&mut word);
            }
        }
        end(&mut word);
        if ends_sentence {
            sentence += 1;
        }
    }
}

/// What stands around the tokens of a text.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '<' | '>' | '(' | ')' | '[' | ']' | '"' | ',' | ':')
}

/// `a@example.com`, or the `@` of a phrase; no URL without its scheme, whose host says something.
fn is_address(token: &str) -> bool {
    let has_both_parts = |(local, domain): (&str, &str)| !local.is_empty() && !domain.is_empty();
    token == "@" || (!token.starts_with("//") && token.split_once('@').is_some_and(has_both_parts))
}

/// Whether a character is a word of its own: ideographs and kana.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Appends the letter in lower case and without its accent.
fn fold(text: &mut String, character: char) {
    match without_accent(character) {
        Some(plain) => text.push(plain),
        None => text.extend(character.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let mut words = Vec::new();
        let mut last = 0;
        each_word(text.split('\n'), |word, sentence| {
            if sentence > last {
                words.push("|".to_owned());
                last = sentence;
            }
            words.push(word.to_owned());
        });
        words.join(" ")
    }

    #[test]
    fn words_of_texts() {
        for (text, expected) in [
            ("", ""),
            ("User UNKNOWN", "user unknown"),
            ("<a@example.com>... User unknown", "@ | user unknown"),
            ("a@example.com...User unknown", "@ user unknown"),
            ("mailto:a@example.com: no", "mailto @ no"),
            ("user doesn't, user doesn’t", "user doesnt user doesnt"),
            ("over-quota over_quota #5.1.1", "over quota over quota 5 1 1"),
            ("One. Two! Three", "one | two | three"),
            ("mx.example.com said: no", "mx example com said no"),
            ("http://www.spamhaus.org/query/bl?ip=a@b now", "http www spamhaus org query bl now"),
            ("Why? So", "why | so"),
            ("Boîte du DESTINATAIRE pleine", "boite du destinataire pleine"),
            ("Empfänger unbekannt", "empfanger unbekannt"),
            ("用户不存在 now", "用 户 不 存 在 now"),
            ("ящик ПЕРЕПОЛНЕН", "ящик переполнен"),
            ("one\ntwo", "one two"),
            ("@ <> ' @x", "@ x"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn phrases_in_texts() {
        let check = |phrase: &str, text: &str, expected: bool| {
            let mut found = false;
            Phrases::new([phrase]).find(text.split('\n'), |_| found = true);
            assert_eq!(found, expected, "{phrase} in {text}");
        };
        check("user unknown", "550 USER UNKNOWN.", true);
        check("user unknown", "user\nunknown", true);
        check("user unknown", "users unknown", false);
        check("user unknown", "user", false);
        check("rate", "generate", false);
        check("user … unknown", "user unknown", true);
        check("user … unknown", "user <a@example.com> is quite unknown", true);
        check("user … unknown", "user one two three four five six seven unknown", false);
        check("user … unknown", "The user. Something is unknown", false);
        check("a … b … c", "a x b x c", true);
        check("a … b … c", "a x b", false);
        check("@ not found", "a@example.com not found", true);
        check("user … user unknown", "user unknown user unknown", true);
        check("不存在", "用户不存在。", true);
    }
}
