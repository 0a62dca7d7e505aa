//! [`Change`]: what is changed in a body, at random.

use fastrand::Rng;

use crate::parts::{Part, parts, tokens};
use crate::values::{number, string, unit, value};

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another byte.
    Byte,
    /// An end, or a piece that is missing.
    Cut,
    /// Two tokens, each at the place of the other.
    Tokens,
    /// Two entries of one object, each at the place of the other.
    Order,
    /// An entry that is missing.
    Remove,
    /// Another key.
    Rename,
    /// An entry that stands twice.
    Repeat,
    /// An entry that is not of Postal's.
    Add,
    /// A character of a key, as an escape.
    EscapeKey,
    /// Characters of a string, as escapes.
    EscapeText,
    /// Blanks at one place, or wherever they may stand.
    Blanks,
    /// A number, in any form.
    Number,
    /// Another string, of any length.
    Text,
    /// A value of any type.
    Value,
    /// The values of an object, or a value in an array.
    Array,
    /// Halves of surrogate pairs.
    Surrogates,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// A token too much.
    Insert,
}

/// All kinds of changes.
pub const CHANGES: [Change; 18] = [
    Change::Byte,
    Change::Cut,
    Change::Tokens,
    Change::Order,
    Change::Remove,
    Change::Rename,
    Change::Repeat,
    Change::Add,
    Change::EscapeKey,
    Change::EscapeText,
    Change::Blanks,
    Change::Number,
    Change::Text,
    Change::Value,
    Change::Array,
    Change::Surrogates,
    Change::NotUtf8,
    Change::Insert,
];

const KEYS: &[&str] = &[
    "added",
    "event",
    "timestamp",
    "payload",
    "uuid",
    "message",
    "original_message",
    "bounce",
    "id",
    "server",
    "volume",
    "status",
    "details",
    "output",
    "time",
    "sent_with_ssl",
    "rcpt_to",
    "to",
    "subject",
    "tag",
    "spam_status",
    "url",
    "",
    "a/b",
    "a.b",
    "\\ud800",
    "\\u0000",
    "\\n",
    "$serde_json::private::Number",
    "$serde_json::private::RawValue",
    "événement",
    "statu",
    "statuss",
    "a_key_that_is_longer_than_any_of_those_that_a_body_of_postal_has_in_it",
];

/// Changes a body in one way, or leaves it where that cannot be.
pub fn change(body: &mut Vec<u8>, rng: &mut Rng) -> Change {
    // Most of the bytes and cuts end in no JSON at the first glance: these are enough of them.
    let change = match rng.u8(..4) {
        0 => CHANGES[rng.usize(..CHANGES.len())],
        1 => [Change::Number, Change::Text, Change::Value][rng.usize(..3)],
        _ => CHANGES[rng.usize(3..CHANGES.len() - 2)],
    };
    change.make(body, rng);
    change
}

impl Change {
    /// Makes a change of this kind.
    pub fn make(self, body: &mut Vec<u8>, rng: &mut Rng) {
        if body.is_empty() {
            return;
        }
        match self {
            Self::Byte => byte(body, rng),
            Self::Cut if rng.bool() => body.truncate(rng.usize(..body.len())),
            Self::Cut => {
                let at = rng.usize(..body.len());
                body.drain(at..(at + rng.usize(1..9)).min(body.len()));
            }
            Self::Tokens => swap_tokens(body, rng),
            Self::Insert => {
                const TOKENS: &[&str] = &["{", "}", "[", "]", ",", ":", "\"", "\"a\"", "1", "null"];
                let token = TOKENS[rng.usize(..TOKENS.len())];
                insert_at_token(body, rng, token.as_bytes());
            }
            Self::NotUtf8 => {
                const WRONG: &[&[u8]] =
                    &[b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xe6"];
                let at = rng.usize(..=body.len());
                body.splice(at..at, WRONG[rng.usize(..WRONG.len())].iter().copied());
            }
            Self::Blanks if rng.bool() => {
                let blanks = blanks(rng);
                insert_at_token(body, rng, &blanks);
            }
            Self::Blanks => blanks_everywhere(body, rng),
            _ => self.of_part(body, rng),
        }
    }

    fn of_part(self, body: &mut Vec<u8>, rng: &mut Rng) {
        let parts = parts(body);
        let of_its_type = rng.bool();
        let suits = |part: &Part| match self {
            Self::Number if of_its_type => matches!(body[part.value.start], b'-' | b'0'..=b'9'),
            Self::Text if of_its_type => body[part.value.start] == b'"',
            Self::EscapeText | Self::Surrogates => body[part.value.start] == b'"',
            Self::Array => true,
            Self::Order | Self::Remove | Self::Repeat | Self::Rename | Self::EscapeKey => {
                part.key.is_some()
            }
            // A value of the body itself is no body any more.
            _ => part.parent.is_some(),
        };
        let suitable: Vec<_> = parts.iter().filter(|part| suits(part)).collect();
        let Some(part) = rng.choice(&suitable) else { return };
        let same_parent = |other: &&&Part| other.parent == part.parent;
        match self {
            Self::Order => {
                let others: Vec<_> = suitable.iter().filter(same_parent).collect();
                if let Some(other) = rng.choice(&others) {
                    swap(body, part.entry(), other.entry());
                }
            }
            Self::Remove => {
                let mut entry = part.entry();
                if body.get(entry.end) == Some(&b',') {
                    entry.end += 1;
                } else if entry.start > 0 && body[entry.start - 1] == b',' {
                    entry.start -= 1;
                }
                body.drain(entry);
            }
            Self::Repeat => {
                let others: Vec<_> = suitable.iter().filter(same_parent).collect();
                let place = rng.choice(&others).map_or(part.value.end, |other| other.value.end);
                let mut entry = [b",", &body[part.entry()]].concat();
                if rng.bool() {
                    let key = part.key.as_ref().map_or(0, ExactSizeIterator::len);
                    entry.truncate(1 + key);
                    entry.extend(format!(":{}", value(rng)).bytes());
                }
                body.splice(place..place, entry);
            }
            Self::Rename => {
                let key = format!("\"{}\"", KEYS[rng.usize(..KEYS.len())]);
                body.splice(part.key.clone().unwrap_or_default(), key.bytes());
            }
            Self::Add => {
                let entry = format!("\"{}\":{}", KEYS[rng.usize(..KEYS.len())], value(rng));
                let (place, entry) = if rng.bool() {
                    (part.value.end, format!(",{entry}"))
                } else {
                    (part.entry().start, format!("{entry},"))
                };
                body.splice(place..place, entry.bytes());
            }
            Self::EscapeKey => escape(body, part.key.clone().unwrap_or_default(), 8, rng),
            Self::EscapeText => {
                let often = [2, 64, 255][rng.usize(..3)];
                escape(body, part.value.clone(), often, rng);
            }
            Self::Number => _ = body.splice(part.value.clone(), number(rng).bytes()),
            Self::Text => {
                let most = [3, 20, 100, 300][rng.usize(..4)];
                let text = format!("\"{}\"", string(rng, most));
                body.splice(part.value.clone(), text.bytes());
            }
            Self::Array if rng.bool() => {
                let array = [b"[", &body[part.value.clone()], b"]"].concat();
                body.splice(part.value.clone(), array);
            }
            Self::Array => values_alone(body, part, &parts),
            Self::Surrogates => {
                let end = part.value.end.saturating_sub(1).max(part.value.start + 1);
                let at = rng.usize(part.value.start + 1..=end);
                let units: String = (0..rng.u8(1..4)).map(|_| unit(rng, 0xd700..=0xe0ff)).collect();
                body.splice(at..at, units.bytes());
            }
            _ => _ = body.splice(part.value.clone(), value(rng).bytes()),
        }
    }
}

fn byte(body: &mut [u8], rng: &mut Rng) {
    const BYTES: &[u8] = b"\"\\{}[],: \n\t0123456789.-+eEnulltruefasu\0\x1f\x7f";
    let at = rng.usize(..body.len());
    body[at] = match rng.u8(..4) {
        0 => body[at] ^ 1 << rng.u8(..8),
        1 => rng.u8(..),
        _ => BYTES[rng.usize(..BYTES.len())],
    };
}

fn swap_tokens(body: &mut Vec<u8>, rng: &mut Rng) {
    let tokens = tokens(body);
    let (one, other) = (rng.usize(..tokens.len()), rng.usize(..tokens.len()));
    swap(body, tokens[one].clone(), tokens[other].clone());
}

/// Swaps two ranges that have nothing in common.
fn swap(body: &mut Vec<u8>, one: std::ops::Range<usize>, other: std::ops::Range<usize>) {
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    if first.end > second.start {
        return;
    }
    let new =
        [&body[second.clone()], &body[first.end..second.start], &body[first.clone()]].concat();
    body.splice(first.start..second.end, new);
}

fn insert_at_token(body: &mut Vec<u8>, rng: &mut Rng, bytes: &[u8]) {
    let tokens = tokens(body);
    let token = &tokens[rng.usize(..tokens.len())];
    let at = if rng.bool() { token.start } else { token.end };
    body.splice(at..at, bytes.iter().copied());
}

fn blanks(rng: &mut Rng) -> Vec<u8> {
    let most = [2, 4, 70][rng.usize(..3)];
    (0..rng.usize(1..most)).map(|_| b" \n\r\t"[rng.usize(..4)]).collect()
}

fn blanks_everywhere(body: &mut Vec<u8>, rng: &mut Rng) {
    // As re-encoders write them, or anywhere.
    let style = rng.u8(..3);
    let mut blank = Vec::with_capacity(body.len() * 2);
    for token in tokens(body) {
        let is_separator = matches!(body[token.start], b',' | b':');
        blank.extend_from_slice(&body[token]);
        match style {
            0 if is_separator => blank.push(b' '),
            1 if is_separator => blank.extend_from_slice(b"\n  "),
            2 if rng.bool() => blank.push(b" \n\r\t"[rng.usize(..4)]),
            _ => {}
        }
    }
    *body = blank;
}

/// Writes plain characters of ASCII in a string as escapes, so many of 256.
fn escape(body: &mut Vec<u8>, string: std::ops::Range<usize>, often: u8, rng: &mut Rng) {
    let mut escaped = Vec::with_capacity(string.len() * 2);
    let mut bytes = body[string.clone()].iter().copied();
    let first = rng.usize(..string.len().max(1));
    let mut n = 0;
    while let Some(byte) = bytes.next() {
        if byte == b'\\' {
            escaped.push(byte);
            escaped.extend(bytes.next());
        } else if byte != b'"' && byte.is_ascii_graphic() && (n == first || rng.u8(..) < often) {
            escaped.extend(unit(rng, u16::from(byte)..=u16::from(byte)).bytes());
        } else {
            escaped.push(byte);
        }
        n += 1;
    }
    body.splice(string, escaped);
}

/// Writes the values of an object as an array, in their order.
fn values_alone(body: &mut Vec<u8>, object: &Part, parts: &[Part]) {
    let number = parts.iter().position(|part| part.value == object.value);
    let values = parts.iter().filter(|part| part.parent == number && number.is_some());
    let values: Vec<_> = values.map(|part| &body[part.value.clone()]).collect();
    let array = [b"[", &values.join(&b',')[..], b"]"].concat();
    body.splice(object.value.clone(), array);
}
