//! Keys in PEM (RFC 7468), also as they come out of environment variables; and the bare base64
//! between its lines.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::boundary::{self, Boundary, Kind, line};
use super::{KeyError, KeySetError, PublicKey, RejectedKey, der};

/// Reads every block of a PEM text, or of the base64 of one. What stands between the blocks is
/// commentary (RFC 7468, 2), as long as it holds no key.
pub(super) fn read(text: &str) -> Result<Vec<PublicKey>, KeySetError> {
    match wrapped(text) {
        Some(inner) => read_blocks(&inner),
        None => read_blocks(text),
    }
}

/// The PEM text in a base64 text: variables that may not hold a line break are often set to that.
fn wrapped(text: &str) -> Option<String> {
    let inner = STANDARD.decode(compact(unquoted(text))).ok()?;
    let inner = String::from_utf8(inner).ok()?;
    inner.contains("-----BEGIN ").then_some(inner)
}

fn read_blocks(text: &str) -> Result<Vec<PublicKey>, KeySetError> {
    let mut keys = Vec::new();
    let mut open: Option<Boundary<'_>> = None;
    let mut place = 0;
    while let Some(boundary) = boundary::next(text, place)? {
        let before = &text[place..boundary.start];
        place = boundary.end;
        match (open.take(), boundary.kind) {
            (None, Kind::Begin) => {
                no_key_in(text, before)?;
                open = Some(boundary);
            }
            (Some(begin), Kind::End) if begin.label == boundary.label => {
                let index = keys.len();
                let key = read_block(begin.label, before)
                    .map_err(|reason| KeySetError::Key(RejectedKey { index, reason }))?;
                keys.push(key);
            }
            (Some(begin), _) => return Err(unpaired(text, &begin)),
            (None, Kind::End) => return Err(unpaired(text, &boundary)),
        }
    }
    if let Some(begin) = open {
        return Err(unpaired(text, &begin));
    }
    no_key_in(text, &text[place..])?;
    if keys.is_empty() {
        return Err(KeySetError::NotPem);
    }
    Ok(keys)
}

fn unpaired(text: &str, boundary: &Boundary<'_>) -> KeySetError {
    KeySetError::PemUnpaired { line: line(text, boundary.start) }
}

/// Refuses a key in the commentary: its boundaries are lost, and it would be dropped in silence.
fn no_key_in(text: &str, commentary: &str) -> Result<(), KeySetError> {
    match keys_in(commentary).next() {
        None => Ok(()),
        Some(key) => Err(KeySetError::PemOutside {
            line: line(text, key.as_ptr() as usize - text.as_ptr() as usize),
        }),
    }
}

fn read_block(label: &str, base64: &str) -> Result<PublicKey, KeyError> {
    match label {
        // Both structures are tried under both labels: they cannot be taken for one another.
        "PUBLIC KEY" | "RSA PUBLIC KEY" => read_base64(base64),
        "EC PUBLIC KEY" | "DSA PUBLIC KEY" => Err(KeyError::NotRsa),
        private if private.ends_with("PRIVATE KEY") => Err(KeyError::Private),
        _ => Err(KeyError::OtherPem),
    }
}

/// Reads the base64 of a key's DER. White space is left out: people paste keys in lines.
pub(super) fn read_base64(text: &str) -> Result<PublicKey, KeyError> {
    let der = STANDARD.decode(compact(text));
    der::read(&der.map_err(|_| KeyError::NotBase64)?)
}

/// The text without the quotes that a variable's value is written in.
pub(super) fn unquoted(text: &str) -> &str {
    let text = text.trim_matches(is_space);
    let quoted = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    quoted('"').or_else(|| quoted('\'')).unwrap_or(text)
}

/// The text without white space, also where that is written as an escape: `\n`, `\r`, `\t`, and `\`
/// before a line break. Base64 itself has no backslash.
fn compact(text: &str) -> String {
    let mut compact = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.find(|next| *next != '\\') {
                None | Some('n' | 'r' | 't') => {}
                // JSON may write `/` so.
                Some('/') => compact.push('/'),
                Some(space) if is_space(space) => {}
                Some(other) => compact.extend(['\\', other]),
            },
            space if is_space(space) => {}
            other => compact.push(other),
        }
    }
    compact
}

/// White space of any script, and the byte order mark.
fn is_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

/// The beginnings of keys in a text, each with its first 60 digits.
pub(super) fn keys_in(text: &str) -> impl Iterator<Item = &str> {
    let is_digit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let runs = text.split(move |character| !is_digit(character));
    // The letter of an escape is none of the key.
    let runs = runs.map(|run| run.trim_start_matches(['n', 'r', 't']));
    runs.filter_map(|run| run.get(..60)).filter(|run| begins_key(run))
}

/// Whether base64 begins as a `SubjectPublicKeyInfo`, an `RSAPublicKey` or a private key does.
fn begins_key(base64: &str) -> bool {
    let Ok(der) = STANDARD.decode(&base64[..40]) else {
        return false;
    };
    // `rsaEncryption`, but for its last byte.
    let rsa = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
    let has_rsa = der.windows(rsa.len()).any(|window| window == rsa);
    // A sequence with its length in one or two bytes more, and an integer in it.
    let has_integer = matches!(der[..], [0x30, 0x81, _, 2, ..] | [0x30, 0x82, _, _, 2, ..]);
    der[0] == 0x30 && (has_rsa || has_integer)
}
