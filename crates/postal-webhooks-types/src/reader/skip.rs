//! Values that are read for their syntax alone, nested to any depth.

use super::{Reader, Result};

impl Reader<'_> {
    /// Reads the value that begins here and keeps nothing.
    pub(crate) fn skip(&mut self) -> Result<()> {
        let mut nest = Nest::default();
        loop {
            match self.peek() {
                Some(b'"') => self.skip_string()?,
                Some(b'{') => {
                    self.at += 1;
                    self.blanks();
                    if !self.eat(b'}') {
                        nest.enter(true);
                        self.skip_key()?;
                        continue;
                    }
                }
                Some(b'[') => {
                    self.at += 1;
                    self.blanks();
                    if !self.eat(b']') {
                        nest.enter(false);
                        continue;
                    }
                }
                Some(b'n') => self.literal("null")?,
                Some(b't') => self.literal("true")?,
                Some(b'f') => self.literal("false")?,
                Some(b'-' | b'0'..=b'9') => self.skip_number()?,
                _ => return Err(self.not_json()),
            }
            // Here a value has ended.
            loop {
                let Some(is_object) = nest.is_object() else { return Ok(()) };
                self.blanks();
                if self.eat(b',') {
                    self.blanks();
                    if is_object {
                        self.skip_key()?;
                    }
                    break;
                }
                if !self.eat(if is_object { b'}' } else { b']' }) {
                    return Err(self.not_json());
                }
                nest.leave();
            }
        }
    }

    fn skip_key(&mut self) -> Result<()> {
        if self.peek() != Some(b'"') {
            return Err(self.not_json());
        }
        self.skip_string()?;
        self.colon()
    }
}

/// The objects and arrays that a value stands in, a bit each.
#[derive(Default)]
struct Nest {
    depth: usize,
    /// The innermost up to 64, the innermost in the lowest bit.
    inner: u64,
    /// Those around them, 64 in each.
    outer: Vec<u64>,
}

impl Nest {
    fn enter(&mut self, is_object: bool) {
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.outer.push(self.inner);
        }
        self.inner = self.inner << 1 | u64::from(is_object);
        self.depth += 1;
    }

    fn leave(&mut self) {
        self.depth -= 1;
        self.inner >>= 1;
        if self.depth.is_multiple_of(64) {
            self.inner = self.outer.pop().unwrap_or_default();
        }
    }

    /// Whether the innermost is an object; `None` where there is none.
    fn is_object(&self) -> Option<bool> {
        (self.depth > 0).then_some(self.inner & 1 == 1)
    }
}
