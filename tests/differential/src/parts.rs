//! Parts of a text that should be JSON, found without asking whether it is.

use std::ops::Range;

/// A value, with its key if it has one.
pub(crate) struct Part {
    /// The key with its quotes.
    pub(crate) key: Option<Range<usize>>,
    pub(crate) value: Range<usize>,
    /// The number of the object or array that it stands in.
    pub(crate) parent: Option<usize>,
}

impl Part {
    /// Key and value, or the value alone.
    pub(crate) fn entry(&self) -> Range<usize> {
        self.key.as_ref().map_or(self.value.start, |key| key.start)..self.value.end
    }
}

/// The tokens of a text: punctuation, strings, runs of blanks, and runs of anything else.
pub(crate) fn tokens(text: &[u8]) -> Vec<Range<usize>> {
    let mut tokens = Vec::with_capacity(128);
    let mut at = 0;
    while at < text.len() {
        let end = token_end(text, at);
        tokens.push(at..end);
        at = end;
    }
    tokens
}

fn token_end(text: &[u8], start: usize) -> usize {
    let run = |belongs: fn(u8) -> bool| {
        let rest = &text[start + 1..];
        start + 1 + rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len())
    };
    match text[start] {
        b'{' | b'}' | b'[' | b']' | b',' | b':' => start + 1,
        b'"' => {
            let mut at = start + 1;
            loop {
                match text.get(at) {
                    None => return text.len(),
                    Some(b'"') => return at + 1,
                    Some(b'\\') => at += 2,
                    Some(_) => at += 1,
                }
            }
        }
        byte if is_blank(byte) => run(is_blank),
        _ => run(|byte| !is_blank(byte) && !b"{}[],:\"".contains(&byte)),
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// The values of a text, each before those in it.
pub(crate) fn parts(text: &[u8]) -> Vec<Part> {
    let tokens = tokens(text);
    let tokens: Vec<_> = tokens.into_iter().filter(|token| !is_blank(text[token.start])).collect();
    let mut parts: Vec<Part> = Vec::with_capacity(64);
    let mut open = Vec::new();
    let mut key = None;
    for (n, token) in tokens.iter().enumerate() {
        match text[token.start] {
            b',' | b':' => {}
            b'}' | b']' => {
                if let Some(part) = open.pop() {
                    let part: &mut Part = &mut parts[part];
                    part.value.end = token.end;
                }
            }
            b'"' if tokens.get(n + 1).is_some_and(|next| text[next.start] == b':') => {
                key = Some(token.clone());
            }
            byte => {
                let parent = open.last().copied();
                let is_open = matches!(byte, b'{' | b'[');
                if is_open {
                    open.push(parts.len());
                }
                let end = if is_open { text.len() } else { token.end };
                parts.push(Part { key: key.take(), value: token.start..end, parent });
            }
        }
    }
    parts
}
