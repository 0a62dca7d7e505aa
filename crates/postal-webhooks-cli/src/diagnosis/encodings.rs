//! Encodings that something has put around a body, and bytes that it has put at an end; undone.

use std::io::Read as _;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::Rebuilt;

/// The most that a compressed body may become.
const LIMIT: u64 = 16 << 20;

/// The body with each of these changes undone, where it can have happened.
pub(super) fn undone(body: &[u8]) -> Vec<Rebuilt> {
    let mut found = Vec::new();
    ends(body, &mut found);
    let text = std::str::from_utf8(body).ok();
    let mut add = |code, what: &str, body: Option<Vec<u8>>| {
        if let Some(body) = body.filter(|body| !body.is_empty()) {
            found.push(Rebuilt::new(code, what, body));
        }
    };
    add("gzip", "the body is compressed with gzip", gunzip(body));
    add("gzip", "the body is compressed with deflate", inflate(body));
    add("chunked", "the body still has the lengths of its chunks", dechunked(body));
    add("utf-16", "the body was turned into UTF-16", of_utf_16(body));
    let Some(text) = text else { return found };
    add("base64", "the body is in base64", base64(text));
    add("hex", "the body is in hexadecimal", hex(text));
    add("url-encoded", "the body is percent-encoded", percent_decoded(text));
    add("json-string", "the body is inside a JSON string", json_string(text));
    add("latin-1", "the body was read as Latin-1 and written as UTF-8", of_latin_1(text));
    add("html-entities", "characters were replaced by entities of HTML", entities(text));
    if let Some((name, value)) = text.split_once('=').filter(|(name, _)| is_field(name)) {
        let value = value.split('&').next().unwrap_or_default();
        let what = format!("the body is the field `{name}` of a form");
        add("form", &what, percent_decoded(&value.replace('+', "%20")));
    }
    found
}

/// What was put before or behind the body.
fn ends(body: &[u8], found: &mut Vec<Rebuilt>) {
    let mut add =
        |code, what: &str, rest: &[u8]| found.push(Rebuilt::new(code, what, rest.to_vec()));
    if let Some(rest) = body.strip_prefix(b"\xef\xbb\xbf") {
        add("bom", "a byte order mark was put before the body", rest);
    }
    if let Some(rest) = body.strip_suffix(b"\r\n") {
        add("crlf", "a CR LF was put behind the body", rest);
    } else if let Some(rest) = body.strip_suffix(b"\n") {
        add("newline", "a line feed was put behind the body", rest);
    }
    let trimmed = |is: fn(&u8) -> bool| {
        let end = body.iter().rposition(|byte| !is(byte)).map_or(0, |at| at + 1);
        &body[..end]
    };
    let without_nul = trimmed(|byte| *byte == 0);
    if without_nul.len() < body.len() {
        add("nul", "NUL bytes were put behind the body", without_nul);
    }
    let without_blanks = trimmed(u8::is_ascii_whitespace);
    if without_blanks.len() < body.len() {
        add("blanks", "blanks were put behind the body", without_blanks);
    }
    let start = body.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    if start > 0 {
        add("blanks", "blanks were put before the body", &body[start..]);
    }
}

fn gunzip(body: &[u8]) -> Option<Vec<u8>> {
    body.starts_with(&[0x1f, 0x8b]).then_some(())?;
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(body).take(LIMIT).read_to_end(&mut plain).ok()?;
    Some(plain)
}

fn inflate(body: &[u8]) -> Option<Vec<u8>> {
    (body.first()? & 0x0f == 8).then_some(())?;
    let mut plain = Vec::new();
    flate2::read::ZlibDecoder::new(body).take(LIMIT).read_to_end(&mut plain).ok()?;
    Some(plain)
}

/// The data of chunks (RFC 9112, 7.1).
fn dechunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    loop {
        let end = body.windows(2).position(|pair| pair == b"\r\n").filter(|end| *end <= 16)?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 2..];
        if length == 0 {
            return Some(data);
        }
        data.extend_from_slice(body.get(..length)?);
        body = body.get(length..)?.strip_prefix(b"\r\n")?;
    }
}

fn of_utf_16(body: &[u8]) -> Option<Vec<u8>> {
    if body.len() % 2 == 1 || !body.contains(&0) && !body.starts_with(&[0xff, 0xfe]) {
        return None;
    }
    let (big, body) = match body {
        [0xfe, 0xff, rest @ ..] => (true, rest),
        [0xff, 0xfe, rest @ ..] => (false, rest),
        [first, ..] => (*first == 0, body),
        [] => return None,
    };
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    };
    let text = char::decode_utf16(body.chunks_exact(2).map(unit)).collect::<Result<String, _>>();
    text.ok().map(String::into_bytes)
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let compact: String = text.split_whitespace().collect();
    let compact = compact.trim_matches('"').replace('-', "+").replace('_', "/");
    GeneralPurpose::new(&alphabet::STANDARD, config).decode(compact).ok()
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim().trim_start_matches("\\x").trim_start_matches("0x");
    let is_hex = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let pairs = || (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16));
    is_hex.then(|| pairs().collect::<Result<_, _>>().ok())?
}

fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    text.contains('%').then_some(())?;
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let digits = text.get(at + 1..at + 3)?;
            plain.push(u8::from_str_radix(digits, 16).ok()?);
            at += 3;
        } else {
            plain.push(bytes[at]);
            at += 1;
        }
    }
    Some(plain)
}

fn is_field(name: &str) -> bool {
    !name.is_empty()
        && name.len() < 64
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'[' | b']'))
}

/// The text of a JSON string, also of one whose quotes are gone.
fn json_string(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    if let Ok(text) = serde_json::from_str::<String>(text) {
        return Some(text.into_bytes());
    }
    text.contains("\\\"").then_some(())?;
    serde_json::from_str::<String>(&format!("\"{text}\"")).ok().map(String::into_bytes)
}

/// The bytes whose numbers are those of the characters, in Latin-1 or in Windows-1252.
fn of_latin_1(text: &str) -> Option<Vec<u8>> {
    const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    (!text.is_ascii()).then_some(())?;
    let byte = |character: char| {
        let windows = || WINDOWS.chars().position(|other| other == character).map(|at| at + 0x80);
        u8::try_from(u32::from(character)).ok().or_else(|| u8::try_from(windows()?).ok())
    };
    text.chars().map(byte).collect()
}

fn entities(text: &str) -> Option<Vec<u8>> {
    const ENTITIES: [(&str, &str); 9] = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        // Last, so that what it gives is not taken for another one.
        ("&amp;", "&"),
    ];
    text.contains('&').then_some(())?;
    let plain =
        ENTITIES.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain));
    (plain != text).then(|| plain.into_bytes())
}
