//! Rules on the bytes of an example: they are those that Postal sends.
//!
//! Postal writes with Ruby's `json` and Rails' `ActiveSupport::JSON`: compact, and in strings with
//! the escapes of `json`, and `\u` escapes for `<`, `>`, `&`, U+2028 and U+2029.

use super::violation::{At, Lint};

/// Checks a text that is JSON; the first place that Postal would write otherwise is a violation.
pub(super) fn check(at: &At<'_>, text: &str, lint: &mut Lint) {
    let Some((place, problem)) = first(text) else {
        return;
    };
    let row = text[..place].matches('\n').count() + 1;
    let start = text[..place].rfind('\n').map_or(0, |end| end + 1);
    let column = text[start..place].chars().count() + 1;
    lint.violation(
        at,
        "example-bytes",
        format!("{problem} at line {row} column {column}"),
        "write the body as Postal sends it: one line of compact JSON, no line break at its end; \
         `<`, `>`, `&`, U+2028 and U+2029 as `\\u003c` and so on, other characters as themselves",
    );
}

/// Where the text is not what Postal writes, and why.
fn first(text: &str) -> Option<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = end_of_string(bytes, at);
                let string = &text[at..end];
                if let Some(wrong) = wrong_escape(string) {
                    return Some((at + wrong, "a character is not escaped as Postal does it"));
                }
                at = end;
            }
            b' ' | b'\n' | b'\r' | b'\t' => {
                return Some((at, "there is a space or a line break between the tokens"));
            }
            b'-' | b'0'..=b'9' => {
                let number = |b: &u8| matches!(b, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                let length = bytes[at..].iter().take_while(|b| number(b)).count();
                if !is_shortest(&text[at..at + length]) {
                    return Some((at, "a number is not written as Ruby writes it"));
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    None
}

/// The end of the string that begins at `start`, behind its quote.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// The place in a string token where Postal would write something else.
fn wrong_escape(token: &str) -> Option<usize> {
    // A lone surrogate is no Rust string; Postal never writes one.
    let Ok(value) = serde_json::from_str::<String>(token) else {
        return token.find("\\u");
    };
    let written = serde_json::Value::String(value).to_string();
    let escaped = |letter: char| match letter {
        '<' => "\\u003c".to_owned(),
        '>' => "\\u003e".to_owned(),
        '&' => "\\u0026".to_owned(),
        '\u{2028}' => "\\u2028".to_owned(),
        '\u{2029}' => "\\u2029".to_owned(),
        other => other.to_string(),
    };
    let written: String = written.chars().map(escaped).collect();
    let differs = |((at, there), wanted): ((usize, char), char)| (there != wanted).then_some(at);
    let place = token.char_indices().zip(written.chars()).find_map(differs);
    place.or((token != written).then_some(token.len() - 1))
}

/// Whether a number has the digits that read back as itself, and no more. Ruby writes an exponent
/// for what is below 0.0001 and from 1e16 on; no value of Postal's is there.
fn is_shortest(number: &str) -> bool {
    if !number.contains(['.', 'e', 'E']) {
        return number != "-0";
    }
    let value: f64 = number.parse().unwrap_or_default();
    format!("{value:?}") == number
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn what_postal_writes_passes() {
        for text in [
            r#"{"event":"a","timestamp":1477945177.12994,"payload":{"a":[null,true,12,1.0]},"uuid":""}"#,
            r#""\u003c\u003e\u0026\u2028\u2029\n\r\t\b\f\u0000\u001f\"\\/é😀""#,
            "\"\u{7f}\u{85}\u{202e}\"",
            "-1",
            "18446744073709551616",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn anything_else_does_not() {
        for (text, place) in [
            ("{}\n", 2),
            (" {}", 0),
            ("{}\r\n", 2),
            (r#"{"a": 1}"#, 5),
            (r#"{"a":1 }"#, 6),
            (r#"["<"]"#, 2),
            (r#"["a\u003C"]"#, 8),
            (r#"["\u00e9"]"#, 2),
            (r#"["\/"]"#, 2),
            ("[\"\u{2028}\"]", 2),
            (r#"["\u000a"]"#, 3),
            (r#"["\ud83d\ude00"]"#, 2),
            (r#"["\ud83d"]"#, 2),
            (r#"{"\u0061":1}"#, 2),
            ("[1.50]", 1),
            ("[1e3]", 1),
            ("[1E-7]", 1),
            ("[-0]", 1),
        ] {
            assert_eq!(first(text).map(|(at, _)| at), Some(place), "{text}");
        }
    }
}
