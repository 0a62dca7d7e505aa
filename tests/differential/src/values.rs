//! Values in every form that JSON has for them, and in some that it has not.

use fastrand::Rng;

/// A number, seldom none.
pub fn number(rng: &mut Rng) -> String {
    const NUMBERS: &[&str] = &[
        "0",
        "-0",
        "-0.0",
        "0.0",
        "0e0",
        "-0e-0",
        "0e999",
        "0e-99999999999",
        "0e99999999999",
        "12.50",
        "1e2",
        "1E+2",
        "1.2e1",
        "0.1e1",
        "1.5",
        "-1",
        "1e-400",
        "-1e-400",
        "1e400",
        "-1e400",
        "1e308",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "1e309",
        "1e99999999999999999999",
        "5e-324",
        "2e-324",
        "3e-324",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "9007199254740993",
        "9007199254740993.0",
        "-9007199254740993",
        "9223372036854775807",
        "9223372036854775807.0",
        "9223372036854775808",
        "9223372036854774784.0",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "9999999999999999999",
        "99999999999999999999",
        "340282366920938463463374607431768211456",
        "0.30000000000000004",
        "1718093722.914306",
        "1549376072.3155699",
        // No JSON.
        "01",
        "-",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "-01",
        "00",
        "1.e3",
        "0x10",
        "NaN",
        "Infinity",
        "1_000",
        "1.5.5",
        "--1",
        "1e5e5",
        "٣",
    ];
    match rng.u8(..9) {
        0 | 8 => NUMBERS[rng.usize(..NUMBERS.len())].to_owned(),
        1 => {
            // Around the integers where something changes.
            let around = [1_u128 << 53, 1 << 63, 1 << 64, 10_u128.pow(rng.u32(..21)), 64];
            let integer = around[rng.usize(..around.len())] + rng.u128(..129);
            let sign = if rng.u8(..4) == 0 { "-" } else { "" };
            let end = [".0", "", "", "", "e0", ".00000000000000000000"][rng.usize(..6)];
            format!("{sign}{}{end}", integer.saturating_sub(64))
        }
        2 => half(rng),
        3 => format!("{:e}", f64::from_bits(rng.u64(..))),
        4 => f64::from_bits(rng.u64(..)).to_string(),
        // Denormals.
        5 => format!("{:.*e}", rng.usize(..30), f64::from_bits(rng.u64(..1 << 52))),
        6 => format!("{}.{}", rng.u32(1..), digits(rng, 8)),
        _ => {
            let mut text = if rng.u8(..4) == 0 { "-".to_owned() } else { String::new() };
            text += digits(rng, 24).trim_start_matches('0');
            if text.trim_start_matches('-').is_empty() {
                text.push('0');
            }
            if rng.bool() {
                text = format!("{text}.{}", digits(rng, 24));
            }
            if rng.u8(..3) == 0 {
                let sign = ["", "+", "-"][rng.usize(..3)];
                let e = if rng.bool() { 'e' } else { 'E' };
                let most = [3, 30, 350][rng.usize(..3)];
                text = format!("{text}{e}{sign}{}", rng.u32(..most));
            }
            text
        }
    }
}

fn digits(rng: &mut Rng, most: usize) -> String {
    (0..rng.usize(1..=most)).map(|_| rng.digit(10)).collect()
}

/// A number that stands exactly between two doubles, or very close to there.
fn half(rng: &mut Rng) -> String {
    // Of 54 bits, and odd: no double of this size has the last one.
    let odd = u128::from(rng.u64(1 << 53..1 << 54) | 1);
    let places = rng.u32(..27);
    // Divided by 2^places.
    let digits = (odd * 5_u128.pow(places)).to_string();
    let digits = format!("{digits:0>width$}", width = places as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places as usize);
    let beyond = ["", "0", "00000000001", "1"][rng.usize(..4)];
    match (fraction, beyond) {
        ("", "") => format!("{whole}.0"),
        _ => format!("{whole}.{fraction}{beyond}"),
    }
}

/// What stands between the quotes of a string, of up to so many parts; seldom it ends the string or
/// is no JSON.
pub fn string(rng: &mut Rng, most: usize) -> String {
    const ESCAPES: &[&str] = &["\\n", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t"];
    const OTHERS: &[&str] =
        &["é", "ß", "\u{7f}", "\u{2028}", "\u{fffd}", "\u{feff}", "日", "😀", "\u{10ffff}"];
    const WRONG: &[&str] = &[
        "\u{0}",
        "\n",
        "\u{1f}",
        "\\x41",
        "\\u12",
        "\\ud83",
        "\\U0041",
        "\"",
        "\\",
        "\\u00g0",
        "\\ud83d\\u",
        "\\ud83d\\ude0",
        "\\'",
    ];
    let mut text = String::new();
    // Most strings have few kinds of parts, so that long plain runs come before the next escape.
    let plain = [4, 32, 200][rng.usize(..3)];
    for _ in 0..rng.usize(..=most) {
        if rng.u8(..) < plain || plain == 200 && rng.bool() {
            text.push(char::from(rng.u8(b' '..b'~')));
            if text.ends_with(['"', '\\']) {
                text.pop();
            }
            continue;
        }
        match rng.u16(..1000) {
            0..500 => text.push(rng.alphanumeric()),
            500..650 => text.push_str(ESCAPES[rng.usize(..ESCAPES.len())]),
            650..800 => text.push_str(OTHERS[rng.usize(..OTHERS.len())]),
            800..900 => text.push_str(&unit(rng, 0..=0xffff)),
            900..960 => {
                text.push_str(&unit(rng, 0xd800..=0xdbff));
                text.push_str(&unit(rng, 0xdc00..=0xdfff));
            }
            960..995 => text.push_str(&unit(rng, 0xd800..=0xdfff)),
            _ => text.push_str(WRONG[rng.usize(..WRONG.len())]),
        }
    }
    text
}

/// An escape of four digits.
pub(crate) fn unit(rng: &mut Rng, units: std::ops::RangeInclusive<u16>) -> String {
    let unit = rng.u16(units);
    if rng.bool() { format!("\\u{unit:04x}") } else { format!("\\u{unit:04X}") }
}

/// Any value.
pub(crate) fn value(rng: &mut Rng) -> String {
    const VALUES: &[&str] = &[
        "null",
        "true",
        "false",
        "[]",
        "{}",
        "[[]]",
        "[1,2]",
        r#"{"a":[{}]}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"id":1,"id":2}"#,
        r#"["outgoing",null]"#,
        r#"{"\ud800":1e400}"#,
        "[1e400]",
        "nul",
        "truE",
        "fals",
        "nulll",
        "'a'",
        "",
        " 1 ",
        "\t\"text\"\n",
        "[1,]",
        "{\"a\":1,}",
        "[,1]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "[1 2]",
        "{a:1}",
        "{1:1}",
        "]",
        "}",
        "[}",
        "{]",
        "\u{b}1",
        "\u{a0}1",
        "\u{feff}1",
        "//1",
        "\"\\ud800\"",
        "\"a\\ude00b\"",
    ];
    const STRINGS: &[&str] = &[
        "",
        "text",
        "Held",
        "Sent",
        "OK",
        "Missing",
        "NotSpam",
        "incoming",
        "outgoing",
        "MessageHeld",
        "MessageLoaded",
        "SendLimitExceeded",
        "DomainDNSError",
        "NotOfPostal",
        "1791288005.125",
        "17",
        "1e3",
        " 1.5",
        "+1",
        "-1",
        "-1.5",
        "inf",
        "nan",
        ".5",
        "5.",
        "\\u0031",
        "-0",
        "100000000000000000000",
        "99999999999999999999",
        "820B47a4-4dfd-42e4-ae6a-1e5bed5a33fd",
        "820b47a44dfd42e4ae6a1e5bed5a33fd",
        "{820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd}",
        "820b47a44-dfd-42e4-ae6a-1e5bed5a33fd",
        "\\u0038\\u00320B47a4-4dfd-42e4-ae6a-1e5bed5a33fd",
    ];
    match rng.u8(..16) {
        0..5 => VALUES[rng.usize(..VALUES.len())].to_owned(),
        5..9 => format!("\"{}\"", STRINGS[rng.usize(..STRINGS.len())]),
        9..12 => number(rng),
        12..15 => format!("\"{}\"", string(rng, 40)),
        _ => nested(rng),
    }
}

/// A value that is nested deeper than some readers go, or only a little.
fn nested(rng: &mut Rng) -> String {
    let most = [8, 70, 140, 300][rng.usize(..4)];
    let depth = rng.usize(1..most);
    let mut start = String::new();
    let mut end = String::new();
    for _ in 0..depth {
        let (open, close) =
            [("[", "]"), ("{\"a\":", "}"), ("[ 1 ,", "] "), ("{\"b\":[],\"a\":", "}")]
                [rng.usize(..4)];
        start += open;
        end.insert_str(0, close);
    }
    // Seldom it is closed wrongly.
    if rng.u8(..8) == 0 {
        let at = rng.usize(..end.len());
        end.replace_range(at..=at, ["", "]", "}", ","][rng.usize(..4)]);
    }
    format!("{start}{}{end}", ["1", "null", "[]", "{}", "\"x\""][rng.usize(..5)])
}
