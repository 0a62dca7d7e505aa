//! Text from outside as HTML: it is text, never markup or a link, and what cannot be seen is named.

use jiff::Timestamp;
use maud::{Markup, PreEscaped, Render, html};

use crate::operate::time;

/// Characters of a text in a list.
const SHORT: usize = 100;

/// A text from outside, on one line.
pub(super) fn text(text: &str) -> Markup {
    html! { bdi { (marked(text.chars(), false)) } }
}

/// The begin of a text from outside, for a list.
pub(super) fn short(text: &str) -> Markup {
    begin(text, SHORT)
}

/// So many characters of a text from outside.
pub(super) fn begin(text: &str, longest: usize) -> Markup {
    let is_cut = text.chars().nth(longest).is_some();
    html! { bdi { (marked(text.chars().take(longest), false)) } @if is_cut { "…" } }
}

/// Bytes from outside, with their line breaks; those that are no UTF-8 are named one by one.
pub(super) fn bytes(bytes: &[u8]) -> Markup {
    let chunks = bytes.utf8_chunks();
    html! {
        @for chunk in chunks {
            (marked(chunk.valid().chars(), true))
            @for byte in chunk.invalid() { i.mark { "0x" (format!("{byte:02X}")) } }
        }
    }
}

/// Characters, with a name in the place of each that cannot be seen or that moves others.
fn marked(chars: impl Iterator<Item = char>, has_lines: bool) -> Markup {
    let mut markup = String::new();
    for c in chars {
        if has_lines && matches!(c, '\n' | '\t') {
            markup.push(c);
        } else if is_unseen(c) {
            html! { i.mark { "U+" (format!("{:04X}", u32::from(c))) } }.render_to(&mut markup);
        } else {
            c.encode_utf8(&mut [0; 4]).render_to(&mut markup);
        }
    }
    PreEscaped(markup)
}

/// Whether a character has no shape of its own, or changes the direction of others.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}')
}

/// A time in UTC, to the second.
pub(super) fn moment(micros: i64) -> Markup {
    let exact = time::text(micros);
    let text = Timestamp::from_microsecond(micros)
        .map_or_else(|_| exact.clone(), |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string());
    html! { time datetime=(exact) title=(exact) { (text) } }
}

/// How long something is, in the largest unit that fits.
pub(super) fn span(micros: i64) -> String {
    let seconds = micros.max(0) / 1_000_000;
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// A number with its thousands apart.
pub(super) fn number(number: impl TryInto<i64>) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things: `1 event`, `2 events`.
pub(super) fn counted(count: impl TryInto<i64>, thing: &str) -> String {
    match count.try_into().unwrap_or(i64::MAX) {
        1 => format!("1 {thing}"),
        count => format!("{} {thing}s", number(count)),
    }
}

/// When something is due, in so many microseconds.
pub(super) fn due(micros: i64) -> String {
    if micros <= 0 { "now".to_owned() } else { format!("in {}", span(micros)) }
}

/// Bytes in the largest unit that fits.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..10_240 => format!("{} bytes", number(bytes)),
        10_240..10_485_760 => format!("{} KiB", number(bytes >> 10)),
        10_485_760..10_737_418_240 => format!("{} MiB", number(bytes >> 20)),
        _ => format!("{} GiB", number(bytes >> 30)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_from_a_mail_is_text() {
        for (given, expected) in [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"a\" & b", "&quot;a&quot; &amp; b"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("a\0b", "a<i class=\"mark\">U+0000</i>b"),
            ("\u{202e}txt.exe", "<i class=\"mark\">U+202E</i>txt.exe"),
            ("a\r\nb", "a<i class=\"mark\">U+000D</i><i class=\"mark\">U+000A</i>b"),
            ("", ""),
        ] {
            assert_eq!(text(given).into_string(), format!("<bdi>{expected}</bdi>"), "{given:?}");
        }
        let cut = short(&"ä".repeat(3000)).into_string();
        assert_eq!(cut, format!("<bdi>{}</bdi>…", "ä".repeat(SHORT)));
        assert_eq!(
            bytes(b"a\n<\xff\xc3").into_string(),
            "a\n&lt;<i class=\"mark\">0xFF</i><i class=\"mark\">0xC3</i>"
        );
    }

    #[test]
    fn figures_are_short() {
        assert_eq!(number(0_u64), "0");
        assert_eq!(number(1234), "1,234");
        assert_eq!(number(-123), "-123");
        assert_eq!(number(1_000_000), "1,000,000");
        assert_eq!(counted(1_u64, "event"), "1 event");
        assert_eq!(counted(0, "event"), "0 events");
        assert_eq!(counted(1234, "event"), "1,234 events");
        assert_eq!(due(0), "now");
        assert_eq!(due(5_000_000), "in 5 s");
        assert_eq!(size(3 << 30), "3,072 MiB");
        assert_eq!(span(7_199_000_000), "119 min");
        assert_eq!(span(-1), "0 s");
        let at = moment(0).into_string();
        assert_eq!(
            at,
            "<time datetime=\"1970-01-01T00:00:00Z\" title=\"1970-01-01T00:00:00Z\">\
             1970-01-01 00:00:00</time>"
        );
    }
}
