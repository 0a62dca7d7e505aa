//! Answers of receivers, read as Ruby's `Net::HTTP` reads them, by the outcome for Postal.
//!
//! It takes more than HTTP allows: a head that ends with the connection, a body that is shorter
//! than its length. Other errors make Postal lock the event, since it does not rescue them.

use std::io::Read;

use super::content::{Body, Content};
use super::reader::{Reader, Stop};
use super::{Outcome, Stream};

const STATUS_LINE: Outcome = Outcome::Locked("the status line is not one of HTTP/1");
const HEADER_LINE: Outcome = Outcome::Locked("a header line has no colon");
const HEADER_VALUE: Outcome = Outcome::Locked("a header has a carriage return in it");
const LENGTH: Outcome = Outcome::Locked("the Content-Length is no number");
const RANGE: Outcome = Outcome::Locked("the Content-Range is malformed");
const CHUNK: Outcome = Outcome::Locked("the size of a chunk is no number");

/// Reads an answer: its outcome before it is stored, and what of its body is kept.
pub(super) fn read(stream: &mut dyn Stream) -> (Outcome, Body) {
    match read_whole(&mut Reader::new(&mut AsRead(stream))) {
        Ok((status, body)) => (Outcome::Status(status), body),
        Err(outcome) => (outcome, Body::default()),
    }
}

struct AsRead<'a>(&'a mut dyn Stream);

impl Read for AsRead<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

fn read_whole(reader: &mut Reader<'_>) -> Result<(u16, Body), Outcome> {
    let head = loop {
        let head = Head::read(reader)?;
        // 101 as well: the next answer is awaited.
        if !(100..=199).contains(&head.status) {
            break head;
        }
    };
    let body = match head.status {
        204 | 205 | 304 | 305 => Body::default(),
        _ => head.read_body(reader)?,
    };
    Ok((head.status, body))
}

/// What of the head of an answer matters to its body. Values of one name are joined.
#[derive(Default)]
struct Head {
    status: u16,
    content_length: Option<Vec<u8>>,
    content_encoding: Option<Vec<u8>>,
    content_range: Option<Vec<u8>>,
    transfer_encoding: Option<Vec<u8>>,
}

impl Head {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Outcome> {
        let status = status(&reader.line()?).ok_or(STATUS_LINE)?;
        let mut head = Self { status, ..Self::default() };
        let mut header: Option<(Vec<u8>, Vec<u8>)> = None;
        loop {
            let line = reader.line_of_head()?;
            let line = line.trim_ascii_end();
            if line.is_empty() {
                break;
            }
            match &mut header {
                Some((_, value)) if line.starts_with(b" ") || line.starts_with(b"\t") => {
                    if !value.is_empty() {
                        value.push(b' ');
                    }
                    value.extend_from_slice(line.trim_ascii());
                }
                _ => {
                    if let Some((name, value)) = header.take() {
                        head.add(&name, &value)?;
                    }
                    let colon = line.iter().position(|byte| *byte == b':').ok_or(HEADER_LINE)?;
                    let (name, value) =
                        (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
                    header = Some((name.to_vec(), value.to_vec()));
                }
            }
        }
        if let Some((name, value)) = header {
            head.add(&name, &value)?;
        }
        Ok(head)
    }

    fn add(&mut self, name: &[u8], value: &[u8]) -> Result<(), Outcome> {
        if value.contains(&b'\r') {
            return Err(HEADER_VALUE);
        }
        let field = match name.to_ascii_lowercase().as_slice() {
            b"content-length" => &mut self.content_length,
            b"content-encoding" => &mut self.content_encoding,
            b"content-range" => &mut self.content_range,
            b"transfer-encoding" => &mut self.transfer_encoding,
            _ => return Ok(()),
        };
        match field {
            Some(values) => values.extend([b", ", value].concat()),
            None => *field = Some(value.to_vec()),
        }
        Ok(())
    }

    fn read_body(&self, reader: &mut Reader<'_>) -> Result<Body, Outcome> {
        let has_range = self.content_range.is_some();
        let mut content = Content::new(self.content_encoding.as_deref(), has_range);
        if self.transfer_encoding.as_deref().is_some_and(is_chunked) {
            read_chunks(reader, &mut content)?;
            return content.finish(true);
        }
        if let Some(length) = &self.content_length {
            let length = first_number(length).ok_or(LENGTH)?;
            match reader.read(length, &mut |bytes| content.push(bytes)) {
                // Too short a body is taken as it is.
                Ok(()) | Err(Stop::End) => return content.finish(true),
                Err(Stop::Failed(outcome)) => return Err(outcome),
            }
        }
        if let Some(range) = &self.content_range {
            let length = range_length(range).ok_or(RANGE)?;
            reader.read(length, &mut |bytes| content.push(bytes))?;
            return content.finish(true);
        }
        reader.read_all(&mut |bytes| content.push(bytes))?;
        content.finish(false)
    }
}

fn read_chunks(reader: &mut Reader<'_>, content: &mut Content) -> Result<(), Outcome> {
    loop {
        let length = first_hex_number(&reader.line()?).ok_or(CHUNK)?;
        if length == 0 {
            break;
        }
        let chunk = reader.read(length, &mut |bytes| content.push(bytes));
        // Ruby reads the line end even after an error, and reports an error of that first.
        reader.read(2, &mut |_| Ok(()))?;
        chunk?;
    }
    while !reader.line()?.is_empty() {}
    Ok(())
}

/// `/\AHTTP(?:\/(\d+\.\d+))?\s+(\d\d\d)(?:\s+(.*))?\z/in`
fn status(line: &[u8]) -> Option<u16> {
    let (http, rest) = line.split_at_checked(4)?;
    if !http.eq_ignore_ascii_case(b"HTTP") {
        return None;
    }
    let rest = match rest.strip_prefix(b"/") {
        Some(version) => {
            let rest = after_digits(version)?.strip_prefix(b".")?;
            after_digits(rest)?
        }
        None => rest,
    };
    let code = rest.trim_ascii_start();
    if code.len() == rest.len() {
        return None;
    }
    let (digits, rest) = code.split_at_checked(3)?;
    if !rest.first().is_none_or(u8::is_ascii_whitespace) {
        return None;
    }
    let is_number = digits.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(digits).ok().filter(|_| is_number)?.parse().ok()
}

/// What follows the digits, of which there is at least one.
fn after_digits(text: &[u8]) -> Option<&[u8]> {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| &text[end..])
}

/// `/(?:\A|[^\-\w])chunked(?![\-\w])/i`
fn is_chunked(value: &[u8]) -> bool {
    const WORD: &[u8] = b"chunked";
    let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    value.windows(WORD.len()).enumerate().any(|(at, window)| {
        window.eq_ignore_ascii_case(WORD)
            && !(at > 0 && is_of_word(&value[at - 1]))
            && !value.get(at + WORD.len()).is_some_and(is_of_word)
    })
}

/// The first run of digits, as a number; one that is too long is only far too large.
fn first_number(text: &[u8]) -> Option<u128> {
    number(text, 10)
}

fn first_hex_number(text: &[u8]) -> Option<u128> {
    number(text, 16)
}

fn number(text: &[u8], radix: u32) -> Option<u128> {
    let digit = |byte: &u8| char::from(*byte).to_digit(radix);
    let start = text.iter().position(|byte| digit(byte).is_some())?;
    let digits = text[start..].iter().map_while(digit);
    Some(digits.fold(0, |number: u128, digit| {
        number.saturating_mul(radix.into()).saturating_add(digit.into())
    }))
}

/// `%r<bytes\s+(\d+)-(\d+)/(\d+|\*)>i`
fn range_length(value: &[u8]) -> Option<u128> {
    const UNIT: &[u8] = b"bytes";
    let at = value.windows(UNIT.len()).position(|window| window.eq_ignore_ascii_case(UNIT))?;
    let rest = &value[at + UNIT.len()..];
    let first = rest.trim_ascii_start();
    if first.len() == rest.len() {
        return None;
    }
    let last = after_digits(first)?.strip_prefix(b"-")?;
    let total = after_digits(last)?.strip_prefix(b"/")?;
    if !(total.starts_with(b"*") || after_digits(total).is_some()) {
        return None;
    }
    let length = first_number(last)?.checked_sub(first_number(first)?)?;
    length.checked_add(1)
}
