//! DKIM key record (RFC 6376, 3.6.1): how Postal published its key before it had a JWKS.

use std::iter;
use std::str::Chars;

use super::{KeyError, KeySetError, PublicKey, RejectedKey, pem};

/// A record has no more lines than this: a key of 8192 bits in lines of 64 digits has 22.
const MAX_LINES: usize = 100;

/// Reads the record as `postal default-dkim-record` prints it, as `dig` does, or as zone files and
/// DNS panels have it, whatever other text is around it.
pub(super) fn read(text: &str) -> Result<PublicKey, KeySetError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut starts = starts(text);
    if starts.is_empty() {
        // The version need not be there.
        starts.push(text.find('"').map_or(0, |quote| quote + 1));
    }
    let ends = starts[1..].iter().copied().chain([text.len()]);
    let records: Vec<_> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| plain(&text[..start], &text[start..end]))
        .collect();

    // A key anywhere else could be the right one as well.
    let around = records.iter().flat_map(|(record, rest)| [record, *rest]);
    let mut keys = around.chain([&text[..starts[0]]]).flat_map(pem::keys_in);
    let first = keys.next();
    let is_one = keys.all(|key| Some(key) == first);

    let results = records.iter().map(|(record, _)| read_record(record));
    let (good, bad): (Vec<_>, Vec<_>) = results.partition(Result::is_ok);
    let error = bad.into_iter().filter_map(Result::err).reduce(worse);
    match (good.into_iter().flatten().next(), error) {
        (Some(_), Some(KeySetError::Key(_))) => Err(KeySetError::DkimSeveral),
        (Some(_), _) if !is_one => Err(KeySetError::DkimSeveral),
        (Some(key), _) => Ok(key),
        (None, error) => Err(error.unwrap_or(KeySetError::NotDkim)),
    }
}

/// Where `v=DKIM1;` is, with white space around each part.
fn starts(text: &str) -> Vec<usize> {
    let lower = text.to_ascii_lowercase();
    let start = |(at, word): (usize, &str)| {
        let rest = lower[at + word.len()..].trim_start();
        let before = lower[..at].trim_end().strip_suffix('=')?;
        let before = before.trim_end().strip_suffix('v')?;
        let is_tag = !before.ends_with(|c: char| c.is_alphanumeric());
        (is_tag && rest.trim_start_matches('\\').starts_with(';')).then_some(before.len())
    };
    lower.match_indices("dkim1").filter_map(start).collect()
}

/// A record without quotes and escapes, maybe with lines behind it; and the rest of the text, where
/// its end is plain.
fn plain<'a>(before: &str, text: &'a str) -> (String, &'a str) {
    let close = match before.trim_end().chars().next_back() {
        Some('"') => {
            let before =
                before.trim_end_matches(|c: char| c.is_whitespace() || c == '"' || c == '\\');
            return strings(text, before.ends_with('('));
        }
        Some(quote @ ('\'' | '`')) => Some(quote),
        Some('“') => Some('”'),
        _ => None,
    };
    let end = close.and_then(|close| text.find(close));
    let (text, rest) = text.split_at(end.unwrap_or(text.len()));
    let mut characters = text.chars();
    let plain = iter::from_fn(|| unescape(&mut characters));
    // Quotes in it come from strings that somebody joined by hand.
    (plain.filter(|character| *character != '"').collect(), rest)
}

/// The quoted strings of a record that begins in one (RFC 6376, 3.6.2.2), and what is behind them.
/// White space, parentheses and comments may be between them (RFC 1035, 5.1). Route 53 and JSON
/// write the quotes as `\"`.
fn strings(text: &str, mut is_grouped: bool) -> (String, &str) {
    let mut strings = String::new();
    let (mut is_inside, mut is_comment) = (true, false);
    let mut characters = text.chars();
    loop {
        let rest = characters.as_str();
        let Some(character) = unescape(&mut characters) else {
            return (strings, rest);
        };
        match character {
            '\n' | '\r' if !is_inside => {
                is_comment = false;
                // Only parentheses make one record of several lines for sure.
                if !is_grouped {
                    strings.push('\n');
                }
            }
            _ if is_comment => {}
            '"' => is_inside = !is_inside,
            other if is_inside => strings.push(other),
            ';' => is_comment = true,
            '(' => is_grouped = true,
            ')' => is_grouped = false,
            space if space.is_whitespace() => {}
            _ => return (strings, rest),
        }
    }
}

/// The next character, without the backslashes before it: one in zone files, more of them where
/// JSON is around.
fn unescape(characters: &mut Chars<'_>) -> Option<char> {
    let first = characters.next()?;
    if first != '\\' {
        return Some(first);
    }
    let escaped = characters.find(|character| *character != '\\')?;
    // No record has a line break, so this is one of what is around it.
    let is_break = matches!(escaped, 'n' | 'r' | 't');
    Some(if is_break { '\n' } else { escaped })
}

/// Reads as many lines as make a whole key. That is no guess: DER tells its own length, so no key
/// is the beginning of another.
fn read_record(record: &str) -> Result<PublicKey, KeySetError> {
    let ends = record.match_indices(['\n', '\r']).map(|(end, _)| end);
    let lines = ends.take(MAX_LINES).chain([record.len()]);
    let mut error = None;
    for end in lines {
        match read_tags(&record[..end]) {
            Ok(key) => return Ok(key),
            Err(next) => error = Some(error.map_or(next.clone(), |last| worse(last, next))),
        }
    }
    Err(error.unwrap_or(KeySetError::NotDkim))
}

/// The error that says more: that of a key, which may still be empty since it begins in the next
/// line.
fn worse(first: KeySetError, second: KeySetError) -> KeySetError {
    let weight = |error: &KeySetError| match error {
        KeySetError::NotDkim | KeySetError::DkimNoKey => 0,
        KeySetError::Key(key) if key.reason == KeyError::Revoked => 1,
        _ => 2,
    };
    if weight(&second) > weight(&first) { second } else { first }
}

fn read_tags(record: &str) -> Result<PublicKey, KeySetError> {
    let [version, key_type, key] = tags(record, ["v", "k", "p"])?;
    if version.is_some_and(|version| !version.eq_ignore_ascii_case("DKIM1")) {
        return Err(KeySetError::NotDkim);
    }
    let refused = |reason| KeySetError::Key(RejectedKey { index: 0, reason });
    if key_type.is_some_and(|key_type| !key_type.eq_ignore_ascii_case("rsa")) {
        return Err(refused(KeyError::NotRsa));
    }
    match key {
        None => Err(KeySetError::DkimNoKey),
        Some("") => Err(refused(KeyError::Revoked)),
        Some(base64) => pem::read_base64(base64).map_err(refused),
    }
}

/// The values of the tags with these names (RFC 6376, 3.2). What is no tag behind `p=…;` is no part
/// of the record.
fn tags<'a, const N: usize>(
    record: &'a str,
    names: [&str; N],
) -> Result<[Option<&'a str>; N], KeySetError> {
    let mut values = [None; N];
    let mut has_key = false;
    for tag in record.split(';').map(str::trim) {
        if tag.is_empty() {
            continue;
        }
        let Some((name, value)) = tag.split_once('=') else {
            if has_key {
                break;
            }
            return Err(KeySetError::NotDkim);
        };
        let name = name.trim_end();
        has_key |= name == "p";
        if let Some(place) = names.iter().position(|known| *known == name)
            && values[place].replace(value.trim()).is_some()
        {
            return Err(KeySetError::DkimTagTwice);
        }
    }
    Ok(values)
}
