//! JSON encoder that writes as Rails does.

use std::io;

use serde_json::ser::{Formatter, Serializer};

use crate::Webhook;

/// Writes a webhook as Postal 3 does, which leaves it to Rails: compact; `<`, `>`, `&`, U+2028 and
/// U+2029 as `\u003c` and so on; times with a decimal point and without an exponent; the keys in
/// Postal's order.
///
/// The payload of an unknown event is written as it was read.
///
/// ```
/// use postal_webhooks::testing::{example, to_rails_json};
///
/// let example = example("MessageSent", "escaped-as-rails-does");
/// assert_eq!(to_rails_json(&example.webhook()), example.body);
/// ```
///
/// # Panics
///
/// Never: the keys of a webhook are strings, and memory takes all bytes.
#[must_use]
pub fn to_rails_json(webhook: &Webhook) -> Vec<u8> {
    rails_json(webhook)
}

/// Writes any value as [`to_rails_json`] writes a webhook: compact, with the escapes of Rails, and
/// decimals without an exponent.
///
/// # Panics
///
/// The value has a map whose keys are no strings.
#[must_use]
pub fn rails_json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut body = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut body, Rails));
    written.expect("its keys are strings, and memory takes all bytes");
    body
}

struct Rails;

impl Formatter for Rails {
    fn write_f64<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        // `Display` knows no exponent, and gives the shortest digits that read as the same number.
        let digits = value.to_string();
        let point = if digits.contains('.') { "" } else { ".0" };
        write!(writer, "{digits}{point}")
    }

    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for part in fragment.split_inclusive(escaped) {
            let special = part.chars().next_back().filter(|c| escaped(*c));
            let plain = part.len() - special.map_or(0, char::len_utf8);
            writer.write_all(&part.as_bytes()[..plain])?;
            if let Some(c) = special {
                write!(writer, "\\u{:04x}", u32::from(c))?;
            }
        }
        Ok(())
    }
}

/// What Rails escapes beyond JSON, so that it can stand inside HTML
/// (`ActiveSupport.escape_html_entities_in_json`).
fn escaped(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}')
}
