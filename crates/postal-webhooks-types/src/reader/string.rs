//! Strings of JSON.

use std::borrow::Cow;

use super::{Reader, Result};

impl<'a> Reader<'a> {
    /// Reads a string: the text itself where nothing in it is escaped.
    #[inline]
    pub(crate) fn text(&mut self, expected: &'static str) -> Result<Cow<'a, str>> {
        if self.peek() == Some(b'"') { self.string() } else { Err(self.refuse(expected)) }
    }

    /// Reads the string that begins here.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>> {
        let start = self.at + 1;
        let end = plain_end(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Cow::Borrowed(&self.text[start..end]));
        }
        self.at = end;
        self.escaped(start).map(Cow::Owned)
    }

    /// Reads the rest of a string with escapes, of which the text from `start` was read.
    #[inline(never)]
    fn escaped(&mut self, start: usize) -> Result<String> {
        let bytes = self.text.as_bytes();
        // No escape is shorter than what it stands for, so there is room for all of it.
        let mut end = self.at;
        while bytes.get(end) == Some(&b'\\') {
            end = plain_end(bytes, end + 2);
        }
        let mut string = String::with_capacity(end.min(bytes.len()) - start);
        string.push_str(self.since(start));
        while !self.eat(b'"') {
            string.push(self.escape()?);
            let start = self.at;
            self.at = plain_end(bytes, start);
            string.push_str(self.since(start));
        }
        Ok(string)
    }

    /// Reads the escape that begins here. Half of a surrogate pair without its other half is
    /// U+FFFD: Unicode has no character for it.
    fn escape(&mut self) -> Result<char> {
        if !self.eat(b'\\') {
            return Err(self.not_json());
        }
        let character = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let unit = self.hexadecimal()?;
                return Ok(self.character(unit));
            }
            _ => return Err(self.not_json()),
        };
        self.at += 1;
        Ok(character)
    }

    /// The character of a unit of UTF-16 that was read, for which a second one may be read.
    fn character(&mut self, unit: u32) -> char {
        if let 0xd800..0xdc00 = unit
            && self.text.as_bytes()[self.at..].starts_with(b"\\u")
        {
            let mut ahead = Self { at: self.at + 2, ..*self };
            if let Ok(low @ 0xdc00..0xe000) = ahead.hexadecimal() {
                self.at = ahead.at;
                let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
        }
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Reads four hexadecimal digits.
    fn hexadecimal(&mut self) -> Result<u32> {
        let mut number = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            number = number * 16 + digit.ok_or_else(|| self.not_json())?;
            self.at += 1;
        }
        Ok(number)
    }

    /// Reads a string and keeps nothing.
    pub(super) fn skip_string(&mut self) -> Result<()> {
        self.at = plain_end(self.text.as_bytes(), self.at + 1);
        while !self.eat(b'"') {
            self.escape()?;
            self.at = plain_end(self.text.as_bytes(), self.at);
        }
        Ok(())
    }
}

/// The place of the first byte, from a place on, that is not text by itself: a quote, a backslash
/// or a control character; the length where there is none.
#[inline]
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (chunks, tail) = rest.as_chunks();
        // Most strings are short: eight bytes at a time, as one number.
        for chunk in chunks.iter().take(8) {
            let found = special(*chunk);
            if found != 0 {
                return at + (found.trailing_zeros() / 8) as usize;
            }
            at += 8;
        }
        if chunks.len() <= 8 {
            return at + plain_bytes(tail);
        }
        at += plain_blocks(&bytes[at..]);
    }
}

/// How many bytes are text by themselves, one by one.
fn plain_bytes(bytes: &[u8]) -> usize {
    bytes.iter().copied().position(is_special).unwrap_or(bytes.len())
}

/// As [`plain_bytes`], in blocks that the compiler compares at once; whole blocks alone count.
#[inline(never)]
fn plain_blocks(bytes: &[u8]) -> usize {
    let any = |block: &[u8; 32]| block.iter().fold(false, |any, byte| any | is_special(*byte));
    bytes.as_chunks().0.iter().take_while(|block| !any(block)).count() * 32
}

/// Whether a byte is a quote, a backslash or a control character.
#[inline]
const fn is_special(byte: u8) -> bool {
    // With this bit changed, the quote comes directly behind the control characters.
    (byte ^ 2) <= b' ' || byte == b'\\'
}

/// The highest bit of each byte that [`is_special`]. Bytes behind the first one may have it wrongly.
#[inline]
const fn special(chunk: [u8; 8]) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let chunk = u64::from_le_bytes(chunk);
    let low = chunk ^ (ONES * 2);
    let low = low.wrapping_sub(ONES * (b' ' + 1) as u64) & !low;
    let backslash = chunk ^ (ONES * b'\\' as u64);
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (low | backslash) & (ONES << 7)
}
