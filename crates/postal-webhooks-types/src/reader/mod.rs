//! [`Reader`]: reads the text of a body from its start to its end, value by value.
//!
//! It reads the JSON of RFC 8259 and nothing else, and knows nothing of Postal. Where a value is
//! due, the blanks before it were read already.

#![allow(clippy::unnecessary_box_returns, reason = "a failure is always boxed: see Result")]

mod failure;
mod number;
mod skip;
mod string;

use std::borrow::Cow;

pub(crate) use self::failure::Failure;
use crate::de::Read;
use crate::parse_error::{Fault, JsonType};

/// What a reader gives, or why there is no more to read. The box keeps a success small.
pub(crate) type Result<T> = std::result::Result<T, Box<Failure>>;

/// A text, and the place up to which it was read.
pub(crate) struct Reader<'a> {
    text: &'a str,
    /// In bytes; always between two characters.
    at: usize,
    /// Whether something was read that Postal does not send: see [`Reader::mark_as_foreign`].
    is_foreign: bool,
}

impl<'a> Reader<'a> {
    /// Begins with the first value of the text.
    #[inline]
    pub(crate) fn new(text: &'a str) -> Self {
        let mut reader = Self { text, at: 0, is_foreign: false };
        reader.blanks();
        reader
    }

    /// Checks that nothing comes behind the value that was read.
    #[inline]
    pub(crate) fn end(&mut self) -> Result<()> {
        self.blanks();
        if self.at == self.text.len() { Ok(()) } else { Err(self.not_json()) }
    }

    /// The place up to which the text was read, in bytes.
    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes to a place at which a value begins, or has ended.
    pub(crate) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The text from a place up to here.
    pub(crate) fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.at]
    }

    /// Remembers that something was read which a receiver must accept and Postal does not send: an
    /// unknown key or word, a timestamp as a string.
    #[cold]
    pub(crate) fn mark_as_foreign(&mut self) {
        self.is_foreign = true;
    }

    /// Whether something was read that Postal does not send.
    pub(crate) fn is_foreign(&self) -> bool {
        self.is_foreign
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Reads a byte, if it is the next one.
    #[inline]
    fn eat(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    #[inline]
    fn blanks(&mut self) {
        self.at = after_blanks(self.text.as_bytes(), self.at);
    }

    /// The type of the value that begins here.
    pub(crate) fn peek_type(&self) -> Option<JsonType> {
        Some(match self.peek()? {
            b'n' => JsonType::Null,
            b't' | b'f' => JsonType::Boolean,
            b'-' | b'0'..=b'9' => JsonType::Number,
            b'"' => JsonType::String,
            b'[' => JsonType::Array,
            b'{' => JsonType::Object,
            _ => return None,
        })
    }

    /// Whether the value here is a number.
    #[inline]
    pub(crate) fn is_number(&self) -> bool {
        matches!(self.peek(), Some(b'-' | b'0'..=b'9'))
    }

    /// Reads `null`, if that is the value here.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<bool> {
        let is_null = self.peek() == Some(b'n');
        if is_null {
            self.literal("null")?;
        }
        Ok(is_null)
    }

    /// Reads `true` or `false`.
    pub(crate) fn boolean(&mut self, expected: &'static str) -> Result<bool> {
        match self.peek() {
            Some(b't') => self.literal("true").map(|()| true),
            Some(b'f') => self.literal("false").map(|()| false),
            _ => Err(self.refuse(expected)),
        }
    }

    fn literal(&mut self, word: &str) -> Result<()> {
        if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        for byte in word.bytes() {
            if !self.eat(byte) {
                break;
            }
        }
        Err(self.not_json())
    }

    /// Reads a key, if it comes next and is written without escapes; then its value is due. Else
    /// nothing is read.
    ///
    /// `before` is the byte that stands before the key: `{` in an object of which nothing was read
    /// yet, else `,`. The key is given as [`quoted`] writes it.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "with a key that is known it is a few comparisons")]
    pub(crate) fn is_next<const N: usize>(&mut self, before: u8, key: &[u8; N]) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        match rest.split_first() {
            Some((first, rest))
                if *first == before
                    && rest.first_chunk() == Some(key)
                    && rest.get(N).is_some_and(|byte| *byte > b' ') =>
            {
                self.at += 1 + N;
                true
            }
            _ => self.is_next_with_blanks(before, key),
        }
    }

    /// As [`is_next`](Self::is_next), with blanks between the parts.
    #[inline(never)]
    fn is_next_with_blanks(&mut self, before: u8, key: &[u8]) -> bool {
        let bytes = self.text.as_bytes();
        let name = &key[..key.len() - 1];
        let Some(at) = after(bytes, self.at, before) else { return false };
        if !bytes[at..].starts_with(name) {
            return false;
        }
        let Some(at) = after(bytes, at + name.len(), b':') else { return false };
        self.at = at;
        true
    }

    /// Reads the end of an object of which something was read, if it comes next.
    #[inline]
    pub(crate) fn ends(&mut self) -> bool {
        self.blanks();
        self.eat(b'}')
    }

    /// Reads the next key of an object; then its value is due. `None` at the end of the object.
    ///
    /// `before` is as for [`is_next`](Self::is_next), and is set to `,`.
    pub(crate) fn next_key(
        &mut self,
        before: &mut u8,
        expected: &'static str,
    ) -> Result<Option<Cow<'a, str>>> {
        if !self.goes_on(before, b'}', expected)? {
            return Ok(None);
        }
        if self.peek() != Some(b'"') {
            return Err(self.not_json());
        }
        let key = self.string()?;
        self.colon()?;
        Ok(Some(key))
    }

    fn colon(&mut self) -> Result<()> {
        self.blanks();
        if !self.eat(b':') {
            return Err(self.not_json());
        }
        self.blanks();
        Ok(())
    }

    /// Whether an array has another item, which is then due.
    ///
    /// `before` is `[` in an array of which nothing was read yet, and is set to `,`.
    pub(crate) fn next_item(&mut self, before: &mut u8, expected: &'static str) -> Result<bool> {
        self.goes_on(before, b']', expected)
    }

    /// Reads what stands before the next part of an object or array, or its end.
    fn goes_on(&mut self, before: &mut u8, end: u8, expected: &'static str) -> Result<bool> {
        let is_first = *before != b',';
        if is_first {
            if !self.eat(*before) {
                return Err(self.refuse(expected));
            }
            *before = b',';
        }
        self.blanks();
        if self.eat(end) {
            return Ok(false);
        }
        if !is_first {
            if !self.eat(b',') {
                return Err(self.not_json());
            }
            self.blanks();
        }
        Ok(true)
    }

    /// Reads the value of a key.
    #[inline]
    pub(crate) fn value<T: Read<'a>>(
        &mut self,
        slot: &mut Option<T>,
        key: &'static str,
    ) -> Result<()> {
        T::pull(self, slot).map_err(|failure| failure.under(key))
    }

    /// Reads the value of a key that stands once in its object.
    pub(crate) fn value_once<T: Read<'a>>(
        &mut self,
        slot: &mut Option<T>,
        key: &'static str,
    ) -> Result<()> {
        if slot.is_some() {
            return Err(self.duplicate(key));
        }
        self.value(slot, key)
    }

    /// Ignores the value of an unknown key.
    pub(crate) fn ignore(&mut self) -> Result<()> {
        self.mark_as_foreign();
        self.skip()
    }

    /// The failure that the next byte is none that JSON can have here.
    #[cold]
    pub(crate) fn not_json(&self) -> Box<Failure> {
        Box::new(Failure::NotJson { at: self.at })
    }

    /// The failure that the value here is not what it must be.
    #[cold]
    pub(crate) fn refuse(&self, expected: &str) -> Box<Failure> {
        let Some(found) = self.peek_type() else { return self.not_json() };
        Failure::unexpected(self.at, expected, found)
    }

    /// The failure that a key stands twice, whose value is due.
    #[cold]
    pub(crate) fn duplicate(&self, key: &'static str) -> Box<Failure> {
        Failure::fault(self.at, Fault::Duplicate).under(key)
    }
}

/// The place after a byte and the blanks around it, if it comes next.
#[inline]
fn after(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    let at = if bytes.get(at) == Some(&byte) { at } else { after_blanks(bytes, at) };
    (bytes.get(at) == Some(&byte)).then(|| after_blanks(bytes, at + 1))
}

/// The place after the blanks that begin at a place.
#[inline]
fn after_blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

/// A key as it is written: in quotes, and with the colon behind it.
macro_rules! quoted {
    ($key:literal) => {{
        const KEY: &[u8; $key.len() + 3] =
            match ::core::concat!("\"", $key, "\":").as_bytes().first_chunk() {
                ::core::option::Option::Some(key) => key,
                ::core::option::Option::None => ::core::panic!(),
            };
        KEY
    }};
}

pub(crate) use quoted;
